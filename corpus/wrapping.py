"""Where a paragraph goes on in the next line: hard wraps, page breaks, and the breaks that were meant.

Works on punctuation and length only, so it can be wrong about a paragraph's end; texts of units do not
depend on it.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence

from corpus.lines import Line

_FINISHED = re.compile(r"[.;:!?…]['\"”’»)\]]*$|\./?$|/\.$")
_ITEM = re.compile(r"[-–—+•]\s*\S")
_WRAPPED_LENGTH = 125  # a text whose long lines stay below this was wrapped
_LONG = 150  # a line this long without an end mark was cut by a page, not by the author
_ENOUGH = 30  # lines shorter than this say nothing about the width
_FULL = 0.86
_ENOUGH_LINES = 12


def is_finished(text: str) -> bool:
    """Whether the line ends like a sentence, an item or a lead-in; a line in capitals is complete in
    itself.
    """
    return _FINISHED.search(text) is not None or text.isupper()


def measure_width(lines: Iterable[Line]) -> float | None:
    """The width at which the text was wrapped, in characters; None for a text with a line to each
    paragraph.
    """
    lengths = sorted(len(line.text) for line in lines if len(line.text) >= _ENOUGH)
    if len(lengths) < _ENOUGH_LINES or lengths[int(len(lengths) * 0.97)] > _WRAPPED_LENGTH:
        return None
    return statistics.median(lengths[len(lengths) // 3 :])


def goes_on(before: str, after: str, width: float | None) -> bool:
    """Whether the second line continues the paragraph of the first."""
    if _ITEM.match(after):
        return False
    starts_low = after[:1].islower() or after[:1] in ",;.)/"
    finished = is_finished(before)
    if width is None:
        return not finished and (starts_low or len(before) > _LONG)
    first_word = after.split(" ", 1)[0]
    is_full = len(before) + 1 + len(first_word) >= _FULL * width
    if finished:
        return starts_low and is_full and not before.endswith((";", ":"))
    return is_full or starts_low


def join_paragraphs(lines: Sequence[Line], width: float | None) -> tuple[str, ...]:
    """The lines as paragraphs; joined with spaces they are the lines joined with spaces."""
    paragraphs: list[list[str]] = []
    for at, line in enumerate(lines):
        if at and goes_on(lines[at - 1].text, line.text, width):
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
    return tuple(" ".join(paragraph) for paragraph in paragraphs)
