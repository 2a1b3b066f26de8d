"""What a conversation is about right now: last question, last units, last card. Rows, not memory."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.database import Transaction
from bot.store.moments import from_text, to_text

KEEP_QUESTION = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ConversationState:
    """What a follow-up stands on.

    `history`: earlier questions, oldest first; `units`: unit paths in the order shown; `more`: the next candidates;
    `menu`: the buttons of the last message, for each what it does and then the words it can be said in;
    `card`: the draft whose card came last, if one did.
    """

    question: str | None = None
    units: tuple[str, ...] = ()
    card: int | None = None
    history: tuple[str, ...] = ()
    menu: tuple[tuple[str, ...], ...] = ()
    more: tuple[str, ...] = ()
    updated_at: datetime | None = None


def get_state(tx: Transaction, channel: str, chat: str, user: str) -> ConversationState:
    """The state of one person's conversation in one chat; empty when there was none yet."""
    row = tx.one(
        "SELECT * FROM conversation_state WHERE channel = ? AND chat = ? AND user = ?", (channel, chat, user)
    )
    if row is None:
        return ConversationState()
    return ConversationState(
        question=row["question"],
        units=tuple(json.loads(row["units"])),
        card=row["card"],
        history=tuple(json.loads(row["history"])),
        menu=tuple(tuple(button) for button in json.loads(row["menu"])),
        more=tuple(json.loads(row["more"])),
        updated_at=from_text(row["updated_at"]),
    )


def set_state(
    tx: Transaction, channel: str, chat: str, user: str, state: ConversationState, now: datetime
) -> None:
    """Replace the whole state; `updated_at` becomes now."""
    tx.execute(
        "INSERT INTO conversation_state (channel, chat, user, question, units, card, history, menu, more, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, chat, user) DO UPDATE SET"
        " question = excluded.question, units = excluded.units, card = excluded.card, history = excluded.history,"
        " menu = excluded.menu, more = excluded.more, updated_at = excluded.updated_at",
        (
            channel,
            chat,
            user,
            state.question,
            _dump(state.units),
            state.card,
            _dump(state.history),
            _dump(state.menu),
            _dump(state.more),
            to_text(now),
        ),
    )


def _dump(values: Sequence[str | Sequence[str]]) -> str:
    return json.dumps(values, ensure_ascii=False)


def purge(tx: Transaction, now: datetime) -> int:
    """Drop states nobody has touched for 30 days; returns how many."""
    return tx.execute(
        "DELETE FROM conversation_state WHERE updated_at < ?", (to_text(now - KEEP_QUESTION),)
    ).rowcount
