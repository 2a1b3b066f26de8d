"""Finds what a message only plans, denies, repeats or hears from citizens: none of it is reported as a change.

"Sở đang tính thay anh A", "chị B thay, còn chờ duyệt", "tin anh A nghỉ là không đúng", "dân đòi thay ông C", "em đã báo
việc này rồi". What was settled in an earlier clause stays settled: "anh A nghỉ hưu, sở đang tính cử chị B" loses only B.
"""

import re

from bot.roster.reading.items import Row

_CHANGES = ("leave", "drop", "drop_post", "swap", "bring", "come", "trade", "announce")
_NOW = re.compile(r"\b(?:nay|gio|chu|hom nay|tu ngay|ke tu|bay gio|lan nay)\b")
_GUESSES = re.compile(r"\W*chac (?!chan\b)\w")  # "chắc sang năm bên em mới thay"
_CITIZENS = re.compile(
    r"""
    (?:\b(?:nguoi|ho|nhan|cong)\s dan | \bba \s con | \bcu \s tri | \bkhach \s hang | \bdoanh \s nghiep | ^\W*dan)
    \b (?:\s\w+){0,4}? \s
    (?:phan \s anh|kien \s nghi|de \s nghi|yeu \s cau|phan \s nan|khieu \s nai|to \s cao|che|doi|keu|buc \s xuc|gop \s y)\b
    """,
    re.VERBOSE,
)
_SETTLED = re.compile(
    r"(?<!chua )(?<!khong )(?<!cho )(?<!de )(?<!duoc )\b(?:da |nay |roi |va |moi )"
    r"(?:chot|thong nhat|nhat tri|quyet dinh|dong y|ky)\b"
)
_DENIED = re.compile(
    r"""
    \bkhong \s co \s (?:chuyen|viec) \b
    | \b(?:khong|dau) \s (?:phai|he) \b .{0,90} \s dau\b (?!\smoi)
    | \b(?:tin|thong \s tin|viec|chuyen)\b .* \b(?:la \s)?
      (?:khong \s (?:dung|chinh \s xac|co|phai \s vay)|sai|(?:la\s)?tin\s don|don\s thoi) \b
    """,
    re.VERBOSE,
)
_OLD_STORY = re.compile(
    r"\b(?:tu |ca |may )?(?:may|nhieu|2|3|hai|ba) nam (?:nay|roi|truoc)\b|\btu lau\b"
    r"|\btu hoi\b(?! (?:dau |giua |cuoi )?(?:thang|tuan)\b)"
)
_REFUSED = re.compile(
    r"""
    \b(?:lanh \s dao|sep|giam \s doc|chu \s tich|bi \s thu|dang \s uy|cap \s tren|tinh|huyen|so|xa|vp|ben \s tren)
    \s (?:\w+ \s){0,2}?
    (?:chua|khong|ko) \s (?:chiu \s)? (?:dong \s y|cho|duyet|nhat \s tri|chiu|chap \s (?:nhan|thuan))\b
    """,
    re.VERBOSE,
)
_REPEATED = re.compile(
    r"""
    \b(?:da|co) \s (?:duoc \s)? (?:bao|gui|thong \s bao|lam \s cong \s van) \b [^,]* \b(?:roi|chua|thang \s truoc|tuan \s truoc)\b
    | \b(?:bao|gui|thong \s bao) (?:\s cao)? \s (?:roi \b | (?:tu|hom) \s (?:thang|tuan|hom|bua|dot|quy|nam)? \s? (?:truoc|roi)\b)
    | ^\W* (?:thang|tuan|quy|hom|bua|dot|ky) \s (?:truoc|roi|vua \s roi) \b .*
      \b(?:da|co) \s (?:thay|cu|doi|bo \s sung|rut|bao|gui)\b
    | \b(?:chi|xin) \s nhac \s lai \b
    | \bnoi \s dung \s (?:khong|van) \s (?:thay \s)? (?:doi|nhu)\b
    """,
    re.VERBOSE,
)


