"""Which lines stand inside a quotation that runs over several lines, as amended articles do.

    1. Sửa đổi Điều 5 như sau:
    “Điều 5. Chế độ báo cáo
    1. …
    2. …”.

Lines of such a block belong to the unit that quotes them and open nothing. A quotation mark that is never
closed quotes only its own line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line

_OPENING = "“„«"
_CURLY = re.compile(r"[“„«”»]")
# A block closes at a line's end: ”  ”.  ”;  "
_CLOSES_LINE = re.compile(r"[”»\"][\s.,;:)/]*$")
_LABEL = (
    r"(?:[ĐDÐđ][iíìỉĩịIÌ1l][eêéèềếểễệuEÊÉÈỀẾỂỄỆU]\S{0,2}\s*\d"
    r"|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]\d?\s*[.)]|(?i:chương|mục)\s)"
)
_OPENS_WITH_LABEL = re.compile(rf"[“„«\"']\s*{_LABEL}")
_ENDS_OPEN = re.compile(rf"[“„«]\s*{_LABEL}[^”»]*$")
_PLAIN_REACH = 8  # lines a quotation without a label may run on: longer ones are forgotten closing marks


def find_quoted(lines: Sequence[Line]) -> tuple[frozenset[int], tuple[int, ...]]:
    """Indexes of lines that begin inside a quotation or open one with a label, and of openings never
    closed.
    """
    quoted: set[int] = set()
    unclosed: list[int] = []
    at = 0
    while at < len(lines):
        text = lines[at].text
        starts = _OPENS_WITH_LABEL.match(text) is not None
        if starts:
            quoted.add(at)
        if starts or _ENDS_OPEN.search(text):
            end = _block_end(lines, at)
            if end is None:
                unclosed.append(at)
            else:
                quoted.update(range(at + 1, end + 1))
                at = end
        elif _depth(text) > 0:
            reach = range(at + 1, min(at + _PLAIN_REACH, len(lines)))
            end = next((later for later in reach if _depth(lines[later].text) < 0), None)
            if end is not None:
                quoted.update(range(at + 1, end + 1))
                at = end
        at += 1
    return frozenset(quoted), tuple(unclosed)


def _depth(text: str) -> int:
    """Opening less closing marks."""
    return sum(1 if mark in _OPENING else -1 for mark in _CURLY.findall(text))


def _block_end(lines: Sequence[Line], start: int) -> int | None:
    """The line on which the quotation opened at `start` closes; None if another block opens first or the
    text ends.
    """
    first = lines[start].text
    if first[0] in "\"'":
        return _straight_end(lines, start)
    depth = 0
    for at in range(start, len(lines)):
        text = lines[at].text
        if at > start and depth > 0 and (_OPENS_WITH_LABEL.match(text) or _ENDS_OPEN.search(text)):
            return _last_close(lines, start, at)
        depth += _depth(text)
        if depth <= 0:
            return at
    return _last_close(lines, start, len(lines))


def _straight_end(lines: Sequence[Line], start: int) -> int | None:
    mark = lines[start].text[0]
    if lines[start].text.count(mark) > 1 and _CLOSES_LINE.search(lines[start].text):
        return start
    for at in range(start + 1, len(lines)):
        text = lines[at].text
        if _OPENS_WITH_LABEL.match(text) and text[0] == mark:
            return None
        if _CLOSES_LINE.search(text):
            return at
    return None


def _last_close(lines: Sequence[Line], start: int, end: int) -> int | None:
    """A block whose count of marks is off ends at its last line that closes with one."""
    return next((at for at in range(end - 1, start, -1) if _CLOSES_LINE.search(lines[at].text)), None)
