"""Chooses, among the dates of a message, the day from which a change holds."""

import datetime as dt
import re
from itertools import takewhile

from bot.roster.reading.gates import Gates
from bot.roster.reading.items import Item, Row
from bot.roster.reading.tokens import fold_of

_CHANGING = (
    "leave",
    "leave_soft",
    "drop",
    "drop_post",
    "bring",
    "come",
    "come_post",
    "swap",
    "trade",
    "announce",
    "by",
    "new",
    "promote",
    "open_name",
)
_LABELLED = re.compile(
    r"(?:^|[\n;.,(-])\s*(?:\d+[.)]\s*)?(?:thoi diem|thoi gian|ngay|hieu luc|ap dung|bat dau|tu)\b"
    r"[^\n,;.:]{0,40}:\s*(?:tu |ke tu |ngay |tu ngay )*$"
)
_FROM_SIGNING = re.compile(r"\b(?:tu|ke tu|hieu luc)\s(?:ngay\s)?(?:ky|ban hanh)\b")
_HOUR = re.compile(r"\b(?:tu|ke tu)\s\d{1,2}\s?(?:h|gio)(?:\s?\d\d)?[\s,]*(?:ngay)?\s*$")
_SLIP = re.compile(
    r"\b(?:nham|lon|lun|quen|sorry|xin loi|dinh chinh|a khong|u khong|sua lai|noi lai|nhac lai)\b"
    r"|\b(?:ghi|viet|bao|danh|go) sai\b"
)
_NEAR_BY = 16
_FILLED = re.compile(r"[\s:,(.-]*(?:ngay|luc|tu|thu|sang|chieu|vao|la|hom|mung|mong)?[\s:,(.-]*$")


def choose_date(row: Row, gates: Gates, *, strong_only: bool = False) -> tuple[dt.date | None, bool]:
    """The day and whether there was a choice; none where the message leaves it open."""
    if any(item.is_cue("date_open") for item in row.items):
        return None, False
    signed = _signed(row)
    if signed is not None:
        return signed, False
    scored: list[tuple[float, int, dt.date]] = []
    for index, item in enumerate(row.items):
        if item.date is None or item.date.date is None:
            continue
        if _taken_back(row, index):
            continue
        score = _score(row, gates, index)
        if score > (4 if strong_only else 0):
            scored.append((score, index, item.date.date))
    if not scored:
        return (None if strong_only else _last_day(row)), False
    return max(scored)[2], len({date for _, _, date in scored}) > 1


def _taken_back(row: Row, index: int) -> bool:
    """As in "từ 15/5, à em ghi nhầm, từ 18/5 mới đúng": between a day and the one that stands for it a slip is owned."""
    following = row.items[index + 1 : index + _NEAR_BY]
    between = list(
        takewhile(
            lambda item: item.kind not in {"date", "person", "phone", "email"} or _owns_slip(row, item),
            following,
        )
    )
    if len(between) == len(following) or following[len(between)].date is None:
        return False
    return bool(_SLIP.search(" ".join(row.fold(item) for item in between)))


def _owns_slip(row: Row, item: Item) -> bool:
    """As in "a nham", "em viet lon", which look like names where accents are not typed."""
    return item.kind == "person" and row.fold(item).endswith((" nham", " lon"))


def _signed(row: Row) -> dt.date | None:
    """As in "Quyết định ngày 6/4/2026 có hiệu lực kể từ ngày ký": the paper's own day, where no other is given."""
    if not _FROM_SIGNING.search(fold_of(row.message.text)):
        return None
    days = {item.date.date for item in row.items if item.date is not None and not item.date.relative}
    return days.pop() if len(days) == 1 else None


def _last_day(row: Row) -> dt.date | None:
    """As in "anh A chỉ làm đến hết 31/12": the only day that a message gives."""
    for index, item in enumerate(row.items[:-1]):
        following = row.items[index + 1].date
        if item.is_cue("until") and following is not None:
            return following.date
    return None


def _score(row: Row, gates: Gates, index: int) -> float:
    mention = row.items[index].date
    if mention is None:
        return 0.0
    lexicon = row.landmarks.lexicon
    before = fold_of(row.message.text[: mention.start])
    own = fold_of(row.message.text[mention.start : mention.end])
    lead = _FILLED.sub("", before).rstrip(" :,(-")
    strong = own.startswith(("tu ", "ke tu ", "bat dau ", "ap dung")) or _ends(
        before.rstrip(" :(-"), lexicon.date_strong
    )
    strong = (
        strong or _ends(lead, lexicon.date_strong) or bool(_LABELLED.search(before) or _HOUR.search(before))
    )
    clause = re.split(r"[,;\n(]|\.\s", before)[-1]
    papers = "|".join(r"so(?=\s*\d)" if word == "so" else re.escape(word) for word in lexicon.date_document)
    if not strong and re.search(rf"\b(?:{papers})\b[^,;]*$", clause):
        return (
            0.0
            if not _near_cue(row, index)
            or re.search(r"\b(?:qd|quyet dinh|cong van|so(?=\s*\d)|van ban)\b", clause)
            else 1.0
        )
    if not strong and _ends(lead, lexicon.date_elsewhere):
        return 0.0
    if re.search(r"\b(?:den|toi|truoc|han|sinh)\s*(?:het\s*)?(?:ngay\s*)?$", before) and not own.startswith(
        "tu "
    ):
        return 0.0
    score = 5.0 if strong else 1.0
    near = _clause_cues(row, index)
    if near & {"come", "swap", "bring", "by", "new", "come_post"}:
        score += 2
    elif near & set(_CHANGING):
        score += 1
    elif not strong:
        alone = all(other.kind in {"date", "mark", "stop", "word"} for other in _sentence(row, index))
        return 0.0 if index in gates.passing or not (_sentence_cues(row, index) or alone) else 0.5
    if index in gates.closed and not strong:
        return 0.0
    return score


def _ends(text: str, phrases: tuple[str, ...]) -> bool:
    return any(
        text == phrase
        or text.endswith((f" {phrase}", f"\n{phrase}", f"({phrase}", f"-{phrase}", f",{phrase}"))
        for phrase in phrases
    )


def _clause_cues(row: Row, index: int) -> set[str]:
    kinds: set[str] = set()
    for step in (-1, 1):
        position = index + step
        while 0 <= position < len(row.items):
            item = row.items[position]
            if item.kind == "stop" or (item.kind == "mark" and row.text(item) == ","):
                break
            if item.kind == "cue":
                kinds.add(item.kinds[0])
            position += step
    return kinds


def _sentence(row: Row, index: int) -> list[Item]:
    return [item for item in row.items if item.sentence == row.items[index].sentence]


def _sentence_cues(row: Row, index: int) -> bool:
    sentence = row.items[index].sentence
    return any(item.sentence == sentence and item.is_cue(*_CHANGING) for item in row.items)


def _near_cue(row: Row, index: int) -> bool:
    return bool(_clause_cues(row, index) & set(_CHANGING))
