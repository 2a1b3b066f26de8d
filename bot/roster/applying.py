"""A recorded change takes effect: designations end and start, access ends, dues move, newcomers are invited.

Whatever happened since it was recorded is met as it is: a person who left already, one erased, a unit that was
renamed (nothing to do) or closed (the change stops and a human is told).
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.roster.actors import as_person
from bot.roster.agencies import Agency, get_agency
from bot.roster.designations import Designation, designate, end_designation, find_held
from bot.roster.enrolment import has_access
from bot.roster.grants import end_grant, grants_of
from bot.roster.invitations import Invitation, end_invitations, invite
from bot.roster.links import Address, addresses, end_link, links_of
from bot.roster.persons import Contact, get_person, set_contact
from bot.roster.recorded import ChangeKind, ChangeState, Party, RecordedChange, settle, values_after
from bot.roster.reporting import end_reporting, find_named, name_reporting_officer
from bot.roster.rights import Holding
from bot.roster.surroundings import Surroundings
from bot.store import Transaction, audit, drafts
from bot.store.drafts import DraftState
from corpus import Position

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody whose designation ended; `addresses` are those from before access ended."""

    person: int
    addresses: tuple[Address, ...]
    lost_access: bool


@dataclass(slots=True)
class Applied:
    """What a change did when its day came."""

    change: RecordedChange
    agency: Agency
    stopped: bool = False
    left: list[Left] = field(default_factory=list)
    came: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    not_in_post: list[int] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)


def apply_change(
    tx: Transaction, change: RecordedChange, around: Surroundings, today: date, now: datetime
) -> Applied:
    """Carry out a change whose day has come."""
    agency = get_agency(tx, change.agency, today)
    applied = Applied(change, agency)
    if not agency.is_open(change.effective_on):
        settle(tx, change, ChangeState.STOPPED, SYSTEM, now)
        applied.stopped = True
        return applied
    settle(tx, change, ChangeState.APPLIED, SYSTEM, now)
    ended = [_end(tx, change, party, applied) for party in change.leaving]
    for number, party in enumerate(change.coming):
        predecessor = ended[number] if number < len(ended) else None
        _come(tx, change, party, predecessor, applied, now)
    _hand_over(tx, change, ended, around, now)
    for left in change.leaving:
        _end_access(tx, left.person, change, applied, today, now)
    for person in applied.came:
        if not links_of(tx, person) and get_person(tx, person).contact is not None:
            applied.invitations.append(invite(tx, person, SYSTEM, now))
    return applied


def _end(tx: Transaction, change: RecordedChange, party: Party, applied: Applied) -> Designation | None:
    held = find_held(tx, party.person, change.agency, change.effective_on)
    if held is None:
        applied.not_in_post.append(party.person)
        return None
    end_designation(tx, held, change.effective_on, change.basis)
    return held


def _come(
    tx: Transaction,
    change: RecordedChange,
    party: Party,
    predecessor: Designation | None,
    applied: Applied,
    now: datetime,
) -> None:
    contact = get_person(tx, party.person).contact
    if contact is None:  # erased since: nobody is designated without a name
        applied.not_in_post.append(party.person)
        return
    after = {name: new for name, (_, new) in values_after(tx, change.id, party.person).items()}
    if after:
        changed = Contact(
            after.get("name") or contact.name,
            after.get("title", contact.title),
            after.get("phone", contact.phone),
            after.get("email", contact.email),
        )
        set_contact(tx, party.person, changed, now)
    if change.kind is ChangeKind.UPDATE:
        _move_position(tx, change, party)
        applied.updated.append(party.person)
        return
    if find_held(tx, party.person, change.agency, change.effective_on) is None:
        designate(
            tx,
            person=party.person,
            agency=change.agency,
            position=party.position or (predecessor.position if predecessor else None),
            starts_on=change.effective_on,
            basis=change.basis,
            replaces=predecessor.id if predecessor else None,
        )
        applied.came.append(party.person)


def _move_position(tx: Transaction, change: RecordedChange, party: Party) -> None:
    """A new role under the regulation is a new designation: the old one ends on the day."""
    held = find_held(tx, party.person, change.agency, change.effective_on)
    if held is None or party.position is None or held.position is party.position:
        return
    end_designation(tx, held, change.effective_on, change.basis)
    designate(
        tx,
        person=party.person,
        agency=change.agency,
        position=Position(party.position),
        starts_on=change.effective_on,
        basis=change.basis,
        replaces=held.id,
    )


def _hand_over(
    tx: Transaction,
    change: RecordedChange,
    ended: list[Designation | None],
    around: Surroundings,
    now: datetime,
) -> None:
    """Reporting and open dues pass from each leaver to the newcomer in the same line, else to the unit's default."""
    for number, designation in enumerate(ended):
        if designation is None:
            continue
        newcomer = change.coming[number].person if number < len(change.coming) else None
        if newcomer is None and len(change.coming) == 1:
            newcomer = change.coming[0].person
        if find_named(tx, change.agency) == designation.person:
            if newcomer is None:
                end_reporting(tx, change.agency, now)
            else:
                name_reporting_officer(tx, change.agency, newcomer, SYSTEM, now)
        if newcomer is not None:
            around.move_dues(tx, change.agency, designation.person, newcomer, now)


def _end_access(
    tx: Transaction, person: int, change: RecordedChange, applied: Applied, today: date, now: datetime
) -> None:
    """The leaver's roles in the unit end, open cards close; without any post left, links and codes end too."""
    reached = addresses(tx, person)
    for grant in grants_of(tx, person):
        if grant.holding.agency == change.agency:
            end_grant(tx, grant, SYSTEM, now)
    still = as_person(tx, person, today)
    for draft in drafts.open_for(tx, "change", {f"person:{person}"}, now):
        if draft.payload.get("stage") == "author" and not _speaks_for(
            still.holdings, draft.payload.get("agency")
        ):
            drafts.close_draft(tx, draft, DraftState.CANCELLED, SYSTEM, now)
            drafts.forget_payload(tx, draft.id)
    gone = not has_access(tx, person, today)
    if gone:
        end_invitations(tx, person, now)
        for link in links_of(tx, person):
            end_link(tx, link, SYSTEM, now)
        audit.note(tx, actor=SYSTEM, action="end access", subject=f"person:{person}", now=now)
    if person not in applied.not_in_post:
        applied.left.append(Left(person, reached, gone))


def _speaks_for(holdings: tuple[Holding, ...], agency: int | None) -> bool:
    return any(held.agency is None or held.agency == agency for held in holdings)
