"""The roster as rows, for whom it may be shown; and a whole roster taken in from a table, all or nothing."""

from datetime import date

import pytest
from roster_stage import DECEMBER, HUE, NOW, TODAY, new_agency, set_stage

from bot.roster.actors import as_person
from bot.roster.agencies import get_agency, list_agencies
from bot.roster.basis import AWAITED, LegalBasis, put_basis
from bot.roster.designations import designate, end_designation, find_held
from bot.roster.intake import Intake, IntakeProblem, guess_kind, take_in
from bot.roster.listing import export_rows, roster_rows, visible_units
from bot.roster.persons import find_people, get_person
from bot.roster.rights import Actor
from bot.roster.rows import RosterRow
from bot.store import Transaction
from corpus import Position, StaffedUnit


def test_a_units_rows_are_those_of_the_day(tx: Transaction) -> None:
    stage = set_stage(tx)
    held = find_held(tx, stage.specialist, stage.justice, TODAY)
    assert held is not None
    end_designation(tx, held, DECEMBER, put_basis(tx, AWAITED))
    designate(
        tx,
        person=stage.stranger,
        agency=stage.justice,
        position=Position.SPECIALIST,
        starts_on=DECEMBER,
        basis=LegalBasis("QĐ", "45/QĐ-STP"),
        replaces=held.id,
    )
    agency = get_agency(tx, stage.justice, DECEMBER)
    assert [row.name for row in roster_rows(tx, agency, TODAY)] == [
        "Hoàng Văn Lãnh",
        "Vũ Thị Văn",
        "Trần Quốc Bảo",
    ]
    last = roster_rows(tx, agency, DECEMBER)[-1]
    assert last == RosterRow(
        "Lê Nội Vụ",
        "Chuyên viên",
        "Sở Tư pháp",
        "chuyen-vien",
        "0912000006",
        "",
        DECEMBER,
        "Trần Quốc Bảo",
        "",
    )
    assert roster_rows(tx, agency, TODAY)[0].note == "chờ văn bản cử"


def test_an_officer_sees_the_own_unit_and_a_coordinator_all_but_only_the_desk_carries_away(
    tx: Transaction,
) -> None:
    stage = set_stage(tx)
    officer, desk = as_person(tx, stage.specialist, TODAY), as_person(tx, stage.coordinator, TODAY)
    assert [one.id for one in visible_units(tx, officer, TODAY)] == [stage.justice]
    assert len(visible_units(tx, desk, TODAY)) == 3
    assert visible_units(tx, Actor("user:telegram:9"), TODAY) == []
    assert export_rows(tx, officer, TODAY) is None
    assert len(export_rows(tx, desk, TODAY) or []) == 4


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Uỷ ban nhân dân phường Thuận Mẫu", StaffedUnit.COMMUNE),
        ("UBND thị trấn Mẫu", StaffedUnit.COMMUNE),
        ("UBND huyện Mẫu", StaffedUnit.DISTRICT),
        ("UBND thị xã Mẫu", StaffedUnit.DISTRICT),
        ("Văn phòng UBND tỉnh", StaffedUnit.PROVINCE_OFFICE),
        ("Sở Công Thương", StaffedUnit.DEPARTMENT),
        ("Ban Quản lý khu công nghiệp", StaffedUnit.DEPARTMENT),
    ],
)
def test_the_kind_of_a_unit_is_guessed_from_its_name(name: str, kind: StaffedUnit) -> None:
    assert guess_kind(name) is kind


def take(tx: Transaction, *rows: RosterRow, new_units: bool = False) -> Intake:
    return take_in(tx, rows, regulation=HUE, today=TODAY, now=NOW, new_units=new_units)


def test_a_first_roster_founds_its_units_and_a_second_reading_changes_nothing(tx: Transaction) -> None:
    rows = (
        RosterRow("Nguyễn Thị Mẫu", "Phó Giám đốc", "Sở Công Thương", None, "0912111222", line=2),
        RosterRow(
            "Trần Văn Mẫu",
            "Chuyên viên",
            "Sở Công  Thương",
            None,
            "0912111333",
            starts_on=date(2026, 3, 1),
            line=3,
        ),
        RosterRow("Lò Thị Mẫu", "Chủ tịch", "UBND xã Mường Mẫu", "lanh-dao-ubnd", line=4),
    )
    first = take(tx, *rows, new_units=True)
    assert (len(first.added), len(first.units), first.problems) == (3, 2, ())
    assert {one.kind for one in list_agencies(tx, TODAY)} == {StaffedUnit.DEPARTMENT, StaffedUnit.COMMUNE}
    [second] = find_people(tx, "Trần Văn Mẫu")
    held = find_held(tx, second.id, first.units[0], TODAY) or find_held(tx, second.id, first.units[1], TODAY)
    assert held is not None
    assert (held.position, held.starts_on) == (Position.SPECIALIST, date(2026, 3, 1))
    again = take(tx, *rows)
    assert (again.added, again.corrected, again.unchanged) == ((), (), 3)


def test_a_known_persons_contact_is_put_right_and_empty_cells_take_nothing_away(tx: Transaction) -> None:
    stage = set_stage(tx)
    done = take(tx, RosterRow("tran quoc bao", "", "Sở Tư pháp", None, "0988123456"))
    assert done.corrected == (stage.specialist,)
    contact = get_person(tx, stage.specialist).contact
    assert contact is not None
    assert (contact.name, contact.title, contact.phone) == ("Trần Quốc Bảo", "Chuyên viên", "0988123456")


def test_one_bad_row_keeps_all_rows_out(tx: Transaction) -> None:
    set_stage(tx)
    new_agency(tx, "Sở Đôi")
    new_agency(tx, "Sở Đôi")
    done = take(
        tx,
        RosterRow("Người Tốt", unit="Sở Tư pháp", line=2),
        RosterRow("Người Lạ", unit="Sở Trên Trời", line=3),
        RosterRow("Người Thay", unit="Sở Tư pháp", replaces="Trần Quốc Bảo", line=4),
        RosterRow("Người Đôi", unit="Sở Đôi", line=5),
    )
    assert done.problems == (
        IntakeProblem(3, "unknown-unit", "Sở Trên Trời"),
        IntakeProblem(4, "takes-a-place", "Trần Quốc Bảo"),
        IntakeProblem(5, "two-units", "Sở Đôi"),
    )
    assert find_people(tx, "Người Tốt") == []
