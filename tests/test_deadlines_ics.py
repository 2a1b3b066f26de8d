"""The iCalendar file, read back by the library that calendars use: days, ids, alarms, words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.deadlines import (
    LadderSettings,
    LocalRule,
    Occurrence,
    build_ics,
    event_id,
    find_local_occurrences,
    find_occurrences,
    ladder,
    load_calendar,
)
from corpus import AgencyLevel, Bound, Due, Period, UnitPath, load_obligations

CALENDAR = load_calendar()
SETTINGS = LadderSettings()
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DATED = [one for one in load_obligations() if one.due]


def cite(path: UnitPath) -> str:
    return f"khoản {path.clause} Điều {path.article} Quy chế"


def export(*occurrences: Occurrence, now: datetime = NOW) -> bytes:
    return build_ics(occurrences, now, CALENDAR, SETTINGS, cite)


def read(data: bytes) -> list[Event]:
    return [event for event in Calendar.from_ical(data).walk("VEVENT") if isinstance(event, Event)]


def owed(start: date, end: date) -> list[Occurrence]:
    return [
        found for one in DATED for found in find_occurrences(one, start, end, CALENDAR, AgencyLevel.PROVINCE)
    ]


def test_each_event_stands_on_the_last_day_of_the_text_with_its_words() -> None:
    (yearly,) = [one for one in owed(date(2026, 12, 1), date(2026, 12, 31)) if one.last_day.day == 19]
    (event,) = read(export(yearly))
    assert event.decoded("dtstart") == date(2026, 12, 19)
    assert event.decoded("dtend") == date(2026, 12, 20)
    assert event.decoded("dtstamp") == NOW.astimezone(UTC)
    assert str(event["summary"]) == "Hạn: Báo cáo năm (năm 2026)"
    assert str(event["description"]).split("\n") == [
        "“trước ngày 20 tháng 12 của năm”",
        "theo khoản 3 Điều 7 Quy chế",
        "hạn 19/12/2026 là thứ Bảy → nhắc thứ Sáu 18/12",
        "Quy chế này là của một tỉnh nay đã hợp nhất: việc này chỉ được nhắc khi Văn phòng UBND xác nhận còn áp dụng.",
    ]


def test_alarms_are_the_steps_up_to_the_day() -> None:
    (monthly,) = owed(date(2027, 4, 21), date(2027, 4, 21))
    (event,) = read(export(monthly))
    alarms = event.walk("VALARM")
    assert [event.decoded("dtstart") + alarm.decoded("trigger") for alarm in alarms] == [
        date(2027, 4, 14),
        date(2027, 4, 15),
        date(2027, 4, 20),
        date(2027, 4, 21),
    ], "16/04/2027, Giỗ Tổ, and the Sunday after it are days off"
    assert str(alarms[0]["description"]) == (
        "Hạn: Báo cáo tháng (tháng 4/2027): còn 7 ngày, hạn cuối thứ Tư, 21/04/2027."
    )
    assert "hôm nay là ngày làm việc cuối cùng để gửi" in str(alarms[-1]["description"])


def test_a_local_date_is_shown_as_the_office_s() -> None:
    rule = LocalRule(
        id="local-7",
        name="Báo cáo quý",
        period=Period.QUARTERLY,
        due=Due(Bound.NO_LATER_THAN, 16, 3),
        letter="123/UBND-KSTT",
        valid_from=date(2026, 1, 1),
    )
    (one,) = find_local_occurrences(rule, date(2026, 12, 1), date(2026, 12, 31), CALENDAR)
    (event,) = read(export(one))
    assert str(event["description"]) == "do Văn phòng UBND ấn định (văn bản 123/UBND-KSTT)"
    assert str(event["uid"]) == "local-7.2026-Q4@daumoi"


def test_ids_stay_the_same_between_exports_and_differ_between_events() -> None:
    year = owed(date(2026, 12, 1), date(2027, 12, 31))
    first = [str(event["uid"]) for event in read(export(*year))]
    later = [str(event["uid"]) for event in read(export(*year[5:], now=NOW + timedelta(days=40)))]
    assert len(set(first)) == len(first) == len(year)
    assert set(later) < set(first)
    assert first == [event_id(one) for one in year]


def test_lines_are_folded_as_the_format_demands() -> None:
    for line in export(*owed(date(2026, 12, 1), date(2027, 3, 31))).split(b"\r\n"):
        assert len(line) <= 75


def test_an_export_of_nothing_is_still_a_calendar() -> None:
    assert read(export()) == []
    assert export().startswith(b"BEGIN:VCALENDAR\r\n")


@given(st.dates(date(2024, 1, 1), date(2035, 11, 1)))
def test_what_is_written_is_what_is_read(start: date) -> None:
    year = owed(start, start + timedelta(days=60))
    data = export(*year)
    events = read(data)
    assert [event.decoded("dtstart") for event in events] == [one.last_day for one in year]
    for one, event in zip(year, events, strict=True):
        steps = [step.at for step in ladder(one, SETTINGS, CALENDAR) if step.days >= 0]
        first_minute = datetime.combine(one.last_day, time.min, NOW.tzinfo)
        assert [first_minute + alarm.decoded("trigger") for alarm in event.walk("VALARM")] == steps
    assert Calendar.from_ical(data).to_ical() == data


def test_the_file_keeps_to_what_calendars_demand_of_an_import() -> None:
    lines = export(*owed(date(2026, 12, 1), date(2027, 1, 31))).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert {b"VERSION:2.0", b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH"} <= set(lines)
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)
    triggers = [line for line in lines if line.startswith(b"TRIGGER")]
    assert triggers
    assert all(re.fullmatch(rb"TRIGGER:-?P(\d+D)?(T\d+H(\d+M)?)?", line) for line in triggers)
