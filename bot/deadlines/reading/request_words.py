"""An ad-hoc request in words: title, last day, units, note; in lines or with semicolons, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.deadlines.reading.report_words import without_marks
from bot.roster.reading.dates import find_dates
from bot.roster.reading.tokens import tokenize

_APART = re.compile(r"[\n;]+")
_TITLE = re.compile(r"^(?:ten|tieu de|noi dung|bao cao)\s*:\s*")
_UNITS = re.compile(
    r"^(?:cho|giao|giao cho|don vi|gui|gui toi|nguoi nhan|toi)\b\s*:?\s*|^(?=tat ca\b|cac\b|toan bo\b|moi don vi\b)"
)
_NOTE = re.compile(r"^(?:ghi chu|luu y|kem|mau)\s*:?\s+")
_DUE = re.compile(r"^(?:han(?: nop| cuoi| chot)?|cham nhat|truoc|den het|xong truoc|nop truoc)\b")


@dataclass(frozen=True, slots=True)
class RequestWords:
    """A request as far as it has been said; `units` are the words for them."""

    title: str | None = None
    last_day: date | None = None
    units: str | None = None
    note: str | None = None

    def to_payload(self) -> dict[str, Any]:
        """The stored form."""
        return {
            "title": self.title,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "units": self.units,
            "note": self.note,
        }


def from_payload(payload: dict[str, Any]) -> RequestWords:
    """What `to_payload` gave."""
    last_day = payload["last_day"]
    return RequestWords(
        payload["title"],
        date.fromisoformat(last_day) if last_day else None,
        payload["units"],
        payload["note"],
    )


def read_request(text: str, today: date, known: RequestWords | None = None) -> RequestWords:
    """What the message says, laid over what was known; a piece that is nothing else is the title."""
    said = known or RequestWords()
    for piece in (one.strip() for one in _APART.split(text)):
        if not piece:
            continue
        plain = without_marks(piece)
        if _DUE.search(plain) and (day := _day(piece, plain, today)):
            said = replace(said, last_day=day)
        elif match := _NOTE.search(plain):
            said = replace(said, note=piece[match.end() :].strip())
        elif match := _UNITS.search(plain):
            said = replace(said, units=piece[match.end() :].strip())
        elif said.title is None:
            match = _TITLE.search(plain)
            title = piece[match.end() :].strip() if match and not plain.startswith("bao cao") else piece
            said = _split_title(replace(said, title=title[:1].upper() + title[1:]), today)
        elif said.last_day is None and (day := _day(piece, plain, today)):
            said = replace(said, last_day=day)
        elif said.units is None:
            said = replace(said, units=piece)
        else:
            said = replace(said, note=piece)
    return said


_TITLE_DUE = re.compile(r"[\s,]+(?P<due>(?:han(?: nop| cuoi| chot)?|cham nhat|truoc|nop truoc)\b.*)$")


def _split_title(said: RequestWords, today: date) -> RequestWords:
    """A title that ends with its last day, as in "Báo cáo rà soát đất đai, hạn 15/12"."""
    title = said.title or ""
    plain = without_marks(title)
    match = _TITLE_DUE.search(plain)
    day = _day(title[match.start("due") :], plain[match.start("due") :], today) if match else None
    if match is None or day is None:
        return said
    return replace(said, title=title[: match.start()].strip(), last_day=day)


def _day(piece: str, plain: str, today: date) -> date | None:
    """The last safe day; "trước ngày 15/12" excludes its day."""
    for mention in find_dates(tokenize(piece), today, []):
        if mention.date is not None:
            before = re.search(r"\btruoc(?: ngay| het)?\s*$", plain[: mention.start])
            whole = "truoc" in plain[: mention.start] or plain[mention.start :].startswith("truoc")
            return mention.date.fromordinal(mention.date.toordinal() - 1) if before or whole else mention.date
    return None
