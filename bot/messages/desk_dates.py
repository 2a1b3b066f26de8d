"""What the bot says to the coordinator about due days: rules of letters, requests, many marks, how reports stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.dates import full_date, long_date

NO_RIGHT = "Việc này dành cho người phụ trách ở Văn phòng UBND."
WHICH_REGULATION = "Anh/chị phụ trách nhiều nơi; chọn tỉnh bằng /hoso rồi nhắn lại giúp tôi."
SEND = "Gửi đơn vị"
CONFIRM = "Xác nhận"
CANCEL = "Huỷ"
EDIT = "Sửa"
CANCELLED = "Đã huỷ thẻ, không có gì thay đổi."
UNKNOWN_CARD = "Tôi không tìm thấy thẻ này."
NOT_YOURS = "Thẻ này không phải của anh/chị."
EXPIRED = "Thẻ này đã hết hạn. Anh/chị nhắn lại nội dung để mở thẻ mới."
STALE = "Thẻ đã được sửa sau nút này. Bản hiện tại:"
DONE_BEFORE = "Thẻ này đã được xác nhận trước đó, không làm lại lần nữa."
NOT_READY = "Thẻ còn thiếu, chưa xác nhận được."
NOTHING_ADDED = "Tôi chưa thấy thông tin nào cho thẻ này trong tin vừa rồi."
HOW_TO_EDIT = "Anh/chị nhắn phần cần sửa, tôi cập nhật vào thẻ."
NOTHING_DUE = "Không có báo cáo nào đến hạn quanh thời gian này."
NO_SUCH_REPORT = "Tôi không thấy báo cáo này. Nhắn /tinhhinh để xem danh sách."
WHICH_REPORT = "Báo cáo nào?"

HOW_TO_SET_DATE = (
    "Ấn định hạn định kỳ: nhắn một câu, ví dụ “báo cáo quý các sở chậm nhất ngày 18 tháng cuối quý, "
    "công văn 12/VP-KSTT, từ 01/01/2027”. Tôi cho xem trước cả năm rồi mới ghi."
)
HOW_TO_REQUEST = (
    "Giao báo cáo đột xuất: nhắn tên báo cáo, hạn, đơn vị, ghi chú, mỗi phần một dòng hoặc cách nhau bằng dấu chấm phẩy, "
    "ví dụ “Rà soát TTHC đất đai; hạn 15/12/2026; các xã; ghi chú: theo mẫu 03”."
)
HOW_TO_MARK = (
    "Ghi nhận nhiều đơn vị một lần: nhắn “đã nhận báo cáo quý: Sở Tư pháp, Sở Nội vụ” hoặc "
    "“trả lại báo cáo quý: Sở Y tế; lý do: thiếu biểu 06”, hay gửi tệp .xlsx có cột đơn vị."
)
RULE_QUESTIONS = {
    "cycle": "Báo cáo kỳ nào: tháng, quý, 6 tháng hay năm?",
    "day": "Hạn ngày nào? Nhắn rõ “trước ngày …” hoặc “chậm nhất ngày …”.",
    "month": "Vào tháng nào của kỳ: tháng cuối kỳ hay tháng đầu kỳ sau?",
    "kinds": "Áp dụng cho ai: các sở, các xã, hay tất cả đơn vị?",
    "letter": "Số văn bản ấn định hạn này là gì?",
}
REQUEST_QUESTIONS = {
    "title": "Tên báo cáo là gì?",
    "last_day": "Hạn cuối ngày nào?",
    "units": "Giao cho những đơn vị nào?",
    "past": "Hạn này đã qua; anh/chị nhắn lại ngày giúp tôi.",
}
LAST_MONTH = "Tháng cuối kỳ"
NEXT_MONTH = "Tháng đầu kỳ sau"
EVERY_UNIT = "Tất cả đơn vị"
KINDS = {
    "so-nganh": "các sở, ngành",
    "vp-ubnd": "Văn phòng UBND",
    "ubnd-huyen": "UBND cấp huyện",
    "ubnd-xa": "các xã, phường",
}
LETTER_OF_ADOPTION = "Căn cứ văn bản nào xác nhận việc này còn áp dụng? Nhắn số văn bản."
NOTHING_TO_ADOPT = "Không có việc nào đang chờ xác nhận còn áp dụng."
TO_ADOPT = "Các việc chỉ được nhắc khi Văn phòng UBND xác nhận còn áp dụng:"
SUGGESTION = (
    "Gợi ý để tham khảo, không phải quy định: thông lệ theo Thông tư 01/2020/TT-VPCP là chốt số liệu ngày 14 tháng cuối kỳ; "
    "Bắc Kạn năm 2021 định xã chậm nhất ngày 16, sở ngày 18, huyện ngày 19. Năm 2026 còn áp dụng hay không: chưa xác định. "
    "Anh/chị vẫn cần có văn bản của mình."
)
REPLACES = "Thẻ này thay:"
NUDGE = "Đôn đốc"
MARK_MANY = "Ghi nhận nhiều đơn vị"
UNDO = "Hoàn tác"
NAME_OFFICER = "Đổi người báo cáo: nhắn “/nguoibaocao <đơn vị>: <họ tên>”."
NO_SUCH_UNIT = "Tôi không thấy đơn vị này trong danh sách."
NO_SUCH_PERSON = "Người này không có trong danh sách đầu mối của đơn vị."
NO_UNIT_NAMED = "Chưa có đơn vị nào đọc được trong tin."
NO_UNITS = "Chưa có đơn vị nào trong danh sách."
UNREADABLE_SHEET = "Tôi không đọc được tệp này. Cần tệp .xlsx có một cột tên đơn vị."
NOT_FIRM = "Tin chuyển tiếp hoặc đã sửa không dùng để xác nhận. Anh/chị nhắn lại hoặc bấm nút giúp tôi."
NOTHING_OPEN = "Không còn đơn vị nào để đôn đốc."


def month_words(month: int, length: int) -> str:
    """Which month of the period a rule means."""
    if length == 1:
        return "" if month == 1 else " tháng sau"
    if month > length:
        return " tháng đầu kỳ sau" if month == length + 1 else f" tháng thứ {month - length} kỳ sau"
    if length in (6, 12) and month not in (1, length):
        return f" tháng thứ {month} của kỳ"
    return (
        " tháng cuối kỳ"
        if month == length
        else " tháng đầu kỳ"
        if month == 1
        else f" tháng thứ {month} của kỳ"
    )


def rule_title(name: str) -> str:
    """The head of a rule's card."""
    return f"Hạn định kỳ: {name}"


