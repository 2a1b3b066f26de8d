"""The bench of retrieval: its rows, its order, and what it refuses."""

import json
from pathlib import Path

import pytest

from index import Article, UnknownEngineError, bench_retrieval
from index.bench import measure
from index.question_sets import Question
from index.rivals import ENGINES

ARTICLES = [
    Article("bao-cao", "Chế độ báo cáo", "Báo cáo định kỳ hằng quý gửi Văn phòng."),
    Article("hop", "Chế độ họp", "Họp giao ban sáu tháng một lần."),
    Article("kinh-phi", "Kinh phí", "Kinh phí do ngân sách bảo đảm."),
    Article("cong-khai", "Công khai", "Niêm yết thủ tục tại trụ sở."),
    Article("khen", "Khen thưởng", "Khen thưởng theo quy định."),
]
QUESTIONS = [
    Question("Niêm yết thủ tục ở đâu?", frozenset({"cong-khai"})),
    Question("Họp giao ban mấy tháng một lần?", frozenset({"hop"})),
    Question("Kinh phí do ai bảo đảm?", frozenset({"kinh-phi"})),
]
QUALITIES = ["r@1", "r@3", "r@5", "r@10", "r@20", "mrr@10", "ndcg@10"]
COSTS = ["build_s", "resident_mib", "ms_median", "ms_p95"]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    articles, questions = tmp_path / "articles.jsonl", tmp_path / "questions.jsonl"
    articles.write_text(
        "\n".join(json.dumps({"id": a.id, "title": a.title, "text": a.text}) for a in ARTICLES),
        encoding="utf-8",
    )
    questions.write_text(
        "\n".join(json.dumps({"question": q.text, "relevant": sorted(q.relevant)}) for q in QUESTIONS),
        encoding="utf-8",
    )
    return articles, questions


def test_the_recipe_comes_first_then_plain_rank_bm25_and_marks_matter_only_to_the_latter(
    files: tuple[Path, Path],
) -> None:
    rows = [row.as_json() for row in bench_retrieval(*files, ["rank-bm25"], strip_accents=True)]
    assert [row["engine"] for row in rows] == ["daumoi", "rank-bm25"]
    assert [list(row) for row in rows] == [["engine", *QUALITIES, *COSTS]] * 2
    assert rows[0]["r@1"] == rows[0]["ndcg@10"] == 100.0
    assert rows[1]["ndcg@10"] < 100.0
    assert all(row["build_s"] >= 0 and row["ms_p95"] >= row["ms_median"] > 0 for row in rows)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_finds_what_shares_its_words(engine: str) -> None:
    row = measure(engine, ARTICLES, QUESTIONS)
    assert row.engine == engine
    assert row.qualities["r@3"] == 100.0


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("question", ["", "?!", 'NEAR("a" OR', "họp " * 300])
def test_every_engine_bears_odd_questions_and_articles_without_text(engine: str, question: str) -> None:
    row = measure(
        engine, [Article("a", "", ""), Article("b", "", "")], [Question(question, frozenset({"a"}))]
    )
    assert 0.0 <= row.qualities["ndcg@10"] <= 100.0


def test_the_qualities_are_averages_in_percent() -> None:
    half = [QUESTIONS[1], Question("xyz", frozenset({"hop"}))]
    row = measure("daumoi", ARTICLES, half)
    assert row.qualities == dict.fromkeys(QUALITIES, 50.0)


def test_an_unknown_engine_is_refused_with_the_known_ones(files: tuple[Path, Path]) -> None:
    with pytest.raises(
        UnknownEngineError, match="no engine is called 'lucene'; choose from daumoi, rank-bm25"
    ):
        bench_retrieval(*files, ["lucene"])
