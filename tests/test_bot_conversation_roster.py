"""The roster in the conversation: by buttons and by text alone, what confirms and what does not, who is told, what groups see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest
from roster_chat import Chat
from roster_stage import DECEMBER, HUE, NOW, link_up, new_person

from bot.channels.message import IncomingKind
from bot.knowledge import Shelves, build_shelves
from bot.messages import conversation, linking, roster, roster_talk
from bot.roster import (
    CONSOLE,
    Holding,
    Linked,
    Role,
    addresses,
    erase_person,
    find_people,
    find_reporting_officer,
    grant_role,
    grants_of,
    holders,
    identify,
    invite,
    rename_agency,
)
from bot.roster.designations import find_held
from bot.roster.recorded import ChangeState, changes_of
from bot.store import Transaction
from bot.store.conversation_state import get_state
from bot.store.facts import bot_name_fact, keep_fact

REPLACE = (
    "Sở em thay đầu mối: anh Trần Quốc Bảo chuyển công tác, "
    "chị Lê Thị Thu Hà, Phó Chánh Văn phòng, thay từ 1/12. SĐT chị Hà 0912.345.678"
)
FIRST_OF_DECEMBER = datetime(2026, 12, 1, 0, 5, tzinfo=NOW.tzinfo)


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return build_shelves()


@pytest.fixture
def chat(shelves: Shelves, tmp_path: Path) -> Iterator[Chat]:
    made = Chat(shelves, tmp_path)
    yield made
    made.close()


def sent(chat: Chat, text: str = REPLACE) -> str:
    """A card that the unit's officer has sent to the desk; its code."""
    card = chat.say(chat.stage.office_leader, text)
    chat.press(chat.stage.office_leader, card.data(roster.SEND))
    return chat.code


# --- the whole way ---


def test_a_change_goes_all_the_way_by_buttons(chat: Chat) -> None:
    stage = chat.stage
    card = chat.say(stage.office_leader, REPLACE)
    assert "Thôi: Trần Quốc Bảo" in card.text
    assert "Đã gửi Văn phòng UBND" in chat.press(stage.office_leader, card.data(roster.SEND)).text
    desk = chat.letter(stage.coordinator)
    assert desk.protect
    done = chat.press(stage.coordinator, desk.data(roster.RECORD))
    assert "áp dụng từ thứ Ba, 01/12/2026" in done.text
    assert [one.label for one in done.buttons] == [roster_talk.UNDO]
    assert "Đã ghi nhận" in chat.letter(stage.office_leader).text
    chat.now = FIRST_OF_DECEMBER
    chat.tick()
    letters = chat.letters()

    def told(person: int) -> str:
        return "\n".join(one.text for one in letters if one.chat == str(1000 + person))

    assert "thôi làm đầu mối" in told(stage.specialist)
    assert "Mã mời của Lê Thị Thu Hà" in told(stage.coordinator)
    for person in (stage.head, stage.office_leader, stage.coordinator):
        assert "• vào: Lê Thị Thu Hà" in told(person)
    chat.tick()
    assert chat.letters() == []


