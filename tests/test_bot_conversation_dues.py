"""Due days through the real conversation: words, numbers, buttons and codes, a sheet, the desk's word and the officer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from reminder_world import QUARTER_OF_DEPARTMENTS, at
from roster_chat import Chat
from roster_stage import HUE

from bot.channels.message import IncomingKind
from bot.channels.received import received_path
from bot.deadlines.book import load_book
from bot.deadlines.office_rules import add_rule, list_rules
from bot.deadlines.submissions import Act, find_standing
from bot.deadlines.ticking import ask_what_is_due
from bot.knowledge import Shelves, build_shelves
from bot.store.profiles import Profile, set_profile

KEY = "r1:2026-Q4"


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return build_shelves()


@pytest.fixture
def chat(shelves: Shelves, tmp_path: Path) -> Iterator[Chat]:
    made = Chat(shelves, tmp_path)
    made.means = replace(made.means, book=load_book(exports=tmp_path / "exports"))
    made.engine.means = made.means
    made.now = at(date(2026, 12, 7), 9)
    made.writer.call(lambda tx: add_rule(tx, HUE, QUARTER_OF_DEPARTMENTS, "console", at(date(2026, 11, 20))))
    for person in (made.stage.specialist, made.stage.coordinator):
        account = str(1000 + person)
        made.writer.call(
            lambda tx, account=account: set_profile(  # type: ignore[misc]
                tx, "telegram", account, Profile(HUE, "province"), made.now
            )
        )
    yield made
    made.close()


def standing(chat: Chat, agency: int) -> Act | None:
    found = chat.writer.call(lambda tx: find_standing(tx, agency, KEY))
    return found.mark.act if found else None


def remind(chat: Chat) -> None:
    while chat.writer.call(lambda tx: ask_what_is_due(tx, chat.means.book, chat.now)):
        continue


def test_an_officer_lists_marks_by_number_and_takes_back_by_word(chat: Chat) -> None:
    officer = chat.stage.specialist
    assert "Hạn của Sở Tư pháp" in chat.say(officer, "hạn").text
    assert "Đã ghi" in chat.say(officer, "1").text
    assert standing(chat, chat.stage.justice) is Act.SUBMITTED
    assert "chưa nộp" in chat.say(officer, "hoàn tác").text
    assert standing(chat, chat.stage.justice) is None


def test_a_question_about_a_date_is_answered_with_the_offices_day(chat: Chat) -> None:
    said = chat.say(chat.stage.specialist, "báo cáo quý nộp khi nào").text
    assert "thứ Sáu, 18/12/2026" in said
    assert "do Văn phòng UBND ấn định (văn bản 12/VP-KSTT)" in said


def test_a_question_about_the_text_is_still_answered_from_the_text(chat: Chat) -> None:
    assert (
        "khoản 3 Điều 6 Quy chế"
        in chat.say(chat.stage.specialist, "quy chế quy định báo cáo quý thế nào").text
    )


def test_the_desk_sets_a_date_by_words_alone_with_the_cards_code(chat: Chat) -> None:
    desk = chat.stage.coordinator
    shown = chat.say(desk, "/dathan báo cáo tháng các sở chậm nhất ngày 25").text
    assert "Số văn bản" in shown
    shown = chat.say(desk, "công văn 77/VP-KSTT").text
    assert "Xem trước một năm" in shown
    assert "xác nhận" in chat.say(desk, "đồng ý").text  # what reaches many takes its code
    assert len(chat.writer.call(lambda tx: list_rules(tx, HUE))) == 1
    assert "Đã ghi hạn: Báo cáo tháng" in chat.say(desk, f"xác nhận {chat.code}").text
    assert len(chat.writer.call(lambda tx: list_rules(tx, HUE))) == 2


def test_a_request_reaches_the_officer_who_marks_it_under_the_reminder(chat: Chat) -> None:
    desk, officer = chat.stage.coordinator, chat.stage.specialist
    shown = chat.say(desk, "/giaobaocao Rà soát thủ tục đất đai; hạn 15/12/2026; Sở Tư pháp")
    chat.press(desk, shown.data("Gửi đơn vị"))
    chat.letters()
    remind(chat)
    letter = chat.letter(officer)
    assert "Văn phòng UBND yêu cầu báo cáo" in letter.text
    assert "Đã ghi: Rà soát thủ tục đất đai" in chat.press(officer, letter.data("Đã nộp")).text
    assert "đã nộp 1/1" in chat.say(desk, "/tinhhinh rà soát thủ tục đất đai").text


def test_a_sheet_from_the_desk_opens_a_card_and_one_from_others_is_left_alone(chat: Chat) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(("Đơn vị", "Số văn bản"))
    book.active.append(("Sở Tư pháp", "45/BC-STP"))
    content = io.BytesIO()
    book.save(content)
    sent: list[str] = []
    original = chat.hand_in

    def hand_in(incoming: object) -> object:
        path = received_path(chat.means.book.exports, incoming)  # type: ignore[arg-type]
        if incoming.user == str(1000 + chat.stage.coordinator):  # type: ignore[attr-defined]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.getvalue())
            sent.append(path.name)
        return original(incoming)  # type: ignore[arg-type]

    chat.hand_in = hand_in  # type: ignore[assignment,method-assign]
    file = {"extra": {"file_name": "nhan.xlsx", "file_id": "f2"}}
    assert "chưa đọc được tệp" in chat.say(chat.stage.specialist, "x", IncomingKind.DOCUMENT, **file).text
    shown = chat.say(chat.stage.coordinator, "đã nhận báo cáo quý", IncomingKind.DOCUMENT, **file)
    assert "1 đơn vị: Sở Tư pháp" in shown.text
    assert len(sent) == 1
    chat.press(chat.stage.coordinator, shown.data("Xác nhận"))
    assert standing(chat, chat.stage.justice) is Act.RECEIVED


def test_a_reminder_is_put_off_by_its_button(chat: Chat) -> None:
    officer = chat.stage.specialist
    chat.now = at(date(2026, 12, 11), 8)
    remind(chat)
    letter = chat.letter(officer)
    assert "còn 7 ngày" in letter.text
    offered = chat.press(officer, letter.data("Nhắc lại sau"))
    assert "08:00 thứ Hai, 14/12/2026" in [one.label for one in offered.buttons]
    assert "08:00 thứ Hai, 14/12/2026" in chat.say(officer, "2").text


def test_in_a_group_due_days_stay_unsaid(chat: Chat) -> None:
    said = chat.say(chat.stage.specialist, "/han", private=False, chat="-55")
    assert "Sở Tư pháp" not in said.text
