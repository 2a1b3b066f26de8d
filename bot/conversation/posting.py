"""Notices into the outbox, in the transaction of what they tell of; whoever has no account is named to the desk.

A notice is one row an address under the notice's own key, so that it exists only once. What names people is
checked again before it leaves: the account must still be that person's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.channels.known import capabilities_of
from bot.channels.message import OutMessage, Rich, plain, rich
from bot.channels.turn import put_message
from bot.conversation.turn import Turn
from bot.messages import roster_talk as say
from bot.roster import (
    Address,
    Notice,
    Reply,
    Role,
    addresses,
    day_in_vietnam,
    desk_of,
    get_person,
    just_invited,
    tell,
)
from bot.store import Transaction
from bot.store.outbox import Letter, OutboxRow

SUBJECT = "person:"


def answer(turn: Turn, reply: Reply) -> list[OutMessage]:
    """What a reply says in this chat; its notices go their way. Notices to this very chat follow the answer."""
    here = [one.message for one in reply.notices if turn.address in one.to]
    unreached = post(turn.tx, reply.notices, turn.now, here=turn.address)
    if unreached and turn.scene.actor.has(Role.COORDINATOR):
        here.append(_tell_by_hand(turn.tx, unreached))
    else:
        _tell_desk(turn.tx, reply.notices, unreached, turn.now)
    if reply.draft is not None and not here:
        turn.card = reply.draft
    return [*reply.messages, *here]


def post_all(tx: Transaction, notices: Sequence[Notice], now: datetime) -> None:
    """Notices that nobody's message caused."""
    _tell_desk(tx, notices, post(tx, notices, now), now)


def post(
    tx: Transaction, notices: Iterable[Notice], now: datetime, *, here: Address | None = None
) -> tuple[int, ...]:
    """Put notices into the outbox, except those for `here`; returns the people who have no account to be told at."""
    unreached: list[int] = []
    for notice in notices:
        if not notice.to and notice.person is not None and not just_invited(tx, notice.person, now):
            unreached.append(notice.person)
        for address in notice.to:
            if address != here:
                _put(tx, notice, address, now)
    return tuple(dict.fromkeys(unreached))


def may_leave(tx: Transaction, row: OutboxRow) -> bool:
    """Asked before a row leaves: one that names people goes only to an account that is still that person's."""
    kind, _, person = (row.subject or "").partition(SUBJECT)
    if kind or not person.isdecimal():
        return True
    return any((one.channel, one.chat) == (row.channel, row.chat) for one in addresses(tx, int(person)))


def _put(tx: Transaction, notice: Notice, address: Address, now: datetime) -> None:
    subject = f"{SUBJECT}{notice.person}" if notice.message.protect and notice.person is not None else None
    letter = Letter(
        f"{notice.key} at {address.channel} {address.chat}", address.channel, address.chat, subject=subject
    )
    capabilities = capabilities_of(address.channel)
    message = notice.message if capabilities.buttons else _in_words(notice.message)
    put_message(tx, letter, message, capabilities, now)


def _in_words(message: OutMessage) -> OutMessage:
    """Where there are no buttons, what to type: a number would mean the choices of the message answered last."""
    lines = tuple(plain(say.type_this(one.label, one.words)) for row in message.buttons for one in row)
    return replace(message, text=Rich((*message.text.paragraphs, *lines)), buttons=())


def _tell_by_hand(tx: Transaction, people: Sequence[int]) -> OutMessage:
    names = [get_person(tx, one).name or "…" for one in people]
    return OutMessage(rich(say.not_reached(names)), protect=True)


def _tell_desk(tx: Transaction, notices: Sequence[Notice], people: Sequence[int], now: datetime) -> None:
    """To the coordinators of those whom nothing reached; a coordinator without an account is for `doctor`."""
    by_desk: dict[int, list[int]] = {}
    for person in people:
        for coordinator in desk_of(tx, person, day_in_vietnam(now)):
            by_desk.setdefault(coordinator, []).append(person)
    for coordinator, unreached in by_desk.items():
        key = f"{notices[0].key} unreached"
        post(tx, tell(tx, [coordinator], key, _tell_by_hand(tx, unreached)), now)
