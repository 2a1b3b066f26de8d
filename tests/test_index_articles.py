"""Whole articles are found by heading, by text and by their best paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, ArticleIndex, fold

ARTICLES = [
    Article("d1", "Phạm vi điều chỉnh", "Quy chế này quy định hoạt động của cán bộ đầu mối."),
    Article(
        "d2",
        "Chế độ báo cáo",
        "1. Cán bộ đầu mối báo cáo định kỳ hằng quý.\n\n2. Báo cáo gửi về Văn phòng trước ngày 05.",
    ),
    Article("d3", "Chế độ họp giao ban", "Họp giao ban sáu tháng một lần.", law="246/QĐ-UBND"),
    Article("d4", "Kinh phí", ""),
    Article("d5", "", "Khen thưởng, kỷ luật cán bộ đầu mối theo quy định."),
]


@pytest.fixture(scope="module")
def articles() -> ArticleIndex:
    return ArticleIndex.build(ARTICLES)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Bao lâu thì họp giao ban một lần?", "d3"),
        ("bao cao gui truoc ngay 5?", "d2"),
        ("kinh phí", "d4"),
        ("khen thưởng thế nào", "d5"),
        ("Quyết định 246/QĐ-UBND nói gì?", "d3"),
    ],
    ids=["text", "no-marks", "heading-only", "no-heading", "law-number"],
)
def test_a_question_finds_its_article_first(articles: ArticleIndex, question: str, first: str) -> None:
    assert articles.search(question, 3)[0].id == first


def test_leaving_the_marks_out_changes_no_score_of_what_is_asked(articles: ArticleIndex) -> None:
    question = "Cán bộ đầu mối gửi báo cáo định kỳ trước ngày 05 cho Văn phòng"
    assert articles.scores(question).tolist() == articles.scores(fold(question)).tolist()


def test_of_two_articles_with_the_same_words_the_one_that_has_them_in_one_paragraph_wins() -> None:
    together = Article("together", "Điều", "Lập danh sách cán bộ đầu mối.\nCông khai mức thu phí.")
    apart = Article("apart", "Điều", "Lập danh sách mức thu phí.\nCông khai cán bộ đầu mối.")
    hits = ArticleIndex.build([apart, together]).search("danh sách cán bộ đầu mối", 2)
    assert [hit.id for hit in hits] == ["together", "apart"]


def test_nothing_is_found_for_a_question_that_shares_nothing(articles: ArticleIndex) -> None:
    assert articles.search("xyz", 5) == []
    assert articles.search("", 5) == []


def test_an_index_without_articles_finds_nothing() -> None:
    assert ArticleIndex.build([]).search("báo cáo", 5) == []


@given(st.text())
def test_any_question_is_answered_in_falling_order(question: str) -> None:
    scores = [hit.score for hit in ArticleIndex.build(ARTICLES).search(question, 5)]
    assert scores == sorted(scores, reverse=True)
