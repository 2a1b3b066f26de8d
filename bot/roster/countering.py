"""The change that takes an applied one back: a counter-change of its own day, so that history keeps both."""

from datetime import date

from bot.roster.basis import LegalBasis, get_basis
from bot.roster.persons import Contact, get_person
from bot.roster.recorded import ChangeKind, Coming, Instruction, RecordedChange, values_after
from bot.store import Transaction
from corpus import Position


def counter_instruction(tx: Transaction, change: RecordedChange, on: date, by: str) -> Instruction:
    """The change that takes an applied one back from a day on; history keeps both."""
    contacts = {person: get_person(tx, person).contact for person in change.people}
    if change.kind is ChangeKind.UPDATE:
        coming = []
        for party in change.coming:
            known = contacts[party.person]
            if known is not None:
                before = {name: old for name, (old, _) in values_after(tx, change.id, party.person).items()}
                earlier = Contact(
                    before.get("name") or known.name,
                    before.get("title", known.title),
                    before.get("phone", known.phone),
                    before.get("email", known.email),
                )
                position = _position_before(tx, change, party.person) or party.position
                coming.append(Coming(earlier, party.person, position, exact=True))
        return Instruction(
            change.kind,
            change.agency,
            on,
            (),
            tuple(coming),
            get_basis(tx, change.basis),
            by,
            by,
            undoes=change.id,
        )
    kinds = {ChangeKind.ADD: ChangeKind.REMOVE, ChangeKind.REMOVE: ChangeKind.ADD}
    returning = [
        Coming(contact, party.person, party.position)
        for party in change.leaving
        if (contact := contacts[party.person]) is not None
    ]
    return Instruction(
        kinds.get(change.kind, change.kind),
        change.agency,
        on,
        tuple(party.person for party in change.coming),
        tuple(returning),
        LegalBasis(),
        by,
        by,
        undoes=change.id,
    )


def _position_before(tx: Transaction, change: RecordedChange, person: int) -> Position | None:
    """The role that a change of details took somebody out of, if it changed the role."""
    row = tx.one(
        "SELECT before.position FROM designation AS moved JOIN designation AS before ON before.id = moved.replaces_id"
        " WHERE moved.person_id = ? AND moved.start_basis_id = ? AND before.person_id = moved.person_id",
        (person, change.basis),
    )
    return Position(row["position"]) if row and row["position"] else None
