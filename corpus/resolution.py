"""From a reference to the unit it means in a regulation."""

from __future__ import annotations

from dataclasses import replace

from corpus.grammar import group_number
from corpus.model import Chapter, Unit
from corpus.path import LETTERS, Part, UnitPath
from corpus.references import Reference
from corpus.regulation import Regulation


def resolve(reference: Reference, regulation: Regulation) -> Unit | None:
    """The unit that the reference means in this regulation, if it has one.

    A bare article is one of the Quy chế if it has it, a named part is the only one looked in; "d4a" may be điểm a of Điều 4;
    a point may stand right under an article, or in the only clause that has it. None for a place of another
    regulation, for a place that does not exist, and for a clause without its article.
    """
    if not names_regulation(reference, regulation):
        return None
    if reference.article is None:
        return _only_point(reference, regulation)
    for part in _parts_of(reference, regulation):
        unit = _in_part(reference, regulation, part)
        if unit is not None:
            return unit
    return None


def _parts_of(reference: Reference, regulation: Regulation) -> list[Part]:
    """The parts to look in: the named one alone; for a bare article the first that has it, the Quy chế before the other.

    With a number "quyết định" names the whole text: "điều 7 quyết định 109" is an article of its Quy chế.
    """
    both = [part for part in (Part.REGULATION, Part.DECISION) if regulation.document.component(part)]
    if reference.part is Part.DECISION and reference.decision_number is not None:
        return both[::-1]
    if reference.part in both:
        return [reference.part]
    labels = {reference.article or "", (reference.article or "").rstrip(LETTERS)}
    having = [
        part for part in both if any(regulation.find(UnitPath(regulation.id, part, one)) for one in labels)
    ]
    return having[:1]


def names_regulation(reference: Reference, regulation: Regulation) -> bool:
    """Whether the number named beside a place, if any, is this regulation's."""
    return reference.decision_number is None or _is_number_of(reference.decision_number, regulation)


def resolve_all(reference: Reference, regulation: Regulation) -> tuple[Unit, ...]:
    """The units that the reference may mean: one or none, or two where d may be đ.

    An a that may be "ạ" means the clause if the clause has no such point.
    """
    unit = resolve(reference, regulation)
    if not reference.unsure_point:
        return (unit,) if unit else ()
    if reference.point == "a":
        unit = unit or resolve(replace(reference, point=None), regulation)
        return (unit,) if unit else ()
    twin = resolve(replace(reference, point="đ"), regulation)
    return tuple(dict.fromkeys(found for found in (unit, twin) if found is not None))


def find_chapters(reference: Reference, regulation: Regulation) -> tuple[Chapter, ...]:
    """The chapters of that number in the Quy chế (or the only component); two may bear the same number."""
    if reference.chapter is None:
        return ()
    wanted = group_number(reference.chapter)
    components = regulation.document.components
    chosen = [component for component in components if component.part is (reference.part or Part.REGULATION)]
    return tuple(
        chapter
        for component in chosen or components
        for chapter in component.chapters
        if group_number(chapter.label) == wanted
    )


def _is_number_of(number: str, regulation: Regulation) -> bool:
    own = regulation.metadata.number
    return own is not None and (own == number or own.startswith(f"{number}/"))


def _only_point(reference: Reference, regulation: Regulation) -> Unit | None:
    """A point whose label stands once in the whole regulation ("2.8") needs no article."""
    if reference.point is None or reference.clause is not None:
        return None
    found = [unit for unit in regulation.units() if unit.path.point == reference.point]
    return found[0] if len(found) == 1 else None


def _in_part(reference: Reference, regulation: Regulation, part: Part) -> Unit | None:
    article = reference.article or ""
    whole = regulation.find(UnitPath(regulation.id, part, article))
    if whole is None:
        letter = article.lstrip("0123456789")
        number = article.removesuffix(letter)
        if letter and reference.clause is None and reference.point is None:
            return _in_part(replace(reference, article=number, point=letter), regulation, part)
        return None
    if reference.clause is None and reference.point is None:
        return whole
    if reference.clause is None:
        return _point_of(whole, reference.point or "")
    return _clause_of(whole, reference.clause, reference.point)


def _clause_of(article: Unit, clause: str, point: str | None) -> Unit | None:
    by_label = {unit.path.clause: unit for unit in article.children if unit.path.clause is not None}
    if not by_label and clause == "1" and point is None:
        return article  # an article of one paragraph: people call it khoản 1
    found = by_label.get(clause)
    if point is None:
        if found is None and "." in clause:  # "khoản 2.6"
            return _clause_of(article, clause.partition(".")[0], clause)
        letter = clause.lstrip("0123456789")
        if found is None and letter:
            return _clause_of(article, clause.removesuffix(letter), letter)
        return found
    inserted = by_label.get(clause + point)
    if inserted is not None:
        return inserted
    return next((unit for unit in found.children if unit.path.point == point), None) if found else None


def _point_of(article: Unit, point: str) -> Unit | None:
    direct = next(
        (unit for unit in article.children if unit.path.clause is None and unit.path.point == point), None
    )
    if direct is not None:
        return direct
    deeper = [unit for clause in article.children for unit in clause.children if unit.path.point == point]
    return deeper[0] if len(deeper) == 1 else (article if deeper else None)
