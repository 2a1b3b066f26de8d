"""The ways a day is written, each with the day it means.

Patterns are for lower-case text with accents; the finder also derives the form without them.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.roster.reading.tokens import fold_of

# Words as compared, without accents.
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_NUMBERS |= {"muoi": 10, "muoi mot": 11, "muoi hai": 12, "gieng": 1, "chap": 12, "vai": 3, "may": 3}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_JUST_BEHIND = 120  # days: a bare "15/9" in November is this year's, a bare "15/3" next year's

Groups = dict[str, str]


@dataclass(frozen=True, slots=True)
class When:
    """The day a message was written, and whether the words before the date speak of the past."""

    today: dt.date
    behind: bool = False

    @property
    def monday(self) -> dt.date:
        """Of the current week."""
        return self.today - dt.timedelta(days=self.today.weekday())

    def month(self, step: int) -> tuple[int, int]:
        """Year and month, `step` months away."""
        index = self.today.year * 12 + self.today.month - 1 + step
        return index // 12, index % 12 + 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its meaning; `relative` where the day hangs on today."""

    pattern: re.Pattern[str]
    resolve: Callable[[Groups, When], dt.date | None]
    relative: bool = True


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[fold_of(" ".join(word.split()))]


def _is(word: str, *forms: str) -> bool:
    return fold_of(" ".join(word.split())) in forms


def _step(which: str) -> int:
    """How many periods away: "sau" one, "này" none, "trước" one back."""
    if _is(which, "sau nua", "toi nua"):
        return 2
    if _is(which, "sau", "toi", "ke", "tiep theo", "ke tiep", "toi day"):
        return 1
    return -1 if _is(which, "truoc", "roi", "vua roi", "vua qua", "qua", "ngoai") else 0


def _year(word: str, today: dt.date) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word) + (2000 if len(word) == 2 else 0)
    return today.year + _step(word.rsplit(maxsplit=1)[-1])


def _near(day: int, month: int, when: When) -> dt.date:
    """The day of a year not typed."""
    today = when.today
    dt.date(2000, month, day)  # refuses what is no day in any year
    years = [
        year
        for year in range(today.year - 8, today.year + 9)
        if (month, day) != (2, 29) or calendar.isleap(year)
    ]
    days = [dt.date(year, month, day) for year in years]
    before = max(one for one in days if one < today)
    after = min(one for one in days if one >= today)
    reach, margin = (300, 60) if when.behind else (_JUST_BEHIND, _JUST_BEHIND)
    return before if (today - before).days <= reach and (after - today).days > margin else after


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _part(year: int, month: int, part: str) -> dt.date:
    """Beginning, middle or end of a month."""
    if _is(part, "cuoi", "het", "cuoi cung"):
        return _last(year, month)
    return dt.date(year, month, 15 if _is(part, "giua") else 1)


def _full(m: Groups, when: When) -> dt.date:
    return dt.date(_year(m["y"], when.today) or when.today.year, _number(m["m"]), int(m["d"]))


def _day_month(m: Groups, when: When) -> dt.date:
    return _near(int(m["d"]), _number(m["m"]), when)


def _month(m: Groups, when: When) -> dt.date | None:
    """As in "đầu tháng 12", "từ tháng 1 năm sau", "cuối tháng 11": a month by its number."""
    if not m["part"] and not m["from"]:
        return None
    month = _number(m["m"])
    year = _year(m["y"], when.today)
    if year is None:
        year = when.today.year if month == when.today.month else _near(15, month, when).year
    return _part(year, month, m["part"])


def _relative_month(m: Groups, when: When) -> dt.date | None:
    """As in "đầu tháng sau", "cuối tháng", "từ tháng tới"."""
    if not m["part"] and not m["from"]:
        return None
    return _part(*when.month(_step(m["which"])), m["part"].strip())


def _day_of(m: Groups, when: When) -> dt.date:
    """As in "mùng 1 tháng sau", "ngày 15 tháng này"."""
    return dt.date(*when.month(_step(m["which"])), int(m["d"]))


def _day_alone(m: Groups, when: When) -> dt.date:
    """As in "ngày 25", "ngày 15 tới", "hôm 12"."""
    day, today = int(m["d"]), when.today.day
    if _step(m["tail"]) < 0 or (when.behind and not m["tail"]) or _is(m["head"], "hom"):
        return dt.date(*when.month(0 if day <= today else -1), day)
    return dt.date(*when.month(0 if day > today or (day == today and not m["tail"]) else 1), day)


