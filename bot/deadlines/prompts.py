"""Reminders beside the ladder: a request announced, a nudge of the desk, a return, an officer's "nhắc lại sau".

A prompt never moves the ladder; a snooze never passes the day of reminding.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.deadlines.book import Book
from bot.deadlines.occurrences import Occurrence
from bot.store import Transaction
from bot.store.moments import from_text, to_text

_AFTERNOON = time(14, 0)
_LAST_HOUR_OF_WORK = time(16, 0)


class PromptKind(StrEnum):
    """Why somebody is written to out of turn."""

    ASKED = "asked"
    NUDGE = "nudge"
    RETURNED = "returned"
    SNOOZE = "snooze"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One of them; `person` only for a snooze: whoever holds the post then gets the others."""

    id: int
    agency: int
    occurrence: str
    kind: PromptKind
    at: datetime
    person: int | None

    @property
    def step(self) -> str:
        """The name under which it is remembered as sent, beside the steps of the ladder."""
        return f"{self.kind}-{self.id}"


def add_prompts(
    tx: Transaction,
    kind: PromptKind,
    occurrence: Occurrence,
    agencies: Iterable[int],
    at: datetime,
    actor: str,
    now: datetime,
    person: int | None = None,
) -> int:
    """Write one prompt an agency; returns how many."""
    rows = [
        (
            agency,
            occurrence.key,
            occurrence.last_day.isoformat(),
            kind,
            to_text(at),
            person,
            actor,
            to_text(now),
        )
        for agency in agencies
    ]
    for row in rows:
        tx.execute(
            "INSERT INTO prompt (agency_id, occurrence, last_day, kind, at, person_id, actor, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    return len(rows)


def snooze(
    tx: Transaction, agency: int, occurrence: Occurrence, at: datetime, person: int, actor: str, now: datetime
) -> None:
    """Remind this person again then; an earlier snooze of theirs gives way."""
    tx.execute(
        "UPDATE prompt SET dropped_at = ? WHERE agency_id = ? AND occurrence = ? AND kind = 'snooze'"
        " AND person_id = ? AND dropped_at IS NULL",
        (to_text(now), agency, occurrence.key, person),
    )
    add_prompts(tx, PromptKind.SNOOZE, occurrence, [agency], at, actor, now, person)


def nudged_since(tx: Transaction, occurrence: str, since: datetime) -> datetime | None:
    """When the desk last nudged for an occurrence, if it did since then."""
    row = tx.one(
        "SELECT max(created_at) AS at FROM prompt WHERE occurrence = ? AND kind = 'nudge' AND created_at >= ?",
        (occurrence, to_text(since)),
    )
    return from_text(row["at"]) if row is not None and row["at"] else None


def due_prompts(tx: Transaction, now: datetime, start: date) -> list[Prompt]:
    """The prompts whose moment has come and that nobody was sent yet, for what falls due from `start` on.

    Those that arrived are settled, so that no later round looks at them again.
    """
    tx.execute(
        f"UPDATE prompt SET dropped_at = ? WHERE dropped_at IS NULL AND last_day >= ? AND {_CARRIED}",  # noqa: S608  this module's own words
        (to_text(now), start.isoformat(), "sent", "sent"),
    )
    rows = tx.all(
        f"SELECT * FROM prompt WHERE last_day >= ? AND dropped_at IS NULL AND at <= ? AND NOT {_CARRIED} ORDER BY id",  # noqa: S608
        (start.isoformat(), to_text(now), "ready", "claimed"),
    )
    return [_prompt(row) for row in rows]


# A message with the prompt stands in one of two states.
_CARRIED = """EXISTS (SELECT 1 FROM reminder JOIN outbox ON outbox.key = reminder.message || ':0'
    WHERE reminder.occurrence = prompt.occurrence AND reminder.step = prompt.kind || '-' || prompt.id
    AND reminder.agency_id = prompt.agency_id AND outbox.state IN (?, ?))"""


def snooze_choices(occurrence: Occurrence, now: datetime, book: Book) -> list[datetime]:
    """When an officer may be reminded again: this afternoon, the next working days, none past the day of reminding."""
    local = book.local(now)
    found = []
    if (
        local.time() < time(_AFTERNOON.hour - 1)
        and book.calendar.is_working_day(local.date())
        and local.date() <= occurrence.remind_day
    ):
        found.append(datetime.combine(local.date(), _AFTERNOON, book.settings.zone))
    day = local.date()
    for _ in range(3):
        day = book.calendar.working_day_after(day)
        if day <= occurrence.remind_day:
            found.append(datetime.combine(day, book.settings.at, book.settings.zone))
    return found


def fit_snooze(occurrence: Occurrence, wished: datetime, now: datetime, book: Book) -> datetime | None:
    """The wished moment moved into working time and before the end of the last day; None if there is no such moment."""
    local = book.local(wished)
    day = min(local.date(), occurrence.remind_day)
    day = book.calendar.working_day_on_or_before(day)
    hour = min(max(local.time(), book.settings.at), _LAST_HOUR_OF_WORK)
    moment = datetime.combine(day, hour, book.settings.zone)
    if moment <= now:
        moment = datetime.combine(day, _LAST_HOUR_OF_WORK, book.settings.zone)
    return moment if moment > now + timedelta(minutes=1) else None


def _prompt(row: sqlite3.Row) -> Prompt:
    return Prompt(
        id=row["id"],
        agency=row["agency_id"],
        occurrence=row["occurrence"],
        kind=PromptKind(row["kind"]),
        at=from_text(row["at"]),
        person=row["person_id"],
    )
