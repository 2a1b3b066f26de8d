"""A message with several questions, cut into the parts that ask for different things.

A part stands alone only if it carries words of its own; "rồi", "với lại" and commas inside one question do not cut it to pieces.
"""

from __future__ import annotations

import re

from bot.assistant.phrases import read_message

_CUT = re.compile(
    r"""
    [;?!\n]+ | (?<!\d)[.,](?!\d)                # a stop or comma that is not inside a number
    | \s(?:rồi|roi|với\ lại|voi\ lại|voi\ lai|còn|con|đồng\ thời|dong\ thoi|ngoài\ ra|ngoai\ ra|và|va|xong|thế|the)\s
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MOST_PARTS = 4
_FEWEST_SYLLABLES = 3


def split_parts(text: str) -> tuple[str, ...]:
    """The parts of a message in order; the message itself alone when it is one question."""
    parts: list[str] = []
    for piece in _CUT.split(text):
        size = len(read_message(piece).typed)
        if size >= _FEWEST_SYLLABLES:
            parts.append(piece.strip())
        elif parts and size:
            parts[-1] = f"{parts[-1]} {piece.strip()}"
    if len(parts) < 2:
        return (text,)
    return tuple(parts[:_MOST_PARTS])
