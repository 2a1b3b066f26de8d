"""Splits a message into words, numbers and marks that remember where they stood and how they were typed.

Vietnamese is typed with accents, without, or with both in one message, and the tone mark of "hoà" may stand on either
vowel. So every word has a `key` (lower case, tone moved to the end: hoà and hòa are equal) and a `fold` (no accents at
all); `bare` says that the word was typed without accents in a message that mostly lacks them.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.roster.reading.slips import mended

_TOKEN = re.compile(
    r"""
    (?P<break>\n)
    | (?P<arrow>-{1,2}>|=>|>>|→|>(?=\s))
    | (?P<number>\d+)
    | (?P<short>\b[đĐdD]\s?[./]\s?[cC](?:hí)?(?![^\W\d_]))
    | (?P<word>\b[HhKk]['’ʼ`]\s?[^\W\d_]+ | [^\W\d_]+(?:['’ʼ`][^\W\d_]+)*)  # H' Linh is one word
    | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_BARE_SHARE = 0.34
_LOWER_SHARE = 0.2
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `start` and `end` are offsets into the tidied message."""

    text: str
    start: int
    end: int
    kind: str
    key: str
    fold: str
    bare: bool = False

    @property
    def is_word(self) -> bool:
        """Letters, not digits or marks."""
        return self.kind in {"word", "short"}

    @property
    def capital(self) -> bool:
        """Begins with an upper-case letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Message:
    """A tidied text and its tokens; `cased` says that capitals carry meaning in it."""

    text: str
    tokens: tuple[Token, ...]
    cased: bool
    accented: bool

    def slice(self, start: int, end: int) -> str:
        """The text from token `start` up to but not including token `end`."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""


def tidy(text: str) -> str:
    """NFC, one kind of line break, blank and dash, Icelandic Ð read as Đ."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = (
        text.replace("Ð", "Đ")
        .replace("ð", "đ")
        .replace("\u00a0", " ")
        .replace("\u200b", "")
        .replace("\ufeff", "")
    )
    return text.replace("–", "-").replace("—", "-").replace("‑", "-").replace("−", "-")


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """Lower case with the tone moved to the end, so that it does not matter on which vowel it was typed."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES:
            tone += _TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


@lru_cache(maxsize=20_000)
def fold_of(word: str) -> str:
    """Lower case without any accent; đ becomes d."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("đ", "d").replace("ƀ", "b"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def tokenize(text: str) -> Message:
    """Tokens of a message, with its habits of accents and capitals."""
    text = tidy(text)
    found = [
        (match.group(), match.start(), match.end(), match.lastgroup or "mark")
        for match in _TOKEN.finditer(text)
    ]
    words = [word for word, _, _, kind in found if kind == "word"]
    small = [word for word in words if word[:1].islower()]
    judged = small if len(small) >= _ENOUGH else words  # names keep their accents where the rest has none
    mostly_bare = sum(not word.isascii() for word in judged) < _BARE_SHARE * max(1, len(judged))
    meant = mended([(word, fold_of(word)) for word, _, _, _ in found])
    tokens = tuple(
        Token(
            text=word,
            start=start,
            end=end,
            kind=kind,
            key="đ/c" if kind == "short" else key_of(mend or word),
            fold="d/c" if kind == "short" else fold_of(mend or word),
            bare=mostly_bare and word.isascii(),
        )
        for (word, start, end, kind), mend in zip(found, meant, strict=True)
    )
    return Message(text, tokens, cased=_cased(tokens), accented=not mostly_bare)


def _cased(tokens: tuple[Token, ...]) -> bool:
    """Whether capitals tell names from other words: there are both, and not only at the beginning of sentences."""
    words = [token for token in tokens if token.kind == "word"]
    lower = sum(token.text[:1].islower() for token in words)
    inner = sum(
        token.capital and (len(token.text) == 1 or not token.text.isupper()) and before.is_word
        for before, token in pairwise(tokens)
    )
    shouted = sum(
        len(token.text) > 1 and token.text.isupper() and before.is_word for before, token in pairwise(tokens)
    )
    return lower >= _LOWER_SHARE * len(words) and lower > 0 and (inner > 0 or shouted > 1)
