"""Agencies, people, designations and the reporting officer, on a real database."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from roster_stage import DECEMBER, NOW, TODAY, new_agency, new_person, put_in

from bot.roster.agencies import (
    add_alias,
    close_agency,
    find_agencies,
    get_agency,
    list_agencies,
    rename_agency,
    set_procedures,
)
from bot.roster.basis import AWAITED, LegalBasis, find_basis, get_basis, put_basis, settle_basis
from bot.roster.designations import (
    agency_history,
    awaiting_document,
    designate,
    end_designation,
    find_held,
    held_by,
    holders,
    person_history,
)
from bot.roster.persons import Contact, find_people, get_person, set_contact
from bot.roster.reporting import find_reporting_officer, name_reporting_officer
from bot.store import Transaction, Writer, audit
from corpus import Position, StaffedUnit


@pytest.mark.parametrize(
    "typed",
    ["sở tư pháp", "SO TU PHAP", "Sở  Tư pháp", "STP"],
    ids=["lower case", "no marks", "two spaces", "alias"],
)
def test_an_agency_is_found_by_the_name_that_people_type(tx: Transaction, typed: str) -> None:
    wanted = new_agency(tx, aliases=["STP"])
    new_agency(tx, "Sở Nội vụ")
    assert [one.id for one in find_agencies(tx, typed, TODAY)] == [wanted]


def test_the_long_and_the_short_form_of_a_committee_are_one_agency(tx: Transaction) -> None:
    wanted = new_agency(tx, "UBND xã Mường Mẫu", kind=StaffedUnit.COMMUNE)
    assert [one.id for one in find_agencies(tx, "Uỷ ban nhân dân xã Mường Mẫu", TODAY)] == [wanted]


def test_a_renamed_agency_has_each_name_in_its_time_and_is_found_by_both(tx: Transaction) -> None:
    agency = new_agency(tx)
    rename_agency(tx, agency, "Sở Tư pháp và Hộ tịch", DECEMBER, actor="console", now=NOW)
    assert get_agency(tx, agency, date(2026, 11, 30)).name == "Sở Tư pháp"
    later = get_agency(tx, agency, DECEMBER)
    assert (later.name, later.former) == ("Sở Tư pháp và Hộ tịch", ("Sở Tư pháp",))
    for typed in ("so tu phap", "so tu phap va ho tich"):
        assert [one.id for one in find_agencies(tx, typed, DECEMBER)] == [agency]


def test_a_name_that_another_agency_bears_today_means_that_one(tx: Transaction) -> None:
    first = new_agency(tx)
    rename_agency(tx, first, "Sở Pháp chế", TODAY, actor="console", now=NOW)
    second = new_agency(tx)
    assert [one.id for one in find_agencies(tx, "Sở Tư pháp", TODAY)] == [second]


def test_a_closed_agency_is_neither_found_nor_listed_from_its_day_on(tx: Transaction) -> None:
    agency, successor = new_agency(tx), new_agency(tx, "Sở Nội vụ")
    close_agency(tx, agency, DECEMBER, successor, actor="console", now=NOW)
    assert [one.id for one in list_agencies(tx, TODAY)] == [successor, agency]
    assert [one.id for one in list_agencies(tx, DECEMBER)] == [successor]
    assert find_agencies(tx, "Sở Tư pháp", DECEMBER) == []
    closed = get_agency(tx, agency, DECEMBER)
    assert (closed.is_open(DECEMBER), closed.successor) == (False, successor)


def test_names_aliases_and_procedures_leave_their_traces(tx: Transaction) -> None:
    agency = new_agency(tx)
    add_alias(tx, agency, "Sở TP")
    set_procedures(tx, agency, 120, actor="person:3", now=NOW)
    found = get_agency(tx, agency, TODAY)
    assert (found.procedures, found.aliases, str(found.level)) == (120, ("Sở TP",), "province")
    assert [row.action for row in audit.history(tx, f"agency:{agency}")] == ["add agency", "set procedures"]


def test_people_are_found_by_name_and_told_apart_by_number(tx: Transaction) -> None:
    one = new_person(tx, "Lê Thị Mẫu", "0912000001")
    other = new_person(tx, "Lê Thị Mẫu", "0912000002")
    unknown = new_person(tx, "LE THI MAU")
    assert [p.id for p in find_people(tx, "le thi mau")] == [one, other, unknown]
    assert [p.id for p in find_people(tx, "Lê Thị Mẫu", "0912000002")] == [other, unknown]


def test_a_contact_is_replaced_as_a_whole_and_the_id_stays(tx: Transaction) -> None:
    person = new_person(tx, phone="0912000001")
    set_contact(tx, person, Contact("Nguyễn Văn Mẫu", email="mau@example.vn"), NOW)
    assert get_person(tx, person).contact == Contact("Nguyễn Văn Mẫu", None, None, "mau@example.vn")


def test_who_holds_a_post_is_asked_for_a_day(tx: Transaction) -> None:
    agency, leaver, newcomer = new_agency(tx), new_person(tx), new_person(tx, "Trần Thị Mẫu")
    put_in(tx, leaver, agency, Position.SPECIALIST, date(2026, 1, 1))
    old = find_held(tx, leaver, agency, TODAY)
    assert old is not None
    end_designation(tx, old, DECEMBER, put_basis(tx, AWAITED))
    designate(
        tx,
        person=newcomer,
        agency=agency,
        position=Position.SPECIALIST,
        starts_on=DECEMBER,
        basis=LegalBasis("QĐ", "7/QĐ-STP", date(2026, 11, 28), "Giám đốc"),
        replaces=old.id,
    )
    on = {
        day: [one.person for one in holders(tx, agency, day)] for day in (date(2025, 12, 31), TODAY, DECEMBER)
    }
    assert on == {date(2025, 12, 31): [], TODAY: [leaver], DECEMBER: [newcomer]}
    assert held_by(tx, leaver, DECEMBER) == []
    assert [one.replaces for one in agency_history(tx, agency)] == [None, old.id]
    assert [one.ends_on for one in person_history(tx, leaver)] == [DECEMBER]


def test_a_designation_is_never_deleted_nor_held_twice_at_once(tx: Transaction) -> None:
    agency, person = new_agency(tx), new_person(tx)
    put_in(tx, person, agency, Position.SPECIALIST)
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        tx.execute("DELETE FROM designation")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        put_in(tx, person, agency, Position.SPECIALIST)


def test_a_designation_ended_before_it_began_never_held(tx: Transaction) -> None:
    agency, person = new_agency(tx), new_person(tx)
    put_in(tx, person, agency, Position.SPECIALIST, DECEMBER)
    [planned] = agency_history(tx, agency)
    end_designation(tx, planned, TODAY, put_basis(tx, AWAITED))
    assert holders(tx, agency, DECEMBER) == []


def test_an_awaited_document_is_filled_in_once(tx: Transaction) -> None:
    agency, person = new_agency(tx), new_person(tx)
    put_in(tx, person, agency, Position.SPECIALIST)
    [waiting] = awaiting_document(tx, TODAY)
    came = LegalBasis("QĐ", "45/QĐ-STP", date(2026, 11, 20), "Giám đốc")
    assert settle_basis(tx, waiting.start_basis, came)
    assert not settle_basis(tx, waiting.start_basis, LegalBasis("QĐ", "46/QĐ-STP"))
    assert get_basis(tx, waiting.start_basis) == came
    assert awaiting_document(tx, TODAY) == []


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (
            "QĐ số 45/QĐ-STP ngày 20/11/2026 do Giám đốc ký",
            LegalBasis("QĐ", "45/QĐ-STP", date(2026, 11, 20), "Giám đốc"),
        ),
        ("theo Quyết định 12/2026/QĐ-UBND", LegalBasis("QĐ", "12/2026/QĐ-UBND")),
        ("thông báo 08/TB-UBND ngày 1-12-2026", LegalBasis("TB", "08/TB-UBND", date(2026, 12, 1))),
        ("theo cv so 310/UBND-VP", LegalBasis("CV", "310/UBND-VP")),
        (
            "quyet dinh so 45/qd-stp ngay 20/11/2026",
            LegalBasis("QĐ", "45/QD-STP", date(2026, 11, 20)),
        ),
        ("45/qd-stp", LegalBasis("QĐ", "45/QD-STP")),
        ("văn bản 9/QĐ-X ngày 31/02/2026", LegalBasis("QĐ", "9/QĐ-X")),
        ("từ 1/12/2026", None),
        ("chị Hà thay từ 01/12", None),
    ],
)
def test_a_document_is_read_from_a_message(text: str, basis: LegalBasis | None) -> None:
    assert find_basis(text) == basis


def test_the_reporting_officer_is_who_was_named_while_in_post_else_the_specialist(tx: Transaction) -> None:
    agency, leader, specialist = new_agency(tx), new_person(tx), new_person(tx, "Trần Thị Mẫu")
    assert find_reporting_officer(tx, agency, TODAY) is None
    put_in(tx, leader, agency, Position.OFFICE_LEADER)
    assert find_reporting_officer(tx, agency, TODAY) == leader
    put_in(tx, specialist, agency)
    assert find_reporting_officer(tx, agency, TODAY) == specialist
    name_reporting_officer(tx, agency, leader, "person:9", NOW)
    assert find_reporting_officer(tx, agency, TODAY) == leader
    held = find_held(tx, leader, agency, TODAY)
    assert held is not None
    end_designation(tx, held, DECEMBER, put_basis(tx, AWAITED))
    assert find_reporting_officer(tx, agency, DECEMBER) == specialist


def test_the_schema_is_sound(tmp_path: Path) -> None:
    with Writer(tmp_path / "w.db", NOW) as writer:
        assert writer.call(lambda tx: tx.all("PRAGMA foreign_key_check")) == []
