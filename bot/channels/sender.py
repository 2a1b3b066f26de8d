"""The loop that empties the outbox into one channel; the only place where a send is ever tried again.

Rows are claimed and their ends written down several at a time, but they leave one after another, each begun and
ended in the journal: a killed process leaves a single message of which nobody knows whether it arrived, and so
no more than one repeat. Only while the far side is slow does the next one leave before the last has ended; then a
kill leaves as many in doubt as were on their way: one, and one more for each OVERLAP_AFTER that a reply takes,
MOST_AT_ONCE at most. Every one of them goes out again with its mark.
"""

import asyncio
import itertools
import logging
import secrets
import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.channels.contract import Channel, NotSent, Outcome, RetryAfter, Sent, Uncertain
from bot.channels.ends import decorate, end_of, write_down
from bot.channels.pace import Pace
from bot.channels.part import Part
from bot.store import Transaction, Writer, delivery, outbox, reach
from bot.store.database import name_of
from bot.store.journal import SendingJournal
from bot.store.outbox import OutboxRow

log = logging.getLogger(__name__)

# Longer than the slowest call can take.
LEASE = timedelta(seconds=120)
# A send that takes longer than this no longer holds up the others.
OVERLAP_AFTER = 0.1
MOST_AT_ONCE = 64
# So many are claimed together, if the pace lets so many leave at once.
BATCH = 16
LONGEST_NAP = 15.0
SHORTEST_NAP = 0.01
DISK_AGAIN_AFTER = 1.0

# Whether a row that names a subject is still worth sending; asked in the transaction that claims it.
Recheck = Callable[[Transaction, OutboxRow, datetime], bool]