def test_a_change_goes_all_the_way_by_text_alone(chat: Chat) -> None:
    stage = chat.stage
    assert "Ai vào thay?" in chat.say(stage.office_leader, "so em thay anh Bao").text
    assert "Từ ngày nào?" in chat.say(stage.office_leader, "chị Lê Thị Thu Hà, Phó Chánh Văn phòng").text
    assert "01/12/2026" in chat.say(stage.office_leader, "từ 1/12").text
    full = chat.say(stage.office_leader, "0912.345.678, QĐ 45/QĐ-STP ngày 20/11/2026")
    assert "0912345678" in full.text
    assert "Quyết định số 45/QĐ-STP" in full.text
    assert "Đã gửi" in chat.say(stage.office_leader, "đồng ý").text
    code = chat.code
    assert code in chat.say(stage.coordinator, "/ghinhan").text
    assert "Đã ghi nhận" in chat.say(stage.coordinator, f"ghi nhan {code.lower()}").text
    chat.now = FIRST_OF_DECEMBER
    chat.tick()
    [newcomer] = chat.writer.call(lambda tx: find_people(tx, "Lê Thị Thu Hà"))
    code_letter = next(one for one in chat.letters(stage.coordinator) if "Mã mời" in one.text)
    [spoken] = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", code_letter.text)
    assert linking.PROVE_NUMBER in chat.say(newcomer.id, spoken.lower()).text
    welcome = chat.say(
        newcomer.id,
        "",
        IncomingKind.CONTACT,
        extra={"phone": "+84 912 345 678", "contact_user": str(1000 + newcomer.id)},
    )
    assert "Anh/chị là lãnh đạo văn phòng, Sở Tư pháp." in welcome.text
    assert "thay Trần Quốc Bảo" in welcome.text
    assert "Lê Thị Thu Hà" in chat.say(newcomer.id, "/danhsach").text
    assert "Sở Tư pháp" not in chat.say(stage.specialist, "/danhsach").text
    undone = chat.say(stage.coordinator, f"hoàn tác {code}")
    assert "Hoàn tác bằng thay đổi ngược lại" in undone.text
    assert "Đã ghi nhận" in chat.say(stage.coordinator, f"ghi nhận {chat.code} nhầm người").text
    day = chat.now.date()
    assert chat.writer.call(lambda tx: find_held(tx, stage.specialist, stage.justice, day)) is not None


def test_a_card_is_returned_with_a_reason_corrected_by_chat_and_sent_again(chat: Chat) -> None:
    stage = chat.stage
    code = sent(chat)
    assert "Trả lại vì sao?" in chat.say(stage.coordinator, f"trả lại {code}").text
    assert "Đã trả lại" in chat.say(stage.coordinator, f"trả lại {code} sai ngày").text
    back = chat.letter(stage.office_leader)
    assert "Lý do: sai ngày" in back.text
    assert "đủ cả mã" in chat.say(stage.office_leader, "đồng ý").text
    assert "15/12/2026" in chat.say(stage.office_leader, f"sửa {code} từ 15/12").text
    assert "Đã gửi" in chat.say(stage.office_leader, f"xác nhận {code}").text
    assert "15/12/2026" in chat.letter(stage.coordinator).text


# --- what confirms, and what does not ---


def test_bare_words_act_on_the_last_card_only_and_never_record(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.office_leader, REPLACE)
    chat.say(stage.office_leader, "/trogiup")
    refused = chat.say(stage.office_leader, "đồng ý")
    assert refused.text == roster_talk.needs_code(f"xác nhận {chat.code}")
    assert "Đã gửi" in chat.say(stage.office_leader, f"xác nhận {chat.code}").text
    chat.say(stage.coordinator, "/ghinhan")
    for words in ("1", "Ghi nhận", "ghi nhận"):
        assert chat.writer.call(lambda tx: changes_of(tx, stage.justice)) == [], words
        chat.say(stage.coordinator, "/ghinhan")
        chat.say(stage.coordinator, words)
    assert chat.writer.call(lambda tx: changes_of(tx, stage.justice)) == []


def test_a_bare_word_too_late_needs_the_code(chat: Chat) -> None:
    chat.say(chat.stage.office_leader, REPLACE)
    chat.now += timedelta(minutes=11)
    assert "đủ cả mã" in chat.say(chat.stage.office_leader, "đồng ý").text


def test_a_bare_word_after_another_letter_of_the_bot_needs_the_code(chat: Chat) -> None:
    stage = chat.stage
    chat.say(
        stage.coordinator, "Sở Tư pháp thay anh Trần Quốc Bảo bằng chị Lê Thị Thu Hà từ 1/12, 0912345678"
    )
    sent(chat)
    assert "đủ cả mã" in chat.say(stage.coordinator, "đồng ý").text


