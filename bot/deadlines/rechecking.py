"""Asked when a reminder is about to leave: is everything in it still owed, and the reader still the one to be told?

A message of which any part no longer holds is dropped whole; the next round issues what is left of it.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.deadlines.book import Book
from bot.deadlines.issuing import SUBJECT
from bot.deadlines.ladder import StepKind
from bot.deadlines.recipients import find_escalated, find_officer
from bot.deadlines.submissions import find_standing
from bot.roster.links import addresses
from bot.store import Transaction
from bot.store.outbox import OutboxRow


def is_still_due(tx: Transaction, row: OutboxRow, now: datetime, book: Book) -> bool:
    """Whether the row may leave; rows about other things always may."""
    if row.subject != SUBJECT:
        return True
    today = book.today(now)
    reminders = tx.all("SELECT * FROM reminder WHERE message = ?", (row.key.rpartition(":")[0],))
    if not reminders:
        return False
    reader = int(reminders[0]["person_id"])
    if not any((one.channel, one.chat) == (row.channel, row.chat) for one in addresses(tx, reader)):
        return False
    return all(
        is_owed(tx, one["agency_id"], one["occurrence"], date.fromisoformat(one["last_day"]), today, book)
        and _is_reader(tx, reader, one["agency_id"], one["step"], today)
        for one in reminders
    )


def is_owed(tx: Transaction, agency: int, key: str, last_day: date, today: date, book: Book) -> bool:
    """Whether an occurrence still stands for an agency and was not handed in."""
    unit = tx.one("SELECT regulation, closed_on FROM agency WHERE id = ?", (agency,))
    if unit is None or (unit["closed_on"] is not None and unit["closed_on"] <= today.isoformat()):
        return False
    mark = find_standing(tx, agency, key)
    return (mark is None or not mark.closes) and _stands(tx, key, agency, last_day, book)


def _stands(tx: Transaction, key: str, agency: int, last_day: date, book: Book) -> bool:
    name = key.partition(":")[0]
    if name.startswith("r") and name[1:].isdecimal():
        rule = tx.one(
            "SELECT 1 FROM office_rule WHERE id = ? AND valid_from <= ?"
            " AND (valid_until IS NULL OR valid_until >= ?)",
            (int(name[1:]), last_day.isoformat(), last_day.isoformat()),
        )
        return rule is not None
    if name.startswith("q") and name[1:].isdecimal():
        asked = tx.one(
            "SELECT 1 FROM report_request JOIN report_request_agency ON request_id = report_request.id"
            " WHERE report_request.id = ? AND agency_id = ? AND withdrawn_at IS NULL",
            (int(name[1:]), agency),
        )
        return asked is not None
    duty = book.obligations.get(name)
    if duty is None:
        return False
    adopted = tx.one("SELECT 1 FROM adoption WHERE obligation = ? AND ended_at IS NULL", (name,))
    return adopted is not None or not duty.caveats


def _is_reader(tx: Transaction, person: int, agency: int, step: str, today: date) -> bool:
    if step == StepKind.ESCALATION:
        row = tx.one("SELECT regulation FROM agency WHERE id = ?", (agency,))
        return row is not None and person in find_escalated(tx, agency, row["regulation"])
    return find_officer(tx, agency, today) == person
