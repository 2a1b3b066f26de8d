"""The way of a change: message → card → author confirms → coordinator records, returns, edits → the day → everyone told."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from roster_stage import DECEMBER, HUE, NOW, TODAY, Stage, link_up, new_person, put_in, set_stage

from bot import messages
from bot.channels.message import OutMessage
from bot.roster.actors import as_person, identify
from bot.roster.acts import act, act_bare, press, tell_expired, waiting
from bot.roster.agencies import close_agency, rename_agency
from bot.roster.application import apply_due, undo
from bot.roster.basis import AWAITED, LegalBasis, get_basis, put_basis
from bot.roster.designations import agency_history, end_designation, find_held, holders
from bot.roster.flow import complete_change, offer_change
from bot.roster.grants import end_grant, grant_role, grants_of
from bot.roster.links import Address, addresses
from bot.roster.notices import Notice, Reply
from bot.roster.persons import find_people, get_person
from bot.roster.reading.change import NO_CHANGE, Action, Doubt, ParsedChange, Person
from bot.roster.reading.message import parse_message
from bot.roster.recorded import ChangeState, changes_of, recorded_alone
from bot.roster.reporting import find_reporting_officer, name_reporting_officer
from bot.roster.resolving import names_of
from bot.roster.rights import CONSOLE, Actor, Holding, Linked, Role
from bot.roster.scene import Scene
from bot.roster.staffing_findings import staffing_check
from bot.roster.surroundings import ALONE, Finding, Surroundings
from bot.roster.verbs import find_said, read_bare
from bot.store import Transaction, Writer, audit, drafts
from corpus import Library, Position

REPLACE = (
    "Sở em thay đầu mối: anh Trần Quốc Bảo chuyển công tác, "
    "chị Lê Thị Thu Hà, Phó Chánh Văn phòng, thay từ 1/12. SĐT chị Hà 0912.345.678"
)


@dataclass
class Play:
    """The stage with verbs: who says what, at which moment."""

    tx: Transaction
    stage: Stage
    now: datetime = NOW
    around: Surroundings = field(default=ALONE)

    def scene(self, person: int | None, actor: Actor | None = None) -> Scene:
        who = actor or as_person(self.tx, person or 0, self.now.date())
        account = str(1000 + (person or 0))
        return Scene(self.tx, who, Address("telegram", account, account), self.now, self.around)

    def offer(self, person: int, text: str) -> Reply:
        names = names_of(self.tx, self.stage.justice, TODAY)
        return offer_change(self.scene(person), parse_message(text, today=TODAY, unit_roster=names))

    def say(self, person: int, draft: int, text: str) -> Reply:
        parsed = parse_message(text, today=TODAY, unit_roster=names_of(self.tx, self.stage.justice, TODAY))
        return complete_change(self.scene(person), draft, text, parsed)

    def press(self, person: int, data: str) -> Reply:
        return press(self.scene(person), data)

    def type(self, person: int, text: str) -> Reply:
        said = find_said(self.tx, text)
        assert said is not None, text
        return act(self.scene(person), said.draft.id, said.verb, said.revision, said.words)

    def sent(self, text: str = REPLACE) -> int:
        """A card that the unit's officer has sent to the desk; its draft."""
        offered = self.offer(self.stage.office_leader, text)
        reply = self.press(self.stage.office_leader, button(offered.messages[-1], "ok"))
        assert reply.draft is not None
        return reply.draft

    def code(self, draft: int) -> str:
        found = drafts.find_draft(self.tx, draft)
        assert found is not None
        return found.code

    def recorded(self, text: str = REPLACE) -> int:
        reply = self.type(self.stage.coordinator, f"ghi nhận {self.code(self.sent(text))}")
        assert reply.change is not None, words(reply)
        return reply.change


@pytest.fixture
def play(tx: Transaction) -> Play:
    return Play(tx, set_stage(tx))


def words(reply: Reply) -> str:
    return "\n".join(message.text.text for message in reply.messages)


def button(message: OutMessage, verb: str) -> str:
    [found] = [
        one.data for row in message.buttons for one in row if one.data and one.data.split(":")[2] == verb
    ]
    return found


def verbs(message: OutMessage) -> set[str]:
    return {one.data.split(":")[2] for row in message.buttons for one in row if one.data}


def told(notices: tuple[Notice, ...], person: int) -> str:
    return "\n".join(one.message.text.text for one in notices if one.person == person and one.to)


def test_a_change_goes_from_message_to_roster_by_buttons(play: Play) -> None:
    stage, tx = play.stage, play.tx
    offered = play.offer(stage.office_leader, REPLACE)
    assert "Thôi: Trần Quốc Bảo" in words(offered)
    assert "Vào: Lê Thị Thu Hà, Phó Chánh Văn phòng, 0912345678 (vai trò: lãnh đạo văn phòng)" in words(
        offered
    )
    assert "Từ ngày: thứ Ba, 01/12/2026" in words(offered)
    assert "Căn cứ: chờ văn bản" in words(offered)
    sent = play.press(stage.office_leader, button(offered.messages[0], "ok"))
    assert "Đã gửi Văn phòng UBND" in words(sent)
    [to_desk] = sent.notices
    assert (to_desk.person, to_desk.to) == (stage.coordinator, addresses(tx, stage.coordinator))
    assert verbs(to_desk.message) == {"rec", "ret", "edit"}
    assert to_desk.message.protect
    assert "Người gửi: Vũ Thị Văn" in to_desk.message.text.text
    done = play.press(stage.coordinator, button(to_desk.message, "rec"))
    assert "áp dụng từ thứ Ba, 01/12/2026" in words(done)
    assert "Đã ghi nhận" in told(done.notices, stage.office_leader)
    assert [one.person for one in holders(tx, stage.justice, DECEMBER)][-1] == stage.specialist
    play.now = datetime(2026, 12, 1, 0, 5, tzinfo=NOW.tzinfo)
    notices = apply_due(tx, play.now)
    [newcomer] = find_people(tx, "Lê Thị Thu Hà")
    held = find_held(tx, newcomer.id, stage.justice, DECEMBER)
    assert held is not None
    assert (held.position, held.starts_on) == (Position.OFFICE_LEADER, DECEMBER)
    assert find_held(tx, stage.specialist, stage.justice, DECEMBER) is None
    assert "thôi làm đầu mối" in told(notices, stage.specialist)
    assert "Mã mời của Lê Thị Thu Hà" in told(notices, stage.coordinator)
    for person in (stage.office_leader, stage.head, stage.coordinator):
        assert "• vào: Lê Thị Thu Hà" in told(notices, person)
    assert apply_due(tx, play.now) == ()


