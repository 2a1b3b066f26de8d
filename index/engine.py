"""The one BM25 engine under every index: rank-bm25 scores, postings say which documents.

A document is a number from 0 in building order. `scores` equals rank_bm25's `get_scores` to the last bit when
every weight is 1; it is faster because a token is scored only over the documents that hold it, and once.
Whoever replaces rank-bm25 needs `size`, `scores`, `contributions`, `frequency` and `idf`, nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from operator import mul
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from numpy.typing import NDArray  # a fortieth of a second that only type checkers need

_UNKNOWN = 0.6  # of the highest idf
Scores: TypeAlias = "NDArray[np.float64]"


class Bm25Engine:
    """Okapi BM25 over lists of tokens; where no document holds a token, everything scores zero."""

    def __init__(self, documents: Iterable[Sequence[str]], *, k1: float = 0.6, b: float = 0.5) -> None:
        stream = iter(documents)
        head: list[Sequence[str]] = []
        for document in stream:
            head.append(document)
            if document:
                break
        # rank-bm25 divides by the number of documents and of tokens: it is built only when there are some.
        self.size = len(head)
        self._bm25: Any = None
        if any(head):
            self._bm25 = _PositiveOkapi(chain(head, stream), k1=k1, b=b)  # type: ignore[no-untyped-call]
            self._bm25.doc_len = np.array(self._bm25.doc_len)  # once, not at every call
            self.size = self._bm25.corpus_size
        self._idf: Mapping[str, float] = self._bm25.idf if self._bm25 else {}
        self._postings = _Postings(self._bm25.doc_freqs if self._bm25 else ())
        self._scored: dict[str, tuple[NDArray[np.int32], Scores]] = {}

    def documents_with(self, token: str) -> NDArray[np.int32]:
        """The numbers of the documents that hold the token, ascending."""
        return self._postings.of(token)

    def frequency(self, token: str) -> int:
        """In how many documents the token stands."""
        return len(self.documents_with(token))

    def tokens_in(self, *, least: int) -> list[str]:
        """The tokens that stand in at least so many documents."""
        return self._postings.held_by(least)

    def counts_in(self, documents: NDArray[np.bool_]) -> dict[str, int]:
        """For each token the number of those documents that hold it."""
        return self._postings.counts_in(documents)

    def idf(self, token: str) -> float:
        """How much finding the token is worth; 0.0 for one that stands nowhere."""
        return self._idf.get(token, 0.0)

    def masses(self, documents: Iterable[Mapping[str, float]]) -> list[float]:
        """`mass_of` for weighted tokens that all stand in these documents: of the documents themselves."""
        worth = self._bm25.idf if self._bm25 else {}
        return [sum(map(mul, tokens.values(), map(worth.__getitem__, tokens))) for tokens in documents]

    def scores(self, query: Mapping[str, float]) -> Scores:
        """One score a document: the sum over the query's tokens, each times its weight."""
        held = [
            (*entry, weight)
            for token, weight in query.items()
            if (entry := self._scores_of(token)) is not None
        ]
        if not held:
            return np.zeros(self.size)
        # One pass instead of an addition for each token; bincount adds in the same order, so to the last bit the same.
        holders = np.concatenate([documents for documents, _, _ in held])
        worth = np.concatenate([weight * scores for _, scores, weight in held])
        return np.asarray(np.bincount(holders, worth, self.size), dtype=np.float64)

    def contributions(self, document: int, query: Mapping[str, float]) -> dict[str, float]:
        """What each token of the query adds to this document's score; tokens it lacks are left out."""
        found: dict[str, float] = {}
        for token, weight in query.items():
            entry = self._scores_of(token)
            if entry is None:
                continue
            holders, scores = entry
            at = int(np.searchsorted(holders, document))
            if at < holders.size and holders[at] == document:
                found[token] = weight * float(scores[at])
        return found

    def _scores_of(self, token: str) -> tuple[NDArray[np.int32], Scores] | None:
        """The documents that hold the token and its score in each, by rank-bm25 the first time it is asked for."""
        entry = self._scored.get(token)
        if entry is None:
            holders = self.documents_with(token)
            if not holders.size:
                return None
            entry = holders, np.array(self._bm25.get_batch_scores([token], holders), dtype=np.float64)
            self._scored[token] = entry
        return entry


def mass_of(tokens: Mapping[str, float], engine: Bm25Engine) -> float:
    """What a document holding every token once would score: the yardstick that makes scores compare across questions.

    A single word that no document knows counts too: it speaks against all of them.
    """
    unknown = _UNKNOWN * math.log(1 + engine.size / 0.5) if engine.size else 0.0
    total = 0.0
    for token, weight in tokens.items():
        total += weight * (engine.idf(token) or (0.0 if " " in token else unknown))
    return total


class _PositiveOkapi(BM25Okapi):
    """BM25Okapi whose idf is never negative.

    The library's own turns negative for a token in more than half of the documents and then takes a quarter
    of the average instead: a word in nearly every unit comes to weigh more than one in 40% of them, and with
    one or two documents nothing at all is positive. Measured, log(1 + …) is as good or better on large sets.
    """

    def _calc_idf(self, nd: dict[str, int]) -> None:
        for token, frequency in nd.items():
            self.idf[token] = math.log(1 + (self.corpus_size - frequency + 0.5) / (frequency + 0.5))


class _Postings:
    """For each token the documents that hold it: one flat array, a stretch of it for each token."""

    def __init__(self, documents: Sequence[Collection[str]]) -> None:
        tokens = dict.fromkeys(chain.from_iterable(documents))
        self._rows = dict(zip(tokens, range(len(tokens)), strict=True))
        lengths = [len(document) for document in documents]
        owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        held = map(self._rows.__getitem__, chain.from_iterable(documents))
        rows = np.fromiter(held, dtype=np.int32, count=len(owners))
        # A stable sort by token leaves each token's documents in ascending order.
        self._flat = owners[np.argsort(rows, kind="stable")]
        self._ends = np.cumsum(np.bincount(rows, minlength=len(self._rows)))

    def held_by(self, least: int) -> list[str]:
        """The tokens that at least so many documents hold, in order of first appearance."""
        counts = np.diff(self._ends, prepend=0)
        return [token for token, row in self._rows.items() if counts[row] >= least]

    def counts_in(self, documents: NDArray[np.bool_]) -> dict[str, int]:
        """For each token the number of those documents that hold it."""
        if not self._rows:
            return {}
        starts = np.concatenate([[0], self._ends[:-1]])
        counts = np.add.reduceat(documents[self._flat].astype(np.int64), starts)
        return dict(zip(self._rows, counts.tolist(), strict=True))

    def of(self, token: str) -> NDArray[np.int32]:
        row = self._rows.get(token)
        if row is None:
            return self._flat[:0]
        return self._flat[self._ends[row - 1] if row else 0 : self._ends[row]]
