"""From ranked units to the one to three that are quoted: the best, what other parts of the question ask for, near ties."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index import UnitHit

MOST_CITED = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """Thresholds as shares of the first unit's score."""

    part: float = 0.55  # a further part's best unit is quoted from here on
    tie: float = 0.72  # another unit of the whole question from here on
    own_level: float = 0.6  # the asker's own clause beside one for others leads from here on
    holds: float = 0.8  # a unit whose sub-unit scores this share gives way to the sub-unit


def _related(one: UnitHit, other: UnitHit) -> bool:
    return one.path.contains(other.path) or other.path.contains(one.path)


def _finer(hits: Sequence[UnitHit], first: UnitHit, choice: Choice) -> UnitHit:
    """The sub-unit that says it more precisely, if it scores nearly as much as the unit that holds it."""
    if not first.whole:
        return first
    below = [hit for hit in hits if hit is not first and first.path.contains(hit.path)]
    if below and below[0].score >= choice.holds * first.score:
        return below[0]
    return first


def _own(hits: Sequence[UnitHit], first: UnitHit, levels: Collection[str], choice: Choice) -> UnitHit:
    """The clause of the same article that addresses the asker's level, if the first addresses only others."""
    mine = set(levels)
    if not mine or not first.audience or (first.audience | first.mentions) & mine:
        return first
    for hit in hits:
        beside = hit.path.article_path == first.path.article_path and hit.audience & mine
        if beside and hit.score >= choice.own_level * first.score:
            return hit
    return first


def choose(
    hits: Sequence[UnitHit],
    parts: Sequence[Sequence[UnitHit]] = (),
    *,
    levels: Collection[str] = (),
    choice: Choice | None = None,
) -> list[UnitHit]:
    """The units to quote, best first. `parts` are the rankings of the question's single parts, if it has several."""
    choice = choice or Choice()
    if not hits:
        return []
    first = _own(hits, _finer(hits, hits[0], choice), levels, choice)
    chosen = [first]

    def add(hit: UnitHit) -> None:
        if len(chosen) < MOST_CITED and not any(_related(hit, one) for one in chosen):
            chosen.append(hit)

    for ranked in parts:
        if ranked and ranked[0].score >= choice.part * first.score:
            add(_finer(ranked, ranked[0], choice))
    for hit in hits:
        if hit.score >= choice.tie * hits[0].score:
            add(hit)
    return chosen
