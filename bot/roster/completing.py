"""What a further message adds to an open card: a name, a day, a number, a document, or a labelled correction.

An answer fills what is missing; "người vào: …", "chức vụ: …" and the like replace what is there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.messages.linking import POSITIONS
from bot.messages.roster import as_addition
from bot.roster.basis import AWAITED, find_basis, without_basis
from bot.roster.card import Card, Comer, Lack, Leaver
from bot.roster.reading.change import Action, ParsedChange
from bot.roster.reading.change import Person as Mentioned
from bot.roster.reading.contacts import find_emails, find_phones
from bot.roster.reading.dates import find_dates
from bot.roster.reading.message import parse_message
from bot.roster.reading.tokens import tokenize
from bot.roster.recorded import ChangeKind
from bot.roster.resolving import Member, called_by
from bot.roster.spelling import name_key

# Labels of a correction, as compared.
_LABELS = {
    "nguoi vao": "newcomer",
    "nguoi thay": "newcomer",
    "nguoi moi": "newcomer",
    "nguoi thoi": "leaver",
    "nguoi nghi": "leaver",
    "thay cho": "leaver",
    "vai tro": "position",
    "chuc vu": "title",
    "don vi": "unit",
    "ly do": "reason",
}
_LABELLED = re.compile(r"^\s*(?:sửa|sua)?\s*(?P<label>[^:\n]{3,12}?)\s*:\s*(?P<value>.+?)\s*$")
_AWAITED = {"cho van ban", "chua co van ban", "van ban gui sau", "cho quyet dinh", "chua co quyet dinh"}


def complete(card: Card, text: str, parsed: ParsedChange, members: Sequence[Member], today: date) -> Card:
    """The card with what a message says; the same card when it says nothing about it."""
    rest = []
    for line in text.splitlines():
        match = _LABELLED.match(line)
        label = _LABELS.get(name_key(match["label"])) if match else None
        if match and label:
            card = _correct(card, label, match["value"])
        else:
            rest.append(line)
    left = "\n".join(rest).strip()
    if not left:
        return card
    if name_key(left) in _AWAITED:
        return replace(card, basis=AWAITED)
    card = _details(card, left, today)
    return (
        _laid_over(card, parsed) if parsed.action is not Action.NONE else _names(card, left, members, today)
    )


def _correct(card: Card, label: str, value: str) -> Card:
    first = card.coming[0] if card.coming else Comer(None)
    rest = card.coming[1:]
    match label:
        case "newcomer":
            return replace(card, coming=(replace(first, name=value, person=None), *rest))
        case "leaver":
            return replace(card, leaving=(Leaver(value), *card.leaving[1:]))
        case "title":
            return replace(card, coming=(replace(first, title=value, position=None), *rest))
        case "unit":
            return replace(card, agency=None, unit=value)
        case "reason":
            return replace(card, reason=value)
        case _:
            role = next(
                (code for code, words in POSITIONS.items() if name_key(words) == name_key(value)), None
            )
            return replace(card, coming=(replace(first, position=role or first.position), *rest))


def _details(card: Card, text: str, today: date) -> Card:
    """Document, number, address, day: each means the same wherever it stands."""
    basis = find_basis(text)
    if basis:
        card = replace(card, basis=basis)
    bare = without_basis(text)
    phones, emails = find_phones(bare), find_emails(bare)
    number = next((one.number for one in phones if one.number), None)
    address = emails[0].address if emails else None
    if (number or address) and card.kind is not ChangeKind.REMOVE:
        at = next((n for n, one in enumerate(card.coming) if number and one.phone is None), 0)
        coming = list(card.coming) or [Comer(None)]
        coming[at] = replace(coming[at], phone=number or coming[at].phone, email=address or coming[at].email)
        card = replace(card, coming=tuple(coming))
    spoken_for = [(one.start, one.end) for one in phones] + [(one.start, one.end) for one in emails]
    dates = [one.date for one in find_dates(tokenize(bare), today, spoken_for) if one.date]
    return replace(card, effective=dates[0]) if dates else card


def _names(card: Card, text: str, members: Sequence[Member], today: date) -> Card:
    """A bare name answers the question that is open."""
    called = called_by(members, text)
    if Lack.LEAVER in card.lacks and called:
        clear = [one for one in card.leaving if one.person is not None]
        found = [Leaver(one.person.name or "", one.person.id) for one in called]
        wanted = max(1, len(card.leaving)) - len(clear)
        return replace(card, leaving=(*clear, *found)) if len(found) <= wanted else card
    if Lack.WHO_CHANGES in card.lacks and len(called) == 1:
        first = card.coming[0] if card.coming else Comer(None)
        known = replace(first, name=called[0].person.name, person=called[0].person.id)
        return replace(card, coming=(known, *card.coming[1:]))
    if Lack.NEWCOMER in card.lacks:
        # The grammar knows where a name ends; what was asked for is said for it.
        read = parse_message(as_addition(text.strip()), today=today)
        if read.coming and read.coming[0].name:
            return replace(card, coming=_people(card.coming, read.coming[:1]))
    return card


def _laid_over(card: Card, parsed: ParsedChange) -> Card:
    """A whole change said again: what it names counts."""
    leaving = tuple(Leaver(one.name) for one in parsed.leaving if one.name)
    known = {name_key(one.name): one for one in card.leaving if one.person is not None}
    card = replace(card, effective=parsed.effective or card.effective)
    if leaving and card.kind in {ChangeKind.REPLACE, ChangeKind.REMOVE}:
        card = replace(card, leaving=tuple(known.get(name_key(one.name), one) for one in leaving))
    if parsed.coming and card.kind is not ChangeKind.REMOVE:
        card = replace(card, coming=_people(card.coming, parsed.coming))
    return card


def _people(known: Sequence[Comer], said: Sequence[Mentioned]) -> tuple[Comer, ...]:
    """Lay what was said over who is known, by name, else in order."""
    left = list(said)
    merged = []
    for one in known:
        same = next(
            (two for two in left if one.name and two.name and name_key(two.name) == name_key(one.name)), None
        )
        if same is None and one.name is None and left:
            same = left[0]
        if same is None:
            merged.append(one)
            continue
        left.remove(same)
        merged.append(
            replace(
                one,
                name=one.name or same.name,
                title=same.title or one.title,
                phone=same.phone or one.phone,
                email=same.email or one.email,
            )
        )
    return (*merged, *(Comer(one.name, one.title, one.phone, one.email) for one in left))
