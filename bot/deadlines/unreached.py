"""Tells the desk when a unit's reporting officer has shut the door: blocked the bot, left, deleted the account."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.channels.known import capabilities_of
from bot.channels.message import OutMessage, rich
from bot.channels.turn import put_message
from bot.deadlines.book import Book
from bot.deadlines.due_now import may_remind
from bot.deadlines.recipients import find_address, find_officer
from bot.messages import deadlines as say
from bot.roster.agencies import get_agency
from bot.roster.designations import held_by
from bot.roster.grants import coordinators_for
from bot.store import Transaction
from bot.store.moments import to_text
from bot.store.outbox import Kind, Letter

_STILL_NEWS = timedelta(days=7)


def tell_unreached(tx: Transaction, book: Book, now: datetime) -> int:
    """Put one message a coordinator and shut chat into the outbox; returns how many were new."""
    if not may_remind(now, book):
        return 0
    today = book.today(now)
    rows = tx.all(
        "SELECT link.person_id, unreachable.chat, since FROM unreachable JOIN link"
        " ON link.channel = unreachable.channel AND link.chat = unreachable.chat"
        " WHERE link.state = 'confirmed' AND since >= ?",
        (to_text(now - _STILL_NEWS),),
    )
    told = 0
    for row in rows:
        for held in held_by(tx, row["person_id"], today):
            if find_officer(tx, held.agency, today) != row["person_id"]:
                continue
            agency = get_agency(tx, held.agency, today)
            for coordinator in coordinators_for(tx, agency.regulation):
                told += _tell(tx, coordinator, f"unreached:{agency.id}:{row['since']}", agency.name, now)
    return told


def _tell(tx: Transaction, coordinator: int, key: str, unit: str, now: datetime) -> int:
    address = find_address(tx, coordinator)
    if address is None:
        return 0
    letter = Letter(f"{key}:{coordinator}", address.channel, address.chat, Kind.REMINDER)
    message = OutMessage(rich(say.unreached(unit)))
    return int(put_message(tx, letter, message, capabilities_of(address.channel), now) is not None)
