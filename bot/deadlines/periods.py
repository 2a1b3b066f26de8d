"""Months, quarters, half-years and years as numbered periods, and the day that a rule fixes in each."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus import Bound, Due, Period

# Two years inside what `date` can hold, so that no rule steps over its ends.
_FIRST_YEAR, _LAST_YEAR = 3, 9997
_MARKS = {Period.MONTHLY: "-", Period.QUARTERLY: "-Q", Period.HALF_YEARLY: "-H"}


@dataclass(frozen=True, slots=True, order=True)
class CalendarPeriod:
    """One period of a cycle: `number` counts from 1 within the year (the fourth quarter of 2026)."""

    year: int
    number: int
    cycle: Period

    def __str__(self) -> str:
        """A stable key: 2026-12, 2026-Q4, 2026-H2, 2026."""
        if self.cycle is Period.YEARLY:
            return str(self.year)
        width = 2 if self.cycle is Period.MONTHLY else 1
        return f"{self.year}{_MARKS[self.cycle]}{self.number:0{width}}"

    @property
    def first_month(self) -> int:
        """Its first month, counted from January of year 0."""
        return self.year * 12 + (self.number - 1) * _length(self.cycle)


def periods_around(cycle: Period, start: date, end: date, reach: int) -> Iterator[CalendarPeriod]:
    """The periods of the cycle from `reach` months before `start` to one month after `end`, in order."""
    length = _length(cycle)
    first = max(_month_index(start) - reach, _FIRST_YEAR * 12) // length
    last = min(_month_index(end) + 1, _LAST_YEAR * 12 + 11) // length
    for index in range(first, last + 1):
        year, rest = divmod(index * length, 12)
        yield CalendarPeriod(year, rest // length + 1, cycle)


def last_day(due: Due, period: CalendarPeriod) -> date:
    """The last day that is still in time.

    A month that lacks the day ends earlier: "chậm nhất ngày 31" is 28/02 or 29/02 in February, and
    "trước ngày 01" is the last day of the month before. A `month` beyond the period counts into the next one.
    """
    year, month = divmod(period.first_month + due.month - 1, 12)
    month_end = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    named = date(year, month + 1, 1) + timedelta(days=due.day - 1)
    if due.bound is Bound.BEFORE:
        named -= timedelta(days=1)
    return min(named, month_end)


def last_days(due: Due, cycle: Period, start: date, end: date) -> Iterator[tuple[CalendarPeriod, date]]:
    """Each period whose last day lies in the span, bounds included, with that day."""
    for period in periods_around(cycle, start, end, reach=due.month + 1):
        day = last_day(due, period)
        if start <= day <= end:
            yield period, day


def months_within(months: tuple[int, ...], start: date, end: date) -> Iterator[tuple[int, int]]:
    """Each (year, month) of the span, a month begun or broken off included, whose month is one of these."""
    for index in range(_month_index(start), _month_index(end) + 1):
        year, month = divmod(index, 12)
        if month + 1 in months:
            yield year, month + 1


def _month_index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _length(cycle: Period) -> int:
    if cycle.months is None:
        raise ValueError(f"{cycle} has no periods")
    return cycle.months
