"""A whole roster taken in from a table: all rows or none.

Meant for the first filling and for putting contacts right. Somebody who takes another's place is a change, with
its card and its day, and is reported as a problem instead of being slipped in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.roster.agencies import Agency, add_agency, find_agencies, get_agency
from bot.roster.basis import AWAITED, LegalBasis
from bot.roster.designations import designate
from bot.roster.persons import Contact, add_person, find_people, get_person, merged
from bot.roster.positions import guess_position
from bot.roster.privacy import correct_person
from bot.roster.resolving import Member, matching, members_of
from bot.roster.rights import CONSOLE, Actor, Right, may
from bot.roster.rows import RosterRow
from bot.roster.spelling import agency_key, name_key
from bot.store import Transaction, audit
from corpus import Position, StaffedUnit


@dataclass(frozen=True, slots=True)
class IntakeProblem:
    """Why a row can't be taken in.

    `code` is unknown-unit, two-units, not-yours, takes-a-place, two-of-that-name or own-matter.
    """

    line: int
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken in, into which units (`touched`), from which lines somebody new; with problems, nothing was."""

    added: tuple[int, ...] = ()
    corrected: tuple[int, ...] = ()
    unchanged: int = 0
    units: tuple[int, ...] = ()
    problems: tuple[IntakeProblem, ...] = ()
    touched: tuple[int, ...] = ()
    new_lines: tuple[int, ...] = ()


def examine(
    tx: Transaction,
    rows: Sequence[RosterRow],
    *,
    regulation: str | None,
    today: date,
    actor: Actor = CONSOLE,
    new_units: bool = False,
) -> tuple[IntakeProblem, ...]:
    """Why rows can't be taken in by this actor; nothing is written."""
    units = {name: find_agencies(tx, name, today, regulation) for name in {row.unit for row in rows}}
    return tuple(
        one for row in rows for one in _problems(tx, row, units[row.unit], today, actor, new_units=new_units)
    )


def take_in(
    tx: Transaction,
    rows: Sequence[RosterRow],
    *,
    regulation: str | None,
    today: date,
    actor: Actor = CONSOLE,
    now: datetime,
    new_units: bool = False,
    basis: LegalBasis = AWAITED,
) -> Intake:
    """Write the rows; `new_units` lets unknown units be founded, their kind guessed from the name.

    Asks for every unit whether the actor may, and rolls nothing back: problems are found before anything is written.
    """
    problems = examine(tx, rows, regulation=regulation, today=today, actor=actor, new_units=new_units)
    if problems:
        return Intake(problems=problems)
    units = {name: find_agencies(tx, name, today, regulation) for name in {row.unit for row in rows}}
    founded: dict[str, Agency] = {}
    added: list[int] = []
    corrected: list[int] = []
    touched: list[int] = []
    new_lines: list[int] = []
    unchanged = 0
    for row in rows:
        known = units[row.unit]
        agency = known[0] if known else _found(tx, row.unit, regulation, founded, today, actor.name, now)
        members = matching_exactly(members_of(tx, agency.id, today), row.name)
        if not members:
            added.append(_add(tx, row, agency, today, actor.name, now, basis))
            new_lines.append(row.line)
        elif _correct(tx, members[0], row, actor.name, now):
            corrected.append(members[0].person.id)
        else:
            unchanged += 1
            continue
        touched.append(agency.id)
    new = tuple(one.id for one in founded.values())
    return Intake(
        tuple(added),
        tuple(corrected),
        unchanged,
        new,
        touched=tuple(dict.fromkeys(touched)),
        new_lines=tuple(new_lines),
    )


def guess_kind(name: str) -> StaffedUnit:
    """The kind of a unit by its name: "UBND xã Ea Tu", "Văn phòng UBND tỉnh"; anything else is a department."""
    key = agency_key(name)
    for kind, starts in (
        (StaffedUnit.COMMUNE, ("ubnd xa", "ubnd phuong", "ubnd tt", "ubnd dac khu")),
        (StaffedUnit.DISTRICT, ("ubnd huyen", "ubnd quan", "ubnd tx", "ubnd tp")),
        (StaffedUnit.PROVINCE_OFFICE, ("vp ubnd",)),
    ):
        if key.startswith(starts):
            return kind
    return StaffedUnit.DEPARTMENT


def matching_exactly(members: Sequence[Member], name: str) -> list[Member]:
    """The members of exactly this name, marks and case aside."""
    return [one for one in matching(members, name) if name_key(one.person.name or "") == name_key(name)]


def _problems(
    tx: Transaction, row: RosterRow, units: Sequence[Agency], today: date, actor: Actor, *, new_units: bool
) -> list[IntakeProblem]:
    if len(units) > 1:
        return [IntakeProblem(row.line, "two-units", row.unit)]
    if not units:
        return [] if new_units else [IntakeProblem(row.line, "unknown-unit", row.unit)]
    if not may(actor, Right.IMPORT_ROSTER, units[0]):
        return [IntakeProblem(row.line, "not-yours", row.unit)]
    members = members_of(tx, units[0].id, today)
    same = matching_exactly(members, row.name)
    if len(same) > 1:
        return [IntakeProblem(row.line, "two-of-that-name", row.name)]
    if actor.person is not None and _is(tx, actor.person, row) and not (same and _says_nothing(same[0], row)):
        return [IntakeProblem(row.line, "own-matter", row.name)]
    if row.replaces and not same and matching_exactly(members, row.replaces):
        return [IntakeProblem(row.line, "takes-a-place", row.replaces)]
    return []


def _is(tx: Transaction, person: int, row: RosterRow) -> bool:
    """Whether a row is about this person: by the number, or by the name where the row has no number."""
    known = get_person(tx, person).contact
    if known is None:
        return False
    if row.phone:
        return known.phone == row.phone
    return name_key(known.name) == name_key(row.name)


def _says_nothing(member: Member, row: RosterRow) -> bool:
    known = member.person.contact
    return known is not None and merged(known, _contact(row)) == known


def _found(
    tx: Transaction,
    name: str,
    regulation: str | None,
    founded: dict[str, Agency],
    today: date,
    actor: str,
    now: datetime,
) -> Agency:
    key = agency_key(name)
    if key not in founded:
        new = add_agency(tx, name=name, kind=guess_kind(name), regulation=regulation, actor=actor, now=now)
        founded[key] = get_agency(tx, new, today)
    return founded[key]


def _contact(row: RosterRow) -> Contact:
    return Contact(row.name, row.title or None, row.phone or None, row.email or None)


def _add(
    tx: Transaction, row: RosterRow, agency: Agency, today: date, actor: str, now: datetime, basis: LegalBasis
) -> int:
    same = [
        one for one in find_people(tx, row.name, row.phone) if one.contact and one.contact.phone == row.phone
    ]
    person = same[0].id if row.phone and len(same) == 1 else add_person(tx, _contact(row), now)
    position = Position(row.role) if row.role else guess_position(row.title, agency.kind)
    starts_on = row.starts_on or today
    new = designate(tx, person=person, agency=agency.id, position=position, starts_on=starts_on, basis=basis)
    audit.note(
        tx, actor=actor, action="take in", subject=f"person:{person}", now=now, detail={"designation": new}
    )
    return person


def _correct(tx: Transaction, member: Member, row: RosterRow, actor: str, now: datetime) -> bool:
    """Lay what the table says over the contact; empty cells take nothing away."""
    known = member.person.contact
    if known is None:
        return False
    said = merged(known, _contact(row))
    if said == known:
        return False
    correct_person(tx, member.person.id, said, actor, now)
    return True
