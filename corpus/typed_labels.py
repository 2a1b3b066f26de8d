"""The labels after a kind word: "3", "3 và 4", "1 đến 3", "năm", "a, b và đ", "2.8", "II".

Works on folded text; a look at the letters as typed tells "sáu" from "sau" and "a" from "ạ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.folding import fold
from corpus.letter_names import read_letter_name
from corpus.path import LETTERS


class Rank(IntEnum):
    """The levels a mention can be of, the lowest first."""

    POINT = 0
    CLAUSE = 1
    ARTICLE = 2
    CHAPTER = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """One kind word with its numbers: "khoản 3 và 4" has two values. `is_short` for "k3"."""

    rank: Rank
    values: tuple[str, ...]
    start: int
    end: int
    is_short: bool = False


DOTTED = re.compile(r"(?P<value>\d{1,2}\.\d{1,2})(?![\d])")
_NUMBER = re.compile(
    r"(?P<number>\d{1,3})(?P<letter>[a-z]?)(?:\.(?P<clause>\d{1,2}))?(?!/\d|\.\d)"
    r"(?!(?!dieu|khoan|diem|quy|qui\b|qc\b|qche\b|qd{1,2}\b|qdinh\b|(?:kh?|d)[.:/]?\d)[^\W_])"
)
_LETTER = re.compile(r"[(\"'“]?(?P<letter>dd|(?![kd](?:[.:/]\s?)?\d)[a-z]\d?)[\"'”]?(?:\)|(?!\w))")
# "Điều IV", "khoản ii"; but "điều vi phạm".
_ROMAN_NUMBER = re.compile(r"(?!vi\b)(?:i{1,3}|i?[vx]|[vx]i{1,3})(?!\w)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_ROMAN = re.compile(r"(?P<label>[ivxlc]{1,6}|\d{1,2})(?!\w)")
_MORE = re.compile(r"\s*(?:(?P<range>den|toi|->|[-–—])|(?P<list>,|va|&|hoac|hay|;|\+|voi))\s*(?:het\s+)?")
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mot": 1, "bon": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_AFTER_WORD = frozenset(
    {"nay", "ngoai", "qua", "hoc", "cach", "so", "vai", "khi", "lan", "me", "chuc", "mot"}
)
# After a number of a list these say that things are counted.
COUNTED = re.compile(
    r"\s*(?:%|trieu|tr\b|ty\b|nghin|ngan\b|dong\b|nguoi|can bo|cong chuc|don vi|so nganh|huyen|xa\b|lan\b"
    r"|ngay|thang|quy [ivx\d]|nam\b|tuan|gio\b|phut|thu tuc|tthc|ban\b"
    r"|bo ho so|van ban|cb\b|cc\b|dong chi|dc\b|ng\b)"
)
# After a number these make it an amount, a day or a time.
_AMOUNT = re.compile(
    r"\s*(?:%|trieu\b|tr\b|ty\b|nghin\b|ngan\b|dong\b|vnd\b|usd\b|ngay\b|thang\b|tuan\b|gio\b|phut\b)"
)
_LONGEST_LIST = 30


def read_labels(
    text: str, folded: str, at: int, rank: Rank, *, kind_at: int | None = None
) -> tuple[tuple[str, ...], int]:
    """The labels from here on: one, a list ("5, 6 và 7") or a range ("1 đến 3"); and where they end.

    A letter called by its name ("bê") needs `kind_at`, where its "điểm" begins.
    """
    first = _value(text, folded, at, rank, kind_at)
    if first is None:
        return (), at
    values, end = [first[0]], first[1]
    while len(values) < _LONGEST_LIST:
        more = _MORE.match(folded, end)
        following = _value(text, folded, more.end(), rank, kind_at) if more else None
        if more is None or following is None or (_WORD.match(text, more.end()) and rank is not Rank.POINT):
            break
        if rank is Rank.POINT and following[1] - more.end() == 1 and _is_a_word(folded, following[1]):
            break
        if rank is Rank.CLAUSE and "." in following[0]:  # "k2, 2.8" goes on with an item
            break
        if rank is not Rank.POINT and COUNTED.match(folded, following[1]):
            break
        values.extend(_through(values[-1], following[0]) if more["range"] else [following[0]])
        end = following[1]
    return tuple(values), end


def _value(text: str, folded: str, at: int, rank: Rank, kind_at: int | None = None) -> tuple[str, int] | None:
    if rank is Rank.POINT:
        dotted = DOTTED.match(folded, at)
        if dotted is not None:
            return dotted["value"], dotted.end()
        match = _LETTER.match(folded, at)
        if match is None or not _is_plain(text, match.start("letter")):
            return read_letter_name(text, folded, at, kind_at) if kind_at is not None else None
        letter = "đ" if match["letter"] == "dd" else text[match.start("letter") : match.end("letter")].lower()
        return letter.replace("ð", "đ"), match.end()
    if rank is Rank.CHAPTER:
        roman = _ROMAN.match(folded, at)
        return (roman["label"].upper(), roman.end()) if roman else _word_value(text, folded, at)
    match = _NUMBER.match(folded, at)
    if match is None:
        return _roman_value(text, folded, at) or _word_value(text, folded, at)
    if int(match["number"]) == 0:
        return None
    letter = as_typed(text, match.end("number")) if match["letter"] else ""
    clause = f".{match['clause']}" if match["clause"] else ""
    return str(int(match["number"])) + letter + clause, match.end()


def _roman_value(text: str, folded: str, at: int) -> tuple[str, int] | None:
    """A number in Roman letters: capitals ("Điều IV"), or more than one small letter."""
    match = _ROMAN_NUMBER.match(folded, at)
    if match is None or not (text[at : match.end()].isupper() or len(match[0]) > 1):
        return None
    return str(_ROMANS.index(match[0]) + 1), match.end()


def _word_value(text: str, folded: str, at: int) -> tuple[str, int] | None:
    """A number in words ("điều năm", "khoản mười hai"), but not "điều sau" nor "khoản một cửa"."""
    match = _WORD.match(text, at)
    number = _WORDS.get(match[0].lower()) if match else None
    if match and fold(match[0]) == "nhat" and folded[:at].endswith("thu "):  # "khoản thứ nhất"
        return "1", match.end()
    if match is None or number is None:
        return None
    end = match.end()
    following = _WORD.match(text, end + 1)
    if number == 10 and following and _WORDS.get(following[0].lower(), 10) < 10:
        return str(number + _WORDS[following[0].lower()]), following.end()
    if following is not None:
        word = following[0].lower()
        if word == "cửa" or fold(word) in _AFTER_WORD:
            return None
        if word == "cua" and not re.match(r"\s*(?:d|k|quy che|qc)", folded[following.end() :]):
            return None
    if re.match(r"\s*\d", folded[end:]):
        return None
    return str(number), end


def _through(first: str, last: str) -> list[str]:
    """The labels after the first up to the last: 2 and 3 for "1 đến 3", b and c for "a đến c"."""
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + _LONGEST_LIST:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if len(first) == len(last) == 1 and first in LETTERS and last in LETTERS:
        between = LETTERS[LETTERS.index(first) + 1 : LETTERS.index(last) + 1]
        return [letter for letter in between if letter not in "fjwz" or letter == last] or [last]
    return [last]


def _is_a_word(folded: str, end: int) -> bool:
    """Whether the letter is the shorthand word of a sentence that goes on ("điểm a, e hỏi chút")."""
    rest = folded[end:].lstrip()
    return (
        bool(rest)
        and rest[0].isalpha()
        and not re.match(r"(?:khoan|dieu|k\d|d\d|va\b|hoac\b|cua\b|quy|k\.|d\.)", rest)
    )


def _is_plain(text: str, at: int) -> bool:
    """Whether the letter was typed without a mark: "a" and "đ", not "ạ"."""
    return text[at].lower() in f"{LETTERS}ð"


def as_typed(text: str, at: int) -> str:
    """The letter with its bar, if it has one, in lower case."""
    return text[at].lower()


def measures(folded: str, end: int) -> bool:
    """Whether what follows a number makes it an amount, a day or a time: "khoản 5 triệu"."""
    return _AMOUNT.match(folded, end) is not None


def word_before(folded: str, at: int) -> str:
    """The word right before a place, if only a space stands between."""
    words = folded[max(0, at - 20) : at].split()
    return words[-1] if words and folded[at - 1 : at] == " " else ""
