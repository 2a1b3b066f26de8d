"""/giaobaocao: an ad-hoc report asked of some units; completed by chat, sent by button or code, withdrawn again."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.message import Paragraph, bold, plain
from bot.deadlines.cards import CardKind, close, desk_regulation, open_card, revise, show_card
from bot.deadlines.due_lines import reminder_reason
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.occurrences import build_occurrence
from bot.deadlines.prompts import PromptKind, add_prompts
from bot.deadlines.reading.request_words import RequestWords, from_payload, read_request
from bot.deadlines.reading.unit_words import NamedUnits, find_units
from bot.deadlines.recipients import find_officer_address
from bot.deadlines.reports import desk_regulations
from bot.deadlines.requests import add_request, find_request, withdraw_request
from bot.messages import deadlines as words
from bot.messages import desk_dates as say
from bot.roster.notices import Reply
from bot.roster.rights import Right, may
from bot.store.drafts import Draft

_MOST_NAMES = 12


def start_request(hearing: Hearing, rest: str) -> Reply:
    """Open a card for what was said; without words say how."""
    regulation = desk_regulation(hearing, Right.REQUEST_REPORT)
    if isinstance(regulation, Reply):
        return regulation
    if not rest.strip():
        return answer(say.HOW_TO_REQUEST)
    said = read_request(rest, hearing.today)
    payload = {**said.to_payload(), "regulation": regulation}
    return show_request(hearing, open_card(hearing, CardKind.REQUEST, payload))


def show_request(hearing: Hearing, draft: Draft, note: str | None = None) -> Reply:
    """The card: title, day, units, note, and what is not clear yet."""
    said = from_payload(draft.payload)
    named = _units(hearing, draft, said)
    rows: list[Paragraph] = [bold(say.request_title(said.title or "…"))]
    if said.last_day is not None:
        occurrence = build_occurrence("", said.title or "", said.last_day, hearing.book.calendar)
        rows.append(plain(say.request_due(said.last_day, reminder_reason(occurrence))))
    if named.units:
        names = [one.name for one in named.units]
        rows.append(plain(say.request_units(names[:_MOST_NAMES], max(len(names) - _MOST_NAMES, 0))))
    if said.note:
        rows.append(plain(words.request_note(said.note)))
    if named.unknown:
        rows.append(plain(say.unknown_units(named.unknown)))
    if named.unclear:
        rows.append(plain(say.unclear_units(named.unclear)))
    return show_card(draft, rows, _question(hearing, said, named), confirm=say.SEND, note=note)


def complete_request(hearing: Hearing, draft: Draft, text: str) -> Reply:
    """Lay a further message over the card; an answer to the question that was asked is taken as such."""
    before = from_payload(draft.payload)
    said = read_request(text, hearing.today, before)
    if said == before or (said.note == text.strip() and said.note != before.note):
        named = find_units(hearing.tx, text, hearing.today, str(draft.payload["regulation"]))
        said = replace(before, units=text) if named.units else said
    if said == before:
        return show_request(hearing, draft, say.NOTHING_ADDED)
    return show_request(
        hearing, revise(hearing, draft, {**said.to_payload(), "regulation": draft.payload["regulation"]})
    )


def confirm_request(hearing: Hearing, draft: Draft) -> Reply:
    """Write the request; the ticker announces it to every unit's reporting officer."""
    if not may(hearing.actor, Right.REQUEST_REPORT):
        return answer(say.NO_RIGHT)
    said = from_payload(draft.payload)
    named = _units(hearing, draft, said)
    if _question(hearing, said, named) is not None or said.title is None or said.last_day is None:
        return show_request(hearing, draft, say.NOT_READY)
    close(hearing, draft)
    units = [one.id for one in named.units]
    request = add_request(
        hearing.tx,
        regulation=str(draft.payload["regulation"]),
        title=said.title,
        note=said.note,
        last_day=said.last_day,
        agencies=units,
        draft=draft.id,
        actor=hearing.actor.name,
        now=hearing.now,
    )
    occurrence = build_occurrence(request.key, request.title, request.last_day, hearing.book.calendar)
    add_prompts(hearing.tx, PromptKind.ASKED, occurrence, units, hearing.now, hearing.actor.name, hearing.now)
    unlinked = sum(find_officer_address(hearing.tx, one, hearing.today) is None for one in units)
    return answer(say.request_sent(said.title, len(units), unlinked))


def withdraw(hearing: Hearing, key: str) -> Reply:
    """Take a request back: nobody is reminded any more."""
    number = key.removeprefix("q")
    request = find_request(hearing.tx, int(number)) if number.isdecimal() else None
    if request is None:
        return answer(say.NO_SUCH_REPORT)
    desks = desk_regulations(hearing, Right.REQUEST_REPORT)
    if not {None, request.regulation} & set(desks):
        return answer(say.NO_RIGHT)
    withdraw_request(hearing.tx, request.id, hearing.actor.name, hearing.now)
    return answer(say.request_withdrawn(request.title))


def _units(hearing: Hearing, draft: Draft, said: RequestWords) -> NamedUnits:
    if not said.units:
        return NamedUnits()
    return find_units(hearing.tx, said.units, hearing.today, str(draft.payload["regulation"]))


def _question(hearing: Hearing, said: RequestWords, named: NamedUnits) -> str | None:
    """What the card still asks; None once it can be sent. Names that fit nothing must be put right first."""
    if not said.title:
        return say.REQUEST_QUESTIONS["title"]
    if said.last_day is None:
        return say.REQUEST_QUESTIONS["last_day"]
    if said.last_day < hearing.today:
        return say.REQUEST_QUESTIONS["past"]
    if not named.units or named.unknown or named.unclear:
        return say.REQUEST_QUESTIONS["units"]
    return None
