"""A recurring date by chat: said, completed, previewed for a year, confirmed; the practice of others as a suggestion."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import replace
from importlib import resources

from bot.channels.message import Button, Paragraph, bold, plain
from bot.deadlines.cards import CardKind, close, desk_regulation, open_card, revise, show_card
from bot.deadlines.due_lines import reminder_reason
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.local_rules import LocalRule, find_faults, preview
from bot.deadlines.office_rules import find_replaced, kinds_of, list_rules, set_rule
from bot.deadlines.reading.rule_words import RuleLack, RuleWords, from_payload, make_rule, read_rule
from bot.deadlines.schedule import list_units
from bot.messages import deadlines as words
from bot.messages import desk_dates as say
from bot.messages.dates import period_name, report_of_cycle
from bot.roster.agencies import level_of
from bot.roster.notices import Reply
from bot.roster.rights import Right, may
from bot.store.drafts import Draft
from corpus import Bound, Obligation, ObligationKind, Period, StaffedUnit

_MOST_DATES = 13
_MOST_ENDING = 6


def start_rule(hearing: Hearing, rest: str) -> Reply:
    """Open a card for what was said; without words say how, what holds now, and what others do."""
    regulation = desk_regulation(hearing, Right.SET_DATES)
    if isinstance(regulation, Reply):
        return regulation
    said = read_rule(rest, hearing.today)
    if said == RuleWords():
        return _explain(hearing, regulation)
    return show_rule(hearing, _open(hearing, regulation, said))


def is_said_whole(hearing: Hearing, text: str) -> bool:
    """Whether a message can be nothing but a rule: cycle, day and letter are all in it."""
    said = read_rule(text, hearing.today)
    return said.period is not None and said.day is not None and said.letter is not None


def suggest_rule(hearing: Hearing, kind: str) -> Reply:
    """A card with the day that others keep; its letter stays to be named."""
    regulation = desk_regulation(hearing, Right.SET_DATES)
    if isinstance(regulation, Reply):
        return regulation
    day = suggestions().get(kind)
    if day is None:
        return answer(say.UNKNOWN_CARD)
    said = RuleWords(period=Period.QUARTERLY, bound=Bound.NO_LATER_THAN, day=day, month=3, kinds=(kind,))
    return show_rule(hearing, _open(hearing, regulation, said), say.SUGGESTION)


@functools.cache
def suggestions() -> dict[str, int]:
    """The suggested day of the period's last month by kind of unit."""
    text = resources.files("bot.deadlines").joinpath("suggestions.toml").read_text("utf-8")
    return {row["kind"]: row["day"] for row in tomllib.loads(text)["day"]}


def show_rule(hearing: Hearing, draft: Draft, note: str | None = None) -> Reply:
    """What the card says so far; once nothing lacks, the whole year to come."""
    said, regulation = from_payload(draft.payload), str(draft.payload["regulation"])
    name = said.name or (report_of_cycle(said.period) if said.period else "…")
    rows: list[Paragraph] = [bold(say.rule_title(name))]
    if said.lacks:
        rows += _so_far(said)
        return show_card(
            draft, rows, say.RULE_QUESTIONS[said.lacks[0]], choices=_choices(draft, said.lacks[0]), note=note
        )
    rule = rule_of(hearing, regulation, said)
    faults = find_faults(rule)
    rows += [plain(_rule_line(rule)), plain(say.letter_line(rule.letter, rule.valid_from, rule.valid_until))]
    duty = hearing.book.obligations.get(rule.obligation or "")
    if duty is not None:
        rows.append(plain(say.fills(hearing.cite(duty.citation))))
    if faults:
        return show_card(draft, rows, " ".join(words.rule_fault(one) for one in faults), note=note)
    rows += _preview(rule, hearing)
    replaced = find_replaced(hearing.tx, regulation, rule)
    if replaced:
        rows.append(plain(say.REPLACES))
    for one in replaced:
        last = rule.valid_from.fromordinal(rule.valid_from.toordinal() - 1)
        rows.append(plain(say.replaced_line(one.rule.name, one.rule.letter, last)))
    return show_card(draft, rows, None, note=note)


def complete_rule(hearing: Hearing, draft: Draft, text: str) -> Reply:
    """Lay a further message over the card."""
    before = from_payload(draft.payload)
    said = read_rule(text, hearing.today, before)
    if said == before:
        return show_rule(hearing, draft, say.NOTHING_ADDED)
    return show_rule(hearing, revise(hearing, draft, _payload(said, str(draft.payload["regulation"]))))


def choose_for_rule(hearing: Hearing, draft: Draft, number: int) -> Reply:
    """A button under a question: the same as its words."""
    lacks = from_payload(draft.payload).lacks
    choices = _choices(draft, lacks[0]) if lacks else []
    if number >= len(choices):
        return show_rule(hearing, draft, say.STALE)
    return complete_rule(hearing, draft, choices[number].words)


