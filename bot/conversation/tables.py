"""A roster as .xlsx that a coordinator sends: looked through, and shown as a card or as a list of what is wrong where.

Off unless the setting says otherwise, since such a file names many people. Nothing is written here; the card does,
all rows or none.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from bot.channels.message import Incoming, OutMessage, rich
from bot.channels.received import MOST_BYTES, received_path
from bot.conversation import dues
from bot.conversation.table_cards import list_lines, open_card
from bot.conversation.turn import Turn
from bot.messages import roster_tables as say
from bot.messages import sheets
from bot.roster import Actor, Right, day_in_vietnam, identify, may
from bot.store import Transaction, drafts
from index import fold

_TABLES = (".xlsx", ".xls", ".xlsm", ".csv", ".ods")
_OF_REPORTS = re.compile(r"\b(?:bao cao|da nhan|da nop|tra lai)\b")
_OF_THE_ROSTER = re.compile(r"\b(?:danh sach|dau moi|nhap)\b")


def is_wanted(tx: Transaction, incoming: Incoming, now: datetime) -> bool:
    """Whether a file is worth fetching: a table from somebody who may take a roster in."""
    if not incoming.extra.get("file_name", "").lower().endswith(".xlsx"):
        return False
    return may(identify(tx, incoming.channel, incoming.user, day_in_vietnam(now)), Right.IMPORT_ROSTER)


def read_file(turn: Turn) -> list[OutMessage] | None:
    """A table to be taken in: a card, or every bad cell; None when the file is for something else."""
    incoming, actor = turn.incoming, turn.scene.actor
    name, caption = incoming.extra.get("file_name", "").lower(), fold(incoming.text.lower())
    is_table = name.endswith(_TABLES)
    if not may(actor, Right.IMPORT_ROSTER) or not (is_table or _OF_THE_ROSTER.search(caption)):
        return None
    shown = drafts.find_draft(turn.tx, turn.state.card) if turn.state.card else None
    if _OF_REPORTS.search(caption) or (shown is not None and shown.kind in dues.CARDS):
        return None
    path = received_path(turn.means.book.exports, incoming)
    try:
        return _look_through(turn, path, name)
    finally:
        path.unlink(missing_ok=True)  # it names people


def _look_through(turn: Turn, path: Path, name: str) -> list[OutMessage] | None:
    from bot.roster.sheets import read_roster

    size = turn.incoming.extra.get("file_size", "")
    if not turn.means.roster_files:
        return _say(say.OFF)
    if not name.endswith(".xlsx"):
        return _say(say.WRONG_TYPE)
    if size.isdecimal() and int(size) > MOST_BYTES:
        return _say(say.TOO_LARGE)
    if not path.exists():
        return _say(say.NOT_FETCHED)
    sheet = read_roster(path)
    if sheet.problems:
        lines = [sheets.at_cell(one.cell, one.message) for one in sheet.problems]
        return list_lines(sheets.refused(len(lines), sheet.readable), lines)
    regulation = _regulation(turn.scene.actor)
    return open_card(turn, sheet.rows, regulation, sheet.ignored)


def _regulation(actor: Actor) -> str | None:
    """The one regulation that somebody looks after; None for several or all."""
    held = {one.regulation for one in actor.holdings if not one.role.of_unit}
    return held.pop() if len(held) == 1 else None


def _say(text: str) -> list[OutMessage]:
    return [OutMessage(rich(text))]
