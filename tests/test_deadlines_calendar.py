"""Working days of Viet Nam: what is known, what the administrator's table overrides, what is a forecast."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import DecidedDay, OffKind, load_calendar

CALENDAR = load_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))

KNOWN = {
    "an ordinary Wednesday": (date(2026, 12, 16), True),
    "a Saturday": (date(2026, 12, 19), False),
    "a Sunday": (date(2026, 12, 20), False),
    "the eve of Tết 2026": (date(2026, 2, 16), False),
    "the fourth day of Tết 2026": (date(2026, 2, 20), False),
    "the Monday after Tết 2026": (date(2026, 2, 23), True),
    "the Monday for Giỗ Tổ 2026, a Sunday": (date(2026, 4, 27), False),
    "30/04": (date(2026, 4, 30), False),
    "02/09 and the day before": (date(2026, 9, 1), False),
    "the swapped Friday after New Year 2026, which the package lacks": (date(2026, 1, 2), False),
    "the Saturday worked for it": (date(2026, 1, 10), True),
    "the swapped Monday of August 2026": (date(2026, 8, 31), False),
    "the Saturday worked for that": (date(2026, 8, 22), True),
    "the Saturday worked in April 2025": (date(2025, 4, 26), True),
    "24/11, a holiday from 2026": (date(2026, 11, 24), False),
    "24/11/2025, none yet": (date(2025, 11, 24), True),
    "31/12": (date(2026, 12, 31), True),
    "29/02/2028, a Tuesday": (date(2028, 2, 29), True),
    "29/02/2032, a Sunday": (date(2032, 2, 29), False),
}


@pytest.mark.parametrize(("day", "works"), KNOWN.values(), ids=KNOWN)
def test_known_days(day: date, works: bool) -> None:
    assert CALENDAR.is_working_day(day) is works


def test_the_table_wins_over_weekends_and_holidays() -> None:
    storm, saturday, holiday = date(2026, 10, 14), date(2026, 10, 17), date(2026, 9, 2)
    own = CALENDAR.with_table(
        [
            DecidedDay(storm, working=False, name="nghỉ tránh bão"),
            DecidedDay(saturday, working=True, name="làm bù"),
            DecidedDay(holiday, working=True, name="trực"),
        ]
    )
    off = own.day_off(storm)
    assert off is not None
    assert (off.kind, off.name) == (OffKind.DECIDED, "nghỉ tránh bão")
    assert own.is_working_day(saturday)
    assert own.is_working_day(holiday)
    assert not own.is_working_day(date(2026, 1, 2)), "the shipped rows stay"
    assert CALENDAR.is_working_day(storm), "the calendar it was made from is untouched"


def test_a_year_not_announced_is_a_forecast_until_the_administrator_says_so() -> None:
    assert not CALENDAR.is_forecast(date(2026, 12, 19))
    assert CALENDAR.is_forecast(date(2027, 2, 8))
    assert not CALENDAR.with_table([], announced_years=[2027]).is_forecast(date(2027, 2, 8))
    decided = CALENDAR.with_table([DecidedDay(date(2027, 2, 8), working=False, name="Tết")])
    assert not decided.is_forecast(date(2027, 2, 8))
    assert decided.is_forecast(date(2027, 2, 9))


@given(DAYS)
def test_the_working_day_found_is_the_nearest_one_on_or_before(day: date) -> None:
    found = CALENDAR.working_day_on_or_before(day)
    assert found <= day
    assert CALENDAR.is_working_day(found)
    between = [found + timedelta(days=n) for n in range(1, (day - found).days + 1)]
    assert not any(CALENDAR.is_working_day(one) for one in between)
    assert [off.day for off in CALENDAR.days_off_until(day)] == between[::-1]
    assert len(between) <= 12, "no break is longer than Tết with its weekends"


@given(DAYS)
def test_the_next_working_day_skips_only_days_off(day: date) -> None:
    found = CALENDAR.working_day_after(day)
    assert found > day
    assert CALENDAR.is_working_day(found)
    assert not any(CALENDAR.is_working_day(day + timedelta(days=n)) for n in range(1, (found - day).days))
