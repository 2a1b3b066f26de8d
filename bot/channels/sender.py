"""The loop that empties the outbox into one channel; the only place where a send is ever tried again.

A row is claimed (committed), then sent, then its end is written (committed): killed between any two of these,
the row is sent once more as a repeat, never lost.
"""

import asyncio
import itertools
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels.contract import Channel, NotSent, Outcome, RetryAfter, Sent, Uncertain, Unreachable
from bot.channels.pace import Pace
from bot.channels.part import Part
from bot.messages import delivery as words
from bot.store import Transaction, Writer, delivery, outbox, reach
from bot.store.outbox import Kind, OutboxRow

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
IN_FLIGHT = {Kind.INTERACTIVE: 96, Kind.REMINDER: 24}
LONGEST_NAP = 30.0
# Together with the slowest call this must end before the lease does.
LONGEST_WAIT = 30.0
FIRST_BACKOFF = 1.0
LONGEST_BACKOFF = 60.0

# Whether a row that names a subject is still worth sending; asked in the transaction that claims it.
Recheck = Callable[[Transaction, OutboxRow, datetime], bool]


class Sender:
    """Run it with `run`, wake it after every commit that put rows, stop it with `drain`."""

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
        self._stopping = False
        self._tasks: dict[asyncio.Task[None], Kind] = {}

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    async def run(self) -> None:
        """Send until `drain` is called; the process lock makes sure that nobody else claims."""
        await self._writer.run(lambda tx: outbox.release_claims(tx, self._channel.name))
        while not self._stopping:
            self._awake.clear()
            nap = await self._send_what_is_due()
            try:
                async with asyncio.timeout(nap):
                    await self._awake.wait()
            except TimeoutError:
                continue

    async def drain_answers(self, seconds: float) -> None:
        """Before stopping: send the answers that wait, for so long at most; reminders can wait."""
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while clock() < until and (self._tasks or await self._writer.run(self._has_answers)):
            self.wake()
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=until - clock(), return_when=asyncio.FIRST_COMPLETED)
            else:
                await asyncio.sleep(0.02)
        await self.drain(max(until - clock(), 1.0))

    def _has_answers(self, tx: Transaction) -> bool:
        return outbox.has_due_answers(tx, self._channel.name, self._now())

    async def drain(self, seconds: float) -> None:
        """Stop claiming and let what is on its way arrive, for so long at most; the rest stays in rows."""
        self._stopping = True
        self.wake()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _send_what_is_due(self) -> float:
        """Claim as much as may be in flight and start sending it; returns how long there is nothing to do."""
        now = self._now()
        flying = list(self._tasks.values())
        free = {kind: most - flying.count(kind) for kind, most in IN_FLIGHT.items()}
        # A name for each round: a task that overslept its lease must not end a later claim of the same row.
        owner = f"{self._owner}-{next(self._rounds)}"
        rows, due = await self._writer.run(lambda tx: self._claim(tx, owner, free, now))
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self._tasks[task] = row.kind
            task.add_done_callback(self._forget)
        if due is None:
            return LONGEST_NAP
        return min(max((due - self._now()).total_seconds(), 0.05), LONGEST_NAP)

    def _claim(
        self, tx: Transaction, owner: str, free: dict[Kind, int], now: datetime
    ) -> tuple[list[OutboxRow], datetime | None]:
        outbox.expire(tx, now)
        reach.drop_unreachable(tx, now)
        rows = []
        for kind, limit in free.items():
            if limit > 0:
                claimed = outbox.claim(
                    tx,
                    channel=self._channel.name,
                    kind=kind,
                    owner=owner,
                    now=now,
                    lease=LEASE,
                    limit=limit,
                )
                rows += [row for row in claimed if self._still_due(tx, row, now)]
        return rows, outbox.next_due(tx, self._channel.name, now)

    def _still_due(self, tx: Transaction, row: OutboxRow, now: datetime) -> bool:
        if row.subject is None or self._recheck is None or self._recheck(tx, row, now):
            return True
        delivery.mark_withdrawn(tx, row, "no longer due", now)
        return False

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        if not task.cancelled() and (fault := task.exception()):
            log.error("delivering a part failed: %s", type(fault).__name__)
        self.wake()

    async def _deliver(self, row: OutboxRow) -> None:
        """Send one part and write down what became of it; give it back when its turn is far away."""
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await self._pace.take(row.chat, row.kind)
        except TimeoutError:
            wait = timedelta(seconds=max(self._pace.wait_for_chat(row.chat), FIRST_BACKOFF))
            again = self._now() + wait
            await self._writer.run(lambda tx: delivery.mark_not_sent(tx, row, again, "no turn yet"))
            return
        try:
            part = _decorate(Part.from_json(row.body), row)
        except (ValueError, KeyError, TypeError):
            await self._finish(row, NotSent("unreadable row", final=True))
            return
        try:
            outcome = await self._channel.send(row.chat, part, row.id)
        except Exception as fault:  # noqa: BLE001  a channel that breaks its promise must not hold the row
            outcome = Uncertain(type(fault).__name__)
        await self._finish(row, outcome)

    async def _finish(self, row: OutboxRow, outcome: Outcome) -> None:
        now = self._now()
        if isinstance(outcome, RetryAfter):
            self._pace.rest(row.chat, outcome.seconds)
        if not isinstance(outcome, Sent):
            log.warning("row %s on try %s: %s", row.id, row.tries, outcome)
        if not await self._writer.run(lambda tx: _write_down(tx, row, outcome, now)):
            log.warning("row %s had passed to another owner before it was finished", row.id)


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
