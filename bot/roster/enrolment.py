"""Getting everybody in: the first coordinator from the command line, invitations in bulk, how far linking has come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.roster.grants import grant_role, grants_of, holders_of
from bot.roster.invitations import Invitation, invite, invited_since, last_invitation
from bot.roster.links import links_of
from bot.roster.persons import Contact, Person, add_person, get_person
from bot.roster.rights import CONSOLE, Actor, Holding, Linked, Role
from bot.store import Transaction

# Papers printed again and again are papers lying about.
INVITATIONS_A_DAY = 3
_A_DAY = timedelta(hours=24)


class Standing(StrEnum):
    """How far somebody's linking has come."""

    LINKED = "linked"
    PROVISIONAL = "provisional"
    WAITING = "waiting"
    EXPIRED = "expired"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people stand where; `people` names everybody who is not linked yet."""

    counts: dict[Standing, int]
    people: tuple[tuple[int, Standing], ...]

    @property
    def total(self) -> int:
        """Everybody who should be linked."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with whom it is for, as the sheets print it."""

    person: Person
    invitation: Invitation


class CoordinatorExists(Exception):
    """There is a coordinator already; further ones are granted by that one."""

    def __init__(self, person: int) -> None:
        super().__init__(
            f"person {person} is coordinator already; grant further coordinators from there, "
            f"or invite person {person} again"
        )
        self.person = person


def first_coordinator(
    tx: Transaction, contact: Contact, regulation: str | None, now: datetime
) -> tuple[int, Invitation]:
    """Write the first coordinator with an invitation; raises CoordinatorExists when there is one."""
    existing = holders_of(tx, Role.COORDINATOR)
    if existing:
        raise CoordinatorExists(existing[0].person)
    person = add_person(tx, contact, now)
    grant_role(tx, person, Holding(Role.COORDINATOR, regulation=regulation), CONSOLE, now)
    return person, invite(tx, person, CONSOLE.name, now)


def invite_many(tx: Transaction, people: Iterable[int], actor: Actor, now: datetime) -> list[Invited]:
    """Invitations for everybody in the list who is not linked; the caller has asked `may`.

    Whoever got three today is left out, and so is whoever was erased.
    """
    made = []
    for person_id in dict.fromkeys(people):
        person = get_person(tx, person_id)
        if person.contact is None or standing(tx, person_id, now) is Standing.LINKED:
            continue
        if invited_since(tx, person_id, now - _A_DAY) >= INVITATIONS_A_DAY:
            continue
        made.append(Invited(person, invite(tx, person_id, actor.name, now)))
    return made


def standing(tx: Transaction, person: int, now: datetime) -> Standing:
    """How far the linking of one person has come; the best of the channels counts."""
    states = {link.state for link in links_of(tx, person)}
    if Linked.CONFIRMED in states:
        return Standing.LINKED
    if Linked.PROVISIONAL in states:
        return Standing.PROVISIONAL
    last = last_invitation(tx, person)
    if last is None:
        return Standing.NEVER
    return Standing.WAITING if last.ended_at is None and last.expires_at > now else Standing.EXPIRED


def linking_progress(tx: Transaction, people: Sequence[int], now: datetime) -> Progress:
    """Where everybody stands."""
    found = [(person, standing(tx, person, now)) for person in dict.fromkeys(people)]
    return Progress(
        counts=dict(Counter(where for _, where in found)),
        people=tuple((person, where) for person, where in found if where is not Standing.LINKED),
    )


def everybody(tx: Transaction, today: date, agency: int | None = None) -> list[int]:
    """Who should be linked: designated today (in one agency or any), or holding a granted role."""
    rows = tx.all(
        "SELECT DISTINCT person_id FROM designation WHERE starts_on <= ? AND (ends_on IS NULL OR ends_on > ?)"
        " AND (? IS NULL OR agency_id = ?) ORDER BY agency_id, person_id",
        (today.isoformat(), today.isoformat(), agency, agency),
    )
    designated = [int(row["person_id"]) for row in rows]
    if agency is not None:
        return designated
    granted = [one.person for role in Role if role is not Role.OFFICER for one in holders_of(tx, role)]
    return list(dict.fromkeys([*designated, *granted]))


def has_access(tx: Transaction, person: int, today: date) -> bool:
    """Whether anything is left that a link would be good for."""
    return bool(grants_of(tx, person)) or person in set(everybody(tx, today))
