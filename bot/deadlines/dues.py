"""/han: what my unit owes, next first, with what fixes each day; for somebody without a unit what the text says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.channels.message import Button, Paragraph, bold, italic, plain
from bot.deadlines.due_lines import reminder_reason
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.occurrences import find_months, find_occurrences
from bot.deadlines.owed import Owed, find_open
from bot.deadlines.reading.unit_words import find_units
from bot.deadlines.reminder_text import due_buttons, full_name
from bot.messages import deadlines as sources
from bot.messages import dues as say
from bot.roster.agencies import Agency, level_of
from bot.roster.notices import Reply
from bot.roster.resolving import own_agencies
from bot.roster.rights import Linked, Right, may
from corpus import Obligation, ObligationKind

_MOST_SHOWN = 8
_MOST_BUTTONS = 3
_A_YEAR = timedelta(days=370)


def show_dues(hearing: Hearing, rest: str = "") -> Reply:
    """The dues of the asker's units, or of the one that somebody with the right names."""
    if hearing.actor.linked is not Linked.CONFIRMED:
        return _of_the_text(hearing)
    if not hearing.private:
        return answer(say.NOT_IN_GROUP)
    units = units_of(hearing, rest)
    if not units:
        return answer(say.NO_UNIT)
    paragraphs: list[Paragraph] = []
    first: list[Owed] = []
    for unit in units:
        shown = find_open(hearing.tx, hearing.book, unit, hearing.today)
        paragraphs += _of_unit(hearing, unit, shown)
        first += [one for one in shown if one.entry.scheduled]
    return answer(*paragraphs, buttons=buttons_for(first, units))


def units_of(hearing: Hearing, rest: str) -> list[Agency]:
    """The unit named, if the asker may see its dues; without a name the asker's own."""
    if rest.strip():
        named = find_units(hearing.tx, rest, hearing.today, None).units
        return [one for one in named if may(hearing.actor, Right.SEE_DUES, one)][:3]
    return own_agencies(hearing.tx, hearing.actor, hearing.today)


def source_of(hearing: Hearing, owed: Owed) -> str:
    """Who fixed the day: the office's letter, the regulation's clause, or a request."""
    occurrence = owed.occurrence
    if occurrence.letter is not None:
        return sources.set_by_office(occurrence.letter)
    if occurrence.citation is not None:
        return sources.set_by_regulation(hearing.cite(occurrence.citation))
    return say.fixed_by_request(occurrence.last_day)


def due_paragraphs(hearing: Hearing, owed: Owed, number: int) -> list[Paragraph]:
    """One open report: its day, why one is reminded earlier, what fixes it."""
    occurrence = owed.occurrence
    days = (occurrence.last_day - hearing.today).days
    rows = [bold(say.due_line(number, full_name(occurrence), occurrence.last_day, days))]
    notes = [source_of(hearing, owed)]
    clause = hearing.book.obligations.get(owed.entry.obligation or "")
    if clause is not None and occurrence.citation is None:
        notes.append(hearing.cite(clause.citation))
    rows.append(plain("; ".join(notes)))
    reason = reminder_reason(occurrence)
    if reason:
        rows.append(italic(reason))
    if owed.entry.note:
        rows.append(plain(sources.request_note(owed.entry.note)))
    if owed.mark is not None:
        rows.append(plain(say.was_returned(owed.mark.mark.reason)))
    return rows


def buttons_for(shown: Sequence[Owed], units: Sequence[Agency]) -> tuple[tuple[Button, ...], ...]:
    """All that can be done about the first, marking the next ones, the file, what was handed in before."""
    rows: list[tuple[Button, ...]] = []
    if shown:
        rows.append(due_buttons(shown[0].agency.id, shown[0].occurrence))
    for one in shown[1:_MOST_BUTTONS]:
        label = sources.submitted_named(full_name(one.occurrence))
        rows.append((Button(label, label, f"n:s:{one.agency.id}:{one.entry.key}"),))
    if units:
        unit = units[0].id
        rows.append(
            (Button(say.CALENDAR, "/lich", f"n:c:{unit}"), Button(say.HISTORY, say.HISTORY, f"n:y:{unit}"))
        )
    return tuple(rows)


def _of_unit(hearing: Hearing, unit: Agency, shown: Sequence[Owed]) -> list[Paragraph]:
    rows = [bold(say.heading(unit.name))]
    dated = [one for one in shown if one.entry.scheduled]
    for number, one in enumerate(dated[:_MOST_SHOWN], 1):
        rows += due_paragraphs(hearing, one, number)
    if not dated:
        rows.append(plain(say.NOTHING_OWED))
    waiting = [one for one in shown if not one.entry.scheduled]
    if waiting:
        rows.append(plain(say.NOT_SCHEDULED))
        rows += [
            plain(
                say.waits_for_adoption(
                    full_name(one.occurrence),
                    one.occurrence.last_day,
                    " ".join(sources.caveat(reason) for reason in one.occurrence.caveats),
                )
            )
            for one in waiting
        ]
    level = level_of(unit.kind)
    known = {one.entry.obligation for one in shown}
    undated = [
        duty for duty in _duties(hearing, unit.regulation, level) if duty.due is None and duty.id not in known
    ]
    if undated:
        rows.append(plain(say.UNDATED))
        rows += [plain(_undated_line(hearing, duty, level)) for duty in undated]
    return rows


def _of_the_text(hearing: Hearing) -> Reply:
    """What the regulation says to the level that is asked about; who asks is unknown."""
    unlinked = hearing.actor.linked is Linked.UNLINKED
    if hearing.regulation is None:
        return answer(say.NEEDS_LINK_ALONE if unlinked else say.NEEDS_CONFIRMING)
    rows = [plain(say.NEEDS_LINK if unlinked else say.NEEDS_CONFIRMING)]
    for duty in _duties(hearing, hearing.regulation, hearing.level):
        coming = find_occurrences(
            duty, hearing.today, hearing.today + _A_YEAR, hearing.book.calendar, hearing.level
        )
        if not coming:
            rows.append(plain(_undated_line(hearing, duty, hearing.level)))
            continue
        line = say.printed(duty.name, duty.rule, coming[0].last_day, hearing.cite(duty.citation))
        rows.append(plain(" ".join([line, *(sources.caveat(one) for one in coming[0].caveats)])))
    return answer(*rows)


def _duties(hearing: Hearing, regulation: str | None, level: str | None) -> list[Obligation]:
    """The recurring reports and meetings of a level, those that another clause orders in full left out."""
    return [
        duty
        for duty in hearing.book.obligations.values()
        if duty.regulation == regulation
        and duty.falls_on(level)
        and duty.period is not None
        and duty.period.months is not None
        and duty.see is None
        and duty.kind in (ObligationKind.REPORT, ObligationKind.MEETING)
    ]


def _undated_line(hearing: Hearing, duty: Obligation, level: str | None) -> str:
    line = _without_notes(hearing, duty)
    return " ".join([line, *(sources.caveat(one) for one in duty.caveats_for(level))])


def _without_notes(hearing: Hearing, duty: Obligation) -> str:
    citation = hearing.cite(duty.citation)
    if duty.months:
        months = find_months(duty, hearing.today, hearing.today + _A_YEAR)[:1]
        words = [sources.month_of(one) for one in months]
        return say.in_months(duty.name, ", ".join(words), citation)
    return say.undated(duty.name, citation, duty.rule)
