"""What the ticker does for the roster twice a minute: changes whose day has come, cards that ran out, data kept long enough.

Each matter has a savepoint of its own, so that one that fails holds up no other; asked again, it does nothing twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.channels.turn import where
from bot.conversation.papers import KEEP_FILES, remove_files
from bot.conversation.posting import post_all
from bot.roster import (
    RecordedChange,
    Surroundings,
    apply_and_tell,
    day_in_vietnam,
    departed,
    due_changes,
    erase_person,
    purge_failures,
    remember_erasure,
    tell_expired,
)
from bot.store import Transaction, drafts
from bot.store.database import is_disk_trouble
from bot.store.facts import find_fact, keep_fact

log = logging.getLogger(__name__)

Tick = Callable[[Transaction, datetime], bool | None]

_PURGED_ON = "purged on"


def in_turn(rounds: Sequence[Tick]) -> Tick:
    """One tick of several: what fails is taken back and logged by its place, the others go on."""

    def tick(tx: Transaction, now: datetime) -> bool:
        more = [attempt(tx, one, now) for one in rounds]
        return any(more)

    return tick


def attempt(tx: Transaction, one: Tick, now: datetime) -> bool:
    """Run one round in a savepoint; True when it has more to do. Trouble with the disk is not its own and goes on."""
    more = False
    tx.execute("SAVEPOINT round")
    try:
        more = bool(one(tx, now))
    except Exception as fault:
        if not tx.is_open or is_disk_trouble(fault):
            raise
        tx.execute("ROLLBACK TO round")
        log.error("a round failed: %s", where(fault))  # noqa: TRY400  no exception's text
    tx.execute("RELEASE round")
    return more


def roster_round(
    tx: Transaction,
    now: datetime,
    around: Surroundings,
    database: Path,
    *,
    exports: Path | None = None,
    keep: timedelta = timedelta(days=365),
) -> None:
    """Everything that time alone brings about in the roster."""
    today = day_in_vietnam(now)
    for change in due_changes(tx, today):
        attempt(tx, partial(_apply, change=change, around=around), now)
    attempt(tx, _expire, now)
    if find_fact(tx, _PURGED_ON) != today.isoformat():
        attempt(tx, partial(_purge, database=database, exports=exports, keep=keep), now)
        keep_fact(tx, _PURGED_ON, today.isoformat())


def _apply(tx: Transaction, now: datetime, change: RecordedChange, around: Surroundings) -> None:
    post_all(tx, apply_and_tell(tx, change, around, day_in_vietnam(now), now), now)


def _expire(tx: Transaction, now: datetime) -> None:
    expired = drafts.expire_drafts(tx, now)
    notices = tell_expired(tx, expired)
    for draft in expired:
        drafts.forget_payload(tx, draft.id)
    post_all(tx, notices, now)


def _purge(tx: Transaction, now: datetime, database: Path, exports: Path | None, keep: timedelta) -> None:
    """Once a day: people who left long ago lose their names here and in every backup that is restored."""
    for person in departed(tx, day_in_vietnam(now), keep):
        remember_erasure(tx, database, person, now)
        erase_person(tx, person, "system", now)
    purge_failures(tx, now)
    if exports is not None:
        remove_files(exports, now - KEEP_FILES)
