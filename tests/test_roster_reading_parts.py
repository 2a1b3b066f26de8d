"""The parts of a message: dates, telephones, addresses, words and phrases."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from bot.roster.reading.contacts import find_emails, find_phones, national
from bot.roster.reading.dates import find_dates
from bot.roster.reading.items import read_items
from bot.roster.reading.lexicon import load_lexicon
from bot.roster.reading.phrases import PhraseTable
from bot.roster.reading.tokens import tokenize

FRIDAY = dt.date(2026, 11, 20)
MONDAY = dt.date(2026, 12, 28)


def dates_of(text: str, today: dt.date = FRIDAY) -> list[str | None]:
    found = find_dates(tokenize(text), today, [])
    return [mention.date.isoformat() if mention.date else None for mention in found]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("từ 1/12", "2026-12-01"),
        ("từ ngày 01.12.2026", "2026-12-01"),
        ("từ 1.12", "2026-12-01"),
        ("từ 1-12-26", "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        ("ngày 01 tháng 12 năm 2026", "2026-12-01"),
        ("ngay 1 thang 12", "2026-12-01"),
        ("mùng 1 tháng sau", "2026-12-01"),
        ("mung 5/12", "2026-12-05"),
        ("từ 15/11", "2026-11-15"),
        ("từ 5/1", "2027-01-05"),
        ("từ 1/3", "2027-03-01"),
        ("đã chuyển từ 1/6", "2026-06-01"),
        ("ngày 25", "2026-11-25"),
        ("ngày 15 tới", "2026-12-15"),
        ("ngày 15 vừa rồi", "2026-11-15"),
        ("tháng 12 này ngày 10", "2026-12-10"),
        ("cuối tháng này", "2026-11-30"),
        ("đầu tháng sau", "2026-12-01"),
        ("giữa tháng 12", "2026-12-15"),
        ("hết tháng 11", "2026-11-30"),
        ("từ tháng sau", "2026-12-01"),
        ("từ tháng 1", "2027-01-01"),
        ("từ 12/2026", "2026-12-01"),
        ("đầu năm sau", "2027-01-01"),
        ("đầu quý I/2027", "2027-01-01"),
        ("thứ Hai tới", "2026-11-23"),
        ("thu tu tuan sau", "2026-11-25"),
        ("T6 này", "2026-11-20"),
        ("thứ Sáu tới", "2026-11-27"),
        ("thứ Hai vừa rồi", "2026-11-16"),
        ("chủ nhật tuần này", "2026-11-22"),
        ("thứ Hai, 30/11", "2026-11-30"),
        ("từ tuần sau", "2026-11-23"),
        ("sang tuần", "2026-11-23"),
        ("ngày mai", "2026-11-21"),
        ("ngày mốt", "2026-11-22"),
        ("hôm kia", "2026-11-18"),
        ("3 ngày nữa", "2026-11-23"),
        ("hai tuần nữa", "2026-12-04"),
        ("áp dụng ngay", "2026-11-20"),
        ("kể từ nay", "2026-11-20"),
    ],
)
def test_a_day_is_found_however_it_is_written(words: str, day: str) -> None:
    assert dates_of(words) == [day]


@pytest.mark.parametrize("words", ["tháng sau", "trong tháng 12", "tuần sau"])
def test_a_period_without_a_day_fixes_none(words: str) -> None:
    assert dates_of(words) == [None]


@pytest.mark.parametrize(
    "words",
    [
        "31/2",
        "45/12",
        "QĐ 12/2025/QĐ-UBND",
        "Nghị định 178/2024",
        "Anh Quý nghỉ, chị Thu Ba thay",
        "anh Mai",
        "năm người",
    ],
)
def test_what_looks_like_a_date_is_none(words: str) -> None:
    assert dates_of(words) == []


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("thứ Hai tới", MONDAY, "2027-01-04"),
        ("đầu tháng sau", MONDAY, "2027-01-01"),
        ("từ 28/12", dt.date(2027, 1, 4), "2026-12-28"),
        ("cuối tháng này", dt.date(2028, 2, 3), "2028-02-29"),
        ("từ 29/2", dt.date(2028, 1, 3), "2028-02-29"),
        ("tháng nữa", dt.date(2027, 1, 31), "2027-02-28"),
    ],
)
def test_the_end_of_a_month_and_of_a_year_is_crossed(words: str, today: dt.date, day: str) -> None:
    assert dates_of(words, today) == [day]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912.345.678", "0912345678"),
        ("0838-456-789", "0838456789"),
        ("+84 912 345 678", "0912345678"),
        ("(+84) 905-667-788", "0905667788"),
        ("+840912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084 912 345 678", "0912345678"),
        ("O912345678", "0912345678"),
        ("028 3829 1234", "02838291234"),
        ("0299.361.5555", "02993615555"),
        ("sđt 912345678", "0912345678"),
    ],
)
def test_a_number_is_given_in_national_form(typed: str, number: str) -> None:
    assert [phone.number for phone in find_phones(f"Chị Hà, {typed}, từ 1/12/2026")] == [number]


@pytest.mark.parametrize(
    "typed", ["sđt 09124567", "số 0912 345 67", "0912 3456 7890", "đt: 09xx xxx 123", "sđt 01234567890"]
)
def test_an_announced_number_that_nobody_can_dial_is_found_and_not_kept(typed: str) -> None:
    assert [phone.number for phone in find_phones(typed)] == [None]


@pytest.mark.parametrize(
    "text", ["Quyết định số 215/QĐ-UBND", "01/12/2026", "ngày 01-12-2026", "3 ngày", "Thông tư 01/2020"]
)
def test_other_figures_are_no_telephone(text: str) -> None:
    assert find_phones(text) == []


def test_two_numbers_beside_each_other_are_two() -> None:
    assert [phone.number for phone in find_phones("0912 345 678 - 0913 444 555")] == [
        "0912345678",
        "0913444555",
    ]


def test_foreign_and_nonsense_numbers_are_refused() -> None:
    assert (national("+1 202 555 0123"), national("abc"), national("")) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mail htloc@soctrang.gov.vn.", "htloc@soctrang.gov.vn"),
        ("(dmquan.syt @bacgiang.gov.vn)", "dmquan.syt@bacgiang.gov.vn"),
        ("Email:a-b+c@x.vn,", "a-b+c@x.vn"),
    ],
)
def test_an_address_is_found_without_what_surrounds_it(text: str, address: str) -> None:
    assert [email.address for email in find_emails(text)] == [address]


def test_half_an_address_is_none() -> None:
    assert find_emails("mail abc@gmail, @nam") == []


def test_tone_marks_and_composition_do_not_matter_to_a_phrase() -> None:
    table = PhraseTable({"office": ["Văn phòng (Ủy|UBND) hòa"]})
    for typed in (
        "văn phòng uỷ hoà",
        "VĂN PHÒNG ỦY HÒA",
        unicodedata.normalize("NFD", "văn phòng ủy hòa"),
        "van phong uy hoa",
    ):
        match = table.longest(tokenize(typed).tokens, 0)
        assert match is not None, typed
        assert match.end == 4
    assert table.longest(tokenize("vạn phòng ủy hòa").tokens, 0) is None


def test_the_longest_phrase_wins_and_an_optional_place_may_be_empty() -> None:
    table = PhraseTable({"leave": ["(xin |)thôi", "thôi (làm |)đầu mối"]})
    tokens = tokenize("xin thôi làm đầu mối").tokens
    assert [(match.start, match.end) for match in table.at(tokens, 0)] == [(0, 2)]
    assert [(match.start, match.end) for match in table.at(tokens, 1)] == [(1, 5), (1, 2)]


def names_in(text: str) -> list[str]:
    row = read_items(tokenize(text), load_lexicon(), FRIDAY)
    return [item.name.text(row.message.tokens) for item in row.items if item.name is not None]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thay ông NGUYỄN HỮU PHƯỚC bằng bà TRẦN THỊ DIỆU LINH", ["NGUYỄN HỮU PHƯỚC", "TRẦN THỊ DIỆU LINH"]),
        ("chi tran thi lua van lam dau moi", ["tran thi lua"]),
        ("ong nguyen van tam nghi huu", ["nguyen van tam"]),
        ("Anh Sồng A Dơ thay chị Vì Thị Nguyệt", ["Sồng A Dơ", "Vì Thị Nguyệt"]),
        ("Chị H'Linh Niê thay anh Y Bliết Niê Kdăm", ["H'Linh Niê", "Y Bliết Niê Kdăm"]),
        ("Đồng chí Rơ Mah H'Lan thay ông Kpă Thuyên", ["Rơ Mah H'Lan", "Kpă Thuyên"]),
        ("Thay bà Thạch Thị Sa Mết bằng ông Danh Út", ["Thạch Thị Sa Mết", "Danh Út"]),
        ("Thay chị Ông Thị Nhi bằng anh Ong Văn Bá", ["Ông Thị Nhi", "Ong Văn Bá"]),
        ("a.Thắng nghỉ hưu, c.Nguyễn Kim Oanh thay", ["Thắng", "Nguyễn Kim Oanh"]),
        ("Đ/c Vừ A Lồng, đ.c Lầu Y Dở, đc Tạ Quang Dũng", ["Vừ A Lồng", "Lầu Y Dở", "Tạ Quang Dũng"]),
        (
            "Phó Chánh Văn phòng Lê Thị Thu Hà thay đồng chí Phó Giám đốc Trần Hùng",
            ["Lê Thị Thu Hà", "Trần Hùng"],
        ),
        ("Bổ sung Nguyễn thị Hoa và Trần văn Nam", ["Nguyễn thị Hoa", "Trần văn Nam"]),
        ("UBND phường Trần Phú và xã Lê Lợi báo cáo Sở Nội vụ tỉnh Sơn La", []),
        ("Văn phòng UBND tỉnh Kiên Giang, Danh sách, Cụ thể, Quản lý, Lý do", []),
        ("cac anh chi gui ho so ve van phong, ly do chua co danh sach", []),
    ],
)
def test_people_are_found_and_nothing_else_is_taken_for_one(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_the_tagger_proposes_a_name_without_honorific_or_surname() -> None:
    assert names_in("A Hùng nghỉ rồi nha, Oanh thay từ tuần sau") == ["Hùng", "Oanh"]
    assert names_in("Đề nghị bổ sung Bóng đèn và đổi Máy in") == []
