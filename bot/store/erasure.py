"""Erasing what the store holds of one person, and the list of erasures that outlives every backup.

The list is a file beside the database, never inside it: one JSON line an erasure, ids only. A restore applies
it again, so that a backup cannot bring back what somebody asked to have deleted. Keys and audit rows stay.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.store.database import Transaction
from bot.store.moments import to_text

Eraser = Callable[[Transaction, str], None]


def erase_user(tx: Transaction, subject: str) -> None:
    """Erase a channel's user, named "user:<channel>:<id>"; other subjects are none of the store's.

    Goes through what the person wrote anywhere and what the bot wrote to them alone.
    """
    kind, _, rest = subject.partition(":")
    channel, _, user = rest.partition(":")
    if kind != "user" or not user:
        return
    who = (channel, user)
    tx.execute(
        "UPDATE inbox SET payload = '{}' WHERE channel = ? AND ? IN (user, chat) AND payload IS NOT NULL",
        who,
    )
    tx.execute(
        "UPDATE outbox SET state = 'withdrawn', owner = NULL WHERE channel = ?"
        " AND chat = ? AND finished_at IS NULL",
        who,
    )
    tx.execute("UPDATE outbox SET body = NULL WHERE channel = ? AND chat = ?", who)
    tx.execute("UPDATE draft SET payload = '{}', outcome = NULL WHERE channel = ? AND chat = ?", who)
    tx.execute("UPDATE draft SET state = 'cancelled' WHERE channel = ? AND chat = ? AND state = 'open'", who)
    tx.execute("UPDATE unanswered SET question = NULL WHERE channel = ? AND user = ?", who)
    tx.execute("DELETE FROM conversation_state WHERE channel = ? AND user = ?", who)
    tx.execute("DELETE FROM profile WHERE channel = ? AND user = ?", who)


def list_path(database: Path) -> Path:
    """Where the erasures of a database are listed."""
    return database.with_name(database.name + ".erasures.jsonl")


def remember(database: Path, subject: str, now: datetime) -> None:
    """Add an erasure to the list, on the disk when this returns; then call `reapply` in a transaction.

    In that order a crash between the two leaves an erasure that the next start makes good, never one that
    is forgotten.
    """
    path = list_path(database)
    path.touch(mode=0o600, exist_ok=True)
    torn = not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" if torn else "")
        file.write(json.dumps({"subject": subject, "at": to_text(now)}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def remembered(database: Path) -> list[str]:
    """Every subject that was ever erased here, oldest first; a torn last line is skipped."""
    path = list_path(database)
    if not path.exists():
        return []
    subjects = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            subjects.append(str(json.loads(line)["subject"]))
        except (ValueError, KeyError, TypeError):
            continue
    return subjects


def reapply(tx: Transaction, database: Path, erase: Eraser = erase_user) -> int:
    """Erase whoever was put on the list since this database last looked; returns how many.

    The database counts how far down the list it has come: a restored one begins where its backup stood, and
    somebody who came back after an erasure is not erased again at every start.
    """
    row = tx.one("SELECT value FROM meta WHERE name = 'erasures'")
    subjects = remembered(database)
    new = subjects[int(row["value"]) if row is not None else 0 :]
    for subject in new:
        erase(tx, subject)
    tx.execute(
        "INSERT INTO meta (name, value) VALUES ('erasures', ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (str(len(subjects)),),
    )
    return len(new)
