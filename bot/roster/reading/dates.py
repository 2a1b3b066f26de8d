"""Finds dates in a message and resolves them against the day it was written.

Day comes before month. A date without a year is the nearest one that makes sense: the coming one, unless it lies just
behind. "Từ tháng sau" is its first day; "trong tháng sau" fixes no day and gives None.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from bot.roster.reading.date_meaning import When
from bot.roster.reading.date_words import RULES
from bot.roster.reading.tokens import Message, fold_of

_BEHIND = re.compile(r"\b(?:đã|vừa|da|vua|hôm|hom)\b[^,.;\n]*$")
_SAME_DAY = re.compile(r"[\s,(:;-]*(?:tuc|nham|la|ngay|tuc la)?[\s,(:;-]*(?:ngay)?[\s:]*")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at characters `start` … `end`; `date` is None where the words fix no day."""

    start: int
    end: int
    date: dt.date | None
    relative: bool = False


def find_dates(message: Message, today: dt.date, spoken_for: list[tuple[int, int]]) -> list[DateMention]:
    """Dates outside the spans already spoken for (telephones, addresses), in the order of the message."""
    text = message.text.lower()
    variants = [(text, _compiled(folded=False))]
    if not message.accented:
        variants.append((_unaccented(text), _compiled(folded=True)))
    taken = list(spoken_for)
    found: list[DateMention] = []
    for number, rule in enumerate(RULES):
        for searched, patterns in variants:
            for match in patterns[number].finditer(searched):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                when = When(today, behind=bool(_BEHIND.search(searched[: match.start()])))
                try:
                    date = rule.resolve(match.groupdict(""), when)
                except (ValueError, OverflowError):  # 31/2, 45/12: digits that are no date
                    continue
                if (
                    date is None
                    and searched is not text
                    and not any(char.isdigit() for char in match.group())
                ):
                    continue  # "anh thang tu cuoi thang 12" holds no April
                taken.append(match.span())
                found.append(DateMention(*match.span(), date, rule.relative))
    return _merged(sorted(found, key=lambda mention: mention.start), message.text)


def _merged(found: list[DateMention], text: str) -> list[DateMention]:
    """As in "thứ Hai, 23/11" is one date: the absolute one."""
    kept: list[DateMention] = []
    for mention in found:
        whole = mention
        absolute = kept and kept[-1].relative and not mention.relative and mention.date
        if absolute and _SAME_DAY.fullmatch(_unaccented(text[kept[-1].end : mention.start].lower())):
            whole = DateMention(kept.pop().start, mention.end, mention.date)
        kept.append(whole)
    return kept


def _unaccented(text: str) -> str:
    """A text without accents, every character in its place."""
    return "".join(char if char.isascii() else fold_of(char)[:1] or char for char in text)


@cache
def _compiled(*, folded: bool) -> list[re.Pattern[str]]:
    return [re.compile(_unaccented(rule.pattern.pattern)) if folded else rule.pattern for rule in RULES]
