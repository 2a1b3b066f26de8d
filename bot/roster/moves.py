"""What a unit's document tells, taken from the store: the officers as they will stand, who leaves, who comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.messages.dates import full_date
from bot.messages.roster import basis_in_full
from bot.roster.agencies import Agency, get_agency
from bot.roster.basis import get_basis
from bot.roster.designations import Designation, person_history
from bot.roster.documents import RosterState
from bot.roster.listing import roster_rows
from bot.roster.persons import get_person
from bot.roster.recorded import ChangeState, Party, RecordedChange, values_after
from bot.roster.rows import Leaver, RosterRow
from bot.roster.spelling import name_key
from bot.store import Transaction

_A_DAY = timedelta(days=1)


def state_today(tx: Transaction, agency: Agency, today: date) -> RosterState:
    """The whole roster of a unit."""
    return RosterState(_bare(roster_rows(tx, agency, today)))


def state_after(tx: Transaction, change: RecordedChange, today: date) -> RosterState:
    """The roster as the change leaves it, with those it moves; the same before its day and after it."""
    agency = get_agency(tx, change.agency, today)
    leavers = tuple(_leaver(tx, change, party) for party in change.leaving)
    joiners = tuple(
        _joiner(tx, change, party, agency, leavers[number].name if number < len(leavers) else "")
        for number, party in enumerate(change.coming)
    )
    day = max(change.effective_on, today)
    rows = _bare(roster_rows(tx, agency, day))
    if change.state is ChangeState.RECORDED:
        gone, new = {name_key(one.name) for one in leavers}, {name_key(one.name) for one in joiners}
        rows = tuple(one for one in rows if name_key(one.name) not in gone | new) + joiners
    basis = get_basis(tx, change.basis)
    rests_on = ""
    if basis.number is not None:
        issued = full_date(basis.issued_on) if basis.issued_on else None
        rests_on = basis_in_full(basis.kind, basis.number, issued, basis.signer)
    return RosterState(rows, leavers, joiners, rests_on)


def _leaver(tx: Transaction, change: RecordedChange, party: Party) -> Leaver:
    contact = get_person(tx, party.person).contact
    held = _held(tx, change, party.person)
    return Leaver(
        name=contact.name if contact else "…",
        title=(contact.title if contact else None) or "",
        role=str(held.position) if held and held.position else None,
        last_day=change.effective_on - _A_DAY,
    )


def _joiner(
    tx: Transaction, change: RecordedChange, party: Party, agency: Agency, replaces: str
) -> RosterRow:
    contact = get_person(tx, party.person).contact
    after = {name: new for name, (_, new) in values_after(tx, change.id, party.person).items()}

    def value(field: str) -> str:
        known = getattr(contact, field) if contact else None
        return after.get(field, known) or ""

    return RosterRow(
        name=value("name") or "…",
        title=value("title"),
        unit=agency.name,
        role=str(party.position) if party.position else None,
        phone=value("phone"),
        email=value("email"),
        starts_on=change.effective_on,
        replaces=replaces,
    )


def _held(tx: Transaction, change: RecordedChange, person: int) -> Designation | None:
    """The designation that the change ends, ended already or not."""
    found = [one for one in person_history(tx, person) if one.agency == change.agency]
    return found[-1] if found else None


def _bare(rows: list[RosterRow]) -> tuple[RosterRow, ...]:
    """Without what concerns the desk alone."""
    return tuple(replace(one, note="") for one in rows)