def test_what_a_coordinator_enters_alone_is_not_recorded_by_a_bare_word(chat: Chat) -> None:
    stage = chat.stage
    card = chat.say(
        stage.coordinator, "Sở Tư pháp thay anh Trần Quốc Bảo bằng chị Lê Thị Thu Hà từ 1/12, 0912345678"
    )
    assert "Do một người nhập" in card.text
    assert "đủ cả mã" in chat.say(stage.coordinator, "đồng ý").text
    assert "nêu văn bản hoặc lý do" in chat.say(stage.coordinator, f"ghi nhận {chat.code}").text
    assert "Đã ghi nhận" in chat.say(stage.coordinator, f"ghi nhận {chat.code} đơn vị gọi điện").text
    assert "nhập và ghi nhận thay Sở Tư pháp" in chat.letter(stage.head).text


@pytest.mark.parametrize(
    "second_hand",
    [{"forwarded": True}, {"via_bot": True}, {"edited": True}],
    ids=["forwarded", "via a bot", "edited"],
)
def test_second_hand_words_confirm_nothing_and_open_a_card_after_one_question(
    chat: Chat, second_hand: dict[str, bool]
) -> None:
    stage = chat.stage
    chat.say(stage.office_leader, REPLACE)
    code = chat.code
    for words in (f"xác nhận {code}", "đồng ý", "1"):
        chat.say(stage.office_leader, words, **second_hand)
    assert len(chat.drafts()) == 1
    assert chat.drafts()[0].payload["stage"] == "author"
    asked = chat.say(
        stage.office_leader, "Sở em bổ sung anh Lê Văn Thêm, chuyên viên, 0912777888, từ 16/12", **second_hand
    )
    assert asked.text == roster_talk.WHICH
    assert "Vào: Lê Văn Thêm" in chat.press(stage.office_leader, asked.data(roster_talk.CHANGE_ROSTER)).text


def test_a_message_of_a_channel_is_not_even_read(chat: Chat) -> None:
    assert chat.say(chat.stage.office_leader, REPLACE, from_channel=True).messages == ()
    assert chat.drafts() == []


def test_a_double_press_a_stale_button_and_somebody_elses_button(chat: Chat) -> None:
    stage = chat.stage
    first = chat.say(stage.office_leader, REPLACE)
    chat.say(stage.office_leader, "từ 15/12")
    assert roster.STALE in chat.press(stage.office_leader, first.data(roster.SEND)).text
    assert chat.press(stage.stranger, first.data(roster.SEND)).text == roster.NOT_YOURS
    chat.say(stage.office_leader, f"xác nhận {chat.code}")
    record = chat.letter(stage.coordinator).data(roster.RECORD)
    assert "Đã ghi nhận" in chat.press(stage.coordinator, record).text
    assert "Không ghi thêm lần nữa" in chat.press(stage.coordinator, record).text
    assert len(chat.writer.call(lambda tx: changes_of(tx, stage.justice))) == 1


def test_an_edit_by_the_desk_makes_the_others_button_stale(chat: Chat) -> None:
    stage = chat.stage
    second = chat.writer.call(lambda tx: new_person(tx, "Bùi Điều Phối Hai", "0912000099"))
    chat.writer.call(
        lambda tx: grant_role(tx, second, Holding(Role.COORDINATOR, regulation=HUE), CONSOLE, NOW)
    )
    chat.writer.call(lambda tx: link_up(tx, second))
    code = sent(chat)
    letters = {one.chat: one for one in chat.letters()}
    chat.press(stage.coordinator, letters[str(1000 + stage.coordinator)].data(roster.EDIT))
    assert "16/12/2026" in chat.say(stage.coordinator, "từ 16/12").text
    stale = chat.press(second, letters[str(1000 + second)].data(roster.RECORD))
    assert roster.STALE in stale.text
    assert "16/12/2026" in stale.text
    assert chat.writer.call(lambda tx: changes_of(tx, stage.justice)) == []
    assert "Đã ghi nhận" in chat.say(second, f"ghi nhận {code}.{chat.drafts()[-1].revision}").text


