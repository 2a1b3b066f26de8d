"""From text to tokens, and from a question to what it asks for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import QUESTION_SYLLABLES, fold, pairs, query_tokens, syllables, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cán bộ đầu mối", ["cán", "bộ", "đầu", "mối"]),
        ("Nghị định số 118/2025/NĐ-CP", ["nghị", "định", "số", "118", "2025", "nđ", "cp"]),
        ("trước 05 ngày, 10 giờ 00", ["trước", "5", "ngày", "10", "giờ", "0"]),
        ("Uỷ ban - ỦY BAN", ["ủy", "ban", "ủy", "ban"]),
        ("thủ\u00ad tục hành\u200bchính", ["thủ", "tục", "hànhchính"]),
        ("", []),
        ("… “”; /./", []),
    ],
    ids=["words", "number", "leading-zero", "tone-place", "unseen", "empty", "punctuation"],
)
def test_syllables_are_the_words_without_their_dress(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_pairs_join_neighbours() -> None:
    assert pairs(["thủ", "tục", "hành", "chính"]) == ["thủ tục", "tục hành", "hành chính"]
    assert pairs(["một"]) == []


def test_tokens_are_syllables_then_pairs() -> None:
    assert tokens("Thủ tục") == ["thủ", "tục", "thủ tục"]
    assert tokens("Thủ tục", folded=True) == ["thu", "tuc", "thu tuc"]
    assert tokens("Thủ tục", with_pairs=False) == ["thủ", "tục"]


@given(st.text())
def test_any_text_has_the_same_tokens_every_time_and_however_it_is_composed(text: str) -> None:
    composed = tokens(unicodedata.normalize("NFC", text))
    assert composed == tokens(unicodedata.normalize("NFC", text))
    assert composed == tokens(unicodedata.normalize("NFD", text))


def test_a_text_typed_without_marks_gives_the_folded_tokens() -> None:
    text = "Uỷ ban nhân dân quận, huyện gửi báo cáo định kì về Sở trước ngày 05 hằng tháng; đầu mối uý quyền."
    assert tokens(fold(text), folded=True) == tokens(text, folded=True)


def test_equal_tokens_are_one_object() -> None:
    first, second = tokens("kiểm soát"), tokens("Kiểm soát thủ tục")
    assert first[-1] is second[second.index("kiểm soát")]


def test_question_syllables_leave_the_single_tokens_but_stay_in_pairs() -> None:
    asked = query_tokens("báo cáo khi nào")
    assert "khi" not in asked
    assert "cáo khi" in asked
    assert asked["báo"] == 1.0


def test_a_word_is_no_question_syllable_because_it_looks_like_one_without_marks() -> None:
    assert "bao" in QUESTION_SYLLABLES
    assert "bao" not in query_tokens("nộp bao nhiêu lần")
    assert "báo" in query_tokens("báo cáo")
    assert "bao" in query_tokens("bao cao")


def test_repeated_tokens_and_weights_multiply() -> None:
    assert query_tokens("họp họp", weight=0.5, stopped=()) == {"họp": 1.0, "họp họp": 0.5}
