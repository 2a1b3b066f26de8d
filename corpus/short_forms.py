"""Articles and clauses in short: "đ4", "k2", "kh.3", "k/3 đ/2", joined as "d4k2a", glued as "điều 7k4" and "đ7qc"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.spelling import one_slip_from
from corpus.typed_labels import COUNTED, Mention, Rank, as_typed, measures, read_labels, word_before

# "đ4" · "Đ.4" · "d4k2" · "k.3" · "đ.7 k.3" · "kh.3" · "k/3 đ/2"
_ABBREVIATED = re.compile(
    r"(?P<kind>dd?|kh?)(?:(?P<sign>[:/])|\.?)(?P<space>\s?)(?P<number>\d{1,3})(?P<letter>[a-z]?)"
)
# The second d of "k2d4", the d of "d4da", the q of "đ7qc".
_LETTER_OF_NEXT = re.compile(
    r"(?:kh?|d)[.:/]?(?:\d|[a-z](?!\w))|q(?:c|che|d{1,2}|dinh|uy\s?che|ui\s?che|uyet\s?dinh)(?![a-z])"
)
_NO_SHORT_FORM = re.compile(  # after "k2": dates, addresses, file names
    r"_(?!(?:kh?|d)\.?\d)|[-/:]\d|\.(?!(?:kh?|d)\.?\d|d\.?[a-z](?!\w)|q(?:c|d|uy|uyet)(?!\w))\w{2,}"
)
_NO_PLAN = re.compile(r"\s*[/-]\s*\w|\d")  # "KH 12/KH-UBND" and "kh 2025" are plans
_GLUED_BEFORE = re.compile(r"(?<!\w)(?P<word>[a-z]{3,8})[\s.:]*\d{1,3}[-./_>]?$")  # "điều 7k4", "khoản 4đ7"
_JOINTS = frozenset({"", "-", ".", "/", "_", ">", "->"})
# "phòng D4", "lớp K2": rooms, houses and classes have such names too.
_PLACES = frozenset(
    {"phong", "nha", "khu", "toa", "lo", "duong", "day", "cong", "block", "khoa", "lop", "vitamin", "mau"}
)
_REACH = 32  # characters after a number that can change what it means


def find_short_forms(text: str, folded: str) -> Iterator[Mention]:
    """Each article, clause and point in short, in the order of the text; they may meet spelled ones."""
    previous = -1
    at = 0
    while (match := _ABBREVIATED.search(folded, at)) is not None:
        start, end = match.span()
        at = match.end("number")
        joined = previous >= 0 and folded[previous:start] in _JOINTS  # "d4k2", "d4.k2"
        joined = joined or _is_glued(folded, start)
        letter = match["letter"]
        after = folded[match.end("number") : match.end("number") + _REACH]
        goes_on = _LETTER_OF_NEXT.match(after) is not None
        if letter and goes_on:
            letter, end = "", match.end("number")
        if (not letter and not goes_on and after[:1].isalnum()) or (letter and after[1:2].isalnum()):
            continue
        if _NO_SHORT_FORM.match(folded, end) or not _is_a_place(folded, match, joined=joined):
            continue
        rank = Rank.ARTICLE if match["kind"][0] == "d" else Rank.CLAUSE
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


def _is_a_place(folded: str, match: re.Match[str], *, joined: bool) -> bool:
    """Whether a letter and a number, not `joined` to another place, name one: no room, plan, amount or part of a word."""
    start = match.start()
    is_odd = match["sign"] or (match["space"] and match["kind"] != "kh")
    if is_odd and not _has_neighbour(folded, match):
        return False
    if joined:
        return True
    before = folded[max(0, start - 2) : start]
    if before[-1:].isalnum() or before[-1:] in ("_", "@", "/", "-", "&"):
        return False
    if before[1:] == "." and before[0].isalnum():
        return False
    if match["kind"] == "kh" and _is_a_plan(folded, match):
        return False
    return word_before(folded, start) not in _PLACES


def _has_neighbour(folded: str, match: re.Match[str]) -> bool:
    """Whether "đ 4" stands beside "k 2": alone, đ is money and k is "không"."""
    other = r"(?:khoan|kh?[.:/]?)" if match["kind"][0] == "d" else r"(?:dieu|d[.:/]?)"
    around = folded[max(0, match.start() - 9) : match.start()] + "|" + folded[match.end() : match.end() + 8]
    return re.search(rf"(?<![^\W_]){other}\s?\d", around) is not None


def _is_glued(folded: str, start: int) -> bool:
    """Whether a spelled clause or article ends here: "điều 7k4", "khaon 4đ7"."""
    if not folded[start - 1 : start].isdigit() and folded[start - 1 : start] not in ("-", ".", "/", "_", ">"):
        return False
    glued = _GLUED_BEFORE.search(folded, max(0, start - 14), start)
    return glued is not None and any(
        glued["word"] == kind or glued["word"] in one_slip_from(kind) for kind in ("dieu", "khoan")
    )


def _is_a_plan(folded: str, match: re.Match[str]) -> bool:
    """Whether "kh 12" is a plan (kế hoạch) or counts something."""
    end = match.end("number")
    return bool(_NO_PLAN.match(folded, end) or COUNTED.match(folded, end) or measures(folded, end))