# --- who may ---


def test_an_author_without_rights_and_one_without_an_account(chat: Chat) -> None:
    stage = chat.stage
    foreign = REPLACE.replace("Sở em", "Sở Tư pháp")
    assert "chưa được giao" in chat.say(stage.stranger, foreign).text
    assert chat.say(9999, REPLACE).text == roster.NEEDS_LINK
    chat.writer.call(lambda tx: link_up(tx, stage.leader, sure=False))
    assert chat.say(stage.leader, REPLACE).text == roster.NEEDS_CONFIRMING
    assert chat.drafts() == []


def test_nobody_records_a_change_to_their_own_designation(chat: Chat) -> None:
    stage = chat.stage
    own = "Sở Tư pháp bổ sung chị Phạm Thị Điều Phối, chuyên viên, 0912000001, từ 1/12"
    card = chat.say(stage.head, own)
    chat.press(stage.head, card.data(roster.SEND))
    refused = chat.say(stage.coordinator, f"ghi nhận {chat.code}")
    assert refused.text == roster.OWN_MATTER


def test_a_unit_without_a_coordinator_keeps_its_card_and_says_so(chat: Chat) -> None:
    stage = chat.stage

    def unlink(tx: object) -> None:
        tx.execute("UPDATE link SET state = 'ended' WHERE person_id = ?", (stage.coordinator,))  # type: ignore[attr-defined]

    chat.writer.call(unlink)
    card = chat.say(stage.office_leader, REPLACE)
    assert chat.press(stage.office_leader, card.data(roster.SEND)).text == roster.NO_COORDINATOR
    assert chat.drafts()[-1].payload["stage"] == "desk"


def test_removal_ends_access_at_once_with_open_cards_and_codes(chat: Chat) -> None:
    stage = chat.stage
    own = chat.say(stage.specialist, "anh Vũ Thị Văn đổi số điện thoại thành 0988123456").data(roster.SEND)
    removed = chat.say(stage.office_leader, "Sở em anh Trần Quốc Bảo thôi làm đầu mối từ 16/11")
    chat.press(stage.office_leader, removed.data(roster.SEND))
    chat.say(stage.coordinator, f"ghi nhận {chat.code} thiếu người tạm thời")
    assert "thôi làm đầu mối của Sở Tư pháp" in chat.letters(stage.specialist)[-1].text
    who = chat.writer.call(
        lambda tx: identify(tx, "telegram", str(1000 + stage.specialist), date(2026, 11, 20))
    )
    assert who.linked is Linked.UNLINKED
    assert chat.press(stage.specialist, own).text == roster.NOT_YOURS
    assert chat.say(stage.specialist, "/danhsach").text == roster_talk.LIST_NEEDS_LINK


def test_what_names_people_does_not_leave_for_an_account_that_has_changed_hands(chat: Chat) -> None:
    from bot.conversation.posting import may_leave
    from bot.store.outbox import claim

    sent(chat)

    def check(tx: object) -> list[bool]:
        [row] = claim(  # type: ignore[misc]
            tx,  # type: ignore[arg-type]
            channel="telegram",
            owner="o",
            now=chat.now,
            lease=timedelta(minutes=1),
            limit=1,
        )
        before = may_leave(tx, row)  # type: ignore[arg-type]
        tx.execute("UPDATE link SET state = 'ended' WHERE person_id = ?", (chat.stage.coordinator,))  # type: ignore[attr-defined]
        return [before, may_leave(tx, row)]  # type: ignore[arg-type]

    assert chat.writer.call(check) == [True, False]


def test_a_change_takes_effect_though_its_unit_was_renamed(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.coordinator, f"ghi nhận {sent(chat)}")
    chat.letters()
    chat.writer.call(
        lambda tx: rename_agency(
            tx, stage.justice, "Sở Tư pháp và Hộ tịch", DECEMBER, actor="console", now=NOW
        )
    )
    chat.now = FIRST_OF_DECEMBER
    chat.tick()
    assert "Sở Tư pháp và Hộ tịch (trước là Sở Tư pháp)" in chat.letters(stage.head)[-1].text


