"""Duties of merged provinces and ended levels: shown with their note, scheduled once a coordinator adopts them."""

from __future__ import annotations

from bot.channels.message import Button, Paragraph, bold, plain
from bot.deadlines.cards import CardKind, close, desk_regulation, open_card, revise, show_card
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.office_rules import adopt, adoptions
from bot.messages import deadlines as words
from bot.messages import desk_dates as say
from bot.roster.basis import find_basis
from bot.roster.notices import Reply
from bot.roster.rights import Right, may
from bot.store.drafts import Draft
from corpus import Caveat, Obligation


def list_to_adopt(hearing: Hearing) -> Reply:
    """The dated duties of the desk's regulation that nobody adopted yet."""
    regulation = desk_regulation(hearing, Right.SET_DATES)
    if isinstance(regulation, Reply):
        return regulation
    done = adoptions(hearing.tx)
    waiting = [
        duty
        for duty in hearing.book.obligations.values()
        if duty.regulation == regulation and duty.due and duty.id not in done and _caveats(duty)
    ]
    if not waiting:
        return answer(say.NOTHING_TO_ADOPT)
    rows: list[Paragraph] = [plain(say.TO_ADOPT)]
    buttons = []
    for duty in waiting:
        rows.append(bold(duty.name))
        rows.append(plain(" ".join([words.set_by_regulation(hearing.cite(duty.citation)), *_notes(duty)])))
        label = say.adopt_title(duty.name)
        buttons.append((Button(label, label, f"n:a:{duty.id}"),))
    return answer(*rows, buttons=tuple(buttons))


def start_adoption(hearing: Hearing, obligation: str) -> Reply:
    """A card for one duty; it asks for the letter."""
    regulation = desk_regulation(hearing, Right.SET_DATES)
    if isinstance(regulation, Reply):
        return regulation
    duty = hearing.book.obligations.get(obligation)
    if duty is None or duty.regulation != regulation:
        return answer(say.NOTHING_TO_ADOPT)
    payload = {"obligation": obligation, "letter": None}
    return show_adoption(hearing, open_card(hearing, CardKind.ADOPTION, payload))


def show_adoption(hearing: Hearing, draft: Draft, note: str | None = None) -> Reply:
    """The duty, its words and notes, and the letter once it is named."""
    duty = hearing.book.obligations[str(draft.payload["obligation"])]
    letter = draft.payload["letter"]
    rows: list[Paragraph] = [bold(say.adopt_title(duty.name))]
    if duty.rule:
        rows.append(plain(f"“{duty.rule}”"))
    rows.append(plain(" ".join([words.set_by_regulation(hearing.cite(duty.citation)), *_notes(duty)])))
    if letter:
        rows.append(plain(say.adoption_letter(str(letter))))
    return show_card(draft, rows, None if letter else say.LETTER_OF_ADOPTION, note=note)


def complete_adoption(hearing: Hearing, draft: Draft, text: str) -> Reply:
    """The letter."""
    basis = find_basis(text)
    if basis is None or basis.number is None:
        return show_adoption(hearing, draft, say.NOTHING_ADDED)
    return show_adoption(hearing, revise(hearing, draft, {**draft.payload, "letter": basis.number}))


def confirm_adoption(hearing: Hearing, draft: Draft) -> Reply:
    """The duty is scheduled from now on."""
    if not may(hearing.actor, Right.SET_DATES):
        return answer(say.NO_RIGHT)
    if not draft.payload["letter"]:
        return show_adoption(hearing, draft, say.NOT_READY)
    duty = hearing.book.obligations[str(draft.payload["obligation"])]
    close(hearing, draft)
    adopt(hearing.tx, duty.id, str(draft.payload["letter"]), hearing.actor.name, hearing.now)
    return answer(say.adopted(duty.name))


def _caveats(duty: Obligation) -> tuple[Caveat, ...]:
    found = [one for level in duty.levels for one in duty.caveats_for(level)]
    return tuple(dict.fromkeys(found))


def _notes(duty: Obligation) -> list[str]:
    return [words.caveat(one) for one in _caveats(duty)]
