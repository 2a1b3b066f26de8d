"""How fast a channel may be written to: one bucket of tokens for all, one message at a time for each chat.

Whoever waits for an answer is served before reminders. Nothing here must survive: after a restart the bucket
is simply full again.
"""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from bot.store.outbox import Kind

FORGET_AT = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in all, how many at once, the seconds between two in one chat or group.

    Telegram's own: thirty a second in all, one a second in a chat, twenty a minute in a group (Bot FAQ,
    "My bot is hitting limits"). Rate and burst together stay below them in any second.
    """

    rate: float = 24.0
    burst: int = 5
    chat_seconds: float = 1.05
    group_seconds: float = 3.1


class Pace:
    """`await take(chat, kind)` before each send; `rest` when the channel has asked for patience."""

    def __init__(self, limits: Limits, is_group: Callable[[str], bool], clock: Callable[[], float]) -> None:
        self._limits = limits
        self._is_group = is_group
        self._clock = clock
        self._tokens = float(limits.burst)
        self._filled_at = clock()
        self._closed_until = 0.0
        self._chat_free_at: dict[str, float] = {}
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    def wait_for_chat(self, chat: str) -> float:
        """Seconds until the chat itself may be written to again."""
        return max(0.0, self._chat_free_at.get(chat, 0.0) - self._clock())

    async def take(self, chat: str, kind: Kind) -> None:
        """Wait for the chat's turn and for a token; interactive takers pass reminders in the queue."""
        while (wait := self.wait_for_chat(chat)) > 0:  # noqa: ASYNC110  each round may have grown longer
            await asyncio.sleep(wait)
        self._hold_chat(chat)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        rank = 0 if kind is Kind.INTERACTIVE else 1
        heapq.heappush(self._waiting, (rank, next(self._order), turn))
        self._serve()
        await turn
        self._hold_chat(chat)

    def rest(self, chat: str, seconds: float) -> None:
        """The channel refused for now: leave the chat alone that long, and everybody for a second."""
        now = self._clock()
        self._chat_free_at[chat] = max(self._chat_free_at.get(chat, 0.0), now + seconds)
        self._closed_until = max(self._closed_until, now + min(seconds, 1.0))

    def _hold_chat(self, chat: str) -> None:
        now = self._clock()
        if len(self._chat_free_at) > FORGET_AT:
            self._chat_free_at = {one: at for one, at in self._chat_free_at.items() if at > now}
        seconds = self._limits.group_seconds if self._is_group(chat) else self._limits.chat_seconds
        self._chat_free_at[chat] = max(self._chat_free_at.get(chat, 0.0), now + seconds)

    def _serve(self) -> None:
        """Hand out the tokens there are; come back when the next one is due."""
        now = self._clock()
        self._tokens = min(
            float(self._limits.burst), self._tokens + (now - self._filled_at) * self._limits.rate
        )
        self._filled_at = now
        while self._waiting and self._tokens >= 1 and now >= self._closed_until:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._tokens -= 1
                turn.set_result(None)
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            due = max((1 - self._tokens) / self._limits.rate, self._closed_until - now, 0.001)
            self._timer = asyncio.get_running_loop().call_later(due, self._serve)
