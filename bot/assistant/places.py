"""Places that a message names by halves: "điểm c thôi" after "k5 đ4", "khoản kế tiếp" after the clause that was shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import Library, Reference, Unit, UnitPath
from index import fold

_STEP = re.compile(
    r"\b(?P<kind>dieu|khoan|diem)\s+(?:(?P<next>ke tiep|tiep theo|lien sau|ke|tiep|sau)|(?P<back>lien truoc|truoc do|truoc))\b"
)
_LONGEST_STEP = 9  # syllables


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


def _step(text: str) -> re.Match[str] | None:
    folded = fold(text.lower())
    return _STEP.search(folded) if len(folded.split()) <= _LONGEST_STEP else None


def asks_neighbour(text: str) -> bool:
    """Whether a text may ask for the place beside the one shown before."""
    return _step(text) is not None


def neighbour(text: str, before: UnitPath, library: Library) -> UnitPath | None:
    """The unit that "khoản kế tiếp", "điều trước đó" means, seen from the unit shown before; None if the text means none."""
    match = _step(text)
    if match is None:
        return None
    siblings = _siblings(match["kind"], before, library)
    at = next((at for at, unit in enumerate(siblings) if unit.path.contains(before)), None)
    if at is None:
        return None
    at += 1 if match["next"] else -1
    return siblings[at].path if 0 <= at < len(siblings) else None


def _siblings(kind: str, path: UnitPath, library: Library) -> Sequence[Unit]:
    if kind == "dieu":
        component = library.get(path.regulation).document.component(path.part)
        return component.articles if component else ()
    if kind == "khoan":
        return library.unit(path.article_path).children
    return library.unit(path.parent).children if path.point and path.parent else ()
