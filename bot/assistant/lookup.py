"""Questions that name a place: the units that stand there, in each regulation asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant.answer import Answer, Lack, Outcome
from bot.assistant.citing import cite
from bot.assistant.places import complete, narrowed
from bot.assistant.reading import Knowledge, Reading
from corpus import Part, Reference, Regulation, Unit, UnitPath, names_regulation, resolve_all


def look_up(
    reading: Reading, references: Sequence[Reference], before: UnitPath | None, knowledge: Knowledge
) -> Answer | None:
    """The units that the question names; None if it names none after all."""
    found: list[UnitPath] = []
    lacks: list[Lack] = []
    foreign = False
    scope = reading.scope
    unknown = scope.home is None and not scope.named and len(scope.regulations) > 1
    where = scope.regulations if unknown or scope.compare else scope.regulations[: len(scope.named) or 1]
    for reference, whole in zip(references, complete(references, before), strict=True):
        if reference.article is None and reference.clause is None and reference.point is None:
            continue
        is_item = "." in (reference.point or "")  # "mục 2.6" may stand once in the regulation
        if whole.article is None and not is_item:
            continue
        units = {one: _units(reference, whole, knowledge.library.get(one)) for one in where}
        found.extend(unit.path for rows in units.values() for unit in rows)
        if whole.article is not None and not any(units.values()):
            own = [one for one in where if names_regulation(whole, knowledge.library.get(one))]
            foreign = foreign or not own
            lacks.extend(_lack(whole, knowledge.library.get(one)) for one in own[:1])
    found = narrowed(found)
    if found:
        if unknown or len({path.regulation for path in found}) > 1:
            firsts = {path.regulation: path for path in reversed(found)}
            cited = tuple(
                cite(firsts[one], reading, knowledge, named=True, brief=unknown)
                for one in where
                if one in firsts
            )
            outcome = Outcome.GROUPED if unknown else Outcome.COMPARED
            return Answer(outcome, cited, regulations=scope.regulations, asks=unknown, lacks=tuple(lacks))
        cited = tuple(cite(path, reading, knowledge, named=True) for path in found[:4])
        level = reading.levels[0] if reading.levels else None
        return Answer(
            Outcome.LOOKED_UP, cited, regulations=scope.regulations, level=level, lacks=tuple(lacks)
        )
    if lacks:
        return Answer(Outcome.NO_SUCH_UNIT, regulations=tuple(where), lacks=tuple(lacks))
    return Answer(Outcome.WITHHELD, regulations=tuple(where)) if foreign else None


def _units(reference: Reference, whole: Reference, regulation: Regulation) -> Sequence[Unit]:
    """The units meant: of the place completed from what was shown before, or of the place as named alone."""
    units = resolve_all(whole, regulation)
    if units:
        return units
    if "." in (reference.point or ""):
        return resolve_all(reference, regulation)
    if whole.clause == reference.clause or resolve_all(replace(whole, point="a"), regulation):
        return ()
    # The clause shown before has no points at all: the point of another is meant, if only one has it.
    return [
        unit
        for unit in resolve_all(replace(whole, clause=reference.clause), regulation)
        if unit.path.point is not None
    ]


def _lack(reference: Reference, regulation: Regulation) -> Lack:
    """The place that the regulation does not have, and the nearest unit that should have held it."""
    part = reference.part or Part.REGULATION
    if regulation.document.component(part) is None:
        part = regulation.document.components[-1].part
    path = UnitPath(regulation.id, part, reference.article or "", reference.clause, reference.point)
    above = path.parent
    while above is not None and regulation.find(above) is None:
        above = above.parent
    return Lack(path, above)
