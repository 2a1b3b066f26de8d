"""What a parsed regulation is made of: units in articles, articles in chapters, chapters in components.

Values only. Texts are as issued with white space folded; `line` is the source line on which a thing begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.lines import Line
from corpus.path import Part, UnitKind, UnitPath

_LONGEST_TITLE = 240


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an administrator should look at: where, and one English sentence."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, clause or point.

    `text` is the whole of it, label and sub-units included; `lead` is its own words before the first
    sub-unit, and `paragraphs` are the same words cut where the text cuts them. `heading` is its first line
    without the label, when nothing but sub-units follows that line.
    """

    path: UnitPath
    kind: UnitKind
    label: str
    heading: str | None
    text: str
    lead: str
    paragraphs: tuple[str, ...]
    children: tuple[Unit, ...]
    line: int
    source: tuple[Line, ...] = field(repr=False)
    printed: str = field(default="", repr=False)

    def walk(self) -> Iterator[Unit]:
        """The unit and everything below it, as they stand in the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def words(self) -> str:
        """The lead without the printed label ("3.", "Điều 5.")."""
        return self.lead.removeprefix(self.printed).strip()

    @property
    def title(self) -> str | None:
        """What a reader would call the unit: its heading, or the title line above its paragraphs; None if
        it has none.

        "Điều 5. Chế độ giao ban" followed by a paragraph has no heading, but this title.
        """
        if self.heading is not None:
            return self.heading
        if len(self.paragraphs) < 2:
            return None
        first = self.paragraphs[0].removeprefix(self.printed).strip()
        is_sentence = first.endswith((".", ";", ",")) or len(first) > _LONGEST_TITLE
        return first.rstrip(" :") if first and not is_sentence else None


@dataclass(frozen=True, slots=True)
class Section:
    """A Mục (or, inside it, a Tiểu mục) of a chapter."""

    label: str
    title: str
    line: int
    articles: tuple[Unit, ...]
    sections: tuple[Section, ...] = ()
    source: tuple[Line, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A Chương; `articles` are all of its articles, `sections` say how they are grouped. Two may bear one
    label.
    """

    label: str
    title: str
    line: int
    articles: tuple[Unit, ...]
    sections: tuple[Section, ...] = ()
    division: str | None = None  # the Phần it stands in: "Phần thứ nhất"
    source: tuple[Line, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Component:
    """The deciding instrument, or the regulation annexed to it. Its articles count from 1."""

    part: Part
    title: str
    chapters: tuple[Chapter, ...]
    articles: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page or of the text; `label` is the digit glued to a word above."""

    label: str
    text: str
    line: int
    source: tuple[Line, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text. `front_matter` is everything outside the articles: title, legal basis, addressees,
    signature, page numbers; `unplaced` are lines for which no place was found, each named by a problem.
    """

    components: tuple[Component, ...]
    front_matter: tuple[Line, ...]
    headings: tuple[Line, ...]
    footnotes: tuple[Footnote, ...]
    unplaced: tuple[Line, ...]
    problems: tuple[Problem, ...]
    _units: dict[UnitPath, Unit] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        units = {
            unit.path: unit
            for component in self.components
            for top in component.articles
            for unit in top.walk()
        }
        object.__setattr__(self, "_units", units)

    def units(self) -> Iterator[Unit]:
        """Every unit in document order: an article, then its clauses, each followed by its points."""
        return iter(self._units.values())

    def find(self, path: UnitPath) -> Unit | None:
        """The unit at the path, if the text has it."""
        return self._units.get(path)

    def component(self, part: Part) -> Component | None:
        """The component of that part, if the text has it."""
        return next((component for component in self.components if component.part is part), None)