def test_a_change_goes_from_message_to_roster_by_text_alone(play: Play) -> None:
    stage = play.stage
    offered = play.offer(stage.office_leader, "Sở em thay anh Bảo")
    draft = offered.draft
    assert draft is not None
    assert "Ai vào thay?" in words(offered)
    assert "Từ ngày nào?" in words(play.say(stage.office_leader, draft, "Lê Thị Thu Hà, Phó Chánh Văn phòng"))
    ready = play.say(stage.office_leader, draft, "từ 1/12")
    assert "số điện thoại" in words(ready)
    full = play.say(stage.office_leader, draft, "0912.345.678, theo QĐ 45/QĐ-STP ngày 20/11/2026")
    assert "Căn cứ: Quyết định số 45/QĐ-STP ngày 20/11/2026" in words(full)
    assert "Từ ngày: thứ Ba, 01/12/2026" in words(full)
    code = play.code(draft)
    assert "Đã gửi" in words(play.type(stage.office_leader, f"xac nhan {code.lower()}"))
    assert "Đã ghi nhận" in words(play.type(stage.coordinator, f"Ghi nhận thẻ {code}"))
    [change] = changes_of(play.tx, stage.justice)
    assert (change.state, change.effective_on) == (ChangeState.RECORDED, DECEMBER)
    assert get_basis(play.tx, change.basis).number == "45/QĐ-STP"


def test_a_change_whose_day_has_come_holds_at_once(play: Play) -> None:
    stage = play.stage
    reply = play.type(stage.coordinator, f"ghi nhận {play.code(play.sent(REPLACE.replace('1/12', '16/11')))}")
    assert "đã áp dụng vào danh sách" in words(reply)
    assert find_held(play.tx, stage.specialist, stage.justice, TODAY) is None
    assert identify(play.tx, "telegram", str(1000 + stage.specialist), TODAY).linked is Linked.UNLINKED


def test_a_returned_card_tells_why_and_can_be_sent_again(play: Play) -> None:
    stage = play.stage
    draft = play.sent()
    assert "Trả lại vì sao?" in words(play.type(stage.coordinator, f"trả lại {play.code(draft)}"))
    returned = play.type(stage.coordinator, f"trả lại {play.code(draft)} thiếu số quyết định")
    assert "Lý do: thiếu số quyết định" in told(returned.notices, stage.office_leader)
    assert "chưa được gửi" in words(
        play.type(stage.coordinator, f"ghi nhận {play.code(draft)}")
    ) or "không phải" in words(play.type(stage.coordinator, f"ghi nhận {play.code(draft)}"))
    again = play.say(stage.office_leader, draft, "QĐ 45/QĐ-STP ngày 20/11/2026")
    sent = play.press(stage.office_leader, button(again.messages[0], "ok"))
    assert "45/QĐ-STP" in told(sent.notices, stage.coordinator)
    assert "Đã ghi nhận" in words(play.type(stage.coordinator, f"ghi nhận {play.code(draft)}"))


def test_the_coordinator_edits_before_recording_and_the_author_hears_what_was_recorded(play: Play) -> None:
    stage = play.stage
    draft = play.sent()
    edited = play.say(stage.coordinator, draft, "từ 15/12")
    assert "Từ ngày: thứ Ba, 15/12/2026" in words(edited)
    done = play.press(stage.coordinator, button(edited.messages[0], "rec"))
    assert "Từ ngày: thứ Ba, 15/12/2026" in told(done.notices, stage.office_leader)
    assert [row.action for row in audit.history(play.tx, f"draft:{draft}")] == ["send card", "edit card"]


def test_two_coordinators_at_one_card_nobody_records_what_they_have_not_seen(play: Play) -> None:
    second = _second_coordinator(play)
    draft = play.sent()
    code = play.code(draft)
    play.say(play.stage.coordinator, draft, "từ 15/12")
    stale = play.type(second, f"ghi nhận {code}")
    assert "Thẻ đã được sửa" in words(stale)
    assert "15/12/2026" in words(stale)
    assert changes_of(play.tx, play.stage.justice) == []
    assert f"Mã thẻ: {code}.3" in words(stale)
    assert "Đã ghi nhận" in words(play.type(second, f"ghi nhận {code}.3"))


def test_an_old_button_acts_on_nothing_and_shows_the_card_as_it_is(play: Play) -> None:
    stage = play.stage
    offered = play.offer(stage.office_leader, REPLACE)
    old = button(offered.messages[0], "ok")
    assert offered.draft is not None
    play.say(stage.office_leader, offered.draft, "từ 15/12")
    stale = play.press(stage.office_leader, old)
    assert "Thẻ đã được sửa sau nút này" in words(stale)
    assert stale.notices == ()


