"""The lexicon of the domain as values: abbreviations, topics, filler words, loaded from lexicon.toml.

A topic pairs what officers type with what the law prints and with how its units are recognised in any regulation.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.accents import fold
from index.errors import InvalidLexicon
from index.tokens import pairs, syllables


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of the regulations.

    `asked` are phrases as syllable tuples with their marks; `law` the texts' own words; `unit` a pattern over the folded
    text of a unit with its headings, or None where no unit is characteristic; `lift` what such a unit gains, in the
    scale of a normalised score (0 to 1).
    """

    id: str
    asked: tuple[tuple[str, ...], ...]
    law: str
    unit: re.Pattern[str] | None
    lift: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a topic or group, with its marks and folded."""

    group: str
    typed: tuple[str, ...]
    folded: tuple[str, ...]
    needed: frozenset[str]  # the folded syllables, in no order


Phrases = Mapping[str, tuple[Phrase, ...]]  # by the rarest of their folded syllables


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Abbreviations by their syllables, topics, filler syllables with and without marks."""

    abbreviations: Mapping[tuple[str, ...], tuple[str, ...]]
    topics: tuple[Topic, ...]
    filler: frozenset[str]
    folded_filler: frozenset[str]
    asked: Phrases
    outside: Phrases  # the same for what such regulations never settle
    bodies: tuple[tuple[str, ...], ...]  # of each its folded pairs, then its syllables; longest first
    heads: frozenset[str]  # first syllables of the abbreviations

    def phrases(self) -> list[str]:
        """Every phrase of the lexicon as text: what officers type and what the law prints."""
        rows = [" ".join(phrase) for topic in self.topics for phrase in topic.asked]
        rows += [topic.law for topic in self.topics]
        return rows + [" ".join(words) for words in self.abbreviations.values()]


def _topic(row: Mapping[str, object]) -> Topic:
    name = row.get("id")
    if not isinstance(name, str):
        raise InvalidLexicon("a topic", "it has no id")
    asked, patterns, law = row.get("asked"), row.get("unit", []), row.get("law")
    if not isinstance(asked, list) or not isinstance(patterns, list) or not isinstance(law, str):
        raise InvalidLexicon(f"topic {name}", "asked and unit must be lists, law a text")
    try:
        unit = re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None
    except re.error as error:
        raise InvalidLexicon(f"topic {name}", f"a unit pattern is no regular expression: {error}") from error
    phrases = tuple(dict.fromkeys(tuple(syllables(str(phrase))) for phrase in asked))
    lift = row.get("lift", 0.0)
    if not isinstance(lift, int | float):
        raise InvalidLexicon(f"topic {name}", "lift must be a number")
    return Topic(name, phrases, law, unit, float(lift))


def _by_rarest(rows: list[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[Phrase, ...]]:
    """The phrases by that one of their syllables which fewest phrases have: most are dismissed without a look."""
    phrases = []
    for name, typed in rows:
        folded = tuple(fold(syllable) for syllable in typed)
        phrases.append(Phrase(name, typed, folded, frozenset(folded)))
    counts = Counter(syllable for phrase in phrases for syllable in phrase.needed)
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        rarest = min(phrase.folded, key=lambda syllable: (counts[syllable], syllable))
        found.setdefault(rarest, []).append(phrase)
    return {syllable: tuple(group) for syllable, group in found.items()}


@cache
def load_lexicon() -> Lexicon:
    """Read the shipped lexicon once per process. Raises InvalidLexicon on an unusable entry."""
    data = tomllib.loads((resources.files("index") / "lexicon.toml").read_text(encoding="utf-8"))
    abbreviations = {
        tuple(syllables(short)): tuple(syllables(long)) for short, long in data["abbreviations"].items()
    }
    filler = frozenset(syllables(data["filler"]["words"]))
    topics = tuple(_topic(row) for row in data["topic"])
    asked = [(topic.id, phrase) for topic in topics for phrase in topic.asked]
    outside = [(row["id"], tuple(syllables(phrase))) for row in data["outside"] for phrase in row["words"]]
    names = [[fold(word) for word in syllables(name)] for name in data["bodies"]["names"]]
    return Lexicon(
        abbreviations=abbreviations,
        topics=topics,
        filler=filler,
        folded_filler=frozenset(fold(word) for word in filler),
        asked=_by_rarest(asked),
        outside=_by_rarest(outside),
        bodies=tuple((*pairs(name), *name) for name in sorted(names, key=len, reverse=True)),
        heads=frozenset(short[0] for short in abbreviations),
    )
