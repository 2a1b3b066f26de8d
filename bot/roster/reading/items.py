"""A message as one row of items: people, cues, titles, units, dates, numbers and the marks between them.

Everything that decides who leaves and who comes reads this row and never the text again.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.roster.reading.contacts import Email, Phone
from bot.roster.reading.dates import DateMention
from bot.roster.reading.landmarks import Landmarks, find_landmarks
from bot.roster.reading.lexicon import Lexicon
from bot.roster.reading.mention import NameMention
from bot.roster.reading.names import find_names
from bot.roster.reading.phrases import Match
from bot.roster.reading.proposals import propose_names
from bot.roster.reading.tokens import Message
from bot.roster.reading.units import UnitMention, find_units

_STOPS = {".", ";", "!", "?", "\n", "…"}
_DEPARTMENT_HEADS = {"phong", "ban", "phan", "tam"}
_PREFERRED = (
    "no_successor", "but_not", "until", "remain", "open_name", "date_open", "announce", "passing", "leave", "drop",
    "drop_post", "swap", "come", "bring", "old_unnamed", "old", "new", "promote", "post_of", "come_post", "stay", "trade", "by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One finding at tokens `start` … `end`; `kinds` holds every reading of a cue, the likeliest first."""

    kind: str
    start: int
    end: int
    name: NameMention | None = None
    kinds: tuple[str, ...] = ()
    date: DateMention | None = None
    phone: Phone | None = None
    email: Email | None = None
    sentence: int = 0

    def is_cue(self, *kinds: str) -> bool:
        """Whether one of its readings is among these."""
        return bool(self.kinds) and not frozenset(self.kinds).isdisjoint(kinds)


@dataclass(frozen=True, slots=True)
class Row:
    """The items of a message, in order."""

    message: Message
    landmarks: Landmarks
    items: tuple[Item, ...]
    units: tuple[UnitMention, ...]

    def text(self, item: Item) -> str:
        """As typed."""
        return self.message.slice(item.start, item.end)

    def fold(self, item: Item) -> str:
        """Without accents, lower case."""
        return " ".join(token.fold for token in self.message.tokens[item.start : item.end])


def read_items(message: Message, lexicon: Lexicon, today: dt.date, roster: Sequence[str] = ()) -> Row:
    """The row of a message."""
    landmarks = find_landmarks(message, lexicon, today)
    units = find_units(landmarks)
    mentions = find_names(landmarks, units, roster)
    inside = {i for mention in mentions for i in range(mention.before, mention.end)}
    inside |= {i for unit in units for i in range(unit.start, unit.end)}
    names = {mention.before: mention for mention in (*mentions, *propose_names(landmarks, inside))}
    taken = {i for mention in names.values() for i in range(mention.before, mention.end)}
    items: list[Item] = []
    position = sentence = 0
    while position < len(message.tokens):
        item = _item_at(landmarks, units, names, taken, position, sentence)
        items.append(item)
        position = item.end
        if item.kind == "stop":
            sentence += 1
    return Row(message, landmarks, tuple(items), tuple(units))


def _item_at(
    landmarks: Landmarks,
    units: list[UnitMention],
    names: dict[int, NameMention],
    taken: set[int],
    position: int,
    sentence: int,
) -> Item:
    tokens = landmarks.message.tokens
    token = tokens[position]
    if position in names:
        return Item("person", position, names[position].end, name=names[position], sentence=sentence)
    span = landmarks.covered[position]
    if span:
        return _span_item(span.kind, position, span.end, span.value, sentence)
    unit = next((unit for unit in units if unit.start == position and unit.end - unit.start > 1), None)
    title = landmarks.titles[position]
    cue = _cue_at(landmarks, taken, position)
    if title and (cue is None or title.end >= cue[0]) and not set(range(title.start, title.end)) & taken:
        return Item("title", position, _title_end(landmarks, title, taken), sentence=sentence)
    if unit and (cue is None or unit.end >= cue[0]):
        return Item("unit", position, unit.end, sentence=sentence)
    if cue:
        return Item("cue", position, cue[0], kinds=cue[1], sentence=sentence)
    if token.kind == "break" or token.text in _STOPS:
        return Item("stop", position, position + 1, sentence=sentence)
    if token.kind == "arrow":
        return Item("cue", position, position + 1, kinds=("by",), sentence=sentence)
    if token.kind == "mark":
        return Item("mark", position, position + 1, sentence=sentence)
    if landmarks.lexicon.self_words.has(token):
        return Item("self", position, position + 1, sentence=sentence)
    return Item("word", position, position + 1, sentence=sentence)


