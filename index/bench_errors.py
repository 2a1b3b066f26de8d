"""What the bench refuses: a file that does not keep its format, a name that is no engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class UnreadableSetError(Exception):
    """A file of articles or questions cannot be used; `line` counts from 1, 0 means the file as a whole."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path = path
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.reason}"


class UnknownEngineError(Exception):
    """Nobody here ranks under that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        return f"no engine is called {self.name!r}; choose from {', '.join(self.known)}"
