"""What the assistant answers, as values; how it reads is said elsewhere (bot.messages)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus import AgencyLevel, Period, UnitPath


class Outcome(StrEnum):
    """What kind of answer it is."""

    QUOTED = "quoted"  # units of one regulation
    LOOKED_UP = "looked-up"  # the units that the question names
    COMPARED = "compared"  # several regulations side by side
    GROUPED = "grouped"  # nobody said whose regulation: the best unit of each
    NO_SUCH_UNIT = "no-such-unit"  # the question names a unit that the text does not have
    NOT_COVERED = "not-covered"  # a province whose regulation we do not have
    WITHHELD = "withheld"  # nothing answers
    SMALL_TALK = "small-talk"


class Gap(StrEnum):
    """What the quoted unit leaves open of the question."""

    NO_DATE = "no-date"
    NO_PERIOD = "no-period"
    NO_AMOUNT = "no-amount"
    BOUNDARY = "boundary"
    BLANK = "blank"
    NO_CYCLE = "no-cycle"


class SmallTalk(StrEnum):
    """Words that ask for no law."""

    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT = "about"
    ABUSE = "abuse"
    PROMPT = "prompt"
    EMPTY = "empty"


class Edge(StrEnum):
    """Where a row of units ends."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Lack:
    """A place asked for that the text does not have: `path` would be its path, `above` the nearest unit that holds it.

    Of a step past an `edge`, `path` is the last unit on this side; it is None where `above` has no units of the kind.
    """

    path: UnitPath | None
    above: UnitPath | None
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """One unit with the words quoted from it (… marks a cut) and what the quote leaves open, if asked for."""

    path: UnitPath
    quote: str
    gap: Gap | None = None
    other_levels: tuple[
        AgencyLevel, ...
    ] = ()  # the unit is for these levels, none of them the one asked about


@dataclass(frozen=True, slots=True)
class AskedDues:
    """Due days asked for: the cycles; a period's number in the year and its year where named; `following` for the next period."""

    cycles: tuple[Period, ...]
    number: int | None = None
    year: int | None = None
    following: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer.

    `near` are the nearest units when nothing is quoted; `more` the next candidates ("chưa đúng ý"); `silent` regulations of
    a comparison that have no such rule; `uncovered` provinces named that we have no regulation for; `dues` the due
    days asked for (None: no due day is); `lacks` places named that the text does not have; `asks` whether it asks for
    province or level back.
    """

    outcome: Outcome
    cited: tuple[Cited, ...] = ()
    near: tuple[UnitPath, ...] = ()
    more: tuple[UnitPath, ...] = ()
    regulations: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    asks: bool = False
    dues: AskedDues | None = None
    level: AgencyLevel | None = None
    small_talk: SmallTalk | None = None
    lacks: tuple[Lack, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether law is quoted in answer."""
        return bool(self.cited)
