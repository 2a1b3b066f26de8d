"""An .xlsx of units with what became of their reports: one row a unit, columns found by their heads."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from bot.deadlines.reading.report_words import without_marks

_MOST_ROWS = 5000
_LARGEST = 5 * 1024 * 1024
_HEADS = {
    "unit": re.compile(r"\b(?:don vi|co quan|ten xa|xa phuong|noi gui)\b"),
    "number": re.compile(r"\b(?:so (?:van ban|cong van|hieu|ky hieu|vb|cv)|van ban so)\b|^so$"),
    "day": re.compile(r"\bngay\b"),
    "state": re.compile(r"\b(?:ket qua|trang thai|tinh trang|tiep nhan)\b"),
    "reason": re.compile(r"\b(?:ly do|ghi chu)\b"),
}
_RETURNED = re.compile(r"\b(?:tra lai|tra|chua dat|khong dat)\b")
_LOOK_FOR_HEADS = 15


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One row: `returned` None where no column says so."""

    unit: str
    number: str | None = None
    day: date | None = None
    returned: bool | None = None
    reason: str | None = None


def read_marks(content: bytes) -> list[MarkRow] | None:
    """The rows of the first sheet that has a column of units; None for a file that is no such sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if len(content) > _LARGEST:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 20 * _LARGEST:
                return None
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        return None
    try:
        for sheet in book.worksheets:
            table: list[list[object]] = [
                list(row) for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=40, values_only=True)
            ]
            found = _read_table(table)
            if found is not None:
                return found
    finally:
        book.close()
    return None


def _read_table(table: list[list[object]]) -> list[MarkRow] | None:
    for number, row in enumerate(table[:_LOOK_FOR_HEADS]):
        heads = _heads(row)
        if "unit" in heads:
            rows = (_read_row(one, heads) for one in table[number + 1 :])
            return [one for one in rows if one is not None]
    return None


def _heads(row: list[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        head = " ".join(re.findall(r"\w+", without_marks(str(cell)))) if cell is not None else ""
        for name, pattern in _HEADS.items():
            if head and name not in found and pattern.search(head):
                found[name] = column
                break
    return found


def _read_row(row: list[object], heads: dict[str, int]) -> MarkRow | None:
    def cell(name: str) -> object:
        return row[heads[name]] if name in heads and heads[name] < len(row) else None

    unit = _text(cell("unit"))
    if not unit or unit.replace(".", "").isdecimal():
        return None
    state = _text(cell("state"))
    returned = bool(_RETURNED.search(without_marks(state))) if state else None
    return MarkRow(unit, _text(cell("number")), _date(cell("day")), returned, _text(cell("reason")))


def _text(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", str(value or ""))
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