def test_a_second_press_tells_what_already_happened(play: Play) -> None:
    stage = play.stage
    draft = play.sent()
    data = f"d:{draft}:rec:2"
    play.press(stage.coordinator, data)
    again = play.press(stage.coordinator, data)
    assert "đã được Phạm Thị Điều Phối ghi nhận lúc 09:00, 20/11/2026" in words(again)
    assert again.notices == ()
    assert len(changes_of(play.tx, stage.justice)) == 1


@pytest.mark.parametrize("verb", ["ok", "rec", "ret", "edit", "x", "p1", "u1", "zz", ""])
def test_a_forged_or_foreign_button_does_nothing_and_tells_nothing(play: Play, verb: str) -> None:
    stage = play.stage
    for draft in (play.sent(), play.offer(stage.office_leader, REPLACE).draft):
        before = "\n".join(play.tx.database.conn.iterdump())
        for intruder in (
            Actor("user:telegram:9"),
            Actor("user:telegram:9", stage.leader, Linked.PROVISIONAL),
        ):
            for revision in (1, 2, 3, 99):
                reply = act(replace(play.scene(None, intruder)), draft or 0, verb, revision)
                assert "Trần Quốc Bảo" not in words(reply)
        assert "không phải của anh/chị" in words(act(play.scene(stage.stranger), draft or 0, verb, 2))
        assert "\n".join(play.tx.database.conn.iterdump()) == before
    assert "không tìm thấy" in words(act(play.scene(stage.coordinator), 999, "rec", 1))


@pytest.mark.parametrize("verb", ["rec", "ret", "p1", "u1", "zz", "recx", "p99999"])
def test_the_author_cannot_do_what_is_the_desks(play: Play, verb: str) -> None:
    draft = play.sent()
    reply = act(play.scene(play.stage.office_leader), draft, verb, 2, "vì sao")
    assert reply.notices == ()
    assert changes_of(play.tx, play.stage.justice) == []


def test_nobody_records_a_matter_of_their_own(play: Play) -> None:
    stage = play.stage
    put_in(play.tx, stage.coordinator, stage.justice)
    second = _second_coordinator(play)
    draft = play.sent(
        "Sở em thay đầu mối: chị Phạm Thị Điều Phối thôi, anh Lê Văn Mới, chuyên viên, thay từ 1/12"
    )
    [notice] = [one for one in drafts_notices(play, draft) if one]
    assert notice == second
    reply = play.type(stage.coordinator, f"ghi nhận {play.code(draft)}")
    assert "Không ai tự ghi nhận việc của mình" in words(reply)
    assert "Không ai tự ghi nhận" in words(
        play.type(stage.coordinator, f"trả lại {play.code(draft)} không đồng ý")
    )
    assert "Không ai tự ghi nhận" in words(play.say(stage.coordinator, draft, "từ 15/12"))
    assert "Đã ghi nhận" in words(play.type(second, f"ghi nhận {play.code(draft)}"))


def test_a_coordinator_who_offers_their_own_replacement_must_send_it_to_another(play: Play) -> None:
    stage = play.stage
    put_in(play.tx, stage.coordinator, stage.justice)
    second = _second_coordinator(play)
    offered = play.offer(
        stage.coordinator, "Sở Tư pháp: chị Phạm Thị Điều Phối thôi đầu mối, anh Lê Văn Mới thay từ 1/12"
    )
    assert "rec" not in verbs(offered.messages[0])
    assert "Không ai tự ghi nhận" in words(
        play.press(stage.coordinator, button(offered.messages[0], "ok").replace("ok", "rec"))
    )
    sent = play.press(stage.coordinator, button(offered.messages[0], "ok"))
    assert [one.person for one in sent.notices] == [second]


def test_who_has_no_right_opens_no_card(play: Play) -> None:
    stage = play.stage
    parsed = parse_message(REPLACE, today=TODAY)
    named = replace(parsed, unit="Sở Tư pháp")
    refused = offer_change(play.scene(stage.stranger), named)
    assert "chưa được giao cập nhật danh sách của Sở Tư pháp" in words(refused)
    assert "mã mời" in words(offer_change(play.scene(None, Actor("user:telegram:9")), parsed))
    waiting_link = Actor("user:telegram:9", stage.leader, Linked.PROVISIONAL)
    assert "chờ xác nhận" in words(offer_change(play.scene(None, waiting_link), parsed))
    auditor = Actor("person:9", 9, Linked.CONFIRMED, (Holding(Role.AUDITOR),))
    assert "không có quyền" in words(offer_change(play.scene(None, auditor), parsed))
    assert play.tx.all("SELECT 1 FROM draft") == []


def test_a_unit_without_a_coordinator_waits_and_the_author_knows(play: Play) -> None:
    stage = play.stage
    [grant] = grants_of(play.tx, stage.coordinator)
    end_grant(play.tx, grant, "console", NOW)
    offered = play.offer(stage.office_leader, REPLACE)
    sent = play.press(stage.office_leader, button(offered.messages[0], "ok"))
    assert "chưa có người phụ trách" in words(sent)
    assert not any(one.to for one in sent.notices)
    newly = _second_coordinator(play)
    listed = waiting(play.scene(newly))
    assert "thay người, Sở Tư pháp" in words(listed)
    assert "rec" in verbs(listed.messages[-1])


