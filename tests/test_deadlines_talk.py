"""Conversations about due days, by button and by words: officers and the desk, rights, second presses, old cards."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import openpyxl
import pytest
from reminder_world import BOOK, QUARTER_OF_COMMUNES, QUARTER_OF_DEPARTMENTS, at
from roster_stage import HUE, Stage, set_stage

from bot.channels.message import Button
from bot.deadlines import talk
from bot.deadlines.hearing import Hearing
from bot.deadlines.office_rules import add_rule, list_rules
from bot.deadlines.submissions import Act, find_standing
from bot.roster.actors import as_person
from bot.roster.agencies import add_agency
from bot.roster.links import Address
from bot.roster.notices import Reply
from bot.roster.rights import Actor, Linked
from bot.roster.scene import Scene
from bot.store import Transaction, Writer
from corpus import Library, StaffedUnit

NOW = at(date(2026, 12, 7), 9)
KEY = "r1:2026-Q4"


@dataclass
class Desk:
    """The bot as people meet it: say words, press buttons; `clock` is what it shows."""

    writer: Writer
    library: Library
    folder: Path
    stage: Stage
    clock: datetime = NOW
    last: Reply | None = None
    card: int | None = None

    def ask(self, person: int | None, act: Callable[[Hearing], Reply | None], **more: object) -> str:
        """Let somebody do something; returns what they read."""

        def work(tx: Transaction) -> Reply | None:
            today = BOOK.today(self.clock)
            actor = (
                as_person(tx, person, today) if person else Actor("user:telegram:9", None, Linked.UNLINKED)
            )
            scene = Scene(tx, actor, Address("telegram", str(person), str(person)), self.clock)
            hearing = Hearing(scene, replace(BOOK, exports=self.folder), self.library)
            return act(replace(hearing, **more))  # type: ignore[arg-type]

        self.last = self.writer.call(work)
        if self.last is None:
            return ""
        self.card = self.last.draft or self.card
        return "\n".join(message.text.text for message in self.last.messages)

    def command(self, person: int | None, name: str, rest: str = "", **more: object) -> str:
        return self.ask(person, lambda hearing: talk.COMMANDS[name](hearing, rest), **more)

    def say(self, person: int, text: str, **more: object) -> str:
        return self.ask(person, lambda hearing: talk.understand(hearing, text), **more)

    def answer(self, person: int, text: str) -> str:
        """A further message for the card that was shown last."""
        card = self.card or 0
        return self.ask(person, lambda hearing: talk.complete(hearing, card, text))

    def press(self, person: int, label: str) -> str:
        return self.press_data(person, next(one.data for one in self.buttons() if label in one.label) or "")

    def press_data(self, person: int, data: str) -> str:
        kind, _, value = data.partition(":")
        if kind == "n":
            return self.ask(person, lambda hearing: talk.press(hearing, value))
        number, verb, revision = value.split(":")
        return self.ask(person, lambda hearing: talk.act(hearing, int(number), verb, int(revision)))

    def buttons(self) -> list[Button]:
        messages = self.last.messages if self.last else ()
        return [one for message in messages for row in message.buttons for one in row]

    def standing(self, agency: int, key: str = KEY) -> tuple[Act, str | None, date | None] | None:
        found = self.writer.call(lambda tx: find_standing(tx, agency, key))
        return (found.mark.act, found.mark.number, found.mark.sent_on) if found else None


@pytest.fixture
def desk(tmp_path: Path, library: Library) -> Iterator[Desk]:
    with Writer(tmp_path / "d.db", NOW) as writer:

        def work(tx: Transaction) -> Stage:
            stage = set_stage(tx)
            since = at(date(2026, 11, 20))
            add_rule(
                tx,
                HUE,
                replace(QUARTER_OF_DEPARTMENTS, obligation="hue-109-2025/bao-cao/quy"),
                "console",
                since,
            )
            add_rule(tx, HUE, QUARTER_OF_COMMUNES, "console", since)
            return stage

        yield Desk(writer, library, tmp_path / "exports", writer.call(work))


def test_an_officer_sees_what_the_unit_owes_with_its_letter_and_clause(desk: Desk) -> None:
    said = desk.command(desk.stage.specialist, "han")
    assert "Hạn của Sở Tư pháp" in said
    assert "1. Báo cáo quý (quý IV/2026): hạn cuối thứ Sáu, 18/12/2026 (còn 11 ngày)" in said
    assert (
        "do Văn phòng UBND ấn định (văn bản 12/VP-KSTT); khoản 3 Điều 6 Quy chế, Quyết định 109/2025/QĐ-UBND"
        in said
    )
    assert "Báo cáo năm: Quy chế không ấn định ngày" in said
    assert "Giao ban cán bộ đầu mối: tháng 12/2026" in said
    assert [one.label for one in desk.buttons()][:3] == ["Đã nộp", "Nhắc lại sau", "Xem quy định"]


def test_every_button_fits_into_what_telegram_carries(desk: Desk) -> None:
    for person, command in ((desk.stage.specialist, "han"), (desk.stage.coordinator, "tinhhinh")):
        desk.command(person, command)
        assert desk.buttons()
        assert all(len((one.data or one.words).encode()) <= 64 for one in desk.buttons())


def test_somebody_unknown_reads_what_the_text_says_and_how_to_link(desk: Desk) -> None:
    said = desk.command(None, "han", regulation="soc-trang-246-2024", level="province")
    assert "mã mời" in said
    assert "Báo cáo tháng: “trước ngày 22" in said
    assert "21/12/2026" in said
    assert "nay đã hợp nhất" in said
    assert "mã mời" in desk.command(None, "han")


def test_in_a_group_nothing_of_a_unit_is_said(desk: Desk) -> None:
    assert "nhắn riêng" in desk.command(desk.stage.specialist, "han", private=False)
    assert desk.say(desk.stage.specialist, "báo cáo quý nộp khi nào", private=False) == ""


def test_pressing_submitted_marks_it_once_and_the_number_may_follow(desk: Desk) -> None:
    desk.command(desk.stage.specialist, "han")
    data = next(one.data for one in desk.buttons() if one.label == "Đã nộp")
    assert "Đã ghi: Báo cáo quý (quý IV/2026)" in desk.press_data(desk.stage.specialist, data or "")
    undo = next(one.data for one in desk.buttons() if one.label == "Hoàn tác")
    assert "đã được ghi nộp ngày 07/12/2026" in desk.press_data(desk.stage.specialist, data or "")
    assert "45/BC-STP" in desk.say(desk.stage.specialist, "45/BC-STP ngày 05/12/2026")
    assert desk.standing(desk.stage.justice) == (Act.SUBMITTED, "45/BC-STP", date(2026, 12, 5))
    assert "chưa nộp" in desk.press_data(desk.stage.specialist, undo or "")
    assert desk.standing(desk.stage.justice) is None
    assert "trước đó" in desk.press_data(desk.stage.specialist, undo or "")


SAID_AS_SUBMITTED = [
    "đã nộp báo cáo quý, công văn 45/BC-STP ngày 05/12/2026",
    "Em đã nộp báo cáo quý IV rồi ạ, số 45/BC-STP ngày 05/12/2026",
    "da nop bao cao quy cv 45/BC-STP ngay 05/12/2026",
    "Đã gửi báo cáo quý 4/2026 theo CV 45/BC-STP ngày 5/12/2026",
]


@pytest.mark.parametrize("text", SAID_AS_SUBMITTED)
def test_words_mark_it_with_number_and_date(desk: Desk, text: str) -> None:
    desk.say(desk.stage.specialist, text)
    assert desk.standing(desk.stage.justice) == (Act.SUBMITTED, "45/BC-STP", date(2026, 12, 5))


NOT_SAID = [
    "báo cáo quý đã nộp chưa",
    "đã nộp danh sách cán bộ đầu mối cho Văn phòng",
    "khi nào nộp báo cáo quý",
    "chị Lan đã nghỉ, anh Bảo thay từ 01/12",
    "ai phê duyệt danh sách",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_reports_nothing_marks_nothing(desk: Desk, text: str) -> None:
    desk.say(desk.stage.specialist, text)
    assert desk.standing(desk.stage.justice) is None


def test_a_forwarded_message_marks_nothing(desk: Desk) -> None:
    assert "chuyển tiếp" in desk.say(desk.stage.specialist, "đã nộp báo cáo quý", firm=False)
    assert desk.standing(desk.stage.justice) is None


def test_nobody_marks_for_another_unit_with_a_forged_button(desk: Desk) -> None:
    data = f"n:s:{desk.stage.justice}:{KEY}"
    assert "không có quyền" in desk.press_data(desk.stage.stranger, data)
    assert "không có quyền" in desk.press_data(desk.stage.stranger, f"n:q:{desk.stage.justice}:{KEY}")
    assert "không có quyền" in desk.press_data(desk.stage.stranger, f"n:y:{desk.stage.justice}")
    assert "không có quyền" in desk.press_data(desk.stage.stranger, f"n:c:{desk.stage.justice}")
    for value in (
        "s:x:y",
        "s:999:r1:2026-Q4",
        "z",
        "q:1",
        "t:9:9:9",
        "u:77",
        "b:7",
        "w:q9",
        "m:r9",
        "a:x",
        "g:x",
        "?",
    ):
        desk.ask(desk.stage.stranger, lambda hearing, value=value: talk.press(hearing, value))  # type: ignore[misc]
    assert desk.standing(desk.stage.justice) is None


def test_the_last_mark_is_taken_back_by_a_word(desk: Desk) -> None:
    desk.say(desk.stage.specialist, "đã nộp báo cáo quý")
    assert desk.standing(desk.stage.justice) is not None
    assert "chưa nộp" in desk.command(desk.stage.specialist, "hoantac")
    assert desk.standing(desk.stage.justice) is None
    assert "Không có lần ghi" in desk.command(desk.stage.specialist, "hoantac")


def test_what_was_submitted_before_is_listed_with_number_and_date(desk: Desk) -> None:
    desk.say(desk.stage.specialist, SAID_AS_SUBMITTED[0])
    assert "Báo cáo quý (quý IV/2026): đã nộp 05/12/2026, số 45/BC-STP" in desk.command(
        desk.stage.specialist, "lichsunop"
    )


def test_asked_which_one_when_several_are_meant(desk: Desk) -> None:
    desk.clock = at(date(2026, 12, 15), 9)
    desk.say(desk.stage.coordinator, "giao báo cáo Rà soát đất đai; hạn 20/12/2026; Sở Tư pháp")
    desk.press(desk.stage.coordinator, "Gửi đơn vị")
    assert "báo cáo nào" in desk.command(desk.stage.specialist, "danop", "đã nộp")
    desk.press(desk.stage.specialist, "Rà soát đất đai")
    assert desk.standing(desk.stage.justice, "q1") is not None
    assert desk.standing(desk.stage.justice) is None


ASKED = {
    "báo cáo quý nộp khi nào": "hạn cuối an toàn thứ Sáu, 18/12/2026",
    "bao gio den han bao cao quy": "hạn cuối an toàn thứ Sáu, 18/12/2026",
    "hạn báo cáo quý IV là ngày nào ạ?": "văn bản 12/VP-KSTT",
    "em còn phải nộp gì": "Hạn của Sở Tư pháp",
    "báo cáo quý nộp chưa": "hạn cuối an toàn",
}


@pytest.mark.parametrize("text", ASKED)
def test_plain_questions_about_dates_are_answered_from_the_units_own_dues(desk: Desk, text: str) -> None:
    assert ASKED[text] in desk.say(desk.stage.specialist, text)


NOT_ASKED = [
    "quy chế quy định báo cáo quý khi nào",
    "báo cáo quý ở Sóc Trăng nộp khi nào",
    "báo cáo tháng nộp khi nào",
    "ai duyệt danh sách đầu mối",
    "cán bộ đầu mối có nhiệm vụ gì",
    "khoản 3 Điều 6",
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_other_questions_are_left_to_the_assistant(desk: Desk, text: str) -> None:
    assert desk.say(desk.stage.specialist, text) == ""


def test_later_is_offered_only_up_to_the_day_itself(desk: Desk) -> None:
    desk.clock = at(date(2026, 12, 17), 9)
    desk.command(desk.stage.specialist, "han")
    desk.press(desk.stage.specialist, "Nhắc lại sau")
    assert [one.label for one in desk.buttons()] == ["Chiều nay 14:00", "08:00 thứ Sáu, 18/12/2026"]
    assert "14:00" in desk.press(desk.stage.specialist, "Chiều nay")
    desk.clock = at(date(2026, 12, 18), 17)
    assert "không còn giờ" in desk.say(desk.stage.specialist, "nhắc lại sau")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("nhắc lại thứ Năm", "08:00 thứ Năm, 10/12/2026"),
        ("nhac lai 15/12", "08:00 thứ Ba, 15/12/2026"),
        ("nhắc em lại chiều nay", "chiều nay 14:00"),
        ("nhắc lại 25/12", "08:00 thứ Sáu, 18/12/2026"),
    ],
)
def test_later_in_words_is_fitted_into_the_time_that_is_left(desk: Desk, text: str, when: str) -> None:
    assert when in desk.say(desk.stage.specialist, text)


def test_only_the_reporting_officer_asks_for_later(desk: Desk) -> None:
    assert "không phải người đó" in desk.say(desk.stage.office_leader, "nhắc lại thứ Năm")


def test_the_calendar_file_reads_back_with_the_same_ids_each_time(desk: Desk) -> None:
    def ids() -> dict[str, int]:
        desk.command(desk.stage.specialist, "lich")
        assert desk.last is not None
        path = desk.last.messages[0].document
        assert path is not None
        events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        return {str(event["uid"]): len(event.walk("VALARM")) for event in events}

    first = ids()
    assert first
    assert all(alarms > 0 for alarms in first.values())
    desk.clock += timedelta(days=1)
    assert ids() == first


def test_a_rule_is_said_in_pieces_previewed_for_a_year_and_confirmed(desk: Desk) -> None:
    assert "Kỳ" not in desk.command(desk.stage.coordinator, "dathan", "báo cáo tháng chậm nhất ngày 25")
    assert "Áp dụng cho ai" in "\n".join(one.text.text for one in desk.last.messages)  # type: ignore[union-attr]
    stale = next(one.data for one in desk.buttons() if one.label == "các sở, ngành") or ""
    assert "Số văn bản" in desk.answer(desk.stage.coordinator, "các sở")
    assert "Bản hiện tại" in desk.press_data(desk.stage.coordinator, stale)
    shown = desk.answer(desk.stage.coordinator, "công văn 77/VP-KSTT, áp dụng từ 01/01/2027 đến 31/12/2027")
    assert "chậm nhất ngày 25, áp dụng cho các sở, ngành" in shown
    assert "Văn bản 77/VP-KSTT, áp dụng từ 01/01/2027 đến 31/12/2027." in shown
    assert shown.count("• tháng ") == 12
    assert "hạn 25/04/2027 là Chủ nhật" in shown
    ok = next(one.data for one in desk.buttons() if one.label == "Xác nhận") or ""
    assert "Đã ghi hạn: Báo cáo tháng, áp dụng cho 2 đơn vị" in desk.press_data(desk.stage.coordinator, ok)
    assert "xác nhận trước đó" in desk.press_data(desk.stage.coordinator, ok)
    rules = desk.writer.call(lambda tx: list_rules(tx, HUE))
    assert [one.rule.letter for one in rules] == ["12/VP-KSTT", "12/VP-KSTT", "77/VP-KSTT"]


def test_a_rule_names_the_clause_it_fills_and_the_rule_it_ends(desk: Desk) -> None:
    shown = desk.command(
        desk.stage.coordinator, "dathan",
        "báo cáo quý các sở trước ngày 16 tháng cuối quý, công văn 90/VP, từ 01/01/2027",
    )  # fmt: skip
    assert "Ứng với khoản 3 Điều 6 Quy chế" in shown
    assert "• Báo cáo quý (văn bản 12/VP-KSTT), hết áp dụng sau 31/12/2026" in shown
    desk.press(desk.stage.coordinator, "Xác nhận")
    first, second, third = desk.writer.call(lambda tx: list_rules(tx, HUE))
    assert (first.rule.valid_until, second.rule.valid_until) == (date(2026, 12, 31), None)
    assert third.rule.obligation == "hue-109-2025/bao-cao/quy"


def test_a_later_letter_ends_a_rule_without_another(desk: Desk) -> None:
    desk.command(desk.stage.coordinator, "dathan")
    assert "Văn bản nào kết thúc" in desk.press(desk.stage.coordinator, "Thôi áp dụng: Báo cáo quý")
    assert "từ ngày nào" in desk.answer(desk.stage.coordinator, "công văn 91/VP ngày 01/12/2026")
    assert "Từ 01/01/2027, theo văn bản 91/VP." in desk.answer(desk.stage.coordinator, "từ 01/01/2027")
    assert "thôi áp dụng từ 01/01/2027" in desk.press(desk.stage.coordinator, "Xác nhận")
    first, second = desk.writer.call(lambda tx: list_rules(tx, HUE))
    assert (first.rule.valid_until, second.rule.valid_until) == (date(2026, 12, 31), None)
    assert "không còn áp dụng" in desk.press_data(desk.stage.coordinator, "n:e:1")


def test_a_rule_said_whole_needs_no_command(desk: Desk) -> None:
    shown = desk.say(desk.stage.coordinator, "Báo cáo tháng các xã trước ngày 23, theo công văn 78/VP-KSTT")
    assert "Xem trước một năm" in shown
    assert (
        desk.say(desk.stage.specialist, "Báo cáo tháng các xã trước ngày 23, theo công văn 78/VP-KSTT") == ""
    )


def test_known_practice_is_offered_as_a_suggestion_and_still_needs_a_letter(desk: Desk) -> None:
    said = desk.command(desk.stage.coordinator, "dathan")
    assert "Gợi ý để tham khảo, không phải quy định" in said
    assert "Số văn bản" in desk.press(desk.stage.coordinator, "các sở, ngành")


@pytest.mark.parametrize("command", ["dathan", "giaobaocao", "tinhhinh", "apdung", "danhan", "tralai"])
def test_the_desks_commands_are_for_the_desk(desk: Desk, command: str) -> None:
    assert "Văn phòng UBND" in desk.command(desk.stage.specialist, command, "báo cáo quý: Sở Tư pháp")
    assert desk.last is not None
    assert desk.last.draft is None


def test_a_request_is_completed_in_any_order_sent_and_withdrawn(desk: Desk) -> None:
    assert "Giao cho những đơn vị nào" in desk.command(
        desk.stage.coordinator, "giaobaocao", "Rà soát TTHC đất đai; hạn 19/12/2026; ghi chú: theo mẫu 03"
    )
    assert "Chưa rõ đơn vị: Sở Không Có" in desk.answer(
        desk.stage.coordinator, "cho: Sở Tư pháp, Sở Không Có"
    )
    shown = desk.answer(desk.stage.coordinator, "cho: các sở, xã Mường Mẫu")
    assert "Hạn cuối: thứ Bảy, 19/12/2026 (hạn 19/12/2026 là thứ Bảy → nhắc thứ Sáu 18/12)" in shown
    assert "Đơn vị: Sở Nội vụ, Sở Tư pháp, UBND xã Mường Mẫu" in shown
    sent = desk.press(desk.stage.coordinator, "Gửi đơn vị")
    assert "cho 3 đơn vị" in sent
    assert "1 đơn vị chưa liên kết" in sent
    assert "Rà soát TTHC đất đai: hạn cuối thứ Bảy, 19/12/2026" in desk.command(desk.stage.specialist, "han")
    desk.command(desk.stage.coordinator, "tinhhinh", "rà soát đất đai")
    assert "Đã rút" in desk.press(desk.stage.coordinator, "Rút yêu cầu")
    assert "Rà soát" not in desk.command(desk.stage.specialist, "han")


def test_a_request_for_a_day_that_has_passed_is_not_sent(desk: Desk) -> None:
    assert "đã qua" in desk.command(desk.stage.coordinator, "giaobaocao", "Rà soát; hạn 01/12/2026; các sở")
    assert "Gửi đơn vị" not in [one.label for one in desk.buttons()]


def test_the_overview_counts_and_names_and_the_nudge_goes_once_a_day(desk: Desk) -> None:
    desk.say(desk.stage.specialist, "đã nộp báo cáo quý")
    desk.clock = at(date(2026, 12, 21), 9)
    said = desk.command(desk.stage.coordinator, "tinhhinh")
    assert "Báo cáo quý (quý IV/2026), hạn 18/12/2026: đã nộp 1/2" in said
    assert "trễ 1 · chưa nộp 0 · chưa liên kết 0" in said
    assert "Trễ hạn: Sở Nội vụ" in desk.press_data(desk.stage.coordinator, "n:o:r1:2026-Q4")
    nudge = next(one.data for one in desk.buttons() if one.label == "Đôn đốc") or ""
    assert "Đã đôn đốc 1 đơn vị" in desk.press_data(desk.stage.coordinator, nudge)
    assert "đã được đôn đốc lúc 09:00" in desk.press_data(desk.stage.coordinator, nudge)
    assert "người phụ trách" in desk.press_data(desk.stage.specialist, nudge)


def test_many_units_are_marked_in_one_step_and_undone_in_one(desk: Desk) -> None:
    shown = desk.say(
        desk.stage.coordinator, "đã nhận báo cáo quý: Sở Tư pháp, Sở Nội vụ, xã Mường Mẫu, Sở Mây"
    )
    assert "3 đơn vị" in shown
    assert "Chưa rõ đơn vị: Sở Mây" in shown
    ok = next(one.data for one in desk.buttons() if one.label == "Xác nhận") or ""
    assert "Thẻ này không phải của anh/chị" in desk.press_data(desk.stage.specialist, ok)
    assert "của 3 đơn vị" in desk.press_data(desk.stage.coordinator, ok)
    undo = next(one.data for one in desk.buttons() if one.label == "Hoàn tác") or ""
    assert desk.standing(desk.stage.justice) == (Act.RECEIVED, None, None)
    assert desk.standing(desk.stage.commune, "r2:2026-Q4") == (Act.RECEIVED, None, None)
    assert "không có quyền" not in desk.press_data(desk.stage.coordinator, undo)
    assert desk.standing(desk.stage.justice) is None


def test_a_return_needs_its_reason(desk: Desk) -> None:
    assert "vì sao" in desk.say(desk.stage.coordinator, "trả lại báo cáo quý: Sở Tư pháp")
    assert "Xác nhận" not in [one.label for one in desk.buttons()]
    desk.answer(desk.stage.coordinator, "lý do: thiếu biểu 06")
    desk.press(desk.stage.coordinator, "Xác nhận")
    assert desk.standing(desk.stage.justice) == (Act.RETURNED, None, None)
    assert "Đã bị trả lại, lý do: thiếu biểu 06" in desk.command(desk.stage.specialist, "han")


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_marks_units_with_numbers_dates_and_returns(desk: Desk) -> None:
    content = sheet(
        ("Tổng hợp báo cáo quý IV",),
        ("TT", "Tên đơn vị", "Số văn bản", "Ngày", "Kết quả", "Lý do"),
        (1, "Sở Tư pháp", "45/BC-STP", datetime(2026, 12, 5), "Đã nhận", None),  # noqa: DTZ001  as sheets have them
        (2, "sở nội vụ", "12/BC-SNV", "06/12/2026", "Trả lại", "thiếu biểu 06"),
        (3, "Sở Mây", None, None, None, None),
    )
    shown = desk.ask(
        desk.stage.coordinator, lambda hearing: talk.read_sheet(hearing, content, "đã nhận báo cáo quý")
    )
    assert "Chưa rõ đơn vị: Sở Mây" in shown
    desk.press(desk.stage.coordinator, "Xác nhận")
    assert desk.standing(desk.stage.justice) == (Act.RECEIVED, "45/BC-STP", date(2026, 12, 5))
    assert desk.standing(desk.stage.home_affairs) == (Act.RETURNED, "12/BC-SNV", date(2026, 12, 6))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04junk", sheet(("A", "B"), (1, 2))], ids=["empty", "junk", "no units"]
)
def test_a_file_that_is_no_sheet_of_units_is_told_so(desk: Desk, content: bytes) -> None:
    said = desk.ask(
        desk.stage.coordinator, lambda hearing: talk.read_sheet(hearing, content, "đã nhận báo cáo quý")
    )
    assert "không đọc được" in said


def test_duties_of_a_merged_province_wait_for_the_desk_to_adopt_them(desk: Desk) -> None:
    def work(tx: Transaction) -> int:
        return add_agency(
            tx, name="Sở Mẫu Sóc Trăng", kind=StaffedUnit.DEPARTMENT, regulation="soc-trang-246-2024",
            actor="console", now=NOW,
        )  # fmt: skip

    desk.writer.call(work)
    from bot.roster.grants import grant_role
    from bot.roster.rights import CONSOLE, Holding, Role

    desk.writer.call(
        lambda tx: grant_role(
            tx,
            desk.stage.coordinator,
            Holding(Role.COORDINATOR, regulation="soc-trang-246-2024"),
            CONSOLE,
            NOW,
        )
    )
    soc_trang = {"regulation": "soc-trang-246-2024"}
    listed = desk.command(desk.stage.coordinator, "apdung", **soc_trang)
    assert "nay đã hợp nhất" in listed
    assert "Chưa nhắc, chờ" in desk.command(desk.stage.coordinator, "han", "Sở Mẫu Sóc Trăng")
    desk.command(desk.stage.coordinator, "apdung", **soc_trang)
    data = next(one.data for one in desk.buttons() if "Báo cáo tháng" in one.label) or ""
    value = data.removeprefix("n:")
    assert "Căn cứ văn bản nào" in desk.ask(
        desk.stage.coordinator, lambda hearing: talk.press(hearing, value), **soc_trang
    )
    assert "Căn cứ văn bản 88/VP-KSTT" in desk.answer(desk.stage.coordinator, "công văn 88/VP-KSTT")
    assert "còn áp dụng" in desk.press(desk.stage.coordinator, "Xác nhận")
    assert "1. Báo cáo tháng (tháng 12/2026)" in desk.command(
        desk.stage.coordinator, "han", "Sở Mẫu Sóc Trăng"
    )


def test_the_reporting_officer_is_shown_and_named(desk: Desk) -> None:
    assert "Sở Tư pháp: Trần Quốc Bảo (đã liên kết)" in desk.command(desk.stage.coordinator, "nguoibaocao")
    assert desk.last is not None
    assert desk.last.messages[0].protect
    assert "Vũ Thị Văn" in desk.command(desk.stage.coordinator, "nguoibaocao", "Sở Tư pháp: Vũ Thị Văn")
    assert "Sở Tư pháp: Vũ Thị Văn" in desk.command(desk.stage.head, "nguoibaocao", "Sở Tư pháp")
    assert "người phụ trách" in desk.command(desk.stage.specialist, "nguoibaocao", "Sở Tư pháp: Vũ Thị Văn")
