"""Questions about the content of another instrument: "NĐ 61/2018 k1 đ11 ghi gì". Our texts name it and do not hold it."""

from __future__ import annotations

import re

from index import fold

_NAMED = r"(?:nghi dinh|nd|thong tu|tt|cong van|cv|luat|nghi quyet|nq|quyet dinh|qd) ?(?:so )?\d+[/\w-]*"
_PLACE = r"(?:dieu|khoan|diem|phu luc|[dk])\.? ?\d+"
_ASKS_CONTENT = re.compile(
    rf"{_PLACE}[^?.]{{0,25}}{_NAMED}|{_NAMED}[^?.]{{0,25}}{_PLACE}|toan van .{{0,20}}{_NAMED}"
    rf"|{_NAMED}.{{0,25}}(?:ghi gi|noi gi|quy dinh gi|quy dinh nhung gi|noi dung|may dieu|bao nhieu dieu|toan van|tai ve)"
    rf"|(?:noi dung|tai|cho xin|gui) .{{0,15}}{_NAMED}"
    rf"|(?<!theo )(?<!cu ){_NAMED}(?: cua (?:\w+ ){{1,4}})? ?(?:co )?(?:quy dinh|huong dan|yeu cau|bat buoc) (?!tai\b)"
)


def asks_another_instrument(text: str, own_numbers: tuple[str, ...]) -> bool:
    """Whether the text asks what an instrument says that is none of ours (`own_numbers`: "109/2025", "246")."""
    folded = " ".join(fold(text.lower()).split())
    match = _ASKS_CONTENT.search(folded)
    if match is None:
        return False
    return not any(re.search(rf"\b{re.escape(number)}\b", match.group()) for number in own_numbers)
