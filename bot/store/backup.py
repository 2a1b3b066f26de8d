"""A safe copy of the database while the bot runs, and the way back.

Copies go through SQLite's backup interface, which sees one committed state however much is written meanwhile.
A restored database starts with sending on hold: what it believes unsent may long have been sent.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlite_utils

from bot.store import outbox
from bot.store.database import Transaction, check, connect
from bot.store.erasure import Eraser, erase_user, reapply
from bot.store.errors import DatabaseTooNew, DatabaseUnfit
from bot.store.journal import journal_path
from bot.store.lock import ProcessLock
from bot.store.migrations import applied, known_steps, migrate


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: where the state before it was kept, how many erasures were applied again."""

    kept: Path | None
    erased: int
    waiting: int


def backup(database: Path, target: Path) -> int:
    """Copy the database to `target`, checked and on the disk when this returns; gives its size in bytes.

    The bot may go on writing. An older file of that name is replaced only by a finished copy.
    """
    if not database.exists():
        raise FileNotFoundError(f"there is no database at {database}")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(connect(database)) as source:
        _copy(source.conn, unfinished)
    unfinished.replace(target)
    _sync_folder(target.parent)
    return target.stat().st_size


def restore(copy: Path, database: Path, now: datetime, erase: Eraser = erase_user) -> Restored:
    """Put a backup in the database's place; the replaced state is kept beside it.

    Everything is prepared in a file of its own (schema brought up to date, sending on hold, erasures applied
    again) and then copied over in one transaction: a crash leaves the old state or the whole new one.
    Raises DatabaseInUse, DatabaseTooNew, DatabaseUnfit.
    """
    if not copy.exists():
        raise FileNotFoundError(f"there is no backup at {copy}")
    database.parent.mkdir(parents=True, exist_ok=True)
    with ProcessLock(database, now):
        prepared = database.with_name(database.name + ".restoring")
        prepared.unlink(missing_ok=True)
        with closing(_read_only(copy)) as source:
            _copy(source, prepared)
        with closing(connect(prepared)) as ready:
            unknown = [name for name in applied(ready) if name not in known_steps()]
            if unknown:
                raise DatabaseTooNew(copy, unknown)
            migrate(ready, prepared)
            with ready.atomic():
                tx = Transaction(ready)
                outbox.hold_sending(tx, hold=True)
                erased = reapply(tx, database, erase)
                waiting = outbox.count_by_state(tx)
            kept = _keep(database, now)
            # It speaks of rows of the replaced state.
            journal_path(database).unlink(missing_ok=True)
            with closing(connect(database)) as target:
                ready.conn.backup(target.conn)
        prepared.unlink()
    return Restored(kept, erased, waiting.get("ready", 0) + waiting.get("claimed", 0))


def _keep(database: Path, now: datetime) -> Path | None:
    """Save the state that a restore is about to replace; a damaged file is moved aside as it is."""
    if not database.exists():
        return None
    kept = database.with_name(f"{database.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    try:
        with closing(connect(database)) as source:
            _copy(source.conn, kept)
    except (DatabaseUnfit, sqlite3.DatabaseError):
        database.replace(kept)
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
    return kept


def _read_only(path: Path) -> sqlite3.Connection:
    """A connection that never makes a file or writes one."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy in one step (one snapshot), check the copy, force it to the disk."""
    target.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(target)) as connection:
            source.backup(connection)
            connection.execute("PRAGMA journal_mode=DELETE")
            findings = check(sqlite_utils.Database(connection))
    except sqlite3.DatabaseError as fault:
        target.unlink(missing_ok=True)
        raise DatabaseUnfit(target, str(fault)) from fault
    if findings:
        target.unlink(missing_ok=True)
        raise DatabaseUnfit(target, "; ".join(findings[:3]))
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
