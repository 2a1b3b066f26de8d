"""/lich: the unit's dues as a file for Google Calendar or Outlook; the same events whenever it is made again."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.message import OutMessage, rich
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.ics import build_ics
from bot.deadlines.owed import find_all
from bot.messages import dues as say
from bot.roster.agencies import Agency
from bot.roster.notices import Reply


def send_calendar(hearing: Hearing, unit: Agency) -> Reply:
    """The file of a unit's scheduled dues of the year to come; those handed in are left out."""
    owed = [
        one
        for one in find_all(hearing.tx, hearing.book, unit, hearing.today)
        if one.entry.scheduled and one.is_open and one.occurrence.last_day >= hearing.today
    ]
    if not owed:
        return answer(say.NOTHING_OWED)
    # Events of two units of one person must stay two events.
    events = [replace(one.occurrence, key=f"{unit.id}:{one.entry.key}") for one in owed]
    content = build_ics(events, hearing.now, hearing.book.calendar, hearing.book.settings, hearing.cite)
    hearing.book.exports.mkdir(parents=True, exist_ok=True)
    path = hearing.book.exports / say.file_name(unit.id)
    path.write_bytes(content)
    message = OutMessage(rich(say.heading(unit.name), say.CALENDAR_FILE), document=path)
    return Reply((message,))
