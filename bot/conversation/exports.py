"""/xuat: the roster as .xlsx for whoever may carry it away; off unless the setting says otherwise.

Like the unit's own document it is not protected: a file that can't be saved is of no use.
"""

from __future__ import annotations

import re

from bot.channels.message import OutMessage, rich
from bot.conversation.papers import outgoing
from bot.conversation.turn import Turn
from bot.messages import roster as words
from bot.messages import roster_tables as say
from bot.messages import roster_talk
from bot.roster import Linked, Right, export_rows, find_agencies, may
from bot.store import audit
from index import fold

_EXPORT = re.compile(
    r"(?:xuat|tai|gui)(?: cho)?(?: toi| em| minh)?(?: toan bo| file| tep)* (?:danh sach|ds)(?: dau moi)?"
    r"(?: (?:ra |dang |bang |file |tep )*(?:excel|xlsx|bang tinh))?"
    r"(?: (?:cua )?(?P<rest>(?:so|ubnd|vp|van phong|ban|thanh tra)\b.+))?"
)
_NAMES_A_TABLE = re.compile(r"\b(?:excel|xlsx|bang tinh)\b")


def read_words(turn: Turn, text: str) -> list[OutMessage] | None:
    """As in "xuất danh sách", "gửi danh sách excel": from whoever may carry the roster away; None for others and other things."""
    bare = " ".join(text.split()).strip(" .!?")
    found = _EXPORT.fullmatch(fold(bare.lower()))
    if found is None:
        return None
    asked = _NAMES_A_TABLE.search(fold(bare.lower())) is not None
    if not may(turn.scene.actor, Right.EXPORT_ROSTER) and not asked:
        return None
    if found["rest"] and not asked:
        return None  # "xuất danh sách Sở Tư pháp" is the unit's own document
    return export(turn, bare[found.start("rest") :] if found["rest"] else "")


def export(turn: Turn, rest: str) -> list[OutMessage]:
    """/xuat: the roster as a table, of one unit if it is named."""
    actor = turn.scene.actor
    if actor.linked is not Linked.CONFIRMED:
        return _say(words.NEEDS_LINK if actor.linked is Linked.UNLINKED else words.NEEDS_CONFIRMING)
    rows = export_rows(turn.tx, actor, turn.today)
    if rows is None:
        return _say(say.NO_RIGHT)
    if not turn.means.roster_files:
        return _say(say.OFF)
    if turn.means.exports is None:
        return _say(roster_talk.NO_FILES_HERE)
    if rest.strip():
        named = {one.name for one in find_agencies(turn.tx, rest, turn.today)}
        if not named:
            return _say(words.NO_SUCH_UNIT)
        rows = [row for row in rows if row.unit in named]
    if not rows:
        return _say(say.NOBODY)
    from bot.roster.sheet_files import write_roster

    file = outgoing(turn.means.exports, f"danh-sach-dau-moi-{turn.today.isoformat()}.xlsx")
    write_roster(rows, file)
    audit.note(
        turn.tx,
        actor=actor.name,
        action="export roster",
        subject="roster",
        now=turn.now,
        detail={"people": len(rows)},
    )
    units = len({row.unit for row in rows})
    return [OutMessage(rich(say.exported(len(rows), units, turn.today), say.EXPORT_NOTE), document=file)]


def _say(text: str) -> list[OutMessage]:
    return [OutMessage(rich(text))]
