"""Where the roster stands in a sheet: heading rows, columns, merged cells, rows that name a unit.

Rows count from 1, as Excel shows them; columns from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.messages import sheets as messages
from bot.roster.columns import Column, find_column

MAX_ROWS = 5_000
MAX_COLUMNS = 40
_HEADING_ROWS = 30
_FEWEST_HEADINGS = 3
_NUMERAL = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\.?")
_FILLED_DOWN = {Column.UNIT, Column.TITLE, Column.ROLE, Column.STARTS_ON, Column.NOTE}

Span = tuple[int, int, int, int]  # top row, left column, bottom row, right column


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What an officer must put right: the cell ("E7", empty for the whole file) and a Vietnamese sentence."""

    cell: str
    message: str


@dataclass(slots=True)
class Table:
    """A sheet as a grid, with where its columns are and what is wrong so far."""

    name: str
    grid: list[list[object]]
    spans: dict[tuple[int, int], Span]
    columns: dict[Column, int] = field(default_factory=dict)
    first_row: int = 0
    ignored: tuple[str, ...] = ()
    problems: list[SheetProblem] = field(default_factory=list)

    @property
    def rows(self) -> range:
        """The rows below the heading."""
        return range(self.first_row, min(len(self.grid), MAX_ROWS) + 1)

    def cell(self, row: int, column: Column) -> str:
        """The reference of a cell; of the row's first cell where the table has no such column."""
        return f"{get_column_letter(self.columns.get(column, 0) + 1)}{row}"

    def value(self, row: int, column: Column) -> object:
        """What stands in the cell, or in the cell above that it is merged with."""
        at = self.columns.get(column)
        if at is None:
            return None
        value = self.grid[row - 1][at]
        if value is None and column in _FILLED_DOWN and (row, at) in self.spans:
            top, left, _bottom, right = self.spans[row, at]
            return self.grid[top - 1][left] if left == right else None
        return value

    def filled(self, row: int) -> dict[int, str]:
        """The columns of a row that hold something, with its words."""
        texts = {at: str(value).strip() for at, value in enumerate(self.grid[row - 1]) if value is not None}
        return {at: text for at, text in texts.items() if text}

    def is_numbered(self, row: int) -> bool:
        """Whether the row has a number and a name, as people have."""
        number = str(self.value(row, Column.NUMBER) or "").strip()
        return bool(re.fullmatch(r"\d+\.?0?", number)) and self.value(row, Column.NAME) is not None

    def is_empty(self, row: int) -> bool:
        """Whether the row holds nothing but a running number, or counts the columns: "(1) (2) (3)"."""
        filled = self.filled(row)
        if not set(filled) - {self.columns.get(Column.NUMBER)}:
            return all(text.rstrip(".").isdigit() for text in filled.values())
        numbers = [re.fullmatch(r"\(?(\d{1,2})\)?", text) for text in filled.values()]
        if len(numbers) < _FEWEST_HEADINGS or not all(numbers):
            return False
        found = [int(number[1]) for number in numbers if number]
        return found == list(range(found[0], found[0] + len(found)))

    def unit_named(self, row: int) -> str | None:
        """The unit that a row names for the people below it, over merged cells or behind a numeral.

        I. | Sở Công Thương | |
        """
        filled = self.filled(row)
        number, name = self.columns.get(Column.NUMBER), self.columns[Column.NAME]
        if len(filled) == 1:
            at, text = next(iter(filled.items()))
            span = self.spans.get((row, at))
            is_wide = span is not None and span[3] > span[1]
            if is_wide or (at == number and re.search(r"[^\W\d_]{2}", text)):
                return re.sub(r"^(?:[IVXLC]+|[A-ZĐ]|\d+)[.)/]\s*", "", text)
        if number is not None and set(filled) == {number, name} and _NUMERAL.fullmatch(filled[number]):
            return filled[name]
        return None

    def units_named(self) -> Iterator[str]:
        """Every unit that rows name for those below."""
        for row in self.rows:
            unit = self.unit_named(row)
            if unit:
                yield unit


def find_table(sheet: Worksheet) -> Table | None:
    """The table of a sheet, if one of its first rows is a heading: a name and at least two columns more."""
    height, width = min(sheet.max_row, MAX_ROWS + 1), min(sheet.max_column, MAX_COLUMNS)
    grid: list[list[object]] = [
        list(row) for row in sheet.iter_rows(max_row=height, max_col=width, values_only=True)
    ]
    spans = {
        (row, column - 1): (area.min_row, area.min_col - 1, area.max_row, area.max_col - 1)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, height) + 1)
        for column in range(area.min_col, min(area.max_col, width) + 1)
    }
    for number in range(1, min(_HEADING_ROWS, len(grid)) + 1):
        table = Table(sheet.title, grid, spans)
        if _read_headings(table, number):
            if sheet.max_row > MAX_ROWS:
                problem = SheetProblem(f"A{MAX_ROWS + 1}", messages.too_many_rows(MAX_ROWS))
                table.problems.append(problem)
            return table
    return None


def _read_headings(table: Table, number: int) -> bool:
    """Whether the row is a heading, or the upper of two; then the table knows its columns and first row."""
    unknown = _take_headings(table, number)
    if Column.NAME not in table.columns:
        return False
    table.first_row = number + 1
    name = table.columns[Column.NAME]
    if number < len(table.grid) and table.grid[number][name] is None:
        # A second heading row: "Điện thoại" and "Email" under a merged "Liên hệ".
        before = len(table.columns)
        below = _take_headings(table, number + 1)
        if len(table.columns) > before:
            table.first_row = number + 2
            unknown = {at: text for at, text in unknown.items() if (number, at) not in table.spans} | below
    table.ignored = tuple(unknown.values())
    return len(table.columns) >= _FEWEST_HEADINGS


def _take_headings(table: Table, number: int) -> dict[int, str]:
    """Add the row's known headings to the columns; the unknown ones are returned."""
    unknown: dict[int, str] = {}
    for at, heading in table.filled(number).items():
        column = find_column(heading)
        if column is None:
            unknown[at] = heading
        elif column in table.columns:
            message = messages.duplicate_heading(heading, table.cell(number, column))
            table.problems.append(SheetProblem(f"{get_column_letter(at + 1)}{number}", message))
        else:
            table.columns[column] = at
    return unknown
