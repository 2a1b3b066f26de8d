"""How a claimed row ends: only the owner of the claim may say so, and only while the claim is theirs.

Every function returns False, and changes nothing, when the row has passed to somebody else.
"""

from datetime import datetime

from bot.store.database import Transaction
from bot.store.moments import to_text
from bot.store.outbox import OutboxRow
from bot.store.reach import set_unreachable


def mark_sent(tx: Transaction, row: OutboxRow, remote_id: str | None, now: datetime) -> bool:
    """It arrived."""
    return _close(tx, row, "sent", now, remote_id=remote_id)


def mark_refused(tx: Transaction, row: OutboxRow, fault: str, now: datetime) -> bool:
    """The far side will never take it."""
    return _close(tx, row, "refused", now, fault=fault)


def mark_withdrawn(tx: Transaction, row: OutboxRow, fault: str, now: datetime) -> bool:
    """It is no longer worth sending."""
    return _close(tx, row, "withdrawn", now, fault=fault)


def mark_expired(tx: Transaction, row: OutboxRow, now: datetime) -> bool:
    """Its time is over."""
    return _close(tx, row, "expired", now)


def mark_unreachable(tx: Transaction, row: OutboxRow, reason: str, now: datetime) -> bool:
    """The person cannot be written to; the chat is remembered as such until it writes again."""
    if not _close(tx, row, "unreachable", now, fault=reason):
        return False
    set_unreachable(tx, row.channel, row.chat, reason, now)
    return True


def mark_not_sent(tx: Transaction, row: OutboxRow, again_at: datetime, fault: str) -> bool:
    """It certainly did not leave; try again then."""
    return _reopen(tx, row, again_at, fault, repeated=False)


def mark_uncertain(tx: Transaction, row: OutboxRow, again_at: datetime, fault: str) -> bool:
    """It may have arrived; try again then, marked as a repeat."""
    return _reopen(tx, row, again_at, fault, repeated=True)


def _close(
    tx: Transaction,
    row: OutboxRow,
    state: str,
    now: datetime,
    *,
    remote_id: str | None = None,
    fault: str | None = None,
) -> bool:
    return (
        tx.execute(
            "UPDATE outbox SET state = ?, finished_at = ?, remote_id = ?, fault = ?, owner = NULL,"
            " lease_until = NULL WHERE id = ? AND owner = ? AND state = 'claimed'",
            (state, to_text(now), remote_id, fault, row.id, row.owner),
        ).rowcount
        == 1
    )


def _reopen(tx: Transaction, row: OutboxRow, again_at: datetime, fault: str, *, repeated: bool) -> bool:
    return (
        tx.execute(
            "UPDATE outbox SET state = 'ready', not_before = ?, repeats = repeats + ?, fault = ?,"
            " owner = NULL, lease_until = NULL WHERE id = ? AND owner = ? AND state = 'claimed'",
            (to_text(again_at), int(repeated), fault, row.id, row.owner),
        ).rowcount
        == 1
    )
