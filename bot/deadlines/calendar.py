"""Which days people work: weekends, public holidays of Viet Nam, and the administrator's table, which wins.

A day of a year whose days off have not been announced is a forecast.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib import resources
from pathlib import Path

from bot.failures import Failure

_SATURDAY = 5


class OffKind(StrEnum):
    """Why nobody works that day; DECIDED stands in the administrator's table."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day without work. `name` is the holiday's, or what the table calls it; empty for a weekend."""

    day: date
    kind: OffKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class DecidedDay:
    """A row of the administrator's table: an extra day off, or a make-up day on which people work."""

    day: date
    working: bool
    name: str


class WorkCalendar:
    """The days of Viet Nam as known from the table and, below it, the `holidays` package."""

    def __init__(self, decided: Iterable[DecidedDay] = (), announced_years: Iterable[int] = ()) -> None:
        self._decided = {entry.day: entry for entry in decided}
        self._announced = frozenset(announced_years)
        import holidays  # 30 ms that only those pay who ask for a day

        self._holidays = holidays.country_holidays("VN", language="vi")

    def with_table(self, decided: Iterable[DecidedDay], announced_years: Iterable[int] = ()) -> WorkCalendar:
        """A calendar with further rows, which win."""
        rows = {**self._decided, **{entry.day: entry for entry in decided}}
        return WorkCalendar(rows.values(), self._announced | set(announced_years))

    def day_off(self, day: date) -> DayOff | None:
        """Why nobody works that day; None for a working day."""
        decided = self._decided.get(day)
        if decided is not None:
            return None if decided.working else DayOff(day, OffKind.DECIDED, decided.name)
        name = self._holidays.get(day)  # also fills in the year, make-up days included
        if name:
            return DayOff(day, OffKind.HOLIDAY, str(name))
        if day.weekday() >= _SATURDAY and not self._holidays.is_working_day(day):
            return DayOff(day, OffKind.WEEKEND)
        return None

    def is_working_day(self, day: date) -> bool:
        """Whether offices work that day."""
        return self.day_off(day) is None

    def is_forecast(self, day: date) -> bool:
        """Whether an announcement still to come could change the day."""
        return day.year not in self._announced and day not in self._decided

    def days_off_until(self, day: date) -> tuple[DayOff, ...]:
        """The unbroken run of days off that ends with this day, latest first; empty on a working day."""
        run: list[DayOff] = []
        while (off := self.day_off(day)) is not None:
            run.append(off)
            day -= timedelta(days=1)
        return tuple(run)

    def working_day_on_or_before(self, day: date) -> date:
        """The last working day that is no later than this day."""
        return day - timedelta(days=len(self.days_off_until(day)))

    def working_day_after(self, day: date) -> date:
        """The first working day later than this day."""
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day


def load_calendar(own: Path | None = None) -> WorkCalendar:
    """The calendar as shipped, with the administrator's own file over it if that exists. Raises Failure."""
    calendar = WorkCalendar().with_table(*_read_table(_SHIPPED.read_text("utf-8"), "days.toml"))
    if own is None or not own.exists():
        return calendar
    return calendar.with_table(*_read_table(own.read_text("utf-8"), str(own)))


_SHIPPED = resources.files("bot.deadlines").joinpath("days.toml")


def _read_table(text: str, name: str) -> tuple[list[DecidedDay], list[int]]:
    try:
        data = tomllib.loads(text)
        rows = [DecidedDay(row["day"], row["working"], row["name"]) for row in data.get("day", ())]
        sound = all(type(one.day) is date and type(one.working) is bool for one in rows)
        years = [int(year) for year in data.get("announced_years", ())]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Failure(f"{name}: each [[day]] needs day, working and name ({error})") from error
    if not sound:
        raise Failure(f"{name}: `day` must be a date such as 2026-01-02, `working` true or false")
    return rows, years
