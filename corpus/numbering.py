"""Which of the lines that could open a unit really do: the run that counts up best.

A line that begins with "12." after a line break may be a clause or the rest of a date. Labels count up, so
the choice is the chain of candidates worth most: each candidate adds its worth, each missing label costs. A
gap of one is bridged, a leap to a lonely number is not. The rule is the same for articles, clauses, points
and items "2.8".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.grammar import Level, Opening
from corpus.path import LETTERS

_MISSING = 0.6  # the cost of one label that should stand between two and does not
_TOO_LITTLE = 0.3  # a chain must be worth more than this
_MOST = 1.6  # however many are missing: two firm candidates in a row outweigh any gap
_EXCERPT = 0.4  # an excerpt may begin at any article
_WINDOW = 80  # how many candidates back a predecessor is looked for
_PASSED_OVER = frozenset(
    letter + 1 for letter, name in enumerate(LETTERS) if name in "đfjwz"
)  # not in every alphabet


@dataclass(frozen=True, slots=True)
class Candidate:
    """An opening found on a line, and what it is worth: 1 for a plain one, less where the line above is
    unfinished.
    """

    at: int
    opening: Opening
    worth: float


@dataclass(frozen=True, slots=True)
class Chain:
    """The chosen candidates in order, with what was noticed on the way: (line index, English remark)."""

    chosen: tuple[Candidate, ...]
    remarks: tuple[tuple[int, str], ...] = ()

    @property
    def worth(self) -> float:
        """How much the chosen ones are worth together."""
        return sum(candidate.worth for candidate in self.chosen)


def choose(candidates: Sequence[Candidate]) -> Chain:
    """The chain worth most; ties go to the earlier lines. Labels in it are strictly rising, hence unique."""
    candidates = _tell_twins_apart(candidates)
    best: list[tuple[float, int]] = []
    for at, candidate in enumerate(candidates):
        total, before = candidate.worth - _cost(None, candidate.opening), -1
        for earlier in range(max(0, at - _WINDOW), at):
            cost = _cost(candidates[earlier].opening, candidate.opening)
            if best[earlier][0] <= 0:
                continue
            here = best[earlier][0] + candidate.worth - cost
            if here > total + 1e-9:
                total, before = here, earlier
        best.append((total, before))
    last = max(range(len(best)), key=lambda at: (round(best[at][0], 6), -at), default=-1)
    if last < 0 or best[last][0] <= _TOO_LITTLE:
        return Chain(())
    places: list[int] = []
    while last >= 0:
        places.append(last)
        last = best[last][1]
    places.reverse()
    return _with_misread(candidates, places)


def _cost(before: Opening | None, after: Opening) -> float:
    """What the step between two labels costs; a start is a step from nothing."""
    missing = _missing(before, after)
    if missing is None:
        return float("inf")
    if before is None and after.level is Level.ARTICLE:
        return min(_MISSING * missing, _EXCERPT)
    return min(_MISSING * missing, _MOST)


def _missing(before: Opening | None, after: Opening) -> int | None:
    """How many labels a reader would miss between two; None if they do not count up."""
    if before is None:
        if after.level is Level.POINT:
            return sum(1 for letter in range(1, after.number) if letter not in _PASSED_OVER) + min(
                after.suffix, 1
            )
        return after.number - 1 + min(after.suffix, 1)
    if (after.number, after.suffix) <= (before.number, before.suffix):
        return None
    if after.number == before.number:
        return after.suffix - before.suffix - 1
    between = range(before.number + 1, after.number)
    passed = [number for number in between if after.level is not Level.POINT or number not in _PASSED_OVER]
    return len(passed) + min(after.suffix, 1)


def _tell_twins_apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """A second "d)" right after the first is a đ whose bar was lost in scanning."""
    d = LETTERS.index("d") + 1
    result: list[Candidate] = []
    for candidate in candidates:
        opening = candidate.opening
        is_twin = (
            opening.level is Level.POINT
            and opening.number == d
            and opening.suffix == 0
            and result
            and result[-1].opening.number == d
        )
        result.append(
            replace(candidate, opening=replace(opening, number=d + 1, guessed=True)) if is_twin else candidate
        )
    return result


def _with_misread(candidates: Sequence[Candidate], places: list[int]) -> Chain:
    """The chain, a candidate standing alone where exactly one label is missing read as that label."""
    chosen: list[Candidate] = []
    remarks: list[tuple[int, str]] = []
    for step, place in enumerate(places):
        candidate = candidates[place]
        if step:
            before, between = places[step - 1], range(places[step - 1] + 1, place)
            previous = candidates[before].opening
            missing = _missing(previous, candidate.opening) or 0
            spare = [
                at for at in between if candidates[at].opening.firm and candidates[at].opening.suffix == 0
            ]
            if missing == 1 and len(spare) == 1 and previous.suffix == candidate.opening.suffix == 0:
                lone = candidates[spare[0]]
                number = _next_number(previous)
                chosen.append(replace(lone, opening=replace(lone.opening, number=number, guessed=True)))
                remarks.append(
                    (lone.at, f"{label_words(lone.opening)} was read as {label_words(chosen[-1].opening)}")
                )
            elif missing:
                first = replace(previous, number=_next_number(previous), suffix=0)
                what = (
                    label_words(first) if missing == 1 else f"{missing} labels from {label_words(first)} on"
                )
                remarks.append((candidate.at, f"{what} missing before {label_words(candidate.opening)}"))
        elif _missing(None, candidate.opening):
            remarks.append((candidate.at, f"the numbering begins with {label_words(candidate.opening)}"))
        if candidate.opening.guessed:
            remarks.append((candidate.at, f"the label was read as {label_words(candidate.opening)}"))
        chosen.append(candidate)
    return Chain(tuple(chosen), tuple(remarks))


def _next_number(opening: Opening) -> int:
    number = opening.number + 1
    while opening.level is Level.POINT and number in _PASSED_OVER:
        number += 1
    return number


_WORDS = {Level.ARTICLE: "Điều", Level.CLAUSE: "khoản", Level.POINT: "điểm", Level.DOTTED: "điểm"}


def label_of(opening: Opening) -> str:
    """The label as a path writes it: "35a", "3", "đ", "2.8"."""
    if opening.level is Level.POINT:
        return LETTERS[opening.number - 1] + (str(opening.suffix) if opening.suffix else "")
    if opening.level is Level.DOTTED:
        return f"{opening.prefix}.{opening.number}"
    return f"{opening.number}{LETTERS[opening.suffix - 1] if opening.suffix else ''}"


def label_words(opening: Opening) -> str:
    """The label as people say it: "Điều 35a"."""
    return f"{_WORDS.get(opening.level, opening.level.name.lower())} {label_of(opening)}"
