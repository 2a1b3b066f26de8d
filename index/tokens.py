"""Text to tokens: lower-case syllables and the pairs of neighbours among them.

Vietnamese writes its syllables apart, so a pair ("đầu mối") does the work of a word without a segmenter.
Numbers stay what is typed between their signs: "118/2025/NĐ-CP" is 118, 2025, nđ, cp, and its pairs name it;
"05" is 5, because the law writes small numbers with a zero and people do not.
Tokens are interned: the same token is one object in every index of the process.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection, Iterable
from itertools import pairwise

from index.accents import canonical, fold, has_marks

_SYLLABLE = re.compile(r"[^\W_]+")
_SMALL_NUMBER = re.compile(r"0[0-9]")
# Soft hyphens and zero-width characters come along with text pasted from web pages and split words unseen.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

QUESTION_SYLLABLES = frozenset(
    re.findall(r"\w+", "ai gì nào đâu sao mấy bao nhiêu thế như vậy là có không khi hay được phải bị thì")
)
"""What a question is asked with; as single syllables they say nothing about its subject."""


def syllables(text: str) -> list[str]:
    """The syllables of a text in order: NFC, lower case, canonical spelling, no punctuation."""
    seen = text if text.isprintable() else text.translate(_UNSEEN)
    plain = unicodedata.normalize("NFC", seen.lower())
    return [
        sys.intern(word[1:]) if _SMALL_NUMBER.fullmatch(word) else canonical(word)
        for word in _SYLLABLE.findall(plain)
    ]


def pairs(row: Iterable[str]) -> list[str]:
    """Neighbouring syllables as one token each, with a space between: "đầu mối" of "đầu", "mối"."""
    return [sys.intern(f"{left} {right}") for left, right in pairwise(row)]


def tokens(text: str, *, folded: bool = False, with_pairs: bool = True) -> list[str]:
    """The syllables, then the pairs of a text; without marks if folded."""
    row = syllables(text)
    if folded:
        row = [fold(syllable) for syllable in row]
    return row + pairs(row) if with_pairs else row


def query_tokens(
    text: str, *, weight: float = 1.0, stopped: Collection[str] = QUESTION_SYLLABLES
) -> dict[str, float]:
    """What a question asks for: each token as typed, with `weight` for every time it stands there.

    A stopped syllable counts only inside its pairs. A text typed without any marks stops nothing: its "bao"
    may be the "báo" of a report, its "dau" the "đầu" of đầu mối.
    """
    row = syllables(text)
    marked = any(has_marks(word) for word in row)
    kept = [word for word in row if not marked or word not in stopped]
    asked: dict[str, float] = {}
    for token in kept + pairs(row):
        asked[token] = asked.get(token, 0.0) + weight
    return asked
