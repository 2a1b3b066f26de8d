"""What the cues of a message add up to: weights of roles, and signs that belong to nobody in particular."""

from dataclasses import dataclass, field

from bot.roster.reading.people import Individual
from bot.roster.reading.walk import Group


@dataclass(slots=True)
class Signs:
    """What the cues of a message say beside the roles of people.

    `promised`: a newcomer will be named later; `nobody`: there is none; `unnamed_leaver`: "người cũ".
    """

    swaps: bool = False
    announces: bool = False
    adds: bool = False
    drops: bool = False
    leaves: bool = False
    promised: bool = False
    nobody: bool = False
    unnamed_leaver: bool = False
    speaker_comes: bool = False
    promoted: list[Individual] = field(default_factory=list)


def leaving(group: Group, more: float = 0.0) -> None:
    """A cue says that these leave."""
    for person, weight in group:
        person.leaves = max(person.leaves, weight + more)
        person.soft = False


def coming(group: Group, more: float = 0.0) -> None:
    """A cue says that these come."""
    for person, weight in group:
        person.comes = max(person.comes, weight + more)
