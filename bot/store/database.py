"""One SQLite file: how a connection to it is opened, and the transaction that callers are handed.

WAL with `synchronous=FULL`: a commit that returned is on the disk, and readers never wait for the writer.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import sqlite_utils

from bot.store.errors import DatabaseUnfit

Value = str | int | float | bytes | None
Values = Sequence[Value]

BUSY_TIMEOUT_MS = 10_000


class Transaction:
    """What a piece of work may do inside its transaction: read and write, never commit or roll back.

    `database` is the same connection as a `sqlite_utils.Database`, for administrative queries and exports;
    its own `atomic()` blocks become savepoints in here.
    """

    __slots__ = ("_connection", "database")

    def __init__(self, database: sqlite_utils.Database) -> None:
        self.database = database
        self._connection = database.conn

    @property
    def is_open(self) -> bool:
        """Whether there is still a transaction: a full disk takes all of it back at once."""
        return self._connection.in_transaction

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self._connection.execute(sql, values)

    def one(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """Every row."""
        return self._connection.execute(sql, values).fetchall()


def connect(path: Path, *, any_thread: bool = False) -> sqlite_utils.Database:
    """An open connection with the house's settings; the parent folder must exist.

    Transactions are opened and closed explicitly (`isolation_level=None`), so that no library begins one
    behind our back. Raises DatabaseUnfit when the file is something else than a database.
    A new file is readable by its owner alone.
    """
    path.touch(mode=0o600, exist_ok=True)
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=not any_thread, cached_statements=256
    )
    connection.row_factory = sqlite3.Row
    try:
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        return sqlite_utils.Database(connection)
    except sqlite3.DatabaseError as fault:
        connection.close()
        if isinstance(fault, sqlite3.OperationalError):
            raise
        raise DatabaseUnfit(path, str(fault)) from fault


# The primary result codes that speak of the disk or of another process, not of the statement.
DISK_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
    }
)


def is_disk_trouble(fault: BaseException) -> bool:
    """Whether the same work may well succeed later: a full or failing disk, a file held by somebody else."""
    code = getattr(fault, "sqlite_errorcode", None)
    return isinstance(fault, sqlite3.Error) and isinstance(code, int) and code & 0xFF in DISK_TROUBLE


def name_of(fault: BaseException) -> str:
    """SQLite's own name for a fault of the disk ("SQLITE_FULL"), which quotes nothing; else its class."""
    return str(getattr(fault, "sqlite_errorname", None) or type(fault).__name__)


def check(database: sqlite_utils.Database) -> list[str]:
    """What SQLite itself finds wrong with the file, structure and foreign keys; empty when it is sound."""
    findings = [str(row[0]) for row in database.conn.execute("PRAGMA integrity_check")]
    strays = database.conn.execute("PRAGMA foreign_key_check").fetchall()
    return [finding for finding in findings if finding != "ok"] + [
        f"row {row[1]} of {row[0]} points to a missing row of {row[2]}" for row in strays
    ]
