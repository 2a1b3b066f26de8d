"""What is owed and when: the calendar, the times a duty falls due, local dates, and the steps of reminding."""

from bot.deadlines.batch import BatchLineError, DeadlineRequest, answer_batch, list_obligations
from bot.deadlines.calendar import DayOff, DecidedDay, OffKind, WorkCalendar, load_calendar
from bot.deadlines.due_lines import DueLine, due_lines, reminder_reason
from bot.deadlines.ics import build_ics, event_id
from bot.deadlines.ladder import LadderSettings, Step, StepKind, end_of_quiet, ladder
from bot.deadlines.local_rules import (
    LocalRule,
    RuleFault,
    end_rule,
    find_faults,
    find_local_occurrences,
    preview,
)
from bot.deadlines.occurrences import (
    Occurrence,
    build_occurrence,
    find_last_days,
    find_months,
    find_occurrences,
)
from bot.deadlines.periods import CalendarPeriod, last_day

__all__ = [
    "BatchLineError",
    "CalendarPeriod",
    "DayOff",
    "DeadlineRequest",
    "DecidedDay",
    "DueLine",
    "LadderSettings",
    "LocalRule",
    "Occurrence",
    "OffKind",
    "RuleFault",
    "Step",
    "StepKind",
    "WorkCalendar",
    "answer_batch",
    "build_ics",
    "build_occurrence",
    "due_lines",
    "end_of_quiet",
    "end_rule",
    "event_id",
    "find_faults",
    "find_last_days",
    "find_local_occurrences",
    "find_months",
    "find_occurrences",
    "ladder",
    "last_day",
    "list_obligations",
    "load_calendar",
    "preview",
    "reminder_reason",
]
