"""A short piece of administrative work on the database, whether or not a bot is running on it.

SQLite lets several processes write in turn; what must not happen twice is a bot, and this is none: no loop, no
sending. The running bot sees the change with its next look.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.store.database import Transaction, connect
from bot.store.errors import DatabaseTooNew, DatabaseUnfit
from bot.store.migrations import applied, known_steps


@contextmanager
def visit(path: Path) -> Iterator[Transaction]:
    """One transaction, committed when the block ends and taken back when it raises.

    Waits up to ten seconds for its turn. Never migrates: a database of another version belongs to the bot that
    runs on it. Raises FileNotFoundError, DatabaseTooNew, DatabaseUnfit.
    """
    if not path.exists():
        raise FileNotFoundError(f"there is no database at {path}")
    with closing(connect(path)) as database:
        taken = applied(database)
        unknown = [name for name in taken if name not in known_steps()]
        if unknown:
            raise DatabaseTooNew(path, unknown)
        if len(taken) < len(known_steps()):
            raise DatabaseUnfit(
                path, "it is of an earlier version; start the bot once to bring it up to date"
            )
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            yield Transaction(database)
        except BaseException:
            database.conn.execute("ROLLBACK")
            raise
        database.conn.execute("COMMIT")
