"""Measures of a ranking, on examples small enough to work out by hand."""

import math

import pytest

from index.metrics import ndcg, recall, reciprocal_rank


@pytest.mark.parametrize(
    ("ranked", "relevant", "k", "expected"),
    [
        (["a", "b", "c"], {"a"}, 1, 1.0),
        (["a", "b", "c"], {"b"}, 1, 0.0),
        (["a", "b", "c"], {"b"}, 3, 1.0),
        (["a", "b", "c"], {"b", "x"}, 3, 0.5),
        ([], {"a"}, 5, 0.0),
    ],
)
def test_recall_is_the_share_of_right_ids_found(
    ranked: list[str], relevant: set[str], k: int, expected: float
) -> None:
    assert recall(ranked, relevant, k) == expected


@pytest.mark.parametrize(
    ("ranked", "relevant", "expected"),
    [
        (["a", "b"], {"a"}, 1.0),
        (["a", "b", "c"], {"c", "b"}, 0.5),
        (["a"], {"x"}, 0.0),
        (["a", "b", "c"], {"c"}, 0.0),
    ],
    ids=["first", "second", "missing", "too-deep"],
)
def test_reciprocal_rank_looks_at_the_first_right_id(
    ranked: list[str], relevant: set[str], expected: float
) -> None:
    assert reciprocal_rank(ranked, relevant, 2) == expected


def test_ndcg_discounts_by_place_and_divides_by_the_best_order() -> None:
    assert ndcg(["a", "b"], {"a"}, 10) == 1.0
    assert ndcg(["b", "a"], {"a"}, 10) == pytest.approx(1 / math.log2(3))
    assert ndcg(["x", "a", "b"], {"a", "b"}, 10) == pytest.approx(
        (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    )
    assert ndcg(["x", "a"], {"a"}, 1) == 0.0


def test_more_right_ids_than_places_can_still_be_perfect() -> None:
    assert ndcg(["a", "b"], {"a", "b", "c"}, 2) == pytest.approx(1.0)
