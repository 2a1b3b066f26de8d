"""Messages about people by further hands, all people made up: what is read must not get worse; no question becomes a change."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from bot.roster.reading import parse_row

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "roster.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def read() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [
        (case["expect"], parse_row({key: case[key] for key in case if key != "expect"})) for case in CASES
    ]


def _names(change: dict[str, Any], side: str) -> set[str]:
    return {unicodedata.normalize("NFC", one.get("name") or "").casefold() for one in change.get(side) or []}


def test_no_reading_has_fallen(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    action = sum(gold["action"] == said["action"] for gold, said in read) / len(read)
    changes = [(gold, said) for gold, said in read if gold["action"] != "none"]
    names = sum(
        all(_names(gold, side) == _names(said, side) for side in ("out", "in")) for gold, said in changes
    ) / len(changes)
    dates = sum(gold.get("effective") == said.get("effective") for gold, said in changes) / len(changes)
    assert action >= 0.995, action
    assert names >= 0.99, names
    assert dates >= 0.995, dates


def test_hardly_a_message_without_a_change_is_read_as_one(
    read: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    nothing = [said["action"] for gold, said in read if gold["action"] == "none"]
    assert len(nothing) > 110
    assert sum(action != "none" for action in nothing) == 0