def test_whoever_has_no_account_is_named_to_the_coordinator(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.coordinator, f"ghi nhận {sent(chat)}")
    chat.letters()
    chat.now = FIRST_OF_DECEMBER
    chat.tick()
    texts = [one.text for one in chat.letters(stage.coordinator)]
    assert any("chưa nhắn được cho: Hoàng Văn Lãnh" in text for text in texts)
    assert not any("chưa nhắn được cho" in text and "Lê Thị Thu Hà" in text for text in texts)


# --- a question stays a question ---


@pytest.mark.parametrize(
    "question",
    [
        "khi đổi người làm đầu mối thì báo về đâu ạ",
        "mỗi sở được mấy người làm đầu mối",
        "anh Bảo nghỉ thì phải báo cho ai trong bao lâu",
        "hạn báo cáo quý 4",
        "d2k3",
    ],
)
def test_a_question_about_rules_is_answered_even_beside_an_open_card(chat: Chat, question: str) -> None:
    stage = chat.stage
    assert "Điều" in chat.say(stage.office_leader, question).text
    chat.say(stage.office_leader, "Sở em thay anh Bảo")
    before = chat.drafts()[-1]
    assert "Điều" in chat.say(stage.office_leader, question).text
    assert chat.drafts() == [before]


def test_what_may_be_either_is_asked_about_with_two_buttons(chat: Chat) -> None:
    stage = chat.stage
    asked = chat.say(stage.office_leader, "sở em có thay đổi đầu mối ạ")
    assert [one.label for one in asked.buttons] == [roster_talk.CHANGE_ROSTER, roster_talk.ASK_RULES]
    assert "khoản 3 Điều 2" in chat.say(stage.office_leader, "2").text
    again = chat.say(stage.office_leader, "sở em có thay đổi đầu mối ạ")
    assert (
        "Ai thôi làm đầu mối?" in chat.press(stage.office_leader, again.data(roster_talk.CHANGE_ROSTER)).text
    )
    assert (
        chat.press(stage.office_leader, again.data(roster_talk.ASK_RULES)).text == roster_talk.ASKED_EARLIER
    )
    assert all(not one.payload for one in chat.drafts() if one.kind == "intent")


def test_a_digression_does_not_lose_the_card(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.office_leader, "Sở em thay anh Bảo")
    chat.say(stage.office_leader, "mỗi sở được mấy người làm đầu mối")
    assert (
        "Vào: Lê Thị Thu Hà" in chat.say(stage.office_leader, "chị Lê Thị Thu Hà, Phó Chánh Văn phòng").text
    )


def test_a_linked_officer_asks_for_the_own_unit_without_having_said_so(chat: Chat) -> None:
    reply = chat.say(chat.stage.office_leader, "mỗi sở được mấy người làm đầu mối")
    assert "(Huế)" in reply.text
    assert "(Sơn La)" not in reply.text


def test_another_matter_opens_another_card(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.office_leader, REPLACE)
    chat.say(stage.office_leader, "Sở em bổ sung anh Lê Văn Thêm, chuyên viên, 0912777888, từ 16/12")
    assert [one.payload["kind"] for one in chat.drafts()] == ["replace", "add"]


# --- groups ---


def test_in_a_group_nobody_is_named_and_nothing_about_people_is_kept(chat: Chat) -> None:
    stage = chat.stage
    sent(chat)
    record = chat.letter(stage.coordinator).data(roster.RECORD)
    group = {"chat": "-100", "private": False, "mentioned": True}
    for words in (REPLACE, "/danhsach", "/ghinhan", f"/ghinhan {chat.code}", "danh sách", "/vanban"):
        assert chat.say(stage.coordinator, words, **group).text == roster_talk.PRIVATE_ONLY, words
    assert chat.press(stage.coordinator, record, chat="-100", private=False).text == roster_talk.PRIVATE_ONLY
    for words in (f"ghi nhận {chat.code}", "đồng ý"):
        assert "Đã ghi nhận" not in chat.say(stage.coordinator, words, **group).text
    assert "Điều" in chat.say(stage.coordinator, "mấy người làm đầu mối ở xã", **group).text
    state = chat.writer.call(lambda tx: get_state(tx, "telegram", "-100", str(1000 + stage.coordinator)))
    assert "Bảo" not in str(state)
    assert len(chat.drafts()) == 1


