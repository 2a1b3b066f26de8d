"""Finds telephone numbers and e-mail addresses in a message.

A number that was announced but can't be dialled (too short, too long, masked) is found with `number` None, so that it is
asked for again instead of being stored.
"""

import re
from dataclasses import dataclass

import phonenumbers

from bot.roster.reading.tokens import fold_of

_EMAIL = re.compile(
    r"""
    (?<![\w.+-])
    (?P<user>[A-Za-z0-9][A-Za-z0-9._%+-]*)
    \s?@\s?
    (?P<host>[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+)
    """,
    re.VERBOSE,
)
_DATE = re.compile(r"(?<![\d./-])\d{1,2}\s?([./-])\s?\d{1,2}\s?\1\s?\d{4}(?!\d)|(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_RUN = re.compile(
    r"""
    (?<![\w/@])
    \(?(?:\+\s?)?                      # (+84) 912 …
    [0-9oO][0-9xX*]*
    (?:[ .\-()·]{1,3}(?:[0-9]|[xX*]{2})[0-9xX*]*)*  # 0912.345.678, 028-3829-1234, 09xx xxx 123
    """,
    re.VERBOSE,
)
_GROUP = re.compile(r"(?:\+\s?)?[0-9oOxX*][0-9xX*]*")
_LABEL = re.compile(
    r"(?:\bs?dt(?:dd)?|dien thoai|\bso(?: may| moi| di dong| ban| lien \w+| zalo)?|phone|tel|zalo|di dong|mobile"
    r"|hotline|\bdd|\bsim)"
    r"(?:[^\d\n]{0,25})$"
)
_TOO_SHORT = 6
_LONGEST = 11


@dataclass(frozen=True, slots=True)
class Phone:
    """A number at characters `start` … `end`; None when it can't be used."""

    start: int
    end: int
    number: str | None


@dataclass(frozen=True, slots=True)
class Email:
    """An address at characters `start` … `end`."""

    start: int
    end: int
    address: str


def find_emails(text: str) -> list[Email]:
    """E-mail addresses, white space around the @ dropped."""
    return [Email(m.start(), m.end(), f"{m['user']}@{m['host'].rstrip('.-')}") for m in _EMAIL.finditer(text)]


def national(digits: str) -> str | None:
    """The number in national form ("0912345678", "02838291234"), or None if nobody could dial it."""
    digits = re.sub(r"[^\d+]", "", re.sub(r"^[oO]", "0", digits))
    digits = re.sub(r"^(?:\+|00)?84(?:0?)(?=[235789]\d{8})", "+84", digits)
    try:
        parsed = phonenumbers.parse(digits, "VN")
    except phonenumbers.NumberParseException:
        return None
    number = f"0{parsed.national_number}"
    if parsed.country_code != 84 or not re.fullmatch(r"0[35789]\d{8}|02\d{8,9}", number):
        return None
    # Prefixes not given out yet are still numbers that an officer may own tomorrow: length decides, not the list.
    return number if phonenumbers.is_possible_number(parsed) else None


def find_phones(text: str) -> list[Phone]:
    """Telephone numbers in the order of the message."""
    blanked = text
    for pattern in (_EMAIL, _DATE):
        blanked = pattern.sub(lambda match: "\n" * len(match.group()), blanked)
    phones: list[Phone] = []
    for run in _RUN.finditer(blanked):
        phones.extend(_split(blanked, run.start(), run.end()))
    return phones


def _split(text: str, start: int, end: int) -> list[Phone]:
    """Numbers in one run of digit groups: "0912 345 678 - 0913 444 555" holds two."""
    groups = [(start + m.start(), start + m.end()) for m in _GROUP.finditer(text[start:end])]
    phones: list[Phone] = []
    i = 0
    while i < len(groups):
        announced = bool(_LABEL.search(fold_of(text[max(0, groups[i][0] - 40) : groups[i][0]])))
        found = None
        for j in range(len(groups), i, -1):
            raw = text[groups[i][0] : groups[j - 1][1]]
            digits = re.sub(r"\D", "", raw.replace("o", "0").replace("O", "0"))
            begins = raw.lstrip("+ ")[:1] in "0oO" or raw.startswith("+") or digits.startswith("84")
            if not (begins or announced) or re.search(r"[xX*]", raw):
                continue
            number = national(raw.strip())
            if number:
                found = (j, number)
                break
        if found:
            phones.append(Phone(groups[i][0], groups[found[0] - 1][1], found[1]))
            i = found[0]
            continue
        rest = text[groups[i][0] : groups[-1][1]]
        length = len(re.sub(r"[^\dxX*]", "", rest))
        if length > _TOO_SHORT and rest[0] in "0+oO(" and (announced or length <= _LONGEST + 1):
            phones.append(Phone(groups[i][0], groups[-1][1], None))
            break
        if length >= _TOO_SHORT and announced and i == 0:
            phones.append(Phone(groups[i][0], groups[-1][1], None))
            break
        i += 1
    return phones
