"""The roster as rows for lists, tables and documents: who holds which post on a day, by unit.

Rights are asked here, so that every way of showing the roster shows the same people the same things.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.messages.roster import AWAITED_NOTE
from bot.messages.roster_list import mask_phone
from bot.roster.agencies import Agency, list_agencies
from bot.roster.basis import get_basis
from bot.roster.persons import get_person
from bot.roster.resolving import members_of
from bot.roster.rights import Actor, Right, may
from bot.roster.rows import RosterRow
from bot.store import Transaction


def roster_rows(tx: Transaction, agency: Agency, day: date) -> list[RosterRow]:
    """Everybody designated in a unit on a day, in the order in which they started; numbers unmasked."""
    rows = []
    for one in members_of(tx, agency.id, day):
        contact, held = one.person.contact, one.designation
        if contact is None:
            continue
        rows.append(
            RosterRow(
                name=contact.name,
                title=contact.title or "",
                unit=agency.name,
                role=str(held.position) if held.position else None,
                phone=contact.phone or "",
                email=contact.email or "",
                starts_on=held.starts_on,
                replaces=_replaced(tx, held.replaces),
                note=AWAITED_NOTE if get_basis(tx, held.start_basis).pending else "",
            )
        )
    return rows


def visible_units(tx: Transaction, actor: Actor, day: date, right: Right = Right.SEE_ROSTER) -> list[Agency]:
    """The units whose roster somebody may see; with EXPORT_ROSTER, whose roster they may carry away."""
    return [one for one in list_agencies(tx, day) if may(actor, right, one)]


def export_rows(tx: Transaction, actor: Actor, day: date) -> Sequence[RosterRow] | None:
    """The whole roster for a table, numbers masked for who may not see them; None without the right to."""
    units = visible_units(tx, actor, day, Right.EXPORT_ROSTER)
    if not units and not may(actor, Right.EXPORT_ROSTER):
        return None
    rows = [(unit, row) for unit in units for row in roster_rows(tx, unit, day)]
    return [
        row if may(actor, Right.SEE_PHONES, unit) else replace(row, phone=mask_phone(row.phone))
        for unit, row in rows
    ]


def _replaced(tx: Transaction, designation: int | None) -> str:
    row = tx.one("SELECT person_id FROM designation WHERE id = ?", (designation,)) if designation else None
    return (get_person(tx, row["person_id"]).name or "") if row else ""
