"""Units as they are cited: the words quoted from them, what they leave open, and for whom else they are."""

from __future__ import annotations

from dataclasses import replace

from bot.assistant.answer import Cited
from bot.assistant.gaps import find_gap
from bot.assistant.quoting import quote_of
from bot.assistant.reading import Knowledge, Reading
from corpus import AgencyLevel, Unit, UnitPath
from index import UnitHit


def cite(
    path: UnitPath, reading: Reading, knowledge: Knowledge, *, named: bool = False, brief: bool = False
) -> Cited:
    """A unit cited for the words of the question, or as fully as a chat bears where the question has `named` it."""
    unit = knowledge.library.unit(path)
    wanted = {*reading.query.own, *reading.query.law}
    quote = quote_of(unit, wanted, named=named, brief=brief)
    return Cited(path, quote, None if named else find_gap(reading.restored, unit.text))


def cite_whole(unit: Unit, *, shortened: bool = False) -> Cited:
    """A unit cited for its own sake, as fully as a chat bears."""
    return Cited(unit.path, quote_of(unit, (), named=not shortened))


def cite_hit(hit: UnitHit, reading: Reading, knowledge: Knowledge, *, brief: bool = False) -> Cited:
    """A unit that the search found, with the levels it addresses if the asker's is not among them."""
    cited = cite(hit.path, reading, knowledge, brief=brief)
    mine = set(reading.levels)
    if mine and hit.audience and not (hit.audience | hit.mentions) & mine:
        cited = replace(
            cited, other_levels=tuple(AgencyLevel(level) for level in AgencyLevel if level in hit.audience)
        )
    return cited
