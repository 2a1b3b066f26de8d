"""What can break between the store and its callers; an officer never reads these sentences.

StoreError
├── DatabaseTooNew      the file was written by a later version of the program
├── DatabaseInUse       another process holds the database
├── DatabaseUnfit       the file is no database of this program, or damaged
└── StoreClosed         work was handed in after the store had closed
"""

from pathlib import Path

from bot.failures import Failure


class StoreError(Failure):
    """Any broken promise around the database file."""


class DatabaseTooNew(StoreError):
    """The database has migrations that this program does not know."""

    def __init__(self, path: Path, unknown: list[str]) -> None:
        super().__init__(
            f"{path} was written by a later version of daumoi (it has {', '.join(unknown)}); "
            "install that version, or restore a backup made by this one"
        )
        self.unknown = unknown


class DatabaseInUse(StoreError):
    """Another process works on the same database."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"{path} is in use by {holder or 'another process'}; stop that one first "
            "(two bots on one database would answer twice)"
        )
        self.holder = holder


class DatabaseUnfit(StoreError):
    """The file is damaged or holds something else."""

    def __init__(self, path: Path, finding: str) -> None:
        super().__init__(f"{path} is not a sound daumoi database: {finding}")
        self.finding = finding


class StoreClosed(StoreError):
    """The writer had already closed when the work came."""

    def __init__(self) -> None:
        super().__init__("the store is closed; nothing was written")
