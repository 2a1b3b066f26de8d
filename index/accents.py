"""How one Vietnamese word is written: without marks, in the canonical spelling, with or without typed marks.

Every function takes one lower-case word in composed form (NFC) and is remembered for the words seen most.
Canonical is the traditional spelling of the law: hòa, thủy for hoà, thuỷ; kỳ, quy for kì, qui.
Folding and spelling commute: a text typed without marks gives the folded tokens of the text with them.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

_REMEMBERED = 1 << 16
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # grave, acute, tilde, hook above, dot below
_SHAPED_VOWELS = frozenset("ăâêôơư")
_FINAL_Y_ONSETS = frozenset({"h", "k", "l", "m", "s", "t", "qu", "qư"})
_SYLLABLE = re.compile(
    r"""
    (?P<onset>q[uư]|gi(?=[aăâeêioôơuưy])|[^aăâeêioôơuưy]*)  # quý and già carry the tone after qu and gi
    (?P<nucleus>[aăâeêioôơuưy]{1,3})
    (?P<coda>[^aăâeêioôơuưy]*)
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=_REMEMBERED)
def fold(word: str) -> str:
    """The word without marks: "đầu" → "dau"; đ goes by hand because no Unicode form takes it apart."""
    if word.isascii():
        return sys.intern(word)
    bare = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(char for char in bare if unicodedata.category(char) != "Mn")
    return sys.intern(unicodedata.normalize("NFC", kept))


def has_marks(word: str) -> bool:
    """Whether a mark was typed in the word: true of "dân", false of "dan", which may stand for dân or dán."""
    return fold(word) != word


def may_stand_for(typed: str, word: str) -> bool:
    """Whether who typed this may have meant the word: "dan" may stand for dân and dán, "dán" only for dán."""
    return typed == word or (not has_marks(typed) and typed == fold(word))


@lru_cache(maxsize=_REMEMBERED)
def canonical(word: str) -> str:
    """The word in its canonical spelling: "hoà" → "hòa", "cuả" → "của", "kì" → "kỳ", "quí" → "quý".

    Words that are no Vietnamese syllable with at most one tone come back as they are.
    """
    marks = unicodedata.normalize("NFD", word)
    tones = [char for char in marks if char in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(char for char in marks if char not in _TONES))
    syllable = _SYLLABLE.fullmatch(toneless)
    if syllable is None or len(tones) > 1:
        return sys.intern(word)
    onset, nucleus, coda = syllable.groups()
    if nucleus == "i" and not coda and onset in _FINAL_Y_ONSETS:
        nucleus = "y"
    at = _toned(nucleus, closed=bool(coda)) + 1
    spelled = "".join((onset, nucleus[:at], *tones, nucleus[at:], coda))
    return sys.intern(unicodedata.normalize("NFC", spelled))


def _toned(nucleus: str, *, closed: bool) -> int:
    """Which vowel carries the tone: the last shaped one (người), else by length and end (hòa, khoái)."""
    shaped = [at for at, vowel in enumerate(nucleus) if vowel in _SHAPED_VOWELS]
    if shaped:
        return shaped[-1]
    return 1 if len(nucleus) == 3 or (len(nucleus) == 2 and closed) else 0
