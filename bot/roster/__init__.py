"""Who the focal officers are: agencies, people, designations, links to chats, rights, and every change to them.

The flow takes a `Scene` (transaction, who acts, where, when, hooks) and gives a `Reply`: messages for the chat and
notices for others, which the caller puts into the outbox in the same transaction. Other functions take the
store's transaction first, never commit, and are told the moment or the day.
"""

from bot.roster.actors import as_person, identify
from bot.roster.acts import act, act_bare, tell_expired, waiting
from bot.roster.application import apply_due, undo
from bot.roster.arrival import arrive, cut_off, share_contact, vouch
from bot.roster.enrolment import (
    CoordinatorExists,
    Invited,
    Progress,
    everybody,
    first_coordinator,
    invite_many,
    linking_progress,
)
from bot.roster.flow import complete_change, offer_change
from bot.roster.inspection import inspect_roster
from bot.roster.invitations import Invitation, looks_like_secret
from bot.roster.links import Address, addresses
from bot.roster.notices import Notice, Reply
from bot.roster.privacy import correct_person, departed, erase_person, eraser, export_person, remember_erasure
from bot.roster.resolving import names_of, own_agencies
from bot.roster.rights import CONSOLE, Actor, Linked, Right, Role, may, may_grant
from bot.roster.scene import Scene, day_in_vietnam
from bot.roster.staffing_findings import staffing_check
from bot.roster.surroundings import ALONE, Finding, Surroundings
from bot.roster.verbs import Said, find_said, read_bare

__all__ = [
    "ALONE",
    "CONSOLE",
    "Actor",
    "Address",
    "CoordinatorExists",
    "Finding",
    "Invitation",
    "Invited",
    "Linked",
    "Notice",
    "Progress",
    "Reply",
    "Right",
    "Role",
    "Said",
    "Scene",
    "Surroundings",
    "act",
    "act_bare",
    "addresses",
    "apply_due",
    "arrive",
    "as_person",
    "complete_change",
    "correct_person",
    "cut_off",
    "day_in_vietnam",
    "departed",
    "erase_person",
    "eraser",
    "everybody",
    "export_person",
    "find_said",
    "first_coordinator",
    "identify",
    "inspect_roster",
    "invite_many",
    "linking_progress",
    "looks_like_secret",
    "may",
    "may_grant",
    "names_of",
    "offer_change",
    "own_agencies",
    "read_bare",
    "remember_erasure",
    "share_contact",
    "staffing_check",
    "tell_expired",
    "undo",
    "vouch",
    "waiting",
]
