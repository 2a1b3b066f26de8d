"""What one unit owes, next first: overdue, coming, and what is only shown because nobody adopted it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.deadlines.book import Book
from bot.deadlines.occurrences import Occurrence
from bot.deadlines.schedule import Entry, Unit, find_entries, load_sources, owed_by
from bot.deadlines.submissions import Submission, find_standing, standings
from bot.roster.agencies import Agency
from bot.store import Transaction

_BACK = timedelta(days=60)
_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Owed:
    """One occurrence of one unit with the mark that counts for it."""

    agency: Agency
    entry: Entry
    mark: Submission | None = None

    @property
    def occurrence(self) -> Occurrence:
        """The occurrence."""
        return self.entry.occurrence

    @property
    def is_open(self) -> bool:
        """Whether it was not handed in, or was handed back."""
        return self.mark is None or not self.mark.closes


def find_all(tx: Transaction, book: Book, agency: Agency, today: date) -> list[Owed]:
    """Every occurrence of the unit from two months back to thirteen ahead, by its last day."""
    start, end = today - _BACK, today + _AHEAD
    unit = Unit(agency.id, agency.regulation, agency.kind)
    mine = owed_by(find_entries(load_sources(tx, start, end), start, end, book), unit)
    marks = standings(tx, [one.key for one in mine])
    return [Owed(agency, one, marks.get((agency.id, one.key))) for one in mine]


def find_open(tx: Transaction, book: Book, agency: Agency, today: date) -> list[Owed]:
    """What is open: everything overdue, and of each report the next that is to come. Unadopted duties come last."""
    shown: list[Owed] = []
    seen: set[str] = set()
    for one in find_all(tx, book, agency, today):
        report = one.entry.key.partition(":")[0]
        coming = one.occurrence.last_day >= today
        if not one.is_open or (coming and report in seen) or (not coming and not one.entry.scheduled):
            continue
        if coming:
            seen.add(report)
        shown.append(one)
    return sorted(shown, key=lambda one: (not one.entry.scheduled, one.occurrence.last_day, one.entry.key))


def find_owed(tx: Transaction, book: Book, agency: Agency, key: str, today: date) -> Owed | None:
    """The occurrence with this key, if it stands for the unit."""
    found = next((one for one in find_all(tx, book, agency, today) if one.entry.key == key), None)
    if found is None:
        return None
    return Owed(agency, found.entry, find_standing(tx, agency.id, key))
