"""The batch of `daumoi deadlines`: one request a line in, what is owed in its span a line out.

Local dates of an office are left out: this is what the texts themselves fix.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.deadlines.occurrences import find_last_days, find_months
from corpus import AgencyLevel, Obligation


class BatchLineError(ValueError):
    """A line that is no request; says which line and what to write instead."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


@dataclass(frozen=True, slots=True)
class DeadlineRequest:
    """One line: whose duties (None: all regulations, all levels) and the span, both ends included."""

    id: object
    regulation: str | None
    level: AgencyLevel | None
    start: date
    end: date


def list_obligations(request: DeadlineRequest, obligations: Sequence[Obligation]) -> list[dict[str, object]]:
    """What is owed: what has days first, then what has a cycle, then what is asked for, then what follows events."""
    owed = [
        one
        for one in obligations
        if request.regulation in (None, one.regulation) and one.falls_on(request.level)
    ]
    return [_row(one, request) for one in sorted(owed, key=_urgency)]


def answer_batch(
    lines: Iterable[str], obligations: Sequence[Obligation], regulations: Collection[str]
) -> Iterator[str]:
    """One JSON line for each line that is not blank, in order; `regulations` are the ids that may be asked for.

    Raises BatchLineError at the first unusable line.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            request = _read_request(line, number, regulations)
            answer = {"id": request.id, "obligations": list_obligations(request, obligations)}
            yield json.dumps(answer, ensure_ascii=False)


def _row(one: Obligation, request: DeadlineRequest) -> dict[str, object]:
    row: dict[str, object] = {
        "name": one.name,
        "period": one.period,
        "citation": str(one.citation),
        "rule": one.rule,
        "recipient": one.recipient,
        "last_days": [day.isoformat() for day in find_last_days(one, request.start, request.end)],
    }
    if one.months:
        row["months"] = list(find_months(one, request.start, request.end))
    return row


def _urgency(one: Obligation) -> tuple[bool, bool, bool, bool]:
    return (
        one.see is not None,
        one.due is None,
        one.period is None or one.period.months is None,
        one.period is None,
    )


def _read_request(line: str, number: int, known: Collection[str]) -> DeadlineRequest:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise BatchLineError(number, f"no JSON ({error})") from error
    if not isinstance(fields, Mapping) or "id" not in fields:
        raise BatchLineError(number, "must be a JSON object with an id")
    regulation, level = fields.get("regulation"), fields.get("level")
    if regulation is not None and regulation not in known:
        raise BatchLineError(
            number, f"unknown regulation {regulation!r}; known are {', '.join(sorted(known))}"
        )
    if level is not None and level not in tuple(AgencyLevel):
        raise BatchLineError(number, f"level {level!r} must be {', '.join(AgencyLevel)} or null")
    start, end = _day(fields, "from", number), _day(fields, "to", number)
    if end < start:
        raise BatchLineError(number, f"`to` {end} lies before `from` {start}")
    return DeadlineRequest(
        fields["id"], regulation, AgencyLevel(level) if level is not None else None, start, end
    )


def _day(fields: Mapping[str, object], name: str, number: int) -> date:
    try:
        return date.fromisoformat(str(fields[name]))
    except (KeyError, ValueError) as error:
        raise BatchLineError(number, f"`{name}` must be a date such as 2026-12-31") from error
