"""What units have handed in: marked by the officer ("đã nộp") or the desk ("đã nhận", "trả lại"), undone, listed.

The last mark that was not undone says how a unit stands; nothing is deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.deadlines.occurrences import Occurrence
from bot.store import Transaction, audit
from bot.store.moments import from_text, to_text


class Act(StrEnum):
    """What was marked; only RETURNED leaves the report owed."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one report: `number` and `sent_on` are the document's, `reason` that of a return."""

    act: Act
    number: str | None = None
    sent_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A mark as it was written; `name` and `last_day` stay readable when the rule behind them has gone."""

    id: int
    agency: int
    occurrence: str
    name: str
    last_day: date
    mark: Mark
    actor: str
    at: datetime
    batch: int | None

    @property
    def closes(self) -> bool:
        """Whether the unit owes the report no more."""
        return self.mark.act is not Act.RETURNED


def put_mark(
    tx: Transaction,
    agency: int,
    occurrence: Occurrence,
    name: str,
    mark: Mark,
    actor: str,
    now: datetime,
    *,
    batch: int | None = None,
) -> Submission:
    """Write a mark; the caller has asked `may`. `name` is the report with its period, as people read it."""
    row = tx.one(
        "INSERT INTO submission (agency_id, occurrence, name, last_day, act, number, sent_on, reason, batch,"
        " actor, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (
            agency,
            occurrence.key,
            name,
            occurrence.last_day.isoformat(),
            mark.act,
            mark.number,
            mark.sent_on.isoformat() if mark.sent_on else None,
            mark.reason,
            batch,
            actor,
            to_text(now),
        ),
    )
    if row is None:
        raise LookupError("no mark was written")
    audit.note(
        tx,
        actor=actor,
        action=f"mark {mark.act}",
        subject=f"agency:{agency}",
        now=now,
        detail={"occurrence": occurrence.key},
    )
    return _submission(row)


def find_standing(tx: Transaction, agency: int, occurrence: str) -> Submission | None:
    """The mark that counts now, if there is one."""
    row = tx.one(
        "SELECT * FROM submission WHERE occurrence = ? AND agency_id = ? AND undone_at IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (occurrence, agency),
    )
    return _submission(row) if row is not None else None


def standings(tx: Transaction, occurrences: Collection[str]) -> Mapping[tuple[int, str], Submission]:
    """The marks that count now, by agency and occurrence."""
    found: dict[tuple[int, str], Submission] = {}
    for key in occurrences:
        rows = tx.all(
            "SELECT * FROM submission WHERE occurrence = ? AND undone_at IS NULL ORDER BY agency_id, id",
            (key,),
        )
        found |= {(row["agency_id"], key): _submission(row) for row in rows}
    return found


def undo_mark(tx: Transaction, submission: Submission, actor: str, now: datetime) -> bool:
    """Take a mark back; what was marked before it counts again. False when it was taken back already."""
    changed = tx.execute(
        "UPDATE submission SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL",
        (to_text(now), actor, submission.id),
    ).rowcount
    if changed:
        audit.note(
            tx,
            actor=actor,
            action="undo mark",
            subject=f"agency:{submission.agency}",
            now=now,
            detail={"occurrence": submission.occurrence},
        )
    return changed == 1


def undo_batch(tx: Transaction, batch: int, actor: str, now: datetime) -> int:
    """Take back what was marked in one step; returns how many marks."""
    rows = tx.all("SELECT * FROM submission WHERE batch = ? AND undone_at IS NULL", (batch,))
    return sum(undo_mark(tx, _submission(row), actor, now) for row in rows)


def history_of(tx: Transaction, agency: int, limit: int = 10) -> Sequence[Submission]:
    """What an agency handed in and what became of it, latest first."""
    rows = tx.all(
        "SELECT * FROM submission WHERE agency_id = ? AND undone_at IS NULL ORDER BY id DESC LIMIT ?",
        (agency, limit),
    )
    return [_submission(row) for row in rows]


def last_mark_by(tx: Transaction, actor: str, agencies: Collection[int] | None) -> Submission | None:
    """The latest mark that somebody made, for one of these agencies or for any: what "hoàn tác" takes back."""
    rows = tx.all(
        "SELECT * FROM submission WHERE actor = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 50", (actor,)
    )
    found = (_submission(row) for row in rows)
    return next((one for one in found if agencies is None or one.agency in agencies), None)


def find_submission(tx: Transaction, mark_id: int) -> Submission | None:
    """The mark, taken back or not."""
    row = tx.one("SELECT * FROM submission WHERE id = ?", (mark_id,))
    return _submission(row) if row is not None else None


def set_document(tx: Transaction, submission: Submission, mark: Mark, actor: str, now: datetime) -> None:
    """The document's number and day came after the mark."""
    tx.execute(
        "UPDATE submission SET number = ?, sent_on = ? WHERE id = ?",
        (mark.number, mark.sent_on.isoformat() if mark.sent_on else None, submission.id),
    )
    audit.note(
        tx,
        actor=actor,
        action="name document of mark",
        subject=f"agency:{submission.agency}",
        now=now,
        detail={"occurrence": submission.occurrence},
    )


def agencies_of_batch(tx: Transaction, batch: int) -> list[int]:
    """The agencies marked in one step."""
    rows = tx.all("SELECT DISTINCT agency_id FROM submission WHERE batch = ?", (batch,))
    return [row["agency_id"] for row in rows]


def new_batch(tx: Transaction) -> int:
    """A number for marks that are made in one step."""
    row = tx.one("SELECT coalesce(max(batch), 0) + 1 AS batch FROM submission")
    return int(row["batch"]) if row else 1


def _submission(row: sqlite3.Row) -> Submission:
    return Submission(
        id=row["id"],
        agency=row["agency_id"],
        occurrence=row["occurrence"],
        name=row["name"],
        last_day=date.fromisoformat(row["last_day"]),
        mark=Mark(
            Act(row["act"]),
            row["number"],
            date.fromisoformat(row["sent_on"]) if row["sent_on"] else None,
            row["reason"],
        ),
        actor=row["actor"],
        at=from_text(row["at"]),
        batch=row["batch"],
    )
