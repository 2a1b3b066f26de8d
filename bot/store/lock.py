"""One process a database: an advisory lock on a file beside it, freed by the system when its process dies."""

import fcntl
import os
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.store.errors import DatabaseInUse
from bot.store.moments import to_text


class ProcessLock:
    """Held from construction to `release`; the file says who holds it and since when.

    The file itself stays: removing it would let two processes lock two different files of one name.
    """

    def __init__(self, database: Path, now: datetime) -> None:
        self._file = database.with_name(database.name + ".lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            self._file.seek(0)
            holder = self._file.read().strip()
            self._file.close()
            raise DatabaseInUse(database, holder) from taken
        self._file.truncate(0)
        self._file.write(f"process {os.getpid()} since {to_text(now)}\n")
        self._file.flush()

    def release(self) -> None:
        """Let the next process in; a second call does nothing."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def find_holder(database: Path) -> str | None:
    """Who holds the database, as the lock file says; None when nobody does."""
    path = database.with_name(database.name + ".lock")
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().strip() or "another process"
    return None
