"""Many units marked in one step, received or handed back with a reason: from a list or a sheet, confirmed by card.

Which report of several with one name a unit owes (one letter for departments, another for communes) is found
unit by unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.channels.message import Button, Paragraph, bold, plain
from bot.deadlines.cards import CardKind, close, open_card, revise, show_card
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.marks_sheet import MarkRow, read_marks
from bot.deadlines.overview import ReportState
from bot.deadlines.prompts import PromptKind, add_prompts
from bot.deadlines.reading.report_words import without_marks
from bot.deadlines.reading.unit_words import find_units
from bot.deadlines.reminder_text import full_name
from bot.deadlines.reports import pick, reports_for
from bot.deadlines.submissions import (
    Act,
    Mark,
    agencies_of_batch,
    find_standing,
    new_batch,
    put_mark,
    undo_batch,
)
from bot.messages import desk_dates as say
from bot.roster.agencies import Agency, get_agency
from bot.roster.notices import Reply
from bot.roster.rights import Right, may
from bot.store.drafts import Draft

_MOST_NAMES = 15
_HEAD = re.compile(r"^\s*/?(?:(?P<returned>tra ?lai)|da ?nhan|ghi nhan da nop|nhan)\b\s*")
_REASON = re.compile(r"(?:^|[;,.\n])\s*(?:ly do|vi)\s*:?\s+(?P<reason>[^\n]+)$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One unit of a card: `key` is the report that it owes."""

    agency: int
    key: str
    returned: bool
    number: str | None = None
    day: str | None = None
    reason: str | None = None


def start_marks(hearing: Hearing, text: str) -> Reply:
    """As in "đã nhận báo cáo quý: Sở A, Sở B" or "trả lại báo cáo quý: Sở A; lý do: thiếu biểu"."""
    if not may(hearing.actor, Right.MARK_RECEIVED):
        return answer(say.NO_RIGHT)
    if not hearing.firm:
        return answer(say.NOT_FIRM)
    text, reason = _take_reason(text)
    head = _HEAD.match(without_marks(text))
    returned = bool(head and head["returned"])
    report, _, units = text[head.end() if head else 0 :].partition(":")
    states = _nearest_group(hearing, pick(reports_for(hearing, Right.MARK_RECEIVED), report))
    if not states or not report.strip():
        return answer(say.HOW_TO_MARK if not report.strip() else say.NO_SUCH_REPORT)
    payload = _payload(states, returned, reason)
    return show_marks(
        hearing, open_card(hearing, CardKind.MARKS, _with_units(hearing, payload, units, states))
    )


def start_marks_for(hearing: Hearing, key: str) -> Reply:
    """The button under a report: a card that asks for the units."""
    if not may(hearing.actor, Right.MARK_RECEIVED):
        return answer(say.NO_RIGHT)
    states = [one for one in reports_for(hearing, Right.MARK_RECEIVED) if one.entry.key == key]
    if not states:
        return answer(say.NO_SUCH_REPORT)
    return show_marks(
        hearing, open_card(hearing, CardKind.MARKS, _payload(states, returned=False, reason=None))
    )


def start_sheet(hearing: Hearing, content: bytes, caption: str) -> Reply:
    """A sheet with the report named in its caption: "đã nhận báo cáo quý"."""
    if not may(hearing.actor, Right.MARK_RECEIVED):
        return answer(say.NO_RIGHT)
    rows = read_marks(content)
    if not rows:
        return answer(say.UNREADABLE_SHEET)
    text, reason = _take_reason(caption)
    head = _HEAD.match(without_marks(text))
    states = _nearest_group(hearing, pick(reports_for(hearing, Right.MARK_RECEIVED), text))
    if not states:
        return answer(say.WHICH_REPORT, say.HOW_TO_MARK)
    payload = _payload(states, bool(head and head["returned"]), reason)
    return show_marks(hearing, open_card(hearing, CardKind.MARKS, _with_rows(hearing, payload, rows, states)))