def _weekday(m: Groups, when: When) -> dt.date:
    """As in "thứ Hai tới", "thứ Tư tuần sau", "T6 này", "CN"; the same weekday as today is a week away."""
    day = _number(m["day"] or m["short"] or "8") - 2
    tail = m["tail"]
    if tail.startswith(("tuần", "tuan")):
        return when.monday + dt.timedelta(days=7 * _step(tail.split(maxsplit=1)[1]) + day)
    if _is(tail, "sau"):
        return when.monday + dt.timedelta(days=7 + day)
    if _step(tail) < 0 or (when.behind and not tail):
        return when.today - dt.timedelta(days=(when.today.weekday() - day) % 7 or 7)
    ahead = (day - when.today.weekday()) % 7
    return when.today + dt.timedelta(days=ahead if _is(tail, "nay") else ahead or 7)


def _week(m: Groups, when: When) -> dt.date | None:
    """As in "từ tuần sau", "đầu tuần tới": a week begins on Monday and ends, for an office, on Friday."""
    if not m["part"] and not m["from"]:
        return None
    day = 4 if _is(m["part"], "cuoi", "het") else 2 if _is(m["part"], "giua") else 0
    return when.monday + dt.timedelta(days=7 * _step(m["which"]) + day)


def _after(m: Groups, when: When) -> dt.date:
    """As in "3 ngày nữa", "hai tuần nữa", "tháng nữa"."""
    count = _number(m["n"]) if m["n"] else 1
    if _is(m["unit"], "thang"):
        year, month = when.month(count)
        return dt.date(year, month, min(when.today.day, calendar.monthrange(year, month)[1]))
    return when.today + dt.timedelta(days=count * (7 if _is(m["unit"], "tuan") else 1))


def _ago(m: Groups, when: When) -> dt.date:
    """As in "3 ngày trước", "cách đây hai tuần"."""
    count, unit = _number(m["n"] or m["n2"]), m["unit"] or m["unit2"]
    if _is(unit, "thang"):
        year, month = when.month(-count)
        return dt.date(year, month, min(when.today.day, calendar.monthrange(year, month)[1]))
    return when.today - dt.timedelta(days=count * (7 if _is(unit, "tuan") else 1))


def _year_part(m: Groups, when: When) -> dt.date | None:
    """As in "đầu năm 2027", "từ năm sau", "hết năm nay"."""
    year = _year(m["y"], when.today)
    if year is None or (not m["part"] and not m["from"]):
        return None
    if _is(m["part"], "cuoi", "het"):
        return dt.date(year, 12, 31)
    return dt.date(year, 7 if _is(m["part"], "giua") else 1, 1)


def _quarter(m: Groups, when: When) -> dt.date | None:
    """As in "đầu quý I/2027", "từ quý sau"."""
    now = (when.today.month - 1) // 3
    if m["q"] in _QUARTERS:
        quarter = _QUARTERS[m["q"]] - 1
        index = 4 * (_year(m["y"], when.today) or when.today.year + (quarter < now)) + quarter
    else:
        index = 4 * when.today.year + now + _step(m["q"])
    year, quarter = divmod(index, 4)
    return (
        _last(year, quarter * 3 + 3) if _is(m["part"], "cuoi", "het") else dt.date(year, quarter * 3 + 1, 1)
    )


def _days(count: int) -> Callable[[Groups, When], dt.date]:
    return lambda _, when: when.today + dt.timedelta(days=count)


_N = r"(?:\d{1,2}|mười một|mười hai|mười|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|giêng|chạp)"
_DAY = r"(?:(?:ngày|mùng|mồng|hôm)\s)?(?<!\d)(?P<d>\d{1,2})"
_FROM = r"(?:(?P<from>kể từ|từ|bắt đầu|bước sang|sang|qua)\s)?"
_PART = r"(?:ngày\s)?(?P<part>đầu tiên|cuối cùng|đầu|giữa|cuối|hết)"
_WHICH = r"(?P<which>sau nữa|sau|tới|này|tiếp theo|kế|trước|vừa rồi|vừa qua|rồi)"
_TAIL = r"(?:tuần (?:sau nữa|tới nữa|sau|tới|này|trước|rồi|vừa rồi|kế tiếp|kế|qua)|tới đây|tới|này|sau|vừa rồi|vừa qua|rồi|trước)"
_NOW = r"(?:nay|giờ|bây giờ|bây h|lúc này|thời điểm này|thời điểm hiện tại|hiện tại|lập tức)"

