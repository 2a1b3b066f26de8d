"""Newcomers beside those who are there, whose names are to follow: "thêm một đầu mối nữa từ 2/11, tên em gửi sau"."""

import re

from bot.roster.reading.items import Row

_MORE = re.compile(
    r"""
    \b(?P<verb>them|bo\ssung|tang)\s(?:moi\s)?
    (?:(?P<count>mot|hai|ba|may|vai|0?\d)\s)?
    (?P<whom>(?:can\sbo|cong\schuc|vien\schuc)\sdau\smoi|nguoi|dau\smoi|can\sbo|cong\schuc|dong\schi|dc)\b
    """,
    re.VERBOSE,
)
_LATER = re.compile(
    r"""
    \b(?:ho\s)?(?:ten|danh\stinh|thong\stin|ai)\b[\w\s,]{0,40}\b(?:sau|bao|gui|nhan|cung\scap|chot)\b
    | \b(?:bao|gui|nhan|chot|co|ro|biet)\s(?:lai\s|sau\s)?(?:ho\s)?(?:ten|danh\stinh|ai)\b
    """,
    re.VERBOSE,
)


_SUCCESSOR = re.compile(
    r"""
    \bnguoi\s(?:(?:se\s)?(?:thay\sthe|thay|moi|ke\snhiem|vao\sthay|nhan\sthay))\b [\s,]* (?:(?:thi|se|de)\b[\s,]*)*
    (?:\w+\s){0,3}? (?:cu|bo\stri|phan\scong|chon|bao|gui|chot|thong\sbao|bo\ssung)
    (?:\s(?:ten|danh\stinh))? \s(?:sau|lai)\b
    """,
    re.VERBOSE,
)
_ROSTER = re.compile(r"\b(?:dau moi|cbdm|ccdm|dm|danh sach|ds|ban chi dao|bcd)\b")
_DESIGNATED = re.compile(r"\b(?:giao|cu|phan cong|bo tri)\b")
_ELSEWHERE = re.compile(
    r"\b(?:hop|du|truc|tap huan|nhom|zalo|mot cua|1 cua|trang|lop|doan|di|hoc|thi|phuc vu|ho tro)\b"
)


def speaks_of_other_duty(row: Row) -> bool:
    """As in "nhờ thêm 1 người đi họp, tên gửi sau": somebody more, but for a meeting or a chat group."""
    words = " ".join(row.fold(item) for item in row.items)
    more = _MORE.search(words)
    if more is None or "dau moi" in words:
        return False
    return bool(_ELSEWHERE.search(words[more.end() :].partition(" ,")[0]))


def promises_successor(row: Row) -> bool:
    """As in "chị A thôi từ 1/12, người thay thì xã cử sau, tên báo lại"."""
    words = " ".join(row.fold(item) for item in row.items)
    return "?" not in words and _SUCCESSOR.search(words) is not None


def promises_newcomers(row: Row) -> bool:
    """Whether a focal officer is added whose name comes later, and nothing is asked; not somebody for a meeting."""
    words = " ".join(row.fold(item) for item in row.items)
    more = _MORE.search(words)
    if more is None or "?" in words or not _LATER.search(words, more.end()):
        return False
    clause, _, _ = words[more.end() :].partition(" ,")
    if _ELSEWHERE.search(clause):
        return False
    return bool(_ROSTER.search(words) or _DESIGNATED.search(words))
