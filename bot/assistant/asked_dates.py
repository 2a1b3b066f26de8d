"""Whether a question asks when something is due, and for which cycles and period: "quý I/2027", "tháng sau"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.assistant.answer import AskedDues
from corpus import Period
from index import Query, fold

_WHEN = re.compile(
    r"\b(?:khi nao|bao gio|luc nao|hom nao|chung nao|khi mo|ngay (?:nao|may|bao nhieu|gi|mo)|mung may|han|deadline"
    r"|cham nhat|truoc ngay|thoi han|lich nop|tre|con may ngay)\b"
)
_DATE_TOPICS = frozenset({"date", "frequency"})
_BARE_TOPICS = frozenset({"report", "report-duty", "frequency", "date"})
_BARE = 6  # syllables of a message that only names a report
_SURE = 0.5
_HALF_YEAR = re.compile(r"\b(?:6|sau) thang(?: (?:dau|cuoi))?(?: nam)?\b|\bnua nam\b|\bban nien\b")
_QUARTER = re.compile(r"\b(?:quy|q) ?(?P<number>[1-4]|i{1,3}|iv)\b(?: (?:nam )?(?P<year>20\d\d))?")
_MONTH = re.compile(r"(?<!\d )\bthang (?P<number>1[0-2]|0?[1-9])\b(?: (?:nam )?(?P<year>20\d\d))?")
_YEAR = re.compile(r"\bnam (?P<year>20\d\d)\b")
_CYCLES = {
    Period.MONTHLY: re.compile(r"\bthang\b(?! \d)"),
    Period.QUARTERLY: re.compile(r"\bquy\b(?! (?:che|dinh|trinh|pham|mo|dong)\b)"),
    Period.YEARLY: re.compile(r"\b(?:nam|tong ket)\b(?! 20\d\d)"),
}
_NEXT = re.compile(r"\b(?:thang|quy|nam) (?:sau|toi)\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ALL = tuple(_CYCLES)


@dataclass(frozen=True, slots=True)
class _Named:
    cycles: tuple[Period, ...]
    number: int | None = None
    year: int | None = None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(text.lower())).split())


def _named(plain: str) -> _Named:
    rest, cycles = plain, []
    if _HALF_YEAR.search(rest):
        cycles.append(Period.HALF_YEARLY)
        rest = _HALF_YEAR.sub(" ", rest)
    for cycle, pattern in ((Period.QUARTERLY, _QUARTER), (Period.MONTHLY, _MONTH)):
        if match := pattern.search(rest):
            number = _ROMAN.get(match["number"]) or int(match["number"])
            return _Named((*cycles, cycle), number, int(match["year"]) if match["year"] else None)
    year = _YEAR.search(rest)
    cycles += [cycle for cycle, pattern in _CYCLES.items() if pattern.search(rest)]
    if year and not cycles:
        cycles.append(Period.YEARLY)
    return _Named(tuple(cycles), None, int(year["year"]) if year else None)


def named_cycles(text: str) -> tuple[Period, ...]:
    """The cycles that a text names: "báo cáo quý", "6 tháng đầu năm"; empty if none."""
    return _named(_plain(text)).cycles


def asked_dues(text: str, query: Query) -> AskedDues | None:
    """What due days are asked for, of every cycle if none is named; None when the question is not about when.

    `text` has its marks restored; a follow-up's topics come with the query.
    """
    plain = _plain(text)
    sure = {topic for topic, strength in query.topics.items() if strength >= _SURE}
    bare = bool(sure) and sure <= _BARE_TOPICS and len(plain.split()) <= _BARE
    if not (bare or _WHEN.search(plain) or _DATE_TOPICS & sure) or not _BARE_TOPICS & sure:
        return None
    named = _named(plain)
    return AskedDues(
        cycles=named.cycles or _ALL,
        number=named.number,
        year=named.year,
        following=bool(_NEXT.search(plain)) and named.number is None,
    )
