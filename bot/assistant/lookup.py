"""Questions that name a place: the units that stand there, in each regulation asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant.answer import Answer, Outcome
from bot.assistant.citing import cite
from bot.assistant.places import complete, narrowed
from bot.assistant.reading import Knowledge, Reading
from corpus import Reference, UnitPath, resolve_all


def look_up(
    reading: Reading, references: Sequence[Reference], before: UnitPath | None, knowledge: Knowledge
) -> Answer | None:
    """The units that the question names; None if it names none after all."""
    found: list[UnitPath] = []
    missing: str | None = None
    scope = reading.scope
    unknown = scope.home is None and not scope.named and len(scope.regulations) > 1
    where = scope.regulations if unknown or scope.compare else scope.regulations[: len(scope.named) or 1]
    for reference, whole in zip(references, complete(references, before), strict=True):
        if reference.article is None and reference.clause is None and reference.point is None:
            continue
        is_item = "." in (reference.point or "")  # "mục 2.6" may stand once in the regulation
        if whole.article is None and not is_item:
            continue
        for regulation_id in where:
            regulation = knowledge.library.get(regulation_id)
            units = resolve_all(whole, regulation)
            if not units and is_item:
                units = resolve_all(reference, regulation)
            if not units and whole.clause != reference.clause:
                units = resolve_all(replace(whole, clause=reference.clause), regulation)
            found.extend(unit.path for unit in units)
            if not units and whole.article is not None:
                missing = reading.question.text[reference.span[0] : reference.span[1]]
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
            return Answer(outcome, cited, regulations=scope.regulations, asks=unknown)
        cited = tuple(cite(path, reading, knowledge, named=True) for path in found[:4])
        level = reading.levels[0] if reading.levels else None
        return Answer(Outcome.LOOKED_UP, cited, regulations=scope.regulations, level=level)
    if missing is not None:
        return Answer(Outcome.NO_SUCH_UNIT, regulations=reading.scope.regulations, asked_unit=missing)
    return None