def rule_line(*, before: bool, day: int, month: str, kinds: str) -> str:
    """What a rule fixes."""
    return f"{'trước' if before else 'chậm nhất'} ngày {day:02}{month}, áp dụng cho {kinds}"


def kinds_line(kinds: Sequence[str]) -> str:
    """Whom a rule binds."""
    return ", ".join(KINDS[kind] for kind in kinds) if kinds else "tất cả đơn vị"


def letter_line(letter: str, first: date, last: date | None) -> str:
    """The letter and how long the rule holds."""
    until = f" đến {full_date(last)}" if last else ", đến khi có văn bản khác"
    return f"Văn bản {letter}, áp dụng từ {full_date(first)}{until}."


def preview_line(period: str, last_day: date, reason: str | None) -> str:
    """One date of the year to come."""
    return f"• {period}: {long_date(last_day)}" + (f" ({reason})" if reason else "")


def preview_heading(count: int) -> str:
    """Over the year to come."""
    return f"Xem trước một năm ({count} kỳ):"


def replaced_line(name: str, letter: str, last: date) -> str:
    """A rule that the new one ends."""
    return f"• {name} (văn bản {letter}), hết áp dụng sau {full_date(last)}"


def fills(citation: str) -> str:
    """The clause whose open date a rule fills."""
    return f"Ứng với {citation}; hiển thị là do Văn phòng UBND ấn định, không phải của Quy chế."


def rule_set(name: str, units: int) -> str:
    """A rule is confirmed."""
    return f"Đã ghi hạn: {name}, áp dụng cho {units} đơn vị hiện có. Tôi sẽ nhắc theo hạn này."


def card_code(code: str) -> str:
    """How to act on a card by words."""
    return f"Mã thẻ: {code}. Nhắn “xác nhận {code}” hoặc “huỷ {code}”."


def request_title(title: str) -> str:
    """The head of a request's card."""
    return f"Giao báo cáo: {title}"


def request_due(last_day: date, reason: str | None) -> str:
    """When it is due."""
    return f"Hạn cuối: {long_date(last_day)}" + (f" ({reason})" if reason else "")


def request_units(names: Sequence[str], more: int) -> str:
    """Who is asked."""
    return f"Đơn vị: {', '.join(names)}" + (f" và {more} đơn vị khác" if more else "")


def unknown_units(names: Sequence[str]) -> str:
    """Names in a list that fit no unit."""
    return f"Chưa rõ đơn vị: {'; '.join(names)}"


def unclear_units(names: Sequence[str]) -> str:
    """Names in a list that fit several units."""
    return f"Trùng tên nhiều đơn vị, cần nhắn đủ tên: {'; '.join(names)}"


def request_sent(title: str, units: int, unlinked: int) -> str:
    """A request is on its way."""
    rest = f" {unlinked} đơn vị chưa liên kết, cần báo bằng cách khác." if unlinked else ""
    return f"Đã giao “{title}” cho {units} đơn vị, tôi nhắc theo hạn.{rest}"


def request_withdrawn(title: str) -> str:
    """A request was taken back."""
    return f"Đã rút yêu cầu “{title}”; tôi không nhắc nữa."


def withdraw(title: str) -> str:
    """A button that takes a request back."""
    return f"Rút yêu cầu: {title}"


