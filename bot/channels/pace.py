"""How fast a channel may be written to: one bucket of tokens for all, and a rest for each chat after a message.

Pure: whoever asks brings the moment, in seconds of any steady clock. Nothing here must survive: after a restart
the bucket is simply full again.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in all, how many at once, the seconds between two in one chat or group.

    Telegram's own: thirty a second in all, one a second in a chat, twenty a minute in a group (Bot FAQ,
    "My bot is hitting limits"). Rate and burst together stay below them in any second.
    """

    rate: float = 28.0
    burst: int = 2
    chat_seconds: float = 1.05
    group_seconds: float = 3.1


class Pace:
    """Ask `ready_in` and `resting` before a message, tell `spend` of it, tell `rest` when it was refused."""

    def __init__(self, limits: Limits, is_group: Callable[[str], bool], now: float) -> None:
        self._limits = limits
        self._is_group = is_group
        self._tokens = float(limits.burst)
        self._filled_at = now
        self._closed_until = now
        self._chat_free_at: dict[str, float] = {}

    def ready_in(self, now: float) -> float:
        """Seconds until any message may leave; 0 when one may leave now."""
        self._fill(now)
        missing = max(0.0, 1.0 - self._tokens) / self._limits.rate
        return max(missing, self._closed_until - now, 0.0)

    def tokens(self, now: float) -> float:
        """How many messages may leave at once, chats permitting; 0 while everybody must wait."""
        self._fill(now)
        return self._tokens if now >= self._closed_until else 0.0

    def rests_for(self, chat: str, now: float) -> float:
        """Seconds until this chat may be written to; 0 when it may be now."""
        return max(0.0, self._chat_free_at.get(chat, 0.0) - now)

    def resting(self, now: float) -> list[str]:
        """The chats that must not be written to yet."""
        self._chat_free_at = {chat: at for chat, at in self._chat_free_at.items() if at > now}
        return list(self._chat_free_at)

    def next_free_in(self, now: float) -> float | None:
        """Seconds until the first of the resting chats is free; None when none rests."""
        if not self._chat_free_at:
            return None
        return max(0.0, min(self._chat_free_at.values()) - now)

    def spend(self, chat: str, now: float) -> None:
        """A message leaves for this chat."""
        self._fill(now)
        self._tokens -= 1.0
        seconds = self._limits.group_seconds if self._is_group(chat) else self._limits.chat_seconds
        if seconds > 0:
            self._chat_free_at[chat] = max(self._chat_free_at.get(chat, 0.0), now + seconds)

    def rest(self, chat: str, seconds: float, now: float) -> None:
        """The channel asked for patience: leave the chat alone that long, and everybody for a second."""
        self._chat_free_at[chat] = max(self._chat_free_at.get(chat, 0.0), now + seconds)
        self._closed_until = max(self._closed_until, now + min(seconds, 1.0))

    def _fill(self, now: float) -> None:
        gained = max(0.0, now - self._filled_at) * self._limits.rate
        self._tokens = min(float(self._limits.burst), self._tokens + gained)
        self._filled_at = now
