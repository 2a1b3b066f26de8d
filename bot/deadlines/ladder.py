"""When to remind of one occurrence: some days ahead, on the day, each working day after it, then higher up.

The reporting officer alone gets the steps; the unit head and the coordinator get only the escalation. A ladder
never climbs into a day off or into the quiet hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.deadlines.calendar import WorkCalendar
from bot.deadlines.occurrences import Occurrence

_VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


class StepKind(StrEnum):
    """What a step says."""

    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class LadderSettings:
    """When the steps come. Quiet hours run over midnight, from `quiet_from` to `quiet_to`."""

    days_ahead: tuple[int, ...] = (7, 3, 1)
    days_overdue: int = 5
    at: time = time(8, 0)
    quiet_from: time = time(20, 0)
    quiet_to: time = time(7, 0)
    zone: ZoneInfo = _VIET_NAM

    def __post_init__(self) -> None:
        if self.quiet_from <= self.quiet_to:
            raise ValueError(
                f"quiet hours must run over midnight, not from {self.quiet_from} to {self.quiet_to}"
            )
        if self.days_overdue < 0 or any(days < 1 for days in self.days_ahead):
            raise ValueError("days ahead count from 1 and days overdue from 0")


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder. `key` names it within its occurrence: "ahead-7", "due", "overdue-2", "escalation".

    `days` are calendar days from the step to the day of reminding, below zero after it.
    """

    key: str
    kind: StepKind
    at: datetime
    days: int


def ladder(occurrence: Occurrence, settings: LadderSettings, calendar: WorkCalendar) -> tuple[Step, ...]:
    """All steps of the occurrence, in time order, each on a working day of its own.

    A step ahead that lands on a day off moves to the working day before; of those that meet, the one planned
    nearest to the day stays.
    """
    due = occurrence.remind_day
    ahead = {
        calendar.working_day_on_or_before(due - timedelta(days=planned)): planned
        for planned in sorted(set(settings.days_ahead), reverse=True)
    }
    planned_days = [(StepKind.AHEAD, f"{StepKind.AHEAD}-{ahead[day]}", day) for day in sorted(ahead)]
    planned_days.append((StepKind.DUE, str(StepKind.DUE), due))
    day = occurrence.last_day
    for number in range(1, settings.days_overdue + 1):
        day = calendar.working_day_after(day)
        planned_days.append((StepKind.OVERDUE, f"{StepKind.OVERDUE}-{number}", day))
    planned_days.append((StepKind.ESCALATION, str(StepKind.ESCALATION), calendar.working_day_after(day)))
    return tuple(Step(key, kind, _moment(day, settings), (due - day).days) for kind, key, day in planned_days)


def end_of_quiet(moment: datetime, settings: LadderSettings) -> datetime:
    """The moment itself, or, in the quiet hours, their end: when something late may go out."""
    local = moment.astimezone(settings.zone)
    if local.time() < settings.quiet_to:
        return datetime.combine(local.date(), settings.quiet_to, settings.zone)
    if local.time() >= settings.quiet_from:
        return datetime.combine(local.date() + timedelta(days=1), settings.quiet_to, settings.zone)
    return moment


def _moment(day: date, settings: LadderSettings) -> datetime:
    """The hour of the steps on that day; an hour within the quiet ones becomes their end, on the same day."""
    loud = settings.quiet_to <= settings.at < settings.quiet_from
    return datetime.combine(day, settings.at if loud else settings.quiet_to, settings.zone)
