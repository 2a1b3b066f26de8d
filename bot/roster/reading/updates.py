"""Reads a message that changes what is known of somebody who stays: a number, an address, a title, a name."""

import re

from bot.roster.reading.asides import begins_with_paper
from bot.roster.reading.details import Details, collect
from bot.roster.reading.gates import Gates
from bot.roster.reading.items import Item, Row
from bot.roster.reading.old_values import is_old
from bot.roster.reading.people import Cast, Individual
from bot.roster.reading.weights import Signs

_TITLE_FIELD = {"chuc danh", "chuc vu", "chuc"}
_ASKING = (
    "cap nhat",
    "update",
    "sua",
    "chinh",
    "dinh chinh",
    "dieu chinh",
    "hieu chinh",
    "luu lai",
    "up lai",
)
_LOOSE = {"bo sung", "them", "moi", "dung", "thay", "chinh", "xai"}
_SWAPPING = {"doi", "thay", "thay doi", "bo sung", "them", "moi"}
_NEW = re.compile(r"\b(?:moi|doi thanh|chuyen thanh|nay la|gio la|hien la|la|thanh|dung la)\b")


def asks_for_update(row: Row, cast: Cast, gates: Gates, signs: Signs) -> bool:
    """Whether a field is to be changed, and not merely mentioned."""
    heard = [i for i in range(len(row.items)) if i not in gates.closed]
    fields = [i for i in heard if _field_at(row, row.items[i])]
    values = [i for i in heard if row.items[i].kind in {"phone", "email"}]
    revises = [i for i in heard if _revises(row, row.items[i])]
    titled = any(item.kind == "title" for item in row.items)
    if begins_with_paper(row) and not values:
        return False  # "Giấy mời ghi nhầm tên …"
    named = any(not person.apart for person in cast.people)
    usable = any((item.phone is not None and item.phone.number) or item.email for item in row.items)
    if not (named or usable or any(item.kind == "self" for item in row.items)):
        return False
    if _retitles(row, cast, signs, fields, titled=titled, revises=bool(revises)):
        return True
    close = any(_revises_field(row, revise, fields, values) for revise in revises)
    if close and (values or titled or not gates.passing):
        return True
    if not values or not (named or usable):
        return False
    if any(person.stays for person in cast.people) and revises:
        return True
    firm = [r for r in revises if row.fold(row.items[r]) not in _LOOSE]
    if fields and any(row.items[r].sentence == row.items[v].sentence for r in firm for v in values):
        return True
    if any(i in gates.asking for i in values) or _calls_back(row, values):
        return False
    asked = [r for r in revises if row.fold(row.items[r]).startswith(_ASKING)]
    if named and asked and not gates.passing and min(asked) < min(values):
        return True
    return named and _states_field(row, cast, fields, values)


def _calls_back(row: Row, values: list[int]) -> bool:
    """As in "có gì liên hệ em 09…"; "Alo VP ơi" only greets."""
    for i, item in enumerate(row.items):
        greets = row.fold(item) == "alo" and i == 0
        names_field = i > 0 and row.fold(row.items[i - 1]) == "so"  # "số liên hệ của chị B"
        beside = any(row.items[value].sentence == item.sentence for value in values)
        if item.is_cue("contact") and beside and not (greets or names_field):
            return True
    return False


def _retitles(row: Row, cast: Cast, signs: Signs, fields: list[int], *, titled: bool, revises: bool) -> bool:
    """Whether somebody who stays has another title now."""
    if not titled:
        return False
    if revises and any(row.fold(row.items[field]).startswith("chuc") for field in fields):
        return True
    if signs.promoted and not any(person.apart for person in signs.promoted):
        return True
    return revises and any(person.stays for person in cast.people)


def _revises(row: Row, item: Item) -> bool:
    return item.is_cue("revise", "trade") or (
        item.is_cue("by") and row.fold(item).startswith(("doi ", "thay "))
    )


def _field_at(row: Row, item: Item) -> bool:
    """Whether a field's name begins at an item; "số liệu" is none."""
    match = row.landmarks.lexicon.fields.longest(row.message.tokens, item.start)
    return match is not None and (item.kind == "word" or (item.kind == "cue" and match.end >= item.end))


