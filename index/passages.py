"""Passages with several fields, ranked together: what each field finds is added up, raw scores times weights.

Queries are weighted tokens as typed, accents and all (`query_tokens`); a folded field folds them itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.accents import fold
from index.engine import Bm25Engine, Scores
from index.tokens import tokens


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of a passage is indexed and how much it counts."""

    name: str
    weight: float = 1.0
    k1: float = 0.6
    b: float = 0.5
    folded: bool = True
    pairs: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """What is ranked: an id and the text of each field; a field that it lacks is empty."""

    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """One found id with its score, which compares within one query only."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one token adds to a passage's score through one field, the field's weight included."""

    field: str
    token: str
    score: float


class PassageIndex:
    """Scores for passages in building order; memory holds counts of tokens, never the texts."""

    def __init__(self, ids: Sequence[str], engines: Sequence[tuple[Field, Bm25Engine]]) -> None:
        self.ids = tuple(ids)
        self._engines = tuple(engines)

    @classmethod
    def build(cls, passages: Sequence[Passage], fields: Iterable[Field]) -> PassageIndex:
        """Index every named field of the passages; texts of other fields are ignored."""
        engines = [(field, _engine(passages, field)) for field in fields]
        return cls([passage.id for passage in passages], engines)

    def scores(self, query: Mapping[str, float]) -> Scores:
        """One score a passage, in building order; zero where no field holds a token of the query."""
        total = np.zeros(len(self.ids))
        for field, engine in self._engines:
            total += field.weight * engine.scores(_as_indexed(query, field))
        return total

    def search(self, query: Mapping[str, float], k: int) -> list[Hit]:
        """The k best passages, best first, equal ones in building order; never one that scores nothing."""
        scores = self.scores(query)
        return [Hit(self.ids[at], float(scores[at])) for at in best(scores, k)]

    def explain(self, number: int, query: Mapping[str, float]) -> list[Contribution]:
        """Why the passage scores what it scores, the weightiest first; the parts add up to its score."""
        parts = [
            Contribution(field.name, token, field.weight * score)
            for field, engine in self._engines
            for token, score in engine.contributions(number, _as_indexed(query, field)).items()
        ]
        return sorted(parts, key=lambda part: -part.score)

    def frequency(self, token: str, field: str) -> int:
        """In how many passages the field holds the token (as typed); 0 for what the corpus does not know."""
        return sum(
            engine.frequency(fold(token) if other.folded else token)
            for other, engine in self._engines
            if other.name == field
        )


def best(scores: Scores, k: int) -> list[int]:
    """The places of the k highest positive scores, highest first; equal ones keep their order."""
    order = np.argsort(-scores, kind="stable")[: max(k, 0)]
    return [int(at) for at in order if scores[at] > 0]


def _engine(passages: Sequence[Passage], field: Field) -> Bm25Engine:
    documents = (
        tokens(passage.fields.get(field.name, ""), folded=field.folded, with_pairs=field.pairs)
        for passage in passages
    )
    return Bm25Engine(documents, k1=field.k1, b=field.b)


def _as_indexed(query: Mapping[str, float], field: Field) -> Mapping[str, float]:
    if not field.folded:
        return query
    folded: dict[str, float] = {}
    for token, weight in query.items():
        bare = fold(token)
        folded[bare] = folded.get(bare, 0.0) + weight
    return folded
