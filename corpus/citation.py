"""How a unit is cited in writing, and back from such a citation to the unit.

    FULL   điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo Quyết định số 109/2025/QĐ-UBND
    SHORT  khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)
    PLACE  khoản 3 Điều 7 Quy chế

A copy without a number is cited by its issuer, and says so. Printing and parsing FULL or SHORT is the
identity.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from corpus.path import Part, UnitPath
from corpus.regulation import Library, Metadata, Regulation

WITHOUT_NUMBER = "bản sao chưa có số"


class Form(StrEnum):
    """How much of the instrument a citation names."""

    FULL = "full"
    SHORT = "short"
    PLACE = "place"


_PLACE = re.compile(
    r"""
    (?: điểm \s (?P<point> \S+ ) \s )?
    (?: khoản \s (?P<clause> \S+ ) \s )?
    điều \s (?P<article> \S+ ) \s
    """,
    re.VERBOSE,
)


def format_citation(path: UnitPath, known: Library | Regulation | Metadata, *, form: Form = Form.FULL) -> str:
    """The citation of the path. Raises UnknownRegulation if a library does not hold the regulation."""
    if isinstance(known, Library):
        known = known.get(path.regulation)
    metadata = known.metadata if isinstance(known, Regulation) else known
    return f"{_labels(path)} {_whole(metadata, path.part, form)}"


def parse_citation(text: str, library: Library) -> UnitPath | None:
    """The path that a FULL or SHORT citation names, if one of the library's regulations has that unit."""
    wanted = " ".join(unicodedata.normalize("NFC", text).split()).strip(" .;").casefold()
    for regulation in library.regulations.values():
        for part in Part:
            for form in (Form.FULL, Form.SHORT):
                whole = _whole(regulation.metadata, part, form).casefold()
                if not wanted.endswith(whole):
                    continue
                match = _PLACE.fullmatch(wanted.removesuffix(whole))
                if match is None:
                    continue
                path = UnitPath(regulation.id, part, match["article"], match["clause"], match["point"])
                if regulation.find(path) is not None:
                    return path
    return None


def _labels(path: UnitPath) -> str:
    point = f"điểm {path.point} " if path.point else ""
    clause = f"khoản {path.clause} " if path.clause else ""
    return f"{point}{clause}Điều {path.article}"


def _whole(metadata: Metadata, part: Part, form: Form) -> str:
    """What follows the labels: the annexed regulation, the instrument, or both."""
    if form is Form.PLACE:
        return metadata.kind if part is Part.DECISION else metadata.annex
    instrument = _instrument(metadata, form)
    if part is Part.DECISION:
        return instrument
    joint = " ban hành kèm theo " if form is Form.FULL else ", "
    return f"{metadata.annex}{joint}{instrument}"


def _instrument(metadata: Metadata, form: Form) -> str:
    if metadata.number is None:
        issuer = metadata.issuer or metadata.short
        return f"{metadata.kind} của {issuer} ({WITHOUT_NUMBER})"
    if form is Form.FULL:
        return f"{metadata.kind} số {metadata.number}"
    return f"{metadata.kind} {metadata.number} ({metadata.short})"
