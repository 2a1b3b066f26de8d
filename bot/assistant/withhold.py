"""Whether to stay silent: how likely it is that no unit answers, from what the search found.

A logistic model over a few counts; its numbers stand in withhold.toml with how they were fitted.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from index import Query, UnitHit, UnitSearch

_ENOUGH = 1.8  # a score from which on more says little


def features(
    query: Query,
    hits: Sequence[UnitHit],
    search: UnitSearch,
    *,
    named: bool = False,
    continued: bool = False,
) -> dict[str, float]:
    """What speaks for and against an answer, each near 0 to 1; whether it names a province, whether messages came before."""
    top = hits[0] if hits else None
    apart, share = search.evidence.outside_share(query)
    elsewhere, foreign = search.evidence.foreign_share(query, {hit.path.regulation for hit in hits})
    odds = search.evidence.domain_odds(query)
    singles = [token for token in query.own if " " not in token]
    return {
        "bias": 1.0,
        "score": min(top.score, 3.0) if top else 0.0,
        "beyond": max(0.0, min(top.score, 3.5) - _ENOUGH) if top else 0.0,
        "own": min(top.parts["own"], 1.0) if top else 0.0,
        "hint": min(top.parts["hint"], 1.0) if top else 0.0,
        "asked": min(top.parts["asked"], 2.0) if top else 0.0,
        "law": top.parts["law"] if top else 0.0,
        "topic": min(top.parts["topic"], 1.0) if top else 0.0,
        "known": search.evidence.known_share(query),
        "apart": apart,
        "share": share,
        "odds": odds.words,
        "odds_of_pairs": odds.pairs,
        "lowest_odds": odds.lowest,
        "unknown_pairs": odds.unknown_pairs,
        "outside": min(sum(query.outside.values()), 1.5),
        "topics": min(sum(query.topics.values()), 3.0) / 3,
        "elsewhere": elsewhere,
        "foreign": min(foreign, 1.0),
        "named": float(named),
        "continued": float(continued),
        "short": 1.0 if len(singles) <= 2 else 0.0,
    }


@cache
def _models() -> Mapping[str, Mapping[str, float]]:
    text = (resources.files("bot") / "assistant" / "withhold.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def likelihood(found: Mapping[str, float], *, hinted: bool = True) -> float:
    """The likelihood (0 to 1) that something answers; `hinted` if ways of asking are known for the regulations searched."""
    weights = _models()["weights" if hinted else "unhinted"]
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
