"""A regulation as people know it: its text with what is known about it, and the library of all of them.

What is known comes from <id>.toml; every sentence shown to officers carries how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.errors import InvalidPath, UnknownRegulation, UnknownUnit
from corpus.model import Document, Unit
from corpus.path import UnitPath


class AgencyLevel(StrEnum):
    """Tỉnh, huyện, xã."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Audience(StrEnum):
    """Whom a regulation addresses."""

    FOCAL_OFFICERS = "focal-officers"
    STEERING_COMMITTEE = "steering-committee"


class Confidence(StrEnum):
    """How sure a fact is: read in the text itself, in an official page, in a copy of one, or nowhere yet."""

    TEXT = "text"
    LAW = "law"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Statement:
    """A short Vietnamese sentence about a regulation. `shown` is False for what officers must not be told
    as a fact.
    """

    text: str
    confidence: Confidence
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """A level as the text names it ("công chức đầu mối cấp huyện"), with the kinds of agency on it.

    `ended_on` is the first day on which the level no longer existed.
    """

    name: str
    kinds: tuple[str, ...]
    active: bool = True
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a regulation beside its text. None where the copy is blank."""

    id: str
    number: str | None
    kind: str
    issuer: str
    signed: date | None
    in_force: date | None
    in_force_words: str | None
    replaces: str | None
    annex: str
    province: str
    province_aliases: tuple[str, ...]
    province_now: str
    merged_on: date | None
    audience: Audience
    short: str
    levels: Mapping[AgencyLevel, Level]
    status: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Regulation:
    """One text with what is known about it."""

    metadata: Metadata
    document: Document

    @property
    def id(self) -> str:
        """The name that begins its unit paths."""
        return self.metadata.id

    def find(self, path: UnitPath | str) -> Unit | None:
        """The unit at the path, if this regulation has it; None also for a text that is no path."""
        try:
            return self.document.find(_as_path(path))
        except InvalidPath:
            return None

    def unit(self, path: UnitPath | str) -> Unit:
        """The unit at the path. Raises UnknownUnit, InvalidPath."""
        wanted = _as_path(path)
        unit = self.document.find(wanted)
        if unit is None:
            above = wanted.parent
            while above is not None and self.document.find(above) is None:
                above = above.parent
            raise UnknownUnit(str(wanted), str(above) if above else None)
        return unit

    def units(self) -> Iterator[Unit]:
        """Every unit in document order."""
        return self.document.units()


@dataclass(frozen=True, slots=True)
class Library:
    """All regulations, by id, in the order of their ids."""

    regulations: Mapping[str, Regulation] = field(default_factory=dict)

    def get(self, regulation: str) -> Regulation:
        """The regulation of that id. Raises UnknownRegulation."""
        try:
            return self.regulations[regulation]
        except KeyError:
            raise UnknownRegulation(regulation, self.regulations) from None

    def unit(self, path: UnitPath | str) -> Unit:
        """The unit at the path. Raises UnknownRegulation, UnknownUnit, InvalidPath."""
        wanted = _as_path(path)
        return self.get(wanted.regulation).unit(wanted)

    def find(self, path: UnitPath | str) -> Unit | None:
        """The unit at the path, if any regulation has it; None also for a text that is no path."""
        try:
            wanted = _as_path(path)
        except InvalidPath:
            return None
        regulation = self.regulations.get(wanted.regulation)
        return regulation.document.find(wanted) if regulation else None

    def units(self) -> Iterator[Unit]:
        """Every unit of every regulation."""
        for regulation in self.regulations.values():
            yield from regulation.units()


def _as_path(path: UnitPath | str) -> UnitPath:
    return UnitPath.parse(path) if isinstance(path, str) else path
