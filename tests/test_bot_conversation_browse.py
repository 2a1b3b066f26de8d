"""/quyche: from the regulations down to a clause and on to the neighbours, by buttons, numbers and words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from talk import Reply, Talk

from bot.channels.message import IncomingKind
from bot.knowledge import Shelves, build_shelves
from bot.messages import conversation
from corpus import Library, Part, UnitPath

SOC_TRANG, HUE = "soc-trang-246-2024", "hue-109-2025"


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return build_shelves()


@pytest.fixture
def talk(shelves: Shelves, tmp_path: Path) -> Iterator[Talk]:
    conversation = Talk(shelves, tmp_path)
    yield conversation
    conversation.close()


def shown(reply: Reply) -> str:
    """The quoted words on one line, without the quotation marks around them."""
    return " ".join(reply.quotes.split())[1:-1]


def test_without_a_profile_the_regulations_are_offered_and_choosing_one_sets_none(talk: Talk) -> None:
    offered = talk.say("/quyche")
    assert offered.text == conversation.ASK_REGULATION
    for choice in ("3", "Huế"):
        talk.say("/quyche")
        chapters = talk.say(choice)
        assert chapters.text.startswith("Huế: Quy chế (Quyết định 109/2025/QĐ-UBND)")
        assert chapters.labels[0] == "Chương I. PHẠM VI ĐIỀU CHỈNH"
    assert talk.profile().regulation is None


def test_a_known_officer_goes_straight_to_the_chapters(talk: Talk) -> None:
    talk.say("em ở sở ở Sóc Trăng")
    assert talk.say("/quyche").labels == [
        "Chương I. QUY ĐỊNH CHUNG",
        "Chương II. CHỨC NĂNG, NHIỆM VỤ CỦA CÔNG CHỨC LÀM ĐẦU MỐI KIỂM SOÁT THỦ TỤC HÀNH CHÍNH",
        "Chương III. ĐIỀU KHOẢN THI HÀNH",
        "Các điều của Quyết định",
    ]


def test_chapter_article_clause_neighbour_by_numbers(talk: Talk) -> None:
    talk.say("em ở sở ở Sóc Trăng")
    talk.say("/quyche")
    articles = talk.say("2")
    assert articles.labels[-1] == "Điều 7. Chế độ thông tin, báo cáo"
    whole = talk.say("4")
    assert whole.places == ["Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"]
    assert whole.labels == ["Khoản 1", "Khoản 2", "Khoản 3", "Khoản 4", "‹ Điều 6", "Điều 8 ›"]
    clause = talk.say("3")
    assert clause.places == ["khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"]
    assert clause.labels == ["Xem cả Điều 7", "‹ Điều 6", "Điều 8 ›"]
    assert talk.say("3").places == ["Điều 8 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"]


def test_the_same_way_in_the_words_of_the_buttons(talk: Talk) -> None:
    talk.say("em ở sở ở Sóc Trăng")
    for words in (
        "quy che",
        "chức năng, nhiệm vụ của công chức làm đầu mối kiểm soát thủ tục hành chính",
        "dieu 7",
        "khoan 2",
    ):
        reply = talk.say(words)
    assert reply.places == ["khoản 2 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"]
    assert talk.say("Xem cả Điều 7").places == ["Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"]


def test_the_decision_s_own_articles_are_kept_apart(talk: Talk) -> None:
    talk.press(f"r:{HUE}")
    articles = talk.say("Các điều của Quyết định")
    assert articles.labels[1] == "Điều 2. Hiệu lực thi hành"
    assert talk.say("2").places == ["Điều 2 Quyết định 109/2025/QĐ-UBND (Huế)"]


def test_the_first_and_the_last_article_have_one_neighbour(talk: Talk, library: Library) -> None:
    for regulation in library.regulations.values():
        for component in regulation.document.components:
            first, *_, last = component.articles
            for unit, arrows in ((first, ["›"]), (last, ["‹"])):
                labels = talk.press(f"u:{unit.path}").labels
                assert [mark for label in labels for mark in "‹›" if mark in label] == arrows, str(unit.path)


def test_a_browsed_clause_is_what_a_short_reference_then_stands_on(talk: Talk) -> None:
    talk.say("em ở sở ở Sóc Trăng")
    talk.press(f"u:{HUE}/quy-che/dieu-4")
    assert talk.say("khoản 2").places == ["khoản 2 Điều 4 Quy chế, Quyết định 109/2025/QĐ-UBND (Huế)"]


@pytest.mark.parametrize(
    "name", ["bac-giang-2021", "hcm-118-2022", HUE, SOC_TRANG, "son-la-2025"], ids=lambda name: name
)
def test_every_article_and_clause_of_a_regulation_is_reached_and_nothing_is_stale(
    talk: Talk, library: Library, name: str
) -> None:
    document = library.get(name).document
    seen: set[str] = set()
    waiting = [button.data or "" for button in talk.press(f"r:{name}").buttons]
    while waiting:
        data = waiting.pop()
        if data in seen:
            continue
        seen.add(data)
        assert len(data.encode()) <= 64
        reply = talk.press(data)
        assert reply.text != conversation.STALE, data
        waiting += [button.data or "" for button in reply.buttons]
    wanted = {
        f"u:{unit.path}"
        for unit in document.units()
        if not unit.path.point and (unit.path.clause is None or unit.path.part is Part.REGULATION)
    }
    assert wanted <= seen, sorted(wanted - seen)


def test_every_article_is_shown_whole(talk: Talk, library: Library) -> None:
    for regulation in library.regulations.values():
        for component in regulation.document.components:
            for article in component.articles:
                assert shown(talk.press(f"u:{article.path}")) == article.text, str(article.path)


def test_reading_on_in_plain_words(talk: Talk) -> None:
    talk.say("em ở sở ở Sóc Trăng")
    talk.say("khoản 3 điều 7")
    assert shown(talk.say("xem cả điều")).startswith("Điều 7.")
    assert shown(talk.say("điều sau")).startswith("Điều 8.")
    assert shown(talk.say("dieu truoc")).startswith("Điều 7.")
    assert talk.say("chương III").text.startswith("Chương III. ĐIỀU KHOẢN THI HÀNH")
    assert talk.say("/quyche Huế").text.startswith("Huế: Quy chế")
    assert shown(talk.say("/quyche điều 2")).startswith("Điều 2.")
    assert talk.profile().regulation == "soc-trang-246-2024"


def test_a_unit_that_is_gone_is_told_to_be_stale(talk: Talk) -> None:
    gone = UnitPath.parse("cu-2019/quy-che/dieu-1")
    assert talk.press(f"u:{gone}").text == conversation.STALE


def test_a_button_without_data_stands_for_its_words(talk: Talk) -> None:
    talk.say("em ở sở ở Sóc Trăng")
    assert shown(talk.say("khoản 3 điều 7", kind=IncomingKind.PRESS)).startswith("3. Định kỳ")


def test_the_same_step_twice_leads_two_clauses_on_and_starts_from_what_a_button_showed(talk: Talk) -> None:
    talk.say("em ở sở ở Sóc Trăng")
    talk.say("khoản 1 điều 7")
    places = [talk.say("khoản tiếp theo").places for _ in range(2)]
    assert [row[0].split(" Quy chế")[0] for row in places] == ["khoản 2 Điều 7", "khoản 3 Điều 7"]
    talk.press(f"u:{SOC_TRANG}/quy-che/dieu-4")
    assert talk.say("khoản cuối").places[0].startswith("khoản 8 Điều 4 ")
