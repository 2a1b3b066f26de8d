"""People as ids, and apart from them what names them: a contact row that can be erased.

Audit rows, designations and changes know the id only. The random `key` names a person outside the database
(list of erasures): unlike the id, a restored backup can't give it to somebody else.
"""

import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from bot.roster.spelling import name_key
from bot.store import Transaction
from bot.store.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Contact:
    """What names somebody: duty data only. `title` is the post held in the agency, as people write it."""

    name: str
    title: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the roster knows; `contact` is None once the person was erased."""

    id: int
    key: str
    contact: Contact | None
    erased_at: datetime | None

    @property
    def name(self) -> str | None:
        """The name, if it is still kept."""
        return self.contact.name if self.contact else None


def add_person(tx: Transaction, contact: Contact, now: datetime) -> int:
    """Write a new person; returns the id."""
    row = tx.one(
        "INSERT INTO person (key, created_at) VALUES (?, ?) RETURNING id",
        (secrets.token_hex(8), to_text(now)),
    )
    person_id = int(row["id"]) if row else 0
    set_contact(tx, person_id, contact, now)
    return person_id


def get_person(tx: Transaction, person_id: int) -> Person:
    """The person. Raises LookupError."""
    row = tx.one(f"{_SELECT} WHERE person.id = ?", (person_id,))
    if row is None:
        raise LookupError(f"there is no person {person_id}")
    return _person(row)


def find_by_key(tx: Transaction, key: str) -> Person | None:
    """The person whom the outside list names so."""
    row = tx.one(f"{_SELECT} WHERE person.key = ?", (key,))
    return _person(row) if row else None


def find_people(tx: Transaction, name: str, phone: str | None = None) -> list[Person]:
    """Everybody of this name, marks and case aside; with a number, only who has that number or none."""
    rows = tx.all(
        f"{_SELECT} WHERE name_key = ? AND (? IS NULL OR phone IS NULL OR phone = ?)"
        " ORDER BY phone IS NULL, person.id",
        (name_key(name), phone, phone),
    )
    return [_person(row) for row in rows]


def set_contact(tx: Transaction, person_id: int, contact: Contact, now: datetime) -> None:
    """Replace what names a person."""
    tx.execute(
        "INSERT INTO person_contact (person_id, name, name_key, title, phone, email, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id) DO UPDATE SET name = excluded.name,"
        " name_key = excluded.name_key, title = excluded.title, phone = excluded.phone,"
        " email = excluded.email, updated_at = excluded.updated_at",
        (
            person_id,
            contact.name.strip(),
            name_key(contact.name),
            contact.title,
            contact.phone,
            contact.email,
            to_text(now),
        ),
    )


def merged(known: Contact, said: Contact) -> Contact:
    """The known contact with what was said now laid over it."""
    return replace(
        known,
        title=said.title or known.title,
        phone=said.phone or known.phone,
        email=said.email or known.email,
    )


_SELECT = (
    "SELECT person.*, name, title, phone, email FROM person"
    " LEFT JOIN person_contact ON person_contact.person_id = person.id"
)


def _person(row: sqlite3.Row) -> Person:
    named = row["name"] is not None
    return Person(
        id=row["id"],
        key=row["key"],
        contact=Contact(row["name"], row["title"], row["phone"], row["email"]) if named else None,
        erased_at=from_text(row["erased_at"]) if row["erased_at"] else None,
    )
