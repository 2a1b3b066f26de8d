"""Whole articles, ranked for a question: the recipe that was measured on public Vietnamese question sets.

An article scores by its full text, a little by its heading, and by the best single paragraph in it; raw
scores add up. Marks are folded away on both sides, so that typing them or not makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.engine import Scores
from index.passages import Field, Hit, Passage, PassageIndex, best
from index.tokens import query_tokens

_WHOLE = (Field("article"), Field("heading", weight=0.3))
_UNIT = (Field("unit", weight=0.5),)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a set of articles gives it: its heading apart, its paragraphs on lines of their own."""

    id: str
    title: str
    text: str
    law: str = ""


class ArticleIndex:
    """Articles in building order; `build` reads them, `search` answers without them."""

    def __init__(self, whole: PassageIndex, units: PassageIndex, first_units: Sequence[int]) -> None:
        self._whole = whole
        self._units = units
        self._first_units = np.array(first_units, dtype=np.intp)

    @classmethod
    def build(cls, articles: Iterable[Article]) -> ArticleIndex:
        """Index the articles; an article without text is found by its heading."""
        whole: list[Passage] = []
        units: list[Passage] = []
        first_units: list[int] = []
        for article in articles:
            full = f"{article.law}\n{article.title}\n{article.text}"
            whole.append(Passage(article.id, {"article": full, "heading": article.title}))
            first_units.append(len(units))
            units += (Passage(article.id, {"unit": unit}) for unit in _units(article))
        return cls(PassageIndex.build(whole, _WHOLE), PassageIndex.build(units, _UNIT), first_units)

    def scores(self, question: str) -> Scores:
        """One score an article, in building order; comparable within one question only."""
        query = query_tokens(question)
        total = self._whole.scores(query)
        if total.size:
            total += np.maximum.reduceat(self._units.scores(query), self._first_units)
        return total

    def search(self, question: str, k: int) -> list[Hit]:
        """The k best articles for a question, best first; none that shares nothing with it."""
        scores = self.scores(question)
        return [Hit(self._whole.ids[at], float(scores[at])) for at in best(scores, k)]


def _units(article: Article) -> list[str]:
    """The article's paragraphs, each under the heading, which says what the paragraph is about."""
    paragraphs = [line for line in article.text.splitlines() if line.strip()]
    return [f"{article.title}\n{paragraph}" for paragraph in paragraphs or [""]]
