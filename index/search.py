"""Ranks the units of the regulations for a question: words, headings, topics, known ways of asking, level.

Scores are sums of parts that each lie near 0 to 1, so that they compare across questions and serve the decision to
withhold. BM25 parts are divided by what a text holding every word of the question once would score.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from corpus import Library, UnitPath
from index.engine import Bm25Engine, mass_of
from index.evidence import Evidence
from index.known import OUTSIDE, Hints, KnownQuestions, Row, asked_tokens
from index.lexicon import Lexicon
from index.query import (
    Language,
    Query,
    Word,
    expand,
    find_phrases,
    own_tokens,
    plain_words,
    read_words,
    understand,
)
from index.restore import Restorer
from index.tokens import pairs, syllables
from index.traits import Traits
from index.twins import Twins
from index.typical import TypicalClause, TypicalClauses
from index.units import (
    UnitPassage,
    bare_syllables,
    folded_syllables,
    searchable,
    unit_passages,
    vocabulary,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray  # a fortieth of a second that only type checkers need

_READ_LATELY = 64


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a score counts. Measured on the development questions; flat around these values."""

    law: float = 0.37
    heading: float = 0.23
    topic: float = 0.34
    hint: float = 0.26
    asked: float = 1.67
    twin: float = 0.75
    own_level: float = 1.05
    other_level: float = 0.8
    whole: float = 0.86
    whole_wanted: float = 2.0
    typical: float = 0.55


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit with its score and the parts the score is made of, before the level's factor."""

    path: UnitPath
    score: float
    whole: bool
    audience: frozenset[str]
    mentions: frozenset[str]
    topics: frozenset[str]  # that are clearly its own
    parts: Mapping[str, float]
    place: int  # among the passages of the index


