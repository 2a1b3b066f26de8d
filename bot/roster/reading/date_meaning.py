"""What the words of a date mean: from the parts that a pattern found to a day, seen from the day of writing."""

import calendar
import datetime as dt
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


def full_date(m: Groups, when: When) -> dt.date:
    """As in "1/12/2026"."""
    return dt.date(_year(m["y"], when.today) or when.today.year, _number(m["m"]), int(m["d"]))


def day_and_month(m: Groups, when: When) -> dt.date:
    """As in "1/12": of the year that makes sense."""
    return _near(int(m["d"]), _number(m["m"]), when)


def named_month(m: Groups, when: When) -> dt.date | None:
    """As in "đầu tháng 12", "từ tháng 1 năm sau", "cuối tháng 11": a month by its number."""
    if not m["part"] and not m["from"]:
        return None
    month = _number(m["m"])
    year = _year(m["y"], when.today)
    if year is None:
        year = when.today.year if month == when.today.month else _near(15, month, when).year
    return _part(year, month, m["part"])


def relative_month(m: Groups, when: When) -> dt.date | None:
    """As in "đầu tháng sau", "cuối tháng", "từ tháng tới"."""
    if not m["part"] and not m["from"]:
        return None
    return _part(*when.month(_step(m["which"])), m["part"].strip())


def day_of_month(m: Groups, when: When) -> dt.date:
    """As in "mùng 1 tháng sau", "ngày 15 tháng này"."""
    return dt.date(*when.month(_step(m["which"])), int(m["d"]))


def day_alone(m: Groups, when: When) -> dt.date:
    """As in "ngày 25", "ngày 15 tới", "hôm 12"."""
    day, today = int(m["d"]), when.today.day
    if _step(m["tail"]) < 0 or (when.behind and not m["tail"]) or _is(m["head"], "hom"):
        return dt.date(*when.month(0 if day <= today else -1), day)
    return dt.date(*when.month(0 if day > today or (day == today and not m["tail"]) else 1), day)


def weekday(m: Groups, when: When) -> dt.date:
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


def week(m: Groups, when: When) -> dt.date | None:
    """As in "từ tuần sau", "đầu tuần tới": a week begins on Monday and ends, for an office, on Friday."""
    if not m["part"] and not m["from"]:
        return None
    day = 4 if _is(m["part"], "cuoi", "het") else 2 if _is(m["part"], "giua") else 0
    return when.monday + dt.timedelta(days=7 * _step(m["which"]) + day)


def days_after(m: Groups, when: When) -> dt.date:
    """As in "3 ngày nữa", "hai tuần nữa", "tháng nữa"."""
    count = _number(m["n"]) if m["n"] else 1
    if _is(m["unit"], "thang"):
        year, month = when.month(count)
        return dt.date(year, month, min(when.today.day, calendar.monthrange(year, month)[1]))
    return when.today + dt.timedelta(days=count * (7 if _is(m["unit"], "tuan") else 1))


def days_ago(m: Groups, when: When) -> dt.date:
    """As in "3 ngày trước", "cách đây hai tuần"."""
    count, unit = _number(m["n"] or m["n2"]), m["unit"] or m["unit2"]
    if _is(unit, "thang"):
        year, month = when.month(-count)
        return dt.date(year, month, min(when.today.day, calendar.monthrange(year, month)[1]))
    return when.today - dt.timedelta(days=count * (7 if _is(unit, "tuan") else 1))


def part_of_year(m: Groups, when: When) -> dt.date | None:
    """As in "đầu năm 2027", "từ năm sau", "hết năm nay"."""
    year = _year(m["y"], when.today)
    if year is None or (not m["part"] and not m["from"]):
        return None
    if _is(m["part"], "cuoi", "het"):
        return dt.date(year, 12, 31)
    return dt.date(year, 7 if _is(m["part"], "giua") else 1, 1)


def quarter_begins(m: Groups, when: When) -> dt.date | None:
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


def days_from_today(count: int) -> Callable[[Groups, When], dt.date]:
    """As in "hôm nay", "mai", "hôm qua"."""
    return lambda _, when: when.today + dt.timedelta(days=count)
