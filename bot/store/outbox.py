"""What is to be said: every part of every message is a row here before anything goes to the network.

A row is claimed in one statement, with an owner and a lease, and the claim is committed before the call;
only its owner can finish it (`delivery`). A lease that ran out means that nobody knows whether the message
left, so the row is sent again as a repeat. Within one chat and kind, rows leave in order: a row on its
way or waiting to be tried again holds back those behind it, one that is only scheduled does not.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.store.database import Transaction
from bot.store.journal import Told
from bot.store.moments import from_text, to_text

KEEP_BODY = timedelta(days=30)
NUMBERS = 10_000
# Earlier than every moment: due, whatever the clock says by then.
AT_ONCE = ""


class Kind(StrEnum):
    """Interactive answers somebody who waits; a reminder comes on its own."""

    INTERACTIVE = "interactive"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Letter:
    """Where a message goes and under which key it can exist only once.

    `subject` names what it is about ("occurrence:12"): such rows are checked again before they are sent.
    """

    key: str
    channel: str
    chat: str
    kind: Kind = Kind.INTERACTIVE
    subject: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One part that its owner may now send; `repeats` > 0 means that it may already have arrived."""

    id: int
    key: str
    number: int
    channel: str
    chat: str
    kind: Kind
    subject: str | None
    body: str
    tries: int
    repeats: int
    owner: str
    expires_at: datetime | None
    created_at: datetime


def put(tx: Transaction, letter: Letter, bodies: Sequence[str], now: datetime) -> int | None:
    """Write one message, each part its own row, all with one short number; returns that number.

    None when the key was there already: then nothing is written, however often it is put.
    """
    if tx.one("SELECT 1 FROM outbox WHERE key = ?", (f"{letter.key}:0",)) is not None:
        return None
    last = tx.one("SELECT coalesce(max(id), 0) AS id FROM outbox")
    number = ((last["id"] if last else 0) + 1) % NUMBERS
    for part, body in enumerate(bodies):
        tx.execute(
            "INSERT INTO outbox (key, number, channel, chat, kind, subject, body, not_before, expires_at,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                f"{letter.key}:{part}",
                number,
                letter.channel,
                letter.chat,
                letter.kind,
                letter.subject,
                body,
                to_text(letter.not_before) if letter.not_before else AT_ONCE,
                to_text(letter.expires_at) if letter.expires_at else None,
                to_text(now),
            ),
        )
    return number


def claim(
    tx: Transaction,
    *,
    channel: str,
    owner: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    resting: Sequence[str] = (),
    mine: str = "-",
    answers_only: bool = False,
) -> list[OutboxRow]:
    """Take the first due rows, one a chat, answers before reminders; none while sending is on hold.

    Chats in `resting` are passed over. A lapsed lease is taken over unless its owner's name begins with `mine`:
    that one still lives and will end it, however far the clock has jumped. A claim counts as a try.
    """
    moment = to_text(now)
    rows = tx.all(
        _CLAIM,
        (
            owner,
            to_text(now + lease),
            channel,
            0 if answers_only else 1,
            moment,
            moment,
            mine,
            mine,
            json.dumps(list(resting)),
            moment,
            limit,
        ),
    )
    return sorted((_row(row) for row in rows), key=lambda row: (row.kind is Kind.REMINDER, row.id))


_CLAIM = """
    UPDATE outbox
    SET state = 'claimed', owner = ?, lease_until = ?, tries = tries + 1,
        repeats = repeats + (state = 'claimed')
    WHERE id IN (
        SELECT due.id FROM outbox AS due INDEXED BY outbox_open
        WHERE due.state IN ('ready', 'claimed') AND due.channel = ? AND due.rank <= ?
          AND due.not_before <= ?
          AND (due.state = 'ready'
               OR (due.lease_until <= ? AND substr(due.owner, 1, length(?)) <> ?))
          AND due.chat NOT IN (SELECT value FROM json_each(?))
          AND NOT EXISTS (
              SELECT 1 FROM outbox AS earlier
              WHERE earlier.state IN ('ready', 'claimed')
                AND earlier.channel = due.channel AND earlier.chat = due.chat
                AND earlier.rank = due.rank AND earlier.id < due.id
                AND (earlier.state = 'claimed' OR earlier.tries > 0 OR earlier.not_before <= ?))
          AND NOT EXISTS (SELECT 1 FROM meta WHERE name = 'sending' AND value = 'hold')
        ORDER BY due.rank, due.id
        LIMIT ?)
    RETURNING *
"""


def next_due(tx: Transaction, channel: str, now: datetime) -> datetime | None:
    """The next moment after now at which a row of the channel falls due or a lease runs out, if any.

    What is due already and was not claimed waits for another row to end, not for time to pass.
    """
    row = tx.one(
        "SELECT min(at) AS at FROM (SELECT min(not_before) AS at FROM outbox"
        " WHERE state = 'ready' AND channel = ? AND not_before > ? UNION ALL SELECT min(lease_until)"
        " FROM outbox WHERE state = 'claimed' AND channel = ? AND lease_until > ?)",
        (channel, to_text(now), channel, to_text(now)),
    )
    return from_text(row["at"]) if row is not None and row["at"] else None


def has_due_answers(tx: Transaction, channel: str, now: datetime) -> bool:
    """Whether an interactive row waits that could go out now, its chat permitting."""
    found = tx.one(
        "SELECT 1 FROM outbox INDEXED BY outbox_open WHERE state IN ('ready', 'claimed') AND rank = 0"
        " AND channel = ? AND not_before <= ? AND state = 'ready'",
        (channel, to_text(now)),
    )
    return found is not None and not on_hold(tx)


