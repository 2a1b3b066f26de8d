"""How good a ranking is, from 0 to 1: pure functions of ranked ids, best first, and the ids that are right.

Averages are over questions, each counting the same however many articles answer it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the right ids among the first k; with one right id, whether it is there."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant)


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """One over the place of the first right id; 0 when none is among the first k."""
    return next((1 / place for place, found in enumerate(ranked[:k], start=1) if found in relevant), 0.0)


def ndcg(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Discounted gain of the first k, right or not, over that of the best order possible."""
    gain = sum(_discount(place) for place, found in enumerate(ranked[:k], start=1) if found in relevant)
    return gain / sum(_discount(place) for place in range(1, min(k, len(relevant)) + 1))


def _discount(place: int) -> float:
    return 1 / math.log2(place + 1)