def show_marks(hearing: Hearing, draft: Draft, note: str | None = None) -> Reply:
    """The card: which report, which units, what could not be read."""
    payload = draft.payload
    lines = _lines(payload)
    act = Act.RETURNED if payload["returned"] else Act.RECEIVED
    rows: list[Paragraph] = [bold(say.marks_title(act, str(payload["name"])))]
    if lines:
        names = [get_agency(hearing.tx, one.agency, hearing.today).name for one in lines[:_MOST_NAMES]]
        rows.append(plain(say.marks_line(names, max(len(lines) - _MOST_NAMES, 0), len(lines))))
    if any(one.returned for one in lines) and payload["reason"]:
        rows.append(plain(say.marks_reason(str(payload["reason"]))))
    for sentence, names in (
        (say.unknown_units, payload["unknown"]),
        (say.unclear_units, payload["unclear"]),
        (say.marks_not_bound, payload["not_bound"]),
    ):
        if names:
            rows.append(plain(sentence([str(one) for one in names][:_MOST_NAMES])))
    return show_card(draft, rows, _question(payload, lines), note=note)


def complete_marks(hearing: Hearing, draft: Draft, text: str) -> Reply:
    """A further message names units, or the reason."""
    rest, reason = _take_reason(text)
    payload = {**draft.payload, "reason": reason or draft.payload["reason"]}
    states = _states(hearing, payload)
    if rest.strip():
        payload = _with_units(hearing, payload, rest, states)
    if payload == draft.payload:
        return show_marks(hearing, draft, say.NOTHING_ADDED)
    return show_marks(hearing, revise(hearing, draft, payload))


def complete_with_sheet(hearing: Hearing, draft: Draft, content: bytes) -> Reply:
    """A sheet names the units."""
    rows = read_marks(content)
    if not rows:
        return show_marks(hearing, draft, say.UNREADABLE_SHEET)
    payload = _with_rows(hearing, dict(draft.payload), rows, _states(hearing, draft.payload))
    return show_marks(hearing, revise(hearing, draft, payload))


def confirm_marks(hearing: Hearing, draft: Draft) -> Reply:
    """Write every mark under one number; whoever gets a report back is told, with the reason."""
    lines = _lines(draft.payload)
    if not all(may(hearing.actor, Right.MARK_RECEIVED, _agency(hearing, one)) for one in lines):
        return answer(say.NO_RIGHT)
    if _question(draft.payload, lines) is not None:
        return show_marks(hearing, draft, say.NOT_READY)
    states = {one.entry.key: one for one in _states(hearing, draft.payload)}
    close(hearing, draft)
    batch, written, before = new_batch(hearing.tx), 0, 0
    for line in lines:
        state = states.get(line.key)
        act = Act.RETURNED if line.returned else Act.RECEIVED
        standing = find_standing(hearing.tx, line.agency, line.key)
        if state is None or (standing is not None and standing.mark.act is act):
            before += 1
            continue
        reason = line.reason or draft.payload["reason"] if line.returned else None
        day = date.fromisoformat(line.day) if line.day else None
        occurrence = state.entry.occurrence
        put_mark(
            hearing.tx,
            line.agency,
            occurrence,
            full_name(occurrence),
            Mark(act, line.number, day, reason),
            hearing.actor.name,
            hearing.now,
            batch=batch,
        )
        if line.returned:
            add_prompts(
                hearing.tx,
                PromptKind.RETURNED,
                occurrence,
                [line.agency],
                hearing.now,
                hearing.actor.name,
                hearing.now,
            )
        written += 1
    act = Act.RETURNED if draft.payload["returned"] else Act.RECEIVED
    said = [say.marks_set(act, str(draft.payload["name"]), written)]
    if before:
        said.append(say.marks_before(before))
    return answer(*said, buttons=((Button(say.UNDO, say.UNDO, f"n:b:{batch}"),),) if written else ())


def undo_marks(hearing: Hearing, batch: int) -> Reply:
    """The button under a confirmed card: everything in it as it was."""
    units = agencies_of_batch(hearing.tx, batch)
    if not all(
        may(hearing.actor, Right.MARK_RECEIVED, get_agency(hearing.tx, one, hearing.today)) for one in units
    ):
        return answer(say.NO_RIGHT)
    return answer(say.marks_undone(undo_batch(hearing.tx, batch, hearing.actor.name, hearing.now)))


