"""A unit's reporting officer, who alone gets the reminders: who was named, else specialist, else office leader."""

from datetime import date, datetime

from bot.roster.designations import find_held, holders
from bot.store import Transaction, audit
from bot.store.moments import to_text
from corpus import Position

# Who reports when nobody was named, the first of these that the unit has.
BY_DEFAULT = (
    Position.SPECIALIST,
    Position.CENTRE_SPECIALIST,
    Position.OFFICE_STATISTICS,
    Position.OFFICE_LEADER,
    Position.CENTRE_LEADER,
)


def find_reporting_officer(tx: Transaction, agency: int, day: date) -> int | None:
    """The person who reports for a unit on a day; whoever is no longer designated there reports no more."""
    named = find_named(tx, agency)
    if named is not None and find_held(tx, named, agency, day):
        return named
    held = holders(tx, agency, day)
    for position in BY_DEFAULT:
        for one in held:
            if one.position is position:
                return one.person
    return held[0].person if held else None


def find_named(tx: Transaction, agency: int) -> int | None:
    """The person who was named, in post or not."""
    row = tx.one(
        "SELECT person_id FROM reporting_officer WHERE agency_id = ? AND ended_at IS NULL", (agency,)
    )
    return int(row["person_id"]) if row else None


def name_reporting_officer(tx: Transaction, agency: int, person: int, by: str, now: datetime) -> None:
    """Name who reports from now on; the caller has asked `may`."""
    end_reporting(tx, agency, now)
    tx.execute(
        "INSERT INTO reporting_officer (agency_id, person_id, named_at, named_by) VALUES (?, ?, ?, ?)",
        (agency, person, to_text(now), by),
    )
    audit.note(
        tx,
        actor=by,
        action="name reporting officer",
        subject=f"agency:{agency}",
        now=now,
        detail={"person": person},
    )


def end_reporting(tx: Transaction, agency: int, now: datetime) -> None:
    """Nobody is named any more; the default reports."""
    tx.execute(
        "UPDATE reporting_officer SET ended_at = ? WHERE agency_id = ? AND ended_at IS NULL",
        (to_text(now), agency),
    )