# --- arriving ---


def test_a_deep_link_links_provisionally_and_the_contact_must_be_ones_own(chat: Chat) -> None:
    stage = chat.stage
    made = chat.writer.call(lambda tx: invite(tx, stage.leader, "console", chat.now))
    assert linking.PROVE_NUMBER in chat.say(stage.leader, f"/start {made.token}").text
    assert chat.say(stage.leader, linking.SHARE_NUMBER).text == linking.PROVE_NUMBER
    own = {"phone": "0912000003", "contact_user": str(1000 + stage.leader)}
    passed_on = chat.say(stage.leader, "", IncomingKind.CONTACT, extra=own, forwarded=True)
    assert passed_on.text == linking.CONTACT["not own"]
    foreign = chat.say(stage.leader, "", IncomingKind.CONTACT, extra=own | {"contact_user": "77"})
    assert foreign.text == linking.CONTACT["not own"]
    wrong = chat.say(stage.leader, "", IncomingKind.CONTACT, extra=own | {"phone": "0999999999"})
    assert wrong.text == linking.CONTACT["other number"]
    asked = chat.letter(stage.coordinator)
    assert f"xác nhận liên kết {stage.leader}" in asked.text
    assert "không" not in chat.say(stage.coordinator, f"xác nhận liên kết {stage.leader}").text
    assert "Anh/chị là lãnh đạo đơn vị" in chat.letters(stage.leader)[-1].text
    assert chat.writer.call(lambda tx: addresses(tx, stage.leader)) != ()
    assert linking.LINK_ENDED in chat.say(stage.leader, "ngừng liên kết").text
    assert chat.writer.call(lambda tx: addresses(tx, stage.leader)) == ()


def test_a_phone_number_is_no_code_and_a_code_in_a_forwarded_message_opens_nothing(chat: Chat) -> None:
    stage = chat.stage
    made = chat.writer.call(lambda tx: invite(tx, stage.leader, "console", chat.now))
    chat.say(stage.leader, made.spoken_code, forwarded=True)
    chat.say(stage.leader, made.spoken_code, edited=True)
    assert (
        chat.writer.call(lambda tx: identify(tx, "telegram", str(1000 + stage.leader), NOW.date())).person
        is None
    )
    chat.say(stage.office_leader, REPLACE.replace("SĐT chị Hà 0912.345.678", ""))
    assert "0912345678" in chat.say(stage.office_leader, "0912345678").text
    assert chat.writer.call(lambda tx: tx.all("SELECT * FROM invitation_failure")) == []


def test_a_coordinator_gets_a_new_code_with_the_bots_link(chat: Chat) -> None:
    stage = chat.stage
    chat.writer.call(lambda tx: keep_fact(tx, bot_name_fact("telegram"), "daumoi_bot"))
    invited = chat.say(stage.coordinator, "mời lại Hoàng Văn Lãnh")
    assert "https://t.me/daumoi_bot?start=" in invited.text
    assert invited.messages[0].protect
    assert chat.say(stage.coordinator, "mời lại Trần Quốc Bảo").text == roster_talk.NOT_INVITED
    assert "t.me" not in chat.say(stage.office_leader, "mời lại Hoàng Văn Lãnh").text


# --- lists, roles, documents, one's own data ---