def test_one_person_enters_and_records_with_a_reason_and_the_head_hears_of_it(play: Play) -> None:
    stage = play.stage
    offered = play.offer(stage.coordinator, f"Sở Tư pháp. {REPLACE}")
    assert "Do một người nhập và ghi nhận" in words(offered)
    data = button(offered.messages[0], "rec")
    assert "cần nêu văn bản hoặc lý do" in words(play.press(stage.coordinator, data))
    assert offered.draft is not None
    done = play.type(stage.coordinator, f"ghi nhận {play.code(offered.draft)} đơn vị báo qua điện thoại")
    assert "Đã ghi nhận" in words(done)
    assert "vừa nhập và ghi nhận thay Sở Tư pháp" in told(done.notices, stage.head)
    [alone] = recorded_alone(play.tx, NOW)
    assert (alone.alone, alone.author, alone.recorder) == (
        True,
        f"person:{stage.coordinator}",
        f"person:{stage.coordinator}",
    )
    [row] = audit.history(play.tx, f"change:{alone.id}")
    assert row.detail["alone"] == "một người"
    assert play.tx.one("SELECT reason FROM change_reason")["reason"] == "đơn vị báo qua điện thoại"  # type: ignore[index]


def test_one_person_enters_and_records_on_a_named_document(play: Play) -> None:
    offered = play.offer(play.stage.coordinator, f"Sở Tư pháp. {REPLACE}")
    assert offered.draft is not None
    named = play.say(play.stage.coordinator, offered.draft, "theo QĐ 45/QĐ-STP ngày 20/11/2026")
    assert "Đã ghi nhận" in words(play.press(play.stage.coordinator, button(named.messages[0], "rec")))


def test_a_change_takes_effect_in_the_unit_whatever_it_is_called_by_then(play: Play) -> None:
    stage = play.stage
    play.recorded()
    rename_agency(
        play.tx, stage.justice, "Sở Tư pháp và Hộ tịch", date(2026, 11, 25), actor="console", now=NOW
    )
    notices = apply_due(play.tx, datetime(2026, 12, 1, 1, 0, tzinfo=NOW.tzinfo))
    assert "Sở Tư pháp và Hộ tịch (trước là Sở Tư pháp)" in told(notices, stage.office_leader)
    assert find_held(play.tx, stage.specialist, stage.justice, DECEMBER) is None


def test_a_change_of_a_unit_that_closed_stops_and_a_human_hears_of_it(play: Play) -> None:
    stage = play.stage
    change = play.recorded()
    close_agency(play.tx, stage.justice, date(2026, 11, 28), stage.home_affairs, actor="console", now=NOW)
    notices = apply_due(play.tx, datetime(2026, 12, 1, 1, 0, tzinfo=NOW.tzinfo))
    assert "Đơn vị tiếp nhận là Sở Nội vụ" in told(notices, stage.coordinator)
    assert "không áp dụng" in told(notices, stage.office_leader)
    [stopped] = changes_of(play.tx, stage.justice)
    assert (stopped.id, stopped.state) == (change, ChangeState.STOPPED)
    assert find_people(play.tx, "Lê Thị Thu Hà") != []
    assert find_held(play.tx, find_people(play.tx, "Lê Thị Thu Hà")[0].id, stage.justice, DECEMBER) is None


def test_who_had_left_before_the_day_is_no_obstacle(play: Play) -> None:
    stage = play.stage
    play.recorded()
    held = find_held(play.tx, stage.specialist, stage.justice, TODAY)
    assert held is not None
    end_designation(play.tx, held, date(2026, 11, 25), put_basis(play.tx, AWAITED))
    notices = apply_due(play.tx, datetime(2026, 12, 1, 1, 0, tzinfo=NOW.tzinfo))
    assert "không còn ở vị trí này từ trước" in told(notices, stage.coordinator)
    assert "• vào: Lê Thị Thu Hà" in told(notices, stage.coordinator)


def test_a_card_about_somebody_who_left_meanwhile_is_not_recorded(play: Play) -> None:
    stage = play.stage
    draft = play.sent()
    held = find_held(play.tx, stage.specialist, stage.justice, TODAY)
    assert held is not None
    end_designation(play.tx, held, date(2026, 11, 25), put_basis(play.tx, AWAITED))
    assert "không còn trong danh sách" in words(play.type(stage.coordinator, f"ghi nhận {play.code(draft)}"))


def test_the_leavers_access_codes_roles_and_open_cards_end_on_the_day(play: Play) -> None:
    stage = play.stage
    grant_role(play.tx, stage.specialist, Holding(Role.UNIT_EDITOR, agency=stage.justice), CONSOLE, NOW)
    play.recorded()
    play.now = datetime(2026, 11, 30, 1, 0, tzinfo=NOW.tzinfo)
    own = play.offer(stage.specialist, "Sở em bổ sung anh Lê Văn Thêm, chuyên viên, từ 5/12")
    assert identify(play.tx, "telegram", str(1000 + stage.specialist), TODAY).has(Role.UNIT_EDITOR)
    play.now = datetime(2026, 12, 1, 1, 0, tzinfo=NOW.tzinfo)
    apply_due(play.tx, play.now)
    gone = identify(play.tx, "telegram", str(1000 + stage.specialist), DECEMBER)
    assert (gone.linked, gone.holdings) == (Linked.UNLINKED, ())
    closed = drafts.find_draft(play.tx, own.draft or 0)
    assert closed is not None
    assert (closed.state, closed.payload) == (drafts.DraftState.CANCELLED, {})
    assert grants_of(play.tx, stage.specialist) == []


