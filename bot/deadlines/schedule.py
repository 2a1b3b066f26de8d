"""The schedule: every occurrence of a span with the agencies it binds, from regulations, letters and requests.

Computed anew whenever it is asked for; what is stored elsewhere names an occurrence by its key alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.deadlines.book import Book
from bot.deadlines.local_rules import find_local_occurrences
from bot.deadlines.occurrences import Occurrence, build_occurrence, find_occurrences
from bot.deadlines.office_rules import OfficeRule, adoptions, kinds_of, list_rules
from bot.deadlines.requests import ReportRequest, list_requests
from bot.roster.agencies import level_of
from bot.store import Transaction
from corpus import Obligation, StaffedUnit

# The regulation itself has bound since before this program kept count.
_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Unit:
    """As much of an agency as the schedule looks at."""

    id: int
    regulation: str | None
    kind: StaffedUnit


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence and whom it binds: agencies of these kinds, or just the `agencies` that were asked.

    Steps before `since` remind nobody. One that is not `scheduled` waits for a coordinator to adopt it.
    """

    occurrence: Occurrence
    regulation: str
    since: datetime
    kinds: frozenset[StaffedUnit]
    agencies: frozenset[int] | None = None
    scheduled: bool = True
    obligation: str | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """The occurrence's key."""
        return self.occurrence.key

    def binds(self, unit: Unit) -> bool:
        """Whether the agency owes it."""
        if self.agencies is not None:
            return unit.id in self.agencies
        return unit.regulation == self.regulation and unit.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a schedule is computed from."""

    rules: tuple[OfficeRule, ...]
    adopted: dict[str, datetime]
    requests: tuple[ReportRequest, ...]


def load_sources(tx: Transaction, start: date, end: date) -> Sources:
    """What bears on the span, both ends included."""
    return Sources(tuple(list_rules(tx, day=start)), adoptions(tx), tuple(list_requests(tx, start, end)))


def find_entries(sources: Sources, start: date, end: date, book: Book) -> tuple[Entry, ...]:
    """Every occurrence whose last day lies in the span, by that day; both ends included.

    A letter's date for a duty takes the place of the regulation's own, for the kinds of agency it names.
    """
    local = [entry for rule in sources.rules for entry in _of_rule(rule, start, end, book)]
    taken: dict[tuple[str, str], frozenset[StaffedUnit]] = {}
    for entry in local:
        if entry.obligation:
            slot = (entry.obligation, str(entry.occurrence.period))
            taken[slot] = taken.get(slot, frozenset()) | entry.kinds
    found = list(local)
    for duty in book.obligations.values():
        found += _of_duty(duty, sources.adopted.get(duty.id), taken, start, end, book)
    found += [_of_request(one, book) for one in sources.requests]
    return tuple(sorted(found, key=lambda one: (one.occurrence.last_day, one.key)))


def list_units(tx: Transaction, day: date, regulation: str | None = None) -> list[Unit]:
    """The agencies that exist on a day, by id."""
    rows = tx.all(
        "SELECT id, regulation, kind FROM agency WHERE (closed_on IS NULL OR closed_on > ?)"
        " AND (? IS NULL OR regulation = ?) ORDER BY id",
        (day.isoformat(), regulation, regulation),
    )
    return [Unit(row["id"], row["regulation"], StaffedUnit(row["kind"])) for row in rows]


def owed_by(entries: Iterable[Entry], unit: Unit) -> tuple[Entry, ...]:
    """What one agency owes, in the order given."""
    return tuple(entry for entry in entries if entry.binds(unit))


def _of_rule(stored: OfficeRule, start: date, end: date, book: Book) -> Iterator[Entry]:
    """What had fallen due before the rule was confirmed was never owed by it."""
    first = max(start, book.today(stored.since))
    for occurrence in find_local_occurrences(stored.rule, first, end, book.calendar):
        yield Entry(
            occurrence,
            stored.regulation,
            stored.since,
            kinds_of(stored.rule),
            obligation=stored.rule.obligation,
        )


def _of_duty(
    duty: Obligation,
    adopted: datetime | None,
    taken: dict[tuple[str, str], frozenset[StaffedUnit]],
    start: date,
    end: date,
    book: Book,
) -> Iterator[Entry]:
    """One entry a level and time: a caveat may hold for one level only."""
    for level in duty.levels if duty.due else ():
        kinds = frozenset(kind for kind in StaffedUnit if level_of(kind) is level)
        for occurrence in find_occurrences(duty, start, end, book.calendar, level):
            left = kinds - taken.get((duty.id, str(occurrence.period)), frozenset())
            if left:
                yield Entry(
                    occurrence,
                    duty.regulation,
                    adopted or _ALWAYS,
                    left,
                    scheduled=not occurrence.needs_adoption
                    or (adopted is not None and occurrence.last_day >= book.today(adopted)),
                    obligation=duty.id,
                )


def _of_request(request: ReportRequest, book: Book) -> Entry:
    occurrence = build_occurrence(request.key, request.title, request.last_day, book.calendar)
    return Entry(
        occurrence,
        request.regulation,
        request.since,
        frozenset(),
        agencies=request.agencies,
        note=request.note,
    )
