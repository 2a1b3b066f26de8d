"""The ways a day is written, each with the day it means.

Patterns are for lower-case text with accents; the finder also derives the form without them.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.roster.reading.date_meaning import (
    Groups,
    When,
    day_alone,
    day_and_month,
    day_of_month,
    days_after,
    days_ago,
    days_from_today,
    full_date,
    named_month,
    part_of_year,
    quarter_begins,
    relative_month,
    week,
    weekday,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its meaning; `relative` where the day hangs on today."""

    pattern: re.Pattern[str]
    resolve: Callable[[Groups, When], dt.date | None]
    relative: bool = True


_N = r"(?:\d{1,2}|mười một|mười hai|mười|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|giêng|chạp)"
_DAY = r"(?:(?:ngày|mùng|mồng|hôm)\s)?(?<!\d)(?P<d>\d{1,2})"
_FROM = r"(?:(?P<from>kể từ|từ|bắt đầu|bước sang|sang|qua)\s)?"
_PART = r"(?:ngày\s)?(?P<part>đầu tiên|cuối cùng|đầu|giữa|cuối|hết)"
_WHICH = r"(?P<which>sau nữa|sau|tới|này|tiếp theo|kế|trước|vừa rồi|vừa qua|rồi)"
_TAIL = r"(?:tuần (?:sau nữa|tới nữa|sau|tới|này|trước|rồi|vừa rồi|kế tiếp|kế|qua)|tới đây|tới|này|sau|vừa rồi|vừa qua|rồi|trước)"
_NOW = r"(?:nay|giờ|bây giờ|bây h|lúc này|thời điểm này|thời điểm hiện tại|hiện tại|lập tức)"

