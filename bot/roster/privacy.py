"""A person's own data: see, correct, export, erase; and purging those who left long ago.

Erasing keeps ids, dates and the audit, and drops whatever names: contact, values and reasons of changes, cards,
accounts. The outside list names a person by `key`, so a restored backup erases the same person again.
"""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.roster.basis import get_basis
from bot.roster.designations import person_history
from bot.roster.grants import end_grant, grants_of
from bot.roster.invitations import end_invitations
from bot.roster.links import end_link, links_of
from bot.roster.persons import Contact, find_by_key, get_person, set_contact
from bot.store import Transaction, audit, drafts, erasure
from bot.store.drafts import DraftState
from bot.store.moments import to_text

# How long the data of somebody without any post are kept; the law sets no number, the office does.
KEEP_AFTER_LEAVING = timedelta(days=365)


def export_person(tx: Transaction, person_id: int, today: date) -> dict[str, Any]:
    """Everything that is kept about a person, ready for JSON; ids of agencies and changes, no other people."""
    person = get_person(tx, person_id)
    return {
        "person": person.id,
        "contact": asdict(person.contact) if person.contact else None,
        "designations": [
            {
                "agency": one.agency,
                "position": one.position,
                "starts_on": one.starts_on.isoformat(),
                "ends_on": one.ends_on.isoformat() if one.ends_on else None,
                "holds_today": one.holds(today),
                "document": get_basis(tx, one.start_basis).number,
            }
            for one in person_history(tx, person_id)
        ],
        "roles": [
            {
                "role": str(one.holding.role),
                "agency": one.holding.agency,
                "regulation": one.holding.regulation,
            }
            for one in grants_of(tx, person_id)
        ],
        "links": _rows(
            tx,
            "SELECT channel, user, state, linked_at, confirmed_at, ended_at FROM link WHERE person_id = ?",
            person_id,
        ),
        "invitations": _rows(
            tx,
            "SELECT created_at, expires_at, used_at, ended_at FROM invitation WHERE person_id = ?",
            person_id,
        ),
        "changes": _rows(
            tx,
            "SELECT change_id, side, effective_on, state FROM change_person JOIN roster_change"
            " ON roster_change.id = change_id WHERE person_id = ?",
            person_id,
        ),
        "values": _rows(
            tx, "SELECT change_id, field, before, after FROM change_value WHERE person_id = ?", person_id
        ),
        "audit": [
            {"at": to_text(row.at), "actor": row.actor, "action": row.action}
            for row in audit.history(tx, f"person:{person_id}")
        ],
    }


def correct_person(tx: Transaction, person_id: int, contact: Contact, by: str, now: datetime) -> None:
    """Replace what names a person; the audit keeps which fields, never their values. The caller asked `may`."""
    before = get_person(tx, person_id).contact
    changed = [
        name for name, value in asdict(contact).items() if before is None or getattr(before, name) != value
    ]
    if not changed:
        return
    set_contact(tx, person_id, contact, now)
    detail: dict[str, str | int] = {"fields": ",".join(changed)}
    audit.note(tx, actor=by, action="correct person", subject=f"person:{person_id}", now=now, detail=detail)


def erase_person(tx: Transaction, person_id: int, by: str, now: datetime) -> None:
    """Drop everything that names a person and end all access; designations keep their ids and dates."""
    person = get_person(tx, person_id)
    for grant in grants_of(tx, person_id):
        end_grant(tx, grant, by, now)
    end_invitations(tx, person_id, now)
    for link in links_of(tx, person_id):
        end_link(tx, link, by, now)
    for row in tx.all(
        "SELECT channel, user FROM link WHERE person_id = ? AND user IS NOT NULL", (person_id,)
    ):
        erasure.erase_user(tx, f"user:{row['channel']}:{row['user']}")
    tx.execute("UPDATE link SET user = NULL, chat = NULL WHERE person_id = ?", (person_id,))
    _erase_cards(tx, person_id, person.name, by, now)
    _erase_letters(tx, person.name)
    for statement in (
        "DELETE FROM change_value WHERE person_id = ?",
        "DELETE FROM change_reason WHERE change_id IN (SELECT change_id FROM change_person WHERE person_id = ?)",
        "DELETE FROM person_contact WHERE person_id = ?",
    ):
        tx.execute(statement, (person_id,))
    tx.execute(
        "UPDATE person SET erased_at = ? WHERE id = ? AND erased_at IS NULL", (to_text(now), person_id)
    )
    audit.note(tx, actor=by, action="erase person", subject=f"person:{person_id}", now=now)


