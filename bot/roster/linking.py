"""From an invitation to a confirmed link: redeeming, the shared contact, the coordinator's word, the end.

Redeeming gives a provisional link with public rights. It counts once the contact that the account shared is
its own and bears the number on record, or a coordinator confirms; nobody confirms their own.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.roster.agencies import Agency, get_agency
from bot.roster.designations import held_by
from bot.roster.invitations import Refusal, StoredInvitation, check_open, find_invitation, mark_used
from bot.roster.links import Address, Link, add_link, confirm, end_link, find_link, links_of
from bot.roster.persons import get_person
from bot.roster.phone_numbers import same_number
from bot.roster.rights import Actor, Linked, Right, may
from bot.store import Transaction


@dataclass(frozen=True, slots=True)
class Redeemed:
    """An account that now belongs provisionally to a person; `ended` is the link it took the place of."""

    link: Link
    ended: Link | None = None
    again: bool = False


class ContactCheck(StrEnum):
    """What a shared contact proved."""

    MATCHED = "matched"
    NO_LINK = "no link"
    NOT_OWN = "not own"
    OTHER_NUMBER = "other number"
    NO_NUMBER = "no number"
    ALREADY = "already"


class Confirmation(StrEnum):
    """What came of a coordinator's word."""

    CONFIRMED = "confirmed"
    NO_RIGHT = "no right"
    OWN = "own"
    NOTHING = "nothing"


def redeem(tx: Transaction, address: Address, secret: str, now: datetime) -> Redeemed | Refusal:
    """Open an invitation for an account. Doing it twice from the same account answers what already happened."""
    found = find_invitation(tx, secret, address.channel, address.chat, now)
    if isinstance(found, Refusal):
        return found
    current = find_link(tx, address.channel, address.user)
    if found.link is not None and current is not None and current.id == found.link:
        return Redeemed(current, again=True)
    refused = check_open(found, now)
    if refused:
        return refused
    if current is not None and current.person != found.person:
        return Refusal.OTHER_PERSON
    if current is not None:
        mark_used(tx, found, current.id, now)
        return Redeemed(current, again=True)
    return _link_up(tx, address, found, now)


def _link_up(tx: Transaction, address: Address, invitation: StoredInvitation, now: datetime) -> Redeemed:
    ended = None
    for link in links_of(tx, invitation.person):
        if link.address.channel == address.channel:
            end_link(tx, link, f"invitation:{invitation.id}", now)
            ended = link
    link = add_link(tx, invitation.person, address, now, f"invitation:{invitation.id}")
    mark_used(tx, invitation, link.id, now)
    return Redeemed(link, ended)


def check_contact(
    tx: Transaction, address: Address, contact_user: str | None, number: str, now: datetime
) -> ContactCheck:
    """Compare a shared contact with the record; a match confirms the link.

    The contact's own account must be the sender's: a number alone can be typed into any contact card.
    """
    link = find_link(tx, address.channel, address.user)
    if link is None:
        return ContactCheck.NO_LINK
    if contact_user != address.user:
        return ContactCheck.NOT_OWN
    if link.state is Linked.CONFIRMED:
        return ContactCheck.ALREADY
    contact = get_person(tx, link.person).contact
    if contact is None or contact.phone is None:
        return ContactCheck.NO_NUMBER
    if not same_number(contact.phone, number):
        return ContactCheck.OTHER_NUMBER
    confirm(tx, link, "contact", now)
    return ContactCheck.MATCHED


def confirm_link(tx: Transaction, actor: Actor, person: int, today: date, now: datetime) -> Confirmation:
    """A coordinator vouches for the account behind a provisional link."""
    if not may_vouch(tx, actor, Right.CONFIRM_LINK, person, today):
        return Confirmation.NO_RIGHT
    if actor.person == person:
        return Confirmation.OWN
    waiting = [link for link in links_of(tx, person) if link.state is Linked.PROVISIONAL]
    for link in waiting:
        confirm(tx, link, actor.name, now)
    return Confirmation.CONFIRMED if waiting else Confirmation.NOTHING


def unlink(tx: Transaction, actor: Actor, person: int, today: date, now: datetime) -> list[Link] | None:
    """End every link of a person, one's own included; None without the right to."""
    if actor.person != person and not may_vouch(tx, actor, Right.END_LINK, person, today):
        return None
    links = links_of(tx, person)
    for link in links:
        end_link(tx, link, actor.name, now)
    return links


def may_vouch(tx: Transaction, actor: Actor, action: Right, person: int, today: date) -> bool:
    """Whether somebody may do this to a person: over any of the person's units, over all if there is none."""
    units = agencies_of(tx, person, today)
    return any(may(actor, action, unit) for unit in units) if units else may(actor, action)


def agencies_of(tx: Transaction, person: int, day: date) -> list[Agency]:
    """The agencies in which a person is designated on a day."""
    return [get_agency(tx, one.agency, day) for one in held_by(tx, person, day)]
