"""Each single "điều 5", "k2", "điểm a" that somebody typed: with or without accents, with slips, in lists
and ranges.

Works on folded text (no marks, lower case) of the same length; a look at the letters as typed tells "sáu"
from "sau". Which mentions belong together is decided in sites.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from corpus.short_forms import find_short_forms
from corpus.typed_labels import Mention, Rank, measures, read_labels, word_before

# Slips and undone telex of the kind words, folded: "dieu" also stands for đièu, điêu, đieu, diều, Điều.
_KIND = re.compile(
    r"""
    (?<! [^\W\d] ) (?<! @ ) (?: cac \s+ )?
    (?:
      (?P<article> d{1,2}i{1,2}e{1,2}f?u f? | deiu | diue | deieu | diu
                 | d9?ie(?:6?2|26?|6)u | d9ieu[26]{1,2}(?=\s) )  # "d9ie62u": VNI left undone
    | (?P<clause>  kho(?:a|oa|aa)n{1,2} r? | khaon | koan | khoa?n\.? | khoa3n )
    | (?P<point>   d{1,2}ie{1,2}m r? | diem | deim | tiet | d9?ie(?:6?3|36?|6)m | d9iem[36]{1,2}(?=\s) )
    | (?P<item>    tieu \s muc | muc | y )
    | (?P<chapter> chuong | chg | chuogn )
    )
    (?! [a-z] [\s.:]+ (?: \d | (?:[a-z]|be|bo|xe|ce|co|de|do|gie|go|hat|ho|ep)\b ) )  # "điểmm a" has a slip, "điểma" has none
    (?P<number> \s+ (?: thu | so ) (?= \s ) )? (?: \s+ chu (?= \s ) )? \s* [.:]? \s* (?= [\w(\"'“] )
    """,
    re.VERBOSE,
)
# "điểm 2 khoản 1", "điểm thứ 2 khoản 1": no label as printed, but meant as one.
_NUMBERED_POINT = re.compile(r"(?P<number>\d{1,2})(?=[\s,]+(?:cua\s+)?(?:khoan\s|k\.?\d))")
_KINDS = ("article", "clause", "point", "item", "chapter")
# "tài khoản 2", "điều khoản 3", "thời điểm e …", "danh mục 2.1" are other words.
_NOT_AFTER = {
    Rank.CLAUSE: frozenset({"tai", "dieu", "chuyen"}),
    Rank.POINT: frozenset(
        {"thoi", "dia", "quan", "dac", "uu", "nhuoc", "thi", "trong", "cao", "trung", "chi"}
    ),
    Rank.ARTICLE: frozenset({"bat", "tuy"}),
    Rank.CHAPTER: frozenset({"van"}),
}
_ITEM_NOT_AFTER = frozenset({"danh", "hang", "chuyen", "dau"})
_COUNTS = re.compile(
    r"(?<![\d/])(?<!qd\s)(?<!dinh\s)(?<!so\s)(?<!thu\s)(?:\d{1,2}|may|nhieu|tung|moi|bao\snhieu|nhung|vai)\s+$"
)
_REACH = 32  # characters around a mention that can change what it means


def find_mentions(text: str, folded: str) -> list[Mention]:
    """Every mention in the order of the text; no two overlap."""
    mentions: list[Mention] = []
    for mention in sorted(
        [*_spelled(text, folded), *find_short_forms(text, folded)],
        key=lambda found: (found.start, -found.end),
    ):
        if not mentions or mention.start >= mentions[-1].end:
            mentions.append(mention)
    return mentions


def _spelled(text: str, folded: str) -> Iterator[Mention]:
    for match in _KIND.finditer(folded):
        kind = next(name for name in _KINDS if match[name])
        numbered = _NUMBERED_POINT.match(folded, match.end()) if kind == "point" else None
        if numbered is not None:
            yield Mention(Rank.POINT, (numbered["number"],), match.start(), numbered.end("number"))
            continue
        if kind == "point" and match["number"]:  # "điểm số 8.5"
            continue
        if kind == "item":
            values, end = read_labels(text, folded, match.end(), Rank.POINT, kind_at=match.start())
            is_item = "." in "".join(values) or re.match(
                r"[\s,]*(?:khoan\b|k\.?\s?\d)", folded[end : end + _REACH]
            )
            if "ứ" in text[match.start() : match.end()].lower():  # "mức 2.34"
                continue
            if values and is_item and word_before(folded, match.start()) not in _ITEM_NOT_AFTER:
                yield Mention(Rank.POINT, values, match.start(), end)
            continue
        rank = Rank[kind.upper()]
        if is_compound(folded, match.start(), rank):
            continue
        values, end = read_labels(text, folded, match.end(), rank, kind_at=match.start())
        if values and not (rank is Rank.CLAUSE and measures(folded, end)):
            yield Mention(rank, values, match.start(), end)


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
    return word_before(folded, at) in _NOT_AFTER[rank]
