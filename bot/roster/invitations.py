"""Invitations: one use, 72 hours, for one person; a deep link's token and a code that can be typed.

Only hashes are stored. The token has 192 bits, so trying is hopeless and is not capped overall; the code has
50, so its hash is slow and salted, five failures close a chat for a day, and a global cap closes typed codes.
"""

import hashlib
import re
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.store import Transaction, audit
from bot.store.drafts import ALPHABET
from bot.store.moments import from_text, to_text

LASTS = timedelta(hours=72)
CODE_LENGTH = 10
FAILURES_A_CHAT = 5
CHAT_CLOSED_FOR = timedelta(hours=24)
FAILURES_OVERALL = 100
OVERALL_WITHIN = timedelta(hours=1)
# Telegram takes 64 characters after ?start=; a token never looks like a code.
TOKEN_BYTES = 24
_TOKEN_LENGTH = 32
_TYPED_CODE = re.compile(r"[0-9A-Za-z]{5} ?[-–]? ?[0-9A-Za-z]{5}")


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new invitation with its secrets, which nobody can read again later."""

    id: int
    person: int
    token: str
    code: str
    expires_at: datetime

    def deep_link(self, bot_name: str) -> str:
        """The link that opens the chat and redeems at once."""
        return f"https://t.me/{bot_name}?start={self.token}"

    @property
    def spoken_code(self) -> str:
        """The code as it is printed: in two halves."""
        return f"{self.code[:5]}-{self.code[5:]}"


@dataclass(frozen=True, slots=True)
class StoredInvitation:
    """An invitation as the store knows it."""

    id: int
    person: int
    expires_at: datetime
    used_at: datetime | None
    link: int | None
    ended_at: datetime | None


class Refusal(StrEnum):
    """Why an invitation did not open anything."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    ENDED = "ended"
    CHAT_CLOSED = "chat closed"
    ALL_CLOSED = "all closed"
    OTHER_PERSON = "account belongs to another person"


