"""Items such as "2.8" on their own, where they are no date, time, sum or version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from corpus.typed_labels import COUNTED, DOTTED, Mention, Rank

_BARE_NOT_AFTER = re.compile(
    r"(?:\b(?:ngay|dem|hom|diem so|muc|luc|hoi|gio|phien ban|ban|khoang|hang|version"
    r"|muc luong|he so|danh muc|hang muc|phu luc|bang|mau|hinh|bieu|dat|tu|den|la|duoc|con|tang|giam)|v|\d|[-+$/:,.@])\s*$"
)
_ENDS_IN_NUMBER = re.compile(r"\d\s*$")
_GAP_BEFORE = re.compile(r"[\s,()]+$")
_GAP_AFTER = re.compile(r"[\s,()]+")
_REACH = 32  # characters around an item that can change what it means


def add_bare_items(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with the items that have no kind word, in the order of the text."""
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    starts = {mention.start for mention in mentions}
    bare = [
        Mention(Rank.POINT, (match["value"],), match.start(), match.end())
        for match in DOTTED.finditer(folded)
        if not taken.intersection(range(match.start(), match.end()))
        and _is_item(folded, match, taken, starts)
    ]
    return sorted([*mentions, *bare], key=lambda mention: mention.start)


def _is_item(folded: str, match: re.Match[str], taken: AbstractSet[int], starts: AbstractSet[int]) -> bool:
    major, minor = match["value"].split(".")
    before = folded[max(0, match.start() - _REACH) : match.start()]
    after = folded[match.end() : match.end() + _REACH]
    if minor.startswith("0") or major.startswith("0") or re.match(r"[\w%/:@-]|[.,]\d", after):
        return False
    if re.match(r"\s*(?:diem|ti\b|km|kg|m2?\b|ha\b|cm|lit)", after) or COUNTED.match(after):
        return False
    gap = _GAP_BEFORE.search(before)
    if gap is not None and match.start() - len(gap[0]) - 1 in taken:  # "đ6 k2 2.8"
        return True
    gap = _GAP_AFTER.match(after)
    if (
        gap is not None and match.end() + gap.end() in starts and before[-1:] in ("", " ")
    ):  # "em hỏi 2.8 k2 đ6"
        return _ENDS_IN_NUMBER.search(before) is None
    return not before or not (before[-1].isalnum() or _BARE_NOT_AFTER.search(before))
