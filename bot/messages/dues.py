"""What the bot says to an officer about the unit's dues: the list, marking as handed in, later, the calendar file."""

from __future__ import annotations

from datetime import date, datetime

from bot.messages.dates import full_date, long_date

NEEDS_LINK = (
    "Muốn xem hạn của đơn vị, anh/chị nhập mã mời của Văn phòng UBND để liên kết tài khoản. "
    "Chưa có mã thì liên hệ Văn phòng UBND. Dưới đây là những gì Quy chế ghi:"
)
NEEDS_LINK_ALONE = (
    "Muốn xem hạn của đơn vị, anh/chị nhập mã mời của Văn phòng UBND để liên kết tài khoản, "
    "hoặc chọn tỉnh và cấp bằng /hoso để xem Quy chế ghi gì."
)
NEEDS_CONFIRMING = (
    "Tài khoản đang chờ xác nhận. Anh/chị gửi liên hệ của chính mình, xong rồi nhắn lại giúp tôi."
)
NO_UNIT = "Anh/chị chưa được ghi là đầu mối của đơn vị nào. Cần thì báo Văn phòng UBND."
NO_RIGHT = "Anh/chị không có quyền làm việc này cho đơn vị đó."
NOTHING_OWED = "Hiện không có báo cáo nào đến hạn của đơn vị."
UNDATED = "Chưa có ngày ấn định:"
NOT_SCHEDULED = "Chưa nhắc, chờ Văn phòng UBND xác nhận còn áp dụng:"
UNDO = "Hoàn tác"
HISTORY = "Đã nộp trước đây"
CALENDAR = "Lịch (.ics)"
WHICH_REPORT = "Anh/chị đã nộp báo cáo nào?"
WHICH_LATER = "Nhắc lại việc nào?"
NO_SUCH_REPORT = "Tôi không thấy báo cáo này trong các hạn của đơn vị. Nhắn /han để xem danh sách."
NOTHING_TO_UNDO = "Không có lần ghi nộp nào của anh/chị để hoàn tác."
UNDONE_BEFORE = "Lần ghi này đã được hoàn tác trước đó."
NO_HISTORY = "Đơn vị chưa có lần nộp nào được ghi ở đây."
NOT_REPORTING = (
    "Nhắc hạn của đơn vị được gửi cho người báo cáo; anh/chị không phải người đó nên không hẹn lại được."
)
NO_TIME_LEFT = "Hôm nay đã là ngày cuối, không còn giờ nào để hẹn lại. Tôi sẽ không nhắc thêm trước hạn."
WHEN_LATER = (
    "Nhắc lại lúc nào? Anh/chị chọn hoặc nhắn ngày, ví dụ “nhắc lại 15/12”. Lịch nhắc chung không đổi."
)
GONE = "Việc này không còn trong danh sách hạn của đơn vị."
NOT_FIRM = "Tin chuyển tiếp hoặc đã sửa không dùng để xác nhận. Anh/chị nhắn lại hoặc bấm nút giúp tôi."
NOT_IN_GROUP = "Việc này của riêng đơn vị, anh/chị nhắn riêng cho tôi."
CALENDAR_FILE = "Lịch hạn báo cáo của đơn vị. Mở tệp để thêm vào Google Calendar hoặc Outlook; tải lại sau này sẽ cập nhật, không trùng."
OPEN_UNIT = "Xem cả điều khoản"


def heading(unit: str) -> str:
    """Over the list of a unit's dues."""
    return f"Hạn của {unit}"


def due_line(number: int, name: str, last_day: date, days: int) -> str:
    """One open report; `days` until its last day, below zero after it."""
    if days < 0:
        state = f"quá hạn {-days} ngày"
    elif days == 0:
        state = "hôm nay là ngày cuối"
    else:
        state = f"còn {days} ngày"
    return f"{number}. {name}: hạn cuối {long_date(last_day)} ({state})"


def was_returned(reason: str | None) -> str:
    """The desk handed it back."""
    return f"Đã bị trả lại, lý do: {reason}" if reason else "Đã bị trả lại."


def next_due(name: str, last_day: date) -> str:
    """The answer to a question about a date."""
    return f"{name}: hạn cuối an toàn {long_date(last_day)}"


def handed_in_already(name: str, day: date) -> str:
    """Beside a due day that no longer binds."""
    return f"{name}: đơn vị đã nộp ngày {full_date(day)}."


def undated(name: str, citation: str, rule: str | None) -> str:
    """A duty without a day, with its own words."""
    return f"• {name}: Quy chế không ấn định ngày" + (f", ghi “{rule}”" if rule else "") + f" ({citation})"


def in_months(name: str, months: str, citation: str) -> str:
    """A duty of which the text fixes the month only."""
    return f"• {name}: {months}, Quy chế không ấn định ngày ({citation})"


def printed(name: str, rule: str | None, last_day: date, citation: str) -> str:
    """A dated duty as the text has it, for somebody whose unit is unknown."""
    said = f" “{rule}”" if rule else ""
    return f"• {name}:{said}, kỳ tới hạn cuối {long_date(last_day)} ({citation})"


def waits_for_adoption(name: str, last_day: date, note: str) -> str:
    """A duty that reminds nobody yet."""
    return f"• {name}: theo văn bản là {full_date(last_day)}. {note}"


def marked(name: str, unit: str | None, number: str | None, day: date) -> str:
    """A report is written down as handed in."""
    about = f" số {number}" if number else ""
    whose = f" của {unit}" if unit else ""
    return f"Đã ghi: {name}{whose} nộp ngày {full_date(day)}{about}. Tôi không nhắc việc này nữa."


ASK_NUMBER = "Có số công văn thì nhắn thêm, ví dụ: 45/BC-STP ngày 17/12/2026."


def number_added(name: str, number: str) -> str:
    """The document's number came after."""
    return f"Đã thêm số công văn {number} cho {name}."


def marked_before(name: str, day: date, number: str | None) -> str:
    """To a second press."""
    about = f", số {number}" if number else ""
    return f"{name} đã được ghi nộp ngày {full_date(day)}{about}. Không ghi thêm lần nữa."


def undone(name: str) -> str:
    """A mark was taken back."""
    return f"Đã hoàn tác: {name} lại thành chưa nộp."


def handed_in(name: str, day: date, number: str | None, act: str, reason: str | None) -> str:
    """One line of what was handed in before."""
    states = {"submitted": "đã nộp", "received": "Văn phòng UBND đã nhận", "returned": "bị trả lại"}
    about = f", số {number}" if number else ""
    why = f", lý do: {reason}" if reason else ""
    return f"• {name}: {states[act]} {full_date(day)}{about}{why}"


def history_heading(unit: str) -> str:
    """Over what was handed in before."""
    return f"{unit} đã nộp:"


def later_at(moment: datetime, today: date) -> str:
    """A choice of when to be reminded again."""
    hour = f"{moment:%H:%M}"
    return f"Chiều nay {hour}" if moment.date() == today else f"{hour} {long_date(moment.date())}"


def later_set(name: str, moment: datetime, today: date) -> str:
    """A snooze is written down."""
    return f"Tôi sẽ nhắc lại {name}: {later_at(moment, today).lower() if moment.date() == today else later_at(moment, today)}."


def rule_of(name: str, source: str) -> str:
    """What fixes a report's day."""
    return f"{name}: {source}"


def fixed_by_request(day: date) -> str:
    """A report that was asked for."""
    return f"theo yêu cầu của Văn phòng UBND, hạn cuối {long_date(day)}"


def file_name(agency: int) -> str:
    """The calendar file of a unit."""
    return f"lich-han-{agency}.ics"