def _agency(hearing: Hearing, line: _Line) -> Agency:
    return get_agency(hearing.tx, line.agency, hearing.today)


def _take_reason(text: str) -> tuple[str, str | None]:
    match = _REASON.search(without_marks(text))
    return (text[: match.start()], text[match.start("reason") :].strip()) if match else (text, None)


def _nearest_group(hearing: Hearing, states: Sequence[ReportState]) -> list[ReportState]:
    """Reports of one name and period, those whose last day is nearest to today."""
    if not states:
        return []
    nearest = min(states, key=lambda one: abs((one.entry.occurrence.last_day - hearing.today).days))
    name = full_name(nearest.entry.occurrence)
    return [one for one in states if full_name(one.entry.occurrence) == name]


def _states(hearing: Hearing, payload: dict[str, Any]) -> list[ReportState]:
    keys = set(payload["keys"])
    return [one for one in reports_for(hearing, Right.MARK_RECEIVED) if one.entry.key in keys]


def _payload(states: Sequence[ReportState], returned: bool, reason: str | None) -> dict[str, Any]:  # noqa: FBT001
    return {
        "name": full_name(states[0].entry.occurrence),
        "keys": [one.entry.key for one in states],
        "returned": returned,
        "reason": reason,
        "lines": [],
        "unknown": [],
        "unclear": [],
        "not_bound": [],
    }


def _lines(payload: dict[str, Any]) -> list[_Line]:
    return [_Line(**one) for one in payload["lines"]]


def _question(payload: dict[str, Any], lines: Sequence[_Line]) -> str | None:
    if not lines:
        return say.NO_UNIT_NAMED if payload["unknown"] else say.WHICH_UNITS
    if any(one.returned and not one.reason for one in lines) and not payload["reason"]:
        return say.marks_reason(None)
    return None


def _with_units(
    hearing: Hearing, payload: dict[str, Any], text: str, states: Sequence[ReportState]
) -> dict[str, Any]:
    regulations = {one.entry.regulation for one in states}
    named = find_units(
        hearing.tx, text, hearing.today, next(iter(regulations)) if len(regulations) == 1 else None
    )
    rows = [(one.id, one.name, MarkRow(one.name)) for one in named.units]
    return _with_found(payload, rows, states, list(named.unknown), list(named.unclear))


def _with_rows(
    hearing: Hearing, payload: dict[str, Any], rows: Sequence[MarkRow], states: Sequence[ReportState]
) -> dict[str, Any]:
    found: list[tuple[int, str, MarkRow]] = []
    unknown: list[str] = []
    unclear: list[str] = []
    for row in rows:
        named = find_units(
            hearing.tx, row.unit, hearing.today, states[0].entry.regulation if states else None
        )
        if len(named.units) == 1:
            found.append((named.units[0].id, named.units[0].name, row))
        else:
            (unclear if named.units or named.unclear else unknown).append(row.unit)
    return _with_found(payload, found, states, unknown, unclear)


def _with_found(
    payload: dict[str, Any],
    found: Sequence[tuple[int, str, MarkRow]],
    states: Sequence[ReportState],
    unknown: list[str],
    unclear: list[str],
) -> dict[str, Any]:
    """Units that were named stay; what could not be read is what the last message left."""
    lines = {one["agency"]: one for one in payload["lines"]}
    not_bound = []
    for agency, name, row in found:
        keys = [one.entry.key for one in states if agency in one.submitted or agency in one.open]
        if not keys:
            not_bound.append(name)
            continue
        returned = payload["returned"] if row.returned is None else row.returned
        day = row.day.isoformat() if row.day else None
        lines[agency] = {
            "agency": agency,
            "key": keys[0],
            "returned": returned,
            "number": row.number,
            "day": day,
            "reason": row.reason if returned else None,
        }
    return {
        **payload,
        "lines": list(lines.values()),
        "unknown": unknown,
        "unclear": unclear,
        "not_bound": not_bound,
    }
