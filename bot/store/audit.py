"""Who did what and when, append-only: triggers in the database refuse any change.

Rows hold ids and verbs only (`person:12`, `designation:40`, `record`); values that name people live in
tables that can be erased.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Transaction
from bot.store.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One thing that was done."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, str | int]


def note(
    tx: Transaction,
    *,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Add a row, in the transaction of the thing it tells of."""
    tx.execute(
        "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
        (to_text(now), actor, action, subject, json.dumps(dict(detail or {}), ensure_ascii=False)),
    )


def history(tx: Transaction, subject: str) -> list[AuditRow]:
    """Everything done to one subject, oldest first."""
    return [
        AuditRow(
            id=row["id"],
            at=from_text(row["at"]),
            actor=row["actor"],
            action=row["action"],
            subject=row["subject"],
            detail=json.loads(row["detail"]),
        )
        for row in tx.all("SELECT * FROM audit WHERE subject = ? ORDER BY id", (subject,))
    ]
