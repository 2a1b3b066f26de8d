"""Whether an answer is right, by the rules that the work is accepted by: every requirement met near the top, words
said, quotes true, no padding; or silence where no unit answers. White space is folded before texts are compared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.measure.cases import Case
from corpus import Library

_CUTS = re.compile(r"…|\.\.\.|\[\.\.\.\]")
_SPOKEN = re.compile(r"“([^”]{15,})”")
_ROOM, _PER_QUOTE, _MOST_CITED = 900, 1.5, 8


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as judged: paths and quotes best first, and what the officer reads."""

    answered: bool
    asks: bool
    citations: tuple[tuple[str, str], ...]  # (path, quote)
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was right about an answer. None where it does not apply."""

    right: bool
    unit_at_1: bool | None
    precision: float | None
    true: bool
    withheld: bool | None  # an unanswerable question met with silence
    wrongly_withheld: bool | None


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("*", "").split())


def stands_in(quote: str, source: str) -> bool:
    """Whether every piece of the quote (… marks a cut) stands in the source, in order."""
    pieces = [piece for piece in (_fold(one) for one in _CUTS.split(quote)) if piece]
    at = 0
    for piece in pieces:
        at = source.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return bool(pieces)


def _within(path: str, unit: str) -> bool:
    return path == unit or path.startswith(f"{unit}/")


def _is_true(given: Given, library: Library) -> bool:
    texts = {path: _fold(unit.text) for path, _ in given.citations if (unit := library.find(path))}
    if any(path not in texts or not stands_in(quote, texts[path]) for path, quote in given.citations):
        return False
    text = _fold(given.text)
    spoken = all(any(stands_in(said, one) for one in texts.values()) for said in _SPOKEN.findall(text))
    room = _ROOM + _PER_QUOTE * sum(len(_fold(quote)) for _, quote in given.citations)
    return not given.answered or (spoken and len(text) <= room and len(given.citations) <= _MOST_CITED)


def judge(case: Case, given: Given, library: Library) -> Verdict:
    """Judge one answer against its case."""
    true = _is_true(given, library)
    if not case.answerable:
        silent = not given.answered
        return Verdict(silent and true, None, None, true, silent, None)
    if case.ask_back_ok and given.asks:
        return Verdict(
            right=True, unit_at_1=None, precision=None, true=true, withheld=None, wrongly_withheld=False
        )
    paths = [path for path, _ in given.citations]
    top = paths[: max(3, len(case.gold) + 1)]
    met = all(any(_within(path, unit) for path in top for unit in need) for need in case.gold)
    text = _fold(given.text).casefold()
    said = all(_fold(words).casefold() in text for words in case.must_say)
    fair = {unit for need in case.gold for unit in need} | set(case.also_ok)
    fairly = [any(_within(path, unit) or _within(unit, path) for unit in fair) for path in paths]
    return Verdict(
        right=given.answered and met and said and true,
        unit_at_1=bool(paths) and any(_within(paths[0], unit) for need in case.gold for unit in need),
        precision=sum(fairly) / len(fairly) if fairly else 0.0,
        true=true,
        withheld=None,
        wrongly_withheld=not given.answered,
    )
