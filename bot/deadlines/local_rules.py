"""Dates that an office sets itself: a coordinator's recurring rule, given with the letter that sets it.

The regulations rarely fix a day, so these are the common case; they are shown as the office's, never as the
regulation's. `valid_from` and `valid_until` include their days and speak of the last day, not of the period.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.deadlines.calendar import WorkCalendar
from bot.deadlines.occurrences import Occurrence, build_occurrence
from bot.deadlines.periods import last_days
from corpus import AgencyLevel, Due, Period

_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One recurring date: which report, of which agencies, by which day of each period, by which letter.

    `kinds` are kinds of agency ("so-nganh", "ubnd-xa"); empty `kinds` or `levels` mean any. `due.month` counts
    within the period; one beyond it means the month after ("ngày 05 tháng đầu quý sau": month 4 of a quarter).
    `obligation` is the duty of the regulation whose open date it fills, if it fills one.
    """

    id: str
    name: str
    period: Period
    due: Due
    letter: str
    valid_from: date
    valid_until: date | None = None
    kinds: tuple[str, ...] = ()
    levels: tuple[AgencyLevel, ...] = ()
    obligation: str | None = None

    def falls_on(self, kind: str, level: str) -> bool:
        """Whether an agency of that kind and level owes it."""
        return (not self.kinds or kind in self.kinds) and (not self.levels or level in self.levels)


class RuleFault(StrEnum):
    """Why a rule cannot be confirmed."""

    NO_CYCLE = "no-cycle"
    NO_SUCH_DAY = "no-such-day"
    NO_SUCH_MONTH = "no-such-month"
    ENDS_BEFORE_IT_BEGINS = "ends-before-it-begins"
    NO_LETTER = "no-letter"
    NO_NAME = "no-name"


def find_faults(rule: LocalRule) -> tuple[RuleFault, ...]:
    """Everything that keeps a coordinator from confirming the rule."""
    length = rule.period.months
    faults = {
        RuleFault.NO_CYCLE: length is None,
        RuleFault.NO_SUCH_DAY: not 1 <= rule.due.day <= _LONGEST_MONTH,
        RuleFault.NO_SUCH_MONTH: length is not None and not 1 <= rule.due.month <= 2 * length,
        RuleFault.ENDS_BEFORE_IT_BEGINS: rule.valid_until is not None and rule.valid_until < rule.valid_from,
        RuleFault.NO_LETTER: not rule.letter.strip(),
        RuleFault.NO_NAME: not rule.name.strip(),
    }
    return tuple(fault for fault, holds in faults.items() if holds)


def find_local_occurrences(
    rule: LocalRule, start: date, end: date, calendar: WorkCalendar
) -> tuple[Occurrence, ...]:
    """The times in the span while the rule is valid, in order, each marked with the office's letter."""
    first = max(start, rule.valid_from)
    last = min(end, rule.valid_until) if rule.valid_until is not None else end
    return tuple(
        build_occurrence(f"{rule.id}:{period}", rule.name, day, calendar, period=period, letter=rule.letter)
        for period, day in last_days(rule.due, rule.period, first, last)
    )


def preview(rule: LocalRule, today: date, calendar: WorkCalendar) -> tuple[Occurrence, ...]:
    """The rule's next year from today (or from its first day), to be shown before a coordinator confirms it."""
    start = max(today, rule.valid_from)
    return find_local_occurrences(rule, start, start + timedelta(days=365), calendar)


def end_rule(rule: LocalRule, first_day_of_the_next: date) -> LocalRule:
    """The rule as a later letter leaves it: valid until the day before. An earlier end stays."""
    last = first_day_of_the_next - timedelta(days=1)
    if rule.valid_until is not None and rule.valid_until <= last:
        return rule
    return replace(rule, valid_until=last)