def test_a_leaver_with_another_post_keeps_the_account(play: Play) -> None:
    stage = play.stage
    put_in(play.tx, stage.specialist, stage.home_affairs)
    play.recorded()
    apply_due(play.tx, datetime(2026, 12, 1, 1, 0, tzinfo=NOW.tzinfo))
    kept = identify(play.tx, "telegram", str(1000 + stage.specialist), DECEMBER)
    assert kept.holdings == (Holding(Role.OFFICER, agency=stage.home_affairs),)


def test_rights_that_ended_between_card_and_press_end_the_press(play: Play) -> None:
    stage = play.stage
    offered = play.offer(stage.office_leader, REPLACE)
    held = find_held(play.tx, stage.office_leader, stage.justice, TODAY)
    assert held is not None
    end_designation(play.tx, held, TODAY, put_basis(play.tx, AWAITED))
    reply = play.press(stage.office_leader, button(offered.messages[0], "ok"))
    assert "chưa được giao" in words(reply)
    assert reply.notices == ()


def test_reporting_and_dues_pass_to_the_newcomer(play: Play) -> None:
    stage, moved = play.stage, []

    def move(_tx: Transaction, agency: int, leaver: int, newcomer: int, _now: datetime) -> int:
        moved.append((agency, leaver, newcomer))
        return 2

    play.around = Surroundings("daumoi_bot", lambda _tx, _agency, _day: ("báo cáo quý IV",), move)
    name_reporting_officer(play.tx, stage.justice, stage.specialist, "console", NOW)
    play.recorded()
    notices = apply_due(play.tx, datetime(2026, 12, 1, 1, 0, tzinfo=NOW.tzinfo), play.around)
    [newcomer] = find_people(play.tx, "Lê Thị Thu Hà")
    assert moved == [(stage.justice, stage.specialist, newcomer.id)]
    assert find_reporting_officer(play.tx, stage.justice, DECEMBER) == newcomer.id
    assert "https://t.me/daumoi_bot?start=" in told(notices, stage.coordinator)


def test_a_newcomer_who_is_linked_already_hears_role_dues_and_what_was_left(play: Play) -> None:
    stage = play.stage
    play.around = Surroundings(None, lambda _tx, _agency, _day: ("báo cáo quý IV: hạn 18/12/2026",))
    play.recorded(
        "Sở em thay đầu mối: anh Trần Quốc Bảo thôi, anh Lê Nội Vụ, chuyên viên, 0912000006, thay từ 1/12"
    )
    notices = apply_due(play.tx, datetime(2026, 12, 1, 1, 0, tzinfo=NOW.tzinfo), play.around)
    first = told(notices, stage.stranger)
    assert "Anh/chị là chuyên viên, Sở Tư pháp." in first
    assert "thay Trần Quốc Bảo" in first
    assert "• báo cáo quý IV: hạn 18/12/2026" in first
    assert "Văn bản cử anh/chị: đang chờ." in first


def test_an_added_and_a_removed_officer(play: Play) -> None:
    stage = play.stage
    play.recorded("Sở em bổ sung anh Lê Văn Thêm, chuyên viên, 0912777888, từ 16/11")
    [added] = find_people(play.tx, "Lê Văn Thêm")
    assert find_held(play.tx, added.id, stage.justice, TODAY) is not None
    play.recorded("Sở em rút tên anh Lê Văn Thêm khỏi danh sách đầu mối từ 19/11")
    assert find_held(play.tx, added.id, stage.justice, TODAY) is None
    assert [one.ends_on for one in agency_history(play.tx, stage.justice) if one.person == added.id] == [
        date(2026, 11, 19)
    ]


def test_new_details_hold_from_now_on_and_can_be_taken_back(play: Play) -> None:
    stage = play.stage
    change = play.recorded("Anh Trần Quốc Bảo đổi số điện thoại, số mới 0988.123.456")
    assert get_person(play.tx, stage.specialist).contact.phone == "0988123456"  # type: ignore[union-attr]
    card = undo(play.scene(stage.coordinator), change)
    assert "Hoàn tác" in words(card)
    play.type(stage.coordinator, f"ghi nhận {play.code(card.draft or 0)} nhập nhầm số")
    assert get_person(play.tx, stage.specialist).contact.phone == "0912000005"  # type: ignore[union-attr]


def test_an_applied_change_is_taken_back_by_its_counter_and_history_keeps_both(play: Play) -> None:
    stage = play.stage
    change = play.recorded(REPLACE.replace("1/12", "16/11"))
    card = undo(play.scene(stage.coordinator), change)
    done = play.type(stage.coordinator, f"ghi nhận {play.code(card.draft or 0)} nhập nhầm người")
    assert "đã áp dụng" in words(done)
    assert find_held(play.tx, stage.specialist, stage.justice, TODAY) is not None
    [newcomer] = find_people(play.tx, "Lê Thị Thu Hà")
    spans = [(one.person, one.starts_on, one.ends_on) for one in agency_history(play.tx, stage.justice)]
    assert (newcomer.id, date(2026, 11, 16), TODAY) in spans
    assert (stage.specialist, date(2026, 1, 5), date(2026, 11, 16)) in spans
    assert (stage.specialist, TODAY, None) in spans
    assert "không hoàn tác được nữa" in words(undo(play.scene(stage.coordinator), change))


def test_a_change_whose_day_has_not_come_is_simply_withdrawn(play: Play) -> None:
    stage = play.stage
    change = play.recorded()
    reply = undo(play.scene(stage.coordinator), change)
    assert "rút lại trước ngày áp dụng" in words(reply)
    assert "rút lại" in told(reply.notices, stage.office_leader)
    assert apply_due(play.tx, datetime(2026, 12, 2, tzinfo=NOW.tzinfo)) == ()
    assert find_held(play.tx, stage.specialist, stage.justice, DECEMBER) is not None
    assert "không hoàn tác" in words(undo(play.scene(stage.coordinator), change))