def find_unreported(row: Row, indexes: list[int], clauses: list[list[int]]) -> set[int]:
    """The items of one sentence that citizens ask for, that are denied or that were reported before."""
    whole = _text(row, indexes)
    changes = _has(row, indexes, *_CHANGES)
    dated = any(row.items[i].kind == "date" for i in indexes)
    people = sum(
        row.items[i].kind == "person" and not row.fold(row.items[i]).startswith("dan ") for i in indexes
    )
    if not dated and people < 2 and _CITIZENS.search(whole):
        return set(indexes)
    if changes and _OLD_STORY.search(whole):
        return set(indexes)
    if changes and (_DENIED.search(whole) or (not dated and _REFUSED.search(whole))):
        return set(indexes)
    return _repeated(row, clauses) if changes else set()


def _repeated(row: Row, clauses: list[list[int]]) -> set[int]:
    """As in "hồi tháng 3 anh A thôi, em đã báo rồi": all of it, but for a clause that speaks of now."""
    told = [number for number, clause in enumerate(clauses) if _REPEATED.search(_text(row, clause))]
    if not told:
        return set()
    return {
        i
        for number, clause in enumerate(clauses)
        for i in clause
        if number <= told[-1] or not _NOW.search(_text(row, clause))
    }


def find_planned(row: Row, indexes: list[int], clauses: list[list[int]]) -> set[int]:
    """From the clause on that intends; a mere "dự kiến" counts only while nothing else is fixed."""
    pending = _has(row, indexes, "pending")
    first = next((n for n, clause in enumerate(clauses) if _intends(row, clause, pending=pending)), None)
    if first is None and pending:
        first = _waits(row, clauses)
    if first is None:
        return set()
    settled = next(
        (n for n, clause in enumerate(clauses[first + 1 :], first + 1) if _settles(row, clause)), None
    )
    return {i for clause in clauses[first:settled] for i in clause}


def _settles(row: Row, clause: list[int]) -> bool:
    """As in "… dự kiến anh A nhưng nay chốt chị B", "họp và thống nhất thay anh A"."""
    return bool(_SETTLED.search(_text(row, clause)))


def _intends(row: Row, clause: list[int], *, pending: bool) -> bool:
    if (_has(row, clause, "intends") and not _settles(row, clause)) or _GUESSES.match(_text(row, clause)):
        return True
    if _either(row, clause):
        return True
    plans = next((i for i in clause if row.items[i].is_cue("plans")), None)
    if plans is None or (plans + 1 < len(row.items) and _dates(row, plans + 1)):
        return False  # "dự kiến từ 1/12": the day may move, the change will not
    return pending or not any(item.kind == "date" for item in row.items)


def _either(row: Row, clause: list[int]) -> bool:
    """As in "anh A hoặc chị B thay anh C": it is open who comes."""
    named = [i for i in clause if row.items[i].kind == "person"]
    return any(
        row.fold(row.items[i]) == "hoac" and named[0] < i < named[-1] for i in clause if len(named) > 1
    )


def _dates(row: Row, index: int) -> bool:
    item = row.items[index]
    return item.kind == "date" or row.fold(item) in {"tu", "ke", "ngay", "vao", "bat", "thoi gian", "ap dung"}


def _waits(row: Row, clauses: list[list[int]]) -> int | None:
    """The clause whose change waits for a meeting or a consent; none where its day is already fixed."""
    if any(item.kind == "date" for item in row.items):
        return None
    waiting = next(n for n, clause in enumerate(clauses) if _has(row, clause, "pending"))
    for number, clause in enumerate(clauses[: waiting + 1]):
        if _has(row, clause, "leave", "drop_post"):
            return waiting if number < waiting else None
        if _has(row, clause, *_CHANGES):
            return number
    return waiting


def _has(row: Row, indexes: list[int], *kinds: str) -> bool:
    return any(row.items[i].is_cue(*kinds) for i in indexes)


def _text(row: Row, indexes: list[int]) -> str:
    return " ".join(row.fold(row.items[i]) for i in indexes)
