"""Units of different regulations that say much the same: how alike they are, and what one lends to the other.

A unit is its place among the passages. Few pairs are alike at all, so only those are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.engine import Bm25Engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row: TypeAlias = "NDArray[np.float64]"
ALIKE_FROM = 0.4


class Twins:
    """Cosine of the words' idf, 0 or ALIKE_FROM to 1; a word that only one unit has says nothing.

    `rows` are the units' tokens, `regulations` the regulation of each, `text` the index over the same rows.
    """

    def __init__(self, rows: Sequence[Sequence[str]], regulations: Sequence[str], text: Bm25Engine) -> None:
        columns = {token: at for at, token in enumerate(text.tokens_in(least=2))}
        weights = np.zeros((len(rows), len(columns)), dtype=np.float32)
        for at, row in enumerate(rows):
            for token in set(row):
                if token in columns:
                    weights[at, columns[token]] = text.idf(token)
        lengths = np.linalg.norm(weights, axis=1, keepdims=True)
        unit = weights / np.where(lengths > 0, lengths, 1.0)
        alike = (unit @ unit.T).astype(np.float64)
        numbers = np.array([regulations.index(name) for name in regulations])
        alike[(numbers[:, None] == numbers[None, :]) | (alike < ALIKE_FROM)] = 0.0
        ones, self._others = np.nonzero(alike)
        self._shares = alike[ones, self._others]
        self._borrowers, self._firsts = np.unique(ones, return_index=True)
        pairs = zip(ones.tolist(), self._others.tolist(), self._shares.tolist(), strict=True)
        self._pairs: dict[tuple[int, int], float] = {(one, other): share for one, other, share in pairs}

    def likeness(self, one: int, other: int) -> float:
        """How alike two units are; 0 for units of the same regulation."""
        return self._pairs.get((one, other), 0.0)

    def shared(self, direct: Row, lent: float) -> Row:
        """Each unit's own value, or what a unit like it lends it at the share `lent`, whichever is more; none is below 0."""
        found = direct.copy()
        if self._firsts.size:
            best = np.maximum.reduceat(self._shares * direct[self._others], self._firsts) * lent
            found[self._borrowers] = np.maximum(found[self._borrowers], best)
        return found
