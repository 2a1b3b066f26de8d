"""How wide a line of bold Times New Roman is, so that rules under it get the length that the decree wants.

Widths of the typeface in thousandths of its size; marks over and under letters add nothing.
"""

from __future__ import annotations

import unicodedata

_WIDTHS = {
    **dict.fromkeys("iltI", 300),
    **dict.fromkeys("fjJ", 400),
    **dict.fromkeys("aceggorsvxyz", 475),
    **dict.fromkeys("bdhknpqu0123456789", 550),
    **dict.fromkeys("BEFLPSTZ", 640),
    **dict.fromkeys("ACDNRUVXY", 722),
    **dict.fromkeys("GHKOQ", 778),
    **dict.fromkeys("wm", 780),
    **dict.fromkeys("MW", 970),
    **dict.fromkeys(" ,.", 250),
    "-": 333,
}
_OTHER = 500


def bold_width(text: str, size: float) -> float:
    """The width of the line in points, within a few hundredths."""
    bare = unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")
    return sum(_WIDTHS.get(c, _OTHER) for c in bare if not unicodedata.combining(c)) * size / 1000


def balance(text: str, size: float, room: float) -> list[str]:
    """The text in as few lines as fit the room, none much longer than another, as titles are broken."""
    words = text.split()
    count = int(bold_width(text, size) // room) + 1
    widest = bold_width(text, size) / count
    while True:
        lines = _fill(words, size, widest)
        if len(lines) <= count or len(lines) == len(words):
            return lines
        widest += size / 2


def _fill(words: list[str], size: float, widest: float) -> list[str]:
    lines = [words[0]] if words else []
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if bold_width(longer, size) <= widest:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
