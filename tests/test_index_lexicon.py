"""The lexicon: what it refuses, and that nothing in the shipped one is dead, doubled or unreadable."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from index import Lexicon, UnitSearch, fold, load_lexicon, syllables
from index.errors import InvalidLexicon
from index.lexicon import _topic


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_the_lexicon_is_read_once_a_process(lexicon: Lexicon) -> None:
    assert load_lexicon() is lexicon


def test_a_topic_is_its_phrases_by_syllable_its_words_and_its_pattern() -> None:
    topic = _topic(
        {"id": "meeting", "asked": ["Họp giao-ban", "họp giao ban"], "law": "giao ban", "unit": ["a", "b"]}
    )
    assert topic.asked == (("họp", "giao", "ban"),)
    assert (topic.law, topic.lift) == ("giao ban", 0.0)
    assert topic.unit is not None
    assert [bool(topic.unit.search(text)) for text in ("xa", "b", "c")] == [True, True, False]


def test_a_topic_without_patterns_recognises_no_unit() -> None:
    assert _topic({"id": "x", "asked": [], "law": ""}).unit is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"asked": [], "law": ""}, "no id"),
        ({"id": "x", "asked": "họp", "law": ""}, "topic x: asked and unit must be lists"),
        ({"id": "x", "asked": []}, "topic x: asked and unit must be lists, law a text"),
        ({"id": "x", "asked": [], "law": "", "unit": "a"}, "topic x: asked and unit must be lists"),
        ({"id": "x", "asked": [], "law": "", "unit": ["(a"]}, "topic x: a unit pattern is no regular"),
        ({"id": "x", "asked": [], "law": "", "lift": "high"}, "topic x: lift must be a number"),
    ],
    ids=["no id", "asked a text", "no law", "unit a text", "broken pattern", "lift a text"],
)
def test_an_unusable_topic_is_refused_by_name(row: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidLexicon, match=re.escape(told)):
        _topic(row)


def test_every_topic_has_a_name_of_its_own(lexicon: Lexicon) -> None:
    doubled = [name for name, times in Counter(topic.id for topic in lexicon.topics).items() if times > 1]
    assert not doubled


def test_every_phrase_has_syllables_and_stands_under_one_of_them(lexicon: Lexicon) -> None:
    for group in (lexicon.asked, lexicon.outside):
        for syllable, phrases in group.items():
            for phrase in phrases:
                assert syllable in phrase.folded
                assert phrase.folded == tuple(fold(word) for word in phrase.typed)


def test_every_pattern_is_written_as_units_are_searched_in_small_letters(lexicon: Lexicon) -> None:
    shouted = [
        topic.id for topic in lexicon.topics if topic.unit and re.search(r"(?<!\\)[A-ZĐ]", topic.unit.pattern)
    ]
    assert not shouted


def test_every_pattern_recognises_some_unit_of_the_five_regulations(
    lexicon: Lexicon, search: UnitSearch
) -> None:
    recognised = {name for row in search.passages for name, sure in row.topics.items() if sure == 1.0}
    dead = [topic.id for topic in lexicon.topics if topic.unit and topic.id not in recognised]
    assert not dead, f"no unit is recognised as {dead}"


def test_a_lift_is_a_share_and_falls_only_to_topics_that_units_have(lexicon: Lexicon) -> None:
    for topic in lexicon.topics:
        assert 0.0 <= topic.lift <= 1.5, topic.id
        assert topic.unit or not topic.lift, f"{topic.id} lifts units but recognises none"


def test_no_abbreviation_is_written_out_into_another(lexicon: Lexicon) -> None:
    again = {
        short: long
        for short, long in lexicon.abbreviations.items()
        if any((word,) in lexicon.abbreviations for word in long)
    }
    assert not again


def test_no_subject_is_both_settled_and_never_settled(lexicon: Lexicon) -> None:
    inside = {phrase.typed for group in lexicon.asked.values() for phrase in group}
    outside = {phrase.typed for group in lexicon.outside.values() for phrase in group}
    assert not inside & outside


def test_filler_words_are_known_with_and_without_marks(lexicon: Lexicon) -> None:
    assert "đâu" in lexicon.filler
    assert "đầu" not in lexicon.filler
    assert "dau" in lexicon.folded_filler


def test_the_phrases_as_text_hold_what_is_typed_what_is_printed_and_what_is_written_out(
    lexicon: Lexicon,
) -> None:
    rows = lexicon.phrases()
    assert {"hạn chót", "thủ tục hành chính"} <= set(rows)
    assert all(syllables(row) for row in rows)
