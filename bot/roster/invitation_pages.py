"""Invitations as .docx: one page a person, with the code, the three steps and what to be careful about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from bot.messages import documents as words
from bot.roster.lettering import bold_width
from bot.roster.rows import InvitationSlip
from bot.roster.typesetting import WIDTH, line, new_page, rule

_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_CODE_FONT = "Courier New"


def write_invitation_pages(invitations: Sequence[InvitationSlip], path: Path, bot: str) -> None:
    """One page for each; `bot` is the name under which the assistant is found. ValueError for nobody."""
    if not invitations:
        message = "no invitation to print"
        raise ValueError(message)
    book = new_page(words.INVITATION_FORM, numbered=False)
    for at, invitation in enumerate(invitations):
        _page(book, invitation, bot, starts_new=at > 0)
    book.save(str(path))


def _page(book: Document, invitation: InvitationSlip, bot: str, *, starts_new: bool) -> None:
    title = line(book.add_paragraph(), words.INVITATION_FORM, 14, bold=True, align=_CENTER, before=24)
    title.paragraph_format.page_break_before = starts_new
    rule(book.add_paragraph(), bold_width(words.INVITATION_FORM, 14) * 0.4, WIDTH.pt)
    whom = words.invitation_for(invitation.name, invitation.title, invitation.unit)
    line(book.add_paragraph(), words.TO + whom, 14, align=_CENTER, before=18, after=18)
    line(book.add_paragraph(), words.INVITATION_CODE, 14, align=_CENTER)
    code = line(book.add_paragraph(), invitation.code, 28, bold=True, align=_CENTER, before=6, after=6)
    code.runs[0].font.name = _CODE_FONT  # a typeface that tells 0 from O and 1 from l
    validity = words.invitation_validity(invitation.valid_until)
    line(book.add_paragraph(), validity, 13, italic=True, align=_CENTER, after=18)
    line(book.add_paragraph(), words.INVITATION_STEPS_HEADING, 14, bold=True, after=6)
    for number, step in enumerate(words.invitation_steps(bot, invitation.link), start=1):
        paragraph = line(book.add_paragraph(), f"{number}. {step}", 14, after=6)
        paragraph.paragraph_format.left_indent = Mm(8)
        paragraph.paragraph_format.first_line_indent = Mm(-6)
    line(book.add_paragraph(), words.INVITATION_CARE, 13, italic=True, before=12)
