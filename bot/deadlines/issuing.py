"""From what is due to rows of the outbox: one message a person and time, each step remembered as theirs.

The key of a reminder is (occurrence, step, agency, person, channel). A message that was dropped (expired,
withdrawn, unreachable) leaves its steps unsaid, and the next round issues them again if they are still worth it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.channels.known import capabilities_of
from bot.channels.turn import put_message
from bot.deadlines.book import Book
from bot.deadlines.due_now import LATE_AFTER, DueStep, end_of_day, find_due
from bot.deadlines.recipients import find_address, find_escalated, find_officer
from bot.deadlines.reminder_text import say_reminder
from bot.roster.agencies import get_agency
from bot.roster.links import Address
from bot.store import Transaction, outbox
from bot.store.moments import to_text
from bot.store.outbox import Kind, Letter

# Units a round: the writer must come free for those who wait for an answer.
UNITS_A_ROUND = 150
SUBJECT = "reminder"


@dataclass(frozen=True, slots=True)
class _Parcel:
    """Everything one person is told at one time."""

    person: int
    address: Address
    steps: tuple[DueStep, ...]


def remind(tx: Transaction, book: Book, now: datetime) -> bool:
    """Put what is due into the outbox; True when there is more and the caller should ask again at once."""
    outbox.expire(tx, now)
    due = _for_linked(tx, find_due(tx, book, now), book.today(now))
    parcels, more = _parcels(tx, due, book.today(now))
    for parcel in parcels:
        _issue(tx, parcel, book, now)
    return more


def _for_linked(tx: Transaction, due: Sequence[DueStep], today: date) -> list[DueStep]:
    """Without units in which nobody could be written to: they may be many, and each would be asked about."""
    if not due:
        return []
    rows = tx.all(
        "SELECT DISTINCT agency_id FROM designation JOIN link ON link.person_id = designation.person_id"
        " WHERE link.state = 'confirmed' AND starts_on <= ? AND (ends_on IS NULL OR ends_on > ?)",
        (today.isoformat(), today.isoformat()),
    )
    linked = {row["agency_id"] for row in rows}
    return [one for one in due if one.escalates or one.unit.id in linked]


def _parcels(tx: Transaction, due: Sequence[DueStep], today: date) -> tuple[list[_Parcel], bool]:
    """The first units' steps by person; a person of several units gets those of all of them in one."""
    by_unit: dict[int, list[DueStep]] = defaultdict(list)
    for one in due:
        by_unit[one.unit.id].append(one)
    steps: dict[int, list[DueStep]] = defaultdict(list)
    taken: set[int] = set()
    for unit in by_unit:
        if len(taken) >= UNITS_A_ROUND:
            break
        waiting = [unit]
        while waiting:
            next_unit = waiting.pop()
            if next_unit in taken:
                continue
            taken.add(next_unit)
            readers = _readers(tx, by_unit[next_unit], today)
            for person, step in readers:
                steps[person].append(step)
            officers = {person for person, step in readers if not step.escalates}
            waiting += [
                other for person in officers for other in _units_of(tx, person, today) if other in by_unit
            ]
    parcels = []
    for person, mine in steps.items():
        address = find_address(tx, person)
        if address is not None:
            unsaid = tuple(one for one in mine if not _is_said(tx, one, person, address.channel))
            if unsaid:
                parcels.append(_Parcel(person, address, unsaid))
    return parcels, len(taken) < len(by_unit)


def _readers(tx: Transaction, steps: Iterable[DueStep], today: date) -> list[tuple[int, DueStep]]:
    found = []
    for step in steps:
        if step.escalates:
            found += [(person, step) for person in find_escalated(tx, step.unit.id, step.unit.regulation)]
            continue
        officer = find_officer(tx, step.unit.id, today)
        if officer is not None and step.person in (None, officer):
            found.append((officer, step))
    return found


def _units_of(tx: Transaction, person: int, today: date) -> list[int]:
    rows = tx.all(
        "SELECT agency_id FROM designation WHERE person_id = ? AND starts_on <= ?"
        " AND (ends_on IS NULL OR ends_on > ?)",
        (person, today.isoformat(), today.isoformat()),
    )
    return [row["agency_id"] for row in rows]


def _is_said(tx: Transaction, step: DueStep, person: int, channel: str) -> bool:
    """Whether this very person has it already; only a step with several readers gets here with some done."""
    row = tx.one(
        "SELECT state FROM reminder JOIN outbox ON outbox.key = reminder.message || ':0' WHERE occurrence = ?"
        " AND step = ? AND agency_id = ? AND person_id = ? AND reminder.channel = ?",
        (step.entry.key, step.step, step.unit.id, person, channel),
    )
    return row is not None and row["state"] in ("ready", "claimed", "sent", "refused")


def _issue(tx: Transaction, parcel: _Parcel, book: Book, now: datetime) -> None:
    before = _maybe_arrived(tx, parcel)
    late = [one for one in parcel.steps if now - one.planned > LATE_AFTER]
    last = tx.one("SELECT coalesce(max(id), 0) AS id FROM outbox")
    key = f"remind:{last['id'] + 1 if last else 1}"  # rows of the outbox are never deleted
    names = {one.unit.id: get_agency(tx, one.unit.id, book.today(now)).name for one in parcel.steps}
    several = len({one.unit.id for one in parcel.steps if not one.escalates}) > 1
    message = say_reminder(
        parcel.steps, names if several or _escalates(parcel) else {}, late, before, book, now
    )
    letter = Letter(
        key,
        parcel.address.channel,
        parcel.address.chat,
        Kind.REMINDER,
        subject=SUBJECT,
        expires_at=end_of_day(now, book),
    )
    put_message(tx, letter, message, capabilities_of(parcel.address.channel), now)
    for one in parcel.steps:
        tx.execute(
            "INSERT INTO reminder (agency_id, occurrence, step, person_id, channel, last_day, message, late,"
            " issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (occurrence, step, agency_id, person_id,"
            " channel) DO UPDATE SET message = excluded.message, late = excluded.late,"
            " issued_at = excluded.issued_at",
            (
                one.unit.id,
                one.entry.key,
                one.step,
                parcel.person,
                parcel.address.channel,
                one.entry.occurrence.last_day.isoformat(),
                key,
                int(one in late),
                to_text(now),
            ),
        )


def _escalates(parcel: _Parcel) -> bool:
    return any(one.escalates for one in parcel.steps)


def _maybe_arrived(tx: Transaction, parcel: _Parcel) -> int | None:
    """The number of an earlier message with one of these steps that was dropped while nobody knew its end."""
    for one in parcel.steps:
        row = tx.one(
            "SELECT number FROM reminder JOIN outbox ON outbox.key = reminder.message || ':0'"
            " WHERE occurrence = ? AND step = ? AND agency_id = ? AND person_id = ? AND reminder.channel = ?"
            " AND (repeats > 0 OR (outbox.state = 'expired' AND lease_until IS NOT NULL))",
            (one.entry.key, one.step, one.unit.id, parcel.person, parcel.address.channel),
        )
        if row is not None:
            return int(row["number"])
    return None