@dataclass(slots=True)
class UnitSearch:
    """The index of a library's units. Build once; `rank` is a pure function of its arguments."""

    lexicon: Lexicon
    passages: list[UnitPassage]
    language: Language
    weights: Weights = field(default_factory=Weights)
    evidence: Evidence = field(init=False)
    _text: Bm25Engine = field(init=False)
    _heading: Bm25Engine = field(init=False)
    _known: KnownQuestions = field(init=False)
    _hinted: frozenset[str] = field(init=False)
    _twins: Twins = field(init=False)
    _typical: TypicalClauses | None = field(init=False)
    _traits: Traits = field(init=False)
    _clear: list[frozenset[str]] = field(init=False)
    _words: Callable[[str], tuple[Word, ...]] = field(init=False)

    @classmethod
    def build(
        cls,
        library: Library,
        lexicon: Lexicon,
        hints: Hints | None = None,
        typical: Sequence[TypicalClause] = (),
    ) -> UnitSearch:
        """Index every unit of the library with the known ways of asking; under a second for the five regulations.

        Regulations without any borrow from the `typical` clauses.
        """
        # Building makes half a million small objects and no cycles: looking for cycles meanwhile costs a fifth of the time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            return cls._built(library, lexicon, hints or Hints(), typical)
        finally:
            if collecting:
                gc.enable()

    @classmethod
    def _built(
        cls, library: Library, lexicon: Lexicon, hints: Hints, typical: Sequence[TypicalClause]
    ) -> UnitSearch:
        known = {path.partition("/")[0] for path, _ in hints.lines}
        if library.regulations.keys() <= known:
            typical = ()
        passages = [
            row for regulation in library.regulations.values() for row in unit_passages(regulation, lexicon)
        ]
        asked = [(path, plain_words(syllables(line), lexicon)) for path, line in hints.lines]
        phrases = [plain_words(syllables(phrase), lexicon) for phrase in lexicon.phrases()]
        phrases += [plain_words(syllables(line), lexicon) for clause in typical for line in clause.asked]
        typed = [[word.typed for word in words] for words in (*(words for _, words in asked), *phrases)]
        printed = [expand(syllables(unit.text), lexicon) for unit in library.units() if not unit.children]
        language = Language(vocabulary(passages, typed), bare_syllables(typed), Restorer([*typed, *printed]))
        search = cls(lexicon, passages, language)
        search._index(asked, typical)
        return search

    def _index(self, asked: Sequence[tuple[str, Sequence[Word]]], typical: Sequence[TypicalClause]) -> None:
        rows = [_tokens(row.text) for row in self.passages]
        self._text = Bm25Engine(rows)
        self._heading = Bm25Engine(_tokens(row.heading) for row in self.passages)
        places = {str(row.path): at for at, row in enumerate(self.passages)}
        lines = [
            (places.get(path, -1), self._line_tokens(words))
            for path, words in asked
            if path in places or path == OUTSIDE
        ]
        self._known = KnownQuestions(lines, len(self.passages), self.lexicon.bodies)
        self._hinted = frozenset(self.passages[place].path.regulation for place in self._known.asked_for)
        self._twins = Twins(rows, [row.path.regulation for row in self.passages], self._text)
        self._typical = self._borrowed(typical, rows) if typical else None
        self._traits = Traits(self.passages)
        self._clear = [
            frozenset(topic for topic, share in row.topics.items() if share == 1.0) for row in self.passages
        ]
        self.evidence = Evidence(self.lexicon.topics, self.passages, rows, self._text, self._known)
        # A turn reads the same few texts again and again: the message, without its places, and the ones before it.
        self._words = lru_cache(maxsize=_READ_LATELY)(
            lambda text: read_words(text, self.lexicon, self.language)
        )

    def _borrowed(self, typical: Sequence[TypicalClause], rows: Sequence[Sequence[str]]) -> TypicalClauses:
        return TypicalClauses(
            typical,
            rows,
            np.array([row.path.regulation not in self._hinted for row in self.passages]),
            lambda text: _tokens(searchable(text, self.lexicon)),
            lambda line: self._line_tokens(plain_words(syllables(line), self.lexicon)),
            self.lexicon.bodies,
        )

    def _line_tokens(self, words: Sequence[Word]) -> dict[str, float]:
        """A known way of asking as it is compared: its own words and its topics."""
        topics = find_phrases(words, self.lexicon.asked, self.lexicon)
        return asked_tokens(own_tokens(words, self.lexicon), topics, self.lexicon.bodies)

    def understand(self, text: str) -> Query:
        """Read a question against this index's vocabulary."""
        return understand(self._words(text), self.lexicon)

    def restored(self, text: str) -> str:
        """The text's words as understood: written out, mended, with their marks, between single spaces."""
        return " ".join(word.typed for word in self._words(text))

    def is_hinted(self, regulation: str) -> bool:
        """Whether ways of asking are known for units of the regulation."""
        return regulation in self._hinted

    def parts(self, query: Query) -> dict[str, Row]:
        """The parts of every passage's score, weights applied."""
        weights = self.weights
        mass = mass_of(query.own, self._text) or 1.0
        law_mass = mass_of(query.law, self._text) or 1.0
        strengths = {
            topic.id: strength * topic.lift
            for topic in self.lexicon.topics
            if (strength := query.topics.get(topic.id, 0.0))
        }
        return {
            "own": self._text.scores(query.own) / mass,
            "law": weights.law * self._text.scores(query.law) / law_mass,
            "heading": weights.heading * self._heading.scores(query.own) / mass,
            "topic": weights.topic * self._traits.topics(strengths),
            "hint": weights.hint * self._nearest(query),
            "asked": weights.asked * self._together(query),
        }

    def _nearest(self, query: Query) -> Row:
        """For each passage the likeness of the nearest way of asking: its own, a twin's or a typical clause's."""
        own = self._twins.shared(self._known.nearest(query), self.weights.twin)
        return np.maximum(own, self.weights.typical * self._typical.nearest(query)) if self._typical else own

    def _together(self, query: Query) -> Row:
        """For each passage how well its ways of asking together fit the question, or what is lent to it."""
        own = self._twins.shared(self._known.together(query), self.weights.twin)
        return np.maximum(own, self.weights.typical * self._typical.together(query)) if self._typical else own

    def rank(
        self,
        query: Query,
        *,
        regulations: Collection[str],
        levels: Collection[str] = (),
        within: UnitPath | None = None,
        whole: bool = False,
        k: int = 12,
    ) -> list[UnitHit]:
        """The k best units of the regulations for the asker's levels, best first.

        `within` keeps to one unit and below; `whole` prefers units that hold others.
        """
        parts = self.parts(query)
        allowed = self._traits.of(regulations)
        if within is not None:
            allowed &= np.array([within.contains(row.path) for row in self.passages])
        return self._best(parts, self._factors(levels, whole=whole), allowed, k)

    def rank_each(
        self,
        query: Query,
        *,
        regulations: Collection[str],
        levels: Collection[str] = (),
        whole: bool = False,
        k: int = 12,
    ) -> dict[str, list[UnitHit]]:
        """For each of the regulations what `rank` finds in it alone."""
        parts, factors = self.parts(query), self._factors(levels, whole=whole)
        return {one: self._best(parts, factors, self._traits.of([one]), k) for one in regulations}

    def likeness(self, one: int, other: int) -> float:
        """How alike two units of different regulations are, by their places: 0, or ALIKE_FROM to 1."""
        return self._twins.likeness(one, other)

    def _factors(self, levels: Collection[str], *, whole: bool) -> Row:
        """What each passage's sum is multiplied by."""
        weights = self.weights
        factors = np.where(self._traits.whole, weights.whole_wanted if whole else weights.whole, 1.0)
        if levels:
            factors[self._traits.for_levels(levels)] *= weights.own_level
            factors[self._traits.for_others(levels)] *= weights.other_level
        return factors

    def _best(
        self, parts: Mapping[str, Row], factors: Row, allowed: NDArray[np.bool_], k: int
    ) -> list[UnitHit]:
        """The k best of the passages allowed that score at all."""
        table = np.stack(list(parts.values()))
        total = np.where(allowed, table.sum(axis=0) * factors, -1.0)
        order = np.argsort(-total, kind="stable")[:k]
        order = order[total[order] > 0]
        found = zip(order.tolist(), total[order].tolist(), table[:, order].T.tolist(), strict=True)
        return [self._hit(at, score, dict(zip(parts, values, strict=True))) for at, score, values in found]

    def _hit(self, at: int, score: float, parts: Mapping[str, float]) -> UnitHit:
        row = self.passages[at]
        return UnitHit(row.path, score, row.whole, row.audience, row.mentions, self._clear[at], parts, at)


def _tokens(text: str) -> list[str]:
    row = folded_syllables(text)
    return row + pairs(row)
