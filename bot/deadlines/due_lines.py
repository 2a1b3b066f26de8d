"""The next due days that a unit fixes, for an answer about that unit."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.deadlines.calendar import OffKind, WorkCalendar, load_calendar
from bot.deadlines.occurrences import Occurrence, find_occurrences
from bot.deadlines.periods import CalendarPeriod
from bot.messages import deadlines as say
from corpus import Caveat, Obligation, Period, UnitPath, load_obligations

_A_YEAR_AND_MORE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class DueLine:
    """The next time an obligation falls due.

    `reason` says why the reminder comes before the last day, and "dự kiến" where the year's days off are not
    announced; None when neither is so.
    """

    name: str
    rule: str
    period: Period
    citation: UnitPath
    last_day: date
    remind_day: date
    reason: str | None
    forecast: bool
    caveats: tuple[Caveat, ...]


def due_lines(
    regulation: str,
    level: str | None,
    unit: UnitPath | str,
    today: date,
    *,
    calendar: WorkCalendar | None = None,
    fits: Callable[[CalendarPeriod], bool] | None = None,
) -> tuple[DueLine, ...]:
    """The next occurrence, today's included, of every dated obligation of the unit and what stands below it.

    `fits` narrows them to the periods asked for; of those that are all past, the latest.
    Only what falls on the level (None: on any); empty where the text fixes no day for it. Raises InvalidPath.
    """
    path = UnitPath.parse(unit) if isinstance(unit, str) else unit
    known = calendar or _shipped_calendar()
    lines = []
    for obligation in _shipped_obligations():
        if obligation.regulation != regulation or not path.contains(obligation.citation):
            continue
        since = today if fits is None else today - _A_YEAR_AND_MORE
        found = find_occurrences(obligation, since, today + 2 * _A_YEAR_AND_MORE, known, level)
        meant = [one for one in found if one.period is not None and (fits is None or fits(one.period))]
        if meant and obligation.period is not None:
            coming = next((one for one in meant if one.last_day >= today), meant[-1])
            lines.append(_line(obligation.period, obligation.citation, coming))
    return tuple(lines)


def reminder_reason(occurrence: Occurrence) -> str | None:
    """Why the reminder comes before the last day, or that days off are a forecast; None if neither."""
    unsure = say.forecast(occurrence.last_day.year) if occurrence.forecast else None
    if not occurrence.days_off:
        return unsure
    named = [off.name for off in reversed(occurrence.days_off) if off.kind is not OffKind.WEEKEND]
    moved = say.moved_reminder(
        occurrence.last_day,
        occurrence.remind_day,
        occurrence.days_off[-1].day,
        occurrence.days_off[0].name,
        named,
    )
    return f"{moved} ({unsure})" if unsure else moved


def _line(period: Period, citation: UnitPath, occurrence: Occurrence) -> DueLine:
    return DueLine(
        name=occurrence.name,
        rule=occurrence.rule or "",
        period=period,
        citation=citation,
        last_day=occurrence.last_day,
        remind_day=occurrence.remind_day,
        reason=reminder_reason(occurrence),
        forecast=occurrence.forecast,
        caveats=occurrence.caveats,
    )


@functools.cache
def _shipped_calendar() -> WorkCalendar:
    return load_calendar()


@functools.cache
def _shipped_obligations() -> tuple[Obligation, ...]:
    return load_obligations()