def _span_item(kind: str, start: int, end: int, value: object, sentence: int) -> Item:
    if isinstance(value, DateMention):
        return Item(kind, start, end, date=value, sentence=sentence)
    if isinstance(value, Phone):
        return Item(kind, start, end, phone=value, sentence=sentence)
    if isinstance(value, Email):
        return Item(kind, start, end, email=value, sentence=sentence)
    return Item(kind, start, end, sentence=sentence)


def _cue_at(landmarks: Landmarks, taken: set[int], position: int) -> tuple[int, tuple[str, ...]] | None:
    """The longest cue that begins at a token, with all readings of that length."""
    matches = [m for m in landmarks.cues[position] if not set(range(m.start, m.end)) & taken]
    if not matches:
        return None
    end = max(match.end for match in matches)
    kinds = [match.kind for match in matches if match.end == end]
    kinds.sort(key=lambda kind: _PREFERRED.index(kind) if kind in _PREFERRED else len(_PREFERRED))
    return end, tuple(kinds)


def _title_end(landmarks: Landmarks, title: Match, taken: set[int]) -> int:
    """A title with what it is the title of: "Chánh Văn phòng HĐND và UBND huyện"."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    end = title.end
    while end < len(tokens) and end not in taken and not landmarks.fixed(end) and not landmarks.breaks(end):
        token = tokens[end]
        joined = end + 1 < len(tokens) and end + 1 not in taken and not landmarks.fixed(end + 1)
        if token.text in {"-", "&", "/", "."} and joined and tokens[end + 1].is_word:
            tight = tokens[end + 1].start == token.end or token.text == "-"
            if token.text == "." and (
                tokens[end].start != tokens[end - 1].end or tokens[end + 1].start != token.end
            ):
                break
            if not tight or landmarks.titles[end + 1] or not lexicon.title_tails.has(tokens[end + 1]):
                break
            end += 2
            continue
        if tokens[end - 1].fold in _DEPARTMENT_HEADS:
            department = lexicon.title_departments.longest(tokens, end)
            if department is not None and taken.isdisjoint(range(end, department.end)):
                end = department.end
                continue
        if not token.is_word or _leaves_title(landmarks, end):
            break
        if token.fold == "dau" and not (joined and tokens[end + 1].fold == "tu"):
            break
        if not lexicon.title_tails.has(token) and not _place_in_title(landmarks, title.end, end):
            break
        end += 1
    while end > title.end and tokens[end - 1].fold in {"va", "cac", "thuoc", "-"}:
        end -= 1
    return end


def _leaves_title(landmarks: Landmarks, position: int) -> bool:
    """Whether a phrase begins that is no part of a title; "Quản lý", "Tổ chức" may be in the name of a department."""
    if not landmarks.long_cue(position) or landmarks.units[position]:
        return False
    tokens, tails = landmarks.message.tokens, landmarks.lexicon.title_tails
    return any(
        match.kind != "neutral" or not all(map(tails.has, tokens[match.start : match.end]))
        for match in landmarks.cues[position]
    )


def _capitals(landmarks: Landmarks, start: int) -> int:
    """How many capitalised words follow each other from a token on."""
    tokens = landmarks.message.tokens
    end = start
    while end < len(tokens) and tokens[end].is_word and tokens[end].capital and not landmarks.fixed(end):
        end += 1
    return end - start


def _place_in_title(landmarks: Landmarks, start: int, position: int) -> bool:
    """A place's name may close a title where capitals show it: "Chủ tịch UBND xã Mường Giôn"."""
    tokens = landmarks.message.tokens
    if not (landmarks.message.cased and tokens[position].capital and position > start):
        return False
    if landmarks.lexicon.strong_surnames.longest(tokens, position) and _capitals(landmarks, position) > 2:
        return False  # "Phó Chủ tịch UBND xã Lê Thị Hoa"
    return tokens[position - 1].fold in {"xa", "phuong", "huyen", "tinh", "pho", "quan"} or (
        tokens[position - 1].capital
        and position - 2 >= start
        and tokens[position - 2].fold in {"xa", "phuong", "huyen", "tinh", "quan"}
    )
