"""What a plain build would use instead of our recipe, each as a function from articles to a search.

They read the heading and the text of an article as one text; `search(question, k)` returns ids, best first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from rank_bm25 import BM25Okapi

from index.articles import Article, ArticleIndex
from index.tokens import pairs, tokens

Search = Callable[[str, int], list[str]]
Build = Callable[[Sequence[Article]], Search]


def shipped_recipe(articles: Sequence[Article]) -> Search:
    """Ours: `ArticleIndex`."""
    built = ArticleIndex.build(articles)
    return lambda question, k: [hit.id for hit in built.search(question, k)]


def rank_bm25_plain(articles: Sequence[Article]) -> Search:
    """rank-bm25 as its page shows it: words between white space, default parameters, `get_scores`."""
    return _rank_bm25(articles, str.split)


def rank_bm25_words(articles: Sequence[Article]) -> Search:
    """rank-bm25 over underthesea's words, default parameters: the published figures of vire-alqac."""
    from underthesea import word_tokenize

    return _rank_bm25(articles, word_tokenize)


def sqlite_fts5(articles: Sequence[Article]) -> Search:
    """SQLite's full text search over folded syllables, pairs as phrases, heading twice the text."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE article USING fts5(title, body, tokenize = 'unicode61')")
    rows = ((" ".join(_words(article.title)), " ".join(_words(article.text))) for article in articles)
    database.executemany("INSERT INTO article (title, body) VALUES (?, ?)", rows)
    ids = [article.id for article in articles]

    def search(question: str, k: int) -> list[str]:
        words = _words(question)
        asked = " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(words + pairs(words)))
        if not asked:
            return []
        ranking = (
            "SELECT rowid FROM article WHERE article MATCH ? ORDER BY bm25(article, 2.0, 1.0), rowid LIMIT ?"
        )
        return [ids[number - 1] for (number,) in database.execute(ranking, (asked, k))]

    return search


def _words(text: str) -> list[str]:
    return tokens(text, folded=True, with_pairs=False)


def _rank_bm25(articles: Sequence[Article], split: Callable[[str], Sequence[str]]) -> Search:
    ids = [article.id for article in articles]
    documents = [split(f"{article.title}\n{article.text}") for article in articles]
    if not any(documents):
        return lambda _question, _k: []
    bm25: Any = BM25Okapi(documents)  # type: ignore[no-untyped-call]

    def search(question: str, k: int) -> list[str]:
        order = np.argsort(-bm25.get_scores(split(question)), kind="stable")
        return [ids[number] for number in order[:k]]

    return search


ENGINES: dict[str, Build] = {
    "daumoi": shipped_recipe,
    "rank-bm25": rank_bm25_plain,
    "rank-bm25-words": rank_bm25_words,
    "sqlite-fts5": sqlite_fts5,
}
