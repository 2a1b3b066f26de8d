"""Agencies: kind, number of procedures, and the names they have, had and go by.

A name holds from `starts_on` up to, but without, `ends_on`; an alias has no dates. Nothing is deleted.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.roster.spelling import agency_key
from bot.store import Transaction, audit
from bot.store.moments import to_text
from corpus import AgencyLevel, StaffedUnit

_LEVELS = {StaffedUnit.DISTRICT: AgencyLevel.DISTRICT, StaffedUnit.COMMUNE: AgencyLevel.COMMUNE}


def level_of(kind: StaffedUnit) -> AgencyLevel:
    """The level that a kind of unit belongs to."""
    return _LEVELS.get(kind, AgencyLevel.PROVINCE)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as it is on a day; `former` are names it has laid down, oldest first."""

    id: int
    regulation: str | None
    kind: StaffedUnit
    procedures: int | None
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    closed_on: date | None = None
    successor: int | None = None

    @property
    def level(self) -> AgencyLevel:
        """Tỉnh, huyện, xã."""
        return level_of(self.kind)

    def is_open(self, day: date) -> bool:
        """Whether the agency exists on a day."""
        return self.closed_on is None or day < self.closed_on


def add_agency(
    tx: Transaction,
    *,
    name: str,
    kind: StaffedUnit,
    regulation: str | None,
    procedures: int | None = None,
    aliases: Sequence[str] = (),
    actor: str,
    now: datetime,
) -> int:
    """Write a new agency; returns its id."""
    row = tx.one(
        "INSERT INTO agency (regulation, kind, procedures, created_at) VALUES (?, ?, ?, ?) RETURNING id",
        (regulation, kind, procedures, to_text(now)),
    )
    agency_id = int(row["id"]) if row else 0
    _add_name(tx, agency_id, name, alias=False)
    for alias in aliases:
        _add_name(tx, agency_id, alias, alias=True)
    audit.note(tx, actor=actor, action="add agency", subject=f"agency:{agency_id}", now=now)
    return agency_id


def get_agency(tx: Transaction, agency_id: int, day: date) -> Agency:
    """The agency as it is on a day. Raises LookupError."""
    row = tx.one("SELECT * FROM agency WHERE id = ?", (agency_id,))
    if row is None:
        raise LookupError(f"there is no agency {agency_id}")
    return _agency(tx, row, day)


def list_agencies(tx: Transaction, day: date, regulation: str | None = None) -> list[Agency]:
    """The agencies that exist on a day, by name; of one regulation or of all."""
    rows = tx.all(
        "SELECT * FROM agency WHERE (? IS NULL OR regulation = ?) AND (closed_on IS NULL OR closed_on > ?)",
        (regulation, regulation, day.isoformat()),
    )
    return sorted((_agency(tx, row, day) for row in rows), key=lambda one: agency_key(one.name))


def find_agencies(tx: Transaction, text: str, day: date, regulation: str | None = None) -> list[Agency]:
    """The agencies that go or went by this name, as people write it; a present name wins over others."""
    rows = tx.all(
        "SELECT DISTINCT agency.* FROM agency JOIN agency_name ON agency_name.agency_id = agency.id"
        " WHERE agency_name.key = ? AND (? IS NULL OR regulation = ?)"
        " AND (closed_on IS NULL OR closed_on > ?) ORDER BY agency.id",
        (agency_key(text), regulation, regulation, day.isoformat()),
    )
    found = [_agency(tx, row, day) for row in rows]
    present = [one for one in found if agency_key(one.name) == agency_key(text)]
    return present or found


def rename_agency(tx: Transaction, agency_id: int, name: str, on: date, *, actor: str, now: datetime) -> None:
    """Give an agency another name from a day on; the one before becomes a former name."""
    tx.execute(
        "UPDATE agency_name SET ends_on = ? WHERE agency_id = ? AND alias = 0 AND ends_on IS NULL",
        (on.isoformat(), agency_id),
    )
    tx.execute(
        "INSERT INTO agency_name (agency_id, name, key, starts_on) VALUES (?, ?, ?, ?)",
        (agency_id, name.strip(), agency_key(name), on.isoformat()),
    )
    audit.note(tx, actor=actor, action="rename agency", subject=f"agency:{agency_id}", now=now)


def add_alias(tx: Transaction, agency_id: int, alias: str) -> None:
    """Another name people use for the agency."""
    _add_name(tx, agency_id, alias, alias=True)


def set_procedures(
    tx: Transaction, agency_id: int, procedures: int | None, *, actor: str, now: datetime
) -> None:
    """How many administrative procedures the agency has; the staffing rules hang on it."""
    tx.execute("UPDATE agency SET procedures = ? WHERE id = ?", (procedures, agency_id))
    audit.note(tx, actor=actor, action="set procedures", subject=f"agency:{agency_id}", now=now)


def close_agency(
    tx: Transaction, agency_id: int, on: date, successor: int | None = None, *, actor: str, now: datetime
) -> None:
    """The agency no longer exists from a day on; `successor` took over."""
    tx.execute(
        "UPDATE agency SET closed_on = ?, successor_id = ? WHERE id = ?",
        (on.isoformat(), successor, agency_id),
    )
    audit.note(tx, actor=actor, action="close agency", subject=f"agency:{agency_id}", now=now)


def _add_name(tx: Transaction, agency_id: int, name: str, *, alias: bool) -> None:
    tx.execute(
        "INSERT INTO agency_name (agency_id, name, key, alias) VALUES (?, ?, ?, ?)",
        (agency_id, name.strip(), agency_key(name), int(alias)),
    )


def _agency(tx: Transaction, row: sqlite3.Row, day: date) -> Agency:
    names = tx.all(
        "SELECT * FROM agency_name WHERE agency_id = ? ORDER BY coalesce(starts_on, ''), id", (row["id"],)
    )
    own = [one for one in names if not one["alias"]]
    begun = [one for one in own if one["starts_on"] is None or one["starts_on"] <= day.isoformat()]
    return Agency(
        id=row["id"],
        regulation=row["regulation"],
        kind=StaffedUnit(row["kind"]),
        procedures=row["procedures"],
        name=(begun or own)[-1]["name"] if begun else own[0]["name"],
        aliases=tuple(one["name"] for one in names if one["alias"]),
        former=tuple(one["name"] for one in begun[:-1]),
        closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        successor=row["successor_id"],
    )
