"""Whose regulation a question is about: the asker's own, named ones, several, none, or one that we do not have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.assistant.cues import cues
from bot.assistant.phrases import Message, has_any, places, read_message
from bot.assistant.question import Question
from corpus import Audience, Library, load_provinces
from index import fold

_INITIALS = 2  # of a province's name in two words
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look.

    `regulations` in the order to answer; `named` those that the question names; `uncovered` provinces it names that no
    regulation of the library is for; `compare` if several answers side by side are asked for; `home` the asker's own if known.
    """

    regulations: tuple[str, ...]
    named: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    compare: bool = False
    home: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    """A name or alias, and what it stands for: a regulation's id, or itself where there is none."""

    name: str
    target: str
    ours: bool
    size: int  # in syllables
    rank: int  # longer names first


@lru_cache(maxsize=4)
def _by_syllable(covered: tuple[tuple[str, str], ...]) -> dict[str, tuple[_Name, ...]]:
    """Every name by its first folded syllable; `covered` are the names of our provinces with their regulations."""
    ours = dict.fromkeys(covered)
    known = {name for name, _ in covered}
    others = [(name, name) for name in load_provinces().names() if name not in known]
    rows = [(name, target, True) for name, target in ours] + [
        (name, target, False) for name, target in others
    ]
    rows.sort(key=lambda row: -len(row[0]))
    found: dict[str, list[_Name]] = {}
    for rank, (name, target, is_ours) in enumerate(rows):
        message = read_message(name)
        if message.folded:
            row = _Name(name, target, is_ours, len(message.typed), rank)
            found.setdefault(message.folded[0], []).append(row)
    return {syllable: tuple(names) for syllable, names in found.items()}


def _names_in(message: Message, library: Library) -> list[_Name]:
    """The names that may stand in the message, longer ones first."""
    covered = tuple(
        (name, regulation.id)
        for regulation in library.regulations.values()
        for name in (
            regulation.metadata.province,
            regulation.metadata.short,
            *regulation.metadata.province_aliases,
        )
    )
    names = _by_syllable(covered)
    found = [name for syllable in dict.fromkeys(message.folded) for name in names.get(syllable, ())]
    return sorted(found, key=lambda name: name.rank)


@dataclass(frozen=True, slots=True)
class Named:
    """Provinces in a message: regulations of the library, names that it has no regulation for, and the syllables they take."""

    regulations: tuple[str, ...]
    uncovered: tuple[str, ...]
    syllables: frozenset[int]


def find_named(message: Message, library: Library) -> Named:
    """The provinces that the message names, in order of mention."""
    taken: set[int] = set()
    found: list[tuple[int, str, bool]] = []
    for name in _names_in(message, library):
        for at in places(message, name.name):
            span = set(range(at, at + name.size))
            if not span & taken:
                taken |= span
                found.append((at, name.target, name.ours))
    found.sort()
    named = dict.fromkeys(target for _, target, ours in found if ours)
    uncovered = dict.fromkeys(target for _, target, ours in found if not ours)
    return Named(tuple(named), tuple(uncovered), frozenset(taken))


def without_names(text: str, library: Library) -> str:
    """The text without the names of provinces: they say where to look, not what for."""
    message = read_message(text)
    named = find_named(message, library)
    if not named.syllables:
        return text
    words = list(_WORD.finditer(unicodedata.normalize("NFC", text)))
    if len(words) != len(message.typed):
        return " ".join(word for at, word in enumerate(message.typed) if at not in named.syllables)
    kept = list(unicodedata.normalize("NFC", text))
    for at in named.syllables:
        kept[words[at].start() : words[at].end()] = " " * len(words[at].group())
    return "".join(kept)


