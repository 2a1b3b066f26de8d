"""JSON lines in and out: one object a line, in order, nothing else on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.failures import Failure, explain


def read_objects(file: Path) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a file ("-": standard input) with their lines. Raises Failure naming the first line that holds none.

    Lines end with a line feed and with nothing else: U+2028 and its like may stand inside a string.
    """
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise Failure(f"{file}, line {number}: this is no UTF-8 text; save the file as UTF-8") from error
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise Failure(f"{file}, line {number}: no JSON ({error.msg})") from error
        if not isinstance(row, dict):
            raise Failure(f"{file}, line {number}: expected one JSON object")
        rows.append((number, row))
    return rows


def write_object(row: Mapping[str, Any]) -> None:
    """One object on its line of standard output."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def run_batch(file: Path, answer: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    """Answer every object of a file, in order; progress goes to standard error when somebody watches.

    Raises Failure with the line of the first object that cannot be answered; those before it are answered by then.
    """
    rows = read_objects(file)
    for number, row in _watched(rows):
        try:
            answered = answer(row)
        except Exception as error:
            sentence = explain(error)
            if sentence is None:
                raise
            raise Failure(f"{file}, line {number}: {sentence}") from error
        write_object(answered)


def _watched(rows: list[tuple[int, dict[str, Any]]]) -> Iterable[tuple[int, dict[str, Any]]]:
    if len(rows) < 200 or not sys.stderr.isatty():
        return rows
    from rich.console import Console
    from rich.progress import track

    return track(rows, console=Console(stderr=True), description="")
