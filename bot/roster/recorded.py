"""Recorded changes: what a coordinator has recorded, waiting for its day, applied, withdrawn or stopped.

Rows of `roster_change` hold ids; what names people (values before and after, the reason) stands in tables that
can be erased. A change belongs to its agency's id, so a new name in between changes nothing.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.messages.roster import ALONE_MARK
from bot.roster.basis import LegalBasis, put_basis
from bot.roster.persons import Contact, add_person, get_person, merged
from bot.store import Transaction, audit
from bot.store.moments import to_text
from corpus import Position

FIELDS = ("name", "title", "phone", "email")


class ChangeKind(StrEnum):
    """What a change does."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"
    UPDATE = "update"


class ChangeState(StrEnum):
    """How a recorded change stands; all but RECORDED are final."""

    RECORDED = "recorded"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who comes or stays with new details; `person` is None for somebody new.

    `exact`: the contact replaces what is known as a whole, where a field that is None clears it.
    """

    contact: Contact
    person: int | None = None
    position: Position | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Instruction:
    """A change as it is to be recorded. `alone`: entered and recorded by one person, with a reason or document."""

    kind: ChangeKind
    agency: int
    effective_on: date
    leaving: tuple[int, ...]
    coming: tuple[Coming, ...]
    basis: LegalBasis
    author: str
    recorder: str
    alone: bool = False
    reason: str | None = None
    undoes: int | None = None
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A person's side of a change, by id."""

    person: int
    position: Position | None


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change as the store keeps it."""

    id: int
    kind: ChangeKind
    agency: int
    effective_on: date
    state: ChangeState
    author: str
    recorder: str
    alone: bool
    basis: int
    undoes: int | None
    leaving: tuple[Party, ...]
    coming: tuple[Party, ...]

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody concerned."""
        return tuple(party.person for party in (*self.leaving, *self.coming))


def record(tx: Transaction, instruction: Instruction, now: datetime) -> RecordedChange:
    """Write a change; people who are new get their ids here. Raises sqlite3.IntegrityError when undone twice."""
    row = tx.one(
        "INSERT INTO roster_change (kind, agency_id, effective_on, author, recorder, alone, basis_id, undoes_id,"
        " draft_id, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            instruction.kind,
            instruction.agency,
            instruction.effective_on.isoformat(),
            instruction.author,
            instruction.recorder,
            int(instruction.alone),
            put_basis(tx, instruction.basis),
            instruction.undoes,
            instruction.draft,
            to_text(now),
        ),
    )
    change = int(row["id"]) if row else 0
    for person in instruction.leaving:
        _add_party(tx, change, person, "leaving", None)
    for coming in instruction.coming:
        person = coming.person or add_person(tx, coming.contact, now)
        _add_party(tx, change, person, "coming", coming.position)
        _keep_values(tx, change, person, coming)
    if instruction.reason:
        tx.execute(
            "INSERT INTO change_reason (change_id, reason) VALUES (?, ?)", (change, instruction.reason)
        )
    detail: dict[str, str | int] = {
        "kind": str(instruction.kind),
        "agency": instruction.agency,
        "author": instruction.author,
    }
    if instruction.alone:
        detail["alone"] = ALONE_MARK
    audit.note(
        tx,
        actor=instruction.recorder,
        action="record change",
        subject=f"change:{change}",
        now=now,
        detail=detail,
    )
    return get_change(tx, change)


def get_change(tx: Transaction, change_id: int) -> RecordedChange:
    """The change. Raises LookupError."""
    row = tx.one("SELECT * FROM roster_change WHERE id = ?", (change_id,))
    if row is None:
        raise LookupError(f"there is no change {change_id}")
    return _change(tx, row)


def due_changes(tx: Transaction, today: date) -> list[RecordedChange]:
    """Changes whose day has come, in the order of their days."""
    rows = tx.all(
        "SELECT * FROM roster_change WHERE state = 'recorded' AND effective_on <= ? ORDER BY effective_on, id",
        (today.isoformat(),),
    )
    return [_change(tx, row) for row in rows]


def changes_of(tx: Transaction, agency: int) -> list[RecordedChange]:
    """Every change of an agency, oldest first."""
    rows = tx.all("SELECT * FROM roster_change WHERE agency_id = ? ORDER BY id", (agency,))
    return [_change(tx, row) for row in rows]


def recorded_alone(tx: Transaction, since: datetime) -> list[RecordedChange]:
    """Changes that one person entered and recorded since then, for the digest."""
    rows = tx.all(
        "SELECT * FROM roster_change WHERE alone = 1 AND recorded_at >= ? ORDER BY id", (to_text(since),)
    )
    return [_change(tx, row) for row in rows]


def values_after(tx: Transaction, change: int, person: int) -> dict[str, tuple[str | None, str | None]]:
    """What a change sets for a person: field → (before, after); empty once the person was erased."""
    rows = tx.all("SELECT * FROM change_value WHERE change_id = ? AND person_id = ?", (change, person))
    return {row["field"]: (row["before"], row["after"]) for row in rows}


def settle(tx: Transaction, change: RecordedChange, state: ChangeState, by: str, now: datetime) -> bool:
    """Move a recorded change to a final state; False when it has one already."""
    changed = tx.execute(
        "UPDATE roster_change SET state = ?, settled_at = ? WHERE id = ? AND state = 'recorded'",
        (state, to_text(now), change.id),
    ).rowcount
    if changed:
        audit.note(tx, actor=by, action=f"change {state}", subject=f"change:{change.id}", now=now)
    return changed == 1


def _add_party(tx: Transaction, change: int, person: int, side: str, position: Position | None) -> None:
    tx.execute(
        "INSERT INTO change_person (change_id, person_id, side, position) VALUES (?, ?, ?, ?)",
        (change, person, side, position),
    )


def _keep_values(tx: Transaction, change: int, person: int, coming: Coming) -> None:
    """Keep the fields that differ from what is known, so that the change can be taken back."""
    known = get_person(tx, person).contact
    if known is None:
        return
    laid_over = coming.contact if coming.exact else merged(known, coming.contact)
    for field in FIELDS:
        before, after = getattr(known, field), getattr(laid_over, field)
        if before != after:
            tx.execute(
                "INSERT INTO change_value (change_id, person_id, field, before, after) VALUES (?, ?, ?, ?, ?)",
                (change, person, field, before, after),
            )


def _change(tx: Transaction, row: sqlite3.Row) -> RecordedChange:
    parties = tx.all("SELECT * FROM change_person WHERE change_id = ? ORDER BY rowid", (row["id"],))
    sides = {
        side: tuple(
            Party(one["person_id"], Position(one["position"]) if one["position"] else None)
            for one in parties
            if one["side"] == side
        )
        for side in ("leaving", "coming")
    }
    return RecordedChange(
        id=row["id"],
        kind=ChangeKind(row["kind"]),
        agency=row["agency_id"],
        effective_on=date.fromisoformat(row["effective_on"]),
        state=ChangeState(row["state"]),
        author=row["author"],
        recorder=row["recorder"],
        alone=bool(row["alone"]),
        basis=row["basis_id"],
        undoes=row["undoes_id"],
        leaving=sides["leaving"],
        coming=sides["coming"],
    )
