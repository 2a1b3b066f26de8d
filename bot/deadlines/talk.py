"""The door for conversations about due days: commands, plain words, buttons, cards, files. Knows no channel.

Buttons carry "n:<verb>:<value>", those of cards "d:<id>:<verb>:<revision>". Every function takes a `Hearing` and
gives a `Reply`; whoever calls puts its notices into the outbox. Others are told by the ticker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.channels.message import Button, plain
from bot.deadlines import (
    adoption_cards,
    ending_cards,
    handing_in,
    later,
    marks_cards,
    reporters,
    reports,
    request_cards,
    rule_cards,
)
from bot.deadlines.asked_due import answer_about_dates
from bot.deadlines.calendar_file import send_calendar
from bot.deadlines.cards import CardKind, check_card, close, refusal_of
from bot.deadlines.dues import due_paragraphs, show_dues, units_of
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.owed import find_owed
from bot.deadlines.reading.report_words import without_marks
from bot.messages import desk_dates as desk
from bot.messages import dues as say
from bot.roster.agencies import get_agency
from bot.roster.notices import Reply
from bot.roster.rights import Linked, Right, may
from bot.store.drafts import Draft, DraftState, Refusal, Refused

Command = Callable[[Hearing, str], Reply]
Press = Callable[[Hearing, str], Reply]

_REQUEST = re.compile(r"^\s*giao bao cao\b[\s:]*(?=\S)")


def act(hearing: Hearing, draft_id: int, verb: str, revision: int | None) -> Reply:
    """A button or a typed verb on a card: ok, x, edit, and c<number> for a choice under its question."""
    checked = check_card(hearing, draft_id, revision)
    if isinstance(checked, Refused):
        if checked.reason is Refusal.STALE and checked.draft is not None:
            return _shown(hearing, checked.draft, desk.STALE)
        return answer(refusal_of(checked))
    kind = CardKind(checked.kind)
    if verb == "x":
        close(hearing, checked, DraftState.CANCELLED)
        return answer(desk.CANCELLED)
    if verb == "ok":
        return _CONFIRM[kind](hearing, checked)
    if verb[:1] == "c" and verb[1:].isdecimal() and kind is CardKind.RULE:
        return rule_cards.choose_for_rule(hearing, checked, int(verb[1:]))
    return _shown(hearing, checked, desk.HOW_TO_EDIT)


def complete(hearing: Hearing, draft_id: int, text: str) -> Reply:
    """A further message for an open card of these kinds."""
    checked = check_card(hearing, draft_id, None)
    if isinstance(checked, Refused):
        return answer(refusal_of(checked))
    return _COMPLETE[CardKind(checked.kind)](hearing, checked, text)


def press(hearing: Hearing, value: str) -> Reply:
    """A button outside of cards; `value` is what follows "n:"."""
    verb, _, rest = value.partition(":")
    if not hearing.private:
        return answer(say.NOT_IN_GROUP)
    pressed = _PRESSES.get(verb)
    return pressed(hearing, rest) if pressed else answer(say.GONE)


def understand(hearing: Hearing, text: str) -> Reply | None:
    """Plain words about dues, or None when they are about something else."""
    if not hearing.private or hearing.actor.linked is not Linked.CONFIRMED:
        return None
    folded = without_marks(text).strip()
    for pattern, command in _SPOKEN:
        if pattern.search(folded):
            return command(hearing, text)
    if may(hearing.actor, Right.SET_DATES) and rule_cards.is_said_whole(hearing, text):
        return rule_cards.start_rule(hearing, text)
    return handing_in.add_number(hearing, text) or answer_about_dates(hearing, text)


def read_sheet(hearing: Hearing, content: bytes, caption: str, card: int | None = None) -> Reply | None:
    """An .xlsx that marks units: for the open card of that kind, or with the report in its caption; else None."""
    if card is not None:
        checked = check_card(hearing, card, None)
        if isinstance(checked, Draft) and checked.kind == CardKind.MARKS:
            return marks_cards.complete_with_sheet(hearing, checked, content)
    if not may(hearing.actor, Right.MARK_RECEIVED) or not caption.strip():
        return None
    return marks_cards.start_sheet(hearing, content, caption)


def _show_rule(hearing: Hearing, value: str) -> Reply:
    """What fixes a report's day, with the way to the clause itself."""
    agency_id, key = _split(value)
    try:
        agency = get_agency(hearing.tx, agency_id, hearing.today)
    except LookupError:
        return answer(say.GONE)
    if not may(hearing.actor, Right.SEE_DUES, agency):
        return answer(say.NO_RIGHT)
    owed = find_owed(hearing.tx, hearing.book, agency, key, hearing.today)
    if owed is None:
        return answer(say.GONE)
    rows = due_paragraphs(hearing, owed, 1)
    duty = hearing.book.obligations.get(owed.entry.obligation or "")
    if duty is None:
        return answer(*rows)
    if duty.rule:
        rows.append(plain(f"“{duty.rule}” — {hearing.cite(duty.citation)}"))
    return answer(*rows, buttons=((Button(say.OPEN_UNIT, say.OPEN_UNIT, f"u:{duty.citation}"),),))


