"""What a roster matter says and to whom: the answer in the chat, and notices to others as values.

The caller puts them into the outbox in the same transaction; a notice's `key` makes it exist only once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.channels.message import OutMessage
from bot.roster.agencies import get_agency
from bot.roster.designations import person_history
from bot.roster.grants import coordinators_for
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


def desk_of(tx: Transaction, person: int, today: date) -> list[int]:
    """The coordinators who look after the units that somebody is or was designated in; never the person itself."""
    units = dict.fromkeys(one.agency for one in person_history(tx, person))
    regulations = {get_agency(tx, one, today).regulation for one in units} or {None}
    found = [one for where in regulations for one in coordinators_for(tx, where)]
    return [one for one in dict.fromkeys(found) if one != person]
