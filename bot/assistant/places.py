"""Places that a message names by halves: "điểm c thôi" after "k5 đ4", "còn khoản 5" after the clause that was shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Reference, UnitPath


def complete(references: Sequence[Reference], before: UnitPath | None) -> list[Reference]:
    """The references with the article, and a lone point's clause, of the one named before it or of the unit shown before."""
    rows: list[Reference] = []
    article, clause = (before.article, before.clause) if before else (None, None)
    part = before.part if before else None
    for reference in references:
        one = reference
        if one.article is None and article is not None:
            lone = one.clause is None and one.point is not None and "." not in one.point
            one = replace(one, article=article, part=one.part or part, clause=clause if lone else one.clause)
        if one.article is not None:
            article, clause, part = one.article, one.clause, one.part
        rows.append(one)
    return rows


def narrowed(paths: Sequence[UnitPath]) -> list[UnitPath]:
    """The paths without those that hold another of them: "khoản 5, điểm c thôi" asks for the point."""
    rows = list(dict.fromkeys(paths))
    return [one for one in rows if not any(one != other and one.contains(other) for other in rows)]
