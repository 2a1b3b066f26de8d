"""Chats side by side, each in its own order: a lane a chat, one turn at a time in it.

Lanes hold ids of stored rows only; whatever is in them when the process dies is replayed from the inbox.
"""

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.channels.turn import Engine, Reader, count_failure, take_turn, where
from bot.store import StoreClosed, Writer
from bot.store.database import is_disk_trouble, name_of
from bot.store.inbox import InboxRow

log = logging.getLogger(__name__)

TYPING_AFTER = 0.5
MOST_SHOWN = 4
AGAIN_AFTER = 0.2
DISK_AGAIN_AFTER = 2.0
PREPARE_SECONDS = 30.0
# An update that has seen so many starts may be what ends them.
CAREFUL_AFTER = 3


class Lanes:
    """Hand in stored rows with `put`; `drain` waits until every lane is empty."""

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        engine: Engine,
        now: Callable[[], datetime],
        *,
        caused: Callable[[], None],
        show_typing: Callable[[str], Awaitable[None]],
        prepare: Callable[[InboxRow], Awaitable[object]] | None = None,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._engine = engine
        self._now = now
        self._caused = caused
        self._show_typing = show_typing
        self._prepare = prepare
        self._lanes: dict[str, deque[InboxRow]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._careful = asyncio.Lock()
        self._shown = 0

    def put(self, row: InboxRow) -> None:
        """Line a row up behind the others of its chat."""
        lane = self._lanes.get(row.chat)
        if lane is not None:
            lane.append(row)
            return
        self._lanes[row.chat] = deque([row])
        task = asyncio.create_task(self._run(row.chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Let the lanes run empty, for at most so long; what is left is replayed at the next start."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, chat: str) -> None:
        lane = self._lanes[chat]
        try:
            while lane:
                await self._handle(lane[0])
                lane.popleft()
        except StoreClosed:
            return
        finally:
            del self._lanes[chat]

    async def _handle(self, row: InboxRow) -> None:
        """Try a row until it is done or set aside, showing that something is coming when that takes long."""
        typing = asyncio.create_task(self._type_when_slow(row.chat))
        try:
            await self._make_ready(row)
            if row.replays < CAREFUL_AFTER:
                await self._try_until_done(row)
                return
            # Perhaps this one kills the process: alone, and with its try counted before it begins.
            async with self._careful:
                if not await self._count(row, RuntimeError()):
                    await self._try_until_done(row)
        finally:
            typing.cancel()

    async def _make_ready(self, row: InboxRow) -> None:
        """What a turn needs of the network comes before it; without it the turn is taken all the same."""
        if self._prepare is None:
            return
        try:
            async with asyncio.timeout(PREPARE_SECONDS):
                await self._prepare(row)
        except StoreClosed:
            raise
        except Exception as fault:  # noqa: BLE001  the turn itself says what is missing
            log.warning("update %s could not be made ready: %s", row.id, where(fault))

    async def _try_until_done(self, row: InboxRow) -> None:
        while not await self._try(row):  # noqa: ASYNC110  a try is work, not a look at a flag
            await asyncio.sleep(AGAIN_AFTER)

    async def _try(self, row: InboxRow) -> bool:
        """One try; True when the row needs no further one. A failing disk is no fault of the row's."""
        now = self._now()
        try:
            caused = await self._writer.run(lambda tx: take_turn(tx, row.id, self._reader, self._engine, now))
        except StoreClosed:
            raise
        except Exception as fault:  # noqa: BLE001  whatever the engine raises must not stop the lane
            if is_disk_trouble(fault):
                log.warning("the database takes no work (%s); update %s waits", name_of(fault), row.id)
                await asyncio.sleep(DISK_AGAIN_AFTER)
                return False
            return await self._count(row, fault)
        if caused:
            self._caused()
        return True

    async def _count(self, row: InboxRow, fault: Exception) -> bool:
        """Count a failed try; True when the row is set aside."""
        now = self._now()
        try:
            aside = await self._writer.run(lambda tx: count_failure(tx, row.id, fault, self._reader, now))
        except sqlite3.Error as trouble:
            log.warning("a failed try could not be counted: %s", where(trouble))
            await asyncio.sleep(DISK_AGAIN_AFTER)
            return False
        if aside:
            self._caused()
        return aside

    async def _type_when_slow(self, chat: str) -> None:
        """Under a flood most go without: showing everybody that they must wait would make them wait longer."""
        await asyncio.sleep(TYPING_AFTER)
        if self._shown < MOST_SHOWN:
            self._shown += 1
            try:
                await self._show_typing(chat)
            finally:
                self._shown -= 1
