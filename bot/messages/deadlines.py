"""What the bot says about due days: why a reminder comes earlier, who set the day, what has ended since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.dates import (
    date_beside,
    full_date,
    long_date,
    month_of_year,
    period_name,
    short_date,
    weekday,
)
from corpus import Caveat, Period

CALENDAR_NAME = "Hạn báo cáo kiểm soát thủ tục hành chính"

_CAVEATS = {
    Caveat.MERGED_PROVINCE: "Quy chế này là của một tỉnh nay đã hợp nhất: việc này chỉ được nhắc khi "
    "Văn phòng UBND xác nhận còn áp dụng.",
    Caveat.ENDED_LEVEL: "Quy định này gắn với cấp huyện, nay không còn: việc này chỉ được nhắc khi "
    "Văn phòng UBND xác nhận còn áp dụng.",
}

_FAULTS = {
    "no-cycle": "Hạn định kỳ cần có kỳ: tháng, quý, 6 tháng hoặc năm.",
    "no-such-day": "Ngày phải từ 1 đến 31.",
    "no-such-month": "Tháng phải nằm trong kỳ hoặc trong kỳ liền sau.",
    "ends-before-it-begins": "Ngày hết áp dụng phải sau ngày bắt đầu áp dụng.",
    "no-letter": "Cần ghi số văn bản ấn định hạn này.",
    "no-name": "Cần ghi tên báo cáo.",
}


def moved_reminder(
    last_day: date, remind_day: date, run_starts: date, name: str, holidays: Sequence[str]
) -> str:
    """Why the reminder comes before the last day: "hạn 19/12/2026 là thứ Bảy → nhắc thứ Sáu 18/12".

    `name` is the holiday on the last day itself (empty for a weekend), `run_starts` the first of the days off
    that end with it, `holidays` the names within that run from the earliest on.
    """
    what = f"ngày nghỉ ({name})" if name else weekday(last_day)
    rest = ""
    if holidays and (last_day - run_starts).days > 0 and tuple(holidays) != (name,):
        names = holidays[0] if len(holidays) == 1 else f"{holidays[0]} đến {holidays[-1]}"
        first = short_date(run_starts) if run_starts.year == last_day.year else full_date(run_starts)
        rest = f", nghỉ liền từ {first} ({names})"
    return f"hạn {full_date(last_day)} là {what}{rest} → nhắc {date_beside(remind_day, last_day)}"


def forecast(year: int) -> str:
    """The days off of the year are not yet announced."""
    return f"dự kiến: lịch nghỉ năm {year} chưa công bố"


def set_by_office(letter: str) -> str:
    """Who set the day, where it is not the regulation."""
    return f"do Văn phòng UBND ấn định (văn bản {letter})"


def set_by_regulation(citation: str) -> str:
    """Who set the day, where the regulation prints it."""
    return f"theo {citation}"


def caveat(reason: Caveat) -> str:
    """Why a duty must be adopted before anybody is reminded."""
    return _CAVEATS[reason]


def due_day(name: str, period: tuple[Period, int, int] | None) -> str:
    """What falls due, with its period (cycle, year, number in the year): "Hạn: Báo cáo tháng (tháng 12/2026)"."""
    return f"Hạn: {name} ({period_name(*period)})" if period else f"Hạn: {name}"


def reminder(what: str, days: int, remind_day: date, last_day: date) -> str:
    """One step of the ladder; `days` are calendar days until the day of reminding, below zero after it."""
    end = f"hạn cuối {long_date(last_day)}"
    if days < 0:
        return f"{what}: đã quá hạn, {end}."
    if days == 0:
        return f"{what}: hôm nay là ngày làm việc cuối cùng để gửi, {end}."
    sent_by = "" if remind_day == last_day else f", nên gửi trước khi hết {long_date(remind_day)}"
    return f"{what}: còn {days} ngày, {end}{sent_by}."


def rule_fault(fault: str) -> str:
    """Why a date set by the office cannot be confirmed yet."""
    return _FAULTS[fault]


def no_day(rule: str | None) -> str:
    """The text fixes no day; its own words, where it has some."""
    said = f" Quy chế ghi: “{rule}”." if rule else ""
    return f"Quy chế không ấn định ngày.{said}"


SUBMITTED = "Đã nộp"
REMIND_LATER = "Nhắc lại sau"
SEE_RULE = "Xem quy định"
SEE_ALL_DUES = "Xem mọi hạn"

_OPENINGS = {
    "asked": "Văn phòng UBND yêu cầu báo cáo",
    "nudge": "Văn phòng UBND đôn đốc",
    "returned": "Văn phòng UBND trả lại",
    "snooze": "Anh/chị hẹn nhắc lại",
}


def submitted_named(name: str) -> str:
    """The button or the words that report one thing as handed in."""
    return f"Đã nộp: {name}"


def report_name(name: str, period: tuple[Period, int, int] | None) -> str:
    """A report with its period: "Báo cáo quý (quý IV/2026)"."""
    return f"{name} ({period_name(*period)})" if period else name


def prompted(kind: str, line: str) -> str:
    """A reminder out of turn, with whose wish it is."""
    return f"{_OPENINGS[kind]}. {line}"


def for_unit(unit: str, line: str) -> str:
    """A line about one of several units."""
    return f"{unit}: {line}"


def late_by(planned: str) -> str:
    """Under a reminder that could not go out when it should have."""
    return f"(nhắc muộn, đúng ra phải gửi lúc {planned})"


def return_reason(reason: str) -> str:
    """Why the desk handed a report back."""
    return f"Lý do: {reason}"


def request_note(note: str) -> str:
    """What the desk added to a request."""
    return f"Ghi chú: {note}"


def escalation(what: str, last_day: date, units: Sequence[str], more: int) -> str:
    """To the unit's head and the desk: five working days after the last day nothing is known."""
    named = ", ".join(units) + (f" và {more} đơn vị khác" if more else "")
    return f"{what}: quá hạn {full_date(last_day)} hơn 5 ngày làm việc, chưa ghi nhận nộp. Đơn vị: {named}."


def more_dues(count: int) -> str:
    """What did not fit into a reminder."""
    return f"… và {count} việc khác: nhắn /han."


def moment(hour: str, day: date) -> str:
    """As "08:00 thứ Hai, 07/12/2026"."""
    return f"{hour} {long_date(day)}"


def unreached(unit: str) -> str:
    """To the desk: reminders no longer reach a unit."""
    return (
        f"Không nhắn được cho người báo cáo của {unit}: người này đã chặn trợ lý hoặc bỏ tài khoản. "
        "Đơn vị sẽ không nhận được nhắc hạn; anh/chị liên hệ trực tiếp giúp."
    )


def month_of(month: str) -> str:
    """As "tháng 12/2026", of "2026-12"."""
    year, _, number = month.partition("-")
    return month_of_year(int(year), int(number))
