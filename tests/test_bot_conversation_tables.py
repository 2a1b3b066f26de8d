"""A roster as .xlsx through the conversation: looked through, confirmed, taken in whole; carried away where it is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from roster_chat import Chat, Said
from roster_stage import HUE, NOW, link_up, new_agency, new_person

from bot.channels.message import Incoming, IncomingKind
from bot.channels.received import MOST_BYTES, received_path
from bot.conversation import Engine
from bot.conversation.tables import is_wanted
from bot.knowledge import Shelves, build_shelves
from bot.messages import roster
from bot.messages import roster_tables as say
from bot.roster import CONSOLE, Holding, Role, erase_person, get_agency, grant_role, members_of, roster_rows
from bot.roster.sheets import read_roster
from bot.store import audit, drafts

HEADINGS = ("TT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại công vụ", "Từ ngày")
GOOD = (
    (1, "Cù Thị Mới", "Chuyên viên", "Sở Nội vụ", "0912000111", "01/12/2026"),
    (2, "Lê Nội Vụ", "Phó Chánh Văn phòng", "Sở Nội vụ", "0912000006", ""),
)
REASON = "QĐ 45/QĐ-UBND ngày 20/11/2026"
_UPDATES = count(9000)


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return build_shelves()


@pytest.fixture
def chat(shelves: Shelves, tmp_path: Path) -> Iterator[Chat]:
    made = Chat(shelves, tmp_path)
    exports = tmp_path / "exports"
    exports.mkdir()
    made.means = replace(made.means, roster_files=True, book=replace(made.means.book, exports=exports))
    made.engine = Engine(shelves.knowledge, shelves.later_law, made.means)
    yield made
    made.close()


def book(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.append(tuple(headings))
    for row in rows:
        made.active.append(tuple(row))
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def send(
    chat: Chat, person: int, content: bytes | None, caption: str = "", name: str = "ds.xlsx", size: int = 0
) -> Said:
    """Somebody sends a file that was fetched, if it has content."""
    account = str(1000 + person)
    extra = {"file_name": name, "file_id": "f1", "file_size": str(size or len(content or b""))}
    incoming = Incoming(
        "telegram", "bot", str(next(_UPDATES)), account, account, IncomingKind.DOCUMENT, caption, extra=extra
    )
    if content is not None:
        received_path(chat.means.book.exports, incoming).write_bytes(content)
    return chat.hand_in(incoming)


def names(chat: Chat, agency: int) -> list[str]:
    def read(tx: object) -> list[str]:
        today = NOW.date().replace(month=12, day=15)
        return [one.name for one in roster_rows(tx, get_agency(tx, agency, today), today)]  # type: ignore[arg-type]

    return chat.writer.call(read)


def test_a_table_is_previewed_given_its_reason_confirmed_and_taken_in_once(chat: Chat) -> None:
    stage = chat.stage
    shown = send(chat, stage.coordinator, book(*GOOD))
    assert "Sẽ thêm 1 người, sửa thông tin 1 người, giữ nguyên 0 người" in shown.text
    assert "Người mới: Cù Thị Mới" in shown.text
    assert say.WHY in shown.text
    assert shown.messages[0].protect
    assert names(chat, stage.home_affairs) == ["Lê Nội Vụ"]
    ready = chat.say(stage.coordinator, REASON)
    assert f"Căn cứ, lý do: {REASON}" in ready.text
    done = chat.press(stage.coordinator, ready.data(say.CONFIRM))
    assert "Đã nhập: thêm 1 người, sửa 1, giữ nguyên 0" in done.text
    assert names(chat, stage.home_affairs) == ["Lê Nội Vụ", "Cù Thị Mới"]
    again = chat.press(stage.coordinator, ready.data(say.CONFIRM))
    assert again.text == say.done_before(1, 1)
    assert names(chat, stage.home_affairs) == ["Lê Nội Vụ", "Cù Thị Mới"]
    left = [one for one in chat.means.book.exports.iterdir() if one.name.startswith("nhan-")]
    assert left == []


def test_the_caption_may_name_the_document_and_the_code_confirms(chat: Chat) -> None:
    shown = send(chat, chat.stage.coordinator, book(*GOOD), f"danh sách theo {REASON}")
    assert chat.code in shown.text
    assert "nhắn đủ cả mã" in chat.say(chat.stage.coordinator, "đồng ý").text
    assert "Đã nhập" in chat.say(chat.stage.coordinator, f"xác nhận {chat.code.lower()}").text


def test_what_one_did_alone_is_in_the_audit_and_the_head_is_told(chat: Chat) -> None:
    stage = chat.stage
    row = (1, "Cù Thị Mới", "Chuyên viên", "Sở Tư pháp", "0912000111", "01/12/2026")
    shown = send(chat, stage.coordinator, book(row), REASON)
    chat.press(stage.coordinator, shown.data(say.CONFIRM))
    told = chat.letter(stage.head)
    assert "một người nhập và ghi nhận" in told.text
    assert REASON in told.text
    assert "Cù Thị Mới" not in told.text
    draft = chat.drafts()[-1].id
    [noted] = chat.writer.call(lambda tx: audit.history(tx, f"draft:{draft}"))
    assert noted.action == "take in table"
    assert noted.detail["alone"] == 1


def test_a_bad_cell_is_named_and_nothing_is_taken_in(chat: Chat) -> None:
    bad = (3, "Vũ Thị Sai", "Chuyên viên", "Sở Nội vụ", "12", "32/1/2026")
    said = send(chat, chat.stage.coordinator, book(*GOOD, bad), REASON)
    assert "Ô E4 – Điện thoại công vụ" in said.text
    assert "Ô F4 – Từ ngày" in said.text
    assert said.buttons == []
    assert chat.drafts() == []
    unknown = send(chat, chat.stage.coordinator, book((1, "Vũ Thị Sai", "", "Sở Trên Trời", "", "")), REASON)
    assert "Dòng 2: Sở Trên Trời" in unknown.text
    assert names(chat, chat.stage.home_affairs) == ["Lê Nội Vụ"]


def test_a_roster_that_changed_since_the_preview_is_looked_at_anew(chat: Chat) -> None:
    stage = chat.stage
    taking = (1, "Cù Thị Mới", "Chuyên viên", "Sở Nội vụ", "", "01/12/2026", "Đỗ Thị Sau")
    shown = send(chat, stage.coordinator, book(taking, headings=(*HEADINGS, "Thay cho ai")), REASON)
    other = send(chat, stage.coordinator, book((1, "Đỗ Thị Sau", "", "Sở Nội vụ", "", "")), REASON)
    assert "Đã nhập" in chat.press(stage.coordinator, other.data(say.CONFIRM)).text
    said = chat.press(stage.coordinator, shown.data(say.CONFIRM))
    assert "Dòng 2: Đỗ Thị Sau" in said.text
    assert "Cù Thị Mới" not in names(chat, stage.home_affairs)


def test_nobody_takes_in_a_post_of_their_own(chat: Chat) -> None:
    own = (1, "Phạm Thị Điều Phối", "Chuyên viên", "Sở Nội vụ", "0912000001", "")
    said = send(chat, chat.stage.coordinator, book(own), REASON)
    assert "chính anh/chị" in said.text
    assert names(chat, chat.stage.home_affairs) == ["Lê Nội Vụ"]


def test_a_unit_of_another_province_is_out_of_reach(chat: Chat) -> None:
    def found(tx: object) -> None:
        new_agency(tx, "Sở Ngoại vụ", regulation="son-la-2025")  # type: ignore[arg-type]

    chat.writer.call(found)
    said = send(chat, chat.stage.coordinator, book((1, "Cù Thị Mới", "", "Sở Ngoại vụ", "", "")), REASON)
    assert "Dòng 2: Sở Ngoại vụ" in said.text
    assert chat.drafts() == []


@pytest.mark.parametrize(
    ("content", "name", "size", "answer"),
    [
        (b"PK\x03\x04 broken", "ds.xlsx", 0, "không mở được"),
        (b"", "ds.xlsx", 0, "không mở được"),
        (None, "ds.xls", 0, say.WRONG_TYPE),
        (None, "ds.csv", 0, say.WRONG_TYPE),
        (None, "ds.xlsx", MOST_BYTES + 1, say.TOO_LARGE),
        (None, "ds.xlsx", 100, say.NOT_FETCHED),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_what_to_do(
    chat: Chat, content: bytes | None, name: str, size: int, answer: str
) -> None:
    assert answer in send(chat, chat.stage.coordinator, content, REASON, name, size).text
    assert chat.drafts() == []


def test_only_who_may_import_is_listened_to(chat: Chat) -> None:
    stage = chat.stage
    for person in (stage.head, stage.office_leader, stage.specialist, stage.stranger, stage.leader, 8999):
        assert "chưa đọc được tệp" in send(chat, person, book(*GOOD), REASON).text
    assert chat.drafts() == []


def test_a_button_of_somebody_else_does_nothing_and_a_role_that_ended_neither(chat: Chat) -> None:
    stage = chat.stage
    shown = send(chat, stage.coordinator, book(*GOOD), REASON)
    assert chat.press(stage.head, shown.data(say.CONFIRM)).text == say.NOT_YOURS

    def resign(tx: object) -> None:
        tx.execute("UPDATE role_grant SET ended_at = '2026-11-20' WHERE role = 'coordinator'")  # type: ignore[attr-defined]

    chat.writer.call(resign)
    assert chat.press(stage.coordinator, shown.data(say.CONFIRM)).text == say.NO_RIGHT
    assert names(chat, stage.home_affairs) == ["Lê Nội Vụ"]


def test_a_cancelled_card_takes_nothing_in_and_keeps_nobody(chat: Chat) -> None:
    shown = send(chat, chat.stage.coordinator, book(*GOOD), REASON)
    assert chat.press(chat.stage.coordinator, shown.data(say.CANCEL)).text == say.CANCELLED
    assert chat.press(chat.stage.coordinator, shown.data(say.CONFIRM)).text == say.CANCELLED
    assert chat.drafts()[-1].payload == {}


def test_erasing_somebody_reaches_the_card_of_a_table(chat: Chat) -> None:
    stage = chat.stage
    shown = send(chat, stage.coordinator, book(*GOOD), REASON)
    chat.writer.call(lambda tx: erase_person(tx, stage.stranger, "console", chat.now))
    assert chat.drafts()[-1].payload == {}
    assert chat.press(stage.coordinator, shown.data(say.CONFIRM)).text == say.CANCELLED


def test_while_the_setting_is_off_nothing_comes_or_goes_and_the_refusal_says_how(chat: Chat) -> None:
    chat.engine.means = replace(chat.means, roster_files=False)
    for said in (
        send(chat, chat.stage.coordinator, book(*GOOD), REASON),
        chat.say(chat.stage.coordinator, "/xuat"),
        chat.say(chat.stage.coordinator, "xuất danh sách ra excel"),
    ):
        assert said.text == say.OFF
        assert "DAUMOI_ROSTER_FILES_BY_CHAT" in said.text
        assert said.messages[0].document is None
    assert list(chat.means.book.exports.glob("nhan-*")) == []


@pytest.mark.parametrize(
    "words", ["/xuat", "xuất danh sách", "xuat danh sach ra excel", "gửi tôi file danh sách"]
)
def test_the_coordinator_gets_the_roster_as_a_table_that_reads_back(chat: Chat, words: str) -> None:
    said = chat.say(chat.stage.coordinator, words)
    assert "4 người, 2 đơn vị" in said.text
    [message] = said.messages
    assert message.document is not None
    assert message.document.suffix == ".xlsx"
    assert not message.protect
    sheet = read_roster(message.document)
    assert sheet.problems == ()
    assert "Hoàng Văn Lãnh" in {row.name for row in sheet.rows}
    [noted] = chat.writer.call(lambda tx: audit.history(tx, "roster"))
    assert (noted.action, noted.detail) == ("export roster", {"people": 4})


def test_one_unit_may_be_asked_for(chat: Chat) -> None:
    said = chat.say(chat.stage.coordinator, "/xuat Sở Nội vụ")
    assert said.messages[0].document is not None
    assert [row.unit for row in read_roster(said.messages[0].document).rows] == ["Sở Nội vụ"]
    assert chat.say(chat.stage.coordinator, "/xuat Sở Trên Trời").text == roster.NO_SUCH_UNIT


def test_others_get_no_table(chat: Chat) -> None:
    stage = chat.stage
    for person in (stage.head, stage.office_leader, stage.specialist, stage.stranger):
        assert chat.say(person, "/xuat").text == say.NO_RIGHT
    assert all(one.document is None for one in chat.say(9999, "/xuat").messages)
    group = chat.say(stage.coordinator, "/xuat", private=False, chat="-55")
    assert all(one.document is None for one in group.messages)


def test_an_auditor_gets_the_table_with_numbers_masked(chat: Chat) -> None:
    def hire(tx: object) -> int:
        person = new_person(tx, "Ngô Thị Kiểm", "0912000077")  # type: ignore[arg-type]
        grant_role(tx, person, Holding(Role.AUDITOR, regulation=HUE), CONSOLE, NOW)  # type: ignore[arg-type]
        link_up(tx, person)  # type: ignore[arg-type]
        return person

    auditor = chat.writer.call(hire)
    said = chat.say(auditor, "/xuat")
    file = said.messages[0].document
    assert file is not None
    cells = [str(cell.value) for row in openpyxl.load_workbook(file).worksheets[0] for cell in row]
    assert "091••••006" in cells
    assert not any("0912000" in cell for cell in cells)
    assert "chưa đọc được tệp" in send(chat, auditor, book(*GOOD), REASON).text


def test_a_file_is_fetched_only_for_who_may_import(chat: Chat) -> None:
    def wanted(person: int, name: str) -> bool:
        account = str(1000 + person)
        incoming = Incoming(
            "telegram", "bot", "1", account, account, IncomingKind.DOCUMENT, "", extra={"file_name": name}
        )
        return chat.writer.call(lambda tx: is_wanted(tx, incoming, chat.now))

    assert wanted(chat.stage.coordinator, "Danh sách.XLSX")
    assert not wanted(chat.stage.coordinator, "ds.docx")
    assert not wanted(chat.stage.head, "ds.xlsx")
    assert not wanted(8999, "ds.xlsx")


def test_a_card_that_ran_out_forgets_whom_it_named(chat: Chat) -> None:
    send(chat, chat.stage.coordinator, book(*GOOD), REASON)
    chat.now = chat.now.replace(day=25)
    chat.tick()
    last = chat.drafts()[-1]
    assert last.state is drafts.DraftState.EXPIRED
    assert last.payload == {}


def test_members_keep_what_an_empty_cell_does_not_say(chat: Chat) -> None:
    stage = chat.stage
    row = (1, "Lê Nội Vụ", "Chánh Văn phòng", "Sở Nội vụ", "", "")
    shown = send(chat, stage.coordinator, book(row), REASON)
    chat.press(stage.coordinator, shown.data(say.CONFIRM))
    [member] = chat.writer.call(lambda tx: members_of(tx, stage.home_affairs, NOW.date()))
    assert member.person.contact is not None
    assert (member.person.contact.title, member.person.contact.phone) == ("Chánh Văn phòng", "0912000006")
