"""Which report a message is about: by its cycle, its number in the year, or words of its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.deadlines.occurrences import Occurrence
from corpus import Period
from index import fold

_BEFORE_A_CYCLE = r"(?:bao cao|bc|hang|moi|ky)"
_CYCLES = {
    Period.HALF_YEARLY: re.compile(r"\b(?:6 thang|sau thang|nua nam|ban nien)\b"),
    Period.QUARTERLY: re.compile(
        rf"\b(?:(?:{_BEFORE_A_CYCLE}|han|nop|nhan|cuoi|theo)(?: \w+){{0,2}}? quy|quy (?:[1-4]|i{{1,3}}|iv|nay|sau))\b"
    ),
    Period.MONTHLY: re.compile(rf"\b(?:{_BEFORE_A_CYCLE} thang|thang (?:nay|sau|\d{{1,2}}))\b"),
    Period.YEARLY: re.compile(rf"\b(?:(?:{_BEFORE_A_CYCLE}|tong ket|ca) nam|nam (?:nay|20\d\d))\b"),
}
# "quý" read loosely must not be the one of "quy chế", "quy định", "quy trình".
_NO_QUARTER = re.compile(r"\bquy (?=che|dinh|trinh|pham|mo|dong)")
_QUARTER = re.compile(r"\bquy (?P<number>[1-4]|i{1,3}|iv)\b(?:\W{1,3}(?P<year>20\d\d))?")
_MONTH = re.compile(r"\bthang (?P<number>1[0-2]|0?[1-9])\b(?:\W{1,3}(?P<year>20\d\d))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORD = re.compile(r"\w+")
# Words that every report and every message about one has.
_EMPTY = frozenset(
    {
        "bao",
        "cao",
        "bc",
        "ve",
        "cua",
        "cac",
        "theo",
        "va",
        "ky",
        "han",
        "da",
        "nop",
        "gui",
        "nhan",
        "tra",
        "lai",
    }
    | {"cho", "so", "ngay", "toi", "em"}
)


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What a message says of a report; all may be open."""

    cycle: Period | None = None
    number: int | None = None
    year: int | None = None
    words: frozenset[str] = frozenset()


def without_marks(text: str) -> str:
    """Lower case, no accents, every character in its place: what patterns here are written for."""
    return "".join(
        char if char.isascii() else fold(char)[:1] or char
        for char in unicodedata.normalize("NFC", text).lower()
    )


def read_report(text: str) -> ReportWords:
    """Cycle, number and the telling words."""
    plain = _NO_QUARTER.sub("", without_marks(text))
    cycle = find_cycle(text)
    number = year = None
    pattern = {Period.QUARTERLY: _QUARTER, Period.MONTHLY: _MONTH}.get(cycle) if cycle else None
    if pattern and (match := pattern.search(plain)):
        number = _ROMAN.get(match["number"]) or int(match["number"])
        year = int(match["year"]) if match["year"] else None
    words = frozenset(_WORD.findall(plain)) - _EMPTY
    return ReportWords(cycle, number, year, words)


def find_cycle(text: str) -> Period | None:
    """The cycle that is named first: "báo cáo quý", "hằng tháng", "6 tháng"."""
    plain = _NO_QUARTER.sub("", without_marks(text))
    found = [
        (match.start(), rank, cycle)
        for rank, (cycle, pattern) in enumerate(_CYCLES.items())
        if (match := pattern.search(plain))
    ]
    return min(found)[2] if found else None


def matching(said: ReportWords, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences that a message may mean, in the order given; all of a cycle when only that is said."""
    if said.cycle is not None:
        return [one for one in occurrences if _fits(said, one)]
    titled = [(len(_title(one) & said.words), one) for one in occurrences]
    best = max((count for count, _ in titled), default=0)
    needed = min(2, best)
    return [one for count, one in titled if count == best and count >= max(needed, 1)] if best else []


def _fits(said: ReportWords, occurrence: Occurrence) -> bool:
    period = occurrence.period
    if period is None or period.cycle is not said.cycle:
        return False
    return said.number in (None, period.number) and said.year in (None, period.year)


def _title(occurrence: Occurrence) -> frozenset[str]:
    return frozenset(_WORD.findall(without_marks(occurrence.name))) - _EMPTY