def confirm_rule(hearing: Hearing, draft: Draft) -> Reply:
    """The rule holds from its day on; earlier ones for the same report end."""
    if not may(hearing.actor, Right.SET_DATES):
        return answer(say.NO_RIGHT)
    said, regulation = from_payload(draft.payload), str(draft.payload["regulation"])
    if said.lacks:
        return show_rule(hearing, draft, say.NOT_READY)
    rule = rule_of(hearing, regulation, said)
    if find_faults(rule):
        return show_rule(hearing, draft, say.NOT_READY)
    close(hearing, draft)
    stored, _ = set_rule(hearing.tx, regulation, rule, hearing.actor.name, hearing.now)
    kinds = kinds_of(stored.rule)
    bound = [one for one in list_units(hearing.tx, hearing.today, regulation) if one.kind in kinds]
    return answer(say.rule_set(rule.name, len(bound)))


def rule_of(hearing: Hearing, regulation: str, said: RuleWords) -> LocalRule:
    """The rule, tied to the duty whose open date it fills if the regulation has exactly one such."""
    rule = make_rule(said, hearing.today)
    kinds = kinds_of(rule)
    fitting = [
        duty
        for duty in hearing.book.obligations.values()
        if duty.regulation == regulation and _is_filled_by(duty, rule, kinds)
    ]
    return replace(rule, obligation=fitting[0].id) if len(fitting) == 1 and said.name is None else rule


def _is_filled_by(duty: Obligation, rule: LocalRule, kinds: frozenset[StaffedUnit]) -> bool:
    return (
        duty.kind is ObligationKind.REPORT
        and duty.period is rule.period
        and duty.see is None
        and any(duty.falls_on(level_of(kind)) for kind in kinds)
    )


def _open(hearing: Hearing, regulation: str, said: RuleWords) -> Draft:
    return open_card(hearing, CardKind.RULE, _payload(said, regulation))


def _payload(said: RuleWords, regulation: str) -> dict[str, object]:
    return {**said.to_payload(), "regulation": regulation}


def _explain(hearing: Hearing, regulation: str) -> Reply:
    rows: list[Paragraph] = [plain(say.HOW_TO_SET_DATE)]
    for one in list_rules(hearing.tx, regulation, hearing.today):
        rows.append(bold(say.rule_title(one.rule.name)))
        rows.append(plain(_rule_line(one.rule)))
        rows.append(plain(say.letter_line(one.rule.letter, one.rule.valid_from, one.rule.valid_until)))
    rows.append(plain(say.SUGGESTION))
    ending = [
        (Button(label := say.end_rule(one.rule.name, one.rule.letter), label, f"n:e:{one.id}"),)
        for one in list_rules(hearing.tx, regulation, hearing.today)
        if one.rule.valid_until is None
    ]
    suggested = [
        (Button(label := say.use_suggestion(say.KINDS[kind], day), label, f"n:g:{kind}"),)
        for kind, day in suggestions().items()
    ]
    return answer(*rows, buttons=(*ending[:_MOST_ENDING], *suggested))


def _so_far(said: RuleWords) -> list[Paragraph]:
    rows = []
    if said.day and said.bound and said.period:
        month = say.month_words(said.month, said.period.months or 1) if said.month else ""
        kinds = say.kinds_line(said.kinds) if said.kinds is not None else "…"
        rows.append(
            plain(say.rule_line(before=said.bound is Bound.BEFORE, day=said.day, month=month, kinds=kinds))
        )
    return rows


def _rule_line(rule: LocalRule) -> str:
    month = say.month_words(rule.due.month, rule.period.months or 1)
    return say.rule_line(
        before=rule.due.bound is Bound.BEFORE, day=rule.due.day, month=month, kinds=say.kinds_line(rule.kinds)
    )


def _preview(rule: LocalRule, hearing: Hearing) -> list[Paragraph]:
    dates = preview(rule, hearing.today, hearing.book.calendar)
    rows = [plain(say.preview_heading(len(dates)))]
    for one in dates[:_MOST_DATES]:
        period = one.period
        named = period_name(period.cycle, period.year, period.number) if period else one.name
        rows.append(plain(say.preview_line(named, one.last_day, reminder_reason(one))))
    return rows


def _choices(draft: Draft, lack: RuleLack) -> list[Button]:
    if lack is RuleLack.MONTH:
        labels = [say.LAST_MONTH, say.NEXT_MONTH]
    elif lack is RuleLack.KINDS:
        labels = [say.KINDS["so-nganh"], say.KINDS["ubnd-xa"], say.EVERY_UNIT]
    else:
        return []
    return [
        Button(label, label, f"d:{draft.id}:c{number}:{draft.revision}")
        for number, label in enumerate(labels)
    ]
