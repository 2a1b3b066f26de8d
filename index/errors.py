"""What can go wrong inside the index: one tree, messages built from data."""

from __future__ import annotations


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
