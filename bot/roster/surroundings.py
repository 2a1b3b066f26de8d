"""What the roster needs from the rest of the bot, handed in: dues, the staffing check, the bot's name in links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.roster.agencies import Agency
from bot.store import Transaction
from corpus import Position


@dataclass(frozen=True, slots=True)
class Finding:
    """A staffing rule that a unit would break: the rule's code and where it stands, as officers read it."""

    code: str
    citation: str


def _no_dues(_tx: Transaction, _agency: Agency, _today: date) -> Sequence[str]:
    return ()


def _move_nothing(_tx: Transaction, _agency: int, _leaver: int, _newcomer: int, _now: datetime) -> int:
    return 0


def _no_findings(_agency: Agency, _members: Sequence[Position | None]) -> Sequence[Finding]:
    return ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hooks, each with an answer for a bot that has nothing there.

    `dues`: the unit's coming duties as lines; `move_dues`: hand the leaver's open dues to the newcomer, how many;
    `check_staffing`: what the unit would break with these positions.
    """

    bot_name: str | None = None
    dues: Callable[[Transaction, Agency, date], Sequence[str]] = _no_dues
    move_dues: Callable[[Transaction, int, int, int, datetime], int] = _move_nothing
    check_staffing: Callable[[Agency, Sequence[Position | None]], Sequence[Finding]] = _no_findings


ALONE = Surroundings()
