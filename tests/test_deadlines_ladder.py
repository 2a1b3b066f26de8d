"""The steps of reminding: on working days only, never in the quiet hours, merged where they meet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import (
    DecidedDay,
    LadderSettings,
    Step,
    StepKind,
    build_occurrence,
    end_of_quiet,
    ladder,
    load_calendar,
)

CALENDAR = load_calendar()
SETTINGS = LadderSettings()
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def climb(last_day: date, settings: LadderSettings = SETTINGS) -> tuple[Step, ...]:
    return ladder(build_occurrence("x", "Báo cáo", last_day, CALENDAR), settings, CALENDAR)


def shown(steps: tuple[Step, ...]) -> list[str]:
    return [f"{step.key} {step.at:%d/%m}" for step in steps]


LADDERS = {
    "a Monday: the step a day ahead moves to the Friday, where the one of three days ahead already is": (
        date(2026, 12, 21),
        [
            "ahead-7 14/12", "ahead-1 18/12", "due 21/12", "overdue-1 22/12", "overdue-2 23/12",
            "overdue-3 24/12", "overdue-4 25/12", "overdue-5 28/12", "escalation 29/12",
        ],
    ),
    "a Saturday: everything stands on the Friday before": (
        date(2026, 12, 19),
        [
            "ahead-7 11/12", "ahead-3 15/12", "ahead-1 17/12", "due 18/12", "overdue-1 21/12", "overdue-2 22/12",
            "overdue-3 23/12", "overdue-4 24/12", "overdue-5 25/12", "escalation 28/12",
        ],
    ),
    "the Saturday inside Tết: nothing is said during the holiday": (
        date(2026, 2, 21),
        [
            "ahead-7 06/02", "ahead-3 10/02", "ahead-1 12/02", "due 13/02", "overdue-1 23/02", "overdue-2 24/02",
            "overdue-3 25/02", "overdue-4 26/02", "overdue-5 27/02", "escalation 02/03",
        ],
    ),
    "the first days after Tết: all steps ahead meet on the last day before it": (
        date(2026, 2, 23),
        [
            "ahead-1 13/02", "due 23/02", "overdue-1 24/02", "overdue-2 25/02", "overdue-3 26/02",
            "overdue-4 27/02", "overdue-5 02/03", "escalation 03/03",
        ],
    ),
    "31/12: the steps after it pass New Year": (
        date(2026, 12, 31),
        [
            "ahead-7 24/12", "ahead-3 28/12", "ahead-1 30/12", "due 31/12", "overdue-1 04/01", "overdue-2 05/01",
            "overdue-3 06/01", "overdue-4 07/01", "overdue-5 08/01", "escalation 11/01",
        ],
    ),
    "29/02/2028, a Tuesday": (
        date(2028, 2, 29),
        [
            "ahead-7 22/02", "ahead-3 25/02", "ahead-1 28/02", "due 29/02", "overdue-1 01/03", "overdue-2 02/03",
            "overdue-3 03/03", "overdue-4 06/03", "overdue-5 07/03", "escalation 08/03",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("last_day", "steps"), LADDERS.values(), ids=LADDERS)
def test_known_ladders(last_day: date, steps: list[str]) -> None:
    assert shown(climb(last_day)) == steps


def test_steps_come_at_eight_in_viet_nam() -> None:
    for step in climb(date(2026, 12, 21)):
        assert step.at.astimezone(UTC).time() == time(1, 0)
        assert step.at.utcoffset() == timedelta(hours=7)


def test_days_count_to_the_day_of_reminding() -> None:
    assert [step.days for step in climb(date(2026, 12, 19))] == [7, 3, 1, 0, -3, -4, -5, -6, -7, -10]


def test_a_day_off_decided_by_the_administrator_moves_a_step() -> None:
    calendar = CALENDAR.with_table([DecidedDay(date(2026, 12, 16), working=False, name="nghỉ")])
    occurrence = build_occurrence("x", "Báo cáo", date(2026, 12, 17), calendar)
    assert shown(ladder(occurrence, SETTINGS, calendar))[:4] == [
        "ahead-7 10/12",
        "ahead-3 14/12",
        "ahead-1 15/12",
        "due 17/12",
    ]


@given(DAYS, st.sets(st.integers(1, 30), max_size=5), st.integers(0, 8), st.times())
def test_every_ladder_stands_on_working_days_of_its_own_outside_the_quiet_hours(
    last_day: date, ahead: set[int], overdue: int, at: time
) -> None:
    settings = LadderSettings(tuple(ahead), overdue, at)
    steps = climb(last_day, settings)
    days = [step.at.date() for step in steps]
    assert days == sorted(set(days))
    assert all(CALENDAR.is_working_day(day) for day in days)
    assert all(settings.quiet_to <= step.at.time() < settings.quiet_from for step in steps)
    assert len({step.key for step in steps}) == len(steps)
    kinds = [step.kind for step in steps]
    assert kinds.count(StepKind.DUE) == 1
    assert kinds.count(StepKind.OVERDUE) == overdue
    assert kinds[-1] is StepKind.ESCALATION
    assert kinds.count(StepKind.AHEAD) <= len(ahead)
    assert (StepKind.AHEAD in kinds) is bool(ahead)
    for step in steps:
        assert (step.days > 0) is (step.kind is StepKind.AHEAD)
        assert (step.at.date() > last_day) is (step.kind in (StepKind.OVERDUE, StepKind.ESCALATION))


QUIET = {
    "the evening waits for the morning": ("2026-12-18T20:00", "2026-12-19T07:00"),
    "before midnight": ("2026-12-31T23:59", "2027-01-01T07:00"),
    "after midnight": ("2028-02-29T00:00", "2028-02-29T07:00"),
    "the last quiet minute": ("2026-12-18T06:59", "2026-12-18T07:00"),
    "the end of the quiet": ("2026-12-18T07:00", "2026-12-18T07:00"),
    "the last loud minute": ("2026-12-18T19:59", "2026-12-18T19:59"),
}


@pytest.mark.parametrize(("moment", "expected"), QUIET.values(), ids=QUIET)
def test_what_is_late_waits_for_the_end_of_the_quiet_hours(moment: str, expected: str) -> None:
    there, then = (datetime.fromisoformat(f"{text}+07:00") for text in (moment, expected))
    assert end_of_quiet(there, SETTINGS) == then
    assert end_of_quiet(there.astimezone(UTC), SETTINGS) == then


@pytest.mark.parametrize(
    "wrong",
    [{"quiet_from": time(7), "quiet_to": time(20)}, {"days_ahead": (0,)}, {"days_overdue": -1}],
    ids=["quiet by day", "a step ahead of nothing", "fewer than none"],
)
def test_settings_that_make_no_ladder_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"quiet hours|days ahead"):
        LadderSettings(**wrong)  # type: ignore[arg-type]
