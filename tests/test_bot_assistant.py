"""The assistant over the five regulations: what is quoted, what is silent, what a message continues."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant import Gap, Knowledge, Outcome, Question, Shelf, SmallTalk, answer, describe, present
from bot.knowledge import Shelves, build_shelves
from corpus import AgencyLevel

SOC_TRANG, HUE, SON_LA, BAC_GIANG, HCM = (
    "soc-trang-246-2024",
    "hue-109-2025",
    "son-la-2025",
    "bac-giang-2021",
    "hcm-118-2022",
)
PROVINCE, DISTRICT, COMMUNE = AgencyLevel.PROVINCE, AgencyLevel.DISTRICT, AgencyLevel.COMMUNE
DECEMBER = date(2026, 12, 1)


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return build_shelves()


@pytest.fixture(scope="module")
def knowledge(shelves: Shelves) -> Knowledge:
    return shelves.knowledge


def text_of(shelves: Shelves, question: Question, today: date = DECEMBER) -> str:
    shelf = Shelf(shelves.knowledge.library, shelves.later_law, today)
    return present(answer(question, shelves.knowledge), shelf).text.text


@pytest.mark.parametrize(
    ("regulation", "level", "asked", "unit"),
    [
        (SOC_TRANG, PROVINCE, "báo cáo tháng của sở em hạn chót nộp ngày nào", "quy-che/dieu-7/khoan-3"),
        (SOC_TRANG, PROVINCE, "bao cao thang cua so em han chot nop ngay nao", "quy-che/dieu-7/khoan-3"),
        (SOC_TRANG, COMMUNE, "xã em nộp báo cáo cho ai", "quy-che/dieu-7/khoan-4"),
        (HUE, COMMUNE, "mấy tháng họp giao ban một lần", "quy-che/dieu-5"),
        (HUE, PROVINCE, "nhắn Zalo trao đổi công việc được không", "quy-che/dieu-6/khoan-2"),
        (SON_LA, PROVINCE, "cơ quan thuế có áp dụng quy chế này không", "quy-che/dieu-1/khoan-2"),
        (BAC_GIANG, COMMUNE, "ai duyệt danh sách đầu mối của xã", "quy-che/dieu-9/khoan-2"),
        (HCM, None, "ban chỉ đạo họp mấy tháng một lần", "quy-che/dieu-7/khoan-2"),
        (HUE, COMMUNE, "d4k7b", "quy-che/dieu-4/khoan-7/diem-b"),
        (HUE, COMMUNE, "điều 2 của quyết định", "quyet-dinh/dieu-2"),
    ],
    ids=[
        "date",
        "no marks",
        "recipient",
        "meeting",
        "channel",
        "scope",
        "approval",
        "committee",
        "short form",
        "decision",
    ],
)
def test_the_first_unit_quoted_is_the_one_that_answers(
    knowledge: Knowledge, regulation: str, level: AgencyLevel | None, asked: str, unit: str
) -> None:
    found = answer(Question(asked, regulation, level), knowledge)
    assert [str(one.path) for one in found.cited][:1] == [f"{regulation}/{unit}"]


@pytest.mark.parametrize(
    ("regulation", "asked", "units"),
    [
        (HUE, "diem d khoan 2 dieu 4", ["dieu-4/khoan-2/diem-d", "dieu-4/khoan-2/diem-đ"]),
        (HUE, "điểm d khoản 2 điều 4", ["dieu-4/khoan-2/diem-d"]),
        (HCM, "mục 2.6 quy chế", ["dieu-6/khoan-2/diem-2.6"]),
    ],
    ids=["no marks", "marks", "an item without its article"],
)
def test_a_named_point_is_shown_with_what_else_it_may_be(
    knowledge: Knowledge, regulation: str, asked: str, units: list[str]
) -> None:
    found = answer(Question(asked, regulation), knowledge)
    assert [str(one.path) for one in found.cited] == [f"{regulation}/quy-che/{unit}" for unit in units]


def test_a_fixed_day_is_computed_and_said_with_its_rule(shelves: Shelves) -> None:
    text = text_of(shelves, Question("báo cáo tháng hạn ngày nào", SOC_TRANG, PROVINCE))
    assert "trước ngày 22" in text
    assert "hạn cuối an toàn thứ Hai, 21/12/2026" in text
    assert "khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)" in text
    assert "Cần Thơ" in text


def test_a_follow_up_asks_for_another_cycle_of_the_same_duty(shelves: Shelves) -> None:
    asked = Question(
        "bao cao quy thi sao", SOC_TRANG, PROVINCE, ("báo cáo tháng của sở em hạn chót nộp ngày nào",)
    )
    text = text_of(shelves, asked)
    assert "trước ngày 19 của tháng cuối quý" in text
    assert "18/12/2026" in text
    assert "21/12/2026" not in text


@pytest.mark.parametrize(
    "said",
    ["còn xã mình thì sao", "con xa em", "thế cấp mình thì sao", "vậy bên em nộp khi nào", "còn tụi em"],
)
def test_a_follow_up_that_turns_to_one_s_own_level_leaves_the_other_s(
    said: str, knowledge: Knowledge
) -> None:
    found = answer(Question(said, SOC_TRANG, COMMUNE, ("Sở nộp báo cáo trước ngày mấy?",)), knowledge)
    assert str(found.cited[0].path).endswith("dieu-7/khoan-4")


def test_another_level_asked_about_in_between_is_not_kept_for_a_new_subject(knowledge: Knowledge) -> None:
    history = ("báo cáo tháng nộp ngày nào", "còn xã thì sao", "ai duyệt danh sách")
    found = answer(Question("đổi người thì làm gì", SOC_TRANG, PROVINCE, history), knowledge)
    assert found.level is PROVINCE


def test_no_day_is_lent_to_a_level_that_the_text_gives_none(shelves: Shelves) -> None:
    found = answer(Question("xã em nộp báo cáo trước ngày mấy", SOC_TRANG, COMMUNE), shelves.knowledge)
    assert str(found.cited[0].path).endswith("dieu-7/khoan-4")
    assert found.cited[0].gap is Gap.NO_DATE
    assert "hạn cuối an toàn" not in text_of(
        shelves, Question("xã em nộp báo cáo trước ngày mấy", SOC_TRANG, COMMUNE)
    )


def test_exactly_the_boundary_is_named_as_a_gap(knowledge: Knowledge) -> None:
    found = answer(Question("sở có đúng 300 thủ tục thì được cử mấy đầu mối", HUE, PROVINCE), knowledge)
    assert found.cited[0].gap is Gap.BOUNDARY


def test_a_continued_reference_stays_in_the_article_before(knowledge: Knowledge) -> None:
    found = answer(
        Question("còn điểm b khoản 3?", BAC_GIANG, DISTRICT, ("cho xem khoản 1 điều 9",)), knowledge
    )
    assert [str(one.path) for one in found.cited] == [f"{BAC_GIANG}/quy-che/dieu-9/khoan-3/diem-b"]


def test_a_unit_that_the_text_does_not_have_is_said_to_be_missing(knowledge: Knowledge) -> None:
    assert answer(Question("điều 40", HUE, PROVINCE), knowledge).outcome is Outcome.NO_SUCH_UNIT


def test_a_named_province_replaces_the_home_and_one_s_own_is_added_by_name(knowledge: Knowledge) -> None:
    alone = answer(Question("xã ở Bắc Giang cử mấy người", HUE, COMMUNE), knowledge)
    both = answer(Question("bên em với Bắc Giang mỗi xã cử mấy người làm đầu mối", HUE, COMMUNE), knowledge)
    assert {one.path.regulation for one in alone.cited} == {BAC_GIANG}
    assert {one.path.regulation for one in both.cited} == {BAC_GIANG, HUE}
    assert both.outcome is Outcome.COMPARED


@pytest.mark.parametrize(
    ("regulation", "level", "asked", "units"),
    [
        (
            BAC_GIANG,
            DISTRICT,
            "huyện với xã khác nhau chỗ nào, mỗi nơi mấy công chức đầu mối",
            {"dieu-5/khoan-1/diem-b", "dieu-5/khoan-1/diem-c"},
        ),
        (
            HUE,
            COMMUNE,
            "công bố thủ tục thì bên sở làm gì, phường làm gì, khác nhau sao",
            {"dieu-4/khoan-3/diem-a", "dieu-4/khoan-3/diem-b"},
        ),
        (
            HCM,
            None,
            "Thư ký và Trưởng Ban Chỉ đạo, quyền hạn khác nhau thế nào",
            {"dieu-6/khoan-2/diem-2.13", "dieu-4"},
        ),
    ],
    ids=["levels", "levels and a subject", "posts"],
)
def test_each_side_of_a_comparison_inside_one_regulation_is_quoted(
    knowledge: Knowledge, regulation: str, level: AgencyLevel | None, asked: str, units: set[str]
) -> None:
    found = answer(Question(asked, regulation, level), knowledge)
    quoted = [str(one.path).removeprefix(f"{regulation}/quy-che/") for one in found.cited]
    assert all(any(path == unit or path.startswith(f"{unit}/") for path in quoted) for unit in units), quoted


def test_five_and_small_initials_name_regulations(knowledge: Knowledge) -> None:
    asked = Question("cả năm nơi, chỗ nào báo cáo theo tháng", HUE, PROVINCE)
    assert len({one.path.regulation for one in answer(asked, knowledge).cited}) == 5
    initials = answer(Question("bg, sl mỗi xã cử mấy người làm đầu mối"), knowledge)
    assert {one.path.regulation for one in initials.cited} == {BAC_GIANG, SON_LA}
    alone = answer(Question("sl đầu mối của xã là mấy người", HUE, COMMUNE), knowledge)
    assert {one.path.regulation for one in alone.cited} == {HUE}


def test_a_province_said_before_goes_on_without_a_profile(knowledge: Knowledge) -> None:
    history = ("Em ở một xã bên Sơn La", "sếp bảo lập danh sách đầu mối")
    found = answer(Question("bên em cử tối đa mấy người", history=history), knowledge)
    assert {one.path.regulation for one in found.cited} == {SON_LA}


def test_what_is_brief_still_says_something(shelves: Shelves) -> None:
    text = text_of(shelves, Question("báo cáo quý phải nộp trước ngày mấy"))
    assert "trước ngày 19 của tháng cuối quý" in text
    assert "“3. …”" not in text


def test_without_a_profile_every_province_is_shown_and_the_province_asked_for(knowledge: Knowledge) -> None:
    found = answer(Question("mỗi xã được cử mấy người làm đầu mối"), knowledge)
    assert found.outcome is Outcome.GROUPED
    assert found.asks
    assert len(found.cited) == 4
    assert len({one.path.regulation for one in found.cited}) == 4


def test_a_province_without_a_regulation_is_named_and_nothing_is_quoted(shelves: Shelves) -> None:
    asked = Question("bên Cà Mau báo cáo trước ngày nào", HUE, PROVINCE)
    assert answer(asked, shelves.knowledge).outcome is Outcome.NOT_COVERED
    assert "Cà Mau" in text_of(shelves, asked)


@pytest.mark.parametrize(
    "asked",
    [
        "giá vàng hôm nay bao nhiêu",
        "đăng ký kết hôn cần giấy gì",
        "quên mật khẩu hệ thống báo cáo",
        "mai trời có mưa không",
        "Nghị định 45/2020 quy định hồ sơ điện tử gồm những gì",
        "công văn 12/SNV hướng dẫn đề cương ra sao",
    ],
)
def test_what_no_unit_treats_is_withheld(knowledge: Knowledge, asked: str) -> None:
    found = answer(Question(asked, SOC_TRANG, PROVINCE), knowledge)
    assert not found.answered
    assert not found.cited


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("chào em", SmallTalk.GREETING),
        ("cảm ơn nhé", SmallTalk.THANKS),
        ("bạn là ai", SmallTalk.ABOUT),
        ("đồ ngu", SmallTalk.ABUSE),
        ("", SmallTalk.EMPTY),
        ("🙂🙂", SmallTalk.EMPTY),
    ],
)
def test_small_talk_is_met_with_small_talk(knowledge: Knowledge, text: str, kind: SmallTalk) -> None:
    assert answer(Question(text, HUE, PROVINCE), knowledge).small_talk is kind


def test_an_office_that_plays_a_part_is_no_game(knowledge: Knowledge) -> None:
    asked = "trung tâm phục vụ hành chính công đóng vai gì trong việc liên lạc với đầu mối"
    assert answer(Question(asked, SOC_TRANG, PROVINCE), knowledge).small_talk is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=400),
        st.text(alphabet="đầumối khoảnđiều123,.?!<>&\x00\u200d🙂漢字ж", max_size=200),
        st.lists(
            st.sampled_from(
                [
                    "điều",
                    "khoản",
                    "điểm",
                    "quý",
                    "báo",
                    "cáo",
                    "xã",
                    "sở",
                    "Huế",
                    "không",
                    "ai",
                    "a",
                    "b",
                    "7",
                    "300",
                ]
            ),
            max_size=30,
        ).map(" ".join),
    ),
    regulation=st.sampled_from([None, SOC_TRANG, HCM]),
    history=st.lists(st.text(max_size=40), max_size=2),
)
def test_no_message_raises_and_every_quote_stands_in_its_unit(
    shelves: Shelves, text: str, regulation: str | None, history: list[str]
) -> None:
    question = Question(text, regulation, None, tuple(history))
    found = answer(question, shelves.knowledge)
    for cited in found.cited:
        unit = " ".join(shelves.knowledge.library.unit(cited.path).text.split())
        at = 0
        for piece in cited.quote.split("…"):
            at = unit.index(piece.strip(), at)
    assert text_of(shelves, question)
    assert describe(question, shelves.knowledge)


def test_4096_characters_are_answered_in_time(knowledge: Knowledge) -> None:
    assert answer(Question(("báo cáo tháng <b>&" * 300)[:4096], SOC_TRANG, PROVINCE), knowledge) is not None


def test_the_same_question_gets_the_same_answer(knowledge: Knowledge) -> None:
    asked = Question("ai duyệt danh sách", SON_LA, PROVINCE)
    assert answer(asked, knowledge) == answer(asked, knowledge)


def test_a_regulation_without_known_ways_of_asking_is_answered_too(tmp_path: Path) -> None:
    text = "QUYẾT ĐỊNH\n\nĐiều 1. Giờ làm việc\nNgười trực thư viện làm việc từ 8 giờ đến 17 giờ các ngày trong tuần.\n"
    (tmp_path / "thu-vien.txt").write_text(text, encoding="utf-8")
    known = 'id = "thu-vien"\nkind = "Quyết định"\nissuer = "UBND xã"\nprovince = "Lâm Hồ"\nprovince_aliases = ["Lâm Hồ"]\n'
    known += 'province_now = "Lâm Hồ"\naudience = "focal-officers"\nshort = "Lâm Hồ"\n'
    (tmp_path / "thu-vien.toml").write_text(known, encoding="utf-8")
    knowledge = build_shelves(tmp_path).knowledge
    found = answer(Question("người trực thư viện làm việc mấy giờ", "thu-vien"), knowledge)
    assert [str(one.path) for one in found.cited] == ["thu-vien/quyet-dinh/dieu-1"]
    assert not answer(Question("giá vàng hôm nay bao nhiêu", "thu-vien"), knowledge).answered


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("hạn nộp báo cáo quý I/2027", "18/03/2027"),
        ("bao cao quy sau han khi nao", "18/03/2027"),
        ("báo cáo tháng 12 nộp ngày nào", "21/12/2026"),
        ("báo cáo năm hạn khi nào", "19/12/2026 (là ngày nghỉ, nên nộp chậm nhất thứ Sáu, 18/12/2026)"),
    ],
)
def test_the_day_of_the_period_that_was_named(said: str, day: str, shelves: Shelves) -> None:
    text = text_of(shelves, Question(said, SOC_TRANG, PROVINCE), date(2026, 11, 20))
    assert text.count("hạn cuối an toàn") == 1
    assert day in text


@pytest.mark.parametrize(
    "said", ["báo cáo 6 tháng nộp ngày nào", "báo cáo năm gửi qua kênh nào", "báo cáo quý gửi cho ai"]
)
def test_no_day_is_computed_where_none_is_asked_or_fixed(said: str, shelves: Shelves) -> None:
    assert "hạn cuối an toàn" not in text_of(shelves, Question(said, SOC_TRANG, PROVINCE))


def test_a_place_without_a_province_is_shown_for_each_and_asks(knowledge: Knowledge) -> None:
    found = answer(Question("khoản 2 điều 7"), knowledge)
    assert found.outcome is Outcome.GROUPED
    assert found.asks
    assert len({one.path.regulation for one in found.cited}) == len(found.cited) >= 4


def test_a_decision_number_names_the_regulation(knowledge: Knowledge) -> None:
    asked = Question("quy chế 246 ai phê duyệt danh sách", HUE, PROVINCE)
    assert {one.path.regulation for one in answer(asked, knowledge).cited} == {SOC_TRANG}


@pytest.mark.parametrize(
    ("history", "said", "unit"),
    [
        (("khoản 3 điều 7",), "khoản kế tiếp", "quy-che/dieu-7/khoan-4"),
        (("khoản 3 điều 7",), "dieu truoc do thi sao", "quy-che/dieu-6"),
        (
            ("điểm b khoản 1 điều 5 nói gì",),
            "cho xem luôn điểm c cùng khoản đó",
            "quy-che/dieu-5/khoan-1/diem-c",
        ),
        ((), "k1 đ5, điểm c thôi", "quy-che/dieu-5/khoan-1/diem-c"),
    ],
)
def test_places_said_by_halves(history: tuple[str, ...], said: str, unit: str, knowledge: Knowledge) -> None:
    found = answer(Question(said, SOC_TRANG, PROVINCE, history), knowledge)
    assert [str(one.path) for one in found.cited] == [f"{SOC_TRANG}/{unit}"]


def test_capital_initials_name_a_province(knowledge: Knowledge) -> None:
    found = answer(Question("DS CBĐM xã ở Huế và SL ai duyệt", HUE, COMMUNE), knowledge)
    assert {one.path.regulation for one in found.cited} == {HUE, SON_LA}
    own = answer(Question("SL ĐẦU MỐI MỖI XÃ", HUE, COMMUNE), knowledge)
    assert {one.path.regulation for one in own.cited} <= {HUE}