def test_the_list_masks_numbers_and_shows_each_person_their_own_unit(chat: Chat) -> None:
    stage = chat.stage
    own = chat.say(stage.office_leader, "/danhsach")
    assert "091••••005" in own.text
    assert "0912000005" not in own.text
    assert "Sở Nội vụ" not in own.text
    assert all(message.protect for message in own.messages)
    assert chat.say(stage.office_leader, "danh sách Sở Nội vụ").text == roster.NO_SUCH_UNIT
    assert "Lê Nội Vụ" in chat.say(stage.coordinator, "xem danh sách Sở Nội vụ").text
    assert chat.press(stage.office_leader, f"s:{stage.home_affairs}").text == roster.NO_RIGHT


def test_a_role_is_given_and_taken_by_words_and_its_code(chat: Chat) -> None:
    stage = chat.stage
    asked = chat.say(stage.coordinator, "giao quyền cập nhật danh sách cho Vũ Thị Văn")
    assert "người cập nhật danh sách của đơn vị (Sở Tư pháp)" in asked.text
    assert "đủ cả mã" in chat.say(stage.coordinator, "1").text
    assert chat.press(stage.stranger, asked.data(roster_talk.AGREE)).text == roster.NOT_YOURS
    assert "Đã giao" in chat.say(stage.coordinator, f"xác nhận {chat.code}").text
    assert "được giao quyền" in chat.letter(stage.office_leader).text
    assert [one.holding.role for one in chat.writer.call(lambda tx: grants_of(tx, stage.office_leader))] == [
        Role.UNIT_EDITOR
    ]
    taken = chat.say(stage.coordinator, "thu hồi quyền cập nhật danh sách của Vũ Thị Văn")
    chat.press(stage.coordinator, taken.data(roster_talk.AGREE))
    assert chat.writer.call(lambda tx: grants_of(tx, stage.office_leader)) == []


@pytest.mark.parametrize(
    "words",
    [
        "giao quyền quản trị cho Vũ Thị Văn",
        "giao quyền điều phối cho Phạm Thị Điều Phối",
    ],
    ids=["above one's own", "to oneself"],
)
def test_no_role_above_ones_own_and_none_to_oneself(chat: Chat, words: str) -> None:
    assert chat.say(chat.stage.coordinator, words).text == roster.NO_RIGHT


def test_an_officer_gives_no_roles(chat: Chat) -> None:
    assert (
        chat.say(chat.stage.office_leader, "giao quyền lãnh đạo đơn vị cho Trần Quốc Bảo").text
        == roster.NO_RIGHT
    )


def test_a_head_names_who_reports(chat: Chat) -> None:
    stage = chat.stage
    asked = chat.say(stage.head, "giao chị Văn gửi báo cáo")
    assert "Vũ Thị Văn" in asked.text
    chat.press(stage.head, asked.data(roster_talk.AGREE))
    found = chat.writer.call(lambda tx: find_reporting_officer(tx, stage.justice, NOW.date()))
    assert found == stage.office_leader
    assert "tôi nhắc hạn cho anh/chị" in chat.letter(stage.office_leader).text


def test_the_units_document_comes_as_a_file_for_whoever_speaks_for_it(chat: Chat) -> None:
    stage = chat.stage
    code = sent(chat)
    chat.say(stage.coordinator, f"ghi nhận {code}")
    reply = chat.say(stage.office_leader, f"soạn văn bản {code}")
    file = reply.messages[0].document
    assert file is not None
    assert file.name == "thong-bao.docx"
    assert not reply.messages[0].protect  # a clerk must be able to save and print it
    assert "Trần Quốc Bảo" not in reply.text
    book = docx.Document(str(file))
    words = "\n".join(one.text for one in book.paragraphs) + "\n".join(
        cell.text for table in book.tables for row in table.rows for cell in row.cells
    )
    for expected in (
        "THÔNG BÁO",
        "Trần Quốc Bảo",
        "Lê Thị Thu Hà",
        "30/11/2026",
        "01/12/2026",
        "khoản 3 Điều 2",
    ):
        assert expected in words
    assert "chưa được giao" in chat.say(stage.stranger, f"soạn văn bản {code}").text
    listed = chat.press(stage.office_leader, reply.data(roster_talk.WHOLE_LIST))
    assert listed.messages[0].document is not None
    assert chat.say(9999, "/vanban").text == roster.NEEDS_LINK


