"""The conversation: profile, questions over several turns, numbers for buttons, groups, whatever else people send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from botapi.markup import parse_html
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talk import Talk

from bot.channels.message import IncomingKind
from bot.channels.render import render, utf16_length
from bot.channels.telegram import Telegram
from bot.knowledge import Shelves, build_shelves
from bot.messages import answers, conversation
from bot.store.profiles import Profile

SOC_TRANG, HUE, SON_LA, BAC_GIANG, HCM = (
    "soc-trang-246-2024",
    "hue-109-2025",
    "son-la-2025",
    "bac-giang-2021",
    "hcm-118-2022",
)
MONTHLY = "báo cáo tháng của sở em hạn chót nộp ngày nào"
HOW_MANY = "mỗi xã được cử mấy người làm đầu mối"


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return build_shelves()


@pytest.fixture
def talk(shelves: Shelves, tmp_path: Path) -> Iterator[Talk]:
    conversation = Talk(shelves, tmp_path)
    yield conversation
    conversation.close()


@pytest.fixture
def officer(talk: Talk) -> Talk:
    """A conversation with somebody of a department in Sóc Trăng."""
    talk.say("em làm ở sở ở Sóc Trăng")
    return talk


# --- who asks ---


def test_the_first_message_welcomes_and_asks_for_the_province(talk: Talk) -> None:
    reply = talk.say("/start")
    assert conversation.WELCOME in reply.text
    assert reply.text.endswith(conversation.ASK_REGULATION)
    assert reply.labels == ["Bắc Giang", "TP.HCM", "Huế", "Sóc Trăng", "Sơn La"]


def test_a_start_by_somebody_known_shows_how_to_ask_and_asks_nothing(officer: Talk) -> None:
    reply = officer.say("/start")
    assert conversation.ASK_REGULATION not in reply.text
    assert "/quyche" in reply.text
    assert not reply.buttons


def test_numbers_choose_province_and_level(talk: Talk) -> None:
    talk.say("/start")
    assert talk.say("4").text == conversation.ASK_LEVEL
    saved = talk.say("1.")
    assert "Sóc Trăng, sở, ngành cấp tỉnh" in saved.text
    assert talk.profile() == Profile(SOC_TRANG, "province")


def test_only_the_levels_of_the_regulation_are_offered(talk: Talk) -> None:
    assert talk.press(f"h:{HUE}").labels == ["Sở, ban, ngành", "UBND xã, phường"]
    assert talk.press(f"h:{BAC_GIANG}").labels == ["Sở, ban, ngành", "UBND cấp huyện", "UBND xã, phường"]
    assert talk.press(f"h:{HCM}").labels == []
    assert talk.profile() == Profile(HCM, None)


def test_the_words_of_a_button_do_what_the_button_does(talk: Talk) -> None:
    talk.say("hoso")
    talk.say("/hoso")
    talk.say("soc trang")
    assert talk.say("so ban nganh").text.startswith("Hồ sơ tra cứu: Sóc Trăng, sở")
    talk.say("/hoso")
    talk.say("Huế")
    talk.say("UBND xã, phường")
    assert talk.profile() == Profile(HUE, "commune")


def test_hoso_shows_what_is_kept_and_lets_choose_anew(officer: Talk) -> None:
    reply = officer.say("/hoso")
    assert reply.text.startswith("Hồ sơ tra cứu: Sóc Trăng, sở, ngành cấp tỉnh.")
    assert "Huế" in reply.labels
    officer.say("Huế")
    assert officer.profile() == Profile(HUE, None), "the level of another province is not carried over"


@pytest.mark.parametrize(
    ("said", "profile"),
    [
        ("em làm ở sở ở Sóc Trăng", Profile(SOC_TRANG, "province")),
        ("em lam o so o soc trang", Profile(SOC_TRANG, "province")),
        ("Tôi công tác tại Sở Y tế Sóc Trăng", Profile(SOC_TRANG, "province")),
        ("toi cong tac tai so, hue", Profile(HUE, "province")),
        ("em lam o so 5 duong le loi, hue", Profile(HUE, None)),
        ("toi lam o phuong, hue", Profile(HUE, "commune")),
        ("em là công chức xã ở Sơn La", Profile(SON_LA, "commune")),
        ("DẠ EM Ở HUYỆN Ở BẮC GIANG", Profile(BAC_GIANG, "district")),
        ("bên em ở thị trấn, Bắc Giang", Profile(BAC_GIANG, "commune")),
        ("Huế", Profile(HUE, None)),
        ("tp hue", Profile(HUE, None)),
        ("Sài Gòn", Profile(HCM, None)),
        ("xã", Profile(None, "commune")),
        ("soc trang, xa", Profile(SOC_TRANG, "commune")),
    ],
)
def test_plain_words_about_oneself_set_the_profile(talk: Talk, said: str, profile: Profile) -> None:
    reply = talk.say(said)
    assert talk.profile() == profile
    assert not reply.quotes


@pytest.mark.parametrize(
    "said",
    [
        "thế Sơn La",
        "còn xã",
        "vay Hue?",
        "em ở Huế thì nộp báo cáo cho ai",
        "Huế với Sóc Trăng khác nhau gì",
        "em ở Huế hay ở Sóc Trăng đây",
        "xã ở Bắc Giang cử mấy người",
        "em làm ở đâu",
        "em ở Cà Mau",
        "sở Tư pháp Huế cử mấy người?",
        "chào em",
        "em là ai",
        "danh sách đầu mối của Huế do Chủ tịch phê duyệt phải không ạ vì sở em đang vướng chỗ này quá",
    ],
)
def test_questions_and_other_places_do_not_set_the_profile(talk: Talk, said: str) -> None:
    talk.say(said)
    assert talk.profile() == Profile()


def test_a_province_said_alone_keeps_the_level_only_if_it_is_the_same_one(officer: Talk) -> None:
    officer.say("em ở Sóc Trăng")
    assert officer.profile() == Profile(SOC_TRANG, "province")
    officer.say("em ở Huế")
    assert officer.profile() == Profile(HUE, None)


def test_a_level_said_alone_keeps_the_province(officer: Talk) -> None:
    officer.say("em ở xã")
    assert officer.profile() == Profile(SOC_TRANG, "commune")


@pytest.mark.parametrize(
    "forwarded", [{"forwarded": True}, {"via_bot": True}], ids=["forwarded", "via a bot"]
)
def test_somebody_else_s_words_are_only_ever_a_question(officer: Talk, forwarded: dict[str, bool]) -> None:
    officer.say("/hoso")
    for words in ("em ở xã ở Huế", "3", "Huế", "chuyển câu hỏi", "/start"):
        officer.say(words, **forwarded)
    assert officer.profile() == Profile(SOC_TRANG, "province")
    assert officer.waiting() == []
    assert "khoản 3 Điều 7" in officer.say(MONTHLY, **forwarded).places[0]


@pytest.mark.parametrize(
    "steps", [["em ở xã, Bắc Giang"], ["Bắc Giang", "UBND xã, phường"], ["1", "3"], ["bac giang", "xa"]]
)
def test_a_question_that_waited_for_the_province_is_answered_once_it_is_known(
    talk: Talk, steps: list[str]
) -> None:
    asked = talk.say(HOW_MANY)
    assert asked.text.startswith(answers.ASK_PROVINCE)
    replies = [talk.say(step) for step in steps]
    assert [reply.quotes for reply in replies[:-1]] == [""] * (len(steps) - 1)
    assert replies[-1].text.startswith("Hồ sơ tra cứu: Bắc Giang, UBND xã, phường.")
    assert "bố trí 02 công chức đầu mối" in replies[-1].quotes
    assert "Huế" not in replies[-1].text
    assert not talk.say("/hoso").quotes
    assert not talk.say("em ở xã ở Huế").quotes, "a question that is answered is not answered again"


# --- questions over several turns ---


def test_a_follow_up_stands_on_the_question_before(officer: Talk) -> None:
    assert "thứ Hai, 21/12/2026" in officer.say(MONTHLY).text
    quarterly = officer.say("bao cao quy thi sao")
    assert "thứ Sáu, 18/12/2026" in quarterly.text
    assert "21/12/2026" not in quarterly.text
    yearly = officer.say("còn năm?")
    assert "trước ngày 20 tháng 12" in yearly.text.splitlines()[0]
    assert "21/12/2026" not in yearly.text


def test_a_short_reference_stays_in_the_article_before(officer: Talk) -> None:
    officer.say("điều 4 khoản 1")
    assert officer.say("còn khoản 5?").places == [
        "khoản 5 Điều 4 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"
    ]


def test_a_new_subject_leaves_the_old_one(officer: Talk) -> None:
    officer.say(MONTHLY)
    fresh = officer.say("ai phê duyệt danh sách công chức đầu mối cấp tỉnh")
    assert "Điều 2 Quy chế" in fresh.places[0]
    assert "hạn cuối an toàn" not in fresh.text


def test_small_talk_in_between_is_forgotten(officer: Talk) -> None:
    officer.say(MONTHLY)
    assert officer.say("cảm ơn nhé").text == answers.SMALL_TALK["thanks"]
    assert officer.state().question == MONTHLY
    assert "18/12/2026" in officer.say("bao cao quy thi sao").text


def test_the_last_three_questions_are_kept_and_no_more(officer: Talk) -> None:
    asked = [f"khoản {n} điều 4" for n in range(1, 7)]
    for one in asked:
        officer.say(one)
    state = officer.state()
    assert state.question == asked[-1]
    assert list(state.history) == asked[-4:-1]


def test_another_province_is_shown_beside_or_instead_of_one_s_own(officer: Talk) -> None:
    officer.say(HOW_MANY)
    beside = officer.say("so với Huế thì sao")
    assert {place.rsplit("(")[-1] for place in beside.places} == {"Sóc Trăng)", "Huế)"}
    assert officer.profile().regulation == SOC_TRANG


def test_other_provinces_are_asked_with_the_last_question_one_s_own_first(officer: Talk) -> None:
    officer.say(HOW_MANY)
    reply = officer.say("tỉnh khác quy định sao?")
    assert reply.text.splitlines()[0] == "Sóc Trăng"
    assert {place.rsplit("(")[-1] for place in reply.places} >= {"Sóc Trăng)", "Huế)"}


# --- not what was meant ---


def test_not_what_was_meant_shows_the_next_candidates_until_none_is_left(officer: Talk) -> None:
    seen = officer.say(MONTHLY).places
    for words in ("chưa đúng ý", "chua dung y", "sai rồi", "không đúng ý"):
        reply = officer.say(words)
        if reply.text == conversation.NO_MORE:
            break
        assert reply.text.startswith(conversation.MORE)
        assert 1 <= len(reply.places) <= 2
        assert not set(reply.places) & set(seen)
        seen += reply.places
    assert reply.text == conversation.NO_MORE
    assert len(seen) >= 4


def test_what_was_not_right_waits_for_the_coordinator_once(officer: Talk) -> None:
    officer.say(MONTHLY)
    officer.say("chưa đúng ý")
    officer.say("chưa đúng ý")
    assert officer.say("chuyển câu hỏi").text == conversation.PASSED_ON
    [waiting] = officer.waiting()
    assert (waiting.question, waiting.regulation, waiting.user) == (MONTHLY, SOC_TRANG, "u")


def test_each_asker_and_each_question_waits_for_itself(officer: Talk) -> None:
    for user in ("u", "v"):
        for question in ("giá vàng hôm nay bao nhiêu", "mai trời có mưa không"):
            officer.say(question, user)
            officer.say("chuyển câu hỏi", user)
    assert [(one.user, one.regulation) for one in officer.waiting()] == [("u", SOC_TRANG)] * 2 + [
        ("v", None)
    ] * 2


def test_what_is_withheld_offers_the_nearest_article_and_a_human(officer: Talk) -> None:
    reply = officer.say("giá vàng hôm nay bao nhiêu")
    assert reply.text.startswith("Tôi không tìm thấy đoạn nào trả lời câu này trong quy chế của Sóc Trăng.")
    assert not reply.quotes
    assert reply.labels[-1] == answers.PASS_ON
    assert officer.say(str(len(reply.labels))).text == conversation.PASSED_ON
    assert [one.question for one in officer.waiting()] == ["giá vàng hôm nay bao nhiêu"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("chưa đúng ý", conversation.NOTHING_TO_PASS),
        ("chuyển câu hỏi", conversation.NOTHING_TO_PASS),
        ("tỉnh khác thì sao", conversation.ASK_FIRST),
    ],
)
def test_before_any_question_there_is_nothing_to_continue(talk: Talk, said: str, told: str) -> None:
    assert talk.say(said).text == told
    assert talk.waiting() == []


def test_a_long_message_that_holds_such_words_is_a_question(officer: Talk) -> None:
    officer.say(MONTHLY)
    officer.say("hôm trước em gửi danh sách sai rồi thì giờ gửi lại danh sách thay đổi cho ai")
    assert officer.waiting() == []


# --- numbers ---


def test_a_number_stands_for_a_button_of_the_last_message_only(officer: Talk) -> None:
    first = officer.say(MONTHLY)
    assert first.labels[0] == "Xem cả Điều 7"
    assert officer.say("1").places == ["Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"]
    officer.say("cảm ơn nhé")
    assert officer.say("1").text == conversation.NOT_TEXT["sticker"]


@pytest.mark.parametrize("number", ["0", "9", "99", "07"])
def test_a_number_that_is_no_choice_quotes_nothing_and_keeps_the_choices(officer: Talk, number: str) -> None:
    officer.say(MONTHLY)
    assert officer.say(number).text == conversation.NO_SUCH_CHOICE
    assert officer.say("1").places == ["Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"]
    assert officer.state().question == MONTHLY


# --- commands ---


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("trợ giúp", "/trogiup"),
        ("TRO GIUP", "/trogiup"),
        ("hướng dẫn", "/trogiup"),
        ("help", "/trogiup"),
        ("hồ  sơ", "/hoso"),
        ("doi tinh", "/hoso"),
        ("quy chế", "/quyche"),
        ("muc luc", "/quyche"),
        ("bắt đầu", "/start"),
        ("/HOSO", "/hoso"),
        ("/hoso@daumoi_bot", "/hoso"),
        ("/help", "/trogiup"),
        ("/start abc", "/start"),
        ("/hoi ai duyệt danh sách", "ai duyệt danh sách"),
    ],
)
def test_commands_are_understood_in_plain_words(officer: Talk, words: str, command: str) -> None:
    assert officer.say(words, "v").messages == officer.say(command, "w").messages


def test_an_unknown_command_names_the_help(officer: Talk) -> None:
    assert officer.say("/khongco").text == conversation.UNKNOWN_COMMAND


# --- groups, channels, things that are no text ---


def test_in_a_group_only_commands_mentions_and_replies_are_read(officer: Talk) -> None:
    group = {"chat": "g", "private": False}
    assert officer.say(MONTHLY, **group).messages == ()
    assert officer.say("1", **group).messages == ()
    assert officer.say("", kind=IncomingKind.STICKER, **group).messages == ()
    assert officer.say("", kind=IncomingKind.MEMBERSHIP, **group).messages == ()
    assert officer.state(chat="g").updated_at is None, "what is not meant for the bot leaves no trace"
    for address in ({"mentioned": True}, {"reply_to_bot": True}):
        assert "21/12/2026" in officer.say(MONTHLY, **group, **address).text
    assert officer.say("/quyche", **group).labels
    assert officer.press(f"u:{HUE}/quy-che/dieu-5", **group).quotes


@pytest.mark.parametrize("words", [MONTHLY, "/start", "1"])
def test_what_a_channel_posts_is_ignored(talk: Talk, words: str) -> None:
    post = {"chat": "c", "private": False, "from_channel": True, "mentioned": True}
    assert talk.say(words, **post).messages == ()
    assert talk.press(f"h:{HUE}", **post).messages == ()
    assert talk.profile() == Profile()


@pytest.mark.parametrize("kind", ["document", "voice", "sticker", "photo", "other"])
def test_what_is_no_text_is_met_with_a_sentence_and_disturbs_nothing(officer: Talk, kind: str) -> None:
    officer.say(MONTHLY)
    reply = officer.say("", kind=IncomingKind(kind))
    assert reply.text == conversation.NOT_TEXT[kind]
    assert "18/12/2026" in officer.say("bao cao quy thi sao").text


def test_joining_and_leaving_is_answered_with_silence(talk: Talk) -> None:
    assert talk.say("", kind=IncomingKind.MEMBERSHIP).messages == ()


@pytest.mark.parametrize("text", ["", "   ", "\n", "🙂🙂", "???", "…"])
def test_nothing_said_is_met_with_how_to_ask(officer: Talk, text: str) -> None:
    assert officer.say(text).text == answers.SMALL_TALK["empty"]


# --- memory ---


def test_everything_is_remembered_across_a_restart_on_the_same_database(
    shelves: Shelves, tmp_path: Path
) -> None:
    script = [
        "/start", "4", "1", MONTHLY, "bao cao quy thi sao", "1", "Khoản 3", "chưa đúng ý", "chưa đúng ý",
        "tỉnh khác quy định sao", "điều 5 khoản 1", "còn khoản 2?", "/quyche", "2", "1", "9", "2", "/hoso", "3", "2",
    ]  # fmt: skip
    told: list[list[str]] = []
    for name, restarting in (("one", False), ("many", True)):
        (tmp_path / name).mkdir()
        talk = Talk(shelves, tmp_path / name)
        told.append([])
        for words in script:
            told[-1].append(talk.say(words).text)
            if restarting:
                talk.restart()
        assert talk.profile() == Profile(HUE, "commune")
        talk.close()
    assert told[0] == told[1]


def test_two_people_in_one_chat_are_kept_apart(talk: Talk) -> None:
    group = {"chat": "g", "private": False, "mentioned": True}
    talk.say("em ở sở ở Sóc Trăng", "a", **group)
    talk.say("em ở xã ở Huế", "b", **group)
    talk.say(MONTHLY, "a", **group)
    talk.say("mấy tháng họp giao ban một lần", "b", **group)
    assert "18/12/2026" in talk.say("bao cao quy thi sao", "a", **group).text
    assert talk.profile("a") == Profile(SOC_TRANG, "province")
    assert talk.profile("b") == Profile(HUE, "commune")
    talk.press("x:pass", "b", **group)
    assert [(one.user, one.question) for one in talk.waiting()] == [("b", "mấy tháng họp giao ban một lần")]


def test_one_person_s_chats_share_the_profile_and_nothing_else(officer: Talk) -> None:
    officer.say(MONTHLY)
    assert officer.say("chuyển câu hỏi", chat="g", private=False, mentioned=True).text == (
        conversation.NOTHING_TO_PASS
    )
    assert "21/12/2026" in officer.say(MONTHLY, chat="g", private=False, mentioned=True).text


# --- stale, forged, enormous ---


@pytest.mark.parametrize(
    "data",
    [
        "", ":", "::::", "u:", "u:../../etc/passwd", f"u:{HUE}/quy-che/dieu-99", f"u:{HUE}/quy-che/dieu-1\x00",
        "u:cu-2019/quy-che/dieu-1", "h:", "h:cu-2019", f"h:{HUE}:x", "l:", "l:king", "l:LEVEL", "c:", f"c:{HUE}",
        f"c:{HUE}:", f"c:{HUE}:99", f"c:{HUE}:-1", f"c:{HUE}:²", f"c:{HUE}:" + "9" * 5000, "c:cu-2019:0", "x:",
        "x:drop", "d:1:ok:0", "w", "báo cáo quý",
    ],
    ids=lambda data: repr(data[:30]),
)  # fmt: skip
def test_stale_and_forged_buttons_are_told_so_and_change_nothing(officer: Talk, data: str) -> None:
    officer.say(MONTHLY)
    before = (officer.profile(), officer.state().question, officer.waiting())
    assert officer.press(data).text == conversation.STALE
    assert (officer.profile(), officer.state().question, officer.waiting()) == before


@pytest.mark.parametrize(
    "text",
    [
        "<b>báo cáo</b> quý & <script>alert(1)</script> nộp khi nào",
        "báo cáo\x00 quý\x1b[31m \u202enộp khi nào\u200b",
        "báo cáo quý nộp khi nào " * 170,
        "điều 5 " * 600,
        "a" * 4096,
        "b" * 4096,
        "🙂" * 2048,
        "1" * 4096,
        "/" + "a" * 4095,
        "điều 99 <i>&amp;",
        "điều " + "9" * 4000,
        "báo cáo \ud83d quý",
    ],
    ids=lambda text: repr(text[:24]),
)
def test_any_message_gets_an_answer_that_telegram_takes(officer: Talk, text: str) -> None:
    reply = officer.say(text[:4096])
    assert reply.messages
    for message in reply.messages:
        for part in render(message, Telegram.capabilities):
            plain, _ = parse_html(part.text)
            assert 0 < utf16_length(plain) <= 4096
            for row in part.buttons:
                assert all(len((button.data or "").encode()) <= 64 for button in row)


def test_markup_in_a_question_is_no_more_than_words(officer: Talk) -> None:
    reply = officer.say("<b>báo cáo tháng</b> hạn nộp ngày nào & gửi ai")
    assert "trước ngày 22" in reply.text.splitlines()[0]
    assert "<b>" not in reply.text


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                ["/start", "/hoso", "1", "3", "Huế", "sở", "điều 7", "khoản 2", "còn", "sai rồi", "?"]
            ),
            max_size=5,
        ).map(" ".join),
    ),
    kind=st.sampled_from([IncomingKind.TEXT, IncomingKind.PRESS]),
)
def test_no_message_in_any_order_raises_or_stays_unanswered(
    officer: Talk, text: str, kind: IncomingKind
) -> None:
    reply = officer.say(text, kind=kind, data=text if kind is IncomingKind.PRESS else None)
    assert reply.text.strip()
