"""The known ways of asking as an index of their own: which is nearest, which unit's together, and what speaks against all.

A line belongs to a passage, by its place, or to none (below zero): no unit may answer it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.engine import Bm25Engine, mass_of
from index.query import Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row: TypeAlias = "NDArray[np.float64]"
OUTSIDE = "outside"
_NEIGHBOURS = 10
_SMOOTHING = 1.0
_FIRMEST = 4.0  # log-odds beyond this are cut


@dataclass(frozen=True, slots=True)
class Hints:
    """Known ways of asking: each line belongs to a unit, or to OUTSIDE when no unit may answer it.

    Shipped lines, and pairings that a coordinator accepted.
    """

    lines: Sequence[tuple[str, str]] = ()  # (unit path or OUTSIDE, question)


def asked_tokens(own: Mapping[str, float], topics: Mapping[str, float]) -> dict[str, float]:
    """A question as its nearest known question is sought: single words, pairs at half their weight, and its topics."""
    tokens = {token: weight * (0.5 if " " in token else 1.0) for token, weight in own.items()}
    return tokens | {f"topic {name}": strength for name, strength in topics.items()}


class KnownQuestions:
    """Lines as token weights, each with the place of its passage; `size` is the number of passages."""

    def __init__(self, lines: Sequence[tuple[int, Mapping[str, float]]], size: int) -> None:
        self._places = np.array([place for place, _ in lines], dtype=np.intp)
        self._single = Bm25Engine((list(row) for _, row in lines), k1=0.2, b=0.0)
        self._masses = np.array([mass_of(row, self._single) or 1.0 for _, row in lines])
        together: list[list[str]] = [[] for _ in range(size)]
        for place, row in lines:
            if place >= 0:
                together[place].extend(row)
        self._together = Bm25Engine(together, k1=1.0, b=0.4)
        self._odds = _log_odds([row for _, row in lines], self._places >= 0)
        self.asked_for = frozenset(place for place, row in enumerate(together) if row)
        self._size = size

    def knows(self, token: str) -> bool:
        """Whether some line has the token."""
        return bool(self._single.idf(token))

    def _likeness(self, query: Query) -> Row:
        """How alike each line is to the question, 0 to 1."""
        tokens = asked_tokens(query.own, query.topics)
        mass = mass_of(tokens, self._single)
        if not self._places.size or mass <= 0:
            return np.zeros(len(self._places))
        return np.asarray(self._single.scores(tokens) / np.sqrt(mass * self._masses))

    def nearest(self, query: Query) -> Row:
        """For each passage the likeness of its nearest line, 0 to 1."""
        found = np.zeros(self._size)
        inside = self._places >= 0
        np.maximum.at(found, self._places[inside], self._likeness(query)[inside])
        return found

    def together(self, query: Query) -> Row:
        """For each passage how well its lines, taken as one text, fit the question; near 0 to 1."""
        tokens = asked_tokens(query.own, query.topics)
        return np.asarray(self._together.scores(tokens) / (mass_of(tokens, self._together) or 1.0))

    def outside(self, query: Query) -> tuple[float, float]:
        """How alike the nearest line is that no unit may answer, and such lines' share among the nearest.

        The share weighs the ten nearest by the square of their likeness; 0.5 when none is alike at all.
        """
        lines = self._likeness(query)
        if not lines.size:
            return 0.0, 0.5
        outside = self._places < 0
        nearest = np.argsort(-lines)[:_NEIGHBOURS]
        votes = lines[nearest] ** 2
        total = float(votes.sum())
        share = float(votes[outside[nearest]].sum()) / total if total else 0.5
        return float(np.where(outside, lines, 0.0).max()), share

    def odds(self, query: Query) -> float:
        """Mean log-odds (−1 to 1) that the question's words come from questions that units answer, and not from others."""
        tokens = [token for token in asked_tokens(query.own, query.topics) if token in self._odds]
        return sum(self._odds[token] for token in tokens) / (len(tokens) + 2)


def _log_odds(rows: Sequence[Mapping[str, float]], inside: NDArray[np.bool_]) -> dict[str, float]:
    """For each token of the known questions, how much it speaks for an answer: smoothed log-odds, scaled to −1 … 1."""
    known: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for row, answers in zip(rows, inside, strict=True):
        (known if answers else other).update(row.keys())
    within, without = float(inside.sum()) + 1, float((~inside).sum()) + 1
    odds: dict[str, float] = {}
    for token in known.keys() | other.keys():
        ratio = math.log((known[token] + _SMOOTHING) / within) - math.log(
            (other[token] + _SMOOTHING) / without
        )
        odds[token] = max(-_FIRMEST, min(_FIRMEST, ratio)) / _FIRMEST
    return odds
