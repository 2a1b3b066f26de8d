"""Days, months and periods in words: "thứ Sáu, 18/12/2026", "quý IV/2026"."""

from __future__ import annotations

from datetime import date

from corpus import Period

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ROMAN = ("I", "II", "III", "IV")


def weekday(day: date) -> str:
    """As "thứ Sáu"."""
    return _WEEKDAYS[day.weekday()]


def full_date(day: date) -> str:
    """As "18/12/2026"."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def short_date(day: date) -> str:
    """As "18/12", where the year is plain."""
    return f"{day.day:02}/{day.month:02}"


def long_date(day: date) -> str:
    """As "thứ Sáu, 18/12/2026"."""
    return f"{weekday(day)}, {full_date(day)}"


def date_beside(day: date, other: date) -> str:
    """As "thứ Sáu 18/12" beside another date of that year, with the year beside one of another."""
    return f"{weekday(day)} {short_date(day) if day.year == other.year else full_date(day)}"


def month_of_year(year: int, month: int) -> str:
    """As "tháng 12/2026"."""
    return f"tháng {month}/{year}"


def period_name(cycle: Period, year: int, number: int) -> str:
    """As "tháng 12/2026", "quý IV/2026", "6 tháng cuối năm 2026", "năm 2026"."""
    match cycle:
        case Period.MONTHLY:
            return month_of_year(year, number)
        case Period.QUARTERLY:
            return f"quý {_ROMAN[number - 1]}/{year}"
        case Period.HALF_YEARLY:
            return f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"
        case Period.YEARLY:
            return f"năm {year}"
        case Period.AD_HOC:
            return "theo yêu cầu"


_REPORTS = {
    Period.MONTHLY: "Báo cáo tháng",
    Period.QUARTERLY: "Báo cáo quý",
    Period.HALF_YEARLY: "Báo cáo 6 tháng",
    Period.YEARLY: "Báo cáo năm",
    Period.AD_HOC: "Báo cáo đột xuất",
}


def report_of_cycle(cycle: Period) -> str:
    """What the report of a cycle is called when it has no other name."""
    return _REPORTS[cycle]
