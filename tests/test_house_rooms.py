"""The house: three rooms, one way through them, doors only; sentences in one place; no file grown past reading."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "index", "bot")
MAY_ENTER = {"corpus": set(), "index": {"corpus"}, "bot": {"corpus", "index"}}
MAY_USE = {"corpus": set(), "index": {"numpy", "rank_bm25", "underthesea"}}
LONGEST_MODULE = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "service", "base", "misc"}


def modules(room: str) -> Iterator[Path]:
    yield from sorted((ROOT / room).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_enters_only_earlier_rooms_and_only_by_their_door(room: str) -> None:
    wrong = []
    for path in modules(room):
        for name, line in imports(path):
            other = name.split(".")[0]
            if other not in ROOMS or other == room:
                continue
            where = f"{path.relative_to(ROOT)}:{line}"
            if other not in MAY_ENTER[room]:
                wrong.append(f"{where} imports {other}, a room after {room}")
            elif name != other:
                wrong.append(f"{where} reaches past {other}' door into {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ["corpus", "index"])
def test_the_inner_rooms_use_few_packages(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(room)
        for name, line in imports(path)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names
        and top not in ROOMS
        and top not in MAY_USE[room]
    ]
    assert not wrong, "\n".join(wrong)


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in modules(room)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, f"no first sentence in {silent}"


def test_no_module_has_grown_past_reading_or_become_a_drawer() -> None:
    wrong = []
    for room in ROOMS:
        for path in modules(room):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST_MODULE:
                wrong.append(f"{path.relative_to(ROOT)} has {lines} lines; split it before {LONGEST_MODULE}")
            if path.stem in DRAWERS:
                wrong.append(f"{path.relative_to(ROOT)} is a drawer where things go when nobody decided")
    assert not wrong, "\n".join(wrong)
