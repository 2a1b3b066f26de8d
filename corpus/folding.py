"""Letters without their marks, one for one, so that positions in the folded text are positions in the text.

`fold` expects composed text (NFC); `compose` makes it and remembers where each character came from.
"""

from __future__ import annotations

import unicodedata


class _Table(dict[int, str]):
    """Filled as letters are met: str.translate asks once for each new code point."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        is_d = letter in "đĐÐð"  # the Icelandic letter is what scanners print for Đ
        folded = "d" if is_d else (unicodedata.normalize("NFD", letter)[0].lower() or letter)[0]
        self[code] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Lower case without marks, đ as d; the result has the length of the text.

    >>> fold("Điều 5. Chế độ")
    'dieu 5. che do'
    """
    return text.translate(_TABLE)


def compose(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in NFC, and for each of its characters (and its end) the position in the text as given."""
    if unicodedata.is_normalized("NFC", text):
        return text, tuple(range(len(text) + 1))
    pieces: list[str] = []
    origins: list[int] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and unicodedata.combining(text[at]):
            continue
        piece = unicodedata.normalize("NFC", text[start:at])
        pieces.append(piece)
        origins.extend([start] * len(piece))
        start = at
    origins.append(len(text))
    return "".join(pieces), tuple(origins)


def is_capitals(text: str) -> bool:
    """Whether the text has letters and all of them are capitals ("QUY ĐỊNH CHUNG")."""
    return text.isupper()
