"""Drafts: what is open between a person and the bot until somebody confirms it, cancels it or time runs out.

A draft has a revision; every edit raises it, and a button acts only on the revision it was shown with.
Who may act is a set of opaque keys ("user:telegram:17", "person:4", "role:coordinator"); the caller brings
the keys that the acting person holds. Checking, applying, the audit row and the replies belong in one
transaction.
"""

import json
import secrets
import sqlite3
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.store.database import Transaction
from bot.store.moments import from_text, to_text

# Crockford's alphabet: nothing in it can be taken for another letter or digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 4


class DraftState(StrEnum):
    """How a draft stands; all but OPEN are final."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Refusal(StrEnum):
    """Why nobody acted."""

    UNKNOWN = "unknown"
    NOT_YOURS = "not yours"
    CLOSED = "closed"
    EXPIRED = "expired"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft; `outcome` is what a second press is told."""

    id: int
    kind: str
    code: str
    channel: str
    chat: str
    payload: dict[str, Any]
    revision: int
    may_act: frozenset[str]
    state: DraftState
    outcome: dict[str, Any] | None
    created_at: datetime
    card_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    closed_by: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody acted, and why; the draft as it stands, where the person may see it."""

    reason: Refusal
    draft: Draft | None


def open_draft(
    tx: Transaction,
    *,
    kind: str,
    channel: str,
    chat: str,
    payload: Mapping[str, Any],
    may_act: AbstractSet[str],
    now: datetime,
    expires_at: datetime,
) -> Draft:
    """Write a new draft at revision 1, with a code that no other open draft has."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        row = tx.one(
            "INSERT INTO draft (kind, code, channel, chat, payload, may_act, created_at, card_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *",
            (
                kind,
                code,
                channel,
                chat,
                _dump(payload),
                json.dumps(sorted(may_act)),
                to_text(now),
                to_text(now),
                to_text(expires_at),
            ),
        )
        if row is not None:
            return _draft(row)


def find_draft(tx: Transaction, draft_id: int) -> Draft | None:
    """The draft, open or not."""
    row = tx.one("SELECT * FROM draft WHERE id = ?", (draft_id,))
    return _draft(row) if row is not None else None


def find_by_code(tx: Transaction, code: str) -> Draft | None:
    """The open draft with this code, else the last that had it; case and look-alike letters are forgiven."""
    spelled = code.strip().upper().translate(str.maketrans("OIL", "011"))
    row = tx.one(
        "SELECT * FROM draft WHERE code = ? ORDER BY state = 'open' DESC, id DESC LIMIT 1", (spelled,)
    )
    return _draft(row) if row is not None else None


def open_drafts(tx: Transaction, channel: str, chat: str, now: datetime) -> list[Draft]:
    """The open drafts of a chat that have not run out, oldest first."""
    rows = tx.all(
        "SELECT * FROM draft WHERE channel = ? AND chat = ? AND state = 'open'"
        " AND expires_at > ? ORDER BY id",
        (channel, chat, to_text(now)),
    )
    return [_draft(row) for row in rows]


def open_for(tx: Transaction, kind: str, keys: AbstractSet[str], now: datetime) -> list[Draft]:
    """The open drafts of a kind on which whoever holds these keys may act, oldest first, in whatever chat."""
    rows = tx.all(
        "SELECT * FROM draft WHERE kind = ? AND state = 'open' AND expires_at > ? AND EXISTS (SELECT 1 FROM"
        " json_each(draft.may_act) AS held JOIN json_each(?) AS mine ON mine.value = held.value) ORDER BY id",
        (kind, to_text(now), json.dumps(sorted(keys))),
    )
    return [_draft(row) for row in rows]


def forget_payload(tx: Transaction, draft_id: int) -> None:
    """Drop what a closed draft said, once it is kept elsewhere or no longer needed; its outcome stays."""
    tx.execute("UPDATE draft SET payload = '{}' WHERE id = ? AND state <> 'open'", (draft_id,))


def check_act(
    tx: Transaction, draft_id: int, revision: int, keys: AbstractSet[str], now: datetime
) -> Draft | Refused:
    """The draft, if whoever holds these keys may act on this revision now; else why not.

    Somebody without the right learns nothing of the draft. Then apply the verb and call `close_draft` or
    `revise` in the same transaction.
    """
    draft = find_draft(tx, draft_id)
    if draft is None:
        return Refused(Refusal.UNKNOWN, None)
    if not draft.may_act & keys:
        return Refused(Refusal.NOT_YOURS, None)
    if draft.state is not DraftState.OPEN:
        return Refused(Refusal.EXPIRED if draft.state is DraftState.EXPIRED else Refusal.CLOSED, draft)
    if draft.expires_at <= now:
        return Refused(Refusal.EXPIRED, draft)
    if draft.revision != revision:
        return Refused(Refusal.STALE, draft)
    return draft


def revise(
    tx: Transaction,
    draft: Draft,
    payload: Mapping[str, Any],
    now: datetime,
    *,
    may_act: AbstractSet[str] | None = None,
    expires_at: datetime | None = None,
) -> Draft:
    """Replace the payload of an open draft (and who may act, and until when); older buttons go stale."""
    row = tx.one(
        "UPDATE draft SET payload = ?, revision = revision + 1, card_at = ?, may_act = ?, expires_at = ?"
        " WHERE id = ? AND revision = ? AND state = 'open' RETURNING *",
        (
            _dump(payload),
            to_text(now),
            json.dumps(sorted(draft.may_act if may_act is None else may_act)),
            to_text(expires_at or draft.expires_at),
            draft.id,
            draft.revision,
        ),
    )
    if row is None:
        raise LookupError(f"draft {draft.id} is not open at revision {draft.revision}")
    return _draft(row)


def close_draft(
    tx: Transaction,
    draft: Draft,
    state: DraftState,
    by: str,
    now: datetime,
    outcome: Mapping[str, Any] | None = None,
) -> None:
    """End an open draft; `outcome` is what a later press is told. Raises LookupError when it had moved on."""
    changed = tx.execute(
        "UPDATE draft SET state = ?, outcome = ?, closed_at = ?, closed_by = ?"
        " WHERE id = ? AND revision = ? AND state = 'open'",
        (
            state,
            _dump(outcome) if outcome is not None else None,
            to_text(now),
            by,
            draft.id,
            draft.revision,
        ),
    ).rowcount
    if changed != 1:
        raise LookupError(f"draft {draft.id} is not open at revision {draft.revision}")


def expire_drafts(tx: Transaction, now: datetime) -> list[Draft]:
    """Close the drafts whose time ran out and return them, so that their authors can be told."""
    rows = tx.all(
        "UPDATE draft SET state = 'expired', closed_at = ? WHERE state = 'open'"
        " AND expires_at <= ? RETURNING *",
        (to_text(now), to_text(now)),
    )
    return [_draft(row) for row in rows]


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False)


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(
        id=row["id"],
        kind=row["kind"],
        code=row["code"],
        channel=row["channel"],
        chat=row["chat"],
        payload=json.loads(row["payload"]),
        revision=row["revision"],
        may_act=frozenset(json.loads(row["may_act"])),
        state=DraftState(row["state"]),
        outcome=json.loads(row["outcome"]) if row["outcome"] else None,
        created_at=from_text(row["created_at"]),
        card_at=from_text(row["card_at"]),
        expires_at=from_text(row["expires_at"]),
        closed_at=from_text(row["closed_at"]) if row["closed_at"] else None,
        closed_by=row["closed_by"],
    )
