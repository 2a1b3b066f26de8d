"""Ways of asking that somebody accepted for a unit: the question, the unit's path, by whom and when.

They are read at the start and search like the shipped ones.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.store.database import Transaction
from bot.store.moments import to_text


@dataclass(frozen=True, slots=True)
class AcceptedHint:
    """One accepted way of asking; `unit` is a unit path, or "outside" for what no unit may answer."""

    unit: str
    question: str


def accept_hint(tx: Transaction, unit: str, question: str, by: str, now: datetime) -> None:
    """Keep a pairing; one that is known stays as it was."""
    tx.execute(
        "INSERT INTO hint (unit, question, accepted_by, accepted_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (unit, question, by, to_text(now)),
    )


def list_hints(tx: Transaction) -> list[AcceptedHint]:
    """Every accepted pairing, oldest first."""
    return [
        AcceptedHint(row["unit"], row["question"])
        for row in tx.all("SELECT unit, question FROM hint ORDER BY id")
    ]


def read_hints(database: Path) -> list[AcceptedHint]:
    """The accepted pairings of a database file, without opening it for writing; none if it has none yet."""
    if not database.is_file():
        return []
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return [
            AcceptedHint(*row) for row in connection.execute("SELECT unit, question FROM hint ORDER BY id")
        ]
    except sqlite3.DatabaseError:  # a file of an earlier version, or no database: the writer says so
        return []
    finally:
        connection.close()
