"""The ticker's question: what is due? Asked twice a minute, it holds nothing between two askings."""

from __future__ import annotations

from datetime import datetime

from bot.deadlines.book import Book
from bot.deadlines.issuing import remind
from bot.deadlines.unreached import tell_unreached
from bot.store import Transaction


def ask_what_is_due(tx: Transaction, book: Book, now: datetime) -> bool:
    """Put everything due into the outbox, a round at a time; True when the caller should ask again at once."""
    more = remind(tx, book, now)
    if not more:
        tell_unreached(tx, book, now)
    return more
