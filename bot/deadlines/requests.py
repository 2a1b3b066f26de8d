"""Ad-hoc requests of the coordinator: a title, a last day, the units asked, a note; each an occurrence of its own.

The occurrence of a request has the key "q<id>".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.store import Transaction, audit
from bot.store.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What was asked of whom; `agencies` are ids."""

    id: int
    regulation: str
    title: str
    note: str | None
    last_day: date
    agencies: frozenset[int]
    since: datetime
    withdrawn: bool = False

    @property
    def key(self) -> str:
        """The key of its occurrence."""
        return f"q{self.id}"


def add_request(
    tx: Transaction,
    *,
    regulation: str,
    title: str,
    note: str | None,
    last_day: date,
    agencies: Iterable[int],
    draft: int | None,
    actor: str,
    now: datetime,
) -> ReportRequest:
    """Write a request; telling the units is the ticker's work."""
    row = tx.one(
        "INSERT INTO report_request (regulation, title, note, last_day, created_at, created_by, draft_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (regulation, title, note, last_day.isoformat(), to_text(now), actor, draft),
    )
    if row is None:
        raise LookupError("no request was written")
    for agency in sorted(set(agencies)):
        tx.execute("INSERT INTO report_request_agency VALUES (?, ?)", (row["id"], agency))
    audit.note(tx, actor=actor, action="request report", subject=f"request:{row['id']}", now=now)
    return _request(tx, row)


def find_request(tx: Transaction, request_id: int) -> ReportRequest | None:
    """The request, withdrawn or not."""
    row = tx.one("SELECT * FROM report_request WHERE id = ?", (request_id,))
    return _request(tx, row) if row is not None else None


def list_requests(tx: Transaction, start: date, end: date) -> list[ReportRequest]:
    """The requests that stand and fall due in the span, both ends included."""
    rows = tx.all(
        "SELECT * FROM report_request WHERE last_day BETWEEN ? AND ? AND withdrawn_at IS NULL ORDER BY id",
        (start.isoformat(), end.isoformat()),
    )
    return [_request(tx, row) for row in rows]


def withdraw_request(tx: Transaction, request_id: int, actor: str, now: datetime) -> bool:
    """Nobody owes it any more; what waits in the outbox is dropped at sending. False if it was withdrawn before."""
    changed = tx.execute(
        "UPDATE report_request SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_at IS NULL",
        (to_text(now), actor, request_id),
    ).rowcount
    if changed:
        audit.note(tx, actor=actor, action="withdraw request", subject=f"request:{request_id}", now=now)
    return changed == 1


def _request(tx: Transaction, row: sqlite3.Row) -> ReportRequest:
    asked = tx.all("SELECT agency_id FROM report_request_agency WHERE request_id = ?", (row["id"],))
    return ReportRequest(
        id=row["id"],
        regulation=row["regulation"],
        title=row["title"],
        note=row["note"],
        last_day=date.fromisoformat(row["last_day"]),
        agencies=frozenset(one["agency_id"] for one in asked),
        since=from_text(row["created_at"]),
        withdrawn=row["withdrawn_at"] is not None,
    )
