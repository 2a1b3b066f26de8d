"""What speaks for and against an answer at all: words that nobody prints, subjects of other regulations, questions like it.

Nothing here says which unit answers; whoever decides to stay silent weighs it (bot/assistant/withhold.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.engine import Bm25Engine, mass_of
from index.known import KnownQuestions, Odds
from index.lexicon import Topic
from index.query import Query
from index.units import UnitPassage

_HELD_FROM = 0.5  # how clearly a topic must be a unit's for its regulation to have it


class Evidence:
    """Over the passages, their tokens (`rows`, indexed as `text`) and the known ways of asking."""

    def __init__(
        self,
        topics: Sequence[Topic],
        passages: Sequence[UnitPassage],
        rows: Sequence[Sequence[str]],
        text: Bm25Engine,
        known: KnownQuestions,
    ) -> None:
        self._topics = topics
        self._text = text
        self._known = known
        self._held = _find_held(passages, rows)

    def known_share(self, query: Query) -> float:
        """The share of the question's single words (by weight) that stand somewhere in the units or ways of asking."""
        singles = {token: weight for token, weight in query.own.items() if " " not in token}
        total = sum(singles.values())
        known = sum(
            weight for token, weight in singles.items() if self._text.idf(token) or self._known.knows(token)
        )
        return known / total if total else 0.0

    def foreign_share(self, query: Query, regulations: Collection[str]) -> tuple[float, float]:
        """What is asked that only other regulations speak of: the words' share (by idf), the strongest such topic (0 to 1)."""
        here = [self._held[one] for one in regulations if one in self._held]
        tokens = frozenset[str]().union(*(held for held, _ in here))
        topics = frozenset[str]().union(*(held for _, held in here))
        mass = mass_of(query.own, self._text) or 1.0
        away = {token: weight for token, weight in query.own.items() if token not in tokens}
        strongest = max(
            (
                query.topics.get(topic.id, 0.0)
                for topic in self._topics
                if topic.unit
                and topic.id not in topics
                and any(topic.id in held for _, held in self._held.values())
            ),
            default=0.0,
        )
        return mass_of(away, self._text) / mass, strongest

    def outside_share(self, query: Query) -> tuple[float, float]:
        """How alike the nearest known question is that no unit may answer, and such questions' share among the nearest."""
        return self._known.outside(query)

    def domain_odds(self, query: Query) -> Odds:
        """What the question's words say for and against an answer, by the questions that are known."""
        return self._known.odds(query)


def _find_held(
    passages: Sequence[UnitPassage], rows: Sequence[Sequence[str]]
) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each regulation the tokens and the topics of its units."""
    held: dict[str, tuple[set[str], set[str]]] = {}
    for row, own in zip(passages, rows, strict=True):
        tokens, topics = held.setdefault(row.path.regulation, (set(), set()))
        tokens.update(own)
        topics.update(topic for topic, share in row.topics.items() if share >= _HELD_FROM)
    return {name: (frozenset(tokens), frozenset(topics)) for name, (tokens, topics) in held.items()}