def _revises_field(row: Row, revise: int, fields: list[int], values: list[int]) -> bool:
    """As in "đổi số điện thoại", "cập nhật giúp mail", "số mới", "sđt ghi sai": the verb and the field close together."""
    verb = row.items[revise]
    for field in fields:
        low, high = sorted((revise, field))
        between = row.items[low + 1 : high]
        if verb.sentence != row.items[field].sentence or len(between) > 5 or field == revise:
            continue
        if not values and (_bare_number(row, field) or (_vague(row, field) and row.fold(verb) in _SWAPPING)):
            continue
        apart = any(item.kind not in {"person", "word", "mark"} for item in between)
        if revise > field and row.fold(verb) in {"moi", "sai", "nham", "lon"} and apart:
            continue
        if not any(
            item.kind == "cue" and item.kinds[0] in {"swap", "bring", "leave", "drop"} for item in between
        ):
            return not _new_somebody(row, revise, field)
    return False


def _vague(row: Row, field: int) -> bool:
    """Whether the field may be one of many things: "đổi tên trong sổ đỏ"."""
    return row.fold(row.items[field]) in {"ten", "ho", "thong", "lien", "chuc"}


def _bare_number(row: Row, field: int) -> bool:
    """Whether the field is a mere "số", which may number anything."""
    match = row.landmarks.lexicon.fields.longest(row.message.tokens, row.items[field].start)
    return match is not None and match.end - match.start == 1 and row.fold(row.items[field]) == "so"


def _new_somebody(row: Row, revise: int, field: int) -> bool:
    """As in "đầu mối mới, số 09…": new is the person, not the number."""
    return (
        row.fold(row.items[revise]) == "moi"
        and revise < field
        and row.fold(row.items[revise - 1]) in {"dau moi", "nguoi", "can bo"}
    )


def _states_field(row: Row, cast: Cast, fields: list[int], values: list[int]) -> bool:
    """As in "Số của anh Nam là 0912…", "Sđt chị Lan: 0912…": a field, its owner and the value, and no other verb."""
    first = values[0]
    sentence = row.items[first].sentence
    near = [f for f in fields if f < first and row.items[f].sentence == sentence and first - f <= 10]
    owner = (
        any(near[0] < m < first for p in cast.people if not p.apart for m in p.mentions) if near else False
    )
    verbs = any(
        item.kind == "cue" and item.sentence == sentence and item.kinds[0] in {"passing", "lookup", "signed"}
        for item in row.items
    )
    return owner and not verbs


def subjects(row: Row, cast: Cast) -> list[Individual]:
    """Whose record changes: those named beside the values, else whoever the message is about."""
    people = [person for person in cast.people if not person.apart]
    if len(people) > 1:
        details = collect(row, cast, people, [])
        given = [person for number, person in enumerate(people) if details[number].given]
        if given:
            return given
        staying = [person for person in people if person.stays]
        return staying or people[:1]
    return people


def changed_fields(row: Row, cast: Cast, people: list[Individual], signs: Signs) -> dict[int, Details]:
    """Only what changes: a title counts when a verb or a label gives it."""
    details = collect(row, cast, people, [])
    for number, person in enumerate(people):
        details[number].title = _new_title(row, person, signs)
        if details[number].email is not None and not _email_changes(row):
            details[number].email = None
    return details


def _email_changes(row: Row) -> bool:
    return any(item.kind == "email" and not is_old(row, i) for i, item in enumerate(row.items))


def _new_title(row: Row, person: Individual, signs: Signs) -> str | None:
    titles = [i for i, item in enumerate(row.items) if item.kind == "title"]
    chosen = None
    for index in titles:
        lead = " ".join(row.fold(item) for item in row.items[max(0, index - 4) : index])
        promoted = any(item.is_cue("promote") for item in row.items[max(0, index - 2) : index])
        labelled = any(lead.rstrip(" :").endswith(field) for field in _TITLE_FIELD)
        changed = bool(_NEW.search(lead)) and any(field in _whole(row) for field in ("chuc danh", "chuc vu"))
        if promoted or labelled or changed:
            chosen = row.text(row.items[index])
    if chosen is None and titles and any(p is person for p in signs.promoted):
        chosen = row.text(row.items[titles[-1]])
    return chosen


def _whole(row: Row) -> str:
    return " ".join(token.fold for token in row.message.tokens)
