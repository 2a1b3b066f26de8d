"""What the regulations make the units report, convene, list and notify: obligations.toml as values.

A due day named `before` excludes its day. Nothing here has a day that its clause does not print.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import TypeVar

from corpus.errors import InvalidData
from corpus.fields import Fields
from corpus.path import UnitPath
from corpus.regulation import AgencyLevel

_Name = TypeVar("_Name", bound=StrEnum)


class ObligationKind(StrEnum):
    """What is owed."""

    REPORT = "report"
    MEETING = "meeting"
    LIST = "list"
    NOTICE = "notice"


class Period(StrEnum):
    """How often; AD_HOC is on request. A duty that follows events has no period."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    AD_HOC = "ad-hoc"

    @property
    def months(self) -> int | None:
        """How many months one period lasts; None for AD_HOC."""
        return {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}.get(self.value)


class Bound(StrEnum):
    """Whether the printed day itself is still in time: "trước ngày 22" against "chậm nhất ngày 22"."""

    BEFORE = "before"
    NO_LATER_THAN = "no_later_than"


class Caveat(StrEnum):
    """Why a duty is shown with a note and reminds nobody until a coordinator adopts it."""

    MERGED_PROVINCE = "merged-province"
    ENDED_LEVEL = "ended-level"


@dataclass(frozen=True, slots=True)
class Due:
    """The day that a rule fixes in each period; `month` counts within the period, from 1."""

    bound: Bound
    day: int
    month: int


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing owed in one cycle.

    `rule` and `recipient` stand word for word in the cited unit, … is a cut. Without `levels` it is no duty
    of a level. `months` are those in which it happens on a day that the text leaves open. `see` is the clause
    that orders the same in full, where this one only repeats it. `caveats` hold for every level.
    """

    id: str
    citation: UnitPath
    name: str
    kind: ObligationKind
    period: Period | None
    levels: tuple[AgencyLevel, ...]
    who: str
    recipient: str | None
    rule: str | None
    due: Due | None
    months: tuple[int, ...]
    see: UnitPath | None
    caveats: tuple[Caveat, ...] = ()

    @property
    def regulation(self) -> str:
        """The id of the regulation that demands it."""
        return self.citation.regulation

    def falls_on(self, level: str | None) -> bool:
        """Whether the level owes it; None asks for the whole regulation."""
        return level is None or not self.levels or level in self.levels

    def caveats_for(self, level: str | None) -> tuple[Caveat, ...]:
        """Why it must be adopted before anybody of the level is reminded; empty: it stands as printed."""
        ended = level == AgencyLevel.DISTRICT or self.levels == (AgencyLevel.DISTRICT,)
        if ended and Caveat.ENDED_LEVEL not in self.caveats:
            return (*self.caveats, Caveat.ENDED_LEVEL)
        return self.caveats


def load_obligations(file: Path | None = None) -> tuple[Obligation, ...]:
    """All obligations of the file (by default the package's), by regulation and then as in the text.

    Raises InvalidData, InvalidPath.
    """
    source = file if file is not None else resources.files("corpus") / "obligations.toml"
    data = Fields(tomllib.loads(source.read_text("utf-8")), source.name)
    by_regulation = Fields(data.tables("caveats"), f"{source.name}: caveats")
    found: list[Obligation] = []
    for row in data.rows("duty"):
        duty = Fields(row, source.name)
        name = duty.text("id")
        found += _read_duty(Fields(row, f"{source.name}: {name}"), name, by_regulation)
    for name, times in Counter(one.id for one in found).items():
        if times > 1:
            raise InvalidData(source.name, name, f"{times} obligations have this id")
    return tuple(found)


def _read_duty(duty: Fields, name: str, by_regulation: Fields) -> list[Obligation]:
    citation = UnitPath.parse(duty.text("citation"))
    see = duty.text_or_none("see")
    caveats = [_member(Caveat, value, by_regulation) for value in by_regulation.texts(citation.regulation)]
    if duty.flag("names_ended_level", default=False):
        caveats.append(Caveat.ENDED_LEVEL)
    levels = tuple(_member(AgencyLevel, value, duty) for value in duty.texts("levels"))
    found = []
    for row in duty.rows("cycles"):
        cycle = Fields(row, f"obligations.toml: {name}")
        period = cycle.text_or_none("period")
        found.append(
            Obligation(
                id=f"{name}/{cycle.text('id')}",
                citation=citation,
                name=cycle.text("name"),
                kind=_member(ObligationKind, duty.text("kind"), duty),
                period=_member(Period, period, cycle) if period else None,
                levels=levels,
                who=duty.text("who"),
                recipient=duty.text_or_none("recipient"),
                rule=cycle.text_or_none("rule"),
                due=_read_due(cycle),
                months=tuple(_number(value, cycle) for value in cycle.rows("months")),
                see=UnitPath.parse(see) if see else None,
                caveats=tuple(caveats),
            )
        )
    return found


def _read_due(cycle: Fields) -> Due | None:
    table = cycle.tables("due")
    if not table:
        return None
    bounds = [bound for bound in Bound if bound.value in table]
    if len(bounds) != 1:
        raise cycle.fail("due", f"must have one of {', '.join(Bound)}")
    return Due(bounds[0], _number(table[bounds[0].value], cycle), _number(table.get("month"), cycle))


def _number(value: object, fields: Fields) -> int:
    if type(value) is not int:
        raise fields.fail("a day or month", f"must be a whole number, not {value!r}")
    return value


def _member(names: type[_Name], value: str, fields: Fields) -> _Name:
    if value not in tuple(names):
        raise fields.fail(value, f"must be one of {', '.join(names)}")
    return names(value)
