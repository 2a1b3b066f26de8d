"""A province to remind: agencies, officers with accounts, an office's letters, and the far side of the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from roster_stage import HUE, link_up, new_agency, new_person, put_in

from bot.deadlines.book import Book, load_book
from bot.deadlines.issuing import remind
from bot.deadlines.local_rules import LocalRule
from bot.deadlines.office_rules import OfficeRule, add_rule
from bot.deadlines.rechecking import is_still_due
from bot.roster.grants import grant_role
from bot.roster.rights import CONSOLE, Holding, Role
from bot.store import Transaction, Writer, delivery, outbox, reach
from bot.store.outbox import OutboxRow
from corpus import Bound, Due, Period, Position, StaffedUnit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BOOK = load_book()
LEASE = timedelta(seconds=90)

QUARTER_OF_DEPARTMENTS = LocalRule(
    "", "Báo cáo quý", Period.QUARTERLY, Due(Bound.NO_LATER_THAN, 18, 3), "12/VP-KSTT", date(2025, 12, 1),
    kinds=("so-nganh",),
)  # fmt: skip
QUARTER_OF_COMMUNES = LocalRule(
    "", "Báo cáo quý", Period.QUARTERLY, Due(Bound.BEFORE, 17, 3), "12/VP-KSTT", date(2025, 12, 1),
    kinds=("ubnd-xa",),
)  # fmt: skip
MONTH = LocalRule(
    "", "Báo cáo tháng", Period.MONTHLY, Due(Bound.NO_LATER_THAN, 25, 1), "13/VP-KSTT", date(2025, 12, 1)
)
YEAR = LocalRule(
    "", "Báo cáo năm", Period.YEARLY, Due(Bound.NO_LATER_THAN, 15, 12), "14/VP-KSTT", date(2025, 12, 1)
)


def at(day: date, hour: int = 8, minute: int = 0, second: int = 0) -> datetime:
    """A moment by the clock in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZONE)


@dataclass
class Far:
    """The far side: what arrived, when, where; `dead` chats answer that the bot is blocked."""

    arrived: list[tuple[datetime, OutboxRow]] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)


def claim(writer: Writer, now: datetime, book: Book = BOOK) -> OutboxRow | None:
    """As the sender claims: what no longer holds is closed on the way."""

    def work(tx: Transaction) -> OutboxRow | None:
        while rows := outbox.claim(tx, channel="telegram", owner="me", now=now, lease=LEASE, limit=1):
            [row] = rows
            if row.expires_at is not None and row.expires_at <= now:
                delivery.mark_expired(tx, row, now)
            elif reach.unreachable_since(tx, row.channel, row.chat) is not None:
                delivery.mark_unreachable(tx, row, "known to be unreachable", now)
            elif not is_still_due(tx, row, now, book):
                delivery.mark_withdrawn(tx, row, "no longer due", now)
            else:
                return row
        return None

    return writer.call(work)


def send_all(writer: Writer, far: Far, now: datetime, book: Book = BOOK) -> None:
    """Send whatever may leave now."""
    while (row := claim(writer, now, book)) is not None:
        writer.call(lambda tx, row=row: _arrive(tx, row, far, now))  # type: ignore[misc]


def _arrive(tx: Transaction, row: OutboxRow, far: Far, now: datetime) -> None:
    if row.chat in far.dead:
        delivery.mark_unreachable(tx, row, "blocked", now)
        return
    far.arrived.append((now, row))
    delivery.mark_sent(tx, row, str(row.id), now)


def tick(writer: Writer, now: datetime, book: Book = BOOK) -> int:
    """Ask what is due until there is no more; returns how often was asked."""
    rounds = 1
    while writer.call(lambda tx: remind(tx, book, now)):
        rounds += 1
    return rounds


def reminded(writer: Writer) -> list[dict[str, object]]:
    """Every step that was ever issued, with the state of the message that carries it."""
    sql = (
        "SELECT reminder.*, outbox.state, outbox.finished_at, outbox.chat FROM reminder"
        " LEFT JOIN outbox ON outbox.key = message || ':0' ORDER BY reminder.id"
    )
    return [dict(row) for row in writer.call(lambda tx: tx.all(sql))]


@dataclass
class Province:
    """Ids of what is there: `officers` by agency."""

    agencies: list[int]
    officers: dict[int, int]
    heads: dict[int, int]
    coordinator: int
    rules: list[OfficeRule]


def settle(
    tx: Transaction, departments: int, communes: int, rules: tuple[LocalRule, ...], now: datetime
) -> Province:
    """Agencies with three officers each, of whom the specialist reports; all have accounts."""
    agencies, officers, heads = [], {}, {}
    for number in range(departments + communes):
        kind = StaffedUnit.DEPARTMENT if number < departments else StaffedUnit.COMMUNE
        word = "Sở Mẫu" if kind is StaffedUnit.DEPARTMENT else "UBND xã Mẫu"
        agency = new_agency(tx, f"{word} {number}", kind=kind)
        agencies.append(agency)
        for position in (Position.UNIT_LEADER, Position.OFFICE_LEADER, Position.SPECIALIST):
            person = new_person(tx, f"Người Mẫu {number} {position}")
            put_in(tx, person, agency, position, date(2025, 6, 2))
            link_up(tx, person)
            if position is Position.SPECIALIST:
                officers[agency] = person
            if position is Position.UNIT_LEADER:
                grant_role(tx, person, Holding(Role.UNIT_HEAD, agency=agency), CONSOLE, now)
                heads[agency] = person
    coordinator = new_person(tx, "Phạm Thị Điều Phối")
    link_up(tx, coordinator)
    grant_role(tx, coordinator, Holding(Role.COORDINATOR, regulation=HUE), CONSOLE, now)
    return Province(
        agencies, officers, heads, coordinator, [add_rule(tx, HUE, rule, "console", now) for rule in rules]
    )


def days(first: date, last: date) -> Iterator[date]:
    """Every day, both ends included."""
    while first <= last:
        yield first
        first += timedelta(days=1)
