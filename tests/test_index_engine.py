"""The engine ranks as rank-bm25 does, and never trips over an empty corner."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index.engine import Bm25Engine

WORDS = st.sampled_from(["thủ", "tục", "hành", "chính", "đầu", "mối", "báo", "cáo", "xã", "phường"])
DOCUMENTS = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=12)
QUERY = st.lists(WORDS | st.just("lạ"), max_size=8)


def library_scores(documents: list[list[str]], query: list[str], engine: Bm25Engine, k1: float, b: float):  # type: ignore[no-untyped-def]
    """rank_bm25's own get_scores, untouched but for the idf that is never negative."""
    library = BM25Okapi(documents, k1=k1, b=b)  # type: ignore[no-untyped-call]
    library.idf = {token: engine.idf(token) for token in library.idf}
    return library.get_scores(query)  # type: ignore[no-untyped-call]


# Not b = 1: there the library divides zero by zero for an empty document, and ours does not score it.
@given(documents=DOCUMENTS.filter(any), query=QUERY, k1=st.floats(0.1, 2.0), b=st.floats(0.0, 0.9))
def test_scores_and_ranking_are_those_of_rank_bm25(
    documents: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    engine = Bm25Engine(documents, k1=k1, b=b)
    distinct = list(dict.fromkeys(query))
    expected = library_scores(documents, distinct, engine, k1, b)
    scores = engine.scores(dict.fromkeys(distinct, 1.0))
    assert scores.tolist() == expected.tolist()
    assert np.argsort(-scores, kind="stable").tolist() == np.argsort(-expected, kind="stable").tolist()


@given(documents=DOCUMENTS.filter(any), query=QUERY)
def test_a_weight_counts_like_so_many_repetitions(documents: list[list[str]], query: list[str]) -> None:
    engine = Bm25Engine(documents)
    expected = library_scores(documents, query, engine, 0.6, 0.5)
    repeated = {token: float(count) for token, count in Counter(query).items()}
    assert engine.scores(repeated) == pytest.approx(expected)


@given(documents=DOCUMENTS, query=QUERY)
def test_contributions_add_up_to_the_score(documents: list[list[str]], query: list[str]) -> None:
    engine = Bm25Engine(documents)
    weights = dict.fromkeys(query, 0.3)
    scores = engine.scores(weights)
    for number, score in enumerate(scores):
        parts = engine.contributions(number, weights)
        assert sum(parts.values()) == pytest.approx(score)
        assert set(parts) == set(documents[number]) & set(query)


@given(documents=DOCUMENTS, query=QUERY)
def test_asking_again_gives_the_same_scores(documents: list[list[str]], query: list[str]) -> None:
    engine = Bm25Engine(documents)
    weights = dict.fromkeys(query, 1.0)
    assert engine.scores(weights).tolist() == engine.scores(weights).tolist()


@given(documents=DOCUMENTS)
def test_frequency_counts_the_documents_that_hold_a_token(documents: list[list[str]]) -> None:
    engine = Bm25Engine(iter(documents))
    assert engine.size == len(documents)
    for token in ("thủ", "xã", "lạ"):
        holders = [number for number, document in enumerate(documents) if token in document]
        assert engine.documents_with(token).tolist() == holders
        assert engine.frequency(token) == len(holders)


@pytest.mark.parametrize("documents", [[], [[]], [[], []]], ids=["none", "one-empty", "two-empty"])
def test_nothing_indexed_scores_nothing(documents: list[list[str]]) -> None:
    engine = Bm25Engine(documents)
    assert engine.scores({"thủ": 1.0}).tolist() == [0.0] * len(documents)
    assert engine.idf("thủ") == 0.0
    assert engine.contributions(0, {"thủ": 1.0}) == {}


def test_a_sole_document_is_found_by_its_words() -> None:
    """rank-bm25's own idf would make this score negative."""
    engine = Bm25Engine([["đầu", "mối"]])
    assert engine.scores({"mối": 1.0})[0] > 0


def test_a_word_in_nearly_every_document_weighs_less_than_a_rarer_one() -> None:
    engine = Bm25Engine([["thủ", "tục"], ["thủ"], ["thủ"], ["thủ", "tục"], ["xã"]])
    assert 0 < engine.idf("thủ") < engine.idf("tục") < engine.idf("xã")
