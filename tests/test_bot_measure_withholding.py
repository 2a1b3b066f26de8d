"""The fit by which the assistant stays silent: what it learns, what it leaves out, what it writes."""

from __future__ import annotations

import tomllib

import pytest

from bot.assistant import Knowledge, Question, evidence
from bot.knowledge import build_shelves
from bot.measure import Case, as_toml
from bot.measure.withholding import UNHINTED, fit_silence
from corpus import AgencyLevel

HUE = "hue-109-2025"
ANSWERED = [
    "xã cử mấy người làm đầu mối",
    "mấy tháng họp giao ban một lần",
    "đổi người thì báo cho ai",
    "nhắn Zalo trao đổi công việc được không",
    "ai mở lớp tập huấn cho đầu mối",
    "đầu mối có phải làm chuyên trách không",
]
SILENT = [
    "giá vàng hôm nay bao nhiêu",
    "đăng ký kết hôn cần giấy gì",
    "quên mật khẩu thư điện tử",
    "mai trời có mưa không",
    "nuôi cá lồng phải xin phép ở đâu",
    "chuyến bay cuối tuần mấy giờ cất cánh",
]


def case(text: str, *, answerable: bool) -> Case:
    return Case(text, Question(text, HUE, AgencyLevel.COMMUNE), answerable, (), (), (), "duty", "chat", False)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return build_shelves().knowledge


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case(text, answerable=True) for text in ANSWERED] + [
        case(text, answerable=False) for text in SILENT
    ]


def test_the_fit_tells_apart_what_plainly_differs(cases: list[Case], knowledge: Knowledge) -> None:
    fit = fit_silence("weights", cases, knowledge)
    assert (fit.expected.cases, fit.expected.unanswerable) == (12, 6)
    assert fit.expected.withheld_when_no_answer > 50.0 > fit.expected.wrongly_withheld
    assert fit.weights["odds"] > 0 > fit.weights["outside"]


def test_a_model_keeps_to_the_features_it_is_given(cases: list[Case], knowledge: Knowledge) -> None:
    assert tuple(fit_silence("unhinted", cases, knowledge, features=UNHINTED).weights) == UNHINTED


def test_named_places_and_unknown_provinces_are_no_matter_of_likelihood(knowledge: Knowledge) -> None:
    assert evidence(Question("khoản 3 điều 4", HUE), knowledge) is None
    assert evidence(Question("bên Cà Mau cử mấy người", HUE), knowledge) is None
    assert evidence(Question("xã cử mấy người", HUE), knowledge) is not None


def test_the_weights_are_written_as_they_are_read(cases: list[Case], knowledge: Knowledge) -> None:
    fit = fit_silence("weights", cases, knowledge)
    assert tomllib.loads(as_toml({"weights": fit, "unhinted": fit})) == {
        "weights": dict(fit.weights),
        "unhinted": dict(fit.weights),
    }
