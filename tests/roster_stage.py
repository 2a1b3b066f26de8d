"""A small province to play on: two departments, a commune, people, a coordinator; everybody is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.roster.agencies import add_agency
from bot.roster.basis import AWAITED
from bot.roster.designations import designate
from bot.roster.grants import grant_role
from bot.roster.links import Address, add_link, confirm
from bot.roster.persons import Contact, add_person
from bot.roster.rights import CONSOLE, Holding, Role
from bot.store import Transaction
from corpus import Position, StaffedUnit

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DECEMBER = date(2026, 12, 1)
HUE = "hue-109-2025"


def new_agency(tx: Transaction, name: str = "Sở Tư pháp", **more: object) -> int:
    given: dict[str, object] = {"kind": StaffedUnit.DEPARTMENT, "regulation": HUE, **more}
    return add_agency(tx, name=name, actor="console", now=NOW, **given)  # type: ignore[arg-type]


def new_person(
    tx: Transaction, name: str = "Nguyễn Văn Mẫu", phone: str | None = None, title: str | None = None
) -> int:
    return add_person(tx, Contact(name, title, phone), NOW)


def put_in(
    tx: Transaction,
    person: int,
    agency: int,
    position: Position = Position.SPECIALIST,
    on: date = date(2026, 1, 5),
) -> int:
    return designate(tx, person=person, agency=agency, position=position, starts_on=on, basis=AWAITED)


def link_up(tx: Transaction, person: int, *, sure: bool = True) -> Address:
    """An account of a person: on Telegram under the number 1000 + id."""
    address = Address("telegram", str(1000 + person), str(1000 + person))
    link = add_link(tx, person, address, NOW)
    if sure:
        confirm(tx, link, "console", NOW)
    return address


@dataclass(frozen=True)
class Stage:
    """Ids of everybody on it."""

    justice: int
    home_affairs: int
    commune: int
    coordinator: int
    head: int
    leader: int
    office_leader: int
    specialist: int
    stranger: int


def set_stage(tx: Transaction) -> Stage:
    justice = new_agency(tx, procedures=120)
    home_affairs = new_agency(tx, "Sở Nội vụ", procedures=90)
    commune = new_agency(tx, "UBND xã Mường Mẫu", kind=StaffedUnit.COMMUNE)
    coordinator = new_person(tx, "Phạm Thị Điều Phối", "0912000001")
    grant_role(tx, coordinator, Holding(Role.COORDINATOR, regulation=HUE), CONSOLE, NOW)
    head = new_person(tx, "Đỗ Văn Trưởng", "0912000002")
    grant_role(tx, head, Holding(Role.UNIT_HEAD, agency=justice), CONSOLE, NOW)
    leader = new_person(tx, "Hoàng Văn Lãnh", "0912000003", "Phó Giám đốc")
    office_leader = new_person(tx, "Vũ Thị Văn", "0912000004", "Chánh Văn phòng")
    specialist = new_person(tx, "Trần Quốc Bảo", "0912000005", "Chuyên viên")
    stranger = new_person(tx, "Lê Nội Vụ", "0912000006", "Chuyên viên")
    put_in(tx, leader, justice, Position.UNIT_LEADER)
    put_in(tx, office_leader, justice, Position.OFFICE_LEADER)
    put_in(tx, specialist, justice, Position.SPECIALIST)
    put_in(tx, stranger, home_affairs, Position.SPECIALIST)
    for person in (coordinator, head, office_leader, specialist, stranger):
        link_up(tx, person)
    return Stage(
        justice, home_affairs, commune, coordinator, head, leader, office_leader, specialist, stranger
    )
