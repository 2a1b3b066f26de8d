"""Puts the running bot together: the conversation with all it works with, what the ticker asks, what is asked before sending.

Made once a process, by `serve` and by the console; every further matter of the ticker is one more line here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from bot.channels.message import Incoming
from bot.channels.received import Wanted
from bot.channels.sender import Recheck
from bot.conversation import Engine, dues, tables
from bot.conversation.posting import may_leave
from bot.conversation.turn import Means
from bot.deadlines.book import Book, configured_book
from bot.deadlines.rechecking import is_still_due
from bot.deadlines.schedule import Unit, find_entries, load_sources, owed_by
from bot.deadlines.submissions import find_standing
from bot.deadlines.ticking import ask_what_is_due
from bot.knowledge import Shelves
from bot.messages.linking import due_line
from bot.roster import Agency, Surroundings, eraser, staffing_check
from bot.rounds import Tick, in_turn, roster_round
from bot.settings import Settings
from bot.store import Transaction
from bot.store.erasure import Eraser
from bot.store.outbox import OutboxRow
from corpus import load_documents

# What a newcomer is told of at once: as much as fits a first look.
_AHEAD = timedelta(days=92)
_MOST_DUES = 5


def build_surroundings(shelves: Shelves, book: Book) -> Surroundings:
    """What the roster needs from the rest of the bot."""
    return Surroundings(
        dues=partial(_dues, book=book), check_staffing=staffing_check(shelves.knowledge.library)
    )


def build_engine(settings: Settings, shelves: Shelves) -> Engine:
    """The conversation, for whichever channel."""
    book = configured_book(settings)
    around = build_surroundings(shelves, book)
    means = Means(
        shelves.knowledge, around, load_documents(), settings.exports, book, settings.roster_files_by_chat
    )
    return Engine(shelves.knowledge, shelves.later_law, means)


def build_wanted(settings: Settings) -> Wanted:
    """Which files that people send are fetched at all."""

    def wanted(tx: Transaction, incoming: Incoming, now: datetime) -> bool:
        return dues.is_wanted(tx, incoming, now) or (
            settings.roster_files_by_chat and tables.is_wanted(tx, incoming, now)
        )

    return wanted


def build_tick(settings: Settings, engine: Engine) -> Tick:
    """Everything that time alone brings about."""
    rounds: list[Tick] = [
        partial(
            roster_round,
            around=engine.means.around,
            database=settings.database,
            exports=settings.exports,
            keep=timedelta(days=settings.keep_after_leaving_days),
        ),
        lambda tx, now: ask_what_is_due(tx, engine.means.book, now),
    ]
    return in_turn(rounds)


def build_recheck(engine: Engine) -> Recheck:
    """Asked in the transaction that claims a row: may it still leave?"""

    def recheck(tx: Transaction, row: OutboxRow, now: datetime) -> bool:
        return may_leave(tx, row) and is_still_due(tx, row, now, engine.means.book)

    return recheck


def build_eraser(now: datetime) -> Eraser:
    """Applies the list of erasures to people and accounts alike."""
    return eraser(now)


def _dues(tx: Transaction, agency: Agency, today: date, *, book: Book) -> tuple[str, ...]:
    """The unit's next due days that are scheduled and not yet handed in."""
    entries = find_entries(load_sources(tx, today, today + _AHEAD), today, today + _AHEAD, book)
    owed = [
        entry
        for entry in owed_by(entries, Unit(agency.id, agency.regulation, agency.kind))
        if entry.scheduled and not _closed(tx, agency.id, entry.key)
    ]
    return tuple(due_line(one.occurrence.name, one.occurrence.last_day) for one in owed[:_MOST_DUES])


def _closed(tx: Transaction, agency: int, key: str) -> bool:
    mark = find_standing(tx, agency, key)
    return mark is not None and mark.closes
