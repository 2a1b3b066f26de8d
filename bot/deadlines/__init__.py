"""What is owed and when: the calendar, the times a duty falls due, and the steps of reminding."""

from bot.deadlines.calendar import DayOff, DecidedDay, OffKind, WorkCalendar, load_calendar
from bot.deadlines.due_lines import DueLine, due_lines, reminder_reason
from bot.deadlines.occurrences import (
    Occurrence,
    build_occurrence,
    find_last_days,
    find_months,
    find_occurrences,
)
from bot.deadlines.periods import CalendarPeriod, last_day

__all__ = [
    "CalendarPeriod",
    "DayOff",
    "DecidedDay",
    "DueLine",
    "Occurrence",
    "OffKind",
    "WorkCalendar",
    "build_occurrence",
    "due_lines",
    "find_last_days",
    "find_months",
    "find_occurrences",
    "last_day",
    "load_calendar",
    "reminder_reason",
]
