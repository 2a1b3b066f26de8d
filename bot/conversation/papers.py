"""The unit's own document on demand: written as .docx and sent along, for whoever may speak for the unit.

The file names people, so it goes to nobody else, and the copy kept for sending is removed after a few days. It is
the one message about people that is not protected: a clerk must be able to save and print it.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.message import Button, OutMessage, plain, rich
from bot.conversation.turn import Turn
from bot.messages import documents as doc_words
from bot.messages import roster as words
from bot.messages import roster_talk as say
from bot.roster import (
    Agency,
    Linked,
    RecordedChange,
    Right,
    changes_of,
    find_unit,
    get_agency,
    get_change,
    may,
)
from bot.roster.documents import DocumentUnit, draft_document, find_cautions, places
from bot.roster.moves import state_after, state_today
from bot.store import drafts
from bot.store.drafts import DraftState
from corpus import DocumentDuty, RosterEvent, find_document
from index import fold

KEEP_FILES = timedelta(days=3)
_FOLDER = "outgoing"
_WORDS = re.compile(
    r"(?:soan|lam|tao|xuat) (?P<what>van ban|thong bao|danh sach|to trinh|quyet dinh)(?: (?P<rest>.+))?"
)
_CODE = re.compile(r"(?:cho |the |ma )*(?P<code>[0-9a-z]{4})")


def read_words(turn: Turn, text: str) -> list[OutMessage] | None:
    """As in "soạn thông báo", "soạn danh sách Sở Tư pháp", "soạn văn bản X7K2"; None when nothing like it is asked."""
    bare = " ".join(text.split()).strip(" .!")
    found = _WORDS.fullmatch(fold(bare.lower()))
    if found is None:
        return None
    rest = bare[found.start("rest") :] if found["rest"] else ""
    return write(turn, rest, as_list=found["what"] == "danh sach")


def write(turn: Turn, rest: str, *, as_list: bool = False) -> list[OutMessage]:
    """/vanban: the document of a recorded change (by its code, else the unit's last), or of the whole list."""
    actor = turn.scene.actor
    if actor.linked is not Linked.CONFIRMED:
        return _say(words.NEEDS_LINK if actor.linked is Linked.UNLINKED else words.NEEDS_CONFIRMING)
    code = _CODE.fullmatch(fold(rest.lower().strip()))
    change = _change_of(turn, code["code"]) if code else None
    if change is not None:
        return _for_change(turn, change)
    units = find_unit(turn.tx, actor, rest or None, turn.today)
    if len(units) != 1:
        return _say(words.NO_SUCH_UNIT if rest else say.WHICH_UNIT_FOR_DOCUMENT)
    recent = [one for one in changes_of(turn.tx, units[0].id) if one.state in {"recorded", "applied"}]
    moving = [one for one in recent if one.kind != "update"]
    if moving and not as_list:
        return _for_change(turn, moving[-1])
    return _for_unit(turn, units[0], RosterEvent.LIST, None)


def press(turn: Turn, value: str) -> list[OutMessage]:
    """The button under a recorded change, or the one that wants the list: "12", "list:3"."""
    kind, _, number = value.rpartition(":")
    if not number.isdecimal() or len(number) > 9:
        return _say(words.UNKNOWN_CARD)
    try:
        if kind == "list":
            return _for_unit(turn, get_agency(turn.tx, int(number), turn.today), RosterEvent.LIST, None)
        return _for_change(turn, get_change(turn.tx, int(number)))
    except LookupError:
        return _say(words.UNKNOWN_CARD)


def remove_files(exports: Path, before: datetime | None = None) -> int:
    """Remove the copies that were sent along, all or those from before a moment; returns how many."""
    removed = 0
    for file in (exports / _FOLDER).glob("*/*.*"):
        if before is None or file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
            file.parent.rmdir()
            removed += 1
    return removed


def _for_change(turn: Turn, change: RecordedChange) -> list[OutMessage]:
    agency = get_agency(turn.tx, change.agency, turn.today)
    if change.kind == "update":
        return _for_unit(turn, agency, RosterEvent.LIST, None)
    return _for_unit(turn, agency, RosterEvent.CHANGE, change)


def _for_unit(
    turn: Turn, agency: Agency, event: RosterEvent, change: RecordedChange | None
) -> list[OutMessage]:
    if not may(turn.scene.actor, Right.PROPOSE_CHANGE, agency):
        return _say(words.no_right_for(agency.name))
    regulation = turn.shelf.library.regulations.get(agency.regulation or "")
    duty = find_document(turn.means.documents, agency.regulation or "", agency.kind, event)
    if duty is None or regulation is None:
        return _say(say.NO_DOCUMENT)
    if not isinstance(duty, DocumentDuty):
        return _say(
            doc_words.no_document(
                duty.reason, places([one.unit for one in duty.citations]), regulation.metadata.short
            )
        )
    state = state_after(turn.tx, change, turn.today) if change else state_today(turn.tx, agency, turn.today)
    if event is RosterEvent.LIST and not state.officers:
        return _say(say.NOBODY_TO_LIST)
    if turn.means.exports is None:
        return _say(say.NO_FILES_HERE)
    unit = DocumentUnit(str(agency.kind), agency.name)
    form = doc_words.FORMS[duty.form]
    file = outgoing(turn.means.exports, f"{_plain(form)}.docx")
    from bot.roster.typesetting import write_document

    write_document(draft_document(duty, unit, state), file)
    rows = [plain(say.document_ready(form, agency.name, places([one.unit for one in duty.citations])))]
    short = regulation.metadata.short
    rows += [
        plain(doc_words.caution(kind, short, value))
        for kind, value in find_cautions(duty, unit, regulation.metadata, turn.today)
    ]
    buttons: tuple[tuple[Button, ...], ...] = ()
    if event is RosterEvent.CHANGE:
        buttons = ((Button(say.WHOLE_LIST, say.list_document_words(agency.name), f"o:list:{agency.id}"),),)
    message = OutMessage(rich(*rows), buttons, document=file)
    return [message]


def outgoing(exports: Path, name: str) -> Path:
    """Where a file is written that is sent along: in a folder of its own, so that it can bear a plain name."""
    folder = exports / _FOLDER / secrets.token_hex(8)
    folder.mkdir(parents=True, mode=0o700)
    return folder / name


def _plain(form: str) -> str:
    return "-".join(fold(form.lower()).split())


def _change_of(turn: Turn, code: str) -> RecordedChange | None:
    draft = drafts.find_by_code(turn.tx, code)
    number = (draft.outcome or {}).get("change") if draft and draft.state is DraftState.DONE else None
    return get_change(turn.tx, int(number)) if number else None


def _say(text: str) -> list[OutMessage]:
    return [OutMessage(rich(text))]
