"""Several hundred messages put together from wordings, people, days and habits of typing: what they mean is known."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import pytest
from roster_writers import HABITS, WORDINGS, WORDS, called, day, mail, phone, somebody, without_accents

from bot.roster.reading import Action, parse_message

SEEDS = 60  # a wording is written so often, each time by somebody else


@dataclass(frozen=True)
class Letter:
    text: str
    today: dt.date
    action: Action
    leaving: str | None
    coming: str | None
    phone: str | None
    email: str | None
    since: dt.date | None


def write(action: Action, number: int) -> Letter:
    chance = random.Random(f"{action} {number}")
    today = dt.date(2026, 1, 5) + dt.timedelta(days=chance.randrange(600))
    wordings = WORDINGS[action.value]
    wording = wordings[number % len(wordings)]
    old = somebody(chance)
    new = somebody(chance, unlike=old)
    words, since = day(chance, today)
    digits, typed = phone(chance)
    address = mail(chance, new)
    kind = chance.choice(("", "", "phone", "mail")) if "{more}" in wording else ""
    more = {"": "", "phone": f", sđt {typed}", "mail": f", email {address}"}[kind]
    on_form = "\n" in wording
    text = wording.format(
        house=chance.choice(WORDS["houses"]),
        old=old.name if on_form else called(chance, old),
        new=new.name if on_form else called(chance, new),
        since=f"{chance.choice(WORDS['from'])} {words}",
        going=chance.choice(WORDS["going"]),
        coming=chance.choice(WORDS["coming"]),
        more=more,
        phone=typed,
        dead=phone(chance)[1],
    )
    if not on_form:
        closing = "" if text.endswith("?") else chance.choice(WORDS["closings"])
        text = chance.choice(WORDS["openings"]) + text + closing
    return Letter(
        text[:1].upper() + text[1:],
        today,
        action,
        old.name if action in {Action.REPLACE, Action.REMOVE} else None,
        new.name if action in {Action.REPLACE, Action.ADD, Action.UPDATE} else None,
        digits if kind == "phone" or action is Action.UPDATE else None,
        address if kind == "mail" else None,
        since if action in {Action.REPLACE, Action.ADD, Action.REMOVE} else None,
    )


def plain(name: str | None) -> str:
    return without_accents(name or "").casefold()


def read_right(letter: Letter, habit: str) -> bool:
    change = parse_message(HABITS[habit](letter.text), today=letter.today)
    leaving = [plain(person.name) for person in change.leaving]
    coming = [(plain(p.name), p.phone or "", (p.email or "").lower()) for p in change.coming]
    expected = (plain(letter.coming), letter.phone or "", letter.email or "")
    return (
        change.action is letter.action
        and leaving == ([plain(letter.leaving)] if letter.leaving else [])
        and coming == ([expected] if letter.coming else [])
        and change.effective == letter.since
    )


LEAST = {"as it is": 0.97, "small": 0.95, "bare": 0.93, "bare and small": 0.9, "loud": 0.95}


@pytest.mark.parametrize("habit", HABITS)
def test_what_is_written_is_read_however_it_is_typed(habit: str) -> None:
    letters = [
        write(action, number) for action in Action if action is not Action.NONE for number in range(SEEDS)
    ]
    wrong = [letter.text for letter in letters if not read_right(letter, habit)]
    assert len(wrong) <= (1 - LEAST[habit]) * len(letters), wrong


@pytest.mark.parametrize("habit", HABITS)
def test_hardly_anything_is_changed_by_words_that_report_no_change(habit: str) -> None:
    letters = [write(Action.NONE, number) for number in range(3 * len(WORDINGS["none"]))]
    wrong = [letter.text for letter in letters if not read_right(letter, habit)]
    assert len(wrong) <= 2, wrong


def test_the_same_seed_writes_the_same_letter() -> None:
    assert write(Action.REPLACE, 7) == write(Action.REPLACE, 7)
