"""Several regulations side by side: for each the unit on the same subject, or that it has none.

A unit gains from being like what the other regulations' best units say: the same wording, or the same topics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import UnitHit, UnitSearch

_LEADERS = 4  # the best of another regulation that lend support
_SUPPORT = 0.3  # how much full support lifts a score
_TOPICS = 0.7  # what sharing all topics counts beside the same wording
_COMPARED_FROM = 0.5  # a regulation's unit counts from this share of the best score …
_NAMED_FROM = 0.3  # … or this one if the question names the province …
_ALIKE_FROM = 0.5  # … or if it is this much like the best unit


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Rankings of those regulations that settle the subject, in the order asked for, and the silent ones."""

    found: Mapping[str, list[UnitHit]]
    silent: tuple[str, ...]

    @property
    def firsts(self) -> list[UnitHit]:
        """The leading unit of each, the surest first."""
        return sorted((hits[0] for hits in self.found.values()), key=lambda hit: -hit.score)


def _alike(one: UnitHit, other: UnitHit, search: UnitSearch) -> float:
    wording = search.likeness(one.place, other.place)
    if one.topics.isdisjoint(other.topics):
        return wording
    return max(wording, _TOPICS * len(one.topics & other.topics) / len(one.topics | other.topics))


def _support(hit: UnitHit, others: Sequence[Sequence[UnitHit]], search: UnitSearch) -> float:
    """How well the other regulations' leading units agree with this one, 0 to 1."""
    if not others:
        return 0.0
    rows = []
    for hits in others:
        top = hits[0].score if hits else 0.0
        agreeing = [_alike(hit, one, search) * one.score / top for one in hits[:_LEADERS] if top > 0]
        rows.append(max(agreeing, default=0.0))
    return sum(rows) / len(rows)


def set_side_by_side(
    ranked: Mapping[str, list[UnitHit]], named: Sequence[str], search: UnitSearch
) -> SideBySide:
    """Lead every ranking with the unit on the common subject; leave out regulations that say nothing like it."""
    led: dict[str, list[UnitHit]] = {}
    for one, hits in ranked.items():
        others = [rows for name, rows in ranked.items() if name != one and rows]
        worth = {hit.path: hit.score * (1 + _SUPPORT * _support(hit, others, search)) for hit in hits}
        led[one] = sorted(hits, key=lambda hit: -worth[hit.path])
    firsts = [hits[0] for hits in led.values() if hits]
    if not firsts:
        return SideBySide({}, tuple(ranked))
    best = max(firsts, key=lambda hit: hit.score)
    found, silent = {}, []
    for one, hits in led.items():
        enough = _NAMED_FROM if one in named else _COMPARED_FROM
        if hits and (hits[0].score >= enough * best.score or _alike(best, hits[0], search) >= _ALIKE_FROM):
            found[one] = hits
        else:
            silent.append(one)
    return SideBySide(found, tuple(silent))
