"""Chats that cannot be written to: the person blocked the bot, left, or never started it."""

from datetime import datetime

from bot.store.database import Transaction
from bot.store.moments import from_text, to_text


def set_unreachable(tx: Transaction, channel: str, chat: str, reason: str, now: datetime) -> None:
    """Remember that a chat cannot be written to; the first reason and moment stay."""
    tx.execute(
        "INSERT INTO unreachable (channel, chat, since, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (channel, chat, to_text(now), reason),
    )


def set_reachable(tx: Transaction, channel: str, chat: str) -> bool:
    """The chat writes again; True when it had been unreachable."""
    return tx.execute("DELETE FROM unreachable WHERE channel = ? AND chat = ?", (channel, chat)).rowcount == 1


def unreachable_since(tx: Transaction, channel: str, chat: str) -> datetime | None:
    """Since when a chat cannot be written to; None when it can."""
    row = tx.one("SELECT since FROM unreachable WHERE channel = ? AND chat = ?", (channel, chat))
    return from_text(row["since"]) if row is not None else None
