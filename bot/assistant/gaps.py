"""What a quoted unit leaves open of the question: asked for a day, a period, a sum, a boundary, and it states none.

Recognised from the question's cue and from what kinds of words the unit holds; never from a list of units.
"""

from __future__ import annotations

import re

from bot.assistant.answer import Gap
from bot.assistant.asked_dates import named_cycles
from corpus import Period
from index import fold

_ASKS_DAY = re.compile(
    r"ngay (nao|may|bao nhieu|gi|mo)|luc nao|chung nao|hom nao|"
    r"truoc (ngay|mung|mong)|han (nop|chot|cuoi|la|bao)|han .{0,12}ngay|cham nhat|chot ngay|"
    r"bao gio|khi nao|mung may|tre han|deadline|ap dung tu|lich nop|han .{0,20}(khong|the nao)|ngay may|moc \d"
)
_ASKS_PERIOD = re.compile(
    r"(trong|may|bao nhieu|nhieu) (vong )?(may |bao nhieu )?ngay|trong bao lau|bao lau thi phai|co gap|thoi han bao|trong may"
)
_ASKS_SUM = re.compile(
    r"bao nhieu tien|may trieu|may tram|may dong|bao nhieu (dong|mot thang|1 thang|moi thang)|muc (ho tro|chi|phu cap)|"
    r"bao nhieu$|tien 1 thang"
)
_DAY = re.compile(
    r"truoc ngay \d|ngay \d{1,2} thang \d|cham nhat ngay|(tu|ke tu) ngay (\d|ky)|thang cuoi quy|ngay \d{1,2}/\d"
)
_PERIOD = re.compile(r"trong (thoi han|vong) \d+|\d+ ngay")
_SUM = re.compile(r"\d[\d.]* ?(dong|vnd|trieu)")
_BOUND = re.compile(r"\b(\d{2,})\b")
_BLANK = re.compile(r"ngay\s{0,2}thang\s{0,2}(nam|\d)")
_WITHIN_REASON = re.compile(r"kip thoi|theo thoi gian quy dinh|dung (thoi|ky) han|thoi han quy dinh|dinh ky")


# "Thông tư số 01/2020/TT-VPCP ngày 21/10/2020": the day of another instrument fixes nothing here.
_INSTRUMENT_DAY = re.compile(
    r"(?<=[a-z\d]) ngay \d{1,2}(?:/| thang )\d{1,2}(?:/| nam )\d{4}(?= (?:cua|huong dan|quy dinh|ve)\b)"
)
_CYCLE_WORDS = {
    Period.MONTHLY: r"(?<!6 )(?<!sau )\bthang\b(?! \d)",
    Period.QUARTERLY: r"\bquy\b(?! (?:che|dinh|trinh|pham))",
    Period.HALF_YEARLY: r"\b(?:6|06|sau) thang\b",
    Period.YEARLY: r"\bnam\b(?! \d)",
}


def _is_no_cycle(question: str, asked: str, said: str) -> bool:
    """Whether the day of one cycle's report is asked for and the unit on reports names no such cycle."""
    if not (_ASKS_DAY.search(asked) and re.search(r"\b(?:bao cao|bc)\b", asked) and "bao cao" in said):
        return False
    cycles = named_cycles(question)
    return bool(cycles) and not any(re.search(_CYCLE_WORDS[cycle], said) for cycle in cycles)


def find_gap(question: str, unit_text: str) -> Gap | None:
    """The gap between what is asked and what the unit states, or None if it states it or something else is asked."""
    asked, said = fold(question.lower()), _INSTRUMENT_DAY.sub("", fold(unit_text.lower()))
    for bound in _BOUND.findall(asked):
        if re.search(rf"duoi {bound}\b", said) and re.search(rf"tren {bound}\b", said):
            return Gap.BOUNDARY
    if _BLANK.search(said) and (_ASKS_DAY.search(asked) or "hieu luc" in asked or "ngay" in asked):
        return Gap.BLANK
    if (
        _ASKS_SUM.search(asked)
        and not _SUM.search(said)
        and re.search(r"ho tro|kinh phi|muc chi|che do", said)
    ):
        return Gap.NO_AMOUNT
    if _is_no_cycle(question, asked, said):
        return Gap.NO_CYCLE
    if _ASKS_PERIOD.search(asked) and not _PERIOD.search(said) and _WITHIN_REASON.search(said):
        return Gap.NO_PERIOD
    if _ASKS_DAY.search(asked) and not _DAY.search(said) and _WITHIN_REASON.search(said):
        return Gap.NO_DATE
    return None