def invite(tx: Transaction, person: int, by: str, now: datetime) -> Invitation:
    """A new invitation for a person; earlier ones that still wait end, so that one paper at most is good."""
    end_invitations(tx, person, now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    code = _new_code()
    row = tx.one(
        "INSERT INTO invitation (person_id, token_hash, code_hash, created_at, created_by, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (person, _hash_token(token), _hash_code(tx, code), to_text(now), by, to_text(now + LASTS)),
    )
    audit.note(tx, actor=by, action="invite", subject=f"person:{person}", now=now)
    return Invitation(int(row["id"]) if row else 0, person, token, code, now + LASTS)


def end_invitations(tx: Transaction, person: int, now: datetime) -> int:
    """Make every waiting invitation of a person worthless; returns how many."""
    return tx.execute(
        "UPDATE invitation SET ended_at = ? WHERE person_id = ? AND used_at IS NULL AND ended_at IS NULL",
        (to_text(now), person),
    ).rowcount


def looks_like_secret(text: str) -> bool:
    """Whether a message may be a typed code or a token, and nothing else."""
    bare = text.strip()
    return _is_token(bare) or _as_code(bare) is not None


def find_invitation(
    tx: Transaction, secret: str, channel: str, chat: str, now: datetime
) -> StoredInvitation | Refusal:
    """The invitation that a secret opens, used or not; a wrong one is counted against the chat.

    Raises nothing and tells a guesser nothing but "unknown".
    """
    bare = secret.strip()
    if _failures(tx, now - CHAT_CLOSED_FOR, channel, chat) >= FAILURES_A_CHAT:
        return Refusal.CHAT_CLOSED
    if _is_token(bare):
        row = tx.one("SELECT * FROM invitation WHERE token_hash = ?", (_hash_token(bare),))
    else:
        if _failures(tx, now - OVERALL_WITHIN) >= FAILURES_OVERALL:
            return Refusal.ALL_CLOSED
        code = _as_code(bare)
        row = (
            tx.one("SELECT * FROM invitation WHERE code_hash = ?", (_hash_code(tx, code),)) if code else None
        )
    if row is None:
        tx.execute(
            "INSERT INTO invitation_failure (channel, chat, at) VALUES (?, ?, ?)",
            (channel, chat, to_text(now)),
        )
        return Refusal.UNKNOWN
    return _stored(row)


def check_open(invitation: StoredInvitation, now: datetime) -> Refusal | None:
    """Why an invitation can no longer be redeemed; None when it can."""
    if invitation.used_at is not None:
        return Refusal.USED
    if invitation.ended_at is not None:
        return Refusal.ENDED
    return Refusal.EXPIRED if invitation.expires_at <= now else None


def mark_used(tx: Transaction, invitation: StoredInvitation, link: int, now: datetime) -> None:
    """It has opened this link and opens nothing more."""
    tx.execute(
        "UPDATE invitation SET used_at = ?, link_id = ? WHERE id = ?", (to_text(now), link, invitation.id)
    )


def last_invitation(tx: Transaction, person: int) -> StoredInvitation | None:
    """The newest invitation of a person."""
    row = tx.one("SELECT * FROM invitation WHERE person_id = ? ORDER BY id DESC LIMIT 1", (person,))
    return _stored(row) if row else None


def invited_since(tx: Transaction, person: int, since: datetime) -> int:
    """How many invitations a person was sent since then."""
    row = tx.one(
        "SELECT count(*) AS n FROM invitation WHERE person_id = ? AND created_at >= ?",
        (person, to_text(since)),
    )
    return int(row["n"]) if row else 0


def just_invited(tx: Transaction, person: int, now: datetime) -> bool:
    """Whether a code for the person is being handed out at this very moment."""
    return invited_since(tx, person, now) > 0


def purge_failures(tx: Transaction, now: datetime) -> int:
    """Forget failures that count no longer; returns how many."""
    return tx.execute(
        "DELETE FROM invitation_failure WHERE at < ?", (to_text(now - CHAT_CLOSED_FOR),)
    ).rowcount


def _failures(tx: Transaction, since: datetime, channel: str | None = None, chat: str | None = None) -> int:
    row = tx.one(
        "SELECT count(*) AS n FROM invitation_failure WHERE at > ?"
        " AND (? IS NULL OR (channel = ? AND chat = ?))",
        (to_text(since), channel, channel, chat),
    )
    return int(row["n"]) if row else 0


def _is_token(text: str) -> bool:
    return len(text) == _TOKEN_LENGTH and text.replace("-", "").replace("_", "").isalnum() and text.isascii()


def _new_code() -> str:
    """A code that can't be taken for a number or for words: at least one letter, and one digit from 2 to 9."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if _is_mixed(code):
            return code


def _is_mixed(text: str) -> bool:
    return any(one.isalpha() for one in text) and any(one in "23456789" for one in text)


def _as_code(text: str) -> str | None:
    """The code somebody typed: one space or hyphen in the middle, case and look-alike letters are forgiven."""
    if not (_TYPED_CODE.fullmatch(text) and _is_mixed(text)):
        return None
    spelled = re.sub(r"[ –-]", "", text.upper()).translate(str.maketrans("OIL", "011"))
    return spelled if set(spelled) <= set(ALPHABET) else None


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hash_code(tx: Transaction, code: str) -> str:
    """Slow on purpose (about 3 ms): who steals the file must not find a 50-bit code within its 72 hours."""
    tx.execute(
        "INSERT INTO meta (name, value) VALUES ('invitation salt', ?) ON CONFLICT DO NOTHING",
        (secrets.token_hex(16),),
    )
    salt = tx.one("SELECT value FROM meta WHERE name = 'invitation salt'")
    return hashlib.scrypt(
        code.encode(), salt=str(salt["value"] if salt else "").encode(), n=1024, r=8, p=1
    ).hex()


def _stored(row: sqlite3.Row) -> StoredInvitation:
    return StoredInvitation(
        id=row["id"],
        person=row["person_id"],
        expires_at=from_text(row["expires_at"]),
        used_at=from_text(row["used_at"]) if row["used_at"] else None,
        link=row["link_id"],
        ended_at=from_text(row["ended_at"]) if row["ended_at"] else None,
    )
