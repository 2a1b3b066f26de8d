"""Arriving in the chat: a code or link, the shared contact, a coordinator's word; what is said and who is told."""

from bot.channels.message import OWN_CONTACT, Button, OutMessage, rich
from bot.messages import linking as say
from bot.roster.actors import as_person, keys_of
from bot.roster.flow import DRAFT
from bot.roster.grants import coordinators_for, grants_of, holders_of
from bot.roster.handover import first_message
from bot.roster.invitations import Refusal
from bot.roster.linking import (
    Confirmation,
    ContactCheck,
    Redeemed,
    agencies_of,
    check_contact,
    confirm_link,
    may_vouch,
    redeem,
    unlink,
)
from bot.roster.links import find_link, links_of
from bot.roster.notices import Notice, Reply, tell
from bot.roster.persons import get_person
from bot.roster.rights import Linked, Right, Role
from bot.roster.scene import Scene
from bot.store import drafts


def arrive(scene: Scene, secret: str) -> Reply:
    """Redeem a typed code or the token of a deep link."""
    outcome = redeem(scene.tx, scene.address, secret, scene.now)
    if isinstance(outcome, Refusal):
        notices: tuple[Notice, ...] = ()
        if outcome is Refusal.ALL_CLOSED:
            admins = [
                one.person for role in (Role.ADMIN, Role.COORDINATOR) for one in holders_of(scene.tx, role)
            ]
            message = OutMessage(rich(say.CODES_CLOSED))
            notices = tell(scene.tx, admins, f"codes closed {scene.today}", message)
        return Reply((OutMessage(rich(say.REFUSED[outcome])),), notices)
    if outcome.again:
        sure = outcome.link.state is Linked.CONFIRMED
        return _say(say.ALREADY_LINKED if sure else say.STILL_TO_PROVE)
    lines = [say.PROVE_NUMBER, say.UNTIL_THEN]
    if outcome.ended is not None:
        lines.insert(0, say.OLD_LINK_ENDED)
    share = Button(say.SHARE_NUMBER, say.SHARE_NUMBER, OWN_CONTACT)
    return Reply((OutMessage(rich(*lines), ((share,),)),), _tell_old(outcome))


def share_contact(scene: Scene, contact_user: str | None, number: str) -> Reply:
    """Compare a shared contact with the record; a mismatch goes to the coordinators, who confirm by hand."""
    outcome = check_contact(scene.tx, scene.address, contact_user, number, scene.now)
    link = find_link(scene.tx, scene.address.channel, scene.address.user)
    if outcome is ContactCheck.MATCHED and link is not None:
        return Reply(_welcome(scene, link.person))
    notices: tuple[Notice, ...] = ()
    if outcome in {ContactCheck.OTHER_NUMBER, ContactCheck.NO_NUMBER} and link is not None:
        units = agencies_of(scene.tx, link.person, scene.today)
        name = get_person(scene.tx, link.person).name or ""
        lines = (say.please_confirm(name, [one.name for one in units]), say.how_to_confirm(link.person))
        regulations = [one.regulation for one in units] or [None]
        desk = [one for where in regulations for one in coordinators_for(scene.tx, where)]
        notices = tell(scene.tx, desk, f"link {link.id} unproved", OutMessage(rich(*lines), protect=True))
    return Reply((OutMessage(rich(say.CONTACT[outcome])),), notices)


def vouch(scene: Scene, person: int) -> Reply:
    """A coordinator confirms the account behind a provisional link; the newcomer gets the first message."""
    waiting = [one for one in links_of(scene.tx, person) if one.state is Linked.PROVISIONAL]
    outcome = confirm_link(scene.tx, scene.actor, person, scene.today, scene.now)
    refusals = {
        Confirmation.NO_RIGHT: say.NO_RIGHT,
        Confirmation.OWN: say.NOT_YOURSELF,
        Confirmation.NOTHING: say.NOTHING_TO_CONFIRM,
    }
    if outcome is not Confirmation.CONFIRMED:
        return _say(refusals[outcome])
    to = tuple(one.address for one in waiting)
    notices = tuple(
        Notice(f"link {waiting[0].id} confirmed {number}", person, to, message)
        for number, message in enumerate(_welcome(scene, person))
    )
    done = say.link_confirmed(get_person(scene.tx, person).name or "")
    return Reply((OutMessage(rich(done), protect=True),), notices)


def cut_off(scene: Scene, person: int) -> Reply:
    """End every link of a person, at once; both sides are told."""
    reached = tuple(one.address for one in links_of(scene.tx, person))
    if scene.actor.person != person and not may_vouch(
        scene.tx, scene.actor, Right.END_LINK, person, scene.today
    ):
        return _say(say.NO_RIGHT)
    ended = unlink(scene.tx, scene.actor, person, scene.today, scene.now) or []
    if not ended:
        return _say(say.NOTHING_TO_END)
    told = OutMessage(rich(say.LINK_ENDED))
    others = tuple(address for address in reached if address != scene.address)
    notices = (Notice(f"link {ended[0].id} ended", person, others, told),) if others else ()
    return Reply((told if scene.address in reached else OutMessage(rich(say.LINK_ENDED_DONE)),), notices)


def _welcome(scene: Scene, person: int) -> tuple[OutMessage, ...]:
    first = first_message(scene.tx, person, scene.today, scene.around)
    roles = [one.holding.role for one in grants_of(scene.tx, person)]
    lines = [say.LINKED, *(say.your_role(say.ROLES[role]) for role in dict.fromkeys(roles))]
    desk = keys_of(as_person(scene.tx, person, scene.today)) - {f"person:{person}"}
    cards = drafts.open_for(scene.tx, DRAFT, desk, scene.now)
    lines += [say.cards_wait(len(cards))] if cards else []
    return (OutMessage(rich(*lines)), *((first,) if first else ()))


def _tell_old(outcome: Redeemed) -> tuple[Notice, ...]:
    if outcome.ended is None:
        return ()
    old = outcome.ended
    return (Notice(f"link {old.id} moved", old.person, (old.address,), OutMessage(rich(say.LINK_MOVED))),)


def _say(text: str) -> Reply:
    return Reply((OutMessage(rich(text)),))
