"""Each single "điều 5", "k2", "điểm a" that somebody typed: with or without accents, with slips, in lists
and ranges.

Works on folded text (no marks, lower case) of the same length; a look at the letters as typed tells "sáu"
from "sau". Which mentions belong together is decided in sites.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.typed_labels import Rank, as_typed, read_labels


@dataclass(frozen=True, slots=True)
class Mention:
    """One kind word with its numbers: "khoản 3 và 4" has two values. `is_short` for "k3"."""

    rank: Rank
    values: tuple[str, ...]
    start: int
    end: int
    is_short: bool = False


# Slips and undone telex of the kind words, folded: "dieu" also stands for đièu, điêu, đieu, diều, Điều.
_KIND = re.compile(
    r"""
    (?<! [^\W\d] ) (?<! @ ) (?: cac \s+ )?
    (?:
      (?P<article> d{1,2}i{1,2}e{1,2}f?u f? | deiu | diue | deieu | diu )
    | (?P<clause>  kho(?:a|oa|aa)n{1,2} r? | khaon | koan | khoa?n\.? )
    | (?P<point>   d{1,2}ie{1,2}m r? | diem | deim | tiet )
    | (?P<item>    tieu \s muc | muc | y )
    | (?P<chapter> chuong | chg | chuogn )
    )
    (?! [a-z] [\s.:]+ (?: \d | [a-z]\b ) )  # "điểmm a" has a slip, "điểma" has none
    (?P<number> \s+ (?: thu | so ) (?= \s ) )? \s* [.:]? \s* (?= [\w(\"'“] )
    """,
    re.VERBOSE,
)
_KINDS = ("article", "clause", "point", "item", "chapter")
# "đ4" · "Đ.4" · "d4k2" · "k.3" · "đ.7 k.3"
_ABBREVIATED = re.compile(r"(?P<kind>[dk])\.?(?P<space>\s?)(?P<number>\d{1,3})(?P<letter>[a-z]?)")
_LETTER_OF_NEXT = re.compile(r"[kd]\.?(?:\d|[a-z](?!\w))")  # the second d of "k2d4", the d of "d4da"
_NO_SHORT_FORM = re.compile(r"_|[-/:]\d|\.(?![kd]\.?\d)\w{2,}")  # after "k2": dates, addresses, file names
# "tài khoản 2", "điều khoản 3", "thời điểm e …", "danh mục 2.1" are other words.
_NOT_AFTER = {
    Rank.CLAUSE: frozenset({"tai", "dieu", "chuyen"}),
    Rank.POINT: frozenset(
        {"thoi", "dia", "quan", "dac", "uu", "nhuoc", "thi", "trong", "cao", "dan", "trung", "chi"}
    ),
    Rank.ARTICLE: frozenset({"bat", "tuy"}),
    Rank.CHAPTER: frozenset({"van"}),
}
# "phòng D4", "lớp K2": rooms, houses and classes have such names too.
_PLACES = frozenset(
    {"phong", "nha", "khu", "toa", "lo", "duong", "day", "cong", "block", "khoa", "lop", "vitamin", "mau"}
)
_ITEM_NOT_AFTER = frozenset({"danh", "hang", "chuyen", "dau"})
_COUNTS = re.compile(
    r"(?<![\d/])(?<!qd\s)(?<!dinh\s)(?<!so\s)(?:\d{1,2}|may|nhieu|tung|moi|bao\snhieu|nhung|vai)\s+$"
)
# After a number these make it an amount, a day or a time.
_AMOUNT = re.compile(
    r"\s*(?:%|trieu\b|tr\b|ty\b|nghin\b|ngan\b|dong\b|vnd\b|usd\b|ngay\b|thang\b|tuan\b|gio\b|phut\b)"
)
_REACH = 32  # characters around a mention that can change what it means


def find_mentions(text: str, folded: str) -> list[Mention]:
    """Every mention in the order of the text; no two overlap."""
    mentions: list[Mention] = []
    for mention in sorted(
        [*_spelled(text, folded), *_abbreviated(text, folded)], key=lambda found: (found.start, -found.end)
    ):
        if not mentions or mention.start >= mentions[-1].end:
            mentions.append(mention)
    return mentions


def _spelled(text: str, folded: str) -> Iterator[Mention]:
    for match in _KIND.finditer(folded):
        kind = next(name for name in _KINDS if match[name])
        if kind == "point" and match["number"]:  # "điểm số 8.5"
            continue
        if kind == "item":
            values, end = read_labels(text, folded, match.end(), Rank.POINT)
            is_item = "." in "".join(values) or re.match(
                r"[\s,]*(?:khoan\b|k\.?\s?\d)", folded[end : end + _REACH]
            )
            if "ứ" in text[match.start() : match.end()].lower():  # "mức 2.34"
                continue
            if values and is_item and _word_before(folded, match.start()) not in _ITEM_NOT_AFTER:
                yield Mention(Rank.POINT, values, match.start(), end)
            continue
        rank = Rank[kind.upper()]
        if is_compound(folded, match.start(), rank):
            continue
        values, end = read_labels(text, folded, match.end(), rank)
        if values and not (rank is Rank.CLAUSE and measures(folded, end)):
            yield Mention(rank, values, match.start(), end)


def _abbreviated(text: str, folded: str) -> Iterator[Mention]:
    """Short forms: "đ4", "k2", alone or joined as "d4k2a"."""
    previous = -1
    at = 0
    while (match := _ABBREVIATED.search(folded, at)) is not None:
        start, end = match.span()
        at = match.end("number")
        joined = previous >= 0 and folded[previous:start] in ("", "-", ".", "/")  # "d4k2", "d4.k2"
        if not joined and start and (folded[start - 1].isalnum() or folded[start - 1] in "_@/-&"):
            continue
        if not joined and start > 1 and folded[start - 1] == "." and folded[start - 2].isalnum():
            continue
        letter = match["letter"]
        after = folded[match.end("number") : match.end("number") + _REACH]
        if letter and _LETTER_OF_NEXT.match(after):
            letter, end = "", match.end("number")
        if (end < len(folded) and not letter and after[:1].isalnum() and after[0] not in "kd") or (
            letter and after[1:2].isalnum()
        ):
            continue
        if _NO_SHORT_FORM.match(folded, end):
            continue
        if match["space"] and not _has_neighbour(folded, match):
            continue
        if not joined and _word_before(folded, start) in _PLACES:
            continue
        rank = Rank.ARTICLE if match["kind"] == "d" else Rank.CLAUSE
        if rank is Rank.CLAUSE and letter:
            yield Mention(rank, (match["number"],), start, match.end("number"), is_short=True)
            point = as_typed(text, match.end("number"))
            yield Mention(Rank.POINT, (point,), match.end("number"), end, is_short=True)
        elif after[:1] in ("k", "d"):
            yield Mention(rank, (match["number"],), start, match.end("number"), is_short=True)
        else:
            values, end = read_labels(text, folded, match.start("number"), rank)
            if values:
                yield Mention(rank, values, start, end, is_short=True)
        previous = end


def _has_neighbour(folded: str, match: re.Match[str]) -> bool:
    """Whether "đ 4" stands beside "k 2": alone, đ is money and k is "không"."""
    other = r"(?:khoan|k\.?)" if match["kind"] == "d" else r"(?:dieu|d\.?)"
    around = folded[max(0, match.start() - 9) : match.start()] + "|" + folded[match.end() : match.end() + 8]
    return re.search(rf"\b{other}\s?\d", around) is not None


def _word_before(folded: str, at: int) -> str:
    words = folded[max(0, at - 20) : at].split()
    return words[-1] if words and folded[at - 1 : at] == " " else ""


def without_counts(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions but those that a number before them counts: "9 điều 3 chương"."""
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    return [
        mention for mention in mentions if mention.is_short or not _is_counted(folded, mention.start, taken)
    ]


def _is_counted(folded: str, at: int, taken: AbstractSet[int]) -> bool:
    start = max(0, at - _REACH)
    match = _COUNTS.search(folded[start:at])
    return match is not None and start + match.start() not in taken


def is_compound(folded: str, at: int, rank: Rank) -> bool:
    """Whether the kind word at this place is the end of another word: "tài khoản", "điều khoản", "thời điểm"."""
    return _word_before(folded, at) in _NOT_AFTER[rank]


def measures(folded: str, end: int) -> bool:
    """Whether what follows a number makes it an amount, a day or a time: "khoản 5 triệu"."""
    return _AMOUNT.match(folded, end) is not None
