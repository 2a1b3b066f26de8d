"""What is said of a place that the text does not have: that it is missing, and what stands nearest."""

from __future__ import annotations

from dataclasses import replace

from bot.assistant.answer import Edge, Lack
from bot.messages import places as say
from corpus import Form, Library, Part, UnitKind, UnitPath, format_citation


def lack_sentences(lack: Lack, library: Library, *, everywhere: bool = False) -> str:
    """The sentences; `everywhere` if none of several regulations has the place."""
    if lack.edge is not None and lack.path is not None:
        return _edge(lack.path, lack.edge, lack.above, library)
    rows: list[str] = []
    if lack.path is not None:
        place = format_citation(lack.path, library, form=Form.PLACE)
        if everywhere:
            return say.no_such_place_anywhere(place)
        rows.append(say.no_such_place(place, library.get(lack.path.regulation).metadata.short))
    rows += _nearest(lack, library)
    return " ".join(rows)


def other_part(lack: Lack, library: Library) -> UnitPath | None:
    """The same article of the other part, where the named part lacks it."""
    if lack.path is None or lack.above is not None:
        return None
    other = Part.REGULATION if lack.path.part is Part.DECISION else Part.DECISION
    path = replace(lack.path.article_path, part=other)
    return path if library.find(path) else None


def _nearest(lack: Lack, library: Library) -> list[str]:
    """What the nearest unit has, or the part, and whether the other part has such an article."""
    if lack.above is not None:
        unit, holder = library.unit(lack.above), format_citation(lack.above, library, form=Form.PLACE)
        if unit.children:
            labels = [child.path.point or child.path.clause or "" for child in unit.children]
            return [say.has(holder, unit.children[0].path.kind, labels)]
        kind = UnitKind.CLAUSE if lack.above.kind is UnitKind.ARTICLE else UnitKind.POINT
        return [say.has_none(holder, kind)]
    if lack.path is None:
        return []
    component = library.get(lack.path.regulation).document.component(lack.path.part)
    labels = [unit.path.article for unit in component.articles] if component else []
    rows = [say.has(_whole(lack.path, library), UnitKind.ARTICLE, labels)] if labels else []
    other = other_part(lack, library)
    return (
        [*rows, say.stands_in_other_part(format_citation(other, library, form=Form.PLACE))] if other else rows
    )


def _edge(path: UnitPath, edge: Edge, above: UnitPath | None, library: Library) -> str:
    """That a step leads out of the row."""
    label = {
        UnitKind.ARTICLE: f"Điều {path.article}",
        UnitKind.CLAUSE: f"khoản {path.clause}",
        UnitKind.POINT: f"điểm {path.point}",
    }[path.kind]
    holder = format_citation(above, library, form=Form.PLACE) if above else _whole(path, library)
    sentence = say.first_of if edge is Edge.FIRST else say.last_of
    return sentence(label, path.kind, holder)


def _whole(path: UnitPath, library: Library) -> str:
    """The name of the part: "Quy chế"."""
    metadata = library.get(path.regulation).metadata
    return metadata.kind if path.part is Part.DECISION else metadata.annex