def test_only_a_coordinator_who_is_not_concerned_takes_back(play: Play) -> None:
    change = play.recorded()
    assert "không có quyền" in words(undo(play.scene(play.stage.office_leader), change))
    put_in(play.tx, play.stage.coordinator, play.stage.justice)
    second = _second_coordinator(play)
    own = "Sở em thay đầu mối: chị Phạm Thị Điều Phối thôi, anh Lê Văn Mới, chuyên viên, thay từ 1/12"
    draft = play.sent(own)
    reply = play.type(second, f"ghi nhận {play.code(draft)}")
    assert "Không ai tự ghi nhận" in words(undo(play.scene(play.stage.coordinator), reply.change or 0))


def test_a_staffing_warning_stands_on_the_card_and_recording_against_it_wants_a_reason(play: Play) -> None:
    seen = []

    def check(_agency: object, positions: object) -> tuple[Finding, ...]:
        seen.append(positions)
        return (
            Finding("too-many", "khoản 3 Điều 2 Quy chế"),
            Finding("missing-position:lanh-dao-van-phong", "x"),
        )

    play.around = Surroundings(check_staffing=check)  # type: ignore[arg-type]
    draft = play.sent()
    reply = play.type(play.stage.coordinator, f"ghi nhận {play.code(draft)}")
    assert "Vẫn ghi nhận thì nhắn" in words(reply)
    assert changes_of(play.tx, play.stage.justice) == []
    shown = words(waiting(play.scene(play.stage.coordinator)))
    assert "Vượt số người Quy chế cho phép — khoản 3 Điều 2 Quy chế" in shown
    assert "Thiếu lãnh đạo văn phòng" in shown
    assert seen[-1] == [Position.UNIT_LEADER, Position.OFFICE_LEADER, Position.OFFICE_LEADER]
    assert "Đã ghi nhận" in words(
        play.type(play.stage.coordinator, f"ghi nhận {play.code(draft)} đang kiện toàn")
    )


def test_two_members_of_one_name_are_asked_about_never_chosen(play: Play) -> None:
    stage = play.stage
    twin = new_person(play.tx, "Nguyễn Văn Bảo")
    put_in(play.tx, twin, stage.justice)
    offered = play.offer(stage.office_leader, "Sở em thay anh Bảo, chị Lê Thị Thu Hà thay từ 1/12")
    assert {f"p{twin}", f"p{stage.specialist}"} <= verbs(offered.messages[0])
    assert "ok" not in verbs(offered.messages[0])
    picked = play.press(stage.office_leader, button(offered.messages[0], f"p{twin}"))
    assert "Thôi: Nguyễn Văn Bảo" in words(picked)
    assert "ok" in verbs(picked.messages[0])


def test_a_pick_of_somebody_who_is_not_in_the_unit_is_refused(play: Play) -> None:
    offered = play.offer(play.stage.office_leader, "Sở em thay người, chị Lê Thị Thu Hà thay từ 1/12")
    assert offered.draft is not None
    reply = act(play.scene(play.stage.office_leader), offered.draft, f"p{play.stage.stranger}", 1)
    assert "không còn trong danh sách" in words(reply)


def test_a_coordinator_is_asked_which_unit_is_meant(play: Play) -> None:
    stage = play.stage
    parsed = ParsedChange(Action.REMOVE, leaving=(Person("Trần Quốc Bảo"),), effective=DECEMBER)
    offered = offer_change(play.scene(stage.coordinator), parsed)
    assert "đơn vị nào" in words(offered)
    assert offered.draft is not None
    assert "không thấy đơn vị" in words(play.say(stage.coordinator, offered.draft, "Sở Trên Trời"))
    placed = play.say(stage.coordinator, offered.draft, "so tu phap")
    assert "Thôi: Trần Quốc Bảo" in words(placed)
    assert "chưa rõ là ai" not in words(placed)


def test_a_label_corrects_what_was_understood(play: Play) -> None:
    offered = play.offer(play.stage.office_leader, REPLACE)
    assert offered.draft is not None
    fixed = play.say(
        play.stage.office_leader,
        offered.draft,
        "vai trò: chuyên viên\nngười vào: Lê Thị Thu Hạ\nlý do: kiện toàn",
    )
    assert "Vào: Lê Thị Thu Hạ" in words(fixed)
    assert "(vai trò: chuyên viên)" in words(fixed)
    assert "Lý do: kiện toàn" in words(fixed)


def test_a_message_that_adds_nothing_leaves_the_card_alone(play: Play) -> None:
    offered = play.offer(play.stage.office_leader, REPLACE)
    assert offered.draft is not None
    reply = complete_change(play.scene(play.stage.office_leader), offered.draft, "cảm ơn nhé", NO_CHANGE)
    assert "chưa thấy thông tin nào" in words(reply)
    assert drafts.find_draft(play.tx, offered.draft).revision == 1  # type: ignore[union-attr]


def test_a_doubt_of_the_reader_is_shown(play: Play) -> None:
    parsed = ParsedChange(
        Action.REMOVE, leaving=(Person("Bảo"),), effective=date(2026, 11, 2), unsure=(Doubt.DATE_IN_THE_PAST,)
    )
    assert "Ngày này đã qua" in words(offer_change(play.scene(play.stage.office_leader), parsed))


