"""One turn: a stored update, the engine's answer, and everything it causes, in one transaction.

Killed before the commit, nothing has happened and the update is replayed at the next start; after it, the
answer stands in the outbox. Nothing in between exists.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.channels.contract import Capabilities
from bot.channels.message import Incoming, IncomingKind, OutMessage, rich
from bot.channels.render import render
from bot.messages.delivery import could_not_handle
from bot.store import Transaction, inbox, outbox, reach
from bot.store.inbox import InboxRow
from bot.store.outbox import Letter

log = logging.getLogger(__name__)

Engine = Callable[[Incoming, datetime, Transaction], Sequence[OutMessage]]


class Reader(Protocol):
    """The receiving half of a channel, as far as a turn needs it."""

    @property
    def name(self) -> str:
        """The channel's name."""

    @property
    def capabilities(self) -> Capabilities:
        """What an answer may look like."""

    def read(self, row: InboxRow, tx: Transaction) -> Incoming | None:
        """What a stored update says; None when there is nobody and nothing to answer."""


def take_turn(tx: Transaction, row_id: int, reader: Reader, engine: Engine, now: datetime) -> int:
    """Handle a waiting update; returns how many messages it caused. One that is done already causes none."""
    row = inbox.find_waiting(tx, row_id)
    if row is None:
        return 0
    incoming = reader.read(row, tx)
    messages: Sequence[OutMessage] = ()
    if incoming is not None:
        _note_reach(tx, incoming, now)
        messages = engine(incoming, now, tx)
    for n, message in enumerate(messages):
        put_message(tx, Letter(f"in:{row.id}:{n}", row.channel, row.chat), message, reader.capabilities, now)
    inbox.finish(tx, row.id, now)
    return len(messages)


def put_message(
    tx: Transaction, letter: Letter, message: OutMessage, capabilities: Capabilities, now: datetime
) -> int | None:
    """Write a message into the outbox, each part a row; its short number, or None when its key was there."""
    parts = render(message, capabilities)
    return outbox.put(tx, letter, [part.to_json() for part in parts], now)


def count_failure(tx: Transaction, row_id: int, fault: BaseException, reader: Reader, now: datetime) -> bool:
    """Note that a turn failed; at the third time set the update aside and say so to its author. True then.

    Log and database hold where it failed and the kind of fault, never its text, which may quote the message.
    """
    row = inbox.find_waiting(tx, row_id)
    place = where(fault)
    if row is None or not inbox.count_try(tx, row_id, place, now):
        log.warning("turn of update %s failed: %s", row_id, place)
        return False
    log.error("update %s is set aside: %s", row_id, place)
    if not row.chat:
        return True
    apology = OutMessage(rich(could_not_handle(f"T{row_id}")))
    put_message(tx, Letter(f"in:{row.id}:aside", row.channel, row.chat), apology, reader.capabilities, now)
    return True


def where(fault: BaseException) -> str:
    """The kind of a fault and the line that raised it, without a word of its message."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(fault).__name__ + place


def _note_reach(tx: Transaction, incoming: Incoming, now: datetime) -> None:
    """Whoever writes can be written to; a membership update says whether the bot still may."""
    if incoming.kind is IncomingKind.MEMBERSHIP and incoming.extra.get("status") in ("kicked", "left"):
        reach.set_unreachable(tx, incoming.channel, incoming.chat, incoming.extra["status"], now)
    else:
        reach.set_reachable(tx, incoming.channel, incoming.chat)
