"""What a channel promises: how much it can carry, and what became of a message that it was given."""

from dataclasses import dataclass
from typing import Protocol

from bot.channels.part import Part


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do; `max_length` counts UTF-16 units of the text without its marks."""

    max_length: int
    caption_length: int = 0
    html: bool = False
    buttons: bool = False
    edit: bool = False
    document: bool = False
    groups: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived, and the far side calls it this."""

    remote_id: str | None = None


@dataclass(frozen=True, slots=True)
class NotSent:
    """It certainly did not arrive; `final` means that trying again is of no use."""

    reason: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The reply was lost: it may have arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person has shut the door: blocked the bot, left, deleted the account."""

    reason: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """The channel asks for patience; it certainly did not take the message."""

    seconds: float


Outcome = Sent | NotSent | Uncertain | Unreachable | RetryAfter


class Channel(Protocol):
    """One way to people. `send` tells every failure by its outcome and raises only when cancelled."""

    @property
    def name(self) -> str:
        """The name under which its rows stand in inbox and outbox."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can carry."""

    async def send(self, chat: str, part: Part, row: int) -> Outcome:
        """Send one part; `row` is its id in the outbox, for buttons whose words are too long to carry."""

    async def show_typing(self, chat: str) -> None:
        """Show that an answer is coming, where the channel can; whatever goes wrong is of no matter."""
