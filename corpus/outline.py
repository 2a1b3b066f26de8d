"""A document as flat lists: its outline, and the account of where every source line went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.lines import Line, read_lines
from corpus.model import Document


class Place(StrEnum):
    """Where a source line may end up."""

    UNIT = "unit"
    FRONT_MATTER = "front matter"
    HEADING = "heading"
    FOOTNOTE = "footnote"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Account:
    """Every non-blank line of a source with its place; `lost` and `doubled` are empty when the parser kept
    faith.
    """

    placed: tuple[tuple[Line, Place], ...]
    lost: tuple[Line, ...]
    doubled: tuple[Line, ...]


def outline(document: Document) -> list[dict[str, str | int | None]]:
    """Every unit in document order: path, heading, whole text, source line."""
    return [
        {"path": str(unit.path), "heading": unit.heading, "text": unit.text, "line": unit.line}
        for unit in document.units()
    ]


def account(document: Document, text: str) -> Account:
    """Compare the lines of the text with the lines that the document's parts hold."""
    placed = tuple(_placed(document))
    source, kept = Counter(read_lines(text)), Counter(line for line, _ in placed)
    return Account(placed, tuple((source - kept).elements()), tuple((kept - source).elements()))


def _placed(document: Document) -> Iterator[tuple[Line, Place]]:
    for unit in document.units():
        yield from ((line, Place.UNIT) for line in unit.source)
    yield from ((line, Place.FRONT_MATTER) for line in document.front_matter)
    yield from ((line, Place.HEADING) for line in document.headings)
    for note in document.footnotes:
        yield from ((line, Place.FOOTNOTE) for line in note.source)
    yield from ((line, Place.PROBLEM) for line in document.unplaced)
