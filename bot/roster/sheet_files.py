"""Writes roster tables as .xlsx: the template to fill in, the roster itself, the list of invitations.

Every text is stored as text and can't start a formula, neither in Excel nor when the sheet is saved as CSV.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.messages import sheets as messages
from bot.messages.positions import POSITIONS, position_name
from bot.roster.cells import STARTS_A_FORMULA
from bot.roster.columns import Column
from bot.roster.rows import InvitationSlip, RosterRow

TEMPLATE_ROWS = 500
_WIDTHS = {
    Column.NUMBER: 5,
    Column.NAME: 22,
    Column.TITLE: 20,
    Column.UNIT: 22,
    Column.ROLE: 22,
    Column.PHONE: 14,
    Column.EMAIL: 24,
    Column.STARTS_ON: 12,
    Column.REPLACES: 19,
    Column.NOTE: 16,
}
_INVITATION_WIDTHS = (5, 22, 20, 24, 15, 40, 22, 16)
_DATE_FORMAT = "dd/mm/yyyy"
_TEXT_FORMAT = "@"
_FONT = "Times New Roman"
_THIN = Side(style="thin", color="808080")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write_template(path: Path, units: Sequence[str] = ()) -> None:
    """An empty roster to fill in, with a page that explains and drop-down lists of positions and `units`."""
    book = Workbook()
    sheet = _first_sheet(book, messages.ROSTER_SHEET)
    _write_headings(sheet, 1, list(messages.HEADINGS.values()), list(_WIDTHS.values()))
    for at, column in enumerate(Column, start=1):
        for row in range(2, TEMPLATE_ROWS + 2):
            cell = sheet.cell(row, at)
            cell.number_format = _DATE_FORMAT if column is Column.STARTS_ON else _TEXT_FORMAT
    _write_guide(book.create_sheet(messages.GUIDE_SHEET))
    lists = book.create_sheet(messages.LISTS_SHEET)
    _write_list(lists, 1, messages.ROLES_LIST, list(POSITIONS.values()))
    _write_list(lists, 2, messages.UNITS_LIST, units)
    lists.sheet_state = "hidden"
    _offer_list(sheet, Column.ROLE, "A", len(POSITIONS), messages.PICK_ROLE, strict=True)
    if units:
        _offer_list(sheet, Column.UNIT, "B", len(units), messages.PICK_UNIT, strict=False)
    book.save(path)


def write_roster(rows: Sequence[RosterRow], path: Path, title: str = messages.ROSTER_TITLE) -> None:
    """The roster as a table that read_roster reads back unchanged."""
    book = Workbook()
    sheet = _first_sheet(book, messages.ROSTER_SHEET)
    _write_title(sheet, title, len(Column))
    _write_headings(sheet, 3, list(messages.HEADINGS.values()), list(_WIDTHS.values()))
    for number, row in enumerate(rows, start=1):
        values: list[str | int | date | None] = [
            number,
            row.name,
            row.title,
            row.unit,
            position_name(row.role),
        ]
        values += [row.phone, row.email, row.starts_on, row.replaces, row.note]
        _write_row(sheet, number + 3, values)
    book.save(path)


def write_invitations(rows: Sequence[InvitationSlip], path: Path) -> None:
    """One row a person, with the code and how far the linking is."""
    book = Workbook()
    sheet = _first_sheet(book, messages.INVITATIONS_SHEET)
    _write_title(sheet, messages.INVITATIONS_TITLE, len(messages.INVITATION_HEADINGS))
    _write_headings(sheet, 3, messages.INVITATION_HEADINGS, _INVITATION_WIDTHS)
    for number, row in enumerate(rows, start=1):
        values: list[str | int | date | None] = [number, row.name, row.title, row.unit]
        values += [row.code, row.link, row.valid_until, row.state]
        _write_row(sheet, number + 3, values)
    book.save(path)


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Store a text so that it stays one: no formula, no number, no control characters."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if isinstance(cell, MergedCell):
        return
    cell.value = f"'{clean}" if clean.lstrip().startswith(STARTS_A_FORMULA) else clean
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT


def _first_sheet(book: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = book.worksheets[0]
    sheet.title = title
    _fit_page(sheet)
    return sheet


def _fit_page(sheet: Worksheet) -> None:
    """A4 across, as wide as the table."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6)


def _write_title(sheet: Worksheet, title: str, width: int) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    cell = sheet.cell(1, 1)
    put_text(cell, title)
    cell.font = Font(name=_FONT, size=14, bold=True)
    cell.alignment = Alignment(horizontal="center")


def _write_headings(sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[int]) -> None:
    for at, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = sheet.cell(row, at)
        put_text(cell, heading)
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.fill = PatternFill("solid", fgColor="E7EEF7")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _GRID
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.row_dimensions[row].height = 34
    sheet.freeze_panes = f"C{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def _write_row(sheet: Worksheet, row: int, values: Sequence[str | int | date | None]) -> None:
    for at, value in enumerate(values, start=1):
        cell = sheet.cell(row, at)
        if isinstance(value, str):
            put_text(cell, value)
        elif value is not None:
            cell.value = value
        if isinstance(value, date):
            cell.number_format = _DATE_FORMAT
        cell.font = Font(name=_FONT, size=12)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = _GRID


def _write_guide(sheet: Worksheet) -> None:
    _fit_page(sheet)
    sheet.cell(1, 1, messages.GUIDE_TITLE).font = Font(name=_FONT, size=14, bold=True)
    for at, note in enumerate(messages.GUIDE_NOTES, start=2):
        put_text(sheet.cell(at, 1), note)
        sheet.cell(at, 1).font = Font(name=_FONT, size=12)
    top = len(messages.GUIDE_NOTES) + 3
    _write_headings(sheet, top, messages.GUIDE_HEADINGS, (26, 70, 30))
    sheet.freeze_panes = None
    for at, line in enumerate(messages.GUIDE, start=top + 1):
        _write_row(sheet, at, line)


def _write_list(sheet: Worksheet, column: int, heading: str, entries: Sequence[str]) -> None:
    put_text(sheet.cell(1, column), heading)
    for row, entry in enumerate(entries, start=2):
        put_text(sheet.cell(row, column), entry)


def _offer_list(
    sheet: Worksheet, column: Column, letter: str, count: int, prompt: str, *, strict: bool
) -> None:
    """A drop-down for the whole column; `strict` refuses anything else."""
    choices = DataValidation(
        type="list",
        formula1=f"'{messages.LISTS_SHEET}'!${letter}$2:${letter}${count + 1}",
        allow_blank=True,
        showErrorMessage=strict,
        showInputMessage=True,
    )
    choices.prompt = prompt
    choices.errorTitle = messages.BAD_ROLE_TITLE
    choices.error = prompt
    here = get_column_letter(list(Column).index(column) + 1)
    choices.add(f"{here}2:{here}{TEMPLATE_ROWS + 1}")
    sheet.add_data_validation(choices)
