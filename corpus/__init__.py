"""What the regulations say: texts, units, citations, the law as data; standard library only."""

from corpus.citation import Form, format_citation, parse_citation
from corpus.documents import (
    Actor,
    Basis,
    DocumentDuty,
    DocumentForm,
    Instrument,
    NoDocument,
    RosterEvent,
    find_document,
    load_documents,
)
from corpus.errors import CorpusError, InvalidData, InvalidPath, UnknownRegulation, UnknownUnit
from corpus.later_law import LaterLaw, find_later_law, load_later_law
from corpus.lines import Line
from corpus.load import load_library, read_metadata
from corpus.model import Chapter, Component, Document, Footnote, Problem, Section, Unit
from corpus.obligations import Bound, Caveat, Due, Obligation, ObligationKind, Period, load_obligations
from corpus.outline import Account, Place, account, outline
from corpus.parse import parse_document
from corpus.path import Part, UnitKind, UnitPath
from corpus.provinces import Provinces, load_provinces
from corpus.references import Reference, find_references
from corpus.regulation import (
    AgencyLevel,
    Audience,
    Confidence,
    Level,
    Library,
    Metadata,
    Regulation,
    Statement,
)
from corpus.repair import normalize_tones, repaired
from corpus.resolution import find_chapters, names_regulation, resolve, resolve_all
from corpus.staffing import Position, Post, Quota, Size, StaffedUnit, load_staffing

__all__ = [
    "Account",
    "Actor",
    "AgencyLevel",
    "Audience",
    "Basis",
    "Bound",
    "Caveat",
    "Chapter",
    "Component",
    "Confidence",
    "CorpusError",
    "Document",
    "DocumentDuty",
    "DocumentForm",
    "Due",
    "Footnote",
    "Form",
    "Instrument",
    "InvalidData",
    "InvalidPath",
    "LaterLaw",
    "Level",
    "Library",
    "Line",
    "Metadata",
    "NoDocument",
    "Obligation",
    "ObligationKind",
    "Part",
    "Period",
    "Place",
    "Position",
    "Post",
    "Problem",
    "Provinces",
    "Quota",
    "Reference",
    "Regulation",
    "RosterEvent",
    "Section",
    "Size",
    "StaffedUnit",
    "Statement",
    "Unit",
    "UnitKind",
    "UnitPath",
    "UnknownRegulation",
    "UnknownUnit",
    "account",
    "find_chapters",
    "find_document",
    "find_later_law",
    "find_references",
    "format_citation",
    "load_documents",
    "load_later_law",
    "load_library",
    "load_obligations",
    "load_provinces",
    "load_staffing",
    "names_regulation",
    "normalize_tones",
    "outline",
    "parse_citation",
    "parse_document",
    "read_metadata",
    "repaired",
    "resolve",
    "resolve_all",
]
