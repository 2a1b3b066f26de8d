"""Gives telephone numbers, addresses and titles to the people they belong to."""

from dataclasses import dataclass

from bot.roster.reading.items import Item, Row
from bot.roster.reading.office_numbers import belongs_to_office
from bot.roster.reading.old_values import is_old
from bot.roster.reading.people import Cast, Individual

_ATTACHED = {"title", "phone", "email", "unit"}
_LEADS = {
    "so",
    "sdt",
    "dt",
    "dien",
    "thoai",
    "email",
    "mail",
    "chuc",
    "vu",
    "danh",
    "la",
    "hien",
    "dang",
    "di",
    "dong",
    "zalo",
    "gmail",
    "nguyen",
    "sinh",
    "tel",
    "phone",
    "lien",
    "he",
    "dtdd",
    "cong",
    "moi",
    "nay",
    "ban",
    "e",
    "ca",
    "nhan",
}


@dataclass(slots=True)
class Details:
    """What a message says about one person."""

    title: str | None = None
    phone: str | None = None
    email: str | None = None
    unusable: bool = False
    given: bool = False


def collect(row: Row, cast: Cast, holders: list[Individual], others: list[Individual]) -> dict[int, Details]:
    """Details of the `holders` by their place in the list; what belongs to `others` is dropped."""
    details = {number: Details() for number in range(len(holders))}
    if not holders:
        return details
    _in_turn(row, holders, details)
    for index, item in enumerate(row.items):
        if item.kind in {"phone", "email"}:
            if _for_contact(row, index):  # "Em là … Liên hệ em: 09…" is a record's nevertheless
                owner = None if is_old(row, index) else _number_of(cast.speaker, holders)
            else:
                owner = _owner(row, cast, holders, others, index, details)
            if owner is not None:
                _give(item, details[owner])
        elif item.kind == "title":
            owner = _title_owner(row, cast, holders, index)
            if owner is not None and details[owner].title is None:
                details[owner].title = row.text(item)
    return details


def _give(item: Item, details: Details) -> None:
    details.given = True
    if item.email is not None:
        if details.email is None:
            details.email = item.email.address
        return
    if item.phone is None:
        return
    if item.phone.number is None:
        details.unusable = details.phone is None
    elif details.phone is None or (details.phone.startswith("02") and not item.phone.number.startswith("02")):
        details.phone = item.phone.number
        details.unusable = False


def _in_turn(row: Row, holders: list[Individual], details: dict[int, Details]) -> None:
    """As in "sđt lần lượt là 0911…, 0922…": as many values as people, in their order."""
    if len(holders) < 2:
        return
    order = sorted(range(len(holders)), key=lambda number: holders[number].first)
    for kind in ("phone", "email"):
        found = [i for i, item in enumerate(row.items) if item.kind == kind]
        together = bool(found) and not any(item.kind == "person" for item in row.items[found[0] : found[-1]])
        behind = bool(found) and all(holder.first < found[0] for holder in holders)
        if len(found) == len(holders) and together and behind:
            for number, index in zip(order, found, strict=True):
                _give(row.items[index], details[number])


def _number_of(person: Individual | None, holders: list[Individual]) -> int | None:
    if person is None:
        return None
    return next((number for number, holder in enumerate(holders) if holder is person), None)


def _owner(
    row: Row,
    cast: Cast,
    holders: list[Individual],
    others: list[Individual],
    index: int,
    details: dict[int, Details],
) -> int | None:
    if is_old(row, index) or belongs_to_office(row, index):
        return None
    item = row.items[index]
    after = _belonging_after(row, cast, index)
    if after is not None:
        return _number_of(after, holders)
    of_another = False  # "số cổ 0919…": hers, whoever writes
    for position in range(index - 1, -1, -1):
        before = row.items[position]
        pronoun = row.landmarks.lexicon.pronouns.longest(row.message.tokens, before.start)
        of_another = of_another or (before.kind == "word" and pronoun is not None)
        if (
            before.kind == "self"
            and not of_another
            and cast.speaker is not None
            and not _grouped(row, position)
        ):
            return _number_of(cast.speaker, holders)
        if before.kind != "person" or position not in cast.at:
            continue
        person = cast.at[position]
        number = _number_of(person, holders)
        if number is not None:
            return number
        if before.name is not None and before.name.pronoun:
            continue  # "số anh ấy 09…": of whoever comes
        if (
            any(person is other for other in others)
            and _adjacent(row, position, index)
            and not _object_of_newcomer(row, holders, position)
        ):
            return None
        aside = person.apart and before.sentence == item.sentence and _adjacent(row, position, index)
        if aside or _reached_through(row, position, index):
            return None
        if person.stays and not person.comes and _adjacent(row, position, index):
            return None
        break
    earlier = [n for n, holder in enumerate(holders) if holder.mentions and min(holder.mentions) < index]
    lacking = [n for n in earlier if not details[n].given] or earlier
    if lacking:
        return max(lacking, key=lambda n: max(m for m in holders[n].mentions if m < index))
    later = [n for n in range(len(holders)) if holders[n].mentions]
    return min(later, key=lambda n: holders[n].first) if later else (0 if holders else None)


