"""An officer marks a report as handed in, adds the document's number, takes it back, looks at what went before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.channels.message import Button, plain
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.owed import Owed, find_open, find_owed
from bot.deadlines.reading.report_words import matching, read_report, without_marks
from bot.deadlines.reminder_text import full_name
from bot.deadlines.submissions import (
    Act,
    Mark,
    Submission,
    find_submission,
    history_of,
    last_mark_by,
    put_mark,
    set_document,
    undo_batch,
    undo_mark,
)
from bot.messages import deadlines as words
from bot.messages import dues as say
from bot.roster.agencies import Agency, get_agency
from bot.roster.basis import LegalBasis, find_basis
from bot.roster.notices import Reply
from bot.roster.resolving import own_agencies
from bot.roster.rights import Right, may

_NEAR = timedelta(days=10)
_NUMBER_WITHIN = timedelta(hours=2)
_BARE_NUMBER = re.compile(
    r"^\W*(?:(?:so|cong van|cv|van ban)\s*:?\s*)*\d+(?:/\d{4})?/[\w&.-]+(?:[\s,]*ngay[\s:]*[\d/.-]+)?\W*$"
)


def hand_in(hearing: Hearing, agency_id: int, key: str) -> Reply:
    """The button: this report was handed in today."""
    owed = find_mine(hearing, agency_id, key)
    return owed if isinstance(owed, Reply) else mark_handed_in(hearing, owed, None)


def hand_in_said(hearing: Hearing, text: str) -> Reply:
    """The words: "đã nộp báo cáo quý, công văn 45/BC-STP ngày 17/12"; asks which report when that is open."""
    if not hearing.firm:
        return answer(say.NOT_FIRM)
    units = [one for one in own_agencies(hearing.tx, hearing.actor, hearing.today) if _may_mark(hearing, one)]
    if not units:
        return answer(say.NO_UNIT)
    open_ones = [
        one
        for unit in units
        for one in find_open(hearing.tx, hearing.book, unit, hearing.today)
        if one.entry.scheduled
    ]
    basis = find_basis(text)
    named = read_report(text if basis is None else text.replace(basis.number or "", " "))
    fitting = set(matching(named, [one.occurrence for one in open_ones]))
    meant = [one for one in open_ones if one.occurrence in fitting]
    if not meant and named.cycle is None:
        meant = [one for one in open_ones if one.occurrence.last_day <= hearing.today + _NEAR]
    if len(meant) == 1:
        return mark_handed_in(hearing, meant[0], basis)
    if not open_ones:
        return answer(say.NO_SUCH_REPORT)
    return answer(say.WHICH_REPORT, buttons=_choices(meant or open_ones))


def mark_handed_in(hearing: Hearing, owed: Owed, basis: LegalBasis | None) -> Reply:
    """Write it down, once; a second time says what was written."""
    name = full_name(owed.occurrence)
    if owed.mark is not None and owed.mark.closes:
        mark = owed.mark.mark
        return answer(say.marked_before(name, mark.sent_on or hearing.book.today(owed.mark.at), mark.number))
    number = basis.number if basis else None
    day = basis.issued_on if basis and basis.issued_on and basis.issued_on <= hearing.today else hearing.today
    written = put_mark(
        hearing.tx,
        owed.agency.id,
        owed.occurrence,
        name,
        Mark(Act.SUBMITTED, number, day),
        hearing.actor.name,
        hearing.now,
    )
    several = len(own_agencies(hearing.tx, hearing.actor, hearing.today)) > 1
    lines = [say.marked(name, owed.agency.name if several else None, number, day)]
    if number is None:
        lines.append(say.ASK_NUMBER)
    return answer(*lines, buttons=(undo_button(written),))


def undo_button(written: Submission) -> tuple[Button, ...]:
    """Takes back this mark and no other."""
    return (Button(say.UNDO, say.UNDO, f"n:u:{written.id}"),)


def add_number(hearing: Hearing, text: str) -> Reply | None:
    """A message that is nothing but a document's number belongs to what was just marked without one."""
    if not hearing.firm or not _BARE_NUMBER.match(without_marks(text)):
        return None
    mine = {one.id for one in own_agencies(hearing.tx, hearing.actor, hearing.today)}
    last = last_mark_by(hearing.tx, hearing.actor.name, mine)
    basis = find_basis(text)
    if last is None or basis is None or basis.number is None or last.mark.number:
        return None
    if hearing.now - last.at > _NUMBER_WITHIN or last.mark.act is not Act.SUBMITTED:
        return None
    in_time = basis.issued_on is not None and basis.issued_on <= hearing.today
    changed = replace(
        last.mark, number=basis.number, sent_on=basis.issued_on if in_time else last.mark.sent_on
    )
    set_document(hearing.tx, last, changed, hearing.actor.name, hearing.now)
    return answer(say.number_added(last.name, basis.number), buttons=(undo_button(last),))


