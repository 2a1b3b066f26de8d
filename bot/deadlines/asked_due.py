"""Plain words about dates from somebody whose unit is known: answered from the unit's own dues, or left to others."""

from __future__ import annotations

import re

from bot.channels.message import Paragraph, bold, italic, plain
from bot.deadlines.due_lines import reminder_reason
from bot.deadlines.dues import buttons_for, show_dues, source_of
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.owed import Owed, find_all
from bot.deadlines.reading.report_words import matching, read_report, without_marks
from bot.deadlines.reminder_text import full_name
from bot.messages import dues as say
from bot.roster.notices import Reply
from bot.roster.resolving import own_agencies
from bot.roster.rights import Linked

_WHEN = re.compile(
    r"\b(?:khi nao|bao gio|ngay nao|ngay may|hom nao|luc nao|han (?:nop|chot|cuoi|bao cao)|deadline|den han"
    r"|con may ngay|may ngay nua)\b"
)
_WHAT = re.compile(r"\b(?:nop|gui|bao cao|bc|han)\b")
_WHETHER = re.compile(r"\b(?:nop|gui)\b.*\bchua\b|\bchua (?:nop|gui)\b.*(?:\?|khong|a)\s*$")
_ALL = re.compile(
    r"\b(?:phai nop gi|nop nhung gi|con (?:gi|bao cao nao|viec gi) (?:chua|phai|can)|sap (?:toi|den han)|viec (?:gi|nao) den han"
    r"|han cua (?:toi|em|minh|don vi|ben)|co (?:bao cao|viec) (?:nao|gi) den han|bao cao nao (?:chua|sap))"
)
# Questions about the text itself, or about other places, are for the assistant.
_OF_THE_TEXT = re.compile(
    r"\b(?:quy che|quy dinh|dieu \d|khoan \d|can cu|so voi|tinh khac|noi khac|ai phe duyet)\b"
)
_LONGEST = 25


def answer_about_dates(hearing: Hearing, text: str) -> Reply | None:
    """The dues in answer to a question; None when it is not such a question, or the unit is unknown."""
    plain_text = without_marks(text)
    if hearing.actor.linked is not Linked.CONFIRMED or not hearing.private or len(text.split()) > _LONGEST:
        return None
    if _OF_THE_TEXT.search(plain_text) or _names_another_place(hearing, plain_text):
        return None
    units = own_agencies(hearing.tx, hearing.actor, hearing.today)
    if not units:
        return None
    if _ALL.search(plain_text):
        return show_dues(hearing)
    whether = _WHETHER.search(plain_text)
    if not whether and not (_WHEN.search(plain_text) and _WHAT.search(plain_text)):
        return None
    said = read_report(text)
    rows: list[Paragraph] = []
    shown: list[Owed] = []
    for unit in units:
        known = [
            one
            for one in find_all(hearing.tx, hearing.book, unit, hearing.today)
            if one.entry.scheduled
            and (one.occurrence.last_day >= hearing.today or one.is_open or said.number)
        ]
        fitting = matching(said, [one.occurrence for one in known])
        meant = next((one for one in known if one.occurrence in fitting), None)
        if meant is not None:
            shown.append(meant)
            rows += _lines(hearing, meant)
    return answer(*rows, buttons=buttons_for([one for one in shown if one.is_open], units)) if rows else None


def _lines(hearing: Hearing, owed: Owed) -> list[Paragraph]:
    name = full_name(owed.occurrence)
    rows: list[Paragraph] = [
        bold(say.next_due(name, owed.occurrence.last_day)),
        plain(source_of(hearing, owed)),
    ]
    if owed.mark is not None and owed.mark.closes:
        day = owed.mark.mark.sent_on or hearing.book.today(owed.mark.at)
        rows.append(plain(say.handed_in_already(name, day)))
    reason = reminder_reason(owed.occurrence)
    if reason:
        rows.append(italic(reason))
    return rows


def _names_another_place(hearing: Hearing, plain_text: str) -> bool:
    mine = {unit.regulation for unit in own_agencies(hearing.tx, hearing.actor, hearing.today)}
    return any(
        re.search(rf"\b{re.escape(without_marks(one.metadata.short))}\b", plain_text)
        for key, one in hearing.library.regulations.items()
        if key not in mine
    )
