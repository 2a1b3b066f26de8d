"""Who is designated where and when: effective-dated, ended but never deleted.

A designation holds from `starts_on` up to, but without, `ends_on`: on one day the leaver's ends and the
newcomer's starts. One that ends on the day it starts never held.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

from bot.roster.basis import LegalBasis, get_basis, put_basis
from bot.store import Transaction
from corpus import Position


@dataclass(frozen=True, slots=True)
class Designation:
    """One person in one agency for one span of time."""

    id: int
    person: int
    agency: int
    position: Position | None
    starts_on: date
    ends_on: date | None
    start_basis: int
    end_basis: int | None
    replaces: int | None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def designate(
    tx: Transaction,
    *,
    person: int,
    agency: int,
    position: Position | None,
    starts_on: date,
    basis: int | LegalBasis,
    replaces: int | None = None,
) -> int:
    """Write a designation; raises sqlite3.IntegrityError when the person already has an open one there."""
    row = tx.one(
        "INSERT INTO designation (person_id, agency_id, position, starts_on, start_basis_id, replaces_id)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (
            person,
            agency,
            position,
            starts_on.isoformat(),
            basis if isinstance(basis, int) else put_basis(tx, basis),
            replaces,
        ),
    )
    return int(row["id"]) if row else 0


def end_designation(tx: Transaction, designation: Designation, on: date, basis: int) -> None:
    """End it from a day on; never before it started."""
    tx.execute(
        "UPDATE designation SET ends_on = ?, end_basis_id = ? WHERE id = ?",
        (max(on, designation.starts_on).isoformat(), basis, designation.id),
    )


def holders(tx: Transaction, agency: int, day: date) -> list[Designation]:
    """Who is designated in an agency on a day, in the order in which they started."""
    return _select(tx, f"agency_id = ? AND {_HOLDS} ORDER BY starts_on, id", (agency, *_on(day)))


def held_by(tx: Transaction, person: int, day: date) -> list[Designation]:
    """What a person is designated for on a day."""
    return _select(tx, f"person_id = ? AND {_HOLDS} ORDER BY starts_on, id", (person, *_on(day)))


def find_held(tx: Transaction, person: int, agency: int, day: date) -> Designation | None:
    """The designation of a person in an agency on a day."""
    found = _select(tx, f"person_id = ? AND agency_id = ? AND {_HOLDS}", (person, agency, *_on(day)))
    return found[0] if found else None


def agency_history(tx: Transaction, agency: int) -> list[Designation]:
    """Everybody ever designated in an agency, oldest first."""
    return _select(tx, "agency_id = ? ORDER BY starts_on, id", (agency,))


def person_history(tx: Transaction, person: int) -> list[Designation]:
    """Every designation of a person, oldest first."""
    return _select(tx, "person_id = ? ORDER BY starts_on, id", (person,))


def awaiting_document(tx: Transaction, day: date) -> list[Designation]:
    """Designations in force on a day whose document has not come yet."""
    held = _select(tx, f"{_HOLDS} ORDER BY starts_on, id", _on(day))
    return [one for one in held if get_basis(tx, one.start_basis).pending]


_HOLDS = "starts_on <= ? AND (ends_on IS NULL OR ends_on > ?)"


def _on(day: date) -> tuple[str, str]:
    return day.isoformat(), day.isoformat()


def _select(tx: Transaction, condition: str, values: tuple[str | int, ...]) -> list[Designation]:
    return [_designation(row) for row in tx.all(f"SELECT * FROM designation WHERE {condition}", values)]  # noqa: S608  conditions are this module's own


def _designation(row: sqlite3.Row) -> Designation:
    return Designation(
        id=row["id"],
        person=row["person_id"],
        agency=row["agency_id"],
        position=Position(row["position"]) if row["position"] else None,
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
        start_basis=row["start_basis_id"],
        end_basis=row["end_basis_id"],
        replaces=row["replaces_id"],
    )
