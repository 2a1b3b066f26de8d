"""What a roster matter says and to whom: the answer in the chat, and notices to others as values.

The caller puts them into the outbox in the same transaction; a notice's `key` makes it exist only once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.channels.message import OutMessage
from bot.roster.links import Address, addresses
from bot.store import Transaction


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell somebody; `to` is empty when the person has no confirmed link."""

    key: str
    person: int | None
    to: tuple[Address, ...]
    message: OutMessage


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an act: `messages` answer in the chat, `draft` is the open card they show, `change` what was recorded."""

    messages: tuple[OutMessage, ...]
    notices: tuple[Notice, ...] = ()
    draft: int | None = None
    change: int | None = None


def tell(tx: Transaction, people: Iterable[int], key: str, message: OutMessage) -> tuple[Notice, ...]:
    """One message to several people, each once."""
    return tuple(
        Notice(f"{key}:{person}", person, addresses(tx, person), message) for person in dict.fromkeys(people)
    )
