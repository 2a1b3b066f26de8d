"""The columns of a roster table, the ways units write their headings, and the names of positions in cells."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from importlib import resources

_ADDRESSED = re.compile(
    r"""
    (?P<word> đồng\ chí | đ/c | [^\W\d_]{2,4} )
    (?: (?P<mark> [.:] ) \s* | \s+ )
    (?P<rest> \S.* )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Column(StrEnum):
    """A column, in the order in which tables are written."""

    NUMBER = "number"
    NAME = "name"
    TITLE = "title"
    UNIT = "unit"
    ROLE = "role"
    PHONE = "phone"
    EMAIL = "email"
    STARTS_ON = "starts_on"
    REPLACES = "replaces"
    NOTE = "note"


def fold_words(text: str) -> str:
    """Lower case, no marks, words separated by single spaces.

    >>> fold_words("Điện thoại (công vụ)")
    'dien thoai cong vu'
    """
    lowered = text.lower().replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def find_column(heading: str) -> Column | None:
    """The column that a heading names, in whatever spelling; a remark in brackets does not matter."""
    folded = fold_words(heading)
    known = _vocabulary()["headings"]
    return (
        _column(known, folded)
        or _column(known, fold_words(re.sub(r"\(.*?\)", " ", heading)))
        or _column(known, fold_words(heading.partition("\n")[0]))
    )


def find_position(text: str) -> str | None:
    """The code of the position that a cell names."""
    if text in _vocabulary()["positions"].values():
        return text
    return _vocabulary()["positions"].get(fold_words(text))


def is_footer(text: str) -> bool:
    """Whether the row below the table that begins so is a total, a signature or a recipient."""
    folded = fold_words(text) + " "
    return any(folded.startswith(start) for start in _vocabulary()["footers"])


def strip_honorific(name: str) -> str:
    """The name without the word of address before it.

    >>> strip_honorific("Ông Nguyễn Văn Mẫu"), strip_honorific("Ông Ích Mẫu")
    ('Nguyễn Văn Mẫu', 'Ông Ích Mẫu')
    """
    match = _ADDRESSED.fullmatch(name)
    if match is None:
        return name
    word, rest = match["word"].lower(), match["rest"]
    is_address = bool(match["mark"]) or word in _vocabulary()["honorifics"]
    if word == "ông":
        is_address = bool(match["mark"]) or fold_words(rest.split(maxsplit=1)[0]) in _vocabulary()["surnames"]
    return rest if is_address and len(rest.split()) >= 2 else name


def _column(known: Mapping[str, str], folded: str) -> Column | None:
    found = known.get(folded)
    return Column(found) if found else None


@functools.cache
def _vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Each table of columns.toml turned round: from what is written to what it means."""
    source = resources.files("bot.roster") / "columns.toml"
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(source.read_text("utf-8"))
    return {
        name: {spelling: meaning for meaning, spellings in table.items() for spelling in spellings}
        for name, table in tables.items()
    }
