"""What every matter of due days stands on, read once a process: the regulations' duties, the calendar, the ladder."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from bot.deadlines.calendar import WorkCalendar, load_calendar
from bot.deadlines.ladder import LadderSettings, Step, ladder
from bot.deadlines.occurrences import Occurrence
from bot.settings import Settings
from corpus import Obligation, load_obligations


@dataclass(frozen=True, slots=True)
class Book:
    """`exports` is the folder for files that are sent along; `obligations` go by their id."""

    obligations: Mapping[str, Obligation]
    calendar: WorkCalendar
    settings: LadderSettings = field(default_factory=LadderSettings)
    exports: Path = Path("var/exports")

    def local(self, moment: datetime) -> datetime:
        """The moment by the clock on the officers' walls."""
        return moment.astimezone(self.settings.zone)

    def today(self, moment: datetime) -> date:
        """The day that it is for the officers."""
        return self.local(moment).date()

    def steps(self, occurrence: Occurrence) -> tuple[Step, ...]:
        """The ladder of an occurrence; remembered, since every unit of a kind shares it."""
        return _steps(self.calendar, self.settings, occurrence)


@functools.lru_cache(maxsize=2048)
def _steps(calendar: WorkCalendar, settings: LadderSettings, occurrence: Occurrence) -> tuple[Step, ...]:
    return ladder(occurrence, settings, calendar)


def load_book(
    settings: LadderSettings | None = None, exports: Path | None = None, own_days: Path | None = None
) -> Book:
    """The book as shipped, with the administrator's days off if there are any. Raises Failure."""
    return Book(
        {one.id: one for one in load_obligations()},
        load_calendar(own_days),
        settings or LadderSettings(),
        exports or Path("var/exports"),
    )


def configured_book(settings: Settings) -> Book:
    """The book as the settings want it. Raises Failure."""
    ladder_settings = LadderSettings(
        days_ahead=tuple(int(day) for day in settings.reminder_days_ahead.split(",")),
        days_overdue=settings.reminder_days_overdue,
        at=settings.reminder_at,
        quiet_from=settings.quiet_from,
        quiet_to=settings.quiet_to,
    )
    return load_book(ladder_settings, settings.exports, settings.decided_days)
