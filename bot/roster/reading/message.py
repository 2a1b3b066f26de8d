"""From a message to a structured change: the one function that the rest of the bot calls."""

import datetime as dt
import re
from collections.abc import Sequence

from bot.roster.reading.change import NO_CHANGE, Action, Doubt, Missing, ParsedChange, Person, Reporter
from bot.roster.reading.details import Details, collect
from bot.roster.reading.gates import Gates, find_gates
from bot.roster.reading.items import Row, read_items
from bot.roster.reading.lexicon import load_lexicon
from bot.roster.reading.people import Cast, Individual, gather
from bot.roster.reading.promised import promises_newcomers, promises_successor, speaks_of_other_duty
from bot.roster.reading.roles import weigh
from bot.roster.reading.timing import choose_date
from bot.roster.reading.tokens import fold_of, tokenize
from bot.roster.reading.units import other_unit
from bot.roster.reading.updates import asks_for_update, changed_fields, subjects
from bot.roster.reading.weights import Signs

_SURE = 2.0
_WANTING = frozenset(("muon", "xin", "can", "cho", "nhe", "nha", "a", "bao", "nho", "giup"))
_LONG = 45  # words and marks: nobody announces a nameless change at such length
_LONG_AGO = dt.timedelta(days=60)
_HISTORY = dt.timedelta(days=330)  # what took place before that was reported by others, or is told as a story
_YEAR_BEFORE = re.compile(r"\b(?:hoi|nam|tu|trong|cuoi|dau)\s(?:nam\s)?(20\d\d)\b")


def parse_message(
    text: str, *, today: dt.date, unit_roster: Sequence[str] = (), reporter: Reporter | None = None
) -> ParsedChange:
    """What `text`, written on `today`, asks to be changed in the roster; `Action.NONE` when it asks nothing.

    `unit_roster` holds the names already designated in the reporter's unit: they are recognised however they are typed.
    """
    row = read_items(tokenize(text), load_lexicon(), today, unit_roster)
    cast = gather(row)
    gates = find_gates(row)
    signs = weigh(row, cast, gates)
    leaving, coming = _sides(row, cast, gates, signs, today)
    action = _action(row, cast, gates, signs, leaving, coming)
    if action is Action.NONE:
        return NO_CHANGE
    if action is Action.UPDATE:
        return _update(row, cast, gates, signs, today, reporter)
    return _change(row, cast, gates, action, leaving, coming, today, unit_roster, reporter)


def _sides(
    row: Row, cast: Cast, gates: Gates, signs: Signs, today: dt.date
) -> tuple[list[Individual], list[Individual]]:
    """Who leaves and who comes, in the order of the message."""
    people = [person for person in cast.people if not (person.apart and max(person.leaves, person.comes) < 3)]
    coming = [p for p in people if p.comes > p.leaves and p.comes > p.stays]
    leaving = [p for p in people if p.leaves and p.leaves >= p.comes and p.leaves >= p.stays]
    backed = (
        coming
        or signs.swaps
        or signs.promised
        or signs.nobody
        or signs.drops
        or signs.announces
        or signs.speaker_comes
    )
    leaving = [p for p in leaving if not p.soft or backed]
    for person in signs.promoted:  # "A được bổ nhiệm Phó Giám đốc, B thay": somebody else comes, so A goes
        if (
            coming
            and all(person is not p for p in (*coming, *leaving))
            and (signs.swaps or signs.nobody)
            and not person.stays
            and not leaving
        ):
            leaving.append(person)
    if coming and not leaving and all(p.comes < _SURE for p in coming):
        dated, _ = choose_date(row, gates, strong_only=True)
        if not signs.adds and (dated is None or today - dated > _LONG_AGO):
            coming = []  # "anh Dương là đầu mối từ năm 2023"
    return leaving, coming


def _action(
    row: Row, cast: Cast, gates: Gates, signs: Signs, leaving: list[Individual], coming: list[Individual]
) -> Action:
    if any(person.guessed for person in (*leaving, *coming)) and _quotes_law(row):
        return Action.NONE
    if leaving or coming or signs.speaker_comes:
        if _only_asked(row, gates) and not coming and not signs.drops and not signs.promised:
            return Action.NONE
        if leaving and (coming or signs.speaker_comes):
            return Action.REPLACE
        if coming or signs.speaker_comes:
            newcomer_only = signs.adds and not signs.swaps and not signs.unnamed_leaver
            replacing = signs.swaps or signs.unnamed_leaver or (signs.announces and not newcomer_only)
            return Action.REPLACE if replacing else Action.ADD
        if signs.promised or (
            not signs.drops and not signs.nobody and (signs.swaps or (signs.announces and not signs.leaves))
        ):
            return Action.REPLACE
        return Action.REPLACE if promises_successor(row) else Action.REMOVE
    if not cast.people and speaks_of_other_duty(row):
        return Action.NONE
    if not cast.people and promises_newcomers(row) and not (gates.passing or _quotes_law(row)):
        return Action.ADD
    if asks_for_update(row, cast, gates, signs) and (cast.people or not _quotes_law(row)):
        return Action.UPDATE
    return _nameless(row, gates, signs)


def _only_asked(row: Row, gates: Gates) -> bool:
    """Whether a question leaves open what was said before it: "anh A nghỉ rồi. Ai thay ạ?", not "… Bao giờ họp ạ?"."""
    if not gates.question or gates.polite:
        return False
    dated = any(item.kind == "date" and i not in gates.asking for i, item in enumerate(row.items))
    asked = {word for i in gates.asking for word in row.fold(row.items[i]).split()}
    return not dated or bool(asked & {"thay", "ai", "cu", "rut", "nghi"})


