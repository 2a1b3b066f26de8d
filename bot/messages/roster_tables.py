"""What the bot says when the roster comes or goes as a table in a chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.dates import full_date

OFF = (
    "Gửi và nhận tệp danh sách qua trò chuyện đang tắt, vì tệp có tên và số điện thoại của nhiều người. "
    "Người quản trị bật bằng DAUMOI_ROSTER_FILES_BY_CHAT=true rồi khởi động lại; "
    "khi đang tắt thì nhập, xuất tại máy chủ bằng lệnh daumoi roster import và daumoi roster export."
)
WRONG_TYPE = "Danh sách cần ở dạng .xlsx. Anh/chị mở tệp bằng Excel, lưu lại dạng .xlsx rồi gửi."
TOO_LARGE = "Tệp lớn hơn 5 MB, quá lớn so với một danh sách. Anh/chị bỏ ảnh và trang thừa rồi gửi lại."
NOT_FETCHED = "Tôi chưa tải được tệp từ Telegram. Anh/chị gửi lại tệp giúp tôi."
NO_RIGHT = "Chỉ Văn phòng UBND nhập, xuất danh sách dạng bảng."
HOW_TO_EDIT = "Anh/chị sửa trong tệp rồi gửi lại cả tệp; thẻ này huỷ được."
WHY = "Căn cứ hay lý do là gì? Anh/chị nhắn số văn bản, ví dụ: QĐ 45/QĐ-UBND ngày 20/11/2026, hoặc một câu lý do."
CANCELLED = "Đã huỷ, chưa nhập gì."
NOT_YOURS = "Thẻ này không phải của anh/chị."
GONE = "Thẻ này không còn."
EXPIRED = "Thẻ này đã quá hạn; anh/chị gửi lại tệp."
STALE = "Thẻ đã có nội dung mới hơn:"
CONFIRM, CANCEL = "Nhập danh sách", "Huỷ"
CONFIRM_WORDS, CANCEL_WORDS = "xác nhận", "huỷ"
NOBODY = "Chưa có ai trong danh sách để xuất."
EXPORT_NOTE = "Tệp có tên và số điện thoại của nhiều người: anh/chị không chuyển vào nhóm, dùng xong thì xoá."
TITLE = "Nhập danh sách từ tệp"
NOTHING_NEW = "Danh sách đã đúng như tệp, không có gì để nhập."


def found(people: int, units: int) -> str:
    """What stands in the file."""
    return f"Đọc được {people} người của {units} đơn vị."


def would_do(added: int, corrected: int, unchanged: int) -> str:
    """What confirming brings about."""
    return f"Sẽ thêm {added} người, sửa thông tin {corrected} người, giữ nguyên {unchanged} người."


def newcomers(names: Sequence[str], more: int) -> str:
    """Who would be added."""
    rest = f" và {more} người nữa" if more else ""
    return f"Người mới: {'; '.join(names)}{rest}."


def ignored(headings: Sequence[str]) -> str:
    """Columns that are not kept."""
    return f"Không giữ các cột: {', '.join(headings)}."


def because(reason: str) -> str:
    """The document or the reason."""
    return f"Căn cứ, lý do: {reason}"


def card_code(code: str) -> str:
    """How to confirm without the button."""
    return f"Mã thẻ: {code}. Nhắn “{CONFIRM_WORDS} {code}” để nhập, “{CANCEL_WORDS} {code}” để huỷ."


def further_problems(count: int) -> str:
    """The end of a list of problems that is cut."""
    return f"… và {count} chỗ nữa. Anh/chị sửa các chỗ trên rồi gửi lại, tôi báo tiếp."


def refused(count: int) -> str:
    """Above the rows that can't be taken in."""
    return f"Chưa nhập dòng nào: {count} dòng cần sửa."


def done(added: int, corrected: int, unchanged: int) -> str:
    """What was taken in."""
    return f"Đã nhập: thêm {added} người, sửa {corrected}, giữ nguyên {unchanged}. Ghi là việc một người nhập và ghi nhận."


def done_before(added: int, corrected: int) -> str:
    """A second press."""
    return f"Tệp này đã nhập rồi (thêm {added} người, sửa {corrected}). Không nhập thêm lần nữa."


def invite_them(count: int) -> str:
    """What remains to be done for newcomers."""
    return f"{count} người mới chưa có mã mời; nhắn “mời lại” kèm tên, hoặc chạy daumoi admin invite --all."


def told_head(unit: str, reason: str) -> str:
    """To the head of a unit whose roster a table changed."""
    return (
        f"Văn phòng UBND vừa nhập danh sách đầu mối của {unit} từ tệp (một người nhập và ghi nhận). "
        f"{because(reason)} Anh/chị xem bằng /danhsach; có chỗ chưa đúng thì báo lại."
    )


def exported(people: int, units: int, day: date) -> str:
    """The table that goes along."""
    return f"Danh sách đầu mối ngày {full_date(day)}: {people} người, {units} đơn vị."
