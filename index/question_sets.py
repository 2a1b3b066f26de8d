"""Files of articles and of questions with known answers, for measuring: one JSON object a line.

articles.jsonl: {id, title, text, law?}; questions.jsonl: {id?, question, relevant: [article id…]}.
Blank lines are skipped; anything else that breaks the format raises with its path and line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.articles import Article
from index.errors import UnreadableSetError


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the articles that answer it, at least one."""

    text: str
    relevant: frozenset[str]


def load_articles(path: Path) -> list[Article]:
    """The articles of a file in order; at least one, no id twice."""
    articles: list[Article] = []
    seen: set[str] = set()
    for line, record in _records(path):
        identity = _text(path, line, record, "id")
        if identity in seen:
            raise UnreadableSetError(path, line, f"article id {identity!r} stands there twice")
        seen.add(identity)
        body = _text(path, line, record, "text")
        title, law = (_text(path, line, record, key, needed=False) for key in ("title", "law"))
        articles.append(Article(identity, title, body, law))
    if not articles:
        raise UnreadableSetError(path, 0, "holds no article")
    return articles


def load_questions(path: Path, articles: Iterable[Article]) -> list[Question]:
    """The questions of a file in order; at least one, and at least one that these articles answer.

    A single answer that is missing among the articles counts as never found; when all are missing the two
    files do not belong together.
    """
    questions = [
        Question(_text(path, line, record, "question"), _relevant(path, line, record))
        for line, record in _records(path)
    ]
    if not questions:
        raise UnreadableSetError(path, 0, "holds no question")
    known = {article.id for article in articles}
    if all(known.isdisjoint(question.relevant) for question in questions):
        raise UnreadableSetError(path, 0, "no question's answer is among the articles")
    return questions


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UnreadableSetError(path, 0, f"cannot be read: {error.strerror}") from error
    for line, raw in enumerate(lines, start=1):
        try:
            source = raw.decode("utf-8-sig" if line == 1 else "utf-8")
            record = json.loads(source) if source.strip() else {}
        except UnicodeDecodeError as error:
            raise UnreadableSetError(path, line, "is not UTF-8") from error
        except (json.JSONDecodeError, RecursionError) as error:
            raise UnreadableSetError(path, line, "is not a JSON object") from error
        if not isinstance(record, dict):
            raise UnreadableSetError(path, line, "is not a JSON object")
        if source.strip():
            yield line, record


def _text(path: Path, line: int, record: dict[str, Any], key: str, *, needed: bool = True) -> str:
    value = record.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise UnreadableSetError(path, line, f"{key!r} must be a text, not {value!r:.40}")
    return value


def _relevant(path: Path, line: int, record: dict[str, Any]) -> frozenset[str]:
    value = record.get("relevant")
    if not isinstance(value, list) or not value or not all(isinstance(entry, str) for entry in value):
        raise UnreadableSetError(path, line, f"'relevant' must list article ids, not {value!r:.40}")
    return frozenset(value)
