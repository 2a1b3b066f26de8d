"""Single letters beside "k2" that mean points: "Đ4 k2 a", "d4 k2 da", "a k2 đ4"."""

from __future__ import annotations

import re

from corpus.mentions import Mention
from corpus.path import LETTERS
from corpus.typed_labels import Rank

# A letter after "k2": "Đ4 k2 a", "d4 k2 da".
_LOOSE_LETTER = re.compile(
    r"[\s,.]*(?P<d>d\.?\s?)?(?P<letter>[a-z])(?:\)|(?!\w))(?=\s*(?:$|[?.!,;:)\n]|k\.?\d|d\.?\d|qc\b|quy|va\b|voi\b|cua\b|la\b|noi\b|thi\b|co\b|o\b|ben\b|di\b|nhe\b|giup\b|ad\b))"
)
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
    if match is None or not _is_bare(text, match):
        return None
    if following is not None and following.start < match.end():
        return None
    if not clause.is_short and folded[match.end() - 1] != ")":
        return None
    start = match.start("d" if match["d"] else "letter")
    return Mention(Rank.POINT, (_letter(text, match),), start, match.end(), is_short=True)


def _letter(text: str, match: re.Match[str]) -> str:
    return text[match.start("letter")].lower()


def _is_bare(text: str, match: re.Match[str]) -> bool:
    """Whether the letter bears no mark but the bar of đ."""
    return _letter(text, match) in LETTERS
