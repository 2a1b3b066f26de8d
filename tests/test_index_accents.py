"""Folding, canonical spelling, and what typed marks prove."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import canonical, fold, has_marks, may_stand_for

LETTERS = st.text(
    alphabet="abcdđeghiklmnopqrstuvxyaăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("đầu", "dau"),
        ("mối", "moi"),
        ("ĐƯỜNG", "DUONG"),
        ("nghị", "nghi"),
        ("nđ", "nd"),
        ("118", "118"),
        ("", ""),
    ],
)
def test_folding_takes_every_mark_away(word: str, bare: str) -> None:
    assert fold(word) == bare


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_does_not_see_how_letters_are_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("hoàn", "hoàn"),
        ("uỷ", "ủy"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("cuả", "của"),
        ("qúy", "quý"),
        ("quí", "quý"),
        ("qui", "quy"),
        ("kì", "kỳ"),
        ("sĩ", "sỹ"),
        ("gìa", "già"),
        ("gì", "gì"),
        ("giữa", "giữa"),
        ("người", "người"),
        ("khuỷu", "khuỷu"),
        ("khoái", "khoái"),
        ("quyết", "quyết"),
        ("thủ", "thủ"),
        ("nghĩa", "nghĩa"),
        ("phí", "phí"),
        ("tiền", "tiền"),
        ("118", "118"),
        ("x́á", "x́á"),
    ],
)
def test_words_get_their_canonical_spelling(typed: str, spelled: str) -> None:
    assert canonical(typed) == unicodedata.normalize("NFC", spelled)


@given(LETTERS)
def test_spelling_twice_is_spelling_once(word: str) -> None:
    assert canonical(canonical(word)) == canonical(word)


@given(LETTERS)
@example("qứi")
def test_folding_and_spelling_commute(word: str) -> None:
    assert fold(canonical(word)) == canonical(fold(word))


def test_the_words_of_the_law_are_spelled_as_underthesea_spells_them() -> None:
    from underthesea import text_normalize

    for word in ("hoà", "thuỷ", "uỷ", "toà", "hoá", "khoẻ", "luỹ", "xoá", "thoả", "hoàn", "quyền", "thuế"):
        assert canonical(word) == text_normalize(word)


def test_typed_marks_rule_out_other_words() -> None:
    assert has_marks("dân")
    assert has_marks("đơn")
    assert not has_marks("dan")
    assert may_stand_for("dan", "dán")
    assert may_stand_for("dán", "dán")
    assert not may_stand_for("dân", "dán")
