"""Who the focal officers are: agencies, people, designations, links to chats, rights, and every change to them.

The flow takes a `Scene` (transaction, who acts, where, when, hooks) and gives a `Reply`: messages for the chat and
notices for others, which the caller puts into the outbox in the same transaction. Other functions take the
store's transaction first, never commit, and are told the moment or the day.
"""

from bot.roster.actors import as_person, identify
from bot.roster.acts import act, act_bare, press, tell_expired, waiting
from bot.roster.agencies import (
    Agency,
    add_agency,
    close_agency,
    find_agencies,
    get_agency,
    list_agencies,
    rename_agency,
    set_procedures,
)
from bot.roster.application import apply_and_tell, apply_due, undo
from bot.roster.arrival import arrive, cut_off, share_contact, vouch
from bot.roster.basis import AWAITED, find_basis
from bot.roster.card import Card, Lack, from_payload
from bot.roster.designations import agency_history, held_by, holders, person_history
from bot.roster.enrolment import (
    CoordinatorExists,
    Invited,
    Progress,
    everybody,
    first_coordinator,
    invite_many,
    linking_progress,
)
from bot.roster.flow import DRAFT, complete_change, offer_change
from bot.roster.grants import coordinators_for, end_grant, grant_role, grants_of, heads_of
from bot.roster.inspection import inspect_roster
from bot.roster.intake import Intake, IntakeProblem, take_in
from bot.roster.invitations import Invitation, invite, just_invited, looks_like_secret, purge_failures
from bot.roster.links import Address, addresses, find_link
from bot.roster.listing import export_rows, roster_rows, visible_units
from bot.roster.notices import Notice, Reply, desk_of, tell
from bot.roster.persons import Contact, Person, find_people, get_person
from bot.roster.privacy import correct_person, departed, erase_person, eraser, export_person, remember_erasure
from bot.roster.recorded import RecordedChange, changes_of, due_changes, get_change, recorded_alone
from bot.roster.reporting import find_reporting_officer, name_reporting_officer
from bot.roster.resolving import find_unit, matching, members_of, names_of, own_agencies
from bot.roster.rights import CONSOLE, Actor, Holding, Linked, Right, Role, may, may_grant
from bot.roster.rows import RosterRow
from bot.roster.scene import Scene, day_in_vietnam
from bot.roster.show import shown_code
from bot.roster.staffing_findings import staffing_check
from bot.roster.surroundings import ALONE, Finding, Surroundings
from bot.roster.verbs import Said, find_said, read_bare

__all__ = [
    "ALONE",
    "AWAITED",
    "CONSOLE",
    "DRAFT",
    "Actor",
    "Address",
    "Agency",
    "Card",
    "Contact",
    "CoordinatorExists",
    "Finding",
    "Holding",
    "Intake",
    "IntakeProblem",
    "Invitation",
    "Invited",
    "Lack",
    "Linked",
    "Notice",
    "Person",
    "Progress",
    "RecordedChange",
    "Reply",
    "Right",
    "Role",
    "RosterRow",
    "Said",
    "Scene",
    "Surroundings",
    "act",
    "act_bare",
    "add_agency",
    "addresses",
    "agency_history",
    "apply_and_tell",
    "apply_due",
    "arrive",
    "as_person",
    "changes_of",
    "close_agency",
    "complete_change",
    "coordinators_for",
    "correct_person",
    "cut_off",
    "day_in_vietnam",
    "departed",
    "desk_of",
    "due_changes",
    "end_grant",
    "erase_person",
    "eraser",
    "everybody",
    "export_person",
    "export_rows",
    "find_agencies",
    "find_basis",
    "find_link",
    "find_people",
    "find_reporting_officer",
    "find_said",
    "find_unit",
    "first_coordinator",
    "from_payload",
    "get_agency",
    "get_change",
    "get_person",
    "grant_role",
    "grants_of",
    "heads_of",
    "held_by",
    "holders",
    "identify",
    "inspect_roster",
    "invite",
    "invite_many",
    "just_invited",
    "linking_progress",
    "list_agencies",
    "looks_like_secret",
    "matching",
    "may",
    "may_grant",
    "members_of",
    "name_reporting_officer",
    "names_of",
    "offer_change",
    "own_agencies",
    "person_history",
    "press",
    "purge_failures",
    "read_bare",
    "recorded_alone",
    "remember_erasure",
    "rename_agency",
    "roster_rows",
    "set_procedures",
    "share_contact",
    "shown_code",
    "staffing_check",
    "take_in",
    "tell",
    "tell_expired",
    "undo",
    "visible_units",
    "vouch",
    "waiting",
]
