"""Which words of a unit are quoted: all if they fit a screen, else its opening and the passages that bear on the question.

A quote is the unit's text as issued; " … " marks a cut and the pieces keep their order.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus import Unit
from index import fold, syllables

LONGEST_QUOTE = 1100  # characters of a unit quoted whole
_CUT_QUOTE = 800
_LONGEST_WHOLE = 1300
_BRIEF = 500  # where several regulations are quoted before the asker has said whose is meant
_OPENING = 110
_SMALL_CUT = 60
CUT = "…"
_SEGMENT = re.compile(r"(?<=[;.:])\s+(?=\S)")
_COMMA = re.compile(r"(?<=,)\s+(?=\S)")
_LABEL = re.compile(r"[\w.]{1,4}[.)]")


def _opening(text: str) -> str:
    """The first words of a text, cut between words."""
    if len(text) <= _OPENING:
        return text
    head = text[: _OPENING + 1]
    return head[: head.rfind(" ")] if " " in head else head


def _outline(unit: Unit) -> str:
    """The unit's lead and the opening of each of its sub-units."""
    pieces = [unit.lead, *(_opening(child.text) for child in unit.children)]
    ended = [piece for piece in pieces if piece]
    return f" {CUT} ".join(ended)


def _segments(text: str, longest: int) -> list[str]:
    """The text by sentences, one longer than `longest` by its commas; a label stays with what it begins."""
    segments: list[str] = []
    for sentence in (piece for piece in _SEGMENT.split(text) if piece):
        segments.extend([sentence] if len(sentence) <= longest else _COMMA.split(sentence))
    if len(segments) > 1 and _LABEL.fullmatch(segments[0]):
        segments[:2] = [f"{segments[0]} {segments[1]}"]
    return segments


def _extract(text: str, wanted: Collection[str], size_of_all: int = _CUT_QUOTE) -> str:
    segments = _segments(text, size_of_all // 2)
    words = [{fold(word) for word in syllables(segment)} for segment in segments]
    worth = [len(found & set(wanted)) / (4 + len(found) ** 0.5) for found in words]
    kept, size = {0}, len(segments[0])
    for at in sorted(range(1, len(segments)), key=lambda at: -worth[at]):
        if worth[at] > 0 and size + len(segments[at]) <= size_of_all:
            kept.add(at)
            size += len(segments[at])
    for at in range(1, len(segments) - 1):  # a cut that leaves out two words saves nothing
        if at not in kept and at - 1 in kept and at + 1 in kept and len(segments[at]) <= _SMALL_CUT:
            kept.add(at)
    pieces: list[str] = []
    last = -1
    for at in sorted(kept):
        if at == last + 1 and pieces:
            pieces[-1] += " " + segments[at]
        else:
            pieces.append(segments[at])
        last = at
    quote = f" {CUT} ".join(pieces)
    return quote if last == len(segments) - 1 else f"{quote} {CUT}"


def quote_of(unit: Unit, wanted: Collection[str], *, named: bool = False, brief: bool = False) -> str:
    """The quote of a unit for a question whose folded words are `wanted`; `named` units whole, `brief` ones cut short."""
    if brief and len(unit.text) > _BRIEF:
        return _extract(unit.text, wanted, _BRIEF)
    if named:
        return unit.text
    if unit.children:
        return unit.text if len(unit.text) <= _LONGEST_WHOLE else _outline(unit)
    return unit.text if len(unit.text) <= LONGEST_QUOTE else _extract(unit.text, wanted)
