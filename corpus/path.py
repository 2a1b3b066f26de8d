"""The address of a unit: <regulation>/<part>/dieu-<n>[/khoan-<k>][/diem-<p>], labels as printed.

Paths are ordered as the units stand in the text: đ after d, 2.10 after 2.9, 35a after 35.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.errors import InvalidPath


class Part(StrEnum):
    """Where an article stands: in the deciding instrument, or in the regulation annexed to it."""

    DECISION = "quyet-dinh"
    REGULATION = "quy-che"


class UnitKind(StrEnum):
    """Điều, khoản, điểm."""

    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"


LETTERS = "abcdđefghijklmnopqrstuvwxyz"

_PATH = re.compile(
    r"""
    (?P<regulation> [a-z0-9]+ (?: [-.][a-z0-9]+ )* )
    / (?P<part> quyet-dinh | quy-che )
    / dieu- (?P<article> \d+ [a-zđ]? )
    (?: / khoan- (?P<clause> \d+ (?: [a-zđ] | \.\d+ )? ) )?
    (?: / diem- (?P<point> [a-zđ]\d* | \d+ (?:\.\d+)+ ) )?
    """,
    re.VERBOSE | re.ASCII,
)
_PIECE = re.compile(r"(?P<number>\d+)|(?P<letter>[a-zđ])")


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class UnitPath:
    """The identity of an article, clause or point; an article number alone is none, so the part belongs to
    it.
    """

    regulation: str
    part: Part
    article: str
    clause: str | None = None
    point: str | None = None

    @classmethod
    def parse(cls, text: str) -> UnitPath:
        """Read what `str` printed. Raises InvalidPath."""
        match = _PATH.fullmatch(unicodedata.normalize("NFC", text))
        if match is None:
            raise InvalidPath(text)
        found = match.groupdict()
        return cls(
            found["regulation"], Part(found["part"]), found["article"], found["clause"], found["point"]
        )

    def __str__(self) -> str:
        clause = f"/khoan-{self.clause}" if self.clause else ""
        point = f"/diem-{self.point}" if self.point else ""
        return f"{self.regulation}/{self.part}/dieu-{self.article}{clause}{point}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, UnitPath):
            return NotImplemented
        return self._order() < other._order()

    def _order(self) -> tuple[object, ...]:
        return (
            self.regulation,
            self.part is Part.REGULATION,
            label_order(self.article),
            label_order(self.clause),
            label_order(self.point),
        )

    @property
    def kind(self) -> UnitKind:
        """The level of the unit."""
        if self.point is not None:
            return UnitKind.POINT
        return UnitKind.CLAUSE if self.clause is not None else UnitKind.ARTICLE

    @property
    def parent(self) -> UnitPath | None:
        """The unit that holds this one; None for an article."""
        if self.point is not None:
            return replace(self, point=None)
        return replace(self, clause=None) if self.clause is not None else None

    @property
    def article_path(self) -> UnitPath:
        """The article this unit stands in (itself, if it is one)."""
        return replace(self, clause=None, point=None)

    def contains(self, other: UnitPath) -> bool:
        """Whether the other unit is this one or stands below it."""
        return (
            self.article_path == other.article_path
            and self.clause in (None, other.clause)
            and self.point in (None, other.point)
            and not (self.point is not None and self.clause != other.clause)
        )


def label_order(label: str | None) -> tuple[int, ...]:
    """A sort key for labels as printed: numbers by value, letters in the Vietnamese order, no label first."""
    if label is None:
        return ()
    return tuple(
        int(piece["number"]) if piece["number"] else LETTERS.index(piece["letter"]) + 1
        for piece in _PIECE.finditer(label)
    )
