"""Work on the database beside the running bot: one short transaction of its own, for commands of an administrator.

SQLite lets one writer in at a time and the others wait their turn, so the bot need not stop. Only bringing the
schema up to date does need that, and then the process lock says who is in the way.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bot.store.database import Transaction, connect
from bot.store.errors import DatabaseTooNew
from bot.store.migrations import applied, known_steps
from bot.store.writer import Writer


@contextmanager
def beside(path: Path, now: datetime) -> Iterator[Transaction]:
    """A transaction that commits when the block ends well and leaves nothing when it does not.

    Raises DatabaseInUse when the schema must be brought up to date while another process runs, DatabaseTooNew,
    DatabaseUnfit.
    """
    if not _is_current(path):
        Writer(path, now).close()
    with closing(connect(path)) as database:
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            yield Transaction(database)
        except BaseException:
            database.conn.execute("ROLLBACK")
            raise
        database.conn.execute("COMMIT")


def _is_current(path: Path) -> bool:
    if not path.exists():
        return False
    with closing(connect(path)) as database:
        taken = applied(database)
    unknown = [name for name in taken if name not in known_steps()]
    if unknown:
        raise DatabaseTooNew(path, unknown)
    return len(taken) == len(known_steps())