def test_a_bare_word_acts_only_on_the_sole_card_just_shown_and_never_records(play: Play) -> None:
    stage = play.stage
    offered = play.offer(stage.office_leader, REPLACE)
    scene = play.scene(stage.office_leader)
    assert act_bare(scene, "ok", None) is None
    assert act_bare(scene, "rec", offered.draft) is None
    assert act_bare(replace(scene, now=NOW + timedelta(minutes=10)), "ok", offered.draft) is None
    other = play.offer(stage.office_leader, "Sở em bổ sung anh Lê Văn Thêm từ 5/12")
    assert act_bare(scene, "ok", offered.draft) is None
    assert act_bare(scene, "x", other.draft) is None
    play.press(stage.office_leader, button(other.messages[0], "x"))
    sent = act_bare(scene, "ok", offered.draft)
    assert sent is not None
    assert "Đã gửi" in words(sent)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Đồng ý", "ok"),
        ("dong y.", "ok"),
        ("gửi", "ok"),
        ("HUỶ", "x"),
        ("ghi nhận", None),
        ("đồng ý nhưng đổi ngày", None),
    ],
)
def test_a_bare_verb_is_a_message_of_nothing_else(text: str, verb: str | None) -> None:
    assert read_bare(text) == verb


def test_words_that_look_like_a_code_but_name_no_card_stay_words(play: Play) -> None:
    assert find_said(play.tx, "trả lại giấy tờ cho dân thế nào") is None
    assert find_said(play.tx, "gửi 2026 báo cáo") is None


def test_a_withdrawn_card_is_told_to_the_desk_and_a_later_press_learns_of_it(play: Play) -> None:
    stage = play.stage
    draft = play.sent()
    reply = play.type(stage.office_leader, f"huỷ {play.code(draft)}")
    assert "Danh sách không thay đổi" in words(reply)
    assert "đã rút thẻ" in told(reply.notices, stage.coordinator)
    assert "đã huỷ trước đó" in words(act(play.scene(stage.coordinator), draft, "rec", 2))
    assert drafts.find_draft(play.tx, draft).payload == {}  # type: ignore[union-attr]


def test_a_card_runs_out_after_three_days_and_its_author_hears_of_it(play: Play) -> None:
    offered = play.offer(play.stage.office_leader, REPLACE)
    late = NOW + timedelta(hours=73)
    play.now = late
    assert "hết hạn" in words(play.press(play.stage.office_leader, button(offered.messages[0], "ok")))
    notices = tell_expired(play.tx, drafts.expire_drafts(play.tx, late))
    assert "quá hạn" in told(notices, play.stage.office_leader)


def test_open_cards_are_limited(play: Play) -> None:
    for _ in range(10):
        assert play.offer(play.stage.office_leader, REPLACE).draft is not None
    refused = play.offer(play.stage.office_leader, REPLACE)
    assert "nhiều thẻ chưa gửi" in words(refused)
    assert refused.draft is None


def test_a_recorded_card_keeps_no_names_of_its_own(play: Play) -> None:
    draft = play.sent()
    play.type(play.stage.coordinator, f"ghi nhận {play.code(draft)}")
    assert drafts.find_draft(play.tx, draft).payload == {}  # type: ignore[union-attr]
    dump = "\n".join(str(tuple(row)) for row in play.tx.all("SELECT * FROM audit"))
    for name in ("Trần Quốc Bảo", "Lê Thị Thu Hà", "0912345678"):
        assert name not in dump


def test_the_waiting_list_is_the_desks_alone(play: Play) -> None:
    assert "Không có thẻ nào" in words(waiting(play.scene(play.stage.coordinator)))
    play.sent()
    assert "Sở Tư pháp" in words(waiting(play.scene(play.stage.coordinator)))
    assert "Không có thẻ nào" in words(waiting(play.scene(play.stage.office_leader)))


def test_the_bot_never_says_that_it_approves() -> None:
    from bot.messages import linking, roster, roster_applied

    for module in (linking, roster, roster_applied):
        text = inspect.getsource(module).lower()
        assert "phê duyệt" not in text
        assert "phê chuẩn" not in text
    assert messages.__doc__


def test_every_button_of_a_card_fits_into_64_bytes_and_says_its_words(play: Play) -> None:
    play.tx.execute("UPDATE sqlite_sequence SET seq = 999999999 WHERE name = 'draft'")
    play.tx.execute("INSERT INTO sqlite_sequence (name, seq) SELECT 'draft', 999999999 WHERE changes() = 0")
    offered = play.offer(play.stage.office_leader, "Sở em thay người từ 1/12")
    found = [one for row in offered.messages[0].buttons for one in row]
    assert found
    assert all(len((one.data or "").encode()) <= 64 and one.words for one in found)


def drafts_notices(play: Play, draft: int) -> list[int]:
    """Who could have been told of a card at the desk: coordinators it does not concern."""
    found = drafts.find_draft(play.tx, draft)
    assert found is not None
    people = {one["person"] for one in (*found.payload["leaving"], *found.payload["coming"])}
    rows = play.tx.all("SELECT person_id FROM role_grant WHERE role = 'coordinator' AND ended_at IS NULL")
    return [row["person_id"] for row in rows if row["person_id"] not in people]


def _second_coordinator(play: Play) -> int:
    person = new_person(play.tx, "Ngô Thị Hai")
    grant_role(play.tx, person, Holding(Role.COORDINATOR, regulation=HUE), CONSOLE, NOW)
    link_up(play.tx, person)
    return person


