"""Due days in the conversation: the turn handed on to `bot.deadlines.talk`, its replies put where the roster's go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.channels.message import Incoming, OutMessage
from bot.channels.received import received_path
from bot.conversation.posting import answer
from bot.conversation.turn import Turn
from bot.deadlines import talk
from bot.deadlines.hearing import Hearing
from bot.roster import Right, day_in_vietnam, identify, may
from bot.store import Transaction
from bot.store.drafts import Draft

WORDS = talk.WORDS
CARDS = talk.CARDS


def press(turn: Turn, value: str) -> list[OutMessage]:
    """A button of a due day."""
    return answer(turn, talk.press(_hearing(turn), value))


def act_on(turn: Turn, draft: Draft, verb: str, revision: int | None, _words: str) -> list[OutMessage]:
    """A button or a typed verb on a card about due days."""
    return answer(turn, talk.act(_hearing(turn), draft.id, verb, revision))


def complete(turn: Turn, draft: Draft, text: str) -> list[OutMessage]:
    """A further message for such a card."""
    return answer(turn, talk.complete(_hearing(turn), draft.id, text))


def read_words(turn: Turn, text: str) -> list[OutMessage] | None:
    """Plain words about what is owed; None when they are about something else."""
    reply = talk.understand(_hearing(turn), text)
    return answer(turn, reply) if reply else None


def read_file(turn: Turn) -> list[OutMessage] | None:
    """A sheet that marks units; None when no file came that is wanted here."""
    path = received_path(turn.means.book.exports, turn.incoming)
    if not path.exists():
        return None
    reply = talk.read_sheet(_hearing(turn), path.read_bytes(), turn.incoming.text, turn.state.card)
    return answer(turn, reply) if reply else None


def is_wanted(tx: Transaction, incoming: Incoming, now: datetime) -> bool:
    """Whether a file is worth fetching: a sheet from somebody who may mark units."""
    if not incoming.extra.get("file_name", "").lower().endswith(".xlsx"):
        return False
    actor = identify(tx, incoming.channel, incoming.user, day_in_vietnam(now))
    return may(actor, Right.MARK_RECEIVED)


def _hearing(turn: Turn) -> Hearing:
    incoming = turn.incoming
    return Hearing(
        turn.scene,
        turn.means.book,
        turn.shelf.library,
        turn.profile.regulation,
        turn.profile.level,
        firm=not (incoming.forwarded or incoming.via_bot or incoming.edited),
        private=incoming.private,
    )


def _command(name: str) -> Callable[[Turn, str], list[OutMessage]]:
    return lambda turn, rest: answer(turn, talk.COMMANDS[name](_hearing(turn), rest))


COMMANDS: Mapping[str, Callable[[Turn, str], list[OutMessage]]] = {
    name: _command(name) for name in talk.COMMANDS
}
