"""Places that are missing are said to be missing; steps lead from the place before to the next."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import Answer, Knowledge, Outcome, Question, Shelf, answer, present
from bot.knowledge import Shelves, build_shelves
from corpus import UnitPath

HUE, BAC_GIANG, HCM, SOC_TRANG = "hue-109-2025", "bac-giang-2021", "hcm-118-2022", "soc-trang-246-2024"


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return build_shelves()


@pytest.fixture(scope="module")
def knowledge(shelves: Shelves) -> Knowledge:
    return shelves.knowledge


def said(found: Answer, shelves: Shelves) -> str:
    shelf = Shelf(shelves.knowledge.library, shelves.later_law, date(2026, 12, 1))
    return present(found, shelf).text.text


def labels(found: Answer, shelves: Shelves) -> list[str]:
    shelf = Shelf(shelves.knowledge.library, shelves.later_law, date(2026, 12, 1))
    return [button.label for row in present(found, shelf).buttons for button in row]


MISSING = {
    (BAC_GIANG, "điểm đ khoản 1 Điều 6"): "Không có điểm đ khoản 1 Điều 6 Quy chế của Bắc Giang."
    " Khoản 1 Điều 6 Quy chế có các điểm a, b, c, d, e.",
    (BAC_GIANG, "khoản 9 điều 7"): "Không có khoản 9 Điều 7 Quy chế của Bắc Giang."
    " Điều 7 Quy chế có các khoản 1, 2, 3, 4.",
    (HCM, "điều 3 của quyết định"): "Không có Điều 3 Quyết định của TP.HCM. Quyết định có các Điều 1, 2."
    " Điều 3 Quy chế thì có.",
    (BAC_GIANG, "khoản 2 điều 3 của quyết định"): "Không có khoản 2 Điều 3 Quyết định của Bắc Giang."
    " Điều 3 Quyết định không chia khoản.",
    (HUE, "dieu 40"): "Không có Điều 40 Quy chế của Huế. Quy chế có các Điều 1 đến 9.",
    (HUE, "điểm a khoản 6 điều 4"): "Không có điểm a khoản 6 Điều 4 Quy chế của Huế."
    " Khoản 6 Điều 4 Quy chế không chia điểm.",
    (HCM, "mục 2.20 khoản 2 điều 6"): "Không có điểm 2.20 khoản 2 Điều 6 Quy chế của TP.HCM."
    " Khoản 2 Điều 6 Quy chế có các điểm 2.1 đến 2.14.",
    (HUE, "diem g khoan 2 dieu 4"): "Không có điểm g khoản 2 Điều 4 Quy chế của Huế."
    " Khoản 2 Điều 4 Quy chế có các điểm a, b, c, d, đ.",
}


@pytest.mark.parametrize(("asked", "sentence"), MISSING.items(), ids=[asked for _, asked in MISSING])
def test_a_missing_place_is_said_to_be_missing_with_what_stands_nearest(
    asked: tuple[str, str], sentence: str, shelves: Shelves
) -> None:
    regulation, text = asked
    found = answer(Question(text, regulation), shelves.knowledge)
    assert found.outcome is Outcome.NO_SUCH_UNIT
    assert said(found, shelves) == sentence


def test_the_nearest_unit_of_a_missing_place_is_one_press_away(shelves: Shelves) -> None:
    found = answer(Question("khoản 9 điều 7", BAC_GIANG), shelves.knowledge)
    assert labels(found, shelves) == ["Xem cả Điều 7"]


def test_a_missing_place_beside_one_that_is_there_is_named_under_the_quotation(shelves: Shelves) -> None:
    found = answer(Question("khoản 2 và khoản 9 điều 7", BAC_GIANG), shelves.knowledge)
    assert [str(one.path) for one in found.cited] == [f"{BAC_GIANG}/quy-che/dieu-7/khoan-2"]
    assert "Không có khoản 9 Điều 7 Quy chế của Bắc Giang." in said(found, shelves)


def test_a_place_that_no_province_has_is_not_put_down_to_one_of_them(shelves: Shelves) -> None:
    text = said(answer(Question("điều 40"), shelves.knowledge), shelves)
    assert text == "Không có Điều 40 Quy chế ở các tỉnh, thành phố đang hỏi."


def test_an_article_of_a_decision_that_we_do_not_have_is_not_denied_to_ours(knowledge: Knowledge) -> None:
    found = answer(Question("điều 7 quyết định 999", BAC_GIANG), knowledge)
    assert found.outcome is Outcome.WITHHELD


def test_a_lone_point_stays_in_the_clause_shown_before(knowledge: Knowledge) -> None:
    found = answer(Question("điểm d", BAC_GIANG, history=("khoản 3 điều 6",)), knowledge)
    assert found.outcome is Outcome.NO_SUCH_UNIT
    further = answer(Question("điểm b", BAC_GIANG, history=("khoản 3 điều 6", "điểm d")), knowledge)
    assert [str(one.path) for one in further.cited] == [f"{BAC_GIANG}/quy-che/dieu-6/khoan-3/diem-b"]


STEPS = [
    ("khoản tiếp theo", "khoản 2 điều 7", "dieu-7/khoan-3"),
    ("con khoan tiep theo", "khoan 2 dieu 7", "dieu-7/khoan-3"),
    ("khoản kế", "khoản 2 điều 7", "dieu-7/khoan-3"),
    ("khoản liền sau thì sao", "khoản 2 điều 7", "dieu-7/khoan-3"),
    ("khoản trước", "khoản 2 điều 7", "dieu-7/khoan-1"),
    ("tiếp đi", "khoản 2 điều 7", "dieu-7/khoan-3"),
    ("xem tiep nhe", "khoản 2 điều 7", "dieu-7/khoan-3"),
    ("tiếp đi", "điểm b khoản 1 điều 6", "dieu-6/khoan-1/diem-c"),
    ("tiếp đi ạ", "điểm e khoản 1 điều 6", "dieu-6/khoan-2"),
    ("tiếp đi", "khoản 4 điều 7", "dieu-8"),
    ("điểm kế", "điểm b khoản 1 điều 6", "dieu-6/khoan-1/diem-c"),
    ("điểm trước đó", "điểm b khoản 1 điều 6", "dieu-6/khoan-1/diem-a"),
    ("điểm kế", "khoản 1 điều 6", "dieu-6/khoan-1/diem-a"),
    ("điểm cuối", "khoản 1 điều 6", "dieu-6/khoan-1/diem-e"),
    ("điều sau đó", "khoản 2 điều 7", "dieu-8"),
    ("điều trước", "khoản 2 điều 7", "dieu-6"),
    ("khoản cuối", "khoản 2 điều 7", "dieu-7/khoan-4"),
    ("khoan cuoi cung noi gi", "khoan 2 dieu 7", "dieu-7/khoan-4"),
    ("khoản áp chót", "khoản 1 điều 7", "dieu-7/khoan-3"),
    ("khoản đầu tiên của điều này", "khoản 2 điều 7", "dieu-7/khoan-1"),
    ("cả điều luôn", "khoản 2 điều 7", "dieu-7"),
    ("khoản cuối điều 7", None, "dieu-7/khoan-4"),
    ("điểm cuối khoản 1 điều 6", None, "dieu-6/khoan-1/diem-e"),
    ("khoản sau khoản 2 điều 7", None, "dieu-7/khoan-3"),
    ("điều trước điều 7", None, "dieu-6"),
    ("điều cuối cùng của quy chế", None, "dieu-11"),
]


@pytest.mark.parametrize(("text", "before", "path"), STEPS, ids=[f"{one} | {two}" for one, two, _ in STEPS])
def test_a_step_leads_from_the_place_before_or_the_place_named(
    text: str, before: str | None, path: str, knowledge: Knowledge
) -> None:
    found = answer(Question(text, BAC_GIANG, history=(before,) if before else ()), knowledge)
    assert [str(one.path) for one in found.cited] == [f"{BAC_GIANG}/quy-che/{path}"]


@pytest.mark.parametrize(
    ("text", "before", "sentence"),
    [
        ("khoản tiếp theo", "khoản 4 điều 7", "Khoản 4 là khoản cuối của Điều 7 Quy chế."),
        ("khoản trước", "khoản 1 điều 7", "Khoản 1 là khoản đầu của Điều 7 Quy chế."),
        ("điều kế tiếp", "điều 11", "Điều 11 là điều cuối của Quy chế."),
        ("điểm kế", "khoản 2 điều 7", "Khoản 2 Điều 7 Quy chế không chia điểm."),
    ],
)
def test_a_step_past_the_end_says_that_it_is_the_end(
    text: str, before: str, sentence: str, shelves: Shelves
) -> None:
    found = answer(Question(text, BAC_GIANG, history=(before,)), shelves.knowledge)
    assert found.outcome is Outcome.NO_SUCH_UNIT
    assert said(found, shelves) == sentence


def test_a_step_starts_from_what_the_chat_showed_last(knowledge: Knowledge) -> None:
    shown = UnitPath.parse(f"{BAC_GIANG}/quy-che/dieu-7/khoan-2")
    found = answer(Question("khoản tiếp theo", BAC_GIANG, history=("điều 3",), shown=shown), knowledge)
    assert [str(one.path) for one in found.cited] == [f"{BAC_GIANG}/quy-che/dieu-7/khoan-3"]


def test_thanks_between_do_not_break_the_thread(knowledge: Knowledge) -> None:
    found = answer(Question("khoản tiếp", BAC_GIANG, history=("khoản 2 điều 7", "cảm ơn nhé")), knowledge)
    assert [str(one.path) for one in found.cited] == [f"{BAC_GIANG}/quy-che/dieu-7/khoan-3"]


@pytest.mark.parametrize(
    "text", ["điểm đầu mối", "điều trước khi nộp báo cáo", "khoản cuối năm", "ai tiếp nhận hồ sơ"]
)
def test_what_only_looks_like_a_step_is_a_question(text: str, knowledge: Knowledge) -> None:
    found = answer(Question(text, BAC_GIANG, history=("khoản 2 điều 7",)), knowledge)
    assert found.outcome not in (Outcome.LOOKED_UP, Outcome.NO_SUCH_UNIT)