def test_a_document_named_later_settles_what_was_awaited(play: Play) -> None:
    stage = play.stage
    draft = play.sent(REPLACE.replace("1/12", "16/11"))
    code = play.code(draft)
    play.type(stage.coordinator, f"ghi nhận {code}")
    [newcomer] = find_people(play.tx, "Lê Thị Thu Hà")
    held = find_held(play.tx, newcomer.id, stage.justice, TODAY)
    assert held is not None
    assert get_basis(play.tx, held.start_basis) == AWAITED
    assert "nhắn số văn bản" in words(play.type(stage.office_leader, f"văn bản {code}"))
    assert "không phải của" in words(play.type(stage.stranger, f"văn bản {code} QĐ 45/QĐ-STP"))
    named = play.type(stage.office_leader, f"văn bản {code}: QĐ 45/QĐ-STP ngày 14/11/2026")
    assert "Quyết định số 45/QĐ-STP ngày 14/11/2026" in told(named.notices, stage.coordinator)
    assert get_basis(play.tx, held.start_basis) == LegalBasis("QĐ", "45/QĐ-STP", date(2026, 11, 14))
    assert "đã có văn bản" in words(play.type(stage.office_leader, f"văn bản {code} QĐ 46/QĐ-STP"))


def test_the_regulations_own_staffing_rule_warns_with_its_clause(play: Play, library: Library) -> None:
    play.around = Surroundings(check_staffing=staffing_check(library))
    offered = play.offer(play.stage.office_leader, "Sở em bổ sung anh Lê Văn Thêm, chuyên viên, từ 5/12")
    assert "Vượt số người Quy chế cho phép — điểm a khoản 1 Điều 2" in words(offered)
    removed = play.offer(play.stage.office_leader, "Sở em rút tên chị Vũ Thị Văn khỏi danh sách từ 5/12")
    assert "Thiếu lãnh đạo văn phòng" in words(removed)
    within = play.offer(
        play.stage.office_leader, "Sở em thay anh Trần Quốc Bảo, anh Lê Văn Thêm, chuyên viên, từ 5/12"
    )
    assert "Lưu ý" not in words(within)


def test_presses_that_arrive_together_record_once(tmp_path: Path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        stage = writer.call(set_stage)

        def prepare(tx: Transaction) -> tuple[int, list[int]]:
            play = Play(tx, stage)
            return play.sent(), [stage.coordinator, _second_coordinator(play)]

        draft, desk = writer.call(prepare)

        def pressing(person: int) -> Callable[[Transaction], Reply]:
            return lambda tx: act(Play(tx, stage).scene(person), draft, "rec", 2)

        replies = [one.result(10) for one in [writer.submit(pressing(person)) for person in desk * 5]]
        assert len(writer.call(lambda tx: changes_of(tx, stage.justice))) == 1
    assert sum(reply.change is not None for reply in replies) == 1
    assert sum("đã được Phạm Thị Điều Phối ghi nhận" in words(reply) for reply in replies) == 9


def test_what_fails_in_between_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(_agency: object, _positions: object) -> tuple[Finding, ...]:
        raise RuntimeError("the library is gone")

    def broken(_tx: Transaction, _agency: int, _leaver: int, _newcomer: int, _now: datetime) -> int:
        raise RuntimeError("the dues are gone")

    with Writer(tmp_path / "d.db", NOW) as writer:
        stage = writer.call(set_stage)
        draft = writer.call(lambda tx: Play(tx, stage).sent(REPLACE.replace("1/12", "16/11")))
        for around in (Surroundings(check_staffing=fail), Surroundings(move_dues=broken)):
            with pytest.raises(RuntimeError, match="gone"):
                writer.call(
                    lambda tx, a=around: act(
                        Play(tx, stage, NOW, a).scene(stage.coordinator), draft, "rec", 2
                    )
                )
            assert writer.call(lambda tx: changes_of(tx, stage.justice)) == []
            assert writer.call(lambda tx: find_held(tx, stage.specialist, stage.justice, TODAY)) is not None
        reply = writer.call(lambda tx: act(Play(tx, stage).scene(stage.coordinator), draft, "rec", 2))
    assert reply.change is not None


@pytest.mark.parametrize(
    "data",
    [
        "",
        "d",
        "d:1:rec",
        "d:1:rec:x",
        "d:99999999999999999999:rec:1",
        "d:-1:rec:1",
        "d:1:p²:1",
        "x:1:rec:1",
        "d:1:rec:1:2",
    ],
)
def test_data_that_no_button_bears_is_an_unknown_card(play: Play, data: str) -> None:
    play.sent()
    assert "không tìm thấy" in words(play.press(play.stage.coordinator, data))


def test_a_role_that_was_changed_is_changed_back(play: Play) -> None:
    stage = play.stage
    offered = play.offer(stage.office_leader, "Anh Trần Quốc Bảo đổi số điện thoại, số mới 0988.123.456")
    labelled = play.say(stage.office_leader, offered.draft or 0, "vai trò: lãnh đạo văn phòng")
    play.press(stage.office_leader, button(labelled.messages[0], "ok"))
    change = play.type(stage.coordinator, f"ghi nhận {play.code(offered.draft or 0)}").change
    held = find_held(play.tx, stage.specialist, stage.justice, TODAY)
    assert held is not None
    assert held.position is Position.OFFICE_LEADER
    card = undo(play.scene(stage.coordinator), change or 0)
    play.type(stage.coordinator, f"ghi nhận {play.code(card.draft or 0)} nhầm vai trò")
    back = find_held(play.tx, stage.specialist, stage.justice, TODAY)
    assert back is not None
    assert back.position is Position.SPECIALIST


def test_cards_that_were_sent_do_not_count_as_unsent(play: Play) -> None:
    for _ in range(11):
        assert play.sent()
