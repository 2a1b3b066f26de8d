"""Questions that nothing answered and that their askers passed on to the coordinator."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Transaction
from bot.store.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question that waits; `question` is None once its asker was erased."""

    id: int
    channel: str
    chat: str
    user: str
    regulation: str | None
    question: str | None
    asked_at: datetime


def add_question(
    tx: Transaction, channel: str, chat: str, user: str, regulation: str | None, question: str, now: datetime
) -> int:
    """Keep a question; returns its id. One that its asker has waiting already is kept once."""
    waiting = tx.one(
        "SELECT id FROM unanswered WHERE channel = ? AND chat = ? AND user = ? AND question = ?"
        " AND regulation IS ? AND state = 'open'",
        (channel, chat, user, question, regulation),
    )
    if waiting is not None:
        return int(waiting["id"])
    return int(
        tx.execute(
            "INSERT INTO unanswered (channel, chat, user, regulation, question, asked_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (channel, chat, user, regulation, question, to_text(now)),
        ).lastrowid
        or 0
    )


def list_open(tx: Transaction) -> list[Unanswered]:
    """Everything that waits, oldest first."""
    return [
        Unanswered(
            id=row["id"],
            channel=row["channel"],
            chat=row["chat"],
            user=row["user"],
            regulation=row["regulation"],
            question=row["question"],
            asked_at=from_text(row["asked_at"]),
        )
        for row in tx.all("SELECT * FROM unanswered WHERE state = 'open' ORDER BY id")
    ]


def close_question(tx: Transaction, question_id: int, *, answered: bool, now: datetime) -> bool:
    """Close an open question; False when it was not open."""
    return (
        tx.execute(
            "UPDATE unanswered SET state = ?, closed_at = ? WHERE id = ? AND state = 'open'",
            ("answered" if answered else "dropped", to_text(now), question_id),
        ).rowcount
        == 1
    )
