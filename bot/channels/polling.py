"""Fetching Telegram's updates: stored and committed first, confirmed by the next fetch, then handled.

Killed anywhere in between, an update is fetched again (and known by its key) or replayed from the inbox.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.channels.lanes import Lanes
from bot.channels.telegram import Telegram
from bot.channels.telegram_outcomes import seconds_asked
from bot.channels.telegram_updates import make_arrival
from bot.channels.turn import where
from bot.store import StoreClosed, Transaction, Writer, inbox
from bot.store.database import name_of
from bot.store.inbox import InboxRow

log = logging.getLogger(__name__)

LONG_POLL = 25.0
# Under a flood fetches are no closer than this: fewer requests and syncs, each for more updates.
BREATH = 0.03
FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 30.0
# Two bots with one token take turns in shutting each other out; whoever is the mistake should be found, not fought.
CONFLICT_BACKOFF = 5.0


class Polling:
    """Run it with `run`; `stop` ends it, after which `confirm` spares the next start a redelivery."""

    def __init__(self, telegram: Telegram, writer: Writer, lanes: Lanes, now: Callable[[], datetime]) -> None:
        self._telegram = telegram
        self._writer = writer
        self._lanes = lanes
        self._now = now
        self._offset: int | None = None
        self._fetched_at = float("-inf")
        self._stopping = asyncio.Event()
        self._acknowledging: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Replay what was never handled, then fetch until stopped; InvalidToken ends it for good."""
        bot = str(self._telegram.identity.id)
        for row in await self._writer.run(lambda tx: inbox.replay(tx, self._telegram.name, bot)):
            self._lanes.put(row)
        failures = 0
        while not self._stopping.is_set():
            try:
                await self._fetch_and_store()
            except (InvalidToken, StoreClosed):
                raise
            except (TelegramError, sqlite3.Error) as fault:
                failures += 1
                wait = _patience(fault, failures)
                if isinstance(fault, sqlite3.Error):
                    log.warning("the database takes no work (%s); nothing is confirmed", name_of(fault))
                elif isinstance(fault, Conflict):
                    log.warning("somebody else fetches with this bot's token; next try in %.1f s", wait)
                else:
                    log.warning("fetching failed, next try in %.1f s: %s", wait, where(fault))
                await self._wait(wait)
            else:
                failures = 0

    def stop(self) -> None:
        """Fetch no more."""
        self._stopping.set()

    async def confirm(self) -> None:
        """Tell Telegram what has been stored; if that fails, it tells the next start the same again."""
        if self._offset is not None:
            try:
                await self._telegram.bot.fetch(self._offset, 0)
            except TelegramError as fault:
                log.info("the last updates stay unconfirmed: %s", where(fault))

    async def _fetch_and_store(self) -> None:
        clock = asyncio.get_running_loop().time
        if (pause := self._fetched_at + BREATH - clock()) > 0:
            await asyncio.sleep(pause)
        self._fetched_at = clock()
        fetching = asyncio.create_task(self._telegram.bot.fetch(self._offset, LONG_POLL))
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not fetching.done():
                return
            updates = fetching.result()
        finally:
            stopping.cancel()
            fetching.cancel()
        if not updates:
            # Everything is confirmed. Ids may start anew after a quiet week, so none is carried on.
            self._offset = None
            return
        now = self._now()
        rows = await self._writer.run(lambda tx: self._store(tx, updates, now))
        self._offset = max(update["update_id"] for update in updates) + 1
        for row in rows:
            self._acknowledge(updates, row)
            self._lanes.put(row)

    def _store(self, tx: Transaction, updates: list[dict[str, Any]], now: datetime) -> list[InboxRow]:
        arrivals = [make_arrival(update, self._telegram.identity) for update in updates]
        return inbox.store(tx, [arrival for arrival in arrivals if arrival is not None], now)

    def _acknowledge(self, updates: list[dict[str, Any]], row: InboxRow) -> None:
        """Let the app of whoever pressed a button know at once; only the live press, never a replayed one."""
        update = next(one for one in updates if str(one["update_id"]) == row.update_id)
        query = update.get("callback_query", {}).get("id")
        if query:
            task = asyncio.create_task(self._telegram.acknowledge(query))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def _patience(fault: Exception, failures: int) -> float:
    """How long to wait after a failure: what the server asks for, else ever longer."""
    if isinstance(fault, RetryAfter):
        return seconds_asked(fault)
    if isinstance(fault, Conflict):
        return CONFLICT_BACKOFF
    if isinstance(fault, TimedOut):
        return FIRST_BACKOFF
    return float(min(FIRST_BACKOFF * 2 ** min(failures - 1, 10), LONGEST_BACKOFF))
