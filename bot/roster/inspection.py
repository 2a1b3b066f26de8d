"""What a doctor looks for in roster and audit: findings as sentences with ids, never with names."""

from datetime import date

from bot.store import Transaction

_TRIGGERS = ("audit_is_never_changed", "audit_is_never_deleted", "designation_is_never_deleted")

# Each query returns the ids that break the promise in its sentence.
_PROMISES = {
    "person {} holds two designations in one agency at once": (
        "SELECT DISTINCT one.person_id FROM designation AS one JOIN designation AS two ON one.id < two.id"
        " AND one.person_id = two.person_id AND one.agency_id = two.agency_id"
        " AND one.starts_on < coalesce(two.ends_on, '9999') AND two.starts_on < coalesce(one.ends_on, '9999')"
        " AND one.starts_on < coalesce(one.ends_on, '9999') AND two.starts_on < coalesce(two.ends_on, '9999')"
    ),
    "erased person {} still has a name or an account": (
        "SELECT person.id FROM person WHERE erased_at IS NOT NULL AND (EXISTS (SELECT 1 FROM person_contact"
        " WHERE person_id = person.id)"
        " OR EXISTS (SELECT 1 FROM link WHERE person_id = person.id AND user IS NOT NULL))"
    ),
    "person {} is linked without post or role": (
        "SELECT person_id FROM link WHERE state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM designation"
        " WHERE designation.person_id = link.person_id AND (ends_on IS NULL OR ends_on > :today)) AND NOT EXISTS"
        " (SELECT 1 FROM role_grant WHERE role_grant.person_id = link.person_id AND ended_at IS NULL)"
    ),
    "change {} is overdue: its day has come and it was not applied": (
        "SELECT id FROM roster_change WHERE state = 'recorded' AND effective_on < :today"
    ),
    "audit row {} has lost its predecessor": (
        "SELECT id FROM (SELECT id, lag(id, 1, 0) OVER (ORDER BY id) AS before FROM audit) WHERE id <> before + 1"
    ),
    "audit row {} names somebody": (
        "SELECT DISTINCT audit.id FROM audit JOIN person_contact ON instr(detail, name) > 0"
        " OR (phone IS NOT NULL AND instr(detail, phone) > 0) OR (email IS NOT NULL AND instr(detail, email) > 0)"
    ),
}


def inspect_roster(tx: Transaction, today: date) -> list[str]:
    """What is wrong, one sentence a finding; empty when all is well."""
    present = {row["name"] for row in tx.all("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    findings = [f"the trigger {name} is gone" for name in _TRIGGERS if name not in present]
    for sentence, query in _PROMISES.items():
        rows = tx.database.conn.execute(query, {"today": today.isoformat()}).fetchall()
        findings += [sentence.format(row[0]) for row in rows]
    last = tx.one("SELECT coalesce(max(id), 0) AS id FROM audit")
    counted = tx.one("SELECT coalesce(max(seq), 0) AS id FROM sqlite_sequence WHERE name = 'audit'")
    if last and counted and last["id"] != counted["id"]:
        findings.append(f"the audit ends at row {last['id']} but {counted['id']} were written")
    return findings
