"""Passages with weighted fields: what each finds adds up and can be explained."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Field, Passage, PassageIndex, best, query_tokens
from index.engine import Bm25Engine
from index.tokens import tokens

PASSAGES = [
    Passage("k1", {"text": "Cán bộ đầu mối báo cáo định kỳ hằng quý.", "heading": "Chế độ báo cáo"}),
    Passage("k2", {"text": "Dán công khai thủ tục tại trụ sở.", "heading": "Công khai thủ tục"}),
    Passage("k3", {"text": "Phục vụ người dân tận tình.", "heading": ""}),
    Passage("k4", {}),
]
FIELDS = [Field("text"), Field("heading", weight=0.3)]


@pytest.fixture(scope="module")
def passages() -> PassageIndex:
    return PassageIndex.build(PASSAGES, FIELDS)


def test_scores_are_the_weighted_sum_of_the_fields(passages: PassageIndex) -> None:
    query = query_tokens("báo cáo công khai")
    text = Bm25Engine([tokens(passage.fields.get("text", ""), folded=True) for passage in PASSAGES])
    heading = Bm25Engine([tokens(passage.fields.get("heading", ""), folded=True) for passage in PASSAGES])
    bare = query_tokens("bao cao cong khai", stopped=())
    assert passages.scores(query) == pytest.approx(text.scores(bare) + 0.3 * heading.scores(bare))


def test_marks_do_not_matter_to_a_folded_field(passages: PassageIndex) -> None:
    typed, bare = (query_tokens(text) for text in ("định kỳ hằng quý", "dinh ky hang quy"))
    assert passages.scores(typed).tolist() == passages.scores(bare).tolist()


def test_marks_matter_to_an_accented_field() -> None:
    accented = PassageIndex.build(PASSAGES, [Field("text", folded=False)])
    assert [hit.id for hit in accented.search(query_tokens("dán"), 5)] == ["k2"]
    assert [hit.id for hit in accented.search(query_tokens("dân"), 5)] == ["k3"]
    assert accented.search(query_tokens("dan"), 5) == []


def test_a_field_without_pairs_ignores_them() -> None:
    single = PassageIndex.build(PASSAGES, [Field("text", pairs=False)])
    assert single.frequency("đầu mối", "text") == 0
    assert single.frequency("mối", "text") == 1


def test_the_explanation_names_field_and_token_and_adds_up(passages: PassageIndex) -> None:
    query = query_tokens("công khai thủ tục", weight=0.4)
    parts = passages.explain(1, query)
    assert sum(part.score for part in parts) == pytest.approx(passages.scores(query)[1])
    assert {part.field for part in parts} == {"text", "heading"}
    assert "thu tuc" in {part.token for part in parts}
    assert [part.score for part in parts] == sorted((part.score for part in parts), reverse=True)


def test_an_expansion_with_less_weight_finds_less(passages: PassageIndex) -> None:
    full, less = passages.scores({"quý": 1.0}), passages.scores({"quý": 0.3})
    assert less == pytest.approx(full * 0.3)


def test_frequency_tells_what_the_corpus_knows(passages: PassageIndex) -> None:
    assert passages.frequency("báo cáo", "text") == 1
    assert passages.frequency("bao cao", "heading") == 1
    assert passages.frequency("hộ chiếu", "text") == 0
    assert passages.frequency("báo cáo", "no such field") == 0


def test_best_keeps_the_order_of_equals_and_drops_what_scores_nothing() -> None:
    scores = np.array([2.0, 0.0, 3.0, 2.0])
    assert best(scores, 4) == [2, 0, 3]
    assert best(scores, 2) == [2, 0]
    assert best(scores, 0) == []


@given(st.text(), st.integers(0, 6))
def test_any_question_finds_passages_in_falling_order(text: str, k: int) -> None:
    hits = PassageIndex.build(PASSAGES, FIELDS).search(query_tokens(text), k)
    assert len(hits) <= k
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("passages", [[], [Passage("empty", {})]], ids=["no-passage", "no-text"])
def test_an_index_of_nothing_finds_nothing(passages: list[Passage]) -> None:
    assert PassageIndex.build(passages, FIELDS).search(query_tokens("báo cáo"), 3) == []
