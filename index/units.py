"""The units of the regulations as passages: what each says, what stands above it, whom it addresses, its topics.

Candidates are the smallest units and, for questions about a whole, the lead words of the units that hold them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from corpus import AgencyLevel, Part, Regulation, Unit, UnitPath, repaired
from index.accents import fold
from index.lexicon import Lexicon
from index.tokens import pairs, syllables

_WORD = re.compile(r"[^\W_]+")
_LABEL = re.compile(r"^(?:dieu \S+|[0-9]+(?:\.[0-9]+)*|[a-z])[.)]?\s*")
# Whom a unit addresses, said in its opening words: "b) Đối với cán bộ đầu mối cấp xã", "2. Chủ tịch UBND xã, phường …".
_AUDIENCE = {
    AgencyLevel.PROVINCE: re.compile(
        r"(dau moi|cap) (thanh pho|tinh)\b(?!,? cap)|\bcac so\b|\bso, (ban, )?nganh|thu truong cac so|giam doc (cac )?so"
    ),
    AgencyLevel.DISTRICT: re.compile(r"cap huyen|\bhuyen, (thi xa|thanh pho)"),
    AgencyLevel.COMMUNE: re.compile(r"cap xa|\bxa, phuong|uy ban nhan dan xa"),
}
_AUDIENCE_WINDOW = 170
_FROM_ABOVE = 0.4  # how clearly a topic of what stands above is the unit's too


@dataclass(frozen=True, slots=True)
class UnitPassage:
    """One candidate answer.

    `text`, `heading` and `context` are folded with abbreviations written out; `whole` marks a unit represented by its lead only;
    `audience` holds the levels that its opening words address, empty for all; `mentions` those that it names anywhere;
    `topics` maps topic ids to how clearly it is theirs.
    """

    path: UnitPath
    text: str
    heading: str
    context: str
    whole: bool
    audience: frozenset[str]
    mentions: frozenset[str]
    topics: Mapping[str, float]


def searchable(text: str, lexicon: Lexicon) -> str:
    """A text as searched: repaired, folded, abbreviations written out, its punctuation kept for the patterns."""

    def written_out(match: re.Match[str]) -> str:
        word = match.group().lower()
        full = lexicon.abbreviations.get((word,)) if len(word) > 1 else None
        return fold(" ".join(full)) if full else fold(word)

    return _WORD.sub(written_out, repaired(text))


def _audience(opening: str, above: str) -> frozenset[str]:
    for text in (opening[:_AUDIENCE_WINDOW], above):
        found = frozenset(level for level, pattern in _AUDIENCE.items() if pattern.search(text))
        if found:
            return found
    return frozenset()


def _topics(lexicon: Lexicon, text: str) -> frozenset[str]:
    """The topics whose patterns stand in a text."""
    return frozenset(topic.id for topic in lexicon.topics if topic.unit and topic.unit.search(text))


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above a unit: the lines that lead to it, their text and its topics."""

    lines: tuple[str, ...]
    text: str
    topics: frozenset[str]


def _above(lines: tuple[str, ...], lexicon: Lexicon) -> _Above:
    text = " ".join(lines)
    return _Above(lines, text, _topics(lexicon, text))


def _passages_of(unit: Unit, above: _Above, context: str, lexicon: Lexicon) -> Iterator[UnitPassage]:
    whole = bool(unit.children)
    text = searchable(unit.lead if whole else unit.text, lexicon)
    bare = _LABEL.sub("", text)
    own = _topics(lexicon, text)
    yield UnitPassage(
        path=unit.path,
        text=bare,
        heading=above.text,
        context=context,
        whole=whole,
        audience=_audience(bare, above.lines[-1] if len(above.lines) > 1 else ""),
        mentions=frozenset(level for level, pattern in _AUDIENCE.items() if pattern.search(bare)),
        topics=dict.fromkeys(above.topics, _FROM_ABOVE) | dict.fromkeys(own, 1.0),
    )
    if whole:
        below = _above((*above.lines, text), lexicon)
        for child in unit.children:
            yield from _passages_of(child, below, context, lexicon)


def unit_passages(regulation: Regulation, lexicon: Lexicon) -> list[UnitPassage]:
    """Every candidate of a regulation in document order."""
    rows: list[UnitPassage] = []
    context = searchable(f"{regulation.metadata.short} {regulation.metadata.province}", lexicon)
    for component in regulation.document.components:
        titles = {
            article.path: chapter.title for chapter in component.chapters for article in chapter.articles
        }
        for article in component.articles:
            title = searchable(titles.get(article.path) or "", lexicon)
            above = (title,) if component.part is Part.REGULATION else ("quyet dinh ban hanh quy che",)
            rows.extend(_passages_of(article, _above(above, lexicon), context, lexicon))
    return rows


def folded_syllables(text: str) -> list[str]:
    """The folded syllables of a text: "Đầu mối" → dau, moi."""
    return [fold(syllable) for syllable in syllables(text)]


def vocabulary(passages: Iterable[UnitPassage], lines: Iterable[Sequence[str]]) -> dict[str, int]:
    """How often each folded syllable and pair stands in the passages and in further lines (asked, lexicon)."""
    rows = [folded_syllables(f"{row.heading} {row.text}") for row in passages]
    rows += [[fold(syllable) for syllable in line] for line in lines]
    return Counter(chain(chain.from_iterable(rows), chain.from_iterable(map(pairs, rows))))


def bare_syllables(lines: Iterable[Sequence[str]]) -> frozenset[str]:
    """The syllables that lines with all their marks write without any: "quy" of "quy chế", never "doi"."""
    counts = Counter(syllable for line in lines for syllable in line if syllable.isascii())
    return frozenset(syllable for syllable, count in counts.items() if count > 1)
