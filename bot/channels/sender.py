"""The loop that empties the outbox into one channel; the only place where a send is ever tried again.

One message at a time: what became of the last one and the claim of the next are one commit, then the next one
leaves. So a killed process leaves a single message of which nobody knows whether it arrived, and promises no
more than one repeat. Only while the far side is slow does the next one leave before the last has ended.
"""

import asyncio
import itertools
import logging
import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels.contract import Channel, NotSent, Outcome, RetryAfter, Sent, Uncertain, Unreachable
from bot.channels.pace import Pace
from bot.channels.part import Part
from bot.messages import delivery as words
from bot.store import Transaction, Writer, delivery, outbox, reach
from bot.store.outbox import Kind, OutboxRow

log = logging.getLogger(__name__)

# Longer than the slowest call can take.
LEASE = timedelta(seconds=120)
# A send that takes longer than this no longer holds up the others.
OVERLAP_AFTER = 0.1
MOST_AT_ONCE = 64
LONGEST_NAP = 15.0
SHORTEST_NAP = 0.01
DISK_AGAIN_AFTER = 1.0
FIRST_BACKOFF = 1.0
LONGEST_BACKOFF = 60.0

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
        self._owner = secrets.token_hex(8)
        self._rounds = itertools.count()
        self._awake = asyncio.Event()
        self._ended: list[tuple[OutboxRow, Outcome]] = []
        self._flying: set[asyncio.Task[None]] = set()
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
        await self._writer.run(lambda tx: outbox.release_claims(tx, self._channel.name), urgent=True)
        while self._drain_until is None or clock() < self._drain_until:
            self._awake.clear()
            wait = self._pace.ready_in(clock())
            try:
                row, due, more = await self._step(claim=wait <= 0)
            except sqlite3.Error as trouble:
                # Nothing was claimed, and what has ended is kept for the next step.
                log.warning("the database takes no work: %s", type(trouble).__name__)
                await asyncio.sleep(DISK_AGAIN_AFTER)
                continue
            if row is not None:
                self._pace.spend(row.chat, clock())
                await self._send_or_let_fly(row)
            elif self._drain_until is not None and not more and not self._flying:
                break
            else:
                await self._nap(wait, due, clock())
        if self._flying:
            await asyncio.wait(self._flying, timeout=LONGEST_NAP)
        await self._step(claim=False)

    async def _step(self, *, claim: bool) -> tuple[OutboxRow | None, datetime | None, bool]:
        """One commit: write down what ended, claim the next row.

        Also tells when time alone will make another row due, and whether an answer is due that had to wait.
        """
        now = self._now()
        ended, self._ended = self._ended, []
        claim = claim and len(self._flying) < MOST_AT_ONCE
        resting = self._pace.resting(asyncio.get_running_loop().time())
        # A name for each claim: a send that overslept its lease must not end a later claim of the same row.
        owner = f"{self._owner}-{next(self._rounds)}"

        def work(tx: Transaction) -> tuple[list[int], OutboxRow | None, datetime | None, bool]:
            lost = [row.id for row, outcome in ended if not _write_down(tx, row, outcome, now)]
            row = self._claim(tx, owner, resting, now) if claim else None
            name = self._channel.name
            if row is not None:
                return lost, row, None, True
            return lost, None, outbox.next_due(tx, name, now), outbox.has_due_answers(tx, name, now)

        try:
            lost, row, due, more = await self._writer.run(work, urgent=True)
        except BaseException:
            self._ended = ended + self._ended
            raise
        if lost:
            log.warning("rows %s had passed to another owner before they were finished", lost)
        return row, due, more

    def _claim(self, tx: Transaction, owner: str, resting: list[str], now: datetime) -> OutboxRow | None:
        """The next row worth sending; what is not worth it any more is closed on the way."""
        answers_only = self._drain_until is not None
        while True:
            row = outbox.claim_next(
                tx,
                channel=self._channel.name,
                owner=owner,
                now=now,
                lease=LEASE,
                resting=resting,
                mine=self._owner,
                answers_only=answers_only,
            )
            if row is None:
                return None
            if row.expires_at is not None and row.expires_at <= now:
                delivery.mark_expired(tx, row, now)
            elif reach.unreachable_since(tx, row.channel, row.chat) is not None:
                delivery.mark_unreachable(tx, row, "known to be unreachable", now)
            elif row.subject and self._recheck and not self._recheck(tx, row, now):
                delivery.mark_withdrawn(tx, row, "no longer due", now)
            else:
                return row

    async def _send_or_let_fly(self, row: OutboxRow) -> None:
        task = asyncio.create_task(self._deliver(row))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)
        await asyncio.wait({task}, timeout=OVERLAP_AFTER)

    async def _deliver(self, row: OutboxRow) -> None:
        """Send one part; what became of it is written down by the next step."""
        try:
            part = _decorate(Part.from_json(row.body), row)
        except (ValueError, KeyError, TypeError):
            outcome: Outcome = NotSent("unreadable row", final=True)
        else:
            try:
                outcome = await self._channel.send(row.chat, part, row.id)
            except Exception as fault:  # noqa: BLE001  a channel that breaks its promise must not hold the row
                outcome = Uncertain(type(fault).__name__)
        if isinstance(outcome, RetryAfter):
            self._pace.rest(row.chat, outcome.seconds, asyncio.get_running_loop().time())
        if not isinstance(outcome, Sent):
            log.warning("row %s on try %s: %s", row.id, row.tries, outcome)
        self._ended.append((row, outcome))
        self.wake()

    async def _nap(self, wait: float, due: datetime | None, clock: float) -> None:
        """Sleep until woken, or until time alone may have made something possible."""
        naps = [LONGEST_NAP]
        if wait > 0:
            naps.append(wait)
        if due is not None:
            naps.append((due - self._now()).total_seconds())
        if (free := self._pace.next_free_in(clock)) is not None:
            naps.append(free)
        try:
            async with asyncio.timeout(max(min(naps), SHORTEST_NAP)):
                await self._awake.wait()
        except TimeoutError:
            return


def _write_down(tx: Transaction, row: OutboxRow, outcome: Outcome, now: datetime) -> bool:
    again = now + timedelta(seconds=min(FIRST_BACKOFF * 2 ** min(row.tries - 1, 10), LONGEST_BACKOFF))
    match outcome:
        case Sent(remote_id):
            return delivery.mark_sent(tx, row, remote_id, now)
        case Unreachable(reason):
            return delivery.mark_unreachable(tx, row, reason, now)
        case RetryAfter(seconds):
            return delivery.mark_not_sent(tx, row, now + timedelta(seconds=seconds), "retry after")
        case Uncertain(reason):
            return delivery.mark_uncertain(tx, row, again, reason)
        case NotSent(reason, final=True):
            return delivery.mark_refused(tx, row, reason, now)
        case NotSent(reason):
            return delivery.mark_not_sent(tx, row, again, reason)


def _decorate(part: Part, row: OutboxRow) -> Part:
    """The part with its number: over it when it may have arrived before, under it when it is a reminder."""
    if row.repeats > 0:
        return part.headed(words.repeat_mark(row.number))
    if row.kind is Kind.REMINDER:
        return part.footed(words.reminder_number(row.number))
    return part
