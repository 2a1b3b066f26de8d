"""An .xlsx roster → people or problems, each problem with its cell; all or nothing.

Tolerant of how units keep tables (see bot.roster.tables); strict about what ends up in the roster.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from bot.messages import sheets as messages
from bot.roster.cells import Fault, date_of, email_of, name_of, phone_of, role_of, text_of
from bot.roster.columns import Column, fold_words, is_footer
from bot.roster.rows import RosterRow
from bot.roster.tables import SheetProblem, Table, find_table

MAX_BYTES = 40_000_000
_SHOWN = 40
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """What a file holds.

    `rows` is empty as long as there is any problem; `readable` counts the rows without one. `ignored` are
    headings of columns that are not kept.
    """

    rows: tuple[RosterRow, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    readable: int = 0
    ignored: tuple[str, ...] = ()


class _Unreadable(Exception):
    """No workbook, or too big for a roster; the argument is what the officer reads."""


def read_roster(path: Path, unit: str = "") -> RosterSheet:
    """The people in a file; `unit` is meant where the table names none. Never raises for its content."""
    try:
        values, formulas = _open(path)
    except _Unreadable as error:
        return RosterSheet(problems=(SheetProblem("", error.args[0]),))
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    tables = [table for sheet in visible if (table := find_table(sheet))]
    if not tables:
        return RosterSheet(problems=(SheetProblem("", messages.NO_TABLE),))
    table = tables[0]
    if not unit and Column.UNIT not in table.columns and not any(table.units_named()):
        heading = SheetProblem(f"A{table.first_row - 1}", messages.NO_UNIT_COLUMN)
        return RosterSheet(problems=(heading,), ignored=table.ignored)
    table.problems += [SheetProblem("", messages.second_table(other.name)) for other in tables[1:]]
    rows = _read_people(table, formulas, unit)
    if not rows and not table.problems:
        table.problems.append(SheetProblem("", messages.NO_ROWS))
    faulty = {_row_of(problem.cell) for problem in table.problems}
    problems = tuple(sorted(set(table.problems), key=lambda one: (_row_of(one.cell), one.cell, one.message)))
    return RosterSheet(
        rows=() if problems else tuple(rows),
        problems=problems,
        readable=sum(row.line not in faulty for row in rows),
        ignored=table.ignored,
    )


def _open(path: Path) -> tuple[Workbook, Workbook]:
    """The book with calculated values, and the same with its formulas."""
    if not zipfile.is_zipfile(path):
        raise _Unreadable(messages.NOT_A_WORKBOOK)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise _Unreadable(messages.TOO_BIG)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that openpyxl does not keep
            return load_workbook(path, data_only=True), load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, SyntaxError) as error:
        # Broken XML is a SyntaxError, whichever parser reads it.
        raise _Unreadable(messages.NOT_A_WORKBOOK) from error
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, OSError, EOFError) as error:
        # openpyxl has no exception of its own for a damaged part; these are what broken books make it raise.
        raise _Unreadable(messages.NOT_A_WORKBOOK) from error


def _read_people(table: Table, formulas: Workbook, unit: str) -> list[RosterRow]:
    rows: list[RosterRow] = []
    for line in table.rows:
        if table.is_empty(line) and not _formulas(table, formulas, line):
            continue
        first = next(iter(table.filled(line).values()), "")
        if is_footer(first) and not table.is_numbered(line):
            stray = next((later for later in table.rows if later > line and table.is_numbered(later)), None)
            if stray:
                table.problems.append(SheetProblem(f"A{stray}", messages.after_the_end(stray)))
            break
        named = table.unit_named(line)
        if named is not None:
            unit = named
            continue
        uncalculated = _formulas(table, formulas, line)
        for column in uncalculated:
            message = messages.cell_fault(column, Fault.FORMULA, "")
            table.problems.append(SheetProblem(table.cell(line, column), message))
        rows.append(_read_person(table, line, unit, uncalculated))
    _find_repeated(table, rows)
    return rows


def _formulas(table: Table, formulas: Workbook, line: int) -> list[Column]:
    """The columns of a row in which a formula stands that nobody has calculated."""
    sheet = formulas[table.name]
    return [
        column
        for column, at in table.columns.items()
        if column is not Column.NUMBER
        and table.grid[line - 1][at] is None
        and sheet.cell(line, at + 1).data_type == "f"
    ]


def _read_person(table: Table, line: int, group: str, skipped: list[Column]) -> RosterRow:
    """One row; what is wrong with it goes to the table's problems."""

    def take(column: Column, read: Callable[[object], _Value | Fault], instead: _Value) -> _Value:
        if column in skipped:
            return instead
        value = table.value(line, column)
        found = read(value)
        if not isinstance(found, Fault):
            return found
        message = messages.cell_fault(column, found, _shown(value))
        table.problems.append(SheetProblem(table.cell(line, column), message))
        return instead

    unit = take(Column.UNIT, text_of, "") or group
    if not unit and Column.UNIT not in skipped:
        message = messages.cell_fault(Column.UNIT, Fault.NO_UNIT, "")
        table.problems.append(SheetProblem(table.cell(line, Column.UNIT), message))
    return RosterRow(
        name=take(Column.NAME, name_of, ""),
        title=take(Column.TITLE, text_of, ""),
        unit=unit,
        role=take(Column.ROLE, role_of, None),
        phone=take(Column.PHONE, phone_of, ""),
        email=take(Column.EMAIL, email_of, ""),
        starts_on=take(Column.STARTS_ON, date_of, None),
        replaces=take(Column.REPLACES, text_of, ""),
        note=take(Column.NOTE, text_of, ""),
        line=line,
    )


def _shown(value: object) -> str:
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _find_repeated(table: Table, rows: list[RosterRow]) -> None:
    """People written twice in a unit, and mobile numbers given to two people; land lines are shared."""
    people: dict[tuple[str, str], str] = {}
    phones: dict[str, tuple[str, str]] = {}
    for row in rows:
        cell, person = table.cell(row.line, Column.NAME), fold_words(row.name)
        first = people.setdefault((row.name.casefold(), fold_words(row.unit)), cell)
        if row.name and first != cell:
            table.problems.append(SheetProblem(cell, messages.same_person(row.name, first)))
        if not row.phone or row.phone.startswith("02"):
            continue
        phone_cell = table.cell(row.line, Column.PHONE)
        owner, where = phones.setdefault(row.phone, (person, phone_cell))
        if owner != person:
            table.problems.append(SheetProblem(phone_cell, messages.same_phone(row.phone, where)))


def _row_of(cell: str) -> int:
    match = re.search(r"\d+$", cell)
    return int(match[0]) if match else 0