def _grouped(row: Row, position: int) -> bool:
    start = row.items[position].start
    owner = row.message.tokens[start - 1] if start else None
    return owner is not None and row.landmarks.lexicon.groups.has(owner) and owner.fold not in {"cua", "cho"}


def _belonging_after(row: Row, cast: Cast, index: int) -> Individual | None:
    """As in "0912… của chị B", "0912… (chị B)"."""
    for position in range(index + 1, min(index + 4, len(row.items))):
        item = row.items[position]
        if item.kind == "person":
            lead = " ".join(row.fold(inner) for inner in row.items[index + 1 : position])
            return cast.at.get(position) if lead in {"cua", "( cua", "(", "la cua", "la so cua"} else None
    return None


def _adjacent(row: Row, start: int, end: int) -> bool:
    """Whether only titles, marks and labels lie between a person and a value."""
    for item in row.items[start + 1 : end]:
        if item.kind in _ATTACHED or (item.kind == "mark" and row.text(item) in "(,-:/|"):
            continue
        if all(word in _LEADS for word in row.fold(item).split()):
            continue
        return False
    return True


def _object_of_newcomer(row: Row, holders: list[Individual], position: int) -> bool:
    """As in "chị B thay anh A, sđt 0912…": the number behind A is B's."""
    swap = any(item.is_cue("swap", "come", "new") for item in row.items[max(0, position - 2) : position])
    opening = row.text(row.items[position + 1]) == "(" if position + 1 < len(row.items) else False
    newcomer = any(
        m < position and row.items[m].sentence == row.items[position].sentence
        for h in holders
        for m in h.mentions
    )
    return swap and newcomer and not opening


def _reached_through(row: Row, position: int, index: int) -> bool:
    """As in "liên lạc qua chị Na kế toán 0829…": the number of a third person."""
    lead = " ".join(row.fold(item) for item in row.items[max(0, position - 2) : position])
    near = all(item.kind in {"word", "title", "unit"} for item in row.items[position + 1 : index])
    return near and lead.endswith(("qua", "lien he", "lien lac", "goi", "lien he voi", "goi cho"))


def _for_contact(row: Row, index: int) -> bool:
    """As in "có gì gọi em 0912…": a number to call back, not a record's."""
    lead = row.items[max(0, index - 4) : index]
    calls = next((place for place, item in enumerate(lead) if item.is_cue("contact")), None)
    return calls is not None and any(item.kind == "self" for item in lead[calls:])


def _title_owner(row: Row, cast: Cast, holders: list[Individual], index: int) -> int | None:
    """A title belongs to the name it touches: behind it after a comma, "là" or a bracket, or straight before it."""
    following = row.items[index + 1] if index + 1 < len(row.items) else None
    if following is not None and following.kind == "person":
        return _number_of(cast.at.get(index + 1), holders)
    for position in range(index - 1, -1, -1):
        item = row.items[position]
        if item.kind == "person":
            return _number_of(cast.at.get(position), holders)
        if item.kind == "stop" and not (row.text(item) == "\n" and _labelled(row, index)):
            return None
        if item.kind == "cue" and item.kinds[0] in {"leave", "leave_soft", "old", "drop"}:
            return None
    return None


def _labelled(row: Row, index: int) -> bool:
    """As in "Chức vụ: …" on a line of its own."""
    lead = " ".join(row.fold(item) for item in row.items[max(0, index - 4) : index])
    return lead.rstrip(" :").endswith(("chuc vu", "chuc danh"))
