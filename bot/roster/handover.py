"""A newcomer's first message: who one is now, since when and in whose place, what is due and what was left."""

from datetime import date

from bot.channels.message import OutMessage, Paragraph, bold, plain, rich
from bot.messages import linking as say
from bot.messages.dates import full_date
from bot.roster.agencies import get_agency
from bot.roster.basis import get_basis
from bot.roster.designations import Designation, held_by, person_history
from bot.roster.persons import get_person
from bot.roster.reporting import find_reporting_officer
from bot.roster.surroundings import Surroundings
from bot.store import Transaction


def first_message(
    tx: Transaction, person: int, today: date, around: Surroundings, only: int | None = None
) -> OutMessage | None:
    """What a person who is designated today needs to know first; None when they hold no post (there)."""
    held = [one for one in held_by(tx, person, today) if only in {None, one.agency}]
    rows = [row for one in held for row in _rows(tx, one, today, around)]
    return OutMessage(rich(*rows), protect=True) if rows else None


def _rows(tx: Transaction, held: Designation, today: date, around: Surroundings) -> list[Paragraph]:
    agency = get_agency(tx, held.agency, today)
    role = say.POSITIONS.get(held.position or "", say.ROLES["officer"])
    predecessor = _predecessor(tx, held)
    rows = [
        bold(say.you_are(role, agency.name)),
        plain(say.since(full_date(held.starts_on), predecessor)),
    ]
    if find_reporting_officer(tx, held.agency, today) == held.person:
        rows.append(plain(say.REPORTS))
    dues = around.dues(tx, agency, today)
    if dues:
        rows += [plain(say.DUES), *(plain(say.item(line)) for line in dues)]
    left = _left_behind(tx, held)
    rows.append(plain(say.LEFT if left else say.NOTHING_LEFT))
    rows += [plain(say.item(line)) for line in left]
    return rows


def _predecessor(tx: Transaction, held: Designation) -> str | None:
    row = (
        tx.one("SELECT person_id FROM designation WHERE id = ?", (held.replaces,)) if held.replaces else None
    )
    return get_person(tx, row["person_id"]).name if row else None


def _left_behind(tx: Transaction, held: Designation) -> list[str]:
    """What is open around this post: the document that is awaited; open dues are among the dues."""
    awaited = [one for one in person_history(tx, held.person) if one.id == held.id]
    return [say.AWAITED_DOCUMENT for one in awaited if get_basis(tx, one.start_basis).pending]
