"""What the bot says on the day a change of the roster takes effect, and when one is taken back."""

from __future__ import annotations


def applied(agency: str, former: str | None) -> str:
    """To unit and coordinator; a unit renamed since is named both ways."""
    name = f"{agency} (trước là {former})" if former else agency
    return f"Danh sách đầu mối của {name} đã đổi từ hôm nay:"


def left(name: str) -> str:
    """One line: who left."""
    return f"• thôi: {name}"


def came(name: str, position: str | None) -> str:
    """One line: who came."""
    return f"• vào: {name}, {position}" if position else f"• vào: {name}"


def updated(name: str) -> str:
    """One line: whose details changed."""
    return f"• sửa thông tin: {name}"


def not_in_post(name: str) -> str:
    """One line: somebody the change named was no longer there."""
    return f"• {name} đã không còn ở vị trí này từ trước, nên phần này không có gì để đổi"


def invite_by_hand() -> str:
    """To the coordinator: the newcomer's code follows."""
    return "Người mới chưa liên kết tài khoản; anh/chị chuyển mã này cho đúng người:"


def you_left(agency: str, lost_access: bool) -> str:  # noqa: FBT001  one word of data, read aloud
    """To the one who left."""
    words = f"Từ hôm nay anh/chị thôi làm đầu mối của {agency}. Cảm ơn anh/chị."
    if lost_access:
        return f"{words} Tài khoản này không còn liên kết với danh sách; anh/chị vẫn hỏi quy chế được."
    return words


def stopped(agency: str, successor: str | None) -> str:
    """To coordinator and author: the unit closed before the change's day."""
    words = f"Thay đổi đã ghi nhận cho {agency} không áp dụng: đơn vị đã đóng trước ngày đó."
    return (
        f"{words} Đơn vị tiếp nhận là {successor}; anh/chị nhắn lại cho đơn vị này." if successor else words
    )


def withdrawn(agency: str) -> str:
    """To everybody concerned: a recorded change was taken back before its day."""
    return f"Thay đổi đã ghi nhận cho {agency} được rút lại trước ngày áp dụng; danh sách giữ nguyên."


REPORTS_NOW = "Anh/chị cũng nhận việc gửi báo cáo của đơn vị."
