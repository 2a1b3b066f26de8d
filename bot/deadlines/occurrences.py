"""From a duty and a span of days to the single times it falls due.

`last_day` is what the text or the office's letter fixes, never moved; `remind_day` is the last working day on
or before it. Spans include both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.deadlines.calendar import DayOff, WorkCalendar
from bot.deadlines.periods import CalendarPeriod, last_days, months_within
from corpus import Caveat, Obligation, UnitPath


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time something falls due. `key` stays the same whenever it is computed.

    `days_off` is the run of days off that ends with `last_day`, latest first; empty on a working day.
    `letter` is the office's letter that set the day, None where the regulation sets it. With `caveats` it is
    shown, but reminds nobody until a coordinator adopts it.
    """

    key: str
    name: str
    period: CalendarPeriod | None
    last_day: date
    remind_day: date
    days_off: tuple[DayOff, ...]
    forecast: bool
    citation: UnitPath | None = None
    rule: str | None = None
    letter: str | None = None
    caveats: tuple[Caveat, ...] = ()

    @property
    def needs_adoption(self) -> bool:
        """Whether a coordinator must adopt it before anybody is reminded."""
        return bool(self.caveats)


def build_occurrence(
    key: str,
    name: str,
    last_day: date,
    calendar: WorkCalendar,
    *,
    period: CalendarPeriod | None = None,
    citation: UnitPath | None = None,
    rule: str | None = None,
    letter: str | None = None,
    caveats: tuple[Caveat, ...] = (),
) -> Occurrence:
    """An occurrence with its day of reminding; a request of the desk becomes one this way too."""
    days_off = calendar.days_off_until(last_day)
    remind_day = calendar.working_day_on_or_before(last_day)
    return Occurrence(
        key=key,
        name=name,
        period=period,
        last_day=last_day,
        remind_day=remind_day,
        days_off=days_off,
        forecast=calendar.is_forecast(last_day) or calendar.is_forecast(remind_day),
        citation=citation,
        rule=rule,
        letter=letter,
        caveats=caveats,
    )


def find_occurrences(
    obligation: Obligation, start: date, end: date, calendar: WorkCalendar, level: str | None = None
) -> tuple[Occurrence, ...]:
    """The times in the span, in order; none for a level that does not owe it or if the text fixes no day."""
    if obligation.due is None or obligation.period is None or not obligation.falls_on(level):
        return ()
    return tuple(
        build_occurrence(
            f"{obligation.id}:{period}",
            obligation.name,
            day,
            calendar,
            period=period,
            citation=obligation.citation,
            rule=obligation.rule,
            caveats=obligation.caveats_for(level),
        )
        for period, day in last_days(obligation.due, obligation.period, start, end)
    )


def find_last_days(obligation: Obligation, start: date, end: date) -> tuple[date, ...]:
    """The last days in the span exactly as the text fixes them; empty where it fixes none."""
    if obligation.due is None or obligation.period is None:
        return ()
    return tuple(day for _, day in last_days(obligation.due, obligation.period, start, end))


def find_months(obligation: Obligation, start: date, end: date) -> tuple[str, ...]:
    """The months of the span ("2026-12") in which it happens on a day that the text leaves open."""
    return tuple(f"{year:04}-{month:02}" for year, month in months_within(obligation.months, start, end))