RULES: tuple[Rule, ...] = (
    Rule(re.compile(r"(?<!\d)(?P<y>20\d\d)[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)(?!\d)"), _full, relative=False),
    Rule(
        re.compile(
            r"(?<![\d/])(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>20\d\d|\d\d)(?![\d/])(?!\.\d)"
        ),
        _full,
        relative=False,
    ),
    Rule(
        re.compile(rf"{_DAY}\stháng\s?(?P<m>{_N})\b,?\s(?:năm\s)?(?P<y>20\d\d|năm sau|năm tới)"),
        _full,
        relative=False,
    ),
    # "từ tháng 1 năm sau, ngày 4"; "từ tháng sau, ngày 10"
    Rule(
        re.compile(
            rf"\btháng\s?(?P<m>{_N})(?:\s?[/-]\s?|\s(?:năm\s(?=2))?)(?P<y>20\d\d|năm sau|năm tới),?\s(?:bắt đầu\s|từ\s|vào\s|nhằm\s)?ngày\s"
            r"(?P<d>\d{1,2})(?![\d/.-])"
        ),
        _full,
    ),
    Rule(
        re.compile(
            rf"\btháng\s{_WHICH},?\s(?:bắt đầu\s|từ\s|vào\s|nhằm\s)?ngày\s(?P<d>\d{{1,2}})(?![\d/.-])"
        ),
        _day_of,
    ),
    # Before the months by number: without accents "tháng sau" and "tháng sáu" are written alike.
    Rule(re.compile(rf"{_DAY}\s(?:của\s)?tháng\s{_WHICH}\b"), _day_of),
    Rule(re.compile(rf"{_FROM}{_PART}\s(?:của\s)?tháng\b\s{_WHICH}\b"), _relative_month),
    Rule(re.compile(rf"{_FROM}(?P<part>hết\s)?tháng\s{_WHICH}\b"), _relative_month),
    Rule(re.compile(rf"{_DAY}\s?tháng\s?(?P<m>{_N})\b(?!\s?ngày)"), _day_month, relative=False),
    Rule(
        re.compile(
            rf"\btháng\s?(?P<m>{_N})(?:\stới|\snày)?,?\s(?:vào\s|bắt đầu\s|từ\s)?ngày\s(?P<d>\d{{1,2}})(?![\d/])"
        ),
        _day_month,
        relative=False,
    ),
    Rule(
        re.compile(r"(?<![\d/.,-])(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?![\d/]|\.\d)(?:\stới\b)?"),
        _day_month,
        relative=False,
    ),
    Rule(
        re.compile(r"\b(?:ngày|từ|mùng|hôm)\s(?P<d>\d{1,2})\s?[.-]\s?(?P<m>\d{1,2})(?![\d/]|[.-]\d)"),
        _day_month,
        relative=False,
    ),
    Rule(
        re.compile(
            rf"{_FROM}(?:{_PART}\s)?tháng\s?(?P<m>{_N})\b(?!\s?(?:ngày|tháng|người))(?:(?:\s?[/-]\s?|\snăm\s)(?P<y>20\d\d|sau|tới|nay))?(?:\snày|\stới)?"
        ),
        _month,
    ),
    Rule(
        re.compile(rf"{_FROM}(?:{_PART}\s)?(?<![\d/.])(?P<m>1[0-2]|0?[1-9])/(?P<y>20\d\d)(?![\d/])"), _month
    ),
    Rule(re.compile(rf"{_FROM}{_PART}\s(?:của\s)?tháng\b(?P<which>)(?!\s?\d)"), _relative_month),
    Rule(
        re.compile(
            r"\b(?P<head>ngày|mùng|mồng|hôm|từ)\s(?P<d>\d{1,2})(?:\s(?P<tail>tới đây|tới|này|vừa rồi|vừa qua|rồi))?\b"
            r"(?!\s?[/.-]?\s?\d|\s?(?:người|đồng|đầu|cán|ngày|giờ|h\b|tháng|năm|công|thành|đ/c|đc))"
        ),
        _day_alone,
    ),
    Rule(
        re.compile(
            r"(?:(?:\bthứ\s?(?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])|\bt(?P<short>[2-7])|\bchủ nhật|\bcn)\b)"
            rf"(?:\s(?P<tail>{_TAIL})\b)?(?!\scủa\b)"
        ),
        _weekday,
    ),
    Rule(re.compile(rf"{_FROM}(?:(?P<part>đầu|giữa|cuối|hết)\s)?\btuần\s{_WHICH}\b"), _week),
    Rule(re.compile(r"\b(?:sang|qua)\s(?:đầu\s)?tuần\b"), lambda _, when: when.monday + dt.timedelta(days=7)),
    Rule(re.compile(rf"(?:\b(?P<n>{_N}|vài)\s)?\b(?P<unit>ngày|hôm|bữa|tuần|tháng)\snữa\b"), _after),
    Rule(
        re.compile(
            rf"\b(?:cách đây\s(?P<n>{_N}|vài|mấy)\s(?P<unit>ngày|hôm|bữa|tuần|tháng)|(?P<n2>{_N}|vài|mấy)\s(?P<unit2>ngày|hôm|bữa|tuần|tháng)\s(?:trước|rồi))\b"
        ),
        _ago,
    ),
    Rule(re.compile(rf"\bsau\s(?P<n>{_N})\s(?P<unit>ngày|tuần|tháng)\b"), _after),
    Rule(
        re.compile(
            r"(?:\b(?P<part>đầu|cuối|hết|từ)\s)?\bqu[ýí]\s(?P<q>iv|iii|ii|i|[1-4]|sau|tới|này)\b"
            r"(?:(?:\s?[/-]\s?|\snăm\s)(?P<y>20\d\d|sau|tới))?"
        ),
        _quarter,
    ),
    Rule(
        re.compile(rf"{_FROM}(?:(?P<part>đầu|giữa|cuối|hết)\s)?\bnăm\s(?P<y>20\d\d|sau|tới|nay)\b"),
        _year_part,
    ),
    Rule(re.compile(r"\b(?:sang|qua)\snăm\b(?:\smới)?"), lambda _, when: dt.date(when.today.year + 1, 1, 1)),
    Rule(re.compile(r"\b(?:hết|cuối)\snăm\b"), lambda _, when: dt.date(when.today.year, 12, 31)),
    Rule(re.compile(r"\b(?:hôm nay|bữa nay|hnay|hôm ni|sáng nay|chiều nay)\b"), _days(0)),
    Rule(re.compile(r"\bngày kìa\b"), _days(3)),
    Rule(
        re.compile(
            r"\b(?:ngày mốt|ngày kia|bữa mốt|từ mốt|sáng mốt|bữa kìa)\b|\b(?:bắt đầu|tính từ|kể từ|áp dụng)\smốt\b(?=\s*(?:nha|nhé|nhe|nghen|nghe|ạ|luôn|[,.;)\n]|$))"
        ),
        _days(2),
    ),
    Rule(
        re.compile(
            r"\b(?:ngày mai|(?:(?<=, )|(?<=\. )|^)mai(?= (?:bắt đầu|áp dụng|nhận|thay)\b)|sáng mai"
            r"|chiều mai|hôm sau|bữa sau|từ mai|bắt đầu mai|áp dụng mai|kể từ mai|trưa mai)\b"
        ),
        _days(1),
    ),
    Rule(re.compile(r"\b(?:hôm kia|bữa kia|hôm kìa)\b"), _days(-2)),
    Rule(re.compile(r"\b(?:hôm qua|bữa qua|chiều qua|sáng qua)\b"), _days(-1)),
    Rule(
        re.compile(
            rf"\b(?:(?:kể từ|từ|ngay|bắt đầu từ|ngay từ)\s{_NOW}"
            r"|(?:áp dụng|thay|hiệu lực|thực hiện|nhận|thay thế|nhận việc)\s(?:luôn và ngay|ngay))\b"
            r"(?!\s(?:trở đi\s)?(?:từ|ngày|hôm|đến|khi|sau))"
        ),
        _days(0),
    ),
)
