"""The known ways of asking as an index of their own: which is nearest, which unit's together, and what speaks against all.

A line belongs to a passage, by its place, or to none (below zero): no unit may answer it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
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
_TOPIC = "topic "
_DOUBT = 2
_LOWEST = 3
_FIRMEST = 4.0  # log-odds beyond this are cut


@dataclass(frozen=True, slots=True)
class Hints:
    """Known ways of asking: each line belongs to a unit, or to OUTSIDE when no unit may answer it.

    Shipped lines, and pairings that a coordinator accepted.
    """

    lines: Sequence[tuple[str, str]] = ()  # (unit path or OUTSIDE, question)


@dataclass(frozen=True, slots=True)
class Odds:
    """Mean log-odds (−1 to 1) that words come from questions that units answer, and not from others.

    Of all the words, of neighbouring pairs, of the three that speak most against; and the share of pairs nobody asked with.
    """

    words: float
    pairs: float
    lowest: float
    unknown_pairs: float


def asked_tokens(
    own: Mapping[str, float], topics: Mapping[str, float], bodies: Sequence[Sequence[str]] = ()
) -> dict[str, float]:
    """A question as its nearest known question is sought: single words, pairs at half their weight, and its topics.

    A body that it names ("ban chỉ đạo") is left out: known ways of asking name it or not, as it comes.
    """
    tokens = {token: weight * (0.5 if " " in token else 1.0) for token, weight in own.items()}
    for body in bodies:
        if body[0] in tokens and all(token in tokens for token in body if " " in token):
            for token in body:  # a syllable that is filler elsewhere may be missing
                tokens.pop(token, None)
    return tokens | {f"{_TOPIC}{name}": strength for name, strength in topics.items()}


class KnownQuestions:
    """Lines as token weights without `bodies`, each with the place of its passage; `size` is the number of passages."""

    def __init__(
        self,
        lines: Sequence[tuple[int, Mapping[str, float]]],
        size: int,
        bodies: Sequence[Sequence[str]] = (),
    ) -> None:
        self._bodies = bodies
        places = np.array([place for place, _ in lines], dtype=np.intp)
        self._outside = places < 0
        # Lines by their passage: those of one passage lie together, so that its nearest is found in one pass.
        self._by_place = np.argsort(places, kind="stable")[self._outside.sum() :]
        self._answering, self._firsts = np.unique(places[self._by_place], return_index=True)
        self._single = Bm25Engine((list(row) for _, row in lines), k1=0.2, b=0.0)
        self._masses = np.array([mass or 1.0 for mass in self._single.masses(row for _, row in lines)])
        together: list[list[str]] = [[] for _ in range(size)]
        for place, row in lines:
            if place >= 0:
                together[place].extend(row)
        self._together = Bm25Engine(together, k1=1.0, b=0.4)
        self._odds = _log_odds(self._single, ~self._outside)
        self.asked_for = frozenset(place for place, row in enumerate(together) if row)
        self._size = size

    def knows(self, token: str) -> bool:
        """Whether some line has the token."""
        return bool(self._single.idf(token))

    def _likeness(self, query: Query) -> Row:
        """How alike each line is to the question, 0 to 1."""
        tokens = asked_tokens(query.own, query.topics, self._bodies)
        mass = mass_of(tokens, self._single)
        if not self._outside.size or mass <= 0:
            return np.zeros(len(self._outside))
        return np.asarray(self._single.scores(tokens) / np.sqrt(mass * self._masses))

    def nearest(self, query: Query) -> Row:
        """For each passage the likeness of its nearest line, 0 to 1."""
        found = np.zeros(self._size)
        if self._firsts.size:
            found[self._answering] = np.maximum.reduceat(self._likeness(query)[self._by_place], self._firsts)
        return found

    def together(self, query: Query) -> Row:
        """For each passage how well its lines, taken as one text, fit the question; near 0 to 1."""
        tokens = asked_tokens(query.own, query.topics, self._bodies)
        return np.asarray(self._together.scores(tokens) / (mass_of(tokens, self._together) or 1.0))

    def outside(self, query: Query) -> tuple[float, float]:
        """How alike the nearest line is that no unit may answer, and such lines' share among the nearest.

        The share weighs the ten nearest by the square of their likeness; 0.5 when none is alike at all.
        """
        lines = self._likeness(query)
        if not lines.size:
            return 0.0, 0.5
        nearest = _greatest(lines, _NEIGHBOURS)
        votes = lines[nearest] ** 2
        total = float(votes.sum())
        share = float(votes[self._outside[nearest]].sum()) / total if total else 0.5
        return float(lines[self._outside].max(initial=0.0)), share

    def odds(self, query: Query) -> Odds:
        """What the question's words say for and against an answer."""
        tokens = asked_tokens(query.own, query.topics, self._bodies)
        found = {token: self._odds[token] for token in tokens if token in self._odds}
        pairs = [token for token in tokens if " " in token and not token.startswith(_TOPIC)]
        lowest = sorted(found.values())[:_LOWEST]
        return Odds(
            _mean(found.values(), _DOUBT),
            _mean([found[pair] for pair in pairs if pair in found], _DOUBT),
            _mean(lowest, 0),
            sum(pair not in found for pair in pairs) / (len(pairs) or 1),
        )


def _mean(values: Collection[float], doubt: int) -> float:
    """The mean, drawn to zero as if `doubt` further values of zero stood beside."""
    return sum(values) / ((len(values) + doubt) or 1)


def _greatest(values: Row, count: int) -> NDArray[np.intp]:
    """The places of the greatest values, in order of place; of equals at the border the first ones, on any machine."""
    count = min(count, values.size)
    border = np.partition(values, values.size - count)[values.size - count]
    above = np.flatnonzero(values > border)
    return np.sort(np.concatenate([above, np.flatnonzero(values == border)[: count - above.size]]))


def _log_odds(engine: Bm25Engine, inside: NDArray[np.bool_]) -> dict[str, float]:
    """For each token of the known questions, how much it speaks for an answer: smoothed log-odds, scaled to −1 … 1."""
    within, without = float(inside.sum()) + 1, float((~inside).sum()) + 1
    away = engine.counts_in(~inside)
    odds: dict[str, float] = {}
    for token, count in engine.counts_in(inside).items():
        ratio = math.log((count + _SMOOTHING) / within) - math.log((away[token] + _SMOOTHING) / without)
        odds[token] = max(-_FIRMEST, min(_FIRMEST, ratio)) / _FIRMEST
    return odds
