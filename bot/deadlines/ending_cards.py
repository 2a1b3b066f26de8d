"""A later letter ends an office's date without setting another: which letter, from which day, confirmed by card."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.channels.message import Paragraph, bold, plain
from bot.deadlines.cards import CardKind, close, desk_regulation, open_card, revise, show_card
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.office_rules import OfficeRule, end_stored_rule, find_rule
from bot.messages import desk_dates as say
from bot.roster.basis import find_basis
from bot.roster.notices import Reply
from bot.roster.reading.dates import find_dates
from bot.roster.reading.tokens import tokenize
from bot.roster.rights import Right, may
from bot.store.drafts import Draft


def start_ending(hearing: Hearing, value: str) -> Reply:
    """The button beside a rule."""
    regulation = desk_regulation(hearing, Right.SET_DATES)
    if isinstance(regulation, Reply):
        return regulation
    rule = find_rule(hearing.tx, int(value)) if value.isdecimal() else None
    if rule is None or rule.regulation != regulation or rule.rule.valid_until is not None:
        return answer(say.RULE_GONE)
    payload = {"rule": rule.id, "letter": None, "first": None}
    return show_ending(hearing, open_card(hearing, CardKind.ENDING, payload))


def show_ending(hearing: Hearing, draft: Draft, note: str | None = None) -> Reply:
    """The rule, the letter and the day; what lacks is asked for."""
    rule = _rule(hearing, draft)
    letter, first = draft.payload["letter"], _first(draft.payload)
    rows: list[Paragraph] = [bold(say.end_rule(rule.rule.name, rule.rule.letter))]
    if letter is None:
        return show_card(draft, rows, say.ENDING_QUESTIONS["letter"], note=note)
    if first is None:
        return show_card(draft, rows, say.ENDING_QUESTIONS["first"], note=note)
    rows.append(plain(say.ending_line(first, str(letter))))
    return show_card(draft, rows, None, note=note)


def complete_ending(hearing: Hearing, draft: Draft, text: str) -> Reply:
    """A further message names the letter, the day, or both."""
    payload = dict(draft.payload)
    basis = find_basis(text)
    rest = text
    if basis is not None and basis.number is not None:
        payload["letter"] = basis.number
        rest = text.replace(basis.number, " ")
    found = [one.date for one in find_dates(tokenize(rest), hearing.today, []) if one.date is not None]
    days = [one for one in found if basis is None or one != basis.issued_on]
    if days:
        payload["first"] = days[-1].isoformat()
    if payload == draft.payload:
        return show_ending(hearing, draft, say.NOTHING_ADDED)
    return show_ending(hearing, revise(hearing, draft, payload))


def confirm_ending(hearing: Hearing, draft: Draft) -> Reply:
    """The rule holds up to the day before."""
    if not may(hearing.actor, Right.SET_DATES):
        return answer(say.NO_RIGHT)
    letter, first = draft.payload["letter"], _first(draft.payload)
    if letter is None or first is None:
        return show_ending(hearing, draft, say.NOT_READY)
    rule = _rule(hearing, draft)
    close(hearing, draft)
    end_stored_rule(hearing.tx, rule, first, str(letter), hearing.actor.name, hearing.now)
    return answer(say.rule_ended(rule.rule.name, first))


def _first(payload: dict[str, Any]) -> date | None:
    return date.fromisoformat(payload["first"]) if payload["first"] else None


def _rule(hearing: Hearing, draft: Draft) -> OfficeRule:
    rule = find_rule(hearing.tx, int(draft.payload["rule"]))
    if rule is None:
        raise LookupError(f"draft {draft.id} names a rule that was never written")
    return rule
