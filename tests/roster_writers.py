"""Officers who write about people: made-up names, ways to call somebody, numbers, days and typing habits, by a seed."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from bot.roster.reading.tokens import fold_of

_DATA = tomllib.loads((Path(__file__).parent / "cases" / "roster_wordings.toml").read_text("utf-8"))
PEOPLE: dict[str, list[str]] = _DATA["people"]
WORDS: dict[str, list[str]] = _DATA["words"]
WORDINGS: dict[str, list[str]] = _DATA["wordings"]


@dataclass(frozen=True)
class Somebody:
    """A made-up person."""

    name: str
    woman: bool

    @property
    def given(self) -> str:
        return self.name.split()[-1]


def somebody(chance: random.Random, unlike: Somebody | None = None) -> Somebody:
    """A person of any people; never with the given name of `unlike`."""
    woman = chance.random() < 0.5
    if chance.random() < 0.25:
        name = chance.choice(PEOPLE["her_whole"] if woman else PEOPLE["his_whole"])
    else:
        middles = [chance.choice(PEOPLE["her_middles"] if woman else PEOPLE["his_middles"])]
        if woman and chance.random() < 0.5:
            middles = ["Thị", *middles][: chance.choice((1, 2))]
        name = " ".join(
            [
                chance.choice(PEOPLE["surnames"]),
                *middles,
                chance.choice(PEOPLE["her_names"] if woman else PEOPLE["his_names"]),
            ]
        )
    person = Somebody(name, woman)
    words = person.name.split()
    doubled = len(set(words)) < len(words)
    return somebody(chance, unlike) if doubled or (unlike and unlike.given == person.given) else person


def called(chance: random.Random, person: Somebody) -> str:
    """With an honorific or without."""
    address = chance.choice(PEOPLE["her_address"] if person.woman else PEOPLE["his_address"])
    return f"{address}{'' if address.endswith('.') else ' '}{person.name}".strip()


def phone(chance: random.Random) -> tuple[str, str]:
    """Ten digits, and one of the ways to write them."""
    n = "0" + chance.choice("35789") + "".join(chance.choice("0123456789") for _ in range(8))
    forms = (
        n,
        f"{n[:4]}.{n[4:7]}.{n[7:]}",
        f"{n[:4]} {n[4:7]} {n[7:]}",
        f"+84{n[1:]}",
        f"{n[:4]}-{n[4:7]}-{n[7:]}",
    )
    return n, chance.choice(forms)


def mail(chance: random.Random, person: Somebody) -> str:
    """An official address."""
    initials = "".join(fold_of(word)[0] for word in person.name.split()[:-1])
    return f"{fold_of(person.given).replace(chr(39), '')}{initials}@{chance.choice(('hue', 'sonla', 'bacgiang'))}.gov.vn"


def day(chance: random.Random, today: dt.date) -> tuple[str, dt.date]:
    """Words for a day to come, and the day."""
    then = today + dt.timedelta(days=chance.randrange(2, 70))
    monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7)
    first = dt.date(today.year + (today.month == 12), today.month % 12 + 1, 1)
    number = chance.randrange(5)
    words = (
        (f"{then.day}/{then.month}", then),
        (f"ngày {then:%d/%m/%Y}", then),
        (f"ngày {then.day} tháng {then.month} năm {then.year}", then),
        (f"{then:%d.%m.%Y}", then),
        (f"thứ {('Hai', 'Ba', 'Tư', 'Năm', 'Sáu')[number]} tuần sau", monday + dt.timedelta(days=number)),
        ("đầu tháng sau", first),
        ("mùng 1 tháng sau", first),
        ("tuần sau", monday),
        ("ngày mai", today + dt.timedelta(days=1)),
        ("hôm nay", today),
    )
    return chance.choice(words)


def without_accents(text: str) -> str:
    """As typed on a bare keyboard, capitals kept."""
    plain = [(char, fold_of(char)[:1] or char) for char in unicodedata.normalize("NFC", text)]
    return "".join(bare.upper() if char.isupper() else bare for char, bare in plain)


HABITS = {
    "as it is": str,
    "small": str.lower,
    "bare": without_accents,
    "bare and small": lambda text: without_accents(text).lower(),
    "loud": str.upper,
}
