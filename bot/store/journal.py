"""Which claimed rows have begun to leave and how they ended: a few bytes beside the database, not synced.

The database is synced at every commit, which is too dear for every single message. What is written here outlives
the process, if not the power: after a kill the next start knows the one message that was on its way, and need
not doubt the others that were claimed with it. After a cut of power, known by another boot of the machine,
nothing here is believed and every claimed row counts as perhaps sent.
"""

import errno
import os
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")


class End(StrEnum):
    """How a send ended, as far as a next start must know."""

    SENT = "S"
    NOT_SENT = "N"
    UNCERTAIN = "U"


@dataclass(frozen=True, slots=True)
class Told:
    """What the journal of a dead process says: rows that arrived, with their remote ids, and rows in doubt."""

    sent: dict[int, str] = field(default_factory=dict)
    doubtful: frozenset[int] = frozenset()


class SendingJournal:
    """Read it once at start, then `forget`; write `begin` before a send and `end` after it.

    Each raises OSError when the disk takes nothing: what was to be written was then never said.
    """

    def __init__(self, database: Path) -> None:
        self._path = journal_path(database)
        self._file: int | None = None
        self._torn = False

    def read(self) -> Told | None:
        """What the last process has told; None when it cannot be believed."""
        boot = _boot()
        if not self._path.exists() or not boot:
            return None
        # Whatever follows the last line feed is torn and was never said.
        header, *lines = self._path.read_text(encoding="ascii", errors="replace").split("\n")[:-1] or [""]
        if header != boot:
            return None
        sent: dict[int, str] = {}
        doubtful: set[int] = set()
        for line in lines:
            mark, _, rest = line.partition(" ")
            row, _, remote = rest.partition(" ")
            if not row.isdecimal():
                continue
            doubtful.discard(int(row))
            sent.pop(int(row), None)
            if mark == End.SENT:
                sent[int(row)] = remote
            elif mark != End.NOT_SENT:
                doubtful.add(int(row))
        return Told(sent, frozenset(doubtful))

    def forget(self) -> None:
        """Start anew: everything told so far stands in the database."""
        if self._file is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self._file = os.open(self._path, flags, mode=0o600)
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{_boot()}\n".encode())

    def begin(self, row: int) -> None:
        """The row leaves now."""
        self._write(f"B {row}\n")

    def end(self, row: int, how: End, remote_id: str | None = None) -> None:
        """The row has ended so."""
        self._write(f"{how} {row} {remote_id or ''}\n")

    def close(self) -> None:
        """Let go of the file; it stays."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, line: str) -> None:
        if self._file is None:
            self.forget()
        assert self._file is not None  # noqa: S101  for the type: forget has opened it
        # No row's name ends so: half a line that a full disk left behind must not become another row's.
        data = (f"?\n{line}" if self._torn else line).encode("ascii")
        written = os.write(self._file, data)
        self._torn = written < len(data)
        if self._torn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))


def journal_path(database: Path) -> Path:
    """Where the journal of a database lies."""
    return database.with_name(database.name + ".sending")


def _boot() -> str:
    """The name of this run of the machine; empty where there is none to be had."""
    return BOOT.read_text(encoding="ascii").strip() if BOOT.exists() else ""
