"""What can go wrong inside the index: one tree, messages built from data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class IndexingError(Exception):
    """Root of everything that index raises."""


class InvalidLexicon(IndexingError):
    """The lexicon holds an entry that cannot be used."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"lexicon, {where}: {problem}")
        self.where = where


class InvalidHint(IndexingError):
    """A shipped line is no `unit path<TAB>question`."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(f"{file}, line {line}: expected a unit path, a tab and a question")
        self.file = file
        self.line = line


class InvalidClause(IndexingError):
    """A block of shipped typical clauses lacks its clause or its ways of asking; `line` is where it begins."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(
            f"{file}, line {line}: expected a clause after '= ' and at least one way of asking for it"
        )
        self.file = file
        self.line = line


class UnreadableSetError(IndexingError):
    """A file of articles or questions cannot be used; `line` counts from 1, 0 means the file as a whole."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path = path
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.reason}"


class UnknownEngineError(IndexingError):
    """Nobody here ranks under that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        return f"no engine is called {self.name!r}; choose from {', '.join(self.known)}"
