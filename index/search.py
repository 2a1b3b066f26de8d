"""Ranks the units of the regulations for a question: words, headings, topics, known ways of asking, level.

Scores are sums of parts that each lie near 0 to 1, so that they compare across questions and serve the decision to
withhold. BM25 parts are divided by what a text holding every word of the question once would score.
"""

from __future__ import annotations

import gc
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from corpus import Library, UnitPath
from index.engine import Bm25Engine
from index.lexicon import Lexicon
from index.query import Language, Query, expand, find_phrases, own_tokens, plain_words, read_words, understand
from index.restore import Restorer
from index.tokens import pairs, syllables
from index.units import UnitPassage, bare_syllables, folded_syllables, unit_passages, vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray  # a fortieth of a second that only type checkers need

Row: TypeAlias = "NDArray[np.float64]"
OUTSIDE = "outside"
_NEIGHBOURS = 10
_TWINS_FROM = 0.4
_SMOOTHING = 1.0
_FIRMEST = 4.0  # log-odds beyond this are cut


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


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit with its score and the parts the score is made of, before the level's factor."""

    path: UnitPath
    score: float
    whole: bool
    audience: frozenset[str]
    mentions: frozenset[str]
    topics: Mapping[str, float]
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hints:
    """Known ways of asking: each line belongs to a unit, or to OUTSIDE when no unit may answer it.

    Shipped lines, and pairings that a coordinator accepted.
    """

    lines: Sequence[tuple[str, str]] = ()  # (unit path or OUTSIDE, question)


