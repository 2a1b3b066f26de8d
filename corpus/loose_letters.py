"""Single letters beside "k2" that mean points: "Đ4 k2 a", "d4 k2 da", "a k2 đ4"."""

from __future__ import annotations

import re

from corpus.mentions import Mention
from corpus.path import LETTERS
from corpus.typed_labels import Rank

# A letter after "k2": "Đ4 k2 a", "d4 k2 da", "Đ6.K4.c ghi gì".
_LOOSE_LETTER = re.compile(r"(?P<gap>[\s,.]*)(?P<d>d\.?\s?)?(?P<letter>[a-z])(?:\)|(?!\w))")
_BEFORE_WORDS = re.compile(r"\s*(?:$|[?!,;:)\"”'…\n]|\.(?!\w)|[,.]?\s*[kd]\.?\s?\d)")
# Words that ask what the place says, name its text, or only sound friendly.
_OF_A_PLACE = re.compile(
    r"\s+(?:qc|quy|qui|va|voi|cua|trong|thuoc|la|noi|ghi|thi|co|o|ben|di|nhe|nha|nghen|giup|ad|the|nhu|nd|noi dung)\b"
)
# "em muốn", "chị cho", "anh ơi": letters that stand for people, and what people do.
_PEOPLE = frozenset("abcemtn")
_OF_PEOPLE = re.compile(
    r"\s+(?:(?:\w+\s+){0,2}oi\b|(?:cho|hoi|muon|can|xin|xem|chua|khong|ko|kg|hok|k|dang|se|da|thay|doc|tim|nho|gui|nhan"
    r"|hieu|biet|tra|chi|mong|lam|phai|duoc|dc|bao|van|cung|nghi|quen|tuong|cam on|oi)\b)"
)
_NEVER = frozenset("jwzvr")  # gì, vậy, rồi: no regulation has so many points
_OTHER_WORDS = frozenset("kohsx")  # không, giờ, sao: points only where no sentence goes on


_LOOSE_BEFORE = re.compile(r"(?<!\w)(?P<d>d\.?\s?)?(?P<letter>[a-z])\)?[\s,.]*$")
_REACH = 12  # characters before "k2" in which its point may stand


def add_loose_letters(text: str, folded: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with the letters beside them that name points, in the order of the text."""
    result: list[Mention] = []
    for order, mention in enumerate(mentions):
        following = mentions[order + 1] if order + 1 < len(mentions) else None
        if mention.rank is not Rank.CLAUSE or len(mention.values) > 1:
            result.append(mention)
            continue
        before = _letter_before(text, folded, mention, following)
        if before is not None and not (result and result[-1].end > before.start):
            result.append(before)
        result.append(mention)
        after = _letter_after(text, folded, mention, following)
        if after is not None:
            result.append(after)
    return result


def _letter_before(text: str, folded: str, clause: Mention, following: Mention | None) -> Mention | None:
    """The a of "a k2 đ4": only before a short clause that is followed by its article."""
    if not clause.is_short or following is None or following.rank is not Rank.ARTICLE:
        return None
    match = _LOOSE_BEFORE.search(folded, max(0, clause.start - _REACH), clause.start)
    if match is None or not _is_bare(text, match):
        return None
    return Mention(Rank.POINT, (_letter(text, match),), match.start(), match.end("letter"), is_short=True)


def _letter_after(text: str, folded: str, clause: Mention, following: Mention | None) -> Mention | None:
    """The a of "Đ4 k2 a" and "d4 k2 da"; after "khoản 2" only "a)" is a point, for "khoản 2 a?" ends with "ạ"."""
    match = _LOOSE_LETTER.match(folded, clause.end)
    if match is not None and match["d"] and not _is_bare(text, match):  # "d4 k7 d ạ"
        match = _LOOSE_LETTER.match(folded, clause.end, match.end("d"))
    if match is None or not _is_bare(text, match):
        return None
    if following is not None and following.start < match.end():
        return None
    has_bracket = folded[match.end() - 1] == ")"
    if not has_bracket and (not clause.is_short or _is_a_word(folded, match)):
        return None
    start = match.start("d" if match["d"] else "letter")
    return Mention(Rank.POINT, (_letter(text, match),), start, match.end(), is_short=True)


def _is_a_word(folded: str, match: re.Match[str]) -> bool:
    """Whether the letter is a word of the sentence: "k2 e muốn hỏi", "k2 a Nam ơi", "k2 k có", "k2 đ/c Lan"."""
    end, letter = match.end(), match["letter"]
    is_joined = match["gap"] in (".", "") or match["d"] is not None
    if letter in _NEVER and not is_joined:
        return True
    if _BEFORE_WORDS.match(folded, end):
        return False
    if not folded[end].isspace():
        return True
    if is_joined or letter not in _PEOPLE | _OTHER_WORDS:
        return False
    if letter in _OTHER_WORDS:
        return letter == "k" or _OF_A_PLACE.match(folded, end) is None
    return _OF_PEOPLE.match(folded, end) is not None


def _letter(text: str, match: re.Match[str]) -> str:
    return text[match.start("letter")].lower()


def _is_bare(text: str, match: re.Match[str]) -> bool:
    """Whether the letter bears no mark but the bar of đ."""
    return _letter(text, match) in LETTERS
