"""JSON lines in and out: one object a line, in order, nothing else on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.failures import Failure


def read_objects(file: Path) -> list[dict[str, Any]]:
    """The objects of a file ("-": standard input). Raises Failure naming the first line that holds none."""
    text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise Failure(f"{file}, line {number}: no JSON ({error.msg})") from error
        if not isinstance(row, dict):
            raise Failure(f"{file}, line {number}: expected one JSON object")
        rows.append(row)
    return rows


def write_object(row: Mapping[str, Any]) -> None:
    """One object on its line of standard output."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def run_batch(file: Path, answer: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    """Answer every object of a file, in order; progress goes to standard error when somebody watches."""
    rows = read_objects(file)
    for row in _watched(rows):
        write_object(answer(row))


def _watched(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    if len(rows) < 200 or not sys.stderr.isatty():
        return rows
    from rich.console import Console
    from rich.progress import track

    return track(rows, console=Console(stderr=True), description="")