def marks_title(act: str, name: str) -> str:
    """The head of a card that marks many units."""
    return f"{'Trả lại' if act == 'returned' else 'Đã nhận'}: {name}"


def marks_line(units: Sequence[str], more: int, count: int) -> str:
    """Which units a card marks."""
    rest = f" và {more} đơn vị khác" if more else ""
    return f"{count} đơn vị: {', '.join(units)}{rest}"


def marks_before(count: int) -> str:
    """Units of the list that stand so already."""
    return f"{count} đơn vị đã được ghi từ trước, giữ nguyên."


def marks_not_bound(names: Sequence[str]) -> str:
    """Units of the list that do not owe this report."""
    return f"Không thuộc diện nộp báo cáo này: {', '.join(names)}"


def marks_reason(reason: str | None) -> str:
    """Why reports are handed back."""
    return f"Lý do: {reason}" if reason else "Trả lại vì sao? Nhắn: lý do: …"


def marks_set(act: str, name: str, count: int) -> str:
    """Many units are marked."""
    done = "ghi trả lại" if act == "returned" else "ghi đã nhận"
    return f"Đã {done} {name} của {count} đơn vị."


def report_line(number: int, name: str, last_day: date, submitted: int, units: int) -> str:
    """One report in the overview."""
    return f"{number}. {name}, hạn {full_date(last_day)}: đã nộp {submitted}/{units}"


def report_counts(late: int, silent: int, unlinked: int, returned: int) -> str:
    """What is open of a report."""
    parts = [f"trễ {late}", f"chưa nộp {silent}", f"chưa liên kết {unlinked}"]
    return " · ".join(parts + ([f"bị trả lại {returned}"] if returned else []))


def group_line(title: str, names: Sequence[str], more: int) -> str:
    """One group of units of a report."""
    return f"{title}: {', '.join(names)}" + (f" và {more} đơn vị khác" if more else "")


GROUPS = {
    "late": "Trễ hạn",
    "silent": "Chưa nộp, còn hạn",
    "unlinked": "Chưa liên kết, không nhận được nhắc",
    "returned": "Bị trả lại",
}


def nudged(count: int, unlinked: int) -> str:
    """The desk nudged with one press."""
    rest = f" {unlinked} đơn vị chưa liên kết, cần gọi trực tiếp." if unlinked else ""
    return f"Đã đôn đốc {count} đơn vị.{rest}"


def nudged_before(hour: str) -> str:
    """To a second press on the same day."""
    return f"Báo cáo này đã được đôn đốc lúc {hour} hôm nay. Không gửi thêm lần nữa."


def adopt_title(name: str) -> str:
    """The head of a card that adopts a duty."""
    return f"Xác nhận còn áp dụng: {name}"


def adopted(name: str) -> str:
    """A duty is adopted."""
    return f"Đã ghi: {name} còn áp dụng, tôi sẽ nhắc từ kỳ tới."


def use_suggestion(kinds: str, day: int) -> str:
    """A button that opens a card with the suggested day."""
    return f"Lập thẻ cho {kinds}: chậm nhất ngày {day}"


def reporter_line(unit: str, name: str | None, state: str) -> str:
    """A unit with who reports for it."""
    return f"• {unit}: {name or 'chưa có người báo cáo'} ({state})"


LINKED = "đã liên kết"
NOT_LINKED = "chưa liên kết"


def reporter_named(unit: str, name: str) -> str:
    """Who reports from now on."""
    return f"Từ nay {name} nhận nhắc hạn của {unit}."


def dated(name: str, last_day: date) -> str:
    """A report with its last day, as a choice."""
    return f"{name}, hạn {full_date(last_day)}"


WHICH_UNITS = "Đơn vị nào? Nhắn danh sách tên đơn vị hoặc gửi tệp .xlsx."


def marks_undone(count: int) -> str:
    """Marks made in one step were taken back."""
    return f"Đã hoàn tác {count} đơn vị." if count else "Lần ghi này đã được hoàn tác trước đó."


def adoption_letter(letter: str) -> str:
    """The letter by which a duty is adopted."""
    return f"Căn cứ văn bản {letter}."


def and_more(count: int) -> str:
    """A list that goes on."""
    return f"… và {count} đơn vị khác."


ENDING_QUESTIONS = {
    "letter": "Văn bản nào kết thúc hạn này? Nhắn số văn bản.",
    "first": "Hạn này thôi áp dụng từ ngày nào?",
}
RULE_GONE = "Hạn này không còn áp dụng."


def end_rule(name: str, letter: str) -> str:
    """A button, and the head of a card, that ends a rule."""
    return f"Thôi áp dụng: {name} (văn bản {letter})"


def ending_line(first: date, letter: str) -> str:
    """From when a rule holds no more, and by which letter."""
    return f"Từ {full_date(first)}, theo văn bản {letter}."


def rule_ended(name: str, first: date) -> str:
    """A rule ends."""
    return f"Đã ghi: {name} thôi áp dụng từ {full_date(first)}; tôi không nhắc các kỳ sau đó."