def test_everybody_sees_what_is_kept_about_them_and_nobody_elses(chat: Chat) -> None:
    own = chat.say(chat.stage.specialist, "dữ liệu của tôi")
    assert "0912000005" in own.text
    assert "Sở Tư pháp: từ 05/01/2026" in own.text
    assert own.messages[0].protect
    assert "0912" not in chat.say(9999, "dữ liệu của tôi").text


# --- time alone ---


def test_a_card_that_ran_out_is_closed_and_its_author_told(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.office_leader, REPLACE)
    chat.say(stage.stranger, "sở em có thay đổi đầu mối ạ")
    chat.now += timedelta(hours=73)
    chat.tick()
    assert "quá hạn" in chat.letter(stage.office_leader).text
    assert all(not one.payload for one in chat.drafts())


def test_a_change_that_cannot_be_carried_out_holds_up_no_other(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    stage = chat.stage
    chat.say(stage.coordinator, f"ghi nhận {sent(chat)}")
    added = chat.say(stage.stranger, "Sở em bổ sung anh Lê Văn Thêm, chuyên viên, 0912777888, từ 1/12")
    chat.press(stage.stranger, added.data(roster.SEND))
    chat.say(stage.coordinator, f"ghi nhận {chat.code} đang kiện toàn")

    def spoil(tx: object) -> None:
        tx.execute(  # type: ignore[attr-defined]
            "CREATE TRIGGER spoiled BEFORE UPDATE ON roster_change"
            f" WHEN new.agency_id = {stage.justice} AND new.state = 'applied'"
            " BEGIN SELECT RAISE(ABORT, 'Trần Quốc Bảo'); END"
        )

    chat.writer.call(spoil)
    chat.now = FIRST_OF_DECEMBER
    chat.tick()
    states = chat.writer.call(
        lambda tx: [one.state for unit in (stage.justice, stage.home_affairs) for one in changes_of(tx, unit)]
    )
    assert states == [ChangeState.RECORDED, ChangeState.APPLIED]
    assert "a round failed" in caplog.text
    assert "Bảo" not in caplog.text


def test_who_left_long_ago_loses_the_name_and_stays_erased(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.coordinator, f"ghi nhận {sent(chat)}")
    chat.now = FIRST_OF_DECEMBER
    chat.tick()
    chat.now += timedelta(days=400)
    chat.tick()
    assert chat.writer.call(lambda tx: find_people(tx, "Trần Quốc Bảo")) == []
    assert len(chat.writer.call(lambda tx: holders(tx, stage.justice, date(2026, 11, 20)))) == 3
    assert chat.database.with_name("chat.db.erasures.jsonl").exists()


def test_erasing_somebody_reaches_what_others_wrote_and_were_shown(chat: Chat) -> None:
    stage = chat.stage
    chat.say(stage.office_leader, "sở em có thay đổi đầu mối ạ")
    chat.say(stage.office_leader, "1")
    chat.say(stage.head, "Trần Quốc Bảo là ai trong quy chế")
    chat.say(stage.coordinator, "xã Mường Mẫu có thay đổi đầu mối Trần Quốc Bảo ạ")
    sent(chat)
    chat.writer.call(lambda tx: erase_person(tx, stage.specialist, "console", chat.now))

    def kept(tx: Transaction) -> list[str]:
        tables = [row["name"] for row in tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            name
            for name in tables
            if any("Quốc Bảo" in str(tuple(row)) for row in tx.all(f"SELECT * FROM {name}"))  # noqa: S608
        ]

    assert chat.writer.call(kept) == []


def test_help_names_the_commands_about_people(chat: Chat) -> None:
    assert "/danhsach" in chat.say(chat.stage.specialist, "/trogiup").text
    assert conversation.UNKNOWN_COMMAND in chat.say(chat.stage.specialist, "/khongco").text
