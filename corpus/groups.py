"""Chapters, sections and divisions around the articles of a component.

    Chương II
    THẨM QUYỀN, QUY TRÌNH
    Mục 1: THẨM QUYỀN KIỂM TRA
    Điều 9. …

Headings stand between the last words of one article and the first line of the next, never far above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.articles import Reading
from corpus.grammar import Level, Opening, read_clause, read_group, read_point
from corpus.lines import Line
from corpus.model import Chapter, Section, Unit
from corpus.wrapping import is_finished

_FARTHEST = 14  # lines of headings above an article: a part, a chapter, a section, each with a wrapped title


@dataclass(slots=True)
class Heading:
    """A heading line with the title lines below it, and the articles that follow it."""

    opening: Opening
    source: list[Line]
    articles: list[Unit] = field(default_factory=list)
    inside: list[Heading] = field(default_factory=list)
    division: str | None = None

    @property
    def title(self) -> str:
        """The words after the label, over however many lines."""
        first = self.source[0].text[self.opening.end :]
        return " ".join([first, *(line.text for line in self.source[1:])]).strip()

    @property
    def label(self) -> str:
        """The number as printed: "II", "1"."""
        return self.source[0].text[: self.opening.end].rstrip(" .:-–—").split()[-1]


def heading_start(reading: Reading, between: Sequence[int]) -> int:
    """How many of the lines before an article belong to what stands above its headings."""
    texts = [reading.lines[at].text for at in between]
    for place in range(max(0, len(between) - _FARTHEST), len(between)):
        if between[place] in reading.quoted or read_group(texts[place]) is None:
            continue
        if _is_heading(texts[place:], texts[place - 1] if place else ""):
            return place
    return len(between)


def _is_heading(texts: Sequence[str], above: str) -> bool:
    """Whether the lines from a chapter's label to the next article are headings, not the rest of a sentence.

    "… theo quy định tại ⏎ Chương V Nghị định này. ⏎ b) …" is none: it breaks off above, it has a clause or point
    below, or it ends like a sentence.
    """
    if any(read_clause(text) or read_point(text) for text in texts):
        return False
    opening = read_group(texts[0])
    titles = [texts[0][opening.end :] if opening else texts[0], *texts[1:]]
    if all(title.isupper() or not title or read_group(title) for title in titles):
        return not above or is_finished(above) or any(title.isupper() for title in titles)
    return (not above or is_finished(above)) and not is_finished(texts[-1])


def read_headings(reading: Reading, lines: Sequence[int]) -> list[Heading]:
    """The heading lines cut into headings; the first line opens one."""
    headings: list[Heading] = []
    for at in lines:
        opening = read_group(reading.lines[at].text)
        if opening is not None or not headings:
            headings.append(Heading(opening or Opening(Level.CHAPTER, 0), [reading.lines[at]]))
        else:
            headings[-1].source.append(reading.lines[at])
    return headings


_DEPTH = {Level.DIVISION: 0, Level.CHAPTER: 1, Level.SECTION: 2, Level.SUBSECTION: 3}


def arrange(events: Sequence[Heading | Unit]) -> tuple[Chapter, ...]:
    """Headings and articles in the order of the text, as chapters with sections.

    A section without a chapter above it, or a division without chapters below it, stands as a chapter.
    """
    chapters: list[Heading] = []
    open_headings: list[Heading] = []
    division: Heading | None = None
    for event in events:
        if isinstance(event, Unit):
            if not open_headings and division is not None:
                open_headings = [division]
                chapters.append(division)
            for heading in open_headings:
                heading.articles.append(event)
            continue
        if event.opening.level is Level.DIVISION:
            division, open_headings = event, []
            continue
        while open_headings and _DEPTH[open_headings[-1].opening.level] >= _DEPTH[event.opening.level]:
            open_headings.pop()
        if open_headings:
            open_headings[-1].inside.append(event)
        else:
            event.division = _whole(division) if division is not None else None
            chapters.append(event)
        open_headings.append(event)
    return tuple(_chapter(heading) for heading in chapters)


def _whole(heading: Heading) -> str:
    return " ".join(line.text for line in heading.source)


def _chapter(heading: Heading) -> Chapter:
    is_chapter = heading.opening.level is Level.CHAPTER
    label = heading.label if is_chapter else heading.source[0].text[: heading.opening.end].rstrip(" .:-–—")
    return Chapter(
        label,
        heading.title,
        heading.source[0].number,
        tuple(heading.articles),
        tuple(_section(inner) for inner in heading.inside),
        heading.division,
        tuple(heading.source),
    )


def _section(heading: Heading) -> Section:
    return Section(
        heading.label,
        heading.title,
        heading.source[0].number,
        tuple(heading.articles),
        tuple(_section(inner) for inner in heading.inside),
        tuple(heading.source),
    )
