"""The roster as it is listed in chat: units, people, posts; phones masked, never e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.messages.dates import full_date
from bot.messages.positions import position_name

_HIDDEN = "•"
_SHOWN_AHEAD, _SHOWN_BEHIND = 3, 3

NOBODY = "Chưa có cán bộ đầu mối nào trong danh sách."
MASKED_NOTE = "Số điện thoại được che bớt; cần gọi, anh/chị hỏi Văn phòng UBND."


def mask_phone(phone: str) -> str:
    """The number with all but its first and last three digits hidden; a short one hidden whole.

    >>> mask_phone("0912345678")
    '091••••678'
    """
    digits = re.sub(r"\D", "", phone)
    hidden = len(digits) - _SHOWN_AHEAD - _SHOWN_BEHIND
    if hidden < _SHOWN_BEHIND:
        return _HIDDEN * len(digits)
    return f"{digits[:_SHOWN_AHEAD]}{_HIDDEN * hidden}{digits[-_SHOWN_BEHIND:]}"


def unit_heading(unit: str, count: int) -> str:
    """The line above the people of a unit."""
    return f"{unit}: {count} người" if count else f"{unit}: chưa có cán bộ đầu mối"


def officer_line(
    number: int,
    name: str,
    *,
    title: str = "",
    role: str | None = None,
    phone: str = "",
    starts_on: date | None = None,
    today: date | None = None,
) -> str:
    """One officer: "1. Nguyễn Thị Mẫu, Phó Giám đốc (Lãnh đạo đơn vị) – 091••••678".

    The first day is said only when it is still to come.
    """
    post = f", {title}" if title else ""
    position = f" ({position_name(role)})" if role else ""
    contact = f" – {mask_phone(phone)}" if phone else ""
    start = f" – từ {full_date(starts_on)}" if starts_on and today and starts_on > today else ""
    return f"{number}. {name}{post}{position}{contact}{start}"


def more_people(shown: int, total: int) -> str:
    """The end of a list that is cut."""
    return f"… còn {total - shown} người nữa."


def summary(units: int, people: int, empty: Sequence[str]) -> str:
    """A province at a glance; `empty` are units without anybody."""
    text = f"{units} đơn vị, {people} cán bộ đầu mối."
    return f"{text} Chưa có người: {', '.join(empty)}." if empty else text