def spell_initials(text: str, library: Library) -> str:
    """The text with the initials of our provinces written out ("SL" → "Sơn La"), unless all of it is in capitals.

    Small ones only beside another province ("bg, sl, huế"): alone they are other words ("sl" is số lượng).
    """
    if text == text.upper():
        return text
    initials = {
        "".join(word[0] for word in regulation.metadata.short.split()): regulation.metadata.short
        for regulation in library.regulations.values()
    }
    capitals = re.compile("|".join(rf"\b{short}\b" for short in initials if len(short) == _INITIALS))
    text = capitals.sub(lambda match: initials[match[0]], text)
    small = re.compile(capitals.pattern.lower())
    beside = find_named(read_message(text), library).regulations or len(small.findall(text)) > 1
    return small.sub(lambda match: initials[match[0].upper()], text) if beside else text


_DECISION = re.compile(
    r"\b(?:qd|quyet dinh|quy che|qc)(?: so)? ?(\d{1,4}(?:/\d{4})?)\b|\b(\d{1,4}(?:/\d{4})?)/q[dD]"
)


def _numbered(text: str, library: Library) -> list[str]:
    """Regulations whose number is typed: "qđ 246", "quy chế 109/2025", "118/QĐ-VP"."""
    typed = {first or second for first, second in _DECISION.findall(fold(text.lower()))}
    return [
        regulation.id
        for regulation in library.regulations.values()
        for number in typed
        if regulation.metadata.number and regulation.metadata.number.startswith(f"{number}/")
    ]


def _officers(library: Library) -> tuple[str, ...]:
    return tuple(
        regulation.id
        for regulation in library.regulations.values()
        if regulation.metadata.audience is Audience.FOCAL_OFFICERS
    )


def resolve_scope(question: Question, library: Library, restored: str | None = None) -> Scope:
    """Which regulations to search. A named province replaces the asker's own; "bên em", "so với" add it."""
    message = read_message(restored or question.text)
    home = question.regulation
    by_name = find_named(read_message(question.text), library)
    uncovered = by_name.uncovered
    mended = _longer_names(message, library)  # "Sóc Trăngg"
    named = tuple(dict.fromkeys([*by_name.regulations, *mended, *_numbered(question.text, library)]))
    comparing = has_any(message, cues("scope", "compare"))
    if has_any(message, cues("scope", "there")):
        named = tuple(dict.fromkeys([*_said_before(question, library), *named]))
    if home is None and has_any(message, cues("scope", "committee")) and not named:
        committees = tuple(
            regulation.id
            for regulation in library.regulations.values()
            if regulation.metadata.audience is Audience.STEERING_COMMITTEE
        )
        return Scope(committees, (), uncovered, compare=False, home=home)
    if named:
        wanted = named
        if home and home not in named and (has_any(message, cues("scope", "home")) or comparing):
            wanted = (*named, home)
        return Scope(wanted, named, uncovered, compare=len(wanted) > 1, home=home)
    if has_any(message, cues("scope", "all")):
        return Scope(tuple(library.regulations), compare=True, home=home)
    if has_any(message, cues("scope", "everywhere")) and not uncovered:
        return all_officers(home, library)
    if home:
        return Scope((home,), (), uncovered, compare=False, home=home)
    before = _said_before(question, library)
    if before and not uncovered:
        return Scope(before, before, compare=len(before) > 1)
    return Scope(_officers(library), (), uncovered, compare=False, home=None)


def _longer_names(message: Message, library: Library) -> tuple[str, ...]:
    """The regulations named by two syllables or more: a mended word is no proof that "huê" was meant."""
    found = find_named(message, library)
    return found.regulations if len(found.syllables) > len(found.regulations) else ()


def _said_before(question: Question, library: Library) -> tuple[str, ...]:
    """The regulations that the last of the earlier messages which names any names; none if it names an uncovered province."""
    for said in reversed(question.history):
        named = find_named(read_message(said), library)
        if named.regulations or named.uncovered:
            return () if named.uncovered else named.regulations
    return ()


def all_officers(home: str | None, library: Library) -> Scope:
    """Every regulation for focal officers side by side, the asker's own first."""
    everywhere = _officers(library)
    if home in everywhere:
        everywhere = (home, *(one for one in everywhere if one != home))
    return Scope(everywhere, compare=True, home=home)
