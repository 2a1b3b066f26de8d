"""/danhsach: who is designated where, for whom it may be shown; telephone numbers masked, never in a group."""

from __future__ import annotations

from bot.channels.message import Button, OutMessage, Paragraph, bold, plain, rich
from bot.conversation.turn import Turn
from bot.messages import roster, roster_list, roster_talk
from bot.roster import Agency, Linked, Right, find_agencies, get_agency, may, roster_rows, visible_units

_MOST_AT_ONCE = 3
_MOST_BUTTONS = 12


def show(turn: Turn, named: str) -> list[OutMessage]:
    """The roster of the unit named, else of one's own units, else all units at a glance."""
    refused = _refusal(turn)
    if refused:
        return [OutMessage(rich(refused))]
    seen = visible_units(turn.tx, turn.scene.actor, turn.today)
    if not seen:
        return [OutMessage(rich(roster.NO_RIGHT))]
    if named:
        found = {one.id for one in find_agencies(turn.tx, named, turn.today)}
        units = [one for one in seen if one.id in found]
        return [_people(turn, units)] if units else [OutMessage(rich(roster.NO_SUCH_UNIT))]
    return [_people(turn, seen) if len(seen) <= _MOST_AT_ONCE else _glance(turn, seen)]


def show_unit(turn: Turn, number: str) -> list[OutMessage]:
    """The button of a unit in that list."""
    if not number.isdecimal() or len(number) > 9:
        return [OutMessage(rich(roster.NO_SUCH_UNIT))]
    try:
        agency = get_agency(turn.tx, int(number), turn.today)
    except LookupError:
        return [OutMessage(rich(roster.NO_SUCH_UNIT))]
    if not may(turn.scene.actor, Right.SEE_ROSTER, agency):
        return [OutMessage(rich(roster.NO_RIGHT))]
    return [_people(turn, [agency])]


def _refusal(turn: Turn) -> str | None:
    match turn.scene.actor.linked:
        case Linked.UNLINKED:
            return roster_talk.LIST_NEEDS_LINK
        case Linked.PROVISIONAL:
            return roster.NEEDS_CONFIRMING
        case _:
            return None


def _people(turn: Turn, units: list[Agency]) -> OutMessage:
    rows: list[Paragraph] = []
    masked = False
    for unit in units:
        people = roster_rows(turn.tx, unit, turn.today)
        rows.append(bold(roster_list.unit_heading(unit.name, len(people))))
        for number, one in enumerate(people, 1):
            masked = masked or bool(one.phone)
            line = roster_list.officer_line(
                number,
                one.name,
                title=one.title,
                role=one.role,
                phone=one.phone,
                starts_on=one.starts_on,
                today=turn.today,
            )
            rows.append(plain(line))
    if masked:
        rows.append(plain(roster_list.MASKED_NOTE))
    return OutMessage(rich(*rows), protect=True)


def _glance(turn: Turn, units: list[Agency]) -> OutMessage:
    counts = {unit.id: len(roster_rows(turn.tx, unit, turn.today)) for unit in units}
    empty = [unit.name for unit in units if not counts[unit.id]]
    rows = [roster_list.summary(len(units), sum(counts.values()), empty), roster_talk.NAME_A_UNIT]
    buttons = (
        tuple((Button(unit.name, roster_talk.list_words(unit.name), f"s:{unit.id}"),) for unit in units)
        if len(units) <= _MOST_BUTTONS
        else ()
    )
    return OutMessage(rich(*rows), buttons)