RULES: tuple[Rule, ...] = (
    Rule(
        re.compile(r"(?<!\d)(?P<y>20\d\d)[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)(?!\d)"), full_date, relative=False
    ),
    Rule(
        re.compile(
            r"(?<![\d/])(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>20\d\d|\d\d)(?![\d/])(?!\.\d)"
        ),
        full_date,
        relative=False,
    ),
    Rule(
        re.compile(rf"{_DAY}\stháng\s?(?P<m>{_N})\b,?\s(?:năm\s)?(?P<y>20\d\d|năm sau|năm tới)"),
        full_date,
        relative=False,
    ),
    # "từ tháng 1 năm sau, ngày 4"; "từ tháng sau, ngày 10"
    Rule(
        re.compile(
            rf"\btháng\s?(?P<m>{_N})(?:\s?[/-]\s?|\s(?:năm\s(?=2))?)(?P<y>20\d\d|năm sau|năm tới),?\s"
            r"(?:bắt đầu\s|từ\s|vào\s|nhằm\s)?ngày\s"
            r"(?P<d>\d{1,2})(?![\d/.-])"
        ),
        full_date,
    ),
    Rule(
        re.compile(
            rf"\btháng\s{_WHICH},?\s(?:bắt đầu\s|từ\s|vào\s|nhằm\s)?ngày\s(?P<d>\d{{1,2}})(?![\d/.-])"
        ),
        day_of_month,
    ),
    # "từ ngày đầu tiên của năm 2027", "từ ngày làm việc đầu tiên của tháng sau"
    Rule(
        re.compile(
            r"(?P<from>\bngày )(?P<part>)(?:làm việc )?đầu (?:tiên )?(?:của )?năm (?:mới )?(?P<y>20\d\d|sau|tới)\b"
        ),
        part_of_year,
    ),
    Rule(
        re.compile(rf"(?P<from>\bngày )(?P<part>)(?:làm việc )?đầu tiên (?:của )?tháng\s{_WHICH}\b"),
        relative_month,
    ),
    Rule(
        re.compile(
            rf"(?P<from>\bngày )(?P<part>)(?:làm việc )?đầu tiên (?:của )?tháng\s?(?P<m>{_N})\b"
            r"(?:(?:\s?[/-]\s?|\snăm\s)(?P<y>20\d\d|sau|tới|nay))?"
        ),
        named_month,
    ),
    # "tháng sau bắt đầu": said of a duty it is the month's first day
    Rule(
        re.compile(
            rf"(?P<part>)(?P<from>)\btháng\s{_WHICH}(?=,?\s(?:bắt đầu|áp dụng|nhận việc|nhận nhiệm vụ|thực hiện)\b)"
        ),
        lambda m, when: relative_month({**m, "from": "từ"}, when),
    ),
    # Before the months by number: without accents "tháng sau" and "tháng sáu" are written alike.
    Rule(re.compile(rf"{_DAY}\s(?:của\s)?tháng\s{_WHICH}\b"), day_of_month),
    Rule(re.compile(rf"{_FROM}{_PART}\s(?:của\s)?tháng\b\s{_WHICH}\b"), relative_month),
    Rule(re.compile(rf"{_FROM}(?P<part>hết\s)?tháng\s{_WHICH}\b"), relative_month),
    Rule(re.compile(rf"{_DAY}\s?tháng\s?(?P<m>{_N})\b(?!\s?ngày)"), day_and_month, relative=False),
    Rule(
        re.compile(
            rf"\btháng\s?(?P<m>{_N})(?:\stới|\snày)?,?\s(?:vào\s|bắt đầu\s|từ\s)?ngày\s(?P<d>\d{{1,2}})(?![\d/])"
        ),
        day_and_month,
        relative=False,
    ),
    Rule(
        re.compile(r"(?<![\d/.,-])(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?![\d/]|\.\d)(?:\stới\b)?"),
        day_and_month,
        relative=False,
    ),
    Rule(
        re.compile(r"\b(?:ngày|từ|mùng|hôm)\s(?P<d>\d{1,2})\s?[.-]\s?(?P<m>\d{1,2})(?![\d/]|[.-]\d)"),
        day_and_month,
        relative=False,
    ),
    Rule(
        re.compile(
            rf"{_FROM}(?:{_PART}\s)?tháng\s?(?P<m>{_N})\b(?!\s?(?:ngày|tháng|người))(?:(?:\s?[/-]\s?|\snăm\s)(?P<y>20\d\d|sau|tới|nay))?(?:\snày|\stới)?"
        ),
        named_month,
    ),
    Rule(
        re.compile(rf"{_FROM}(?:{_PART}\s)?(?<![\d/.])(?P<m>1[0-2]|0?[1-9])/(?P<y>20\d\d)(?![\d/])"),
        named_month,
    ),
    Rule(re.compile(rf"{_FROM}{_PART}\s(?:của\s)?tháng\b(?P<which>)(?!\s?\d)"), relative_month),
    Rule(
        re.compile(
            r"\b(?P<head>ngày|mùng|mồng|hôm|từ)\s(?P<d>\d{1,2})(?:\s(?P<tail>tới đây|tới|này|vừa rồi|vừa qua|rồi))?\b"
            r"(?!\s?[/.-]?\s?\d|\s?(?:người|đồng|đầu|cán|ngày|giờ|h\b|tháng|năm|công|thành|đ/c|đc))"
        ),
        day_alone,
    ),
    Rule(
        re.compile(
            r"(?:(?:\bthứ\s?(?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])|\bt(?P<short>[2-7])|\bchủ nhật|\bcn)\b)"
            rf"(?:\s(?P<tail>{_TAIL})\b)?(?!\scủa\b)"
        ),
        weekday,
    ),
    Rule(
        re.compile(
            rf"(?P<part>)(?P<from>)\btuần\s{_WHICH}(?=,?\s(?:bắt đầu|áp dụng|nhận việc|nhận nhiệm vụ|thực hiện)\b)"
        ),
        lambda m, when: week({**m, "from": "từ"}, when),
    ),
    Rule(re.compile(rf"{_FROM}(?:(?P<part>đầu|giữa|cuối|hết)\s)?\btuần\s{_WHICH}\b"), week),
    Rule(re.compile(r"\b(?:sang|qua)\s(?:đầu\s)?tuần\b"), lambda _, when: when.monday + dt.timedelta(days=7)),
    Rule(re.compile(rf"(?:\b(?P<n>{_N}|vài)\s)?\b(?P<unit>ngày|hôm|bữa|tuần|tháng)\snữa\b"), days_after),
    Rule(
        re.compile(
            rf"\b(?:cách đây\s(?P<n>{_N}|vài|mấy)\s(?P<unit>ngày|hôm|bữa|tuần|tháng)"
            rf"|(?P<n2>{_N}|vài|mấy)\s(?P<unit2>ngày|hôm|bữa|tuần|tháng)\s(?:trước|rồi))\b"
        ),
        days_ago,
    ),
    Rule(re.compile(rf"\bsau\s(?P<n>{_N})\s(?P<unit>ngày|tuần|tháng)\b"), days_after),
    Rule(
        re.compile(
            r"(?:\b(?P<part>đầu|cuối|hết|từ)\s)?\bqu[ýí][ \t](?P<q>iv|iii|ii|i|[1-4]|sau|tới|này)\b"
            r"(?:(?:\s?[/-]\s?|\snăm\s)(?P<y>20\d\d|sau|tới))?"
        ),
        quarter_begins,
    ),
    Rule(
        re.compile(rf"{_FROM}(?:(?P<part>đầu|giữa|cuối|hết)\s)?\bnăm\s(?P<y>20\d\d|sau|tới|nay)\b"),
        part_of_year,
    ),
    Rule(
        re.compile(
            r"\b(?:sang|qua)\stháng\b(?!\s?\d|\s(?:sau|tới|này|trước|giêng|chạp|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))"
        ),
        lambda _, when: dt.date(*when.month(1), 1),
    ),
    Rule(re.compile(r"\b(?:sang|qua)\snăm\b(?:\smới)?"), lambda _, when: dt.date(when.today.year + 1, 1, 1)),
    Rule(re.compile(r"\b(?:hết|cuối)\snăm\b"), lambda _, when: dt.date(when.today.year, 12, 31)),
    Rule(re.compile(r"\b(?:hôm nay|bữa nay|hnay|hôm ni|sáng nay|chiều nay)\b"), days_from_today(0)),
    Rule(re.compile(r"\bngày kìa\b"), days_from_today(3)),
    Rule(
        re.compile(
            r"\b(?:ngày mốt|ngày kia|bữa mốt|từ mốt|sáng mốt|bữa kìa)\b"
            r"|\b(?:bắt đầu|tính từ|kể từ|áp dụng)\smốt\b(?=\s*(?:nha|nhé|nhe|nghen|nghe|ạ|luôn|[,.;)\n]|$))"
        ),
        days_from_today(2),
    ),
    Rule(
        re.compile(
            r"\b(?:ngày mai|(?:(?<=, )|(?<=\. )|^)mai"
            r"(?= (?:bắt đầu|áp dụng|nhận|thay|(?:em|anh|chị|ông|bà|cô|chú|bác) \w+ (?:\w+ ){0,3}?(?:nghỉ|thôi|thay|nhận))\b)"
            r"|sáng mai|chiều mai|hôm sau|bữa sau|từ mai|bắt đầu mai|áp dụng mai|kể từ mai|trưa mai)\b"
        ),
        days_from_today(1),
    ),
    Rule(re.compile(r"\b(?:hôm kia|bữa kia|hôm kìa)\b"), days_from_today(-2)),
    Rule(re.compile(r"\b(?:hôm qua|bữa qua|chiều qua|sáng qua)\b"), days_from_today(-1)),
    Rule(
        re.compile(
            rf"\b(?:(?:kể từ|từ|ngay|bắt đầu từ|ngay từ)\s{_NOW}"
            r"|(?:áp dụng|thay|hiệu lực|thực hiện|nhận|thay thế|nhận việc)\s(?:luôn và ngay|ngay))\b"
            r"(?!\s(?:trở đi\s)?(?:từ|ngày|hôm|đến|khi|sau))"
        ),
        days_from_today(0),
    ),
)
