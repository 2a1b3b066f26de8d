"""A reminder as a message: one line an occurrence, what set its day, and the buttons that answer it.

Pushed texts name no people, and units only where the reader has several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.channels.message import Button, OutMessage, Paragraph, bold, italic, plain, rich
from bot.deadlines.book import Book
from bot.deadlines.due_now import DueStep
from bot.deadlines.ladder import StepKind
from bot.deadlines.occurrences import Occurrence
from bot.deadlines.prompts import PromptKind
from bot.messages import deadlines as say
from bot.messages import delivery

_MOST_LINES = 10
_MOST_BUTTONS = 4
_MOST_UNITS = 8
# Whose line stands when one report has several reasons to be named.
_PRIORITY = [PromptKind.RETURNED, PromptKind.ASKED, PromptKind.NUDGE, *StepKind, PromptKind.SNOOZE]


def say_reminder(
    steps: Sequence[DueStep],
    names: Mapping[int, str],
    late: Sequence[DueStep],
    repeats: int | None,
    book: Book,
    now: datetime,
) -> OutMessage:
    """The message. `names` of units are said where given; `repeats` is the number of one that may have arrived."""
    paragraphs: list[Paragraph] = [plain(delivery.repeat_mark(repeats))] if repeats is not None else []
    own = _one_each([step for step in steps if not step.escalates])
    for step in own[:_MOST_LINES]:
        paragraphs += _lines(step, names.get(step.unit.id), book.today(now))
    if len(own) > _MOST_LINES:
        paragraphs.append(plain(say.more_dues(len(own) - _MOST_LINES)))
    paragraphs += _escalations([step for step in steps if step.escalates], names)
    if late:
        planned = book.local(min(step.planned for step in late))
        paragraphs.append(italic(say.late_by(say.moment(f"{planned:%H:%M}", planned.date()))))
    return OutMessage(rich(*paragraphs), reminder_buttons(own))


def full_name(occurrence: Occurrence) -> str:
    """The report with its period."""
    period = occurrence.period
    return say.report_name(occurrence.name, (period.cycle, period.year, period.number) if period else None)


def reminder_buttons(steps: Sequence[DueStep]) -> tuple[tuple[Button, ...], ...]:
    """For one report all that can be done; for several the way to mark each, and to the list."""
    if len(steps) == 1:
        return (due_buttons(steps[0].unit.id, steps[0].entry.occurrence),)
    rows = [
        (Button(label := say.submitted_named(full_name(one.entry.occurrence)), label, due_data("s", one)),)
        for one in steps[:_MOST_BUTTONS]
    ]
    return (*rows, (Button(say.SEE_ALL_DUES, "/han"),)) if rows else ()


def due_buttons(unit: int, occurrence: Occurrence) -> tuple[Button, ...]:
    """Handed in, later, what says so."""
    name = full_name(occurrence)
    return (
        Button(say.SUBMITTED, say.submitted_named(name), f"n:s:{unit}:{occurrence.key}"),
        Button(say.REMIND_LATER, say.REMIND_LATER, f"n:z:{unit}:{occurrence.key}"),
        Button(say.SEE_RULE, say.SEE_RULE, f"n:q:{unit}:{occurrence.key}"),
    )


def due_data(verb: str, step: DueStep) -> str:
    """What a button about one report of one unit carries."""
    return f"n:{verb}:{step.unit.id}:{step.entry.key}"


def _one_each(steps: Sequence[DueStep]) -> list[DueStep]:
    """One step a report and unit, the most telling; in the order of the last days."""
    chosen: dict[tuple[int, str], DueStep] = {}
    for step in sorted(steps, key=lambda one: _PRIORITY.index(one.kind)):
        chosen.setdefault((step.unit.id, step.entry.key), step)
    return sorted(
        chosen.values(), key=lambda one: (one.entry.occurrence.last_day, one.entry.key, one.unit.id)
    )


def _lines(step: DueStep, unit: str | None, today: date) -> list[Paragraph]:
    occurrence = step.entry.occurrence
    days = (occurrence.remind_day - today).days
    if occurrence.remind_day < today <= occurrence.last_day:
        days = 0  # a day off before the last day: nothing is overdue yet
    line = say.reminder(full_name(occurrence), days, occurrence.remind_day, occurrence.last_day)
    if isinstance(step.kind, PromptKind):
        line = say.prompted(step.kind, line)
    rows = [bold(say.for_unit(unit, line) if unit else line)]
    if occurrence.letter:
        rows.append(plain(say.set_by_office(occurrence.letter)))
    if step.entry.note and step.kind is PromptKind.ASKED:
        rows.append(plain(say.request_note(step.entry.note)))
    if step.reason:
        rows.append(plain(say.return_reason(step.reason)))
    return rows


def _escalations(steps: Sequence[DueStep], names: Mapping[int, str]) -> list[Paragraph]:
    by_report: dict[str, list[DueStep]] = defaultdict(list)
    for step in steps:
        by_report[step.entry.key].append(step)
    rows = []
    for group in by_report.values():
        occurrence = group[0].entry.occurrence
        units = [names[one.unit.id] for one in group]
        more = len(units) - _MOST_UNITS
        rows.append(
            plain(
                say.escalation(full_name(occurrence), occurrence.last_day, units[:_MOST_UNITS], max(more, 0))
            )
        )
    return rows[:_MOST_LINES]
