"""Roles that were granted to people, and by whom; ended, never deleted."""

from dataclasses import dataclass
from datetime import datetime

from bot.roster.rights import Actor, Holding, Role
from bot.store import Transaction, audit
from bot.store.moments import to_text


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a person holds."""

    id: int
    person: int
    holding: Holding


def grant_role(tx: Transaction, person: int, holding: Holding, actor: Actor, now: datetime) -> bool:
    """Write the grant; False when the person has it already. The caller has asked `may_grant`.

    Raises sqlite3.IntegrityError for a unit's role without a unit, or the reverse.
    """
    held = tx.one(
        "SELECT 1 FROM role_grant WHERE person_id = ? AND role = ? AND coalesce(agency_id, 0) = ?"
        " AND coalesce(regulation, '') = ? AND ended_at IS NULL",
        (person, holding.role, holding.agency or 0, holding.regulation or ""),
    )
    if held is not None:
        return False
    tx.execute(
        "INSERT INTO role_grant (person_id, role, agency_id, regulation, granted_at, granted_by)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (person, holding.role, holding.agency, holding.regulation, to_text(now), actor.name),
    )
    detail = {"role": str(holding.role)} | ({"agency": holding.agency} if holding.agency else {})
    audit.note(tx, actor=actor.name, action="grant role", subject=f"person:{person}", now=now, detail=detail)
    return True


def end_grant(tx: Transaction, grant: Grant, by: str, now: datetime) -> None:
    """Take a role away, at once."""
    tx.execute(
        "UPDATE role_grant SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL",
        (to_text(now), by, grant.id),
    )
    audit.note(
        tx,
        actor=by,
        action="end role",
        subject=f"person:{grant.person}",
        now=now,
        detail={"role": str(grant.holding.role)},
    )


def grants_of(tx: Transaction, person: int) -> list[Grant]:
    """The roles a person has been granted and still holds."""
    return _grants(tx, "person_id = ?", (person,))


def holders_of(tx: Transaction, role: Role) -> list[Grant]:
    """Everybody who holds a granted role."""
    return _grants(tx, "role = ?", (role,))


def coordinators_for(tx: Transaction, regulation: str | None) -> list[int]:
    """The coordinators who look after a regulation, by person."""
    found = holders_of(tx, Role.COORDINATOR)
    return list(dict.fromkeys(one.person for one in found if one.holding.regulation in {None, regulation}))


def heads_of(tx: Transaction, agency: int) -> list[int]:
    """The heads of a unit, by person."""
    return [one.person for one in holders_of(tx, Role.UNIT_HEAD) if one.holding.agency == agency]


def _grants(tx: Transaction, condition: str, values: tuple[str | int, ...]) -> list[Grant]:
    rows = tx.all(
        f"SELECT * FROM role_grant WHERE {condition} AND ended_at IS NULL ORDER BY id",  # noqa: S608  conditions are this module's own
        values,
    )
    return [
        Grant(row["id"], row["person_id"], Holding(Role(row["role"]), row["agency_id"], row["regulation"]))
        for row in rows
    ]
