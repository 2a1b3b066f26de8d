"""From duties to days: exactly what the texts fix, reminded on the last working day, for 2024 to 2035."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import (
    CalendarPeriod,
    due_lines,
    find_last_days,
    find_months,
    find_occurrences,
    last_day,
    load_calendar,
    reminder_reason,
)
from corpus import Bound, Caveat, Due, Obligation, Period, load_obligations

CALENDAR = load_calendar()
OBLIGATIONS = load_obligations()
DATED = {one.period: one for one in OBLIGATIONS if one.due}
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
DIEU_7 = "soc-trang-246-2024/quy-che/dieu-7"
NOTHING_DATED = [one for one in OBLIGATIONS if not one.due]


def ends(one: Obligation, start: date, end: date) -> list[str]:
    return [day.isoformat() for day in find_last_days(one, start, end)]


def test_soc_trang_over_a_year_has_the_days_before_those_printed() -> None:
    start, end = date(2026, 12, 1), date(2027, 12, 31)
    assert ends(DATED[Period.MONTHLY], start, end) == [
        "2026-12-21",
        *(f"2027-{month:02}-21" for month in range(1, 13)),
    ]
    assert ends(DATED[Period.QUARTERLY], start, end) == [
        "2026-12-18", "2027-03-18", "2027-06-18", "2027-09-18", "2027-12-18",
    ]  # fmt: skip
    assert ends(DATED[Period.YEARLY], start, end) == ["2026-12-19", "2027-12-19"]


def test_both_ends_of_the_span_are_included() -> None:
    monthly = DATED[Period.MONTHLY]
    assert ends(monthly, date(2026, 12, 21), date(2026, 12, 21)) == ["2026-12-21"]
    assert ends(monthly, date(2026, 12, 22), date(2027, 1, 20)) == []
    assert ends(monthly, date(2026, 12, 21), date(2027, 1, 21)) == ["2026-12-21", "2027-01-21"]
    assert ends(monthly, date(2026, 12, 21), date(2026, 12, 20)) == []


@pytest.mark.parametrize("level", ["province", "district", "commune", None])
@pytest.mark.parametrize("one", NOTHING_DATED, ids=lambda one: one.id)
def test_a_duty_without_a_printed_day_never_gets_one(one: Obligation, level: str | None) -> None:
    assert find_last_days(one, date(2024, 1, 1), date(2035, 12, 31)) == ()
    assert find_occurrences(one, date(2024, 1, 1), date(2035, 12, 31), CALENDAR, level) == ()


def test_the_days_of_the_departments_are_not_lent_to_the_communes() -> None:
    span = date(2026, 1, 1), date(2026, 12, 31)
    for one in DATED.values():
        assert find_occurrences(one, *span, CALENDAR, "commune") == ()
        assert find_occurrences(one, *span, CALENDAR, "province")


def test_the_briefing_has_months_and_no_days() -> None:
    (briefing,) = (one for one in OBLIGATIONS if one.id == "hue-109-2025/giao-ban/nua-nam")
    assert find_months(briefing, date(2026, 12, 15), date(2027, 12, 1)) == ("2026-12", "2027-06", "2027-12")
    assert find_months(briefing, date(2027, 1, 1), date(2027, 5, 31)) == ()


REASONS = {
    "a Saturday": (
        Period.YEARLY,
        date(2026, 12, 19),
        date(2026, 12, 18),
        "hạn 19/12/2026 là thứ Bảy → nhắc thứ Sáu 18/12",
    ),
    "a working Monday": (Period.MONTHLY, date(2026, 12, 21), date(2026, 12, 21), None),
    "a Saturday inside Tết": (
        Period.MONTHLY,
        date(2026, 2, 21),
        date(2026, 2, 13),
        (
            "hạn 21/02/2026 là thứ Bảy, nghỉ liền từ 14/02 "
            "(Giao thừa Tết Nguyên Đán đến Mùng bốn Tết Nguyên Đán) → nhắc thứ Sáu 13/02"
        ),
    ),
    "a Sunday of a year to come": (
        Period.MONTHLY,
        date(2027, 2, 21),
        date(2027, 2, 19),
        "hạn 21/02/2027 là Chủ nhật → nhắc thứ Sáu 19/02 (dự kiến: lịch nghỉ năm 2027 chưa công bố)",
    ),
    "a working day of a year to come": (
        Period.MONTHLY,
        date(2027, 4, 21),
        date(2027, 4, 21),
        "dự kiến: lịch nghỉ năm 2027 chưa công bố",
    ),
}


@pytest.mark.parametrize(("period", "last", "remind", "reason"), REASONS.values(), ids=REASONS)
def test_the_reminder_comes_on_the_last_working_day_and_says_why(
    period: Period, last: date, remind: date, reason: str | None
) -> None:
    (one,) = find_occurrences(DATED[period], last, last, CALENDAR, "province")
    assert (one.last_day, one.remind_day) == (last, remind)
    assert reminder_reason(one) == reason


@given(st.sampled_from(sorted(DATED)), DAYS, st.integers(0, 800))
def test_every_occurrence_is_the_day_before_the_printed_one_and_reminded_on_a_working_day(
    period: Period, start: date, length: int
) -> None:
    obligation, end = DATED[period], start + timedelta(days=length)
    found = find_occurrences(obligation, start, end, CALENDAR, "province")
    assert obligation.due is not None
    for one in found:
        assert start <= one.last_day <= end
        assert (one.last_day + timedelta(days=1)).day == obligation.due.day
        assert one.remind_day <= one.last_day
        assert CALENDAR.is_working_day(one.remind_day)
        assert (one.remind_day == one.last_day) is (not one.days_off)
        assert (reminder_reason(one) is None) is (not one.days_off and not one.forecast)
        assert one.needs_adoption
    assert len({one.key for one in found}) == len(found)


@given(st.sampled_from(sorted(DATED)), DAYS, DAYS, DAYS)
def test_a_span_gives_the_same_days_as_its_two_halves(period: Period, a: date, b: date, c: date) -> None:
    start, middle, end = sorted([a, b, c])
    one = DATED[period]
    halves = find_last_days(one, start, middle) + find_last_days(one, middle + timedelta(days=1), end)
    assert find_last_days(one, start, end) == halves


@given(st.integers(2024, 2035), st.integers(1, 12))
def test_each_month_of_the_twelve_years_has_its_three_kinds_of_day(year: int, month: int) -> None:
    start = date(year, month, 1)
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert ends(DATED[Period.MONTHLY], start, end) == [f"{year}-{month:02}-21"]
    assert ends(DATED[Period.QUARTERLY], start, end) == ([f"{year}-{month:02}-18"] if month % 3 == 0 else [])
    assert ends(DATED[Period.YEARLY], start, end) == ([f"{year}-12-19"] if month == 12 else [])


ODD_DAYS = {
    "trước ngày 01 is the last of the month before": (
        Due(Bound.BEFORE, 1, 1),
        CalendarPeriod(2028, 3, Period.MONTHLY),
        date(2028, 2, 29),
    ),
    "trước ngày 01/01 lies in the year before": (
        Due(Bound.BEFORE, 1, 1),
        CalendarPeriod(2027, 1, Period.YEARLY),
        date(2026, 12, 31),
    ),
    "chậm nhất ngày 31 in a leap February": (
        Due(Bound.NO_LATER_THAN, 31, 1),
        CalendarPeriod(2028, 2, Period.MONTHLY),
        date(2028, 2, 29),
    ),
    "chậm nhất ngày 31 in another February": (
        Due(Bound.NO_LATER_THAN, 31, 1),
        CalendarPeriod(2027, 2, Period.MONTHLY),
        date(2027, 2, 28),
    ),
    "trước ngày 30 in a leap February": (
        Due(Bound.BEFORE, 30, 1),
        CalendarPeriod(2028, 2, Period.MONTHLY),
        date(2028, 2, 29),
    ),
    "trước ngày 31 in a month of thirty": (
        Due(Bound.BEFORE, 31, 1),
        CalendarPeriod(2026, 4, Period.MONTHLY),
        date(2026, 4, 30),
    ),
    "chậm nhất ngày 31/12": (
        Due(Bound.NO_LATER_THAN, 31, 12),
        CalendarPeriod(2026, 1, Period.YEARLY),
        date(2026, 12, 31),
    ),
    "the 5th of the month after the quarter": (
        Due(Bound.NO_LATER_THAN, 5, 4),
        CalendarPeriod(2026, 4, Period.QUARTERLY),
        date(2027, 1, 5),
    ),
}


@pytest.mark.parametrize(("due", "period", "expected"), ODD_DAYS.values(), ids=ODD_DAYS)
def test_days_that_a_month_lacks(due: Due, period: CalendarPeriod, expected: date) -> None:
    assert last_day(due, period) == expected


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (CalendarPeriod(2026, 2, Period.MONTHLY), "2026-02"),
        (CalendarPeriod(2026, 4, Period.QUARTERLY), "2026-Q4"),
        (CalendarPeriod(2026, 2, Period.HALF_YEARLY), "2026-H2"),
        (CalendarPeriod(2026, 1, Period.YEARLY), "2026"),
    ],
)
def test_a_period_prints_as_a_stable_key(period: CalendarPeriod, name: str) -> None:
    assert str(period) == name


def test_a_span_to_the_end_of_time_ends() -> None:
    yearly = DATED[Period.YEARLY]
    assert len(find_last_days(yearly, date.min, date.max)) > 9000


def test_due_lines_give_the_next_of_each_dated_duty_of_the_unit() -> None:
    lines = due_lines("soc-trang-246-2024", "district", f"{DIEU_7}/khoan-3", date(2026, 12, 19))
    assert [(line.name, line.last_day.isoformat(), line.remind_day.isoformat()) for line in lines] == [
        ("Báo cáo tháng", "2026-12-21", "2026-12-21"),
        ("Báo cáo quý", "2027-03-18", "2027-03-18"),
        ("Báo cáo năm", "2026-12-19", "2026-12-18"),
    ]
    assert [line.rule for line in lines] == [
        "trước ngày 22 của tháng",
        "trước ngày 19 của tháng cuối quý",
        "trước ngày 20 tháng 12 của năm",
    ]
    assert lines[2].caveats == (Caveat.MERGED_PROVINCE, Caveat.ENDED_LEVEL)
    assert due_lines("soc-trang-246-2024", "province", DIEU_7, date(2026, 12, 1))[0].caveats == (
        Caveat.MERGED_PROVINCE,
    )


@pytest.mark.parametrize(
    ("regulation", "level", "unit"),
    [
        ("soc-trang-246-2024", "commune", f"{DIEU_7}/khoan-3"),
        ("soc-trang-246-2024", "commune", f"{DIEU_7}/khoan-4"),
        ("soc-trang-246-2024", "province", f"{DIEU_7}/khoan-4"),
        ("hue-109-2025", "province", "hue-109-2025/quy-che/dieu-6/khoan-3"),
        ("hue-109-2025", "province", f"{DIEU_7}/khoan-3"),
        ("bac-giang-2021", "district", "bac-giang-2021/quy-che/dieu-7/khoan-3"),
        ("hcm-118-2022", None, "hcm-118-2022/quy-che/dieu-9"),
    ],
)
def test_due_lines_are_empty_where_the_text_fixes_no_day(
    regulation: str, level: str | None, unit: str
) -> None:
    assert due_lines(regulation, level, unit, date(2026, 12, 1)) == ()


@given(DAYS)
def test_due_lines_of_any_day_lie_ahead_and_within_the_cycle(today: date) -> None:
    lines = due_lines("soc-trang-246-2024", None, DIEU_7, today)
    assert [line.period for line in lines] == [Period.MONTHLY, Period.QUARTERLY, Period.YEARLY]
    for line, reach in zip(lines, (31, 92, 366), strict=True):
        assert timedelta(0) <= line.last_day - today < timedelta(days=reach)
