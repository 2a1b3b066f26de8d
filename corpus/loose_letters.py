"""Single letters beside "k2" that mean points: "Đ4 k2 a", "d4 k2 da", "a k2 đ4"."""

from __future__ import annotations

import re

from corpus.mentions import Mention
from corpus.path import LETTERS
from corpus.typed_labels import Rank

# A letter after "k2": "Đ4 k2 a", "d4 k2 da".
_LOOSE_LETTER = re.compile(
    r"[\s,.]*(?P<d>d\.?\s?)?(?P<letter>[a-z])(?:\)|(?!\w))(?=\s*(?:$|[?.!,;:)\n]|k\.?\d|d\.?\d|qc\b|quy|va\b|voi\b|cua\b|la\b|noi\b|thi\b|co\b|o\b|ben\b))"
)
_LOOSE_BEFORE = re.compile(r"(?<!\w)(?P<d>d\.?\s?)?(?P<letter>[a-z])\)?[\s,.]*$")


def add_loose_letters(text: str, folded: str, mentions: list[Mention]) -> list[Mention]:
    """Letters beside "k2" read as points: "Đ4 k2 a", "d4 k2 da", "a k2 đ4"."""
    result: list[Mention] = []
    for order, mention in enumerate(mentions):
        following = mentions[order + 1] if order + 1 < len(mentions) else None
        is_clause = mention.rank is Rank.CLAUSE and len(mention.values) == 1
        has_article = following is not None and following.rank is Rank.ARTICLE
        before = (
            _LOOSE_BEFORE.search(folded[: mention.start])
            if is_clause and mention.is_short and has_article
            else None
        )
        if (
            before is not None
            and _is_bare(text, before)
            and not any(other.end > before.start() for other in result)
        ):
            letter = text[before.start("letter")].lower()
            result.append(Mention(Rank.POINT, (letter,), before.start(), before.end("letter"), is_short=True))
        result.append(mention)
        if not is_clause or (
            following is not None and following.rank is Rank.POINT and following.start == mention.end
        ):
            continue
        after = _LOOSE_LETTER.match(folded, mention.end)
        if (
            after is None
            or not _is_bare(text, after)
            or (following is not None and after.end() > following.start)
        ):
            continue
        closed = folded[after.end() - 1] == ")"
        if mention.is_short or closed:
            letter = text[after.start("letter")].lower()
            result.append(
                Mention(
                    Rank.POINT,
                    (letter,),
                    after.start("d" if after["d"] else "letter"),
                    after.end(),
                    is_short=True,
                )
            )
    return result


def _is_bare(text: str, match: re.Match[str]) -> bool:
    """Whether the letter bears no mark but the bar of đ."""
    return text[match.start("letter")].lower() in LETTERS
