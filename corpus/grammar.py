"""What a line may open: a chapter, section, article, clause or point, judged from the line alone.

Nothing is decided here: a line that may open a unit is an `Opening`; numbering.py chooses among them.
Patterns run on the folded line (no marks, lower case), which has the length of the line, so one pattern
reads "Điều", "Điêu", "Ðiều" and "DIỀU".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from corpus.folding import fold


class Level(Enum):
    """The levels that a line can open, the highest first."""

    DIVISION = auto()
    CHAPTER = auto()
    SECTION = auto()
    SUBSECTION = auto()
    ARTICLE = auto()
    CLAUSE = auto()
    POINT = auto()
    DOTTED = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """A label at the start of a line.

    `start` is where the label begins (a list dash may stand before it), `end` is where the words after it
    begin. `firm` means that the mark after the number is the usual one. `prefix` is the 2 of "2.8".
    """

    level: Level
    number: int
    suffix: int = 0  # 0 none, else 1 for a
    start: int = 0
    end: int = 0
    firm: bool = True
    prefix: int = 0
    guessed: bool = False  # a letter was read as a digit ("Điều l.")


# "Điều 5. Chế độ giao ban" · "Điêu 5: …" · "Điều5." · "Ðiều 35a." · "Điều thứ 3." · "ĐIỀU 7"
_ARTICLE = re.compile(
    r"""
    [-–+•\s]*
    (?P<word> d\s?[il1|]eu ) \s* (?: thu \s+ )?
    (?P<number> \d{1,4} | [lio\d]{1,3} ) (?P<suffix> [a-z]? )
    (?: \s* (?P<mark> [.:] | [-–](?=\s) | [/)](?=\s|$) ) | (?=\s|$) )
    \s*
    """,
    re.VERBOSE,
)
# "3. Thủ trưởng …" · "1a. …" · "3) …" · "12/ …" · "l. Quy chế …" (a scanned 1)
_CLAUSE = re.compile(
    r"""
    (?: [-+•] \s+ )?
    (?P<number> \d{1,3} | [li](?=[.)]\s) ) (?P<suffix> [a-z]? )
    \s* (?: (?P<mark> [.)] ) (?!\d) | (?P<loose> [/,:] | [-–] ) (?=\s) )
    \s*
    """,
    re.VERBOSE,
)
# "2.8. Thành viên Ban Chỉ đạo" · "2.8 Thành viên"
_DOTTED = re.compile(
    r"(?: [-+•] \s+ )? (?P<prefix>\d{1,3}) \. (?P<number>\d{1,3}) (?: (?P<mark>[.)]) (?!\d) | (?=\s) ) \s*",
    re.VERBOSE,
)
# "đ) Phối hợp …" · "a. …" · "(c) …" · "b1) …" · "- a) …"
_POINT = re.compile(
    r"""
    (?: [-+•] \s+ )?
    (?P<open> \( )? (?P<letter> [a-z] ) (?P<digit> \d? )
    \s? (?P<mark> [).] | / (?=\s) ) (?! \w\w?[.)\d] )
    \s*
    """,
    re.VERBOSE,
)
# "Chương I" · "Chương 1." · "Chương I - QUY ĐỊNH CHUNG" · "CHƯƠNG II: …"
_CHAPTER = re.compile(
    r"chuong \s+ (?P<number> [ivxlc]+ | \d{1,2} ) (?P<suffix>[a-z]?) (?![^\W_])", re.VERBOSE
)
_SECTION = re.compile(r"muc \s+ (?P<number> [ivxlc]+ | \d{1,2} ) (?P<suffix>[a-z]?) (?![^\W_])", re.VERBOSE)
_SUBSECTION = re.compile(
    r"tieu \s+ muc \s+ (?P<number> [ivxlc]+ | \d{1,2} ) (?P<suffix>[a-z]?) (?![^\W_])", re.VERBOSE
)
_DIVISION = re.compile(
    r"phan \s+ (?: thu \s+ (?P<word> nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi )"
    r" | (?P<number> [ivxlc]+ | \d{1,2} ) ) (?![^\W_])",
    re.VERBOSE,
)
_MARK = re.compile(r"\s*[.:\-–—]+\s*|\s+|$")
_ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HIGHEST_YEARLESS = 999
# A line that goes on with one of these after a number cites another instrument: "Điều 27 Luật Ban hành …".
_CITING = re.compile(
    r"(?:bo luat|luat|nghi dinh|nghi quyet|thong tu|phap lenh|hien phap|quyet dinh|quy che|quy dinh|"
    r"cua|va|hoac|khoan|diem|dieu|nay|tren|duoi|den|chuong|muc)\b(?!\s+(?:quyet dinh|quy che)?\s*nay)"
)


def read_article(text: str) -> Opening | None:
    """An article's label at the start of the line, if one stands there and the words after it allow it."""
    if len(text) < 5 or text[0] in "“\"'‘":
        return None
    folded = fold(text[:40])
    match = _ARTICLE.match(folded)
    if match is None:
        return None
    word = match.start("word")
    if text[word].islower():  # "điều 5" inside a sentence that was wrapped
        return None
    number, guessed = _number(match["number"])
    if number is None or number == 0 or number > _HIGHEST_YEARLESS or (guessed and match["mark"] is None):
        return None
    rest = fold(text[match.end() : match.end() + 30])
    firm = match["mark"] in (".", ":")
    if not firm and rest and (not text[match.end()].isupper() or _CITING.match(rest)):
        return None
    return Opening(Level.ARTICLE, number, _suffix(text, match), word, match.end(), firm=firm, guessed=guessed)


