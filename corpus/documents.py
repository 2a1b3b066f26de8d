"""Which document a unit owes about its focal officers, and to whom: law as data from documents.toml.

Every combination of a focal-officer regulation, a kind of agency and an event has exactly one entry: a
document, or the reason why the text names none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path

from corpus.fields import Fields
from corpus.path import UnitPath
from corpus.regulation import AgencyLevel


class RosterEvent(StrEnum):
    """What has happened to a roster."""

    CHANGE = "change"
    LIST = "list"


class DocumentForm(StrEnum):
    """Tên loại văn bản, by the name that it bears."""

    NOTICE = "thong-bao"
    LIST = "danh-sach"
    SUBMISSION = "to-trinh"
    DECISION = "quyet-dinh"


class Actor(StrEnum):
    """Who acts in the document: the unit as such, or its head in person."""

    UNIT = "unit"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Basis:
    """A unit of the regulation and the words in it that carry an entry."""

    unit: UnitPath
    words: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """How a document names the regulation it rests on.

    `instrument` has "……" where the copy is blank. `officers` and `task` are the text's own words for the
    people and what they do. `superior` stands above a department's name; `powers` are lines of legal basis
    as printed.
    """

    regulation: str
    title: str
    instrument: str
    officers: str
    task: str
    superior: str
    place: str
    powers: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether a clerk must fill in the number or the date of the regulation."""
        return "…" in self.instrument


@dataclass(frozen=True, slots=True)
class DocumentDuty:
    """A document that units of these kinds write on the event.

    `act`, `recipient` and `purpose` are the law's words. `recipient_level` is set where the recipient belongs
    to a level that may have ended.
    """

    instrument: Instrument
    kinds: tuple[str, ...]
    event: RosterEvent
    form: DocumentForm
    actor: Actor
    act: str
    recipient: str
    purpose: tuple[str, ...]
    citations: tuple[Basis, ...]
    recipient_level: AgencyLevel | None = None
    proposed_by: str = ""

    @property
    def regulation(self) -> str:
        """The regulation that says so."""
        return self.instrument.regulation


@dataclass(frozen=True, slots=True)
class NoDocument:
    """A place where the text names no document of the unit; `reason` is a Vietnamese sentence."""

    regulation: str
    kinds: tuple[str, ...]
    event: RosterEvent
    reason: str
    citations: tuple[Basis, ...]


def load_documents(file: Path | None = None) -> tuple[DocumentDuty | NoDocument, ...]:
    """Every entry of the file, by default the package's. Raises InvalidData."""
    source = file if file is not None else resources.files("corpus") / "documents.toml"
    data = Fields(tomllib.loads(source.read_text("utf-8")), source.name)
    instruments = {
        entry.regulation: entry
        for entry in (_read_instrument(Fields(row, source.name)) for row in data.rows("regulation"))
    }
    duties = [_read_duty(Fields(row, source.name), instruments) for row in data.rows("document")]
    gaps = [_read_gap(Fields(row, source.name)) for row in data.rows("no_document")]
    return (*duties, *gaps)


def find_document(
    entries: Iterable[DocumentDuty | NoDocument], regulation: str, kind: str, event: RosterEvent
) -> DocumentDuty | NoDocument | None:
    """The entry for a unit of this kind; None where the regulation has no focal officers of the kind."""
    return next(
        (
            entry
            for entry in entries
            if entry.regulation == regulation and kind in entry.kinds and entry.event is event
        ),
        None,
    )


def _read_instrument(fields: Fields) -> Instrument:
    return Instrument(
        regulation=fields.text("id"),
        title=fields.text("title"),
        instrument=fields.text("instrument"),
        officers=fields.text("officers"),
        task=fields.text("task"),
        superior=fields.text("superior"),
        place=fields.text("place"),
        powers=fields.texts("powers"),
    )


def _read_duty(fields: Fields, instruments: dict[str, Instrument]) -> DocumentDuty:
    regulation = fields.text("regulation")
    if regulation not in instruments:
        raise fields.fail("regulation", f"{regulation!r} has no [[regulation]] entry")
    level = fields.text_or_none("recipient_level")
    return DocumentDuty(
        instrument=instruments[regulation],
        kinds=fields.texts("kinds"),
        event=RosterEvent(_one_of(fields, "event", RosterEvent)),
        form=DocumentForm(_one_of(fields, "form", DocumentForm)),
        actor=Actor(fields.text_or_none("actor") or Actor.UNIT),
        act=fields.text("act"),
        recipient=fields.text("recipient"),
        purpose=fields.texts("purpose"),
        citations=_read_citations(fields),
        recipient_level=AgencyLevel(level) if level else None,
        proposed_by=fields.text_or_none("proposed_by") or "",
    )


def _read_gap(fields: Fields) -> NoDocument:
    return NoDocument(
        regulation=fields.text("regulation"),
        kinds=fields.texts("kinds"),
        event=RosterEvent(_one_of(fields, "event", RosterEvent)),
        reason=fields.text("reason"),
        citations=_read_citations(fields),
    )


def _one_of(fields: Fields, name: str, choices: type[StrEnum]) -> str:
    value = fields.text(name)
    if value not in tuple(choices):
        raise fields.fail(name, f"must be one of {', '.join(choices)}, not {value!r}")
    return value


def _read_citations(fields: Fields) -> tuple[Basis, ...]:
    rows: Sequence[object] = fields.rows("citations")
    if not rows:
        raise fields.fail("citations", "must name at least one unit")
    entries = (Fields(row, "documents.toml: citations") for row in rows)
    return tuple(Basis(UnitPath.parse(entry.text("unit")), entry.text("words")) for entry in entries)
