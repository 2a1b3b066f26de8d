"""What a support call would ask about: the machine, the database, letters in and out, people, regulations.

Each look gives findings as sentences with ids, never with a name or a word of anybody's message. Nothing is changed.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlite_utils import Database

from bot.failures import explain
from bot.knowledge import load_regulations
from bot.roster import day_in_vietnam, everybody, inspect_roster, linking_progress, list_agencies
from bot.roster.enrolment import Standing
from bot.roster.grants import holders_of
from bot.roster.links import addresses
from bot.roster.rights import Role
from bot.settings import Settings
from bot.store import DatabaseUnfit, Transaction, erasure, inbox, outbox
from bot.store.database import check, connect
from bot.store.lock import find_holder
from bot.store.migrations import applied, known_steps
from bot.store.moments import from_text, to_text

_LITTLE_ROOM = 500 * 1024 * 1024
_OLD_BACKUP = timedelta(days=2)
_LATE = timedelta(minutes=10)
_LATELY = timedelta(days=7)
_SLIP = timedelta(minutes=5)


class Verdict(StrEnum):
    """How a matter stands."""

    WELL = "ok"
    LOOK = "look"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """One matter; `about` groups, `sentence` says it and what to do."""

    verdict: Verdict
    about: str
    sentence: str


def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Every finding, in the order of a support call."""
    found = [*_machine(settings, now), *_regulations(settings)]
    if not settings.database.exists():
        return [*found, Finding(Verdict.LOOK, "database", f"there is none yet at {settings.database}")]
    try:
        with closing(connect(settings.database)) as database:
            found += _file(database)
            if any(one.verdict is Verdict.BAD for one in found if one.about == "database"):
                return found
            tx = Transaction(database)
            for look in _LOOKS:
                found += look(tx, settings, now)
    except (sqlite3.DatabaseError, DatabaseUnfit) as fault:
        found.append(
            Finding(Verdict.BAD, "database", f"it cannot be read ({fault}); restore the last backup")
        )
    return found


def _machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    home = settings.home
    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free
    room = Verdict.WELL if free > _LITTLE_ROOM else Verdict.BAD
    yield Finding(room, "disk", f"{free // 1024 // 1024} MiB free under {home}")
    try:
        local = now.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
        yield Finding(Verdict.WELL, "clock", f"it is {local:%Y-%m-%d %H:%M} in Viet Nam")
    except ZoneInfoNotFoundError:
        yield Finding(Verdict.BAD, "clock", "the time zone of Viet Nam is unknown; install tzdata")
    token = settings.telegram_token is not None
    yield Finding(
        Verdict.WELL if token else Verdict.LOOK,
        "settings",
        "the Telegram token is set"
        if token
        else "DAUMOI_TELEGRAM_TOKEN is not set: `daumoi serve` will not start",
    )
    holder = find_holder(settings.database)
    yield Finding(
        Verdict.WELL if holder else Verdict.LOOK, "bot", f"running: {holder}" if holder else "not running"
    )
    copies = list((home / "backups").glob("*.db")) if (home / "backups").is_dir() else []
    newest = max((one.stat().st_mtime for one in copies), default=None)
    if newest is None:
        yield Finding(Verdict.LOOK, "backup", f"none in {home / 'backups'}; run `daumoi backup` every day")
    else:
        age = timedelta(seconds=max(now.timestamp() - newest, 0))
        verdict = Verdict.WELL if age < _OLD_BACKUP else Verdict.LOOK
        yield Finding(verdict, "backup", f"the newest is {age.days} days {age.seconds // 3600} hours old")


def _regulations(settings: Settings) -> Iterator[Finding]:
    try:
        library = load_regulations(settings.regulations)
    except Exception as error:  # noqa: BLE001  whatever it is, the doctor says it and goes on
        sentence = explain(error) or type(error).__name__
        yield Finding(Verdict.BAD, "regulations", f"they cannot be loaded: {sentence}")
        return
    problems = {one.id: len(one.document.problems) for one in library.regulations.values()}
    doubtful = [f"{name} ({count})" for name, count in problems.items() if count]
    yield Finding(Verdict.WELL, "regulations", f"{len(problems)} loaded")
    if doubtful:
        more = f"places to look at in {', '.join(doubtful)}; `daumoi corpus check` prints them"
        yield Finding(Verdict.LOOK, "regulations", more)


def _file(database: Database) -> Iterator[Finding]:
    faults = check(database)
    for fault in faults[:5]:
        yield Finding(Verdict.BAD, "database", f"{fault}; restore the last backup")
    taken, known = applied(database), known_steps()
    ahead = [name for name in taken if name not in known]
    if ahead:
        yield Finding(Verdict.BAD, "database", f"written by a later version (it has {', '.join(ahead)})")
    elif len(taken) < len(known):
        missing = len(known) - len(taken)
        yield Finding(Verdict.BAD, "database", f"{missing} steps behind this program; start it once")
    elif not faults:
        yield Finding(Verdict.WELL, "database", f"sound, {len(taken)} steps, as this program wants it")


