"""Messages as officers write them, one test each: tests/roster_messages/*.txt.

A case is the message on one line (\\n marks a line break, "@2027-01-04 " moves today), then
"=> action | who leaves | who comes | from | what is missing"; people are separated by ";", a person is "name, phone, e-mail".
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roster.reading import Action, Doubt, Missing, Reporter, parse_batch, parse_message
from bot.roster.reading.tokens import fold_of
from corpus import Library

FRIDAY = dt.date(2026, 11, 20)


@dataclass(frozen=True)
class Case:
    message: str
    today: dt.date
    action: str
    leaving: list[str]
    coming: list[tuple[str, str, str]]
    effective: str
    missing: set[str]


def read_cases() -> Iterator[Case]:
    for file in sorted((Path(__file__).parent / "roster_messages").glob("*.txt")):
        message = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("=>"):
                yield read_case(message, [part.strip() for part in line[2:].split("|")])
            elif line.strip() and not line.startswith(("# ", "## ")):
                message = line


def read_case(message: str, parts: list[str]) -> Case:
    parts += [""] * (5 - len(parts))
    moved = re.match(r"@(\d{4}-\d\d-\d\d) ", message)
    today = dt.date.fromisoformat(moved[1]) if moved else FRIDAY
    people = [
        [field.strip() for field in person.split(",")] for person in parts[2].split(";") if person.strip()
    ]
    return Case(
        message=(message[moved.end() :] if moved else message).replace("\\n", "\n"),
        today=today,
        action=parts[0],
        leaving=sorted(name.strip().casefold() for name in parts[1].split(";") if name.strip()),
        coming=sorted((fields[0].casefold(), *[*fields[1:], "", ""][:2]) for fields in people),
        effective=parts[3],
        missing={detail.strip() for detail in parts[4].split(",") if detail.strip()},
    )


CASES = list(read_cases())


def without_marks(text: str) -> str:
    plain = [fold_of(char)[:1] or char for char in unicodedata.normalize("NFC", text)]
    return "".join(one.upper() if char.isupper() else one for char, one in zip(text, plain, strict=True))


TYPED = {
    "without accents and capitals": (lambda text: without_marks(text).lower(), 0.93),
    "without accents": (without_marks, 0.96),
    "in small letters": (str.lower, 0.975),
    "in capitals": (str.upper, 0.97),
}


@pytest.mark.parametrize("habit", TYPED)
def test_nearly_every_message_is_read_alike_however_it_is_typed(habit: str) -> None:
    typed, least = TYPED[habit]
    right = 0
    for case in CASES:
        change = parse_message(typed(case.message), today=case.today)
        leaving = sorted(without_marks(person.name or "").casefold() for person in change.leaving)
        coming = sorted(without_marks(person.name or "").casefold() for person in change.coming)
        right += (
            change.action == case.action
            and leaving == sorted(map(without_marks, case.leaving))
            and coming == sorted(without_marks(name) for name, _, _ in case.coming)
        )
    assert right / len(CASES) >= least


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.message[:70])
def test_a_message_is_read_as_its_author_meant_it(case: Case) -> None:
    change = parse_message(case.message, today=case.today)
    assert change.action == case.action
    assert sorted((person.name or "").casefold() for person in change.leaving) == case.leaving
    coming = sorted(((p.name or "").casefold(), p.phone or "", p.email or "") for p in change.coming)
    assert coming == case.coming
    assert (change.effective.isoformat() if change.effective else "") == case.effective
    assert {detail.value for detail in change.missing} == case.missing


def test_the_messages_are_many_and_of_every_kind() -> None:
    assert len(CASES) >= 290
    assert {case.action for case in CASES} == set(Action)


def test_no_passage_of_a_regulation_is_taken_for_a_report(library: Library) -> None:
    taken = [
        str(unit.path)
        for unit in library.units()
        if parse_message(unit.text, today=FRIDAY).action is not Action.NONE
    ]
    assert taken == []


# details that the cases above don't carry


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("Sở cử chị Lê Thị Thu Hà, Phó Chánh Văn phòng, thay anh Bảo từ 1/12", "Phó Chánh Văn phòng"),
        ("Thay anh Nam bằng Chánh Văn phòng Trần Thị Hoa từ 1/12", "Chánh Văn phòng"),
        ("xa thay anh le van nam bang chi do thi hoa (pho chu tich ubnd xa)", "pho chu tich ubnd xa"),
        (
            "Bổ sung ông Giáp Văn Nam, công chức Văn phòng - Thống kê, từ 1/12",
            "công chức Văn phòng - Thống kê",
        ),
        ("c.Nguyễn Kim Oanh - PCVP sở thay a.Thắng từ 1/1", "PCVP sở"),
        (
            "Cử chị Hồ Thị Lệ, chuyên viên phòng Chính sách, thay anh Bảo từ 1/12",
            "chuyên viên phòng Chính sách",
        ),
        ("Thay anh Nam bằng chị Tạ Thị Hoè (chuyên viên Văn phòng) từ 1/12", "chuyên viên Văn phòng"),
        (
            "Bổ sung anh Lê Đình Trực, chuyên viên phòng Kế hoạch - Tài chính, từ 1/12",
            "chuyên viên phòng Kế hoạch - Tài chính",
        ),
        (
            "thay anh nam bang chi ta thi hoe, chuyen vien phong chinh sach, tu 1/12",
            "chuyen vien phong chinh sach",
        ),
        ("Bổ sung ông Mã A Sùng - Trưởng phòng Quản lý đô thị - từ 1/12", "Trưởng phòng Quản lý đô thị"),
        (
            "Chị Bế Thị Ngà, phó trưởng phòng Tổ chức cán bộ, thay anh Sơn từ 1/12",
            "phó trưởng phòng Tổ chức cán bộ",
        ),
        ("Chuyên viên phòng Tổng hợp Lý Thị Mận thay anh Sơn từ 1/12", "Chuyên viên phòng Tổng hợp"),
        (
            "Anh Sơn nghỉ từ 1/12, thay bằng anh Đặng Hữu Phước, chuyên viên phòng Nghiệp vụ Y",
            "chuyên viên phòng Nghiệp vụ Y",
        ),
        (
            "thay a Sơn bằng c Lê Thị Miền, cv phòng Kiểm soát TTHC, sđt 0912 334 551, từ 1/12",
            "cv phòng Kiểm soát TTHC",
        ),
        (
            "Thay anh Sơn bằng chị Lê Thị Miền, công chức phòng Văn hóa - Xã hội xã, từ 1/12",
            "công chức phòng Văn hóa - Xã hội xã",
        ),
        ("Chị Hoàng Thị Sim nay là Phó Chánh Văn phòng, vẫn làm đầu mối", "Phó Chánh Văn phòng"),
        ("Bà Lê Thị Bích sang làm Chủ tịch Hội Phụ nữ, ông Thân Văn Đạt thay từ 1/12", None),
        ("Chị Hoàng Thị Ngân, chuyên viên, đổi số điện thoại thành 0988.123.456", None),
    ],
)
def test_a_title_goes_to_the_newcomer_who_holds_it(message: str, title: str | None) -> None:
    (person,) = parse_message(message, today=FRIDAY).coming
    assert person.title == title


@pytest.mark.parametrize(
    ("message", "unit"),
    [
        (
            "Báo giùm bên Sở Tư pháp: chị Quách Thị Diễm thôi làm đầu mối, anh Liêu Hoàng Phúc thay, từ 23/11",
            "Sở Tư pháp",
        ),
        (
            "UBND xã Minh Đức đổi đầu mối: bà Nguyễn Thị Bích nghỉ hưu, ông Thân Văn Đạt thay",
            "UBND xã Minh Đức",
        ),
        (
            "ubnd phuong my thuong bao anh le quang vinh chuyen cong tac, bo khoi danh sach",
            "ubnd phuong my thuong",
        ),
        ("Xã Phú Vinh thay anh Nam bằng chị Hoa từ 1/12", None),
        ("Anh Nguyễn Văn Nam chuyển sang Sở Nội vụ từ 1/12, chị Hoa thay", None),
        ("Kính gửi Văn phòng UBND thành phố, xã thay anh Nam bằng chị Hoa từ 1/12", None),
    ],
)
def test_another_unit_is_named_only_when_the_message_speaks_for_it(message: str, unit: str | None) -> None:
    change = parse_message(message, today=FRIDAY, reporter=Reporter(unit="UBND xã Phú Vinh"))
    assert change.action is not Action.NONE
    assert change.unit == unit


def test_a_name_of_the_roster_is_recognised_however_it_is_typed() -> None:
    message = "da tran thi my da nghi huu tu 1/12"
    change = parse_message(message, today=FRIDAY, unit_roster=["Trần Thị Mỹ Dạ"])
    assert [person.name for person in change.leaving] == ["Tran Thi My Da"]
    assert change.unsure == ()


def test_somebody_who_is_not_on_the_roster_raises_a_doubt() -> None:
    change = parse_message("Xã xin rút tên chị Lan từ 1/12", today=FRIDAY, unit_roster=["Trần Thị Hoa"])
    assert Doubt.NOT_ON_ROSTER in change.unsure
    again = parse_message("Xã xin rút tên chị Hoa từ 1/12", today=FRIDAY, unit_roster=["Trần Thị Hoa"])
    assert Doubt.NOT_ON_ROSTER not in again.unsure


@pytest.mark.parametrize(
    ("message", "doubt"),
    [
        ("A Hùng nghỉ rồi nha, Lan thay từ tuần sau", Doubt.NAME_GUESSED),
        ("Chị Trâm thay anh Quý từ mai", Doubt.GIVEN_NAME_ONLY),
        ("Chị Lê Thị Trâm thay anh Vũ Quý từ 15/11", Doubt.DATE_IN_THE_PAST),
        ("Dự kiến chị Lê Thị Trâm thay anh Vũ Quý từ 1/12", Doubt.ONLY_PLANNED),
        ("Chị Lê Thị Trâm thay anh Vũ Quý từ 1/12. Có cần công văn không ạ?", Doubt.QUESTION_BESIDE),
        ("Anh Vũ Quý nghỉ từ 1/12, chị Lê Thị Trâm nhận từ 5/12", Doubt.DATE_UNCLEAR),
    ],
)
def test_what_is_unsure_is_said(message: str, doubt: Doubt) -> None:
    change = parse_message(message, today=FRIDAY)
    assert change.action is Action.REPLACE
    assert doubt in change.unsure


def test_a_plain_message_leaves_no_doubt() -> None:
    change = parse_message("Chị Lê Thị Trâm thay anh Vũ Văn Quý làm đầu mối từ 1/12", today=FRIDAY)
    assert change.unsure == ()
    assert change.missing == ()


def test_without_its_tagger_a_message_without_accents_is_read_all_the_same() -> None:
    accented = parse_message("Anh Vũ Văn Quý nghỉ hưu, chị Lê Thị Trâm thay từ 1/12", today=FRIDAY)
    bare = parse_message("anh vu van quy nghi huu, chi le thi tram thay tu 1/12", today=FRIDAY)
    assert (bare.action, bare.effective) == (accented.action, accented.effective)
    assert [person.name for person in bare.leaving] == ["Vu Van Quy"]
    assert [person.name for person in bare.coming] == ["Le Thi Tram"]


def test_decomposed_letters_read_like_composed_ones() -> None:
    message = "Chị Lê Thị Thuỳ thay anh Vũ Văn Quý từ 1/12"
    one, other = (
        parse_message(unicodedata.normalize(form, message), today=FRIDAY) for form in ("NFC", "NFD")
    )
    assert one == other


def test_a_batch_keeps_order_and_ids_and_reads_no_expectation() -> None:
    case = {
        "id": "a",
        "today": "2026-11-20",
        "message": "Huyện cử thêm chị Danh Thị Mỹ làm đầu mối",
        "expect": {"action": "none"},
    }
    lines = [json.dumps(case), " ", json.dumps({**case, "id": "b", "reporter": None, "message": ""})]
    first, second = (json.loads(line) for line in parse_batch(lines))
    assert first == {
        "id": "a",
        "action": "add",
        "out": [],
        "in": [{"name": "Danh Thị Mỹ", "title": None, "phone": None, "email": None}],
        "effective": None,
        "missing": ["effective"],
        "unit": None,
    }
    assert (second["id"], second["action"]) == ("b", "none")


WORDS = (
    "anh chị ông em sở xã thay bằng nghỉ hưu từ 1/12 đầu mối Nguyễn Văn Nam Hoa ( ) : , . - -> không ai ? số 0912345678 "
    "bổ sung rút tên cũ mới là Phó Chánh văn phòng tháng sau thứ hai tới và nếu H'Linh đ/c \n 1. a@b.vn vẫn khỏi danh sách"
)


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=25).map(" ".join) | st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_soup_of_words_is_read_without_an_error_and_twice_alike(soup: str) -> None:
    change = parse_message(soup, today=FRIDAY)
    assert change == parse_message(soup, today=FRIDAY)
    if change.action is Action.NONE:
        assert (change.leaving, change.coming, change.missing) == ((), (), ())
    if change.action is Action.ADD:
        assert not change.leaving
    assert (Missing.IN_NAME in change.missing) <= (not any(person.name for person in change.coming))
