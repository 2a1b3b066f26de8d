"""Cases: a question as it was asked, and what an expert accepts as its answer. One JSON object a line.

`gold` lists requirements, each met by a citation of any of its paths or of a unit below; `also_ok` are further fair
citations; `must_say` words that the text must show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.assistant import Question
from bot.failures import Failure
from corpus import AgencyLevel


class InvalidCaseError(Failure):
    """A line holds no case."""

    def __init__(self, file: Path, line: int, problem: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}")


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold."""

    id: str
    question: Question
    answerable: bool
    gold: tuple[tuple[str, ...], ...]
    also_ok: tuple[str, ...]
    must_say: tuple[str, ...]
    kind: str
    style: str
    ask_back_ok: bool


def read_cases(file: Path) -> list[Case]:
    """The cases of a file, in order. Raises InvalidCaseError naming the line."""
    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(_case(json.loads(line)))
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise InvalidCaseError(file, number, f"no case ({type(error).__name__}: {error})") from error
    return rows


def _case(row: Mapping[str, Any]) -> Case:
    level = row.get("level")
    question = Question(
        row["question"],
        row.get("regulation"),
        AgencyLevel(level) if level else None,
        tuple(row.get("history") or ()),
    )
    return Case(
        id=row["id"],
        question=question,
        answerable=bool(row["answerable"]),
        gold=tuple(tuple(need) for need in row["gold"]),
        also_ok=tuple(row.get("also_ok") or ()),
        must_say=tuple(row.get("must_say") or ()),
        kind=row.get("kind", ""),
        style=row.get("style", ""),
        ask_back_ok=bool(row.get("ask_back_ok")),
    )
