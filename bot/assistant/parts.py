"""A message with several questions, cut into the parts that ask for different things.

A part stands alone only if it carries words of its own; "rồi", "với lại" and commas inside one question do not cut it to pieces.
"""

from __future__ import annotations

import re

from bot.assistant.cues import cues
from bot.assistant.phrases import has_any, read_message

_CUT = re.compile(
    r"""
    [;?!\n]+ | (?<!\d)[.,](?!\d)                # a stop or comma that is not inside a number
    | \s(?:rồi|roi|với\ lại|voi\ lại|voi\ lai|còn|con|đồng\ thời|dong\ thoi|ngoài\ ra|ngoai\ ra
          |và|va|xong|thế(?!\ nào)|the(?!\ nao))\s
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BESIDE = re.compile(r"\s(?:so\s+)?(?:với|voi|vs|và|va|hay)\s", re.IGNORECASE)
# Where the second side ends: at a comma, or where the message goes on to compare.
_ASKED_OF_BOTH = re.compile(
    r"[,:;]|\s(?=(?:thì|thi|khác|khac|giống|giong|ai|bên|ben|có|co|làm|lam)\s)", re.IGNORECASE
)
_MOST_PARTS = 4
_FEWEST_SYLLABLES = 3


def compares(text: str) -> bool:
    """Whether a message sets things beside each other."""
    return has_any(read_message(text), cues("scope", "compare"))


def split_parties(text: str) -> tuple[str, ...]:
    """What a message sets beside each other, each with what is asked of both.

    "Thư ký với ủy viên thường trực, việc khác nhau chỗ nào": of the one, of the other. None if it compares nothing.
    """
    if not compares(text):
        return ()
    sides = _BESIDE.split(text, maxsplit=1)
    if len(sides) < 2:
        return ()
    other = _ASKED_OF_BOTH.split(sides[1], maxsplit=1)[0]
    asked = sides[1][len(other) :]
    return (
        tuple(f"{side.strip()} {asked}" for side in (sides[0], other))
        if sides[0].strip() and other.strip()
        else ()
    )


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