def find_body(tx: Transaction, row_id: int, channel: str, chat: str) -> str | None:
    """The text of a row, if it went to this chat and is still kept."""
    row = tx.one("SELECT body FROM outbox WHERE id = ? AND channel = ? AND chat = ?", (row_id, channel, chat))
    return row["body"] if row is not None else None


def find_sent(tx: Transaction, channel: str, chat: str, remote_id: str) -> str | None:
    """The text of the row that the far side knows by this id, if it is still kept."""
    row = tx.one(
        "SELECT body FROM outbox WHERE channel = ? AND chat = ? AND remote_id = ?", (channel, chat, remote_id)
    )
    return row["body"] if row is not None else None


def take_all(tx: Transaction, channel: str, chat: str, now: datetime) -> list[str]:
    """For a channel without a network: the texts of everything due to a chat, closed as sent."""
    if on_hold(tx):
        return []
    rows = tx.all(
        "UPDATE outbox SET state = 'sent', finished_at = ?, tries = tries + 1 WHERE channel = ? AND chat = ?"
        " AND state = 'ready' AND not_before <= ? AND (expires_at IS NULL OR expires_at > ?) RETURNING id, body",
        (to_text(now), channel, chat, to_text(now), to_text(now)),
    )
    return [row["body"] for row in sorted(rows, key=lambda row: int(row["id"])) if row["body"]]


def wrote_since(tx: Transaction, channel: str, chat: str, since: datetime) -> bool:
    """Whether the bot has written to a chat of its own accord after this moment; answers to updates aside."""
    found = tx.one(
        "SELECT 1 FROM outbox WHERE channel = ? AND chat = ? AND key NOT LIKE 'in:%'"
        " AND (state IN ('ready', 'claimed') AND created_at > ? OR finished_at > ?)",
        (channel, chat, to_text(since), to_text(since)),
    )
    return found is not None


def settle_claims(tx: Transaction, channel: str, told: Told | None, now: datetime) -> int:
    """At start, under the process lock: end or free what a dead process had claimed; returns how many rows.

    What its journal says arrived is sent; what had begun goes out again as a repeat; what had not begun simply
    goes out. Without a journal that can be believed every row counts as begun.
    """
    rows = tx.all(
        "SELECT id FROM outbox WHERE state IN ('ready', 'claimed') AND owner NOTNULL AND channel = ?",
        (channel,),
    )
    for row in rows:
        if told is not None and row["id"] in told.sent:
            tx.execute(
                "UPDATE outbox SET state = 'sent', remote_id = ?, finished_at = ?, owner = NULL,"
                " lease_until = NULL WHERE id = ?",
                (told.sent[row["id"]] or None, to_text(now), row["id"]),
            )
            continue
        begun = told is None or row["id"] in told.doubtful
        tx.execute(
            "UPDATE outbox SET state = 'ready', repeats = repeats + ?, owner = NULL, lease_until = NULL"
            " WHERE id = ?",
            (int(begun), row["id"]),
        )
    return len(rows)


def expire(tx: Transaction, now: datetime) -> int:
    """Close what is no longer worth sending; returns how many rows."""
    return tx.execute(
        "UPDATE outbox SET state = 'expired', finished_at = ?, owner = NULL"
        " WHERE state IN ('ready', 'claimed') AND expires_at <= ? AND (state = 'ready' OR lease_until <= ?)",
        (to_text(now), to_text(now), to_text(now)),
    ).rowcount


def withdraw_waiting(tx: Transaction, now: datetime) -> int:
    """Throw away what was never sent, as after a restore; returns how many rows."""
    return tx.execute(
        "UPDATE outbox SET state = 'withdrawn', finished_at = ?, owner = NULL WHERE state IN ('ready', 'claimed')",
        (to_text(now),),
    ).rowcount


def hold_sending(tx: Transaction, *, hold: bool) -> None:
    """Stop or release all sending; what is put meanwhile waits in its row."""
    tx.execute(
        "INSERT INTO meta (name, value) VALUES ('sending', ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        ("hold" if hold else "on",),
    )


def on_hold(tx: Transaction) -> bool:
    """Whether sending stands still, as it does after a restore."""
    return tx.one("SELECT 1 FROM meta WHERE name = 'sending' AND value = 'hold'") is not None


def count_by_state(tx: Transaction) -> dict[str, int]:
    """How many rows stand in which state."""
    return {
        row["state"]: row["n"] for row in tx.all("SELECT state, count(*) AS n FROM outbox GROUP BY state")
    }


def purge(tx: Transaction, now: datetime) -> int:
    """Erase the texts whose time is over, keys stay; returns how many."""
    return tx.execute(
        "UPDATE outbox SET body = NULL WHERE body IS NOT NULL AND finished_at < ?",
        (to_text(now - KEEP_BODY),),
    ).rowcount


def _row(row: sqlite3.Row) -> OutboxRow:
    return OutboxRow(
        id=row["id"],
        key=row["key"],
        number=row["number"],
        channel=row["channel"],
        chat=row["chat"],
        kind=Kind(row["kind"]),
        subject=row["subject"],
        body=row["body"] or "",
        tries=row["tries"],
        repeats=row["repeats"],
        owner=row["owner"],
        expires_at=from_text(row["expires_at"]) if row["expires_at"] else None,
        created_at=from_text(row["created_at"]),
    )
