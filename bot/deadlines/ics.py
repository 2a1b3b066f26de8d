"""Due days as an iCalendar file: one all-day event on each last day, with the ladder's steps as alarms.

The ids are those of the occurrences, so that a later export updates events instead of doubling them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.deadlines.calendar import WorkCalendar
from bot.deadlines.due_lines import reminder_reason
from bot.deadlines.ladder import LadderSettings, StepKind, ladder
from bot.deadlines.occurrences import Occurrence
from bot.messages import deadlines as say
from corpus import UnitPath

if TYPE_CHECKING:
    from icalendar import Event


def build_ics(
    occurrences: Iterable[Occurrence],
    now: datetime,
    calendar: WorkCalendar,
    settings: LadderSettings,
    cite: Callable[[UnitPath], str],
) -> bytes:
    """The file's bytes. `now` (aware) is stamped on every event; `cite` names a unit for people."""
    from icalendar import Calendar

    file = Calendar()
    file.add("prodid", "-//daumoi//deadlines//VI")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")  # Outlook takes a file without one for an invitation
    file.add("x-wr-calname", say.CALENDAR_NAME)
    for occurrence in occurrences:
        file.add_component(_event(occurrence, now, calendar, settings, cite))
    return bytes(file.to_ical())


def event_id(occurrence: Occurrence) -> str:
    """The same for the same occurrence whenever it is exported."""
    return f"{re.sub(r'[^A-Za-z0-9.-]', '.', occurrence.key)}@daumoi"


def _event(
    occurrence: Occurrence,
    now: datetime,
    calendar: WorkCalendar,
    settings: LadderSettings,
    cite: Callable[[UnitPath], str],
) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    period = occurrence.period
    summary = say.due_day(occurrence.name, (period.cycle, period.year, period.number) if period else None)
    event.add("uid", event_id(occurrence))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", occurrence.last_day)
    event.add("dtend", occurrence.last_day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", _describe(occurrence, cite))
    event.add("transp", "TRANSPARENT")  # an all-day event must not make its day look taken
    for step in ladder(occurrence, settings, calendar):
        if step.kind in (StepKind.AHEAD, StepKind.DUE):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add(
                "description", say.reminder(summary, step.days, occurrence.remind_day, occurrence.last_day)
            )
            # Counted from the day's first minute, as every calendar reads it; a time of its own would need
            # VALUE=DATE-TIME, and Outlook keeps no such alarm.
            alarm.add(
                "trigger", step.at.replace(tzinfo=None) - datetime.combine(occurrence.last_day, time.min)
            )
            event.add_component(alarm)
    return event


def _describe(occurrence: Occurrence, cite: Callable[[UnitPath], str]) -> str:
    lines = []
    if occurrence.rule:
        lines.append(f"“{occurrence.rule}”")
    if occurrence.letter is not None:
        lines.append(say.set_by_office(occurrence.letter))
    elif occurrence.citation is not None:
        lines.append(say.set_by_regulation(cite(occurrence.citation)))
    reason = reminder_reason(occurrence)
    if reason:
        lines.append(reason)
    lines += [say.caveat(reason) for reason in occurrence.caveats]
    return "\n".join(lines)
