"""What has come in: every update is a row here before its channel is told that we have it.

The key is (channel, bot, update id) and only guards against storing one update twice: order is the order
of arrival, never of the ids. A row is `new` until its turn is committed (`done`) or until handling it has
failed three times (`aside`). The payload is erased 30 days after that; the key stays.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.database import Transaction
from bot.store.moments import from_text, to_text

TRIES = 3
KEEP_PAYLOAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as its channel delivered it; `chat` is the lane in which it keeps its order."""

    channel: str
    bot: str
    update_id: str
    chat: str
    user: str | None
    payload: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A stored update that still waits for its turn."""

    id: int
    channel: str
    bot: str
    update_id: str
    chat: str
    payload: str
    tries: int
    replays: int
    received_at: datetime


def store(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> list[InboxRow]:
    """Keep what has come; returns the rows that are new, in order. A redelivered update returns nothing."""
    rows = []
    for arrival in arrivals:
        row = tx.one(
            "INSERT INTO inbox (channel, bot, update_id, chat, user, payload, received_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (channel, bot, update_id) DO NOTHING RETURNING *",
            (
                arrival.channel,
                arrival.bot,
                arrival.update_id,
                arrival.chat,
                arrival.user,
                arrival.payload,
                to_text(now),
            ),
        )
        if row is not None:
            rows.append(_row(row))
    return rows


def replay(tx: Transaction, channel: str, bot: str) -> list[InboxRow]:
    """At start: everything of this bot that never had its turn, in order, each counted as replayed."""
    tx.execute(
        "UPDATE inbox SET replays = replays + 1 WHERE state = 'new' AND channel = ? AND bot = ?",
        (channel, bot),
    )
    found = tx.all(
        "SELECT * FROM inbox WHERE state = 'new' AND channel = ? AND bot = ? ORDER BY id", (channel, bot)
    )
    return [_row(row) for row in found]


def find_waiting(tx: Transaction, row_id: int) -> InboxRow | None:
    """The row, if its turn is still to come."""
    row = tx.one("SELECT * FROM inbox WHERE id = ? AND state = 'new'", (row_id,))
    return _row(row) if row is not None else None


def finish(tx: Transaction, row_id: int, now: datetime) -> None:
    """The turn is done; belongs in the transaction that holds everything the turn did."""
    tx.execute("UPDATE inbox SET state = 'done', finished_at = ? WHERE id = ?", (to_text(now), row_id))


def count_try(tx: Transaction, row_id: int, fault: str, now: datetime) -> bool:
    """Note a failed turn (`fault` is a kind, never a text from the message); True when it is set aside."""
    row = tx.one(
        "UPDATE inbox SET tries = tries + 1, fault = ? WHERE id = ? AND state = 'new' RETURNING tries",
        (fault, row_id),
    )
    if row is None or row["tries"] < TRIES:
        return False
    tx.execute("UPDATE inbox SET state = 'aside', finished_at = ? WHERE id = ?", (to_text(now), row_id))
    return True


def count_by_state(tx: Transaction) -> dict[str, int]:
    """How many rows stand in which state."""
    return {row["state"]: row["n"] for row in tx.all("SELECT state, count(*) AS n FROM inbox GROUP BY state")}


def purge(tx: Transaction, now: datetime) -> int:
    """Erase the payloads whose time is over; returns how many."""
    return tx.execute(
        "UPDATE inbox SET payload = NULL WHERE payload IS NOT NULL AND finished_at < ?",
        (to_text(now - KEEP_PAYLOAD),),
    ).rowcount


def _row(row: sqlite3.Row) -> InboxRow:
    return InboxRow(
        id=row["id"],
        channel=row["channel"],
        bot=row["bot"],
        update_id=row["update_id"],
        chat=row["chat"],
        payload=row["payload"] or "",
        tries=row["tries"],
        replays=row["replays"],
        received_at=from_text(row["received_at"]),
    )
