"""Links between people and their accounts: provisional until the number matches or a coordinator confirms.

One link a person and channel, one person an account. A link that ended stays as history, without a way to
write to it once the person was erased.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.roster.rights import Linked
from bot.store import Transaction, audit
from bot.store.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody can be written to."""

    channel: str
    user: str
    chat: str


@dataclass(frozen=True, slots=True)
class Link:
    """An account that belongs, or is said to belong, to a person."""

    id: int
    person: int
    address: Address
    state: Linked
    linked_at: datetime


def find_link(tx: Transaction, channel: str, user: str) -> Link | None:
    """The link of an account, if it has one now."""
    row = tx.one("SELECT * FROM link WHERE channel = ? AND user = ? AND state <> 'ended'", (channel, user))
    return _link(row) if row else None


def links_of(tx: Transaction, person: int) -> list[Link]:
    """The links that a person has now."""
    rows = tx.all("SELECT * FROM link WHERE person_id = ? AND state <> 'ended' ORDER BY id", (person,))
    return [_link(row) for row in rows]


def addresses(tx: Transaction, person: int) -> tuple[Address, ...]:
    """Where a person may be told of roster matters: confirmed links only."""
    return tuple(one.address for one in links_of(tx, person) if one.state is Linked.CONFIRMED)


def add_link(tx: Transaction, person: int, address: Address, now: datetime, by: str = "console") -> Link:
    """Write a provisional link; the person's link on that channel, if any, must have been ended."""
    row = tx.one(
        "INSERT INTO link (person_id, channel, user, chat, linked_at) VALUES (?, ?, ?, ?, ?) RETURNING *",
        (person, address.channel, address.user, address.chat, to_text(now)),
    )
    if row is None:
        raise LookupError(f"no link was written for person {person}")
    audit.note(
        tx,
        actor=by,
        action="link",
        subject=f"person:{person}",
        now=now,
        detail={"link": int(row["id"])},
    )
    return _link(row)


def confirm(tx: Transaction, link: Link, by: str, now: datetime) -> bool:
    """A provisional link counts from now on; False when it was confirmed or has ended meanwhile."""
    changed = tx.execute(
        "UPDATE link SET state = 'confirmed', confirmed_at = ?, confirmed_by = ?"
        " WHERE id = ? AND state = 'provisional'",
        (to_text(now), by, link.id),
    ).rowcount
    if changed:
        audit.note(
            tx,
            actor=by,
            action="confirm link",
            subject=f"person:{link.person}",
            now=now,
            detail={"link": link.id},
        )
    return changed == 1


def end_link(tx: Transaction, link: Link, by: str, now: datetime) -> bool:
    """The account loses every right at once; False when it had none."""
    changed = tx.execute(
        "UPDATE link SET state = 'ended', ended_at = ?, ended_by = ? WHERE id = ? AND state <> 'ended'",
        (to_text(now), by, link.id),
    ).rowcount
    if changed:
        audit.note(
            tx,
            actor=by,
            action="end link",
            subject=f"person:{link.person}",
            now=now,
            detail={"link": link.id},
        )
    return changed == 1


def _link(row: sqlite3.Row) -> Link:
    return Link(
        id=row["id"],
        person=row["person_id"],
        address=Address(row["channel"], row["user"] or "", row["chat"] or ""),
        state=Linked(row["state"]),
        linked_at=from_text(row["linked_at"]),
    )