def remember_erasure(tx: Transaction, database: Path, person_id: int, now: datetime) -> None:
    """Put a person on the list beside the database, before the erasing transaction commits."""
    erasure.remember(database, f"person:{get_person(tx, person_id).key}", now)


def eraser(now: datetime) -> erasure.Eraser:
    """For `backup.restore`: erases whomever the list names, people and accounts alike."""

    def erase(tx: Transaction, subject: str) -> None:
        kind, _, key = subject.partition(":")
        if kind != "person":
            erasure.erase_user(tx, subject)
            return
        person = find_by_key(tx, key)
        if person is not None:
            erase_person(tx, person.id, "restore", now)

    return erase


def departed(tx: Transaction, today: date, keep: timedelta = KEEP_AFTER_LEAVING) -> list[int]:
    """Who still has a name here but no post, no role and none to come, for longer than the term."""
    rows = tx.all(
        "SELECT person_id FROM person_contact WHERE updated_at < ?"
        " AND NOT EXISTS (SELECT 1 FROM designation WHERE designation.person_id = person_contact.person_id"
        "  AND (ends_on IS NULL OR ends_on > ?))"
        " AND NOT EXISTS (SELECT 1 FROM role_grant WHERE role_grant.person_id = person_contact.person_id"
        "  AND (ended_at IS NULL OR ended_at >= ?))"
        " AND NOT EXISTS (SELECT 1 FROM change_person JOIN roster_change ON roster_change.id = change_id"
        "  WHERE change_person.person_id = person_contact.person_id AND roster_change.state = 'recorded')"
        " ORDER BY person_id",
        ((today - keep).isoformat(), (today - keep).isoformat(), (today - keep).isoformat()),
    )
    return [int(row["person_id"]) for row in rows]


def _erase_cards(tx: Transaction, person_id: int, name: str | None, by: str, now: datetime) -> None:
    """Cards that the person wrote or that name them, open ones included."""
    for row in tx.all("SELECT id, payload FROM draft WHERE payload <> '{}'"):
        draft = drafts.find_draft(tx, row["id"])
        if draft is None or not _names(draft.payload, person_id, name):
            continue
        if draft.state is DraftState.OPEN:
            drafts.close_draft(tx, draft, DraftState.CANCELLED, by, now)
        drafts.forget_payload(tx, draft.id)


def _names(payload: dict[str, Any], person_id: int, name: str | None) -> bool:
    people = [one for side in ("leaving", "coming", "rows") for one in payload.get(side, ())]
    if name is not None and name in str(payload.get("text", "")):
        return True
    return payload.get("author") == f"person:{person_id}" or any(
        one.get("person") == person_id or (name is not None and one.get("name") == name) for one in people
    )


def _erase_letters(tx: Transaction, name: str | None) -> None:
    """Messages to others that named the person: those sent lose their text, those waiting are not sent."""
    if not name:
        return
    tx.execute(
        "UPDATE outbox SET state = 'withdrawn', owner = NULL WHERE finished_at IS NULL AND instr(body, ?) > 0",
        (name,),
    )
    tx.execute("UPDATE outbox SET body = NULL WHERE instr(body, ?) > 0", (name,))
    tx.execute("UPDATE inbox SET payload = '{}' WHERE state <> 'new' AND instr(payload, ?) > 0", (name,))
    tx.execute("UPDATE unanswered SET question = NULL WHERE instr(question, ?) > 0", (name,))
    tx.execute(
        "DELETE FROM conversation_state WHERE instr(coalesce(question, '') || history || menu, ?) > 0",
        (name,),
    )


def _rows(tx: Transaction, sql: str, person_id: int) -> list[dict[str, Any]]:
    return [dict(row) for row in tx.all(sql, (person_id,))]
