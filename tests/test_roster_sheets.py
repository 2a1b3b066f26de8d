"""Roster tables: what units send is read or refused as a whole, what we write can't do harm."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.messages import sheets as messages
from bot.messages.positions import POSITIONS
from bot.messages.roster_list import mask_phone, officer_line, summary, unit_heading
from bot.roster.cells import Fault, date_of, email_of, name_of, phone_of, role_of, text_of
from bot.roster.columns import Column, find_column
from bot.roster.rows import InvitationSlip, RosterRow
from bot.roster.sheet_files import TEMPLATE_ROWS, write_invitations, write_roster, write_template
from bot.roster.sheets import read_roster

EXCEL_DAY = datetime(2026, 12, 1)  # noqa: DTZ001 - Excel knows no time zones
HEADINGS = list(messages.HEADINGS.values())
LAN = RosterRow(
    name="Nguyễn Thị Mẫu",
    title="Phó Giám đốc",
    unit="Sở Công Thương",
    role="lanh-dao-don-vi",
    phone="0912345678",
    email="ntmau@mau.gov.vn",
    starts_on=date(2026, 12, 1),
    replaces="Trần Văn Cũ",
    note="Kiêm nhiệm",
)
HEN = RosterRow(name="H'Hen Niê Thử", unit="UBND xã Mẫu", phone="02343822222")


def save(tmp_path: Path, rows: list[list[object]], merged: tuple[str, ...] = ()) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    path = tmp_path / "danh-sach.xlsx"
    book.save(path)
    return path


def problems(path: Path, unit: str = "") -> dict[str, str]:
    return {problem.cell: problem.message for problem in read_roster(path, unit).problems}


def test_a_roster_that_we_wrote_is_read_back_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "xuat.xlsx"
    write_roster([LAN, HEN], path)
    sheet = read_roster(path)
    assert sheet.problems == ()
    assert sheet.rows == (LAN, HEN)


def test_the_template_filled_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path, ["Sở Công Thương", "UBND xã Mẫu"])
    book = load_workbook(path)
    values = [1, "Nguyễn Thị Mẫu", "Phó Giám đốc", "Sở Công Thương", POSITIONS["lanh-dao-don-vi"]]
    for at, value in enumerate([*values, "0912345678", "ntmau@mau.gov.vn", EXCEL_DAY], start=1):
        book[messages.ROSTER_SHEET].cell(2, at).value = value
    book.save(path)
    (row,) = read_roster(path).rows
    assert (row.name, row.role, row.starts_on) == ("Nguyễn Thị Mẫu", "lanh-dao-don-vi", date(2026, 12, 1))


def test_an_empty_template_has_nobody_to_import(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path)
    assert [problem.message for problem in read_roster(path).problems] == [messages.NO_ROWS]


def test_the_template_offers_positions_and_units_as_lists(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path, ["Sở Công Thương"])
    book = load_workbook(path)
    lists = {str(one.sqref): one.formula1 for one in book.worksheets[0].data_validations.dataValidation}
    last = TEMPLATE_ROWS + 1
    assert lists == {
        f"E2:E{last}": f"'Danh mục'!$A$2:$A${len(POSITIONS) + 1}",
        f"D2:D{last}": "'Danh mục'!$B$2:$B$2",
    }
    offered = [book["Danh mục"].cell(row, 1).value for row in range(2, len(POSITIONS) + 2)]
    assert offered == list(POSITIONS.values())
    assert [row[0].value for row in book["Hướng dẫn"].iter_rows(min_row=7)] == HEADINGS


def test_headings_may_stand_in_any_order_and_spelling_below_titles(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        [
            ["UBND XÃ MẪU", None, None, None, None],
            ["DANH SÁCH CÁN BỘ ĐẦU MỐI"],
            [],
            ["SĐT", "HO VA TEN", "STT", "Ngày sinh", "Cơ quan, đơn vị"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["0912.345.678", "ông Nguyễn Văn Mẫu", 1, "01/01/1980", "UBND xã Mẫu"],
        ],
        ("A1:E1", "A2:E2"),
    )
    sheet = read_roster(path)
    (row,) = sheet.rows
    assert (row.name, row.phone, row.unit) == ("Nguyễn Văn Mẫu", "0912345678", "UBND xã Mẫu")
    assert sheet.ignored == ("Ngày sinh",)


def test_a_heading_of_two_rows_is_one_heading(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        [
            ["TT", "Họ và tên", "Đơn vị", "Liên hệ", None],
            [None, None, None, "Điện thoại", "Email"],
            [1, "Nguyễn Văn Mẫu", "Sở Mẫu", 912345678, "NVM@MAU.GOV.VN"],
        ],
        ("A1:A2", "B1:B2", "C1:C2", "D1:E1"),
    )
    sheet = read_roster(path)
    assert [(row.phone, row.email) for row in sheet.rows] == [("0912345678", "nvm@mau.gov.vn")]
    assert sheet.ignored == ()


def test_rows_that_name_a_unit_hold_for_the_people_below(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        [
            ["TT", "Họ và tên", "Chức vụ", "Điện thoại"],
            ["I", "Sở Công Thương", None, None],
            [1, "Nguyễn Thị Mẫu", "Phó Giám đốc", "0912345678"],
            ["II. Sở Nội vụ", None, None, None],
            [1, "Lò Văn Thử", "Phó Giám đốc", "0987654321"],
        ],
        ("A4:D4",),
    )
    assert [(row.name, row.unit) for row in read_roster(path).rows] == [
        ("Nguyễn Thị Mẫu", "Sở Công Thương"),
        ("Lò Văn Thử", "Sở Nội vụ"),
    ]


def test_a_unit_merged_over_rows_holds_for_all_of_them(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        [
            ["TT", "Đơn vị", "Họ và tên"],
            [1, "Sở Công Thương", "Nguyễn Thị Mẫu"],
            [2, None, "Lò Văn Thử"],
        ],
        ("B2:B3",),
    )
    assert [row.unit for row in read_roster(path).rows] == ["Sở Công Thương", "Sở Công Thương"]


def test_every_bad_cell_is_reported_and_nothing_is_imported(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        [
            HEADINGS,
            [1, "Nguyễn Thị Mẫu", "Phó Giám đốc", "Sở Công Thương", "", "0912345678", "", "01/12/2026"],
            [2, "", "Chuyên viên", "Sở Công Thương"],
            [3, "Hoa", "Chuyên viên", "Sở Công Thương"],
            [4, "Lò Văn Thử", "", "", "Trưởng nhóm", "12345", "lo thu@", "31/02/2026"],
            [5, "Nguyễn Thị Mẫu", "", "Sở Công Thương"],
            [6, "Sùng A Thử", "", "Sở Nội vụ", "", "+84 912 345 678", "", "1/12"],
            [7, "Thạch Mẫu 2", "", "#N/A", "", "01681234567"],
        ],
    )
    sheet = read_roster(path)
    assert sheet.rows == ()
    assert sheet.readable == 1
    assert {problem.cell: problem.message for problem in sheet.problems} == {
        "B3": "Họ và tên: thiếu họ tên.",
        "B4": "Họ và tên: “Hoa” cần ghi đủ họ và tên.",
        "D5": "Đơn vị: thiếu tên đơn vị.",
        "E5": "Vai trò theo Quy chế: “Trưởng nhóm” không có trong danh sách vai trò theo Quy chế.",
        "F5": "Điện thoại công vụ: “12345” không phải số điện thoại gọi được.",
        "G5": "Email công vụ: “lo thu@” không phải địa chỉ email.",
        "H5": "Từ ngày: “31/02/2026” không phải ngày có thật; ghi như 01/12/2026.",
        "B6": "Họ và tên: “Nguyễn Thị Mẫu” đã có ở ô B2 của cùng đơn vị.",
        "F7": "Điện thoại công vụ: số 0912345678 đã ghi cho người ở ô F2.",
        "H7": "Từ ngày: “1/12” thiếu năm; ghi như 01/12/2026.",
        "B8": "Họ và tên: “Thạch Mẫu 2” họ tên có chữ số hoặc ký hiệu lạ.",
        "D8": "Đơn vị: “#N/A” là ô báo lỗi của Excel.",
        "F8": "Điện thoại công vụ: “01681234567” là số di động 11 chữ số cũ; ghi số 10 chữ số hiện nay.",
    }


def test_a_formula_that_nobody_calculated_is_reported_and_one_that_was_is_read(tmp_path: Path) -> None:
    path = save(tmp_path, [["TT", "Họ và tên", "Đơn vị"], [1, "Nguyễn Thị Mẫu", '="Sở "&"Mẫu"']])
    assert problems(path) == {"C2": "Đơn vị: là công thức chưa được tính; ghi giá trị vào ô."}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="C2">', b'<c r="C2" t="str">')
    parts[sheet] = (
        parts[sheet].replace(b"<v></v>", "<v>Sở Mẫu</v>".encode()).replace(b"<v />", "<v>Sở Mẫu</v>".encode())
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert [row.unit for row in read_roster(path).rows] == ["Sở Mẫu"]


def test_signatures_below_the_table_are_no_people(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["TT", "Họ và tên", "Chức vụ", "Điện thoại"],
        [1, "Nguyễn Thị Mẫu", "Phó Giám đốc", "0912345678"],
        [2, None, None, None],
        [None, "Người lập biểu", None, "GIÁM ĐỐC"],
        [None, "Lò Văn Thử", None, "Trần Văn Cũ"],
    ]
    assert [row.name for row in read_roster(save(tmp_path, rows), "Sở Mẫu").rows] == ["Nguyễn Thị Mẫu"]
    rows.append([3, "Sùng A Thử", "Chuyên viên", ""])
    assert list(problems(save(tmp_path, rows), "Sở Mẫu")) == ["A6"]


@pytest.mark.parametrize(
    ("rows", "unit", "message"),
    [
        ([["a", "b"], [1, 2]], "", messages.NO_TABLE),
        ([["TT", "Họ và tên", "Chức vụ"], [1, "Nguyễn Thị Mẫu", "Phó"]], "", messages.NO_UNIT_COLUMN),
        ([["TT", "Họ và tên", "Chức vụ"]], "Sở Mẫu", messages.NO_ROWS),
        (
            [["Họ và tên", "Họ tên", "Đơn vị", "Chức vụ"], ["Nguyễn Thị Mẫu", "", "Sở Mẫu", "Phó"]],
            "",
            messages.duplicate_heading("Họ tên", "A1"),
        ),
    ],
    ids=["no table", "no unit", "nobody", "two columns of one name"],
)
def test_a_table_that_cannot_be_a_roster_says_why(
    tmp_path: Path, rows: list[list[object]], unit: str, message: str
) -> None:
    assert list(problems(save(tmp_path, rows), unit).values()) == [message]


def test_two_tables_in_one_file_are_refused_and_hidden_sheets_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "hai.xlsx"
    book = Workbook()
    other = book.create_sheet("Cũ")
    for sheet in (book.worksheets[0], other):
        sheet.append(["TT", "Họ và tên", "Đơn vị"])
        sheet.append([1, "Nguyễn Thị Mẫu", "Sở Mẫu"])
    book.save(path)
    assert list(problems(path).values()) == [messages.second_table("Cũ")]
    other.sheet_state = "hidden"
    book.save(path)
    assert len(read_roster(path).rows) == 1


@pytest.mark.parametrize(
    "content", [b"", b"TT,Ten\n1,A", b"\xd0\xcf\x11\xe0" + bytes(600)], ids=["empty", "csv", "xls"]
)
def test_a_file_that_is_no_workbook_is_named_as_such(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert list(problems(path).values()) == [messages.NOT_A_WORKBOOK]


def test_a_damaged_workbook_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<broken")
    assert list(problems(path).values()) == [messages.NOT_A_WORKBOOK]


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(50_000_000))
    assert list(problems(path).values()) == [messages.TOO_BIG]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (912345678, "0912345678"),
        (912345678.0, "0912345678"),
        (84912345678, "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("'0912345678", "0912345678"),
        ("ĐT: 0912 345 678", "0912345678"),
        (2343822222, "02343822222"),
        ("0234.3822222", "02343822222"),
        ("0912345678; 0912345678", "0912345678"),
        ("0912345678 / 0987654321", Fault.TWO_PHONES),
        ("01681234567", Fault.OLD_PHONE),
        ("0912345", Fault.PHONE),
        ("không có", Fault.PHONE),
        ("+1 202 555 0100", Fault.PHONE),
        (None, ""),
    ],
)
def test_phones_come_out_as_national_digits(value: object, expected: str) -> None:
    assert phone_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (EXCEL_DAY, date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (46357, date(2026, 12, 1)),
        ("1/12/2026", date(2026, 12, 1)),
        ("01.12.26", date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("ngày 01 tháng 12 năm 2026", date(2026, 12, 1)),
        ("01/12", Fault.DATE_WITHOUT_YEAR),
        ("31/04/2026", Fault.DATE),
        ("tháng sau", Fault.DATE),
        ("01/12/0206", Fault.DATE_FAR),
        (5_000_000, Fault.DATE),
        ("", None),
    ],
)
def test_days_are_read_in_every_form_that_has_a_year(value: object, expected: object) -> None:
    assert date_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("NGUYỄN THỊ MẪU", "Nguyễn Thị Mẫu"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Đ/c Lò Văn Thử", "Lò Văn Thử"),
        ("Bà: Thạch Thị Thử", "Thạch Thị Thử"),
        ("Bá Văn Thử", "Bá Văn Thử"),
        ("Ông Ích Thử", "Ông Ích Thử"),
        ("Y Bhiêu", "Y Bhiêu"),
        ("Nguyê\u0303n Ma\u0302\u0303u", "Nguyễn Mẫu"),
    ],
)
def test_names_lose_the_word_of_address_and_nothing_else(value: str, expected: str) -> None:
    assert name_of(value) == expected


def test_positions_are_known_by_name_short_form_and_code() -> None:
    assert {role_of(name) for name in POSITIONS.values()} == set(POSITIONS)
    assert role_of("Lãnh đạo VP") == role_of("lanh-dao-van-phong") == "lanh-dao-van-phong"
    assert role_of("giám đốc nhỏ") is Fault.ROLE


def test_every_heading_that_we_write_is_understood() -> None:
    assert {Column(code): find_column(heading) for code, heading in messages.HEADINGS.items()} == {
        column: column for column in Column
    }
    assert list(messages.HEADINGS) == list(Column)


def test_every_fault_has_its_sentence() -> None:
    for fault in Fault:
        assert messages.cell_fault("phone", fault, "x").startswith("Điện thoại công vụ: “x” ")


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "| calc", "%0A=1"],
)
def test_no_cell_that_we_write_can_start_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.xlsx"
    row = RosterRow(name=text, title=text, unit=text, phone=text, email=text, replaces=text, note=text)
    write_roster([row], path)
    invitations = tmp_path / "y.xlsx"
    write_invitations([InvitationSlip(text, text, text, text, text, text, text)], invitations)
    cells = [
        cell
        for file in (path, invitations)
        for line in load_workbook(file).worksheets[0].iter_rows(min_row=4, min_col=2)
        for cell in line
        if cell.value is not None
    ]
    assert len(cells) == 14
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if cell.value.lstrip()[0] in "=+-@|%＝＋－＠"]


def test_a_guarded_text_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    row = RosterRow(name="Nguyễn Thị Mẫu", unit="Sở Mẫu", title="- Phó", note="=1+1 \x07chuông")
    write_roster([row], path)
    (read,) = read_roster(path).rows
    assert (read.title, read.note) == ("- Phó", "=1+1 chuông")


def test_phones_and_codes_stay_texts(tmp_path: Path) -> None:
    write_invitations([InvitationSlip("Nguyễn Thị Mẫu", "Sở Mẫu", "12E4567890")], tmp_path / "x.xlsx")
    code = load_workbook(tmp_path / "x.xlsx").worksheets[0]["E4"]
    assert (code.value, code.data_type, code.number_format) == ("12E4567890", "s", "@")


CELLS = st.one_of(
    st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.dates()
)


@settings(max_examples=200, deadline=None)
@given(CELLS)
def test_no_cell_makes_a_reader_raise(value: object) -> None:
    for read in (text_of, name_of, role_of, date_of, phone_of, email_of):
        read(value)


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("0912345678", "091••••678"), ("02343822222", "023•••••222"), ("12345", "•••••"), ("", "")],
)
def test_listed_phones_show_at_most_six_digits(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_the_list_in_chat_says_who_and_what_but_not_the_number() -> None:
    line = officer_line(
        1,
        "Nguyễn Thị Mẫu",
        title="Phó Giám đốc",
        role="lanh-dao-don-vi",
        phone="0912345678",
        starts_on=date(2026, 12, 1),
        today=date(2026, 11, 20),
    )
    assert line == "1. Nguyễn Thị Mẫu, Phó Giám đốc (Lãnh đạo đơn vị) – 091••••678 – từ 01/12/2026"
    assert unit_heading("Sở Mẫu", 0) == "Sở Mẫu: chưa có cán bộ đầu mối"
    assert summary(2, 3, ["Sở Nội vụ"]) == "2 đơn vị, 3 cán bộ đầu mối. Chưa có người: Sở Nội vụ."
