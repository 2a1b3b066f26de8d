"""How many focal officers a unit has and who must be among them: staffing.toml as values.

A ceiling ("không quá 03") and a bare number ("phân công 02") are different things: only the latter can be fallen short of.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import TypeVar

from corpus.errors import InvalidData
from corpus.fields import Fields
from corpus.path import UnitPath

_Name = TypeVar("_Name", bound=StrEnum)


class StaffedUnit(StrEnum):
    """The kinds of unit that the regulations tell apart."""

    DEPARTMENT = "so-nganh"
    PROVINCE_OFFICE = "vp-ubnd"
    DISTRICT = "ubnd-huyen"
    COMMUNE = "ubnd-xa"


class Position(StrEnum):
    """What a focal officer is in their unit."""

    UNIT_LEADER = "lanh-dao-don-vi"
    OFFICE_LEADER = "lanh-dao-van-phong"
    SPECIALIST = "chuyen-vien"
    CENTRE_LEADER = "lanh-dao-ttpvhcc"
    CENTRE_SPECIALIST = "chuyen-vien-ttpvhcc"
    OFFICE_STATISTICS = "cong-chuc-vp-thong-ke"
    COMMITTEE_LEADER = "lanh-dao-ubnd"


@dataclass(frozen=True, slots=True)
class Size:
    """A number of officers: a ceiling, or exact; `below` and `above` bound the procedures it holds for, both exclusive."""

    number: int
    exact: bool
    below: int | None
    above: int | None
    words: str

    def holds_for(self, procedures: int | None) -> bool | None:
        """Whether it governs a unit with so many procedures; None when their number is needed and unknown."""
        if self.below is None and self.above is None:
            return True
        if procedures is None:
            return None
        return (self.below is None or procedures < self.below) and (
            self.above is None or procedures > self.above
        )


@dataclass(frozen=True, slots=True)
class Post:
    """A position that the clause names with "01"; any of `holders` fills it, the first is its own name."""

    holders: tuple[Position, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Quota:
    """What one clause says of one kind of unit; without `sizes` it sets no ceiling. `words` name the unit."""

    citation: UnitPath
    unit_kind: StaffedUnit
    sizes: tuple[Size, ...]
    posts: tuple[Post, ...]
    words: str

    @property
    def regulation(self) -> str:
        """The id of the regulation that says it."""
        return self.citation.regulation


def load_staffing(file: Path | None = None) -> tuple[Quota, ...]:
    """All quotas of the file (by default the package's). Raises InvalidData, InvalidPath."""
    source = file if file is not None else resources.files("corpus") / "staffing.toml"
    data = Fields(tomllib.loads(source.read_text("utf-8")), source.name)
    found = tuple(_read_quota(Fields(row, source.name), source.name) for row in data.rows("quota"))
    keys = [(quota.regulation, quota.unit_kind) for quota in found]
    for key in keys:
        if keys.count(key) > 1:
            raise InvalidData(source.name, " ".join(key), "has two quotas")
    return found


def _read_quota(quota: Fields, source: str) -> Quota:
    citation = UnitPath.parse(quota.text("citation"))
    named = f"{source}: {citation} {quota.text('unit_kind')}"
    return Quota(
        citation=citation,
        unit_kind=_member(StaffedUnit, quota.text("unit_kind"), quota),
        sizes=tuple(_read_size(Fields(row, named)) for row in quota.rows("sizes")),
        posts=tuple(_read_post(Fields(row, named)) for row in quota.rows("posts")),
        words=quota.text("words"),
    )


def _read_size(fields: Fields) -> Size:
    ceiling, exact = fields.whole_or_none("at_most"), fields.whole_or_none("exactly")
    number = ceiling if exact is None else exact
    if number is None or (ceiling is not None and exact is not None):
        raise fields.fail("a size", "must have one of at_most, exactly")
    below, above = fields.whole_or_none("below"), fields.whole_or_none("above")
    return Size(number, exact is not None, below, above, fields.text("words"))


def _read_post(fields: Fields) -> Post:
    holders = tuple(_member(Position, name, fields) for name in fields.texts("holders"))
    if not holders:
        raise fields.fail("holders", "must name a position")
    return Post(holders, fields.text("words"))


def _member(names: type[_Name], value: str, fields: Fields) -> _Name:
    if value not in tuple(names):
        raise fields.fail(value, f"must be one of {', '.join(names)}")
    return names(value)
