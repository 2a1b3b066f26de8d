"""A reminder out of turn ("nhắc lại sau"), when the officer wants it; the ladder goes on as it is."""

from __future__ import annotations

from datetime import datetime, time

from bot.channels.message import Button
from bot.deadlines.handing_in import find_mine
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.owed import Owed, find_open
from bot.deadlines.prompts import fit_snooze, snooze, snooze_choices
from bot.deadlines.reading.report_words import matching, read_report, without_marks
from bot.deadlines.recipients import find_officer
from bot.deadlines.reminder_text import full_name
from bot.messages import dues as say
from bot.roster.notices import Reply
from bot.roster.reading.dates import find_dates
from bot.roster.reading.tokens import tokenize
from bot.roster.resolving import own_agencies

_AFTERNOON = time(14, 0)
_STAMP = "%Y%m%d%H%M"


def offer_later(hearing: Hearing, agency_id: int, key: str) -> Reply:
    """The button: when?"""
    owed = _mine(hearing, agency_id, key)
    return owed if isinstance(owed, Reply) else _offer(hearing, owed)


def set_later(hearing: Hearing, value: str) -> Reply:
    """A chosen moment: "202612111400:12:r1:2026-Q4"."""
    stamp, _, rest = value.partition(":")
    agency, _, key = rest.partition(":")
    try:
        moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=hearing.book.settings.zone)
        owed = _mine(hearing, int(agency), key)
    except ValueError:
        return answer(say.GONE)
    return owed if isinstance(owed, Reply) else _set(hearing, owed, moment)


def later_said(hearing: Hearing, text: str) -> Reply:
    """The words: "nhắc lại thứ Năm", "nhắc lại báo cáo quý chiều nay"."""
    units = own_agencies(hearing.tx, hearing.actor, hearing.today)
    open_ones = [
        one
        for unit in units
        for one in find_open(hearing.tx, hearing.book, unit, hearing.today)
        if one.entry.scheduled and one.occurrence.remind_day >= hearing.today
    ]
    if not open_ones:
        return answer(say.NO_SUCH_REPORT)
    fitting = set(matching(read_report(text), [one.occurrence for one in open_ones]))
    meant = [one for one in open_ones if one.occurrence in fitting] or open_ones[:1]
    owed = _mine(hearing, meant[0].agency.id, meant[0].entry.key)
    if isinstance(owed, Reply):
        return owed
    plain = without_marks(text)
    if "chieu nay" in plain:
        return _set(hearing, owed, datetime.combine(hearing.today, _AFTERNOON, hearing.book.settings.zone))
    for mention in find_dates(tokenize(text), hearing.today, []):
        if mention.date is not None and mention.date >= hearing.today:
            hour = _AFTERNOON if mention.date == hearing.today else hearing.book.settings.at
            return _set(hearing, owed, datetime.combine(mention.date, hour, hearing.book.settings.zone))
    return _offer(hearing, owed)


def _mine(hearing: Hearing, agency_id: int, key: str) -> Owed | Reply:
    owed = find_mine(hearing, agency_id, key)
    if isinstance(owed, Reply):
        return owed
    if hearing.actor.person != find_officer(hearing.tx, agency_id, hearing.today):
        return answer(say.NOT_REPORTING)
    return owed if owed.is_open else answer(say.GONE)


def _offer(hearing: Hearing, owed: Owed) -> Reply:
    choices = snooze_choices(owed.occurrence, hearing.now, hearing.book)
    if not choices:
        return answer(say.NO_TIME_LEFT)
    rows = tuple(
        (
            Button(
                say.later_at(moment, hearing.today),
                say.later_at(moment, hearing.today),
                f"n:t:{moment.strftime(_STAMP)}:{owed.agency.id}:{owed.entry.key}",
            ),
        )
        for moment in choices
    )
    return answer(say.WHEN_LATER, buttons=rows)


def _set(hearing: Hearing, owed: Owed, wished: datetime) -> Reply:
    moment = fit_snooze(owed.occurrence, wished, hearing.now, hearing.book)
    if moment is None or hearing.actor.person is None:
        return answer(say.NO_TIME_LEFT)
    snooze(
        hearing.tx,
        owed.agency.id,
        owed.occurrence,
        moment,
        hearing.actor.person,
        hearing.actor.name,
        hearing.now,
    )
    return answer(say.later_set(full_name(owed.occurrence), hearing.book.local(moment), hearing.today))
