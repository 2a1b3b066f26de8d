"""A source text as lines: numbered as an editor numbers them, white space folded, markup dropped, blank
ones left out.

After this the following holds: NFC, no byte-order mark, no zero-width characters, single spaces, no markdown
emphasis. The letters themselves stay as issued.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")
_PAGE = re.compile(r"[\f\v\x1c-\x1e\x85\u2028\u2029]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00]")
_EMPHASIS = re.compile(r"(?<!\()\*+|\*+(?!\))")  # "(*)" marks a note, not emphasis
_UNDERLINED = re.compile(r"(?<!\w)(_{1,2})(?=[^\W_])([^_]{1,400}?)\1(?!\w)")
_MARKDOWN_HEADING = re.compile(r"^\s*#{1,6}\s+")
_ESCAPED = re.compile(r"\\([.()\-#_*])")


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of the source. `number` counts from 1 and counts blank lines too."""

    number: int
    text: str


def read_lines(text: str) -> tuple[Line, ...]:
    """Every non-blank line; a page break inside a line makes two lines of the same number."""
    lines: list[Line] = []
    for number, raw in enumerate(_BREAK.split(text), start=1):
        for piece in _PAGE.split(raw):
            if not piece.strip():
                continue
            lines.append(Line(number, clean(piece) or piece.strip()))
    return tuple(lines)


def clean(text: str) -> str:
    """The text without markup and with single spaces.

    >>> clean("**Điều 5.**  Chế độ")
    'Điều 5. Chế độ'
    """
    text = (
        text.replace("\x00", "") if text.isascii() else unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    )
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "*" in text:
        text = _EMPHASIS.sub("", text)
    if "_" in text:
        text = _UNDERLINED.sub(r"\2", text)
    if "#" in text:
        text = _MARKDOWN_HEADING.sub("", text)
    return " ".join(text.split())
