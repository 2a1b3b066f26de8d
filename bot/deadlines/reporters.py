"""The units with who reports for each, and naming somebody else."""

from __future__ import annotations

from bot.channels.message import Paragraph, plain
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.reading.unit_words import find_units
from bot.deadlines.recipients import find_address, find_officer
from bot.deadlines.reports import desk_regulations
from bot.messages import desk_dates as say
from bot.roster.agencies import Agency, list_agencies
from bot.roster.notices import Reply
from bot.roster.persons import get_person
from bot.roster.reporting import name_reporting_officer
from bot.roster.resolving import matching, members_of, own_agencies
from bot.roster.rights import Right, may

_MOST_UNITS = 60


def show_reporters(hearing: Hearing, rest: str = "") -> Reply:
    """Every unit the asker looks after, or their own; with a colon in the words somebody is named."""
    if ":" in rest:
        return name_reporter(hearing, rest)
    units = [
        unit
        for regulation in desk_regulations(hearing)
        for unit in list_agencies(hearing.tx, hearing.today, regulation)
    ] or own_agencies(hearing.tx, hearing.actor, hearing.today)
    if rest.strip():
        wanted = {one.id for one in find_units(hearing.tx, rest, hearing.today, None).units}
        units = [one for one in units if one.id in wanted]
    if not units:
        return answer(say.NO_UNITS)
    rows: list[Paragraph] = [plain(_line(hearing, unit)) for unit in units[:_MOST_UNITS]]
    if len(units) > _MOST_UNITS:
        rows.append(plain(say.and_more(len(units) - _MOST_UNITS)))
    rows.append(plain(say.NAME_OFFICER))
    reply = answer(*rows)
    message = reply.messages[0]
    # Names of people are not to be passed on.
    return Reply((type(message)(message.text, message.buttons, protect=True),))


def name_reporter(hearing: Hearing, rest: str) -> Reply:
    """As in "Sở Tư pháp: Trần Quốc Bảo"; only somebody designated there can report for a unit."""
    named, _, who = rest.partition(":")
    units = find_units(hearing.tx, named, hearing.today, None).units
    if len(units) != 1:
        return answer(say.NO_SUCH_UNIT)
    if not may(hearing.actor, Right.NAME_REPORTING_OFFICER, units[0]):
        return answer(say.NO_RIGHT)
    found = matching(members_of(hearing.tx, units[0].id, hearing.today), who)
    if len(found) != 1:
        return answer(say.NO_SUCH_PERSON)
    person = found[0].person
    name_reporting_officer(hearing.tx, units[0].id, person.id, hearing.actor.name, hearing.now)
    return answer(say.reporter_named(units[0].name, person.name or ""))


def _line(hearing: Hearing, unit: Agency) -> str:
    officer = find_officer(hearing.tx, unit.id, hearing.today)
    if officer is None:
        return say.reporter_line(unit.name, None, say.NOT_LINKED)
    linked = find_address(hearing.tx, officer) is not None
    return say.reporter_line(
        unit.name, get_person(hearing.tx, officer).name, say.LINKED if linked else say.NOT_LINKED
    )
