"""How a report stands over all units: submitted, late, silent, and which of the open ones no message reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.deadlines.book import Book
from bot.deadlines.recipients import find_officer_address
from bot.deadlines.schedule import Entry, Unit, find_entries, list_units, load_sources
from bot.deadlines.submissions import Submission, standings
from bot.store import Transaction

_BACK = timedelta(days=30)
_AHEAD = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class ReportState:
    """One occurrence over the units it binds; every unit is in one of the first three, by id.

    `late` are open past the last day, `silent` are open and still in time; `unlinked` are those of both whose
    reporting officer cannot be written to, `returned` those that were handed back.
    """

    entry: Entry
    submitted: tuple[int, ...]
    late: tuple[int, ...]
    silent: tuple[int, ...]
    unlinked: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()

    @property
    def open(self) -> tuple[int, ...]:
        """Every unit that still owes it."""
        return (*self.late, *self.silent)

    @property
    def units(self) -> int:
        """How many units it binds."""
        return len(self.submitted) + len(self.open)


def find_reports(tx: Transaction, regulation: str | None, today: date, book: Book) -> list[ReportState]:
    """Every report of a month back and six weeks ahead that binds somebody, by its last day; of all regulations if None."""
    start, end = today - _BACK, today + _AHEAD
    entries = [
        entry
        for entry in find_entries(load_sources(tx, start, end), start, end, book)
        if regulation in (None, entry.regulation) and entry.scheduled
    ]
    units = list_units(tx, today)
    marks = standings(tx, {entry.key for entry in entries})
    states = [one for one in (state_of(entry, units, marks, today) for entry in entries) if one.units]
    still_open = {unit for one in states for unit in one.open}
    unreached = {unit for unit in still_open if find_officer_address(tx, unit, today) is None}
    return [replace(one, unlinked=tuple(unit for unit in one.open if unit in unreached)) for one in states]


def state_of(
    entry: Entry, units: Iterable[Unit], marks: Mapping[tuple[int, str], Submission], today: date
) -> ReportState:
    """The units sorted by how they stand; who is unlinked is not asked."""
    submitted: list[int] = []
    late: list[int] = []
    silent: list[int] = []
    returned: list[int] = []
    for unit in units:
        if not entry.binds(unit):
            continue
        mark = marks.get((unit.id, entry.key))
        if mark is not None and mark.closes:
            submitted.append(unit.id)
            continue
        if mark is not None:
            returned.append(unit.id)
        (late if today > entry.occurrence.last_day else silent).append(unit.id)
    return ReportState(entry, tuple(submitted), tuple(late), tuple(silent), returned=tuple(returned))


def find_report(states: Sequence[ReportState], key: str) -> ReportState | None:
    """The report with this key."""
    return next((one for one in states if one.entry.key == key), None)
