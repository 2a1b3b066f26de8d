"""Finds the agencies that a message names, and the one it speaks of when that is not the reporter's own."""

import re
from dataclasses import dataclass

from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.name_stops import begins_person, follows
from bot.roster.reading.phrases import Match
from bot.roster.reading.tokens import fold_of
from bot.roster.spelling import agency_key

_MOST_SYLLABLES = 4
_MOST_LOWER_SYLLABLES = 3
_ELSEWHERE = re.compile(
    r"(?:\b(?:sang|ve|len|qua|den|toi|xuong|tai|o|thuoc|kinh gui|gui|bao cao|trinh|nhan|vao|tu|cua|cho|lam|cong tac|va)|,)"
    r"\s*(?:ben\s)?$"
)
_SPEAKING_FOR = re.compile(
    r"(?:\b(?:ben|giup|gium|dum|ho|bao|cho|cua|o|tai)|[.\n:;-]|^)\s*(?:ben\s)?(?:em\s)?$"
)


@dataclass(frozen=True, slots=True)
class UnitMention:
    """An agency at tokens `start` … `end`; `named` is False for "xã em", "sở mình"."""

    start: int
    end: int
    named: bool


def find_units(landmarks: Landmarks) -> list[UnitMention]:
    """Agencies in the order of the message."""
    found: list[UnitMention] = []
    position = 0
    while position < len(landmarks.message.tokens):
        match = landmarks.units[position]
        clan = landmarks.lexicon.strong_surnames.longest(landmarks.message.tokens, position)
        person = clan is not None and clan.end - clan.start > 1  # "Huyền Tôn Nữ" without its accents
        if match is None or landmarks.long_cue(position) or person:
            position += 1
            continue
        end = (
            match.end
            if match.kind == "body" or _holder(landmarks, match)
            else _place_end(landmarks, match.end)
        )
        found.append(UnitMention(position, end, named=match.kind == "body" or end > match.end))
        position = end
    return found


def _holder(landmarks: Landmarks, match: Match) -> bool:
    """As in "thay Phó Giám đốc Sở Hoàng Mỹ Loan bằng …": three capitals behind a title's agency are who holds it."""
    tokens, start = landmarks.message.tokens, match.end
    titled = any(title is not None and title.end >= match.end for title in landmarks.titles[: match.start])
    department = tokens[match.start].fold == "so"
    if not landmarks.message.cased or not (titled or department):
        return False
    if landmarks.lexicon.strong_surnames.longest(tokens, start) is None and not department:
        return False
    names = tokens[start : start + 3]
    whole = len(names) > 2 and all(
        token.is_word and token.capital and not token.text.isupper() for token in names
    )
    return whole and landmarks.lexicon.surnames.longest(tokens, start) is not None


def _place_end(landmarks: Landmarks, start: int) -> int:
    """The end of a place's name after "xã", "UBND phường": capitals, or words that start nothing else."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    if start >= len(tokens) or not tokens[start].is_word or landmarks.fixed(start) or landmarks.breaks(start):
        return start
    if _courtesy_behind(landmarks, start):
        return start + 2
    upper = landmarks.message.cased and tokens[start].capital
    most = _MOST_SYLLABLES if upper else _MOST_LOWER_SYLLABLES
    end = start
    while end < len(tokens) and end - start < most and tokens[end].is_word and not landmarks.fixed(end):
        if landmarks.breaks(end) and end > start:
            break
        if upper and not tokens[end].capital:
            break
        if not upper and (
            lexicon.unit_stops.has(tokens[end])
            or landmarks.long_cue(end)
            or landmarks.titles[end]
            or (tokens[end].capital and landmarks.message.cased)
        ):
            break
        if (
            end > start
            and lexicon.honorifics.longest(tokens, end)
            and (upper or lexicon.surnames.longest(tokens, end + 1) if end + 1 < len(tokens) else False)
        ):
            break
        end += 1
    whole_name = (
        end - start > 2
        and lexicon.strong_surnames.longest(tokens, start)
        and lexicon.middles.has(tokens[start + 1])
    )
    if whole_name or (not upper and end - start == 1):
        return start
    return end


_NO_PLACE = frozenset(
    ("hien", "nay", "gio", "dang", "thi", "con", "la", "nhu", "roi", "em", "e", "minh", "toi", "ben", "do")
)


def _courtesy_behind(landmarks: Landmarks, start: int) -> bool:
    """As in "xa tai van em thach thi so thia": a place that looks like words, "em" and whoever bears the name behind."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    return (
        tokens[start].fold not in _NO_PLACE
        and not landmarks.long_cue(start)
        and follows(landmarks, start + 1)
        and lexicon.middles.has(tokens[start + 1])
        and follows(landmarks, start + 2)
        and tokens[start + 2].fold == "em"
        and begins_person(landmarks, start + 3)
    )


def other_unit(landmarks: Landmarks, units: list[UnitMention], own: str | None) -> str | None:
    """The unit a message speaks of, as typed, if it is another than the reporter's."""
    text, tokens = landmarks.message.text, landmarks.message.tokens
    for unit in units:
        if not unit.named:
            continue
        before = fold_of(text[: tokens[unit.start].start])[-40:]
        if _ELSEWHERE.search(before) and not re.search(
            r"(?:bao gium|giup|gium|dum|bao|cho|cua) (?:ben )?$", before
        ):
            continue
        if not _SPEAKING_FOR.search(before) and unit.start > 3:
            continue
        if re.search(r"kinh gui[^.\n]*$", before):
            continue
        typed = text[tokens[unit.start].start : tokens[unit.end - 1].end]
        return None if own and _same(typed, own) else typed
    return None


def _same(typed: str, own: str) -> bool:
    """As in "xã Phú Vinh" and "UBND xã Phú Vinh": one unit, said shorter."""
    first, second = (set(agency_key(name.replace("&", " và ")).split()) - {"ubnd"} for name in (typed, own))
    return first <= second or second <= first
