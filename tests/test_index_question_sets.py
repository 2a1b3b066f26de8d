"""Files of articles and questions are read whole or refused with path and line."""

import json
from pathlib import Path

import pytest

from index import Article, UnreadableSetError
from index.question_sets import Question, load_articles, load_questions

ARTICLE = '{"id": "a", "law": "L", "title": "T", "text": "x"}'


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_articles_and_questions_come_in_order_of_the_file(tmp_path: Path) -> None:
    articles = load_articles(
        write(tmp_path / "a.jsonl", "\ufeff" + ARTICLE, "", '{"id": "b", "title": null, "text": "y\u2028z"}')
    )
    assert articles == [Article("a", "T", "x", "L"), Article("b", "", "y\u2028z")]
    line = json.dumps({"question": "Ai?", "relevant": ["b", "gone"]})
    questions = load_questions(write(tmp_path / "q.jsonl", line), articles)
    assert questions == [Question("Ai?", frozenset({"b", "gone"}))]


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ([ARTICLE, "{"], 2, "not a JSON object"),
        ([ARTICLE, "[1]"], 2, "not a JSON object"),
        ([ARTICLE, '"text"'], 2, "not a JSON object"),
        (["[" * 100_000], 1, "not a JSON object"),
        ([ARTICLE, '{"id": "b"}'], 2, "'text' must be a text"),
        (['{"id": 3, "text": "x"}'], 1, "'id' must be a text, not 3"),
        (['{"id": "a", "text": "x", "title": []}'], 1, "'title' must be a text"),
        ([ARTICLE, "", ARTICLE], 3, "'a' stands there twice"),
        ([], 0, "holds no article"),
    ],
    ids=["broken", "list", "string", "deep", "no-text", "number-id", "list-title", "twice", "empty"],
)
def test_a_bad_file_of_articles_is_refused_with_its_line(
    tmp_path: Path, lines: list[str], line: int, words: str
) -> None:
    path = write(tmp_path / "a.jsonl", *lines)
    with pytest.raises(UnreadableSetError) as refused:
        load_articles(path)
    assert refused.value.line == line
    place = f"{path}:{line}: " if line else f"{path}: "
    assert str(refused.value).startswith(place)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"relevant": ["a"]}, "'question' must be a text"),
        ({"question": "Ai?"}, "'relevant' must list article ids"),
        ({"question": "Ai?", "relevant": []}, "'relevant' must list article ids"),
        ({"question": "Ai?", "relevant": [1]}, "'relevant' must list article ids"),
        ({"question": "Ai?", "relevant": ["other"]}, "no question's answer is among the articles"),
    ],
    ids=["no-question", "no-answer", "empty-answer", "number", "wrong-articles"],
)
def test_a_bad_file_of_questions_is_refused(tmp_path: Path, record: dict[str, object], words: str) -> None:
    path = write(tmp_path / "q.jsonl", json.dumps(record))
    with pytest.raises(UnreadableSetError, match=words):
        load_questions(path, [Article("a", "", "")])


def test_a_missing_file_and_foreign_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSetError, match="cannot be read"):
        load_articles(tmp_path / "missing.jsonl")
    with pytest.raises(UnreadableSetError, match="cannot be read"):
        load_articles(tmp_path)
    (tmp_path / "latin.jsonl").write_bytes(ARTICLE.encode() + b"\n\xe9\n")
    with pytest.raises(UnreadableSetError, match=r"latin\.jsonl:2: is not UTF-8"):
        load_articles(tmp_path / "latin.jsonl")
