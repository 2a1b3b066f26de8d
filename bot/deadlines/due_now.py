"""What is due to be said at a moment: for each open report of each unit its current step, and prompts whose time came.

Only the latest step that has come counts: what it overtook is pointless and never said. Pure over the store's
rows: asking twice finds the same, and nothing that was sent or waits to be sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.deadlines.book import Book
from bot.deadlines.ladder import StepKind, end_of_quiet
from bot.deadlines.prompts import Prompt, PromptKind, due_prompts
from bot.deadlines.schedule import Entry, Unit, find_entries, list_units, load_sources
from bot.deadlines.submissions import standings
from bot.store import Transaction

# How long after its last day an occurrence is still looked at: five working days and the escalation, over a
# long holiday and an outage.
LOOK_BACK = timedelta(days=60)
LATE_AFTER = timedelta(hours=3)
# Nothing is begun in the last minutes before the quiet hours: a send may take that long.
QUIET_MARGIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class DueStep:
    """One thing to say about one unit's report. `planned` is when it should have been said.

    `kind` is a step of the ladder or a prompt; `person` is set for a snooze, which is nobody else's; `reason` is
    that of a return.
    """

    unit: Unit
    entry: Entry
    step: str
    kind: StepKind | PromptKind
    planned: datetime
    person: int | None = None
    reason: str | None = None

    @property
    def escalates(self) -> bool:
        """Whether it goes to the heads and the desk instead of the officer."""
        return self.kind is StepKind.ESCALATION


def may_remind(now: datetime, book: Book) -> bool:
    """Whether anything may be said at all: not in the quiet hours nor right before them."""
    return all(end_of_quiet(moment, book.settings) == moment for moment in (now, now + QUIET_MARGIN))


def may_climb(now: datetime, book: Book) -> bool:
    """Whether a step of the ladder may be said: on a working day, from the hour of the steps on."""
    local = book.local(now)
    first = max(book.settings.at, book.settings.quiet_to)
    if not book.settings.quiet_to <= book.settings.at < book.settings.quiet_from:
        first = book.settings.quiet_to
    return may_remind(now, book) and local.time() >= first and book.calendar.is_working_day(local.date())


def end_of_day(now: datetime, book: Book) -> datetime:
    """When what is issued now stops being worth sending: shortly before the next quiet hours."""
    local = book.local(now)
    return datetime.combine(local.date(), book.settings.quiet_from, book.settings.zone) - timedelta(minutes=1)


def find_due(tx: Transaction, book: Book, now: datetime) -> list[DueStep]:
    """Everything to be said now that was not said yet, by unit; whether anybody can be reached is not asked."""
    if not may_remind(now, book):
        return []
    today = book.today(now)
    start, end = today - LOOK_BACK, today + timedelta(days=max((*book.settings.days_ahead, 1)) + 20)
    entries = [one for one in find_entries(load_sources(tx, start, end), start, end, book) if one.scheduled]
    prompts = _by_unit(due_prompts(tx, now, start))
    climbing = may_climb(now, book)
    current = {
        entry.key: step
        for entry in entries
        if climbing and (step := _current_step(entry, now, book)) is not None
    }
    watched = [one for one in entries if one.key in current or any(key == one.key for _, key in prompts)]
    if not watched:
        return []
    units = list_units(tx, today)
    marks = standings(tx, {one.key for one in watched})
    found = []
    for entry in watched:
        closed = {unit for (unit, key), mark in marks.items() if key == entry.key and mark.closes}
        bound = [unit for unit in units if unit.id not in closed and entry.binds(unit)]
        found += _unsaid_steps(tx, entry, current.get(entry.key), bound)
        reasons = {unit: mark.mark.reason for (unit, key), mark in marks.items() if key == entry.key}
        found += _come_prompts(entry, prompts, bound, reasons, today)
    return sorted(found, key=lambda one: (one.unit.id, one.entry.occurrence.last_day, one.entry.key))


def said_to(tx: Transaction, occurrence: str, step: str, *, to_all: bool = False) -> set[int]:
    """The agencies for which a step was sent or waits to be; what was dropped on the way counts as unsaid.

    `to_all` is for a step with several readers: it is said when none of its messages was dropped.
    """
    rows = tx.all(
        "SELECT agency_id, outbox.state FROM reminder LEFT JOIN outbox ON outbox.key = reminder.message || ':0'"
        " WHERE occurrence = ? AND step = ?",
        (occurrence, step),
    )
    said = {row["agency_id"] for row in rows if row["state"] in _SAID}
    dropped = {row["agency_id"] for row in rows if row["state"] in _DROPPED}
    return said - dropped if to_all else said


_SAID = ("ready", "claimed", "sent", "refused")
_DROPPED = ("expired", "withdrawn")


@dataclass(frozen=True, slots=True)
class _Current:
    key: str
    kind: StepKind
    at: datetime


def _current_step(entry: Entry, now: datetime, book: Book) -> _Current | None:
    """The latest step that has come, if it came after the entry was in the book."""
    come = [one for one in book.steps(entry.occurrence) if one.at <= now]
    if not come or come[-1].at < entry.since:
        return None
    return _Current(come[-1].key, come[-1].kind, come[-1].at)


def _unsaid_steps(
    tx: Transaction, entry: Entry, current: _Current | None, bound: Iterable[Unit]
) -> list[DueStep]:
    if current is None:
        return []
    told = said_to(tx, entry.key, current.key, to_all=current.kind is StepKind.ESCALATION)
    return [
        DueStep(unit, entry, current.key, current.kind, current.at) for unit in bound if unit.id not in told
    ]


def _come_prompts(
    entry: Entry,
    prompts: Mapping[tuple[int, str], Sequence[Prompt]],
    bound: Iterable[Unit],
    reasons: Mapping[int, str | None],
    today: date,
) -> list[DueStep]:
    found = []
    for unit in bound:
        for prompt in prompts.get((unit.id, entry.key), ()):
            passed = prompt.kind is PromptKind.SNOOZE and today > entry.occurrence.remind_day
            if not passed:
                reason = reasons.get(unit.id) if prompt.kind is PromptKind.RETURNED else None
                found.append(DueStep(unit, entry, prompt.step, prompt.kind, prompt.at, prompt.person, reason))
    return found


def _by_unit(prompts: Iterable[Prompt]) -> dict[tuple[int, str], list[Prompt]]:
    found: dict[tuple[int, str], list[Prompt]] = defaultdict(list)
    for prompt in prompts:
        found[prompt.agency, prompt.occurrence].append(prompt)
    return found