def _calendar(hearing: Hearing, value: str) -> Reply:
    """The file of one unit."""
    agency_id = int(value) if value.isdecimal() else 0
    try:
        agency = get_agency(hearing.tx, agency_id, hearing.today)
    except LookupError:
        return answer(say.GONE)
    if not may(hearing.actor, Right.SEE_DUES, agency):
        return answer(say.NO_RIGHT)
    return send_calendar(hearing, agency)


def _send_calendars(hearing: Hearing, rest: str) -> Reply:
    if not hearing.private:
        return answer(say.NOT_IN_GROUP)
    units = units_of(hearing, rest)
    if not units:
        linked = hearing.actor.linked is Linked.CONFIRMED
        return answer(say.NO_UNIT if linked else say.NEEDS_LINK_ALONE)
    messages = [message for unit in units for message in send_calendar(hearing, unit).messages]
    return Reply(tuple(messages))


def _history(hearing: Hearing, value: str) -> Reply:
    if value.isdecimal():
        try:
            units = [get_agency(hearing.tx, int(value), hearing.today)]
        except LookupError:
            return answer(say.GONE)
    else:
        units = units_of(hearing, "")
    seen = [one for one in units if may(hearing.actor, Right.SEE_DUES, one)]
    return handing_in.show_history(hearing, seen) if seen else answer(say.NO_RIGHT)


def _shown(hearing: Hearing, draft: Draft, note: str) -> Reply:
    return _SHOW[CardKind(draft.kind)](hearing, draft, note)


def _start_request_said(hearing: Hearing, text: str) -> Reply:
    """What follows the words "giao báo cáo"."""
    head = _REQUEST.match(without_marks(text))
    return request_cards.start_request(hearing, text[head.end() :] if head else text)


def _split(value: str) -> tuple[int, str]:
    agency, _, key = value.partition(":")
    return int(agency) if agency.isdecimal() else 0, key


def _private(command: Command) -> Command:
    def in_private(hearing: Hearing, rest: str) -> Reply:
        return command(hearing, rest) if hearing.private else answer(say.NOT_IN_GROUP)

    return in_private


# Commands by their name without the slash; the words after it are handed on.
COMMANDS: Mapping[str, Command] = {
    "han": show_dues,
    "lich": _send_calendars,
    "danop": _private(handing_in.hand_in_said),
    "hoantac": _private(lambda hearing, _: handing_in.undo_last(hearing)),
    "lichsunop": _private(lambda hearing, _: _history(hearing, "")),
    "tinhhinh": _private(reports.show_reports),
    "giaobaocao": _private(request_cards.start_request),
    "dathan": _private(rule_cards.start_rule),
    "apdung": _private(lambda hearing, _: adoption_cards.list_to_adopt(hearing)),
    "danhan": _private(lambda hearing, rest: marks_cards.start_marks(hearing, f"da nhan {rest}")),
    "tralai": _private(lambda hearing, rest: marks_cards.start_marks(hearing, f"tra lai {rest}")),
    "nguoibaocao": _private(reporters.show_reporters),
}
# The same in plain words, folded; for the table of the conversation.
WORDS: Mapping[str, str] = {
    "han": "han",
    "han nop": "han",
    "han bao cao": "han",
    "xem moi han": "han",
    "lich": "lich",
    "lich bao cao": "lich",
    "hoan tac": "hoantac",
    "da nop truoc day": "lichsunop",
    "lich su nop": "lichsunop",
    "da nop gi": "lichsunop",
    "tinh hinh": "tinhhinh",
    "giao bao cao": "giaobaocao",
    "dat han": "dathan",
    "an dinh han": "dathan",
    "nguoi bao cao": "nguoibaocao",
}
# The kinds of draft that `act` and `complete` are for.
CARDS = frozenset(CardKind)

