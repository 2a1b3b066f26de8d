"""Slips of the keyboard: what is mended, what is left alone because it may be right."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Library
from index import UnitSearch, fold, syllables
from index.spelling import from_chat, from_telex, is_syllable, mended, near_words, split_joined

WORDS = "bao cao quy dau moi thu tuc hanh chinh kiem soat nop ngay nao duyet danh sach duoc nguoi i"
KNOWN = dict.fromkeys(syllables(WORDS), 5) | {"dau moi": 9, "thu tuc": 9, "cao": 50}
CHAT = dict.fromkeys(["phi", "phai", "quy", "quan", "gi", "gio", "vay", "di"], 3)
LETTERS = st.text(alphabet=string.ascii_lowercase, max_size=14)


@pytest.mark.parametrize("word", ["nghieng", "quyet", "gi", "y", "khuyu", "oanh", "duong", "phuc"])
def test_onset_and_rhyme_make_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "ngh", "bcd", "caoo", "ow", "123", "đầu", "baocao", "clm"])
def test_what_nobody_could_pronounce_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_every_word_that_the_regulations_print_in_vietnamese_is_a_possible_syllable(library: Library) -> None:
    articles = [
        article.text
        for regulation in library.regulations.values()
        for component in regulation.document.components
        for article in component.articles
    ]
    words = {
        fold(word) for text in articles for word in syllables(text) if word.isalpha() and word != fold(word)
    }
    impossible = {word for word in words if not is_syllable(word)}
    # Abbreviations with đ, and letters that the copies misread, are all that remains.
    assert len(words) > 300
    assert len(impossible) <= 12, sorted(impossible)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduowcj", "duoc"),
        ("ddaauf", "dau"),
        ("moois", "moi"),
        ("baos", "bao"),
        ("quys", "quy"),
        ("hanhf", "hanh"),
        ("hafnh", "hanh"),
        ("nguowif", "nguoi"),
        ("thuowng", "thuong"),
        ("cw", None),
        ("kstt", None),
        ("bao", None),
        ("", None),
    ],
)
def test_telex_letters_are_read_as_the_syllable_they_stand_for(typed: str, meant: str | None) -> None:
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("baocaoquy", ("bao", "cao", "quy")),
        ("daumoi", ("dau", "moi")),
        ("thutuchanhchinh", ("thu", "tuc", "hanh", "chinh")),
        ("duyetdanhsach", ("duyet", "danh", "sach")),
        ("baocaoxx", None),
        ("bao", None),
        ("quy", None),
        ("báocáo", None),
        ("bao2cao", None),
        ("", None),
    ],
)
def test_words_run_together_come_apart_into_known_syllables(
    word: str, pieces: tuple[str, ...] | None
) -> None:
    assert split_joined(word, KNOWN) == pieces


def test_as_few_syllables_as_will_do_and_the_commoner_ones_are_taken() -> None:
    assert split_joined("hoanghe", {"hoan": 1, "hoa": 1, "hoang": 1, "nghe": 1, "he": 9}) == ("hoang", "he")
    assert split_joined("hoanghe", {"hoan": 1, "hoa": 9, "hoang": 1, "nghe": 9, "he": 1}) == ("hoa", "nghe")


@given(LETTERS)
def test_what_is_one_slip_away_is_reached_from_there_as_well(word: str) -> None:
    near = near_words(word)
    assert all(abs(len(other) - len(word)) <= 1 for other in near)
    assert all(word in near_words(other) for other in sorted(near)[::40])


@pytest.mark.parametrize(
    ("word", "after", "before", "meant"),
    [
        ("ddaauf", "", "", ("dau",)),
        ("baocao", "", "", ("bao", "cao")),
        ("duoct", "", "", ("duoc",)),
        ("nagy", "", "", ("ngay",)),
        ("moii", "dau", "", ("moi",)),
        ("caooo", "bao", "", ("cao",)),
        ("tuvc", "thu", "", ("tuc",)),
        ("zzzz", "", "", None),
        ("xq", "", "", None),
        ("bao", "", "", None),
        ("1234", "", "", None),
        ("đầuu", "", "", None),
        ("", "", "", None),
    ],
    ids=[
        "telex",
        "joined",
        "letter too many",
        "swapped",
        "key held",
        "key held long",
        "letter between",
        "nothing near",
        "too short",
        "possible",
        "number",
        "not folded",
        "empty",
    ],
)
def test_an_impossible_word_becomes_what_it_was_meant_to_be(
    word: str, after: str, before: str, meant: tuple[str, ...] | None
) -> None:
    assert mended(word, KNOWN, after=after, before=before) == meant


def test_the_neighbours_decide_between_candidates() -> None:
    known = {"cao": 90, "dau": 1, "cau": 80, "dau moi": 1, "bao cao": 1}
    assert mended("bcau", known, before="moi") == ("cau",)
    assert mended("dcau", known, before="moi") == ("dau",)


@given(st.sampled_from(sorted(KNOWN)), st.data())
def test_a_possible_syllable_is_left_alone_even_if_nobody_knows_it(word: str, data: st.DataObject) -> None:
    other = data.draw(LETTERS)
    for one in (word, other):
        if is_syllable(one):
            assert mended(one, KNOWN) is None
            assert mended(one, {}) is None


@given(LETTERS, LETTERS, LETTERS)
def test_only_known_syllables_come_out(word: str, after: str, before: str) -> None:
    for piece in mended(word, KNOWN, after=after, before=before) or ():
        assert KNOWN[piece]
        assert is_syllable(piece)


@given(st.text(max_size=30))
def test_any_word_is_mended_or_left_and_never_raises(word: str) -> None:
    assert mended(word, KNOWN) is None or is_syllable(fold(mended(word, KNOWN)[0]))  # type: ignore[index]


@pytest.mark.parametrize("word", ["a" * 4096, "b" * 4096, "baocao" * 700])
def test_a_word_as_long_as_a_message_is_no_slip(word: str) -> None:
    assert mended(word, {**KNOWN, "a": 1}) in (None, ("a",))
    assert split_joined(word, {**KNOWN, "a": 1}) is None


def test_the_vocabulary_of_the_index_mends_what_officers_type(search: UnitSearch) -> None:
    typed = "kiemsoat thutuc duoowcj baof caoo"
    words = " ".join(word.folded for word in search.understand(typed).words)
    assert words == "kiem soat thu tuc duoc bao cao"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fi", "phi"),
        ("fai", "phai"),
        ("wy", "quy"),
        ("wan", "quan"),
        ("ji", "gi"),
        ("jo", "gio"),
        ("zay", "vay"),
    ],
)
def test_chat_spellings_of_an_onset_are_read(typed: str, meant: str) -> None:
    assert mended(typed, CHAT) == (meant,)


@pytest.mark.parametrize("typed", ["phi", "fx", "wzz", "", "f"])
def test_what_is_no_chat_spelling_is_left_alone(typed: str) -> None:
    assert from_chat(typed, CHAT) is None
