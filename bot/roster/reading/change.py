"""What a roster message means: who leaves, who comes, from when, and what is still missing."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What a message asks to be done with the roster."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"
    UPDATE = "update"
    NONE = "none"


class Missing(StrEnum):
    """A detail without which the change can't be recorded."""

    EFFECTIVE = "effective"
    OUT_NAME = "out.name"
    IN_NAME = "in.name"
    IN_PHONE = "in.phone"


class Doubt(StrEnum):
    """Why the draft of a change should be shown with a question."""

    NAME_GUESSED = "name-guessed"
    GIVEN_NAME_ONLY = "given-name-only"
    ROLE_GUESSED = "role-guessed"
    DATE_UNCLEAR = "date-unclear"
    DATE_IN_THE_PAST = "date-in-the-past"
    QUESTION_BESIDE = "question-beside"
    ONLY_PLANNED = "only-planned"
    PERHAPS_PASSING = "perhaps-passing"
    NOT_ON_ROSTER = "not-on-roster"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a message; a field that the message does not give is None."""

    name: str | None
    title: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who writes: `unit` is the agency they speak for unless they name another."""

    regulation: str | None = None
    unit: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedChange:
    """A message as a structured change.

    `leaving` carries names only. With `Action.UPDATE`, `coming` holds those who stay, with just the fields that change.
    `unit` is set only when the message speaks of another unit than the reporter's.
    """

    action: Action
    leaving: tuple[Person, ...] = ()
    coming: tuple[Person, ...] = ()
    effective: dt.date | None = None
    missing: tuple[Missing, ...] = ()
    unit: str | None = None
    unsure: tuple[Doubt, ...] = ()


NO_CHANGE = ParsedChange(Action.NONE)
