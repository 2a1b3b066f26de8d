"""What the bot says about its own sending: repeats, numbers of reminders, a message it could not handle."""


def repeat_mark(number: int) -> str:
    """The line over a message that may already have arrived."""
    return f"(gửi lại) Tin số {number:04}"


def reminder_number(number: int) -> str:
    """The line under a reminder, so that a repeat can be known by it."""
    return f"Tin số {number:04}"


def could_not_handle(code: str) -> str:
    """To somebody whose message failed three times; `code` is what the administrator searches for."""
    return (
        f"Xin lỗi anh/chị, trợ lý gặp trục trặc nên chưa xử lý được tin này (mã {code})."
        " Anh/chị thử viết lại giúp."
    )
