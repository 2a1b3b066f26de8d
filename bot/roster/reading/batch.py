"""Messages in the line format of the case sets: a JSON object in, a JSON object out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.roster.reading.change import ParsedChange, Reporter
from bot.roster.reading.message import parse_message


def parse_batch(lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON for every line that is not blank, in order."""
    for line in lines:
        if line.strip():
            yield json.dumps(parse_row(json.loads(line)), ensure_ascii=False)


def parse_row(case: Mapping[str, Any]) -> dict[str, Any]:
    """The change that a case's message means; reads `id`, `reporter`, `today` and `message` and no other field."""
    reporter = case.get("reporter") or {}
    change = parse_message(
        case["message"],
        today=dt.date.fromisoformat(case["today"]),
        reporter=Reporter(reporter.get("regulation"), reporter.get("unit"), reporter.get("level")),
    )
    return {"id": case["id"], **change_row(change)}


def change_row(change: ParsedChange) -> dict[str, Any]:
    """A change in the words of the line format."""
    return {
        "action": change.action.value,
        "out": [{"name": person.name} for person in change.leaving],
        "in": [
            {"name": person.name, "title": person.title, "phone": person.phone, "email": person.email}
            for person in change.coming
        ],
        "effective": change.effective.isoformat() if change.effective else None,
        "missing": [detail.value for detail in change.missing],
        "unit": change.unit,
    }
