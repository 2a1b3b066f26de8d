"""Who may do what, in one table: roles belong to people, not to chats, and count only over a confirmed link.

An officer is who holds a designation today; the other roles are granted. Pure: the acting person comes in as
a value that `actors` reads from the store.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.roster.agencies import Agency


class Role(StrEnum):
    """What a person is to the roster, lowest first."""

    OFFICER = "officer"
    UNIT_EDITOR = "unit-editor"
    UNIT_HEAD = "unit-head"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Nobody grants a role of a higher rank than their own highest."""
        return {"officer": 1, "unit-editor": 2, "unit-head": 3, "coordinator": 4, "auditor": 4, "admin": 5}[
            self
        ]

    @property
    def of_unit(self) -> bool:
        """Whether the role is held for one agency."""
        return self in {Role.OFFICER, Role.UNIT_EDITOR, Role.UNIT_HEAD}


class Linked(StrEnum):
    """How sure it is who writes."""

    UNLINKED = "unlinked"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"


class Right(StrEnum):
    """Everything that somebody may be allowed to do."""

    ASK = "ask"
    REDEEM = "redeem"
    SEE_OWN_DATA = "see-own-data"
    SEE_ROSTER = "see-roster"
    SEE_PHONES = "see-phones"
    PROPOSE_CHANGE = "propose-change"
    RECORD_CHANGE = "record-change"
    ENTER_ALONE = "enter-alone"
    UNDO_CHANGE = "undo-change"
    NAME_REPORTING_OFFICER = "name-reporting-officer"
    INVITE = "invite"
    CONFIRM_LINK = "confirm-link"
    END_LINK = "end-link"
    MANAGE_AGENCY = "manage-agency"
    GRANT_ROLE = "grant-role"
    EXPORT_ROSTER = "export-roster"
    IMPORT_ROSTER = "import-roster"
    SEE_PERSON = "see-person"
    CORRECT_PERSON = "correct-person"
    ERASE_PERSON = "erase-person"
    READ_AUDIT = "read-audit"
    SEE_DUES = "see-dues"
    MARK_SUBMITTED = "mark-submitted"
    MARK_RECEIVED = "mark-received"
    SET_DATES = "set-dates"
    REQUEST_REPORT = "request-report"
    SEE_OVERVIEW = "see-overview"


class Reach(StrEnum):
    """How far a right goes: over one's own unit, or over every unit of the role's regulation."""

    OWN = "own unit"
    ANY = "any unit"


@dataclass(frozen=True, slots=True)
class Holding:
    """A role as somebody holds it: for one agency, or for a regulation (None: for all)."""

    role: Role
    agency: int | None = None
    regulation: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `name` is what the audit keeps: "person:12", "user:telegram:17", "console"."""

    name: str
    person: int | None = None
    linked: Linked = Linked.UNLINKED
    holdings: tuple[Holding, ...] = ()

    @property
    def rank(self) -> int:
        """The rank of the highest role held."""
        return max((held.role.rank for held in self.holdings), default=0)

    def has(self, role: Role) -> bool:
        """Whether the role is held, for whichever unit."""
        return any(held.role is role for held in self.holdings)


# Who sits at the machine itself.
CONSOLE = Actor("console", None, Linked.CONFIRMED, (Holding(Role.ADMIN),))

# What anybody may do, linked or not.
PUBLIC = frozenset({Right.ASK, Right.REDEEM})
# What a confirmed person may do about themselves, whatever their role.
SELF = frozenset({Right.SEE_OWN_DATA})

_UNIT = {Role.UNIT_EDITOR: Reach.OWN, Role.UNIT_HEAD: Reach.OWN}
_DESK = {Role.COORDINATOR: Reach.ANY}
_RUNNING = {Role.COORDINATOR: Reach.ANY, Role.ADMIN: Reach.ANY}

RIGHTS: Mapping[Right, Mapping[Role, Reach]] = {
    Right.SEE_ROSTER: {Role.OFFICER: Reach.OWN, **_UNIT, **_RUNNING, Role.AUDITOR: Reach.ANY},
    Right.SEE_PHONES: {**_UNIT, **_RUNNING},
    Right.PROPOSE_CHANGE: {Role.OFFICER: Reach.OWN, **_UNIT, **_DESK},
    Right.RECORD_CHANGE: _DESK,
    Right.ENTER_ALONE: _DESK,
    Right.UNDO_CHANGE: _DESK,
    Right.NAME_REPORTING_OFFICER: {**_UNIT, **_DESK},
    Right.INVITE: _RUNNING,
    Right.CONFIRM_LINK: _RUNNING,
    Right.END_LINK: _RUNNING,
    Right.MANAGE_AGENCY: _RUNNING,
    Right.GRANT_ROLE: _RUNNING,
    Right.EXPORT_ROSTER: {**_RUNNING, Role.AUDITOR: Reach.ANY},
    Right.IMPORT_ROSTER: _RUNNING,
    Right.SEE_PERSON: _RUNNING,
    Right.CORRECT_PERSON: _RUNNING,
    Right.ERASE_PERSON: {Role.ADMIN: Reach.ANY},
    Right.READ_AUDIT: {**_RUNNING, Role.AUDITOR: Reach.ANY},
    Right.SEE_DUES: {Role.OFFICER: Reach.OWN, **_UNIT, **_RUNNING, Role.AUDITOR: Reach.ANY},
    Right.MARK_SUBMITTED: {Role.OFFICER: Reach.OWN, **_UNIT, **_DESK},
    Right.MARK_RECEIVED: _DESK,
    Right.SET_DATES: _DESK,
    Right.REQUEST_REPORT: _DESK,
    Right.SEE_OVERVIEW: {**_RUNNING, Role.AUDITOR: Reach.ANY},
}


def may(actor: Actor, action: Right, agency: Agency | None = None) -> bool:
    """Whether somebody may do something, to a unit if it concerns one.

    Without a unit, only a right over every unit counts.
    """
    if action in PUBLIC:
        return True
    if actor.linked is not Linked.CONFIRMED:
        return False
    if action in SELF:
        return actor.person is not None
    return any(_reaches(held, RIGHTS[action].get(held.role), agency) for held in actor.holdings)


def may_record(actor: Actor, agency: Agency, concerned: Iterable[int]) -> bool:
    """Whether somebody may record a change: the right to, and none of their own designation."""
    return may(actor, Right.RECORD_CHANGE, agency) and actor.person not in set(concerned)


def may_grant(actor: Actor, role: Role, to: int, agency: Agency | None = None) -> bool:
    """Whether somebody may give or take a role: never above their own, never to themselves."""
    if role is Role.OFFICER or actor.person == to or role.rank > actor.rank:
        return False
    return may(actor, Right.GRANT_ROLE, agency)


def _reaches(held: Holding, reach: Reach | None, agency: Agency | None) -> bool:
    if reach is None:
        return False
    if reach is Reach.OWN:
        return agency is not None and held.agency == agency.id
    return agency is None or held.regulation is None or held.regulation == agency.regulation