_PRESSES: Mapping[str, Press] = {
    "s": lambda hearing, value: handing_in.hand_in(hearing, *_split(value)),
    "z": lambda hearing, value: later.offer_later(hearing, *_split(value)),
    "t": later.set_later,
    "q": _show_rule,
    "c": _calendar,
    "y": _history,
    "u": lambda hearing, value: handing_in.undo(hearing, int(value) if value.isdecimal() else 0),
    "o": reports.show_report,
    "n": reports.nudge,
    "m": marks_cards.start_marks_for,
    "b": lambda hearing, value: marks_cards.undo_marks(hearing, int(value) if value.isdecimal() else 0),
    "w": request_cards.withdraw,
    "g": rule_cards.suggest_rule,
    "a": adoption_cards.start_adoption,
    "e": ending_cards.start_ending,
}
_SPOKEN: tuple[tuple[re.Pattern[str], Command], ...] = (
    (
        re.compile(r"^(?:da nhan|tra lai)\b(?=[^:]*\b(?:bao cao|bc|quy|thang|nam)\b[^:]*:)"),
        marks_cards.start_marks,
    ),
    (re.compile(r"^tinh hinh (?:nop )?(?:bao cao|bc)\b"), reports.show_reports),
    (re.compile(r"^don doc\b"), reports.nudge_said),
    (_REQUEST, _start_request_said),
    (re.compile(r"^(?:dat|an dinh) han\b\s*:?\s*\S"), rule_cards.start_rule),
    (re.compile(r"^nhac (?:(?:em|toi|minh) )?lai\b"), later.later_said),
    (
        re.compile(
            r"^(?:(?:em|toi|minh|ben em|don vi(?: em| toi)?|so|xa|phuong)\s+)?(?:da|vua|moi)\s+(?:nop|gui)\b"
            r"(?=\W*$|.*\b(?:bao cao|bc|quy|thang|nam)\b)(?!.*(?:\bchua\b|\bbao gio\b|\bkhi nao\b|\bgi\b|\?))"
        ),
        handing_in.hand_in_said,
    ),
)
_CONFIRM: Mapping[CardKind, Callable[[Hearing, Draft], Reply]] = {
    CardKind.RULE: rule_cards.confirm_rule,
    CardKind.REQUEST: request_cards.confirm_request,
    CardKind.MARKS: marks_cards.confirm_marks,
    CardKind.ADOPTION: adoption_cards.confirm_adoption,
    CardKind.ENDING: ending_cards.confirm_ending,
}
_COMPLETE: Mapping[CardKind, Callable[[Hearing, Draft, str], Reply]] = {
    CardKind.RULE: rule_cards.complete_rule,
    CardKind.REQUEST: request_cards.complete_request,
    CardKind.MARKS: marks_cards.complete_marks,
    CardKind.ADOPTION: adoption_cards.complete_adoption,
    CardKind.ENDING: ending_cards.complete_ending,
}
_SHOW: Mapping[CardKind, Callable[[Hearing, Draft, str | None], Reply]] = {
    CardKind.RULE: rule_cards.show_rule,
    CardKind.REQUEST: request_cards.show_request,
    CardKind.MARKS: marks_cards.show_marks,
    CardKind.ADOPTION: adoption_cards.show_adoption,
    CardKind.ENDING: ending_cards.show_ending,
}