def undo(hearing: Hearing, mark_id: int) -> Reply:
    """The button under a mark; only who may mark for the unit takes it back."""
    mark = find_submission(hearing.tx, mark_id)
    if mark is None or not _may_mark(hearing, get_agency(hearing.tx, mark.agency, hearing.today)):
        return answer(say.NO_RIGHT)
    own = mark.actor == hearing.actor.name
    desk = may(hearing.actor, Right.MARK_RECEIVED, get_agency(hearing.tx, mark.agency, hearing.today))
    if not own and not desk and mark.mark.act is not Act.SUBMITTED:
        return answer(say.NO_RIGHT)
    if not undo_mark(hearing.tx, mark, hearing.actor.name, hearing.now):
        return answer(say.UNDONE_BEFORE)
    return answer(say.undone(mark.name))


def undo_last(hearing: Hearing) -> Reply:
    """The word "hoàn tác": what this person marked last, whole batches at once."""
    if not hearing.firm:
        return answer(say.NOT_FIRM)
    last = last_mark_by(hearing.tx, hearing.actor.name, None)
    if last is None:
        return answer(say.NOTHING_TO_UNDO)
    if not _may_mark(hearing, get_agency(hearing.tx, last.agency, hearing.today)):
        return answer(say.NO_RIGHT)
    if last.batch is not None:
        undo_batch(hearing.tx, last.batch, hearing.actor.name, hearing.now)
    else:
        undo_mark(hearing.tx, last, hearing.actor.name, hearing.now)
    return answer(say.undone(last.name))


def show_history(hearing: Hearing, units: Sequence[Agency]) -> Reply:
    """What the units handed in before, latest first."""
    rows = []
    for unit in units:
        found = history_of(hearing.tx, unit.id)
        if found:
            rows.append(plain(say.history_heading(unit.name)))
        rows += [plain(_history_line(one, hearing.book.today(one.at))) for one in found]
    return answer(*(rows or [plain(say.NO_HISTORY)]))


def find_mine(hearing: Hearing, agency_id: int, key: str) -> Owed | Reply:
    """The report a button means, if it stands and the presser may mark it."""
    try:
        agency = get_agency(hearing.tx, agency_id, hearing.today)
    except LookupError:
        return answer(say.GONE)
    if not _may_mark(hearing, agency):
        return answer(say.NO_RIGHT)
    owed = find_owed(hearing.tx, hearing.book, agency, key, hearing.today)
    return owed if owed is not None and owed.entry.scheduled else answer(say.GONE)


def _may_mark(hearing: Hearing, agency: Agency) -> bool:
    return may(hearing.actor, Right.MARK_SUBMITTED, agency)


def _choices(meant: Sequence[Owed]) -> tuple[tuple[Button, ...], ...]:
    several = len({one.agency.id for one in meant}) > 1
    rows = []
    for one in meant[:6]:
        name = full_name(one.occurrence)
        label = words.submitted_named(words.for_unit(one.agency.name, name) if several else name)
        rows.append((Button(label, label, f"n:s:{one.agency.id}:{one.entry.key}"),))
    return tuple(rows)


def _history_line(one: Submission, marked_on: date) -> str:
    return say.handed_in(
        one.name, one.mark.sent_on or marked_on, one.mark.number, one.mark.act, one.mark.reason
    )
