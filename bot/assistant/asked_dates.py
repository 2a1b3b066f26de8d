"""Whether a question asks when something is due, and for which cycles: month, quarter, year."""

from __future__ import annotations

import re

from corpus import Period
from index import Query

_TOPICS = frozenset({"report", "date", "frequency"})
_CYCLES = {
    Period.MONTHLY: re.compile(r"\bthang\b(?! (?:10|11|12|\d)\b)"),
    Period.QUARTERLY: re.compile(r"\bquy\b(?! (?:che|dinh|trinh|pham)\b)"),
    Period.YEARLY: re.compile(r"\b(?:nam|tong ket)\b(?! \d{4})"),
}


def asked_cycles(query: Query) -> tuple[Period, ...] | None:
    """The cycles named, all of them if none is; None when the question is not about when something is due."""
    if not _TOPICS & set(query.topics):
        return None
    text = " ".join(word.folded for word in query.words)
    named = tuple(cycle for cycle, pattern in _CYCLES.items() if pattern.search(text))
    return named or tuple(_CYCLES)
