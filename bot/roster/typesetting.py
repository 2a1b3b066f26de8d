"""Sets a Paper as .docx in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

Sizes in points, lengths in millimetres; every size lies inside the decree's span and sizes go together.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.messages import documents as words
from bot.roster.lettering import balance, bold_width
from bot.roster.paper import Annex, Block, Grid, Paper, Text

FONT = "Times New Roman"
TOP = BOTTOM = Mm(20)
LEFT, RIGHT = Mm(30), Mm(15.02)  # the file counts in twips: a bare 15 would be read back as 14.99
WIDTH = Mm(165)
LEFT_HEAD, RIGHT_HEAD = Mm(68), Mm(97)
PADDING = Mm(1)
STATE_SIZE, MOTTO_SIZE, ISSUER_SIZE, NUMBER_SIZE = 12, 13, 12, 13
TITLE_SIZE, BODY_SIZE, TABLE_SIZE, ADDRESS_SIZE = 14, 14, 12, 11
INDENT = Mm(12.7)
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def write_document(paper: Paper, path: Path) -> None:
    """Set the paper and save it."""
    book = new_page(paper.subject)
    _letterhead(book, paper)
    _title(book, paper.form, paper.subject)
    if paper.addressee:
        line(book.add_paragraph(), words.TO + paper.addressee, BODY_SIZE, align=CENTER, after=6)
    if paper.authority:
        line(book.add_paragraph(), paper.authority, BODY_SIZE, bold=True, align=CENTER, after=6)
    for basis in paper.basis:
        _body_line(book, Text(basis), italic=True)
    if paper.resolves:
        line(book.add_paragraph(), paper.resolves, BODY_SIZE, bold=True, align=CENTER, before=6, after=6)
    _blocks(book, paper.body)
    _signature(book, paper)
    if paper.annex:
        _annex(book, paper.annex)
    book.save(str(path))


def new_page(title: str, *, numbered: bool = True) -> Document:
    """An empty A4 document with margins and typeface; page numbers from the second page on."""
    book = docx.Document()
    book.core_properties.author = ""
    book.core_properties.comments = ""
    book.core_properties.title = title
    normal = book.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(BODY_SIZE)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    if numbered:
        _number_pages(section)
    return book


def line(
    paragraph: Paragraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    """Put one run into the paragraph."""
    _run(paragraph, text, size, bold=bold, italic=italic)
    shape = paragraph.paragraph_format
    shape.alignment = align
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing = 1
    return paragraph


def rule(paragraph: Paragraph, width: float, room: float) -> None:
    """A line of that width (points) in the middle of the room, drawn as the paragraph's upper border.

    A border keeps its length in every word processor, which underlining and drawn shapes don't.
    """
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(3), Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)
    shape.left_indent = shape.right_indent = Pt(max(0.0, (room - width) / 2))
    _run(paragraph, "", 2)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no borders
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def bare_table(book: Document, rows: int, widths: Sequence[Length]) -> Table:
    """A table without lines and without room inside its cells, for things that stand side by side."""
    table: Table = book.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fix_widths(table, widths)
    _pad_cells(table, Mm(0))
    return table


def _letterhead(book: Document, paper: Paper) -> None:
    table = bare_table(book, 2, (LEFT_HEAD, RIGHT_HEAD))
    issuer, state = table.rows[0].cells
    issuers = [piece for text in paper.issuer for piece in balance(text, ISSUER_SIZE, LEFT_HEAD.pt)]
    lines = [(text, True) for text in issuers]
    if paper.superior:
        lines.insert(0, (paper.superior, False))
    for at, (text, bold) in enumerate(lines):
        line(_next(issuer, first=at == 0), text, ISSUER_SIZE, bold=bold, align=CENTER)
    widest = max(bold_width(text, ISSUER_SIZE) for text in issuers)
    rule(issuer.add_paragraph(), widest * 0.45, LEFT_HEAD.pt)
    line(state.paragraphs[0], words.STATE, STATE_SIZE, bold=True, align=CENTER)
    line(state.add_paragraph(), words.MOTTO, MOTTO_SIZE, bold=True, align=CENTER)
    rule(state.add_paragraph(), bold_width(words.MOTTO, MOTTO_SIZE), RIGHT_HEAD.pt)
    number, place = table.rows[1].cells
    line(number.paragraphs[0], paper.number, NUMBER_SIZE, align=CENTER, before=3)
    line(place.paragraphs[0], paper.place_and_date, NUMBER_SIZE, italic=True, align=CENTER, before=3)


def _title(book: Document, form: str, subject: str) -> None:
    line(book.add_paragraph(), form, TITLE_SIZE, bold=True, align=CENTER, before=12)
    lines = balance(subject, TITLE_SIZE, WIDTH.pt)
    for text in lines:
        line(book.add_paragraph(), text, TITLE_SIZE, bold=True, align=CENTER)
    rule(book.add_paragraph(), bold_width(lines[-1], TITLE_SIZE) * 0.4, WIDTH.pt)
    book.add_paragraph().paragraph_format.space_after = Pt(0)
    gap = book.paragraphs[-1].paragraph_format
    gap.line_spacing_rule, gap.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)


def _blocks(book: Document, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Grid):
            _grid(book, block)
        else:
            _body_line(book, block)
    # The signature never stands alone on a page: the last paragraph goes with it.
    book.paragraphs[-1].paragraph_format.keep_with_next = True


def _body_line(book: Document, text: Text, *, italic: bool = False) -> None:
    paragraph = book.add_paragraph()
    if text.lead:
        _run(paragraph, f"{text.lead} ", BODY_SIZE, bold=True)
    _run(paragraph, text.text, BODY_SIZE, bold=text.heading, italic=italic)
    shape = paragraph.paragraph_format
    shape.alignment = JUSTIFY
    shape.first_line_indent = INDENT
    shape.space_before, shape.space_after = Pt(0), Pt(6)
    shape.line_spacing = 1.05
    shape.widow_control = True
    shape.keep_with_next = text.heading


def _grid(book: Document, grid: Grid) -> None:
    widths = [Mm(WIDTH.mm * share) for share in grid.shares]
    table = book.add_table(len(grid.rows) + 1, len(grid.headings), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fix_widths(table, widths)
    _pad_cells(table, PADDING)
    for number, texts in enumerate((grid.headings, *grid.rows)):
        row = table.rows[number]
        _keep_row(row._tr, is_heading=number == 0)  # noqa: SLF001
        for at, text in enumerate(texts):
            is_centered = number == 0 or at == 0
            for piece_at, piece in enumerate(text.split("\n")):
                paragraph = _next(row.cells[at], first=piece_at == 0)
                align = CENTER if is_centered else WD_ALIGN_PARAGRAPH.LEFT
                size = TABLE_SIZE if "@" not in piece else ADDRESS_SIZE
                line(paragraph, piece, size, bold=number == 0, align=align, before=1, after=1)
                paragraph.paragraph_format.keep_with_next = number == 0
    after = book.add_paragraph().paragraph_format
    after.space_before = after.space_after = Pt(0)
    after.line_spacing_rule, after.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)


def _signature(book: Document, paper: Paper) -> None:
    table = bare_table(book, 1, (LEFT_HEAD, RIGHT_HEAD))
    _keep_row(table.rows[0]._tr, is_heading=False)  # noqa: SLF001
    copies, signing = table.rows[0].cells
    line(copies.paragraphs[0], words.RECIPIENTS, 12, bold=True, italic=True, before=6)
    for recipient in paper.recipients:
        line(copies.add_paragraph(), recipient, 11)
    for at, text in enumerate(paper.signature):
        paragraph = _next(signing, first=at == 0)
        line(paragraph, text, BODY_SIZE, bold=True, align=CENTER, before=6 if at == 0 else 0)
        paragraph.paragraph_format.keep_with_next = True
    # Room for signature and seal.
    line(signing.add_paragraph(), paper.signer, BODY_SIZE, bold=True, align=CENTER, before=72)


def _annex(book: Document, annex: Annex) -> None:
    section = book.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = True
    restart = OxmlElement("w:pgNumType")  # an annex counts its own pages
    restart.set(qn("w:start"), "1")
    section._sectPr.append(restart)  # noqa: SLF001
    _title(book, annex.form, annex.subject)
    reference = book.paragraphs[-2]
    line(reference.insert_paragraph_before(), annex.reference, BODY_SIZE, italic=True, align=CENTER, after=3)
    _blocks(book, annex.blocks)


def _next(cell: _Cell, *, first: bool) -> Paragraph:
    """A cell is born with one empty paragraph; the first line takes it."""
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    return paragraph


def _run(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = FONT, Pt(size)
    run.font.bold, run.font.italic = bold, italic
    run.font.color.rgb = RGBColor(0, 0, 0)
    return run


def _fix_widths(table: Table, widths: Sequence[Length]) -> None:
    """Word obeys the cells, LibreOffice the columns; both are told."""
    table.autofit = False
    for at, width in enumerate(widths):
        table.columns[at].width = width
        for cell in table.columns[at].cells:
            cell.width = width


def _pad_cells(table: Table, room: Length) -> None:
    """Room left and right of the text in every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room.twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001


def _keep_row(row: object, *, is_heading: bool) -> None:
    """A row is not cut by the end of a page; a heading is repeated on the next."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))


def _number_pages(section: Section) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    run = _run(paragraph, "", 13)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)  # noqa: SLF001
