"""Arriving and leaving in the chat: a code, a deep link, one's own contact, a coordinator's word, what is kept about oneself."""

from __future__ import annotations

import re

from bot.channels.message import OutMessage, rich
from bot.conversation.posting import answer
from bot.conversation.turn import Turn
from bot.messages import linking, roster_talk
from bot.messages.dates import full_date
from bot.roster import (
    Linked,
    Right,
    arrive,
    cut_off,
    get_agency,
    get_person,
    grants_of,
    looks_like_secret,
    may,
    own_agencies,
    person_history,
    share_contact,
    vouch,
)
from bot.store.profiles import Profile
from index import fold

_CODE_BEFORE = re.compile(r"^\s*(?:mã mời|ma moi|mã|ma)\s*:?\s*", re.IGNORECASE)
_VOUCH = re.compile(r"xac nhan lien ket (?P<person>[0-9]{1,9})")
_CUT_OFF = re.compile(r"(?:ngung|huy|go|ngat) lien ket(?: (?P<person>[0-9]{1,9}))?")
_OWN_DATA = re.compile(r"(?:xem )?(?:du lieu|thong tin)(?: ca nhan)?(?: cua)? (?:toi|em|minh)")


def read_code(turn: Turn, text: str) -> list[OutMessage] | None:
    """A typed invitation code; None when the message is none."""
    bare = _CODE_BEFORE.sub("", text)
    return redeem(turn, bare) if looks_like_secret(bare) else None


def redeem(turn: Turn, secret: str) -> list[OutMessage]:
    """A code, or the token of a deep link."""
    reply = arrive(turn.scene, secret)
    turn.forget_actor()
    return answer(turn, reply)


def take_contact(turn: Turn) -> list[OutMessage]:
    """A shared contact. One that was passed on proves nothing about who passes it on."""
    if turn.incoming.forwarded or turn.incoming.via_bot:
        return [OutMessage(rich(linking.CONTACT["not own"]))]
    extra = turn.incoming.extra
    reply = share_contact(turn.scene, extra.get("contact_user") or None, extra.get("phone", ""))
    turn.forget_actor()
    adopt_profile(turn)
    return answer(turn, reply)


def read_words(turn: Turn, text: str) -> list[OutMessage] | None:
    """Words about links and about one's own data; None when the message holds none."""
    words = " ".join(fold(text.lower()).split()).strip(" .!?")
    if found := _VOUCH.fullmatch(words):
        return _on_person(turn, int(found["person"]), confirm=True)
    if found := _CUT_OFF.fullmatch(words):
        person = int(found["person"]) if found["person"] else turn.scene.actor.person
        return [OutMessage(rich(linking.NOTHING_TO_END))] if person is None else _on_person(turn, person)
    return _own_data(turn) if _OWN_DATA.fullmatch(words) and turn.scene.actor.person else None


def adopt_profile(turn: Turn) -> None:
    """Somebody who has just become known and has set nothing asks about their own unit."""
    if turn.profile.regulation is not None or turn.scene.actor.linked is not Linked.CONFIRMED:
        return
    actor = turn.scene.actor
    own = own_agencies(turn.tx, actor, turn.today)
    if own and own[0].regulation in turn.shelf.library.regulations:
        turn.save_profile(Profile(own[0].regulation, str(own[0].level)))


def _on_person(turn: Turn, person: int, *, confirm: bool = False) -> list[OutMessage]:
    try:
        reply = vouch(turn.scene, person) if confirm else cut_off(turn.scene, person)
    except LookupError:
        return [OutMessage(rich(linking.NO_RIGHT))]
    turn.forget_actor()
    return answer(turn, reply)


def _own_data(turn: Turn) -> list[OutMessage]:
    """What is kept about whoever writes: themselves only, over a confirmed link."""
    person = turn.scene.actor.person
    if person is None or not may(turn.scene.actor, Right.SEE_OWN_DATA):
        return [OutMessage(rich(linking.STILL_TO_PROVE))]
    known = get_person(turn.tx, person).contact
    if known is None:
        return [OutMessage(rich(linking.NOTHING_TO_END))]
    posts = [
        roster_talk.post_held(
            get_agency(turn.tx, one.agency, turn.today).name,
            linking.POSITIONS.get(one.position or "", ""),
            full_date(one.starts_on),
            full_date(one.ends_on) if one.ends_on else None,
        )
        for one in person_history(turn.tx, person)
    ]
    roles = [linking.ROLES[one.holding.role] for one in grants_of(turn.tx, person)]
    lines = roster_talk.own_data(known.name, known.title, known.phone, known.email, posts, roles)
    return [OutMessage(rich(*lines), protect=True)]