def _moments(tx: Transaction, _settings: Settings, now: datetime) -> Iterator[Finding]:
    row = tx.one(
        "SELECT max(at) AS at FROM (SELECT max(at) AS at FROM audit UNION ALL SELECT max(received_at) FROM inbox)"
    )
    if row and row["at"] and from_text(row["at"]) > now + _SLIP:
        yield Finding(
            Verdict.BAD, "clock", f"the database holds moments up to {row['at']}: the clock went back"
        )


def _letters_in(tx: Transaction, _settings: Settings, now: datetime) -> Iterator[Finding]:
    states = inbox.count_by_state(tx)
    late = tx.one(
        "SELECT count(*) AS n FROM inbox WHERE state = 'new' AND received_at < ?", (to_text(now - _LATE),)
    )
    waiting = int(late["n"]) if late else 0
    verdict = Verdict.BAD if waiting else Verdict.WELL
    yield Finding(
        verdict, "inbox", f"{states.get('done', 0)} handled, {waiting} waiting longer than ten minutes"
    )
    rows = tx.all(
        "SELECT id, fault FROM inbox WHERE state = 'aside' AND finished_at > ? ORDER BY id DESC LIMIT 5",
        (to_text(now - _LATELY),),
    )
    for one in rows:
        yield Finding(Verdict.LOOK, "inbox", f"T{one['id']} was set aside: {one['fault']}")


def _letters_out(tx: Transaction, _settings: Settings, now: datetime) -> Iterator[Finding]:
    if outbox.on_hold(tx):
        yield Finding(Verdict.LOOK, "outbox", "sending is on hold; `daumoi admin release` lets it go on")
    row = tx.one(
        "SELECT count(*) AS n FROM outbox WHERE state IN ('ready', 'claimed') AND channel <> 'console'"
        " AND not_before < ?",
        (to_text(now - _LATE),),
    )
    late = int(row["n"]) if row else 0
    verdict = Verdict.BAD if late and not outbox.on_hold(tx) else Verdict.WELL
    sent = outbox.count_by_state(tx).get("sent", 0)
    yield Finding(verdict, "outbox", f"{sent} sent, {late} should have left ten minutes ago")
    for one in tx.all(
        "SELECT state, count(*) AS n FROM outbox WHERE state IN ('refused', 'unreachable') AND finished_at > ?"
        " GROUP BY state",
        (to_text(now - _LATELY),),
    ):
        yield Finding(Verdict.LOOK, "outbox", f"{one['n']} {one['state']} in the last seven days")


def _people(tx: Transaction, _settings: Settings, now: datetime) -> Iterator[Finding]:
    today = day_in_vietnam(now)
    rows = tx.all(
        "SELECT link.person_id FROM unreachable JOIN link ON link.channel = unreachable.channel"
        " AND link.chat = unreachable.chat WHERE link.state = 'confirmed' ORDER BY link.person_id"
    )
    if rows:
        ids = ", ".join(str(row["person_id"]) for row in rows[:10])
        yield Finding(Verdict.LOOK, "people", f"{len(rows)} have shut the bot out: persons {ids}")
    progress = linking_progress(tx, everybody(tx, today), now)
    linked = progress.counts.get(Standing.LINKED, 0)
    yield Finding(
        Verdict.WELL,
        "people",
        f"{linked} of {progress.total} linked; `daumoi admin linking` lists the others",
    )
    yield from _desks(tx, today)


def _desks(tx: Transaction, today: date) -> Iterator[Finding]:
    """Every regulation with units needs a coordinator who can be written to."""
    desk = [one for one in holders_of(tx, Role.COORDINATOR) if addresses(tx, one.person)]
    units = list_agencies(tx, today)
    for regulation in dict.fromkeys(unit.regulation for unit in units):
        if not any(one.holding.regulation in {None, regulation} for one in desk):
            yield Finding(
                Verdict.BAD, "people", f"{regulation or 'units without a regulation'}: no linked coordinator"
            )
    if not units:
        yield Finding(Verdict.LOOK, "people", "no units yet; `daumoi roster import` takes them in")


def _roster(tx: Transaction, _settings: Settings, now: datetime) -> Iterator[Finding]:
    findings = inspect_roster(tx, day_in_vietnam(now))
    if not findings:
        yield Finding(Verdict.WELL, "roster", "audit unbroken and append-only, designations consistent")
    for sentence in findings:
        yield Finding(Verdict.BAD, "roster", sentence)


def _erasures(tx: Transaction, settings: Settings, _now: datetime) -> Iterator[Finding]:
    listed = len(erasure.remembered(settings.database))
    row = tx.one("SELECT value FROM meta WHERE name = 'erasures'")
    done = int(row["value"]) if row else 0
    if done > listed:
        yield Finding(
            Verdict.BAD,
            "erasures",
            f"the list beside the database lost entries: {done} done, {listed} listed",
        )
    else:
        yield Finding(Verdict.WELL, "erasures", f"{listed} on the list beside the database")


_LOOKS: tuple[Callable[[Transaction, Settings, datetime], Iterator[Finding]], ...] = (
    _moments,
    _letters_in,
    _letters_out,
    _people,
    _roster,
    _erasures,
)