def _nameless(row: Row, gates: Gates, signs: Signs) -> Action:
    """A change that is announced without a name: "xã em có thay đổi đầu mối ạ"."""
    if (gates.question and not gates.polite) or gates.passing or gates.unchanged or _quotes_law(row):
        return Action.NONE
    if signs.announces or (signs.promised and not (signs.adds or signs.drops)):
        stays = any(item.is_cue("stay") for item in row.items)
        return Action.NONE if stays else Action.REPLACE
    words = {token.fold for token in row.message.tokens}
    wanted = bool(words & _WANTING) or any(item.kind == "self" for item in row.items)
    if wanted and ({"dau", "moi"} <= words or signs.promised):
        return Action.ADD if signs.adds else Action.REMOVE if signs.drops else Action.NONE
    return Action.NONE


def _quotes_law(row: Row) -> bool:
    """Whether a message without names says what is to be done in general, not what has happened."""
    reached = any(item.kind in {"phone", "email"} for item in row.items)
    return (len(row.message.tokens) > _LONG and not reached) or any(item.is_cue("norm") for item in row.items)


def _change(
    row: Row,
    cast: Cast,
    gates: Gates,
    action: Action,
    leaving: list[Individual],
    coming: list[Individual],
    today: dt.date,
    unit_roster: Sequence[str],
    reporter: Reporter | None,
) -> ParsedChange:
    details = collect(row, cast, coming, leaving)
    effective, several = choose_date(row, gates)
    if effective is None and _tells_of_another_year(row, today):
        return NO_CHANGE
    if effective is not None and today - effective > _HISTORY:
        return NO_CHANGE  # "từ năm 2023 chị B đã làm đầu mối thay anh A"
    missing = []
    if effective is None:
        missing.append(Missing.EFFECTIVE)
    if action in {Action.REPLACE, Action.REMOVE} and not leaving:
        missing.append(Missing.OUT_NAME)
    if action in {Action.REPLACE, Action.ADD} and not coming:
        missing.append(Missing.IN_NAME)
    if any(detail.unusable for detail in details.values()):
        missing.append(Missing.IN_PHONE)
    doubts = _doubts(gates, [*leaving, *coming], effective, several=several, today=today)
    known = {fold_of(name) for name in unit_roster}
    if known and any(fold_of(p.name or "") not in known and not _short_of(p, known) for p in leaving):
        doubts.append(Doubt.NOT_ON_ROSTER)
    return ParsedChange(
        action,
        tuple(Person(_written(person.name)) for person in leaving),
        tuple(_person(person, details[number]) for number, person in enumerate(coming)),
        effective,
        tuple(missing),
        other_unit(row.landmarks, list(row.units), reporter.unit if reporter else None),
        tuple(doubts),
    )


def _tells_of_another_year(row: Row, today: dt.date) -> bool:
    """As in "hồi 2024 anh A thay chị B rồi"."""
    words = " ".join(row.fold(item) for item in row.items if item.kind not in {"phone", "number"})
    years = [int(year) for year in _YEAR_BEFORE.findall(words)]
    return bool(years) and max(years) < today.year


def _update(
    row: Row, cast: Cast, gates: Gates, signs: Signs, today: dt.date, reporter: Reporter | None
) -> ParsedChange:
    people = subjects(row, cast)
    holders = people or [Individual(None)]
    details = changed_fields(row, cast, holders, signs)
    effective, several = choose_date(row, gates, strong_only=True)
    missing = [] if people else [Missing.IN_NAME]
    if any(detail.unusable for detail in details.values()):
        missing.append(Missing.IN_PHONE)
    return ParsedChange(
        Action.UPDATE,
        (),
        tuple(_person(person, details[number]) for number, person in enumerate(holders)),
        effective,
        tuple(missing),
        other_unit(row.landmarks, list(row.units), reporter.unit if reporter else None),
        tuple(_doubts(gates, people, None, several=several, today=today)),
    )


def _person(person: Individual, details: Details) -> Person:
    return Person(_written(person.name), details.title, details.phone, details.email)


def _written(name: str | None) -> str | None:
    """A name typed in one case only gets its capitals back; anything else stays as typed."""
    if name is None or not (name.islower() or name.isupper()):
        return name
    return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())


def _short_of(person: Individual, known: set[str]) -> bool:
    """A given name of somebody on the roster."""
    return len(person.syllables) == 1 and any(name.split()[-1:] == list(person.syllables) for name in known)


def _doubts(
    gates: Gates, people: list[Individual], effective: dt.date | None, *, several: bool, today: dt.date
) -> list[Doubt]:
    doubts = []
    if any(person.guessed for person in people):
        doubts.append(Doubt.NAME_GUESSED)
    if any(len(person.syllables) == 1 for person in people):
        doubts.append(Doubt.GIVEN_NAME_ONLY)
    if several:
        doubts.append(Doubt.DATE_UNCLEAR)
    if effective is not None and effective < today:
        doubts.append(Doubt.DATE_IN_THE_PAST)
    if gates.question:
        doubts.append(Doubt.QUESTION_BESIDE)
    if gates.planned:
        doubts.append(Doubt.ONLY_PLANNED)
    if gates.passing:
        doubts.append(Doubt.PERHAPS_PASSING)
    return doubts