@dataclass(slots=True)
class UnitSearch:
    """The index of a library's units. Build once; `rank` is a pure function of its arguments."""

    lexicon: Lexicon
    passages: list[UnitPassage]
    language: Language
    weights: Weights = field(default_factory=Weights)
    _text: Bm25Engine = field(init=False)
    _heading: Bm25Engine = field(init=False)
    _asked: Bm25Engine = field(init=False)
    _hinted: frozenset[str] = field(init=False)
    _asked_together: Bm25Engine = field(init=False)
    _asked_at: NDArray[np.intp] = field(init=False)
    _asked_mass: Row = field(init=False)
    _twins: NDArray[np.float64] = field(init=False)
    _places: dict[str, int] = field(init=False)
    _odds: dict[str, float] = field(init=False)

    @classmethod
    def build(cls, library: Library, lexicon: Lexicon, hints: Hints | None = None) -> UnitSearch:
        """Index every unit of the library with the known ways of asking; about half a second for the five regulations."""
        # Building makes half a million small objects and no cycles: looking for cycles meanwhile costs a fifth of the time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            return cls._built(library, lexicon, hints or Hints())
        finally:
            if collecting:
                gc.enable()

    @classmethod
    def _built(cls, library: Library, lexicon: Lexicon, hints: Hints) -> UnitSearch:
        passages = [
            row for regulation in library.regulations.values() for row in unit_passages(regulation, lexicon)
        ]
        asked = [(path, syllables(line)) for path, line in hints.lines]
        spoken = [*(row for _, row in asked), *(syllables(phrase) for phrase in lexicon.phrases())]
        printed = [syllables(unit.text) for unit in library.units() if not unit.children]
        restorer = Restorer(expand(row, lexicon) for row in [*spoken, *printed])
        search = cls(
            lexicon, passages, Language(vocabulary(passages, spoken), bare_syllables(spoken), restorer)
        )
        search._index(asked)
        return search

    def _index(self, asked: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._text = Bm25Engine(_tokens(row.text) for row in self.passages)
        self._heading = Bm25Engine(_tokens(row.heading) for row in self.passages)
        self._places = {str(row.path): at for at, row in enumerate(self.passages)}
        known = [
            (self._places.get(path, -1), line)
            for path, line in asked
            if path in self._places or path == OUTSIDE
        ]
        rows = [self._line_tokens(line) for _, line in known]
        self._asked = Bm25Engine((list(row) for row in rows), k1=0.2, b=0.0)
        self._asked_at = np.array([at for at, _ in known], dtype=np.intp)
        self._asked_mass = np.array([self.mass(row, self._asked) or 1.0 for row in rows])
        together: list[list[str]] = [[] for _ in self.passages]
        for (at, _), row in zip(known, rows, strict=True):
            if at >= 0:
                together[at].extend(row)
        self._hinted = frozenset(
            row.path.regulation for row, one in zip(self.passages, together, strict=True) if one
        )
        self._asked_together = Bm25Engine(together, k1=1.0, b=0.4)
        self._odds = _log_odds(rows, self._asked_at >= 0)
        self._twins = self._find_twins()

    def _line_tokens(self, line: Sequence[str]) -> dict[str, float]:
        """A known way of asking as it is compared: its own words and its topics."""
        words = plain_words(line, self.lexicon)
        return _hint_tokens(
            own_tokens(words, self.lexicon), find_phrases(words, self.lexicon.asked, self.lexicon)
        )

    def _find_twins(self) -> NDArray[np.float64]:
        """How alike two units of different regulations are, 0 or _TWINS_FROM to 1: they share their ways of asking.

        Cosine of the words' idf; a word that only one unit has says nothing.
        """
        columns = {token: at for at, token in enumerate(self._text.tokens_in(least=2))}
        weights = np.zeros((len(self.passages), len(columns)), dtype=np.float32)
        for at, row in enumerate(self.passages):
            for token in set(_tokens(row.text)):
                if token in columns:
                    weights[at, columns[token]] = self._text.idf(token)
        lengths = np.linalg.norm(weights, axis=1, keepdims=True)
        unit = weights / np.where(lengths > 0, lengths, 1.0)
        alike = (unit @ unit.T).astype(np.float64)
        names = [row.path.regulation for row in self.passages]
        numbers = np.array([names.index(name) for name in names])
        alike[numbers[:, None] == numbers[None, :]] = 0.0
        alike[alike < _TWINS_FROM] = 0.0
        return alike

    def understand(self, text: str) -> Query:
        """Read a question against this index's vocabulary."""
        return understand(text, self.lexicon, self.language)

    def restored(self, text: str) -> str:
        """The text's words as understood: written out, mended, with their marks, between single spaces."""
        return " ".join(word.typed for word in read_words(text, self.lexicon, self.language))

    def mass(self, tokens: Mapping[str, float], engine: Bm25Engine | None = None) -> float:
        """What a text holding every token once would score: the yardstick of the BM25 parts."""
        engine = engine or self._text
        ceiling = float(np.log(1 + engine.size / 0.5)) if engine.size else 0.0
        total = 0.0
        for token, weight in tokens.items():
            idf = engine.idf(token)
            if not idf and " " not in token:
                idf = 0.6 * ceiling  # a word that no unit knows speaks against every unit
            total += weight * idf
        return total

    def known_share(self, query: Query) -> float:
        """The share of the question's single words (by weight) that stand somewhere in the units or ways of asking."""
        singles = {token: weight for token, weight in query.own.items() if " " not in token}
        total = sum(singles.values())
        known = sum(
            weight for token, weight in singles.items() if self._text.idf(token) or self._asked.idf(token)
        )
        return known / total if total else 0.0

    def _line_likeness(self, query: Query) -> Row:
        """How alike each known way of asking is to the question, 0 to 1."""
        tokens = _hint_tokens(query.own, query.topics)
        mass = self.mass(tokens, self._asked)
        if not self._asked_at.size or mass <= 0:
            return np.zeros(len(self._asked_at))
        return np.asarray(self._asked.scores(tokens) / np.sqrt(mass * self._asked_mass))

    def outside_share(self, query: Query) -> tuple[float, float]:
        """How alike the nearest known question is that no unit may answer, and such questions' share among the nearest.

        The share weighs the ten nearest by the square of their likeness; 0.5 when none is alike at all.
        """
        lines = self._line_likeness(query)
        if not lines.size:
            return 0.0, 0.5
        outside = self._asked_at < 0
        nearest = np.argsort(-lines)[:_NEIGHBOURS]
        votes = lines[nearest] ** 2
        total = float(votes.sum())
        share = float(votes[outside[nearest]].sum()) / total if total else 0.5
        return float(np.where(outside, lines, 0.0).max()), share

    def domain_odds(self, query: Query) -> float:
        """Mean log-odds (−1 to 1) that the question's words come from questions that units answer, and not from others."""
        tokens = [token for token in _hint_tokens(query.own, query.topics) if token in self._odds]
        return sum(self._odds[token] for token in tokens) / (len(tokens) + 2)

    def is_hinted(self, regulation: str) -> bool:
        """Whether ways of asking are known for units of the regulation."""
        return regulation in self._hinted

    def _shared(self, direct: Row) -> Row:
        """Each unit's own share, or what a unit of the same wording in another regulation lends it."""
        lent = (self._twins * direct[None, :]).max(axis=1) * self.weights.twin if direct.size else direct
        return np.asarray(np.maximum(direct, lent))

    def _nearest_line(self, query: Query) -> Row:
        direct = np.zeros(len(self.passages))
        inside = self._asked_at >= 0
        np.maximum.at(direct, self._asked_at[inside], self._line_likeness(query)[inside])
        return self._shared(direct)

    def _all_lines(self, query: Query) -> Row:
        tokens = _hint_tokens(query.own, query.topics)
        return self._shared(
            self._asked_together.scores(tokens) / (self.mass(tokens, self._asked_together) or 1.0)
        )

    def parts(self, query: Query) -> dict[str, Row]:
        """The parts of every passage's score, weights applied."""
        weights = self.weights
        mass = self.mass(query.own) or 1.0
        law_mass = self.mass(query.law) or 1.0
        topics = np.zeros(len(self.passages))
        for topic in self.lexicon.topics:
            strength = query.topics.get(topic.id, 0.0) * topic.lift
            if strength:
                topics += [strength * row.topics.get(topic.id, 0.0) for row in self.passages]
        return {
            "own": self._text.scores(query.own) / mass,
            "law": weights.law * self._text.scores(query.law) / law_mass,
            "heading": weights.heading * self._heading.scores(query.own) / mass,
            "topic": weights.topic * topics,
            "hint": weights.hint * self._nearest_line(query),
            "asked": weights.asked * self._all_lines(query),
        }

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
        total = np.sum(list(parts.values()), axis=0)
        total *= [self._factor(row, levels, whole=whole) for row in self.passages]
        allowed = np.array([row.path.regulation in regulations for row in self.passages])
        if within is not None:
            allowed &= np.array([within.contains(row.path) for row in self.passages])
        total = np.where(allowed, total, -1.0)
        order = np.argsort(-total, kind="stable")[:k]
        return [self._hit(int(at), float(total[at]), parts) for at in order if total[at] > 0]

    def likeness(self, one: UnitPath, other: UnitPath) -> float:
        """How alike two units of different regulations are: 0, or _TWINS_FROM to 1."""
        return float(self._twins[self._places[str(one)], self._places[str(other)]])

    def _factor(self, row: UnitPassage, levels: Collection[str], *, whole: bool) -> float:
        factor = (self.weights.whole_wanted if whole else self.weights.whole) if row.whole else 1.0
        wanted = frozenset(levels)
        if wanted and row.audience & wanted:
            factor *= self.weights.own_level
        elif wanted and row.audience and not row.mentions & wanted:
            factor *= self.weights.other_level
        return factor

    def _hit(self, at: int, score: float, parts: Mapping[str, Row]) -> UnitHit:
        row = self.passages[at]
        return UnitHit(
            row.path,
            score,
            row.whole,
            row.audience,
            row.mentions,
            row.topics,
            {name: float(part[at]) for name, part in parts.items()},
        )


def _tokens(text: str) -> list[str]:
    row = folded_syllables(text)
    return row + pairs(row)


def _hint_tokens(own: Mapping[str, float], topics: Mapping[str, float]) -> dict[str, float]:
    """A question as its nearest known question is sought: single words, pairs at half their weight, and its topics."""
    tokens = {token: weight * (0.5 if " " in token else 1.0) for token, weight in own.items()}
    return tokens | {f"topic {name}": strength for name, strength in topics.items()}


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
