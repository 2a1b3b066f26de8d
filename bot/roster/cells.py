"""One cell of a table → a value: text, name, date, phone, e-mail, position; or what is wrong with it.

Readers give the value or a Fault and never raise; an empty cell is an empty value.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum

import phonenumbers

from bot.roster.columns import find_position, strip_honorific


class Fault(StrEnum):
    """What is wrong with a cell."""

    NO_NAME = "no-name"
    SHORT_NAME = "short-name"
    ODD_NAME = "odd-name"
    NO_UNIT = "no-unit"
    ROLE = "role"
    PHONE = "phone"
    OLD_PHONE = "old-phone"
    TWO_PHONES = "two-phones"
    EMAIL = "email"
    DATE = "date"
    DATE_WITHOUT_YEAR = "date-without-year"
    DATE_FAR = "date-far"
    ERROR_VALUE = "error-value"
    FORMULA = "formula"
    TOO_LONG = "too-long"


LONGEST = 500
# Full-width signs count too: Excel folds them in East Asian locales.
STARTS_A_FORMULA = tuple("=+-@|%＝＋－＠")
EXCEL_EPOCH = date(1899, 12, 30)
_EARLIEST, _LATEST = 1990, 2100
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_NAME = re.compile(r"[^\W\d_][\w'’.\- ]*")
_DATE = re.compile(
    r"""
    (?: ngày \s+ )?
    (?P<day> \d{1,2} ) \s* (?: [./-] | \s tháng \s ) \s*
    (?P<month> \d{1,2} )
    (?: \s* (?: [./-] | [,\s]* năm \s ) \s* (?P<year> \d{4} | \d{2} ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00)?)?")
_EMAIL = re.compile(
    r"[A-Za-z0-9][\w.%+-]*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_OLD_MOBILE = re.compile(r"01[2689]\d{8}")


def text_of(value: object) -> str | Fault:
    """The words of a cell on one line, composed, without the apostrophe that guards against formulas."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.strftime("%d/%m/%Y")
    text = " ".join(unicodedata.normalize("NFC", str(value)).split())
    if text.startswith("'") and text[1:].startswith(STARTS_A_FORMULA):
        text = text[1:]
    if _ERROR.fullmatch(text):
        return Fault.ERROR_VALUE
    return Fault.TOO_LONG if len(text) > LONGEST else text


def name_of(value: object) -> str | Fault:
    """A full name without the word of address; capitals throughout become a name again."""
    text = text_of(value)
    if isinstance(text, Fault):
        return text
    name = strip_honorific(text)
    if not name:
        return Fault.NO_NAME
    if not _NAME.fullmatch(name) or re.search(r"\d", name):
        return Fault.ODD_NAME
    if len(name.split()) < 2:
        return Fault.SHORT_NAME
    return name.title() if name.isupper() else name


def role_of(value: object) -> str | Fault | None:
    """The code of a position; None for an empty cell."""
    text = text_of(value)
    if isinstance(text, Fault):
        return text
    return (find_position(text) or Fault.ROLE) if text else None


def date_of(value: object, epoch: date = EXCEL_EPOCH) -> date | Fault | None:
    """A day: an Excel date, a serial number that lost its format, or a text with its year. None for an empty
    cell.

    >>> date_of("1/12/2026"), date_of(46357)
    (datetime.date(2026, 12, 1), datetime.date(2026, 12, 1))
    """
    if isinstance(value, datetime):
        return _near(value.date())
    if isinstance(value, date):
        return _near(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Not a number compares as false.
        return _near(epoch + timedelta(days=int(value))) if 0 < value < 100_000 else Fault.DATE
    text = text_of(value)
    if isinstance(text, Fault):
        return text
    if not text:
        return None
    match = _ISO.fullmatch(text) or _DATE.fullmatch(text)
    if match is None:
        return Fault.DATE
    if match["year"] is None:
        return Fault.DATE_WITHOUT_YEAR
    year = int(match["year"])
    try:
        return _near(date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"])))
    except ValueError:
        return Fault.DATE


def phone_of(value: object) -> str | Fault:
    """National digits of one Vietnamese number; Excel may have turned it into a number and lost its zero.

    >>> phone_of(912345678.0), phone_of("+84 (0)912.345.678")
    ('0912345678', '0912345678')
    """
    text = text_of(value)
    if isinstance(text, Fault) or not text:
        return text
    if isinstance(value, int | float) and not text.startswith(("0", "84")):
        text = f"0{text}"
    whole = _national(text)
    if whole:
        return whole
    parts = [part for part in re.split(r"[;,/\n]|\s-\s|\s{2,}", text) if re.search(r"\d{3}", part)]
    numbers = {number for number in map(_national, parts) if number}
    if len(numbers) > 1:
        return Fault.TWO_PHONES
    if len(numbers) == 1 and all(map(_national, parts)):
        return numbers.pop()
    digits = re.sub(r"\D", "", text)
    return Fault.OLD_PHONE if _OLD_MOBILE.fullmatch(digits) else Fault.PHONE


def email_of(value: object) -> str | Fault:
    """An e-mail address in lower case."""
    text = text_of(value)
    if isinstance(text, Fault) or not text:
        return text
    address = re.sub(r"^mailto:\s*", "", text, flags=re.IGNORECASE).strip(" <>;,.").replace(" ", "")
    return address.lower() if _EMAIL.fullmatch(address) else Fault.EMAIL


def _near(day: date) -> date | Fault:
    return day if _EARLIEST <= day.year <= _LATEST else Fault.DATE_FAR


def _national(text: str) -> str | None:
    digits = re.sub(r"[^\d+]", "", re.sub(r"\(0\)", "", text))
    if re.search(r"[A-Za-z]{4}", text) or not digits:
        return None
    digits = re.sub(r"^(?:\+|00)?84(?=[235789]\d{8,9}$)", "+84", digits)
    try:
        number = phonenumbers.parse(digits, "VN")
    except phonenumbers.NumberParseException:
        return None
    national = f"0{number.national_number}"
    is_vietnamese = number.country_code == 84 and re.fullmatch(r"0[35789]\d{8}|02\d{8,9}", national)
    return national if is_vietnamese and phonenumbers.is_possible_number(number) else None