def read_clause(text: str) -> Opening | None:
    """A clause's label at the start of the line."""
    match = _CLAUSE.match(fold(text[:16]))
    if match is None:
        return None
    number, guessed = _number(match["number"])
    if number is None or number == 0:
        return None
    following = text[match.end() : match.end() + 1]
    if match["loose"] is not None and not following.isupper():
        return None
    return Opening(
        Level.CLAUSE,
        number,
        _suffix(text, match),
        match.start("number"),
        match.end(),
        firm=match["loose"] is None and bool(following),
        guessed=guessed,
    )


def read_point(text: str) -> Opening | None:
    """A point's letter at the start of the line; the number is its place in the alphabet with đ after d."""
    match = _POINT.match(fold(text[:12]))
    if match is None:
        return None
    letter = text[match.start("letter")]
    if letter.isupper() and letter != "Đ":
        return None
    closed = match["mark"] == ")" or match["open"] is not None
    return Opening(
        Level.POINT,
        letter_number(letter),
        int(match["digit"] or 0),
        match.start("open") if match["open"] else match.start("letter"),
        match.end(),
        firm=closed,
    )


def read_dotted(text: str) -> Opening | None:
    """An item of the third level numbered as "2.8."."""
    match = _DOTTED.match(text[:20])
    if match is None or int(match["number"]) == 0:
        return None
    if match["mark"] is None and not text[match.end() : match.end() + 1].isupper():  # "2.1 triệu đồng"
        return None
    return Opening(
        Level.DOTTED,
        int(match["number"]),
        start=match.start("prefix"),
        end=match.end(),
        firm=match["mark"] is not None,
        prefix=int(match["prefix"]),
    )


def may_open(text: str) -> bool:
    """Whether the line could open a unit or a heading of any level."""
    return any(
        read(text) is not None for read in (read_article, read_clause, read_point, read_dotted, read_group)
    )


def read_group(text: str) -> Opening | None:
    """A chapter, section, subsection or division at the start of the line, if the rest of the line may be
    its title.
    """
    if text[:1] not in "CMTPcmtp#":
        return None
    folded = fold(text[:40])
    for level, pattern in _GROUPS:
        match = pattern.match(folded)
        if match is None or text[match.start()].islower():
            continue
        named = match.groupdict()
        number = _ORDINALS.index(named["word"]) + 1 if named.get("word") else group_number(named["number"])
        mark = _MARK.match(folded, match.end())
        end = mark.end() if mark else match.end()
        rest = text[end:]
        marked = mark is not None and bool(mark[0].strip())
        if number == 0 or (
            rest and not (marked or rest.isupper() or (rest[0].isupper() and not _cites(rest)))
        ):
            return None
        return Opening(level, number, 0, 0, end, firm=not rest or marked or rest.isupper())
    return None


_GROUPS = (
    (Level.CHAPTER, _CHAPTER),
    (Level.SUBSECTION, _SUBSECTION),
    (Level.SECTION, _SECTION),
    (Level.DIVISION, _DIVISION),
)


def group_number(label: str) -> int:
    """The value of a chapter's number, Roman or Arabic; 0 for what is neither."""
    if label.isdigit():
        return int(label)
    values = [_ROMAN.get(letter, 0) for letter in label.lower()]
    if not values or 0 in values:
        return 0
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def letter_number(letter: str) -> int:
    """1 for a … 4 for d, 5 for đ, 6 for e: the place in the alphabet that points are counted in."""
    if letter in "đĐðÐ":
        return 5
    at = _LETTERS.index(fold(letter)) + 1
    return at if at <= 4 else at + 1


def _number(token: str) -> tuple[int | None, bool]:
    if token.isdigit():
        return int(token), False
    if token in ("l", "i") or any(letter.isdigit() for letter in token):
        return int(token.translate(str.maketrans("lio", "110"))), True
    return None, False


def _suffix(text: str, match: re.Match[str]) -> int:
    return letter_number(text[match.start("suffix")]) if match["suffix"] else 0


def _cites(rest: str) -> bool:
    return _CITING.match(fold(rest[:30])) is not None
