"""Which units a list names: one by one, by kind ("các sở", "tất cả các xã"), and which are left out ("trừ …")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.deadlines.reading.report_words import without_marks
from bot.roster.agencies import Agency, find_agencies, list_agencies
from bot.roster.spelling import agency_key
from bot.store import Transaction
from corpus import StaffedUnit

_APART = re.compile(r"[\n;,•]+|(?<=\s)[-–](?=\s)|\s+và\s+|\s+va\s+", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–*•]|\d{1,3}[.)])\s*")
_EVERY = re.compile(r"\b(?:tat ca|toan bo|moi|cac|het)\b")
_EXCEPT = re.compile(r"\b(?:tru|ngoai tru|khong gom|ngoai)\b")
_KINDS = (
    (re.compile(r"\b(?:so|nganh)\b"), StaffedUnit.DEPARTMENT),
    (re.compile(r"\b(?:xa|phuong|dac khu|thi tran)\b"), StaffedUnit.COMMUNE),
    (re.compile(r"\b(?:huyen|quan)\b"), StaffedUnit.DISTRICT),
    (re.compile(r"\b(?:van phong ubnd|vp ubnd)\b"), StaffedUnit.PROVINCE_OFFICE),
)
_EVERYBODY = re.compile(r"\b(?:don vi|co quan|noi)\b|^(?:tat ca|toan bo)$")
# A piece of nothing but these names kinds of unit; any other word makes it the name of one.
_KIND_WORDS = frozenset(
    {
        "tat",
        "ca",
        "toan",
        "bo",
        "moi",
        "cac",
        "het",
        "nhung",
        "cap",
        "ban",
        "nganh",
        "so",
        "xa",
        "phuong",
        "dac",
        "khu",
    }
    | {"thi", "tran", "huyen", "quan", "ubnd", "uy", "nhan", "dan", "don", "vi", "co", "noi", "va", "tinh"}
    | {"thanh", "pho", "thuoc", "trong", "tren", "dia"}
)


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """The units found, each once, and what could not be told: unknown names, names of several."""

    units: tuple[Agency, ...] = ()
    unknown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def find_units(tx: Transaction, text: str, day: date, regulation: str | None) -> NamedUnits:
    """The units of the regulation that a list names. Names are taken as people write them."""
    listed = list_agencies(tx, day, regulation)
    plain = without_marks(text)
    cut = _EXCEPT.search(plain)
    named = _read(tx, text[: cut.start()] if cut else text, day, regulation, listed)
    if cut is None:
        return named
    left_out = _read(tx, text[cut.end() :], day, regulation, listed)
    gone = {one.id for one in left_out.units}
    return NamedUnits(
        tuple(one for one in named.units if one.id not in gone),
        (*named.unknown, *left_out.unknown),
        (*named.unclear, *left_out.unclear),
    )


def find_kinds(text: str) -> tuple[StaffedUnit, ...] | None:
    """The kinds of unit that a phrase names, () for all of them; None when it names none."""
    plain = " ".join(re.findall(r"\w+", without_marks(_only_departments(text))))
    kinds = tuple(kind for pattern, kind in _KINDS if pattern.search(plain))
    if kinds:
        return kinds
    return () if _EVERYBODY.search(plain) and _EVERY.search(plain) else None


def _is_of_kinds(piece: str) -> bool:
    words = re.findall(r"\w+", without_marks(piece))
    return bool(words) and all(word in _KIND_WORDS for word in words)


def _only_departments(text: str) -> str:
    """The text without "số", which folds to the same letters as "sở"."""
    return re.sub(r"\bsố\b", " ", text, flags=re.IGNORECASE)


def _read(
    tx: Transaction, text: str, day: date, regulation: str | None, listed: Iterable[Agency]
) -> NamedUnits:
    found: dict[int, Agency] = {}
    unknown, unclear = [], []
    listed = list(listed)
    for piece in (_BULLET.sub("", one).strip(" .:\t") for one in _APART.split(text)):
        if not piece:
            continue
        named = _by_name(tx, piece, day, regulation, listed)
        if not named and _is_of_kinds(piece) and (kinds := find_kinds(piece)) is not None:
            chosen = [one for one in listed if not kinds or one.kind in kinds]
            found |= {one.id: one for one in chosen}
        elif len(named) == 1:
            found[named[0].id] = named[0]
        elif named:
            unclear.append(piece)
        else:
            unknown.append(piece)
    return NamedUnits(tuple(found.values()), tuple(unknown), tuple(unclear))


def _by_name(
    tx: Transaction, piece: str, day: date, regulation: str | None, listed: Iterable[Agency]
) -> list[Agency]:
    exact = find_agencies(tx, piece, day, regulation)
    if exact:
        return exact
    key = agency_key(piece)
    if len(key.split()) < 2 and key in {"so", "xa", "phuong", "huyen"}:
        return []
    return [one for one in listed if agency_key(one.name).endswith(f" {key}")]
