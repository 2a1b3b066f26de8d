"""Dates an office sets by letter: their days, their validity, and that they never pass for the regulation's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import (
    LocalRule,
    RuleFault,
    end_rule,
    find_faults,
    find_local_occurrences,
    load_calendar,
    preview,
)
from bot.messages import deadlines as say
from corpus import AgencyLevel, Bound, Due, Period

CALENDAR = load_calendar()
RULE = LocalRule(
    id="local-1",
    name="Báo cáo quý của xã",
    period=Period.QUARTERLY,
    due=Due(Bound.NO_LATER_THAN, 16, 3),
    letter="123/UBND-KSTT",
    valid_from=date(2026, 1, 1),
    kinds=("ubnd-xa",),
    levels=(AgencyLevel.COMMUNE,),
    obligation="hue-109-2025/bao-cao/quy",
)


def days(rule: LocalRule, start: date, end: date) -> list[str]:
    return [one.last_day.isoformat() for one in find_local_occurrences(rule, start, end, CALENDAR)]


def test_a_rule_gives_its_day_in_each_period_and_names_the_letter() -> None:
    found = find_local_occurrences(RULE, date(2026, 1, 1), date(2026, 12, 31), CALENDAR)
    assert [(one.last_day.isoformat(), one.remind_day.isoformat()) for one in found] == [
        ("2026-03-16", "2026-03-16"),
        ("2026-06-16", "2026-06-16"),
        ("2026-09-16", "2026-09-16"),
        ("2026-12-16", "2026-12-16"),
    ]
    assert [one.key for one in found] == [f"local-1:2026-Q{number}" for number in (1, 2, 3, 4)]
    for one in found:
        assert (one.letter, one.citation, one.rule) == ("123/UBND-KSTT", None, None)
        assert not one.needs_adoption
    assert say.set_by_office("123/UBND-KSTT") == "do Văn phòng UBND ấn định (văn bản 123/UBND-KSTT)"


DUE = {
    "trước ngày 10 hằng tháng": (Period.MONTHLY, Due(Bound.BEFORE, 10, 1), ["2026-11-09", "2026-12-09"]),
    "chậm nhất ngày 31 hằng tháng": (
        Period.MONTHLY,
        Due(Bound.NO_LATER_THAN, 31, 1),
        ["2026-11-30", "2026-12-31"],
    ),
    "trước ngày 15 tháng cuối nửa năm": (Period.HALF_YEARLY, Due(Bound.BEFORE, 15, 6), ["2026-12-14"]),
    "chậm nhất 25/11": (Period.YEARLY, Due(Bound.NO_LATER_THAN, 25, 11), ["2026-11-25"]),
    "chậm nhất ngày 05 tháng sau": (
        Period.MONTHLY,
        Due(Bound.NO_LATER_THAN, 5, 2),
        ["2026-11-05", "2026-12-05"],
    ),
}


@pytest.mark.parametrize(("period", "due", "expected"), DUE.values(), ids=DUE)
def test_days_as_offices_write_them(period: Period, due: Due, expected: list[str]) -> None:
    rule = replace(RULE, period=period, due=due)
    assert days(rule, date(2026, 11, 1), date(2026, 12, 31)) == expected


def test_a_day_in_the_month_after_keeps_the_name_of_its_period() -> None:
    rule = replace(RULE, due=Due(Bound.NO_LATER_THAN, 5, 4))
    (one,) = find_local_occurrences(rule, date(2027, 1, 1), date(2027, 1, 31), CALENDAR)
    assert (one.key, one.last_day) == ("local-1:2026-Q4", date(2027, 1, 5))


def test_a_rule_says_nothing_outside_its_validity() -> None:
    rule = replace(RULE, valid_from=date(2026, 3, 17), valid_until=date(2026, 9, 16))
    assert days(rule, date(2020, 1, 1), date(2030, 1, 1)) == ["2026-06-16", "2026-09-16"]


def test_a_later_letter_ends_the_rule_the_day_before() -> None:
    ended = end_rule(RULE, date(2026, 9, 16))
    assert days(ended, date(2026, 1, 1), date(2026, 12, 31)) == ["2026-03-16", "2026-06-16"]
    assert end_rule(ended, date(2027, 1, 1)) == ended, "what has ended is not prolonged"
    assert end_rule(ended, date(2026, 6, 1)).valid_until == date(2026, 5, 31)


def test_the_preview_shows_the_year_to_come_and_nothing_before_the_rule_holds() -> None:
    shown = [one.last_day.isoformat() for one in preview(RULE, date(2026, 11, 20), CALENDAR)]
    assert shown == ["2026-12-16", "2027-03-16", "2027-06-16", "2027-09-16"]
    later = replace(RULE, valid_from=date(2027, 7, 1))
    assert preview(later, date(2026, 11, 20), CALENDAR)[0].last_day == date(2027, 9, 16)


def test_a_rule_falls_on_its_kinds_and_levels_only() -> None:
    assert RULE.falls_on("ubnd-xa", "commune")
    assert not RULE.falls_on("so-nganh", "province")
    assert not RULE.falls_on("so-nganh", "commune")
    assert replace(RULE, kinds=(), levels=()).falls_on("so-nganh", "province")


FAULTY = {
    RuleFault.NO_CYCLE: replace(RULE, period=Period.AD_HOC),
    RuleFault.NO_SUCH_DAY: replace(RULE, due=Due(Bound.BEFORE, 32, 3)),
    RuleFault.NO_SUCH_MONTH: replace(RULE, due=Due(Bound.BEFORE, 16, 7)),
    RuleFault.ENDS_BEFORE_IT_BEGINS: replace(RULE, valid_until=date(2025, 12, 31)),
    RuleFault.NO_LETTER: replace(RULE, letter=" "),
    RuleFault.NO_NAME: replace(RULE, name=""),
}


@pytest.mark.parametrize(("fault", "rule"), FAULTY.items(), ids=FAULTY)
def test_a_rule_that_cannot_hold_is_named_with_its_fault(fault: RuleFault, rule: LocalRule) -> None:
    assert find_faults(rule) == (fault,)
    assert say.rule_fault(fault)


def test_a_good_rule_has_no_fault_and_every_fault_is_tried() -> None:
    assert find_faults(RULE) == ()
    assert set(FAULTY) == set(RuleFault)


@given(
    st.sampled_from([Period.MONTHLY, Period.QUARTERLY, Period.HALF_YEARLY, Period.YEARLY]),
    st.sampled_from(Bound),
    st.integers(1, 31),
    st.integers(1, 24),
    st.dates(date(2024, 1, 1), date(2035, 12, 31)),
)
def test_any_confirmed_rule_gives_each_period_of_its_year_one_day(
    period: Period, bound: Bound, day: int, month: int, start: date
) -> None:
    rule = replace(RULE, period=period, due=Due(bound, day, month), valid_from=start)
    if find_faults(rule):
        return
    assert period.months is not None
    found = preview(rule, start, CALENDAR)
    assert 12 // period.months <= len(found) <= 12 // period.months + 1
    keys = [one.key for one in found]
    assert len(set(keys)) == len(keys)
    last = [one.last_day for one in found]
    assert last == sorted(last)
    assert all(start <= one <= start + timedelta(days=365) for one in last)
    assert all(CALENDAR.is_working_day(one.remind_day) and one.remind_day <= one.last_day for one in found)
