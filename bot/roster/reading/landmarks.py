"""A message with everything found in it except people: cues, titles, units, dates, telephones, addresses.

Names are looked for between these; a `Landmarks` value answers what begins or lies at a token.
"""

import datetime as dt
import re
from dataclasses import dataclass

from bot.roster.reading.contacts import Email, Phone, find_emails, find_phones
from bot.roster.reading.dates import DateMention, find_dates
from bot.roster.reading.lexicon import Lexicon
from bot.roster.reading.phrases import Match
from bot.roster.reading.tokens import Message

_DOCUMENT_NUMBER = re.compile(r"(?<!\w)\d{1,5}(?:/20\d\d)?/[A-ZĐƯa-zđư][\w&-]*(?:[-/&][\w]+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `start` … `end` (exclusive) of one finding."""

    kind: str
    start: int
    end: int
    value: Phone | Email | DateMention | str | None = None


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What is known of a message before its names are."""

    message: Message
    lexicon: Lexicon
    spans: tuple[Span, ...]
    covered: tuple[Span | None, ...]
    cues: tuple[tuple[Match, ...], ...]
    titles: tuple[Match | None, ...]
    units: tuple[Match | None, ...]
    inside_titles: frozenset[int]

    def fixed(self, position: int) -> bool:
        """Whether a token belongs to a telephone, an address, a date or a document's number."""
        return self.covered[position] is not None

    def long_cue(self, position: int, least: int = 2) -> bool:
        """Whether a phrase of two or more words begins at a token."""
        return any(match.end - match.start >= least for match in self.cues[position])

    def breaks(self, position: int) -> bool:
        """Whether a token does not stand directly after the one before: a line break or a mark lies between."""
        tokens = self.message.tokens
        return position == 0 or "\n" in self.message.text[tokens[position - 1].end : tokens[position].start]


def find_landmarks(message: Message, lexicon: Lexicon, today: dt.date) -> Landmarks:
    """Everything but the names."""
    text, tokens = message.text, message.tokens
    found: list[tuple[str, int, int, Phone | Email | DateMention | str | None]] = []
    emails = find_emails(text)
    found.extend(("email", item.start, item.end, item) for item in emails)
    phones = [phone for phone in find_phones(text) if not _within(phone.start, found)]
    found.extend(("phone", item.start, item.end, item) for item in phones)
    numbers = [match for match in _DOCUMENT_NUMBER.finditer(text) if not _within(match.start(), found)]
    found.extend(("number", match.start(), match.end(), match.group()) for match in numbers)
    dates = find_dates(message, today, [(start, end) for _, start, end, _ in found])
    found.extend(("date", item.start, item.end, item) for item in dates)

    covered: list[Span | None] = [None] * len(tokens)
    spans = []
    for kind, start, end, value in sorted(found, key=lambda item: item[1]):
        inside = [i for i, token in enumerate(tokens) if token.start < end and start < token.end]
        if not inside:
            continue
        span = Span(kind, inside[0], inside[-1] + 1, value)
        spans.append(span)
        for i in inside:
            covered[i] = span
    cues = tuple(
        ()
        if covered[i]
        else tuple(m for m in lexicon.cues.at(tokens, i) if not any(covered[m.start : m.end]))
        for i in range(len(tokens))
    )
    titles = tuple(None if covered[i] else _title_at(message, lexicon, i) for i in range(len(tokens)))
    units = tuple(None if covered[i] else lexicon.units.longest(tokens, i) for i in range(len(tokens)))
    in_titles = frozenset(i for title in titles if title for i in range(title.start + 1, title.end))
    return Landmarks(message, lexicon, tuple(spans), tuple(covered), cues, titles, units, in_titles)


def _within(start: int, found: list[tuple[str, int, int, Phone | Email | DateMention | str | None]]) -> bool:
    return any(low <= start < high for _, low, high, _ in found)


_INITIALS = 3


def _title_at(message: Message, lexicon: Lexicon, position: int) -> Match | None:
    """A title's head. Initials (TP, CV, BT) count only in capitals or where the message has none."""
    match = lexicon.titles.longest(message.tokens, position)
    if match and [token.fold for token in message.tokens[match.end : match.end + 2]] == ["dau", "moi"]:
        return None  # "công chức đầu mối" says what the roster is of
    if match is None or match.end - match.start > 1:
        return match
    token = message.tokens[position]
    initials = len(token.text) <= _INITIALS
    return None if initials and message.cased and not token.text.isupper() else match
