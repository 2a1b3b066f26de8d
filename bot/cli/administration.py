"""What the administrator's commands share: the transaction beside the bot, whom an argument means, contacts from options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from bot.cli.ask import known_regulation
from bot.failures import Failure
from bot.knowledge import load_regulations
from bot.messages import sheets
from bot.roster import (
    Agency,
    Contact,
    Person,
    day_in_vietnam,
    find_agencies,
    find_people,
    get_agency,
    get_person,
)
from bot.roster.cells import Fault, email_of, name_of, phone_of
from bot.roster.columns import Column
from bot.settings import Settings
from bot.store import Transaction
from bot.store.beside import beside


def now_utc() -> datetime:
    """The moment of the command."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is where the officers are."""
    return day_in_vietnam(now_utc())


@contextmanager
def administering() -> Iterator[Transaction]:
    """One transaction on the database of DAUMOI_HOME, beside the running bot."""
    with beside(Settings().database, now_utc()) as tx:
        yield tx


def check_regulation(name: str | None) -> str | None:
    """A regulation's id, if one was given. Raises Failure for one that nobody knows."""
    known_regulation(name, list(load_regulations(Settings().regulations).regulations))
    return name


def get_named_agency(tx: Transaction, text: str) -> Agency:
    """The unit of a name or number. Raises Failure when none or more than one is meant."""
    if text.isdecimal():
        try:
            return get_agency(tx, int(text), today())
        except LookupError:
            raise Failure(f"there is no agency {text}; `daumoi admin agency list` shows all") from None
    found = find_agencies(tx, text, today())
    if len(found) != 1:
        numbers = ", ".join(str(one.id) for one in found)
        raise Failure(
            f"{text!r} means the agencies {numbers}; give the number"
            if found
            else f"no agency is called {text!r}; `daumoi admin agency list` shows all"
        )
    return found[0]


def get_named_person(tx: Transaction, text: str) -> Person:
    """The person of a number or full name. Raises Failure when none or more than one is meant."""
    if text.isdecimal():
        try:
            return get_person(tx, int(text))
        except LookupError:
            raise Failure(f"there is no person {text}; `daumoi admin person list` shows all") from None
    found = [one for one in find_people(tx, text) if one.contact is not None]
    if len(found) != 1:
        numbers = ", ".join(str(one.id) for one in found)
        raise Failure(
            f"{text!r} means the people {numbers}; give the number"
            if found
            else f"nobody is called {text!r}; `daumoi admin person list` shows all"
        )
    return found[0]


def read_contact(
    name: str, title: str | None = None, phone: str | None = None, email: str | None = None
) -> Contact:
    """A contact from the words of options. Raises Failure with what is wrong, as the sheets say it."""
    read = {
        Column.NAME: (name, name_of(name)),
        Column.PHONE: (phone or "", phone_of(phone)),
        Column.EMAIL: (email or "", email_of(email)),
    }
    for column, (typed, value) in read.items():
        if isinstance(value, Fault):
            raise Failure(sheets.cell_fault(column, value, typed))
    return Contact(
        str(read[Column.NAME][1]),
        title,
        str(read[Column.PHONE][1]) or None,
        str(read[Column.EMAIL][1]) or None,
    )


def writable(file: Path) -> Path:
    """The file, its folder made. Raises Failure when it is a folder."""
    if file.is_dir():
        raise Failure(f"{file} is a folder; name a file in it")
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