class Sender:
    """Run it with `run`, wake it after every commit that put rows, end it with `drain`."""

    def __init__(
        self,
        writer: Writer,
        channel: Channel,
        pace: Pace,
        now: Callable[[], datetime],
        recheck: Recheck | None = None,
    ) -> None:
        self._writer = writer
        self._channel = channel
        self._pace = pace
        self._now = now
        self._recheck = recheck
        self._journal = SendingJournal(writer.path)
        self._owner = secrets.token_hex(8)
        self._rounds = itertools.count()
        self._awake = asyncio.Event()
        self._claimed: deque[OutboxRow] = deque()
        self._ended: list[tuple[OutboxRow, Outcome]] = []
        self._flying: set[asyncio.Task[None]] = set()
        self._due: datetime | None = None
        self._more_answers = True
        self._drain_until: float | None = None

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    def drain(self, seconds: float) -> None:
        """Send the answers that are due and then end `run`, after so long at most; the rest stays in its rows."""
        self._drain_until = asyncio.get_running_loop().time() + seconds
        self.wake()

    async def run(self) -> None:
        """Send until drained; the process lock makes sure that nobody else claims."""
        clock = asyncio.get_running_loop().time
        told, now = self._journal.read(), self._now()
        await self._writer.run(lambda tx: outbox.settle_claims(tx, self._channel.name, told, now))
        self._journal.forget()
        try:
            while self._drain_until is None or clock() < self._drain_until:
                self._awake.clear()
                if not self._claimed:
                    await self._step(int(min(BATCH, self._pace.tokens(clock()))))
                if self._claimed:
                    await self._send_or_let_fly(self._claimed.popleft())
                elif self._drain_until is not None and not self._more_answers and not self._flying:
                    break
                else:
                    await self._nap(clock())
            if self._flying:
                await asyncio.wait(self._flying, timeout=LONGEST_NAP)
            self._give_back()
            await self._step(0)
        finally:
            self._journal.close()

    async def _step(self, free: int) -> None:
        """One commit: write down what has ended, claim what may leave next. Nothing is lost when it fails."""
        ended, self._ended = self._ended, []
        free = min(free, MOST_AT_ONCE - len(self._flying))
        now = self._now()
        resting = self._pace.resting(asyncio.get_running_loop().time())
        # A name for each step: a send that overslept its lease must not end a later claim of the same row.
        owner = f"{self._owner}-{next(self._rounds)}"

        def work(tx: Transaction) -> tuple[list[int], list[OutboxRow], datetime | None, bool]:
            lost = [row.id for row, outcome in ended if not write_down(tx, row, outcome, now)]
            rows = self._claim(tx, owner, resting, free, now) if free > 0 else []
            name = self._channel.name
            due = None if rows else outbox.next_due(tx, name, now)
            return lost, rows, due, bool(rows) or outbox.has_due_answers(tx, name, now)

        try:
            lost, rows, self._due, self._more_answers = await self._writer.run(work, urgent=True)
        except sqlite3.Error as trouble:
            log.warning("the database takes no work (%s); what was sent is not lost", name_of(trouble))
            self._ended = ended + self._ended
            await asyncio.sleep(DISK_AGAIN_AFTER)
            self.wake()
            return
        self._claimed.extend(rows)
        if lost:
            log.warning("rows %s had passed to another owner before they were finished", lost)
        if not self._flying and not self._ended:
            with suppress(OSError):  # what stands in it then is old, not wrong
                self._journal.forget()

    def _claim(
        self, tx: Transaction, owner: str, resting: list[str], free: int, now: datetime
    ) -> list[OutboxRow]:
        """The next rows worth sending; what is not worth it any more is closed on the way."""
        kept: list[OutboxRow] = []
        while not kept:
            rows = outbox.claim(
                tx,
                channel=self._channel.name,
                owner=owner,
                now=now,
                lease=LEASE,
                limit=free,
                resting=resting,
                mine=self._owner,
                answers_only=self._drain_until is not None,
            )
            if not rows:
                break
            kept = [row for row in rows if self._is_worth_sending(tx, row, now)]
        return kept

    def _is_worth_sending(self, tx: Transaction, row: OutboxRow, now: datetime) -> bool:
        if row.expires_at is not None and row.expires_at <= now:
            delivery.mark_expired(tx, row, now)
        elif reach.unreachable_since(tx, row.channel, row.chat) is not None:
            delivery.mark_unreachable(tx, row, "known to be unreachable", now)
        elif row.subject and self._recheck and not self._recheck(tx, row, now):
            delivery.mark_withdrawn(tx, row, "no longer due", now)
        else:
            return True
        return False

    async def _send_or_let_fly(self, row: OutboxRow) -> None:
        """Send a claimed row, unless its chat must rest: two kinds may have been claimed for one chat."""
        clock = asyncio.get_running_loop().time
        if (wait := self._pace.ready_in(clock())) > 0:
            await asyncio.sleep(wait)
        if (rest := self._pace.rests_for(row.chat, clock())) > 0:
            self._ended.append((row, RetryAfter(rest)))
            return
        self._pace.spend(row.chat, clock())
        task = asyncio.create_task(self._deliver(row))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)
        await asyncio.wait({task}, timeout=OVERLAP_AFTER)

    async def _deliver(self, row: OutboxRow) -> None:
        """Send one part; what became of it is written down by the next step."""
        try:
            self._journal.begin(row.id)
        except OSError as trouble:  # nothing may leave that the next start would not know of
            outcome: Outcome = NotSent(type(trouble).__name__)
            log.warning("the disk takes no writing (%s), nothing is sent until it does", trouble.strerror)
        else:
            outcome = await self._send(row)
            with suppress(
                OSError
            ):  # without it the next start takes the row for doubtful, if it comes to that
                self._journal.end(
                    row.id, end_of(outcome), outcome.remote_id if isinstance(outcome, Sent) else None
                )
        if isinstance(outcome, RetryAfter):
            self._pace.rest(row.chat, outcome.seconds, asyncio.get_running_loop().time())
        if not isinstance(outcome, Sent):
            log.warning("row %s on try %s: %s", row.id, row.tries, outcome)
        self._ended.append((row, outcome))
        self.wake()

    async def _send(self, row: OutboxRow) -> Outcome:
        try:
            part = decorate(Part.from_json(row.body), row)
        except (ValueError, KeyError, TypeError):
            return NotSent("unreadable row", final=True)
        try:
            return await self._channel.send(row.chat, part, row.id)
        except Exception as fault:  # noqa: BLE001  a channel that breaks its promise must not hold the row
            return Uncertain(type(fault).__name__)

    def _give_back(self) -> None:
        """Free what was claimed and has not begun."""
        self._ended += [(row, NotSent("not begun")) for row in self._claimed]
        self._claimed.clear()

    async def _nap(self, clock: float) -> None:
        """Sleep until woken, or until time alone may have made something possible."""
        naps = [LONGEST_NAP]
        if (wait := self._pace.ready_in(clock)) > 0:
            naps.append(wait)
        if self._due is not None:
            naps.append((self._due - self._now()).total_seconds())
        if (free := self._pace.next_free_in(clock)) is not None:
            naps.append(free)
        try:
            async with asyncio.timeout(max(min(naps), SHORTEST_NAP)):
                await self._awake.wait()
        except TimeoutError:
            return
