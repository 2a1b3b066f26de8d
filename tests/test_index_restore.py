"""Marks put back: by the neighbours, never against what was typed, one reading a word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Library
from index import UnitSearch, fold, syllables
from index.restore import Restorer

LINES = ["sở nộp báo cáo", "số người của sở", "dán ở xã", "bảo vệ dân", "sở em ở xã", "quy chế"]


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer([syllables(line) for line in LINES])


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("so nop bao cao", "sở nộp báo cáo"),
        ("so nguoi", "số người"),
        ("bao ve dan", "bảo vệ dân"),
        ("dan o xa", "dán ở xã"),
        ("số nop bao cao", "số nộp báo cáo"),
        ("dàn o xa", "dàn ở xã"),
        ("quy che", "quy chế"),
        ("xyz 12", "xyz 12"),
        ("", ""),
    ],
    ids=[
        "neighbour after",
        "another",
        "verb",
        "first word",
        "typed stays",
        "unknown mark stays",
        "bare",
        "unknown",
        "empty",
    ],
)
def test_each_word_gets_the_reading_that_fits_its_neighbours(
    restorer: Restorer, typed: str, restored: str
) -> None:
    assert " ".join(restorer.restore(typed.split())) == restored


def test_a_kept_word_stays_and_still_counts_as_a_neighbour(restorer: Restorer) -> None:
    assert restorer.restore(["so", "nguoi"], ["sở", None]) == ["sở", "người"]
    assert restorer.restore(["so", "nguoi"], ["so"])[0] == "so"


def test_a_restorer_that_read_nothing_leaves_everything() -> None:
    assert Restorer([]).restore(["bao", "cao"]) == ["bao", "cao"]


@given(st.lists(st.sampled_from(["so", "sở", "bao", "cáo", "dan", "x", "", "quy", "🙂"]), max_size=12))
def test_as_many_words_come_out_with_the_same_letters_and_all_typed_marks(
    restorer: Restorer, words: list[str]
) -> None:
    restored = restorer.restore(words)
    assert [fold(word) for word in restored] == [fold(word) for word in words]
    assert all(one == other for one, other in zip(words, restored, strict=True) if one != fold(one))
    assert restorer.restore(words) == restored


def test_the_regulations_are_read_again_from_their_bare_letters(search: UnitSearch, library: Library) -> None:
    right = total = 0
    for unit in list(library.units())[::9]:
        words = syllables(unit.text)
        restored = search.language.restorer.restore([fold(word) for word in words])
        right += sum(one == other for one, other in zip(words, restored, strict=True))
        total += len(words)
    assert right / total > 0.95


def test_a_message_of_4096_letters_is_read_in_time(search: UnitSearch) -> None:
    began = time.perf_counter()
    search.restored(("bao cao so " * 400)[:4096])
    assert time.perf_counter() - began < 2
