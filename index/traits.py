"""What is known of every passage before any question: its regulation, whom it addresses, its topics; one array a trait.

Arrays run over the passages in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.units import UnitPassage

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row: TypeAlias = "NDArray[np.float64]"
Mask: TypeAlias = "NDArray[np.bool_]"


class Traits:
    """The traits of the passages; `whole` marks those that hold others."""

    def __init__(self, passages: Sequence[UnitPassage]) -> None:
        self._size = len(passages)
        self.whole: Mask = np.array([row.whole for row in passages], dtype=np.bool_)
        self._of_regulation = _masks(passages, lambda row: (row.path.regulation,))
        self._addressing = _masks(passages, lambda row: row.audience)
        self._mentioning = _masks(passages, lambda row: row.mentions)
        self._for_all = ~self._any(self._addressing, self._addressing)
        self._topics = {
            topic: np.array([row.topics.get(topic, 0.0) for row in passages])
            for topic in sorted({topic for row in passages for topic in row.topics})
        }

    def of(self, regulations: Collection[str]) -> Mask:
        """The passages of the regulations."""
        return self._any(self._of_regulation, regulations)

    def for_levels(self, levels: Collection[str]) -> Mask:
        """The passages that address one of the levels."""
        return self._any(self._addressing, levels)

    def for_others(self, levels: Collection[str]) -> Mask:
        """The passages that address other levels and do not as much as mention these."""
        spared = self._for_all | self.for_levels(levels) | self._any(self._mentioning, levels)
        return np.asarray(~spared)

    def topics(self, strengths: Mapping[str, float]) -> Row:
        """For each passage its topics' clearness, each times its strength."""
        total = np.zeros(self._size)
        for topic, strength in strengths.items():
            if strength and topic in self._topics:
                total += strength * self._topics[topic]
        return total

    def _any(self, masks: Mapping[str, Mask], names: Iterable[str]) -> Mask:
        found = np.zeros(self._size, dtype=np.bool_)
        for name in names:
            if name in masks:
                found |= masks[name]
        return found


def _masks(
    passages: Sequence[UnitPassage], names_of: Callable[[UnitPassage], Iterable[str]]
) -> dict[str, Mask]:
    """For each name the passages that have it."""
    names = {name for row in passages for name in names_of(row)}
    return {name: np.array([name in names_of(row) for row in passages]) for name in sorted(names)}
