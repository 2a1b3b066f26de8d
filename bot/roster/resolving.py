"""Whom and what a card means: the unit by its names, people by the unit's own roster, roles by titles.

Given names count ("anh Bảo") when only one member has that name; two who fit are asked about, never chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.roster.agencies import Agency, find_agencies, get_agency, list_agencies
from bot.roster.card import Card, Comer, Leaver, with_position
from bot.roster.designations import Designation, holders
from bot.roster.persons import Person, find_people, get_person
from bot.roster.positions import guess_position
from bot.roster.recorded import ChangeKind
from bot.roster.rights import Actor, Right, may
from bot.roster.spelling import given_name, name_key
from bot.store import Transaction
from corpus import Position


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody designated in the unit, with name and designation."""

    person: Person
    designation: Designation


def members_of(tx: Transaction, agency: int, day: date) -> list[Member]:
    """Who is designated in a unit on a day and still has a name."""
    found = [Member(get_person(tx, one.person), one) for one in holders(tx, agency, day)]
    return [one for one in found if one.person.contact is not None]


def names_of(tx: Transaction, agency: int, day: date) -> tuple[str, ...]:
    """The names on a unit's roster, for reading messages."""
    return tuple(one.person.name for one in members_of(tx, agency, day) if one.person.name)


def matching(members: Sequence[Member], name: str) -> list[Member]:
    """The members whom this name may mean: by the whole name, else by its end ("Quốc Bảo", "Bảo")."""
    key = name_key(name)
    whole = [one for one in members if name_key(one.person.name or "") == key]
    if whole or not key:
        return whole
    return [one for one in members if name_key(one.person.name or "").endswith(f" {key}")]


def own_agencies(tx: Transaction, actor: Actor, today: date) -> list[Agency]:
    """The units that somebody speaks for."""
    ids = dict.fromkeys(held.agency for held in actor.holdings if held.agency is not None)
    return [agency for one in ids if (agency := get_agency(tx, one, today)).is_open(today)]


def find_unit(tx: Transaction, actor: Actor, unit: str | None, today: date) -> list[Agency]:
    """The units that a message may be about: the named one, else the writer's own."""
    own = own_agencies(tx, actor, today)
    if unit is None:
        return own
    named = find_agencies(tx, unit, today)
    if not named:
        key = name_key(unit)
        named = [one for one in list_agencies(tx, today) if name_key(one.name).endswith(f" {key}")]
    mine = [one for one in named if any(one.id == two.id for two in own)]
    reachable = [one for one in named if may(actor, Right.PROPOSE_CHANGE, one)]
    return mine or reachable or named


def resolve(tx: Transaction, card: Card, today: date) -> Card:
    """Fill in who is meant, as far as the unit's roster says it; what is not clear stays open."""
    if card.agency is None:
        return card
    members = members_of(tx, card.agency, today)
    kind = get_agency(tx, card.agency, today).kind
    leaving = tuple(_resolve_leaver(one, members) for one in card.leaving)
    coming = []
    for number, one in enumerate(card.coming):
        predecessor = _designation(members, leaving[number].person) if number < len(leaving) else None
        found = _resolve_comer(tx, one, members, staying=card.kind is ChangeKind.UPDATE)
        if card.kind is not ChangeKind.UPDATE and found.position is None:
            guessed = guess_position(found.title, kind) or (predecessor.position if predecessor else None)
            found = with_position(found, guessed)
        coming.append(found)
    return replace(card, leaving=leaving, coming=tuple(coming))


def positions_after(tx: Transaction, card: Card, today: date) -> list[Position | None]:
    """The unit's roles once the change holds, as the staffing rules want them."""
    if card.agency is None:
        return []
    leaving = {one.person for one in card.leaving}
    moved = {one.person: one.position for one in card.coming if one.person and one.position}
    day = max(card.effective or today, today)
    staying = [one for one in members_of(tx, card.agency, day) if one.person.id not in leaving]
    kept = [
        Position(moved[one.person.id]) if moved.get(one.person.id) else one.designation.position
        for one in staying
    ]
    if card.kind is ChangeKind.UPDATE:
        return kept
    here = {one.person.id for one in staying}
    new = [Position(one.position) if one.position else None for one in card.coming if one.person not in here]
    return [*kept, *new]


def _designation(members: Sequence[Member], person: int | None) -> Designation | None:
    return next((one.designation for one in members if one.person.id == person), None)


def _resolve_leaver(leaver: Leaver, members: Sequence[Member]) -> Leaver:
    if leaver.person is not None:
        return leaver
    found = matching(members, leaver.name)
    if len(found) != 1:
        return leaver
    return Leaver(found[0].person.name or leaver.name, found[0].person.id)


def _resolve_comer(tx: Transaction, comer: Comer, members: Sequence[Member], *, staying: bool) -> Comer:
    if comer.person is not None or comer.name is None:
        return comer
    found = matching(members, comer.name)
    if staying:
        if len(found) == 1:
            return replace(comer, person=found[0].person.id, name=found[0].person.name)
        return comer
    whole = [one for one in found if name_key(one.person.name or "") == name_key(comer.name)]
    if len(whole) == 1:
        return replace(comer, person=whole[0].person.id)
    # Somebody from elsewhere only when the number says so too: two people may bear one name.
    known = find_people(tx, comer.name, comer.phone) if comer.phone else []
    same = [one for one in known if one.contact is not None and one.contact.phone == comer.phone]
    return replace(comer, person=same[0].id) if len(same) == 1 else comer


def called_by(members: Sequence[Member], text: str) -> list[Member]:
    """The members whom a short answer names, wherever in it the name stands."""
    key = f" {name_key(text)} "
    whole = [one for one in members if f" {name_key(one.person.name or '')} " in key]
    if whole:
        return whole
    return [one for one in members if f" {given_name(one.person.name or '')} " in key]
