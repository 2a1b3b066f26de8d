"""Clauses that regulations of every kind repeat, with the ways of asking for them: what a new text is known by on its first day.

typical/*.txt holds blocks between empty lines: first the clause as such texts word it (`= …`, one line a wording), then
one way of asking a line. A unit of a regulation nobody wrote ways of asking for borrows from the clauses it is like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.engine import Bm25Engine
from index.errors import InvalidClause
from index.known import KnownQuestions
from index.query import Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row: TypeAlias = "NDArray[np.float64]"
_ALIKE_FROM = 0.1  # wordings differ much more from text to text than between two provinces' rules …
_ALIKE_FULLY = 0.3  # … so this is as like as they come
_WORDING = "= "


@dataclass(frozen=True, slots=True)
class TypicalClause:
    """A clause in its usual wordings, and the ways of asking for it."""

    wordings: tuple[str, ...]
    asked: tuple[str, ...]


@cache
def load_typical() -> tuple[TypicalClause, ...]:
    """Read every shipped clause once per process. Raises InvalidClause with file and line."""
    clauses: list[TypicalClause] = []
    folder = resources.files("index") / "typical"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".txt"):
            clauses.extend(_read(file.name, file.read_text(encoding="utf-8")))
    return tuple(clauses)


def _read(name: str, text: str) -> list[TypicalClause]:
    clauses = []
    number = 1
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        wordings = tuple(line.removeprefix(_WORDING) for line in lines if line.startswith(_WORDING))
        asked = tuple(line for line in lines if not line.startswith(_WORDING))
        if lines and not (wordings and asked):
            raise InvalidClause(name, number)
        if lines:
            clauses.append(TypicalClause(wordings, asked))
        number += block.count("\n") + 2
    return clauses


class TypicalClauses:
    """What each passage borrows from the clauses it is like, most from the one it is most like.

    Likeness is the cosine of the words' idf, taken relative to the passage's best clause.
    `rows` are the passages' tokens; only those in `borrows` borrow. `tokens_of` makes a text's tokens as the passages' were
    made, `asked_of` a way of asking's.
    """

    def __init__(
        self,
        clauses: Sequence[TypicalClause],
        rows: Sequence[Sequence[str]],
        borrows: NDArray[np.bool_],
        tokens_of: Callable[[str], Sequence[str]],
        asked_of: Callable[[str], Mapping[str, float]],
        bodies: Sequence[Sequence[str]] = (),
    ) -> None:
        worded = [tokens_of(" ".join(clause.wordings)) for clause in clauses]
        text = Bm25Engine([*rows, *worded])
        columns = {token: at for at, token in enumerate(text.tokens_in(least=2))}
        alike = _unit_rows(rows, columns, text) @ _unit_rows(worded, columns, text).T
        alike[(alike < _ALIKE_FROM) | ~borrows[:, None]] = 0.0
        best = alike.max(axis=1, keepdims=True, initial=0.0)
        self._alike = alike / np.where(best > 0, best, 1.0) * np.minimum(1.0, best / _ALIKE_FULLY)
        lines = [
            (at, asked_of(line))
            for at, clause in enumerate(clauses)
            for line in (*clause.asked, *clause.wordings)
        ]
        self._known = KnownQuestions(lines, len(clauses), bodies)

    def nearest(self, query: Query) -> Row:
        """For each passage the likeness of the nearest way of asking that it borrows, 0 to 1."""
        return self._lent(self._known.nearest(query))

    def together(self, query: Query) -> Row:
        """For each passage how well the ways of asking of a clause that it is like fit the question together."""
        return self._lent(self._known.together(query))

    def _lent(self, found: Row) -> Row:
        return np.asarray((self._alike * found[None, :]).max(axis=1, initial=0.0))


def _unit_rows(
    rows: Sequence[Sequence[str]], columns: Mapping[str, int], text: Bm25Engine
) -> NDArray[np.float64]:
    """One row a text: the idf of its tokens, of length 1."""
    weights = np.zeros((len(rows), len(columns)))
    for at, row in enumerate(rows):
        for token in set(row):
            if token in columns:
                weights[at, columns[token]] = text.idf(token)
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return np.asarray(weights / np.where(lengths > 0, lengths, 1.0))
