"""Letters of points called by their names: "điểm bê", "điểm đờ", "diem be khoan nam dieu bon".

Most names are words too ("điểm hát karaoke", "điểm đó", "điểm có gì"): a name counts where the sentence ends or speaks
of the place; without its marks only beside a clause or article.
"""

from __future__ import annotations

import re

from corpus.spelling import one_slip_from

_NAMES = {
    "bê": "b", "bờ": "b", "xê": "c", "cê": "c", "cờ": "c", "dê": "d", "dờ": "d", "đê": "đ", "đờ": "đ", "ê": "e",
    "ép": "f", "phờ": "f", "gờ": "g", "giê": "g", "ghê": "g", "hát": "h", "hắt": "h", "hờ": "h", "ka": "k",
    "lờ": "l", "mờ": "m", "nờ": "n", "pê": "p", "pờ": "p", "rờ": "r", "sờ": "s", "tê": "t", "tờ": "t",
    "vê": "v", "vờ": "v",
}  # fmt: skip
_PLAIN = {
    "be": "b", "bo": "b", "xe": "c", "ce": "c", "co": "c", "de": "d", "do": "d", "ep": "f", "go": "g", "gie": "g",
    "ghe": "g", "hat": "h", "ho": "h",
}  # fmt: skip
_NO_WORDS = frozenset({"be", "ce", "gie"})  # hardly anything else after "diem"
_WORD = re.compile(r"[^\W\d_]+")
_PLACE = r"(?:khoan|dieu|kh?[.:/]?\s?\d|d[.:/]?\s?\d)"
_BEFORE_PLACE = re.compile(rf"[\s,.()]*(?:(?:cua|thuoc|trong|o)\s+)?{_PLACE}")
_CLOSES = re.compile(
    rf"\s*(?:$|[?!,.;:()\"”…\n/-]|{_PLACE}|(?:qc|qd|quy|qui|quyet|va|voi|cua|trong|thuoc|la|noi|ghi|nhe|nha|nghen|giup|ad|a|di"
    r"|thi|gom|co|ay|do|thoi|nua|the|nhu|duoc|chu|hay|hoac|den)\b)"
)
_AFTER_PLACE = re.compile(
    r"(?:(?<!\w)(?:dieu|khoan|kh?|d)[\s.:/]*(?:\d{1,3}|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|nay|do)[\s,.()]*"
    r"|\d[\s,.()]*)$"
)
_NEXT_NUMBERED = re.compile(r"[\s,.()]*(?P<word>[a-z]{3,8})\s*\d")
_REACH = 24  # characters before the kind word in which its clause or article may stand


def read_letter_name(text: str, folded: str, at: int, kind_at: int) -> tuple[str, int] | None:
    """The letter that the word at this place names and where the word ends; `kind_at` is where its "điểm" begins."""
    match = _WORD.match(folded, at)
    if match is None:
        return None
    typed, end = text[at : match.end()].lower(), match.end()
    if not _CLOSES.match(folded, end) and not _misspelt_place(folded, end):
        return None
    if typed in _NAMES:
        return _NAMES[typed], end
    letter = _PLAIN.get(typed)
    if letter is None:
        return None
    is_beside = (
        _BEFORE_PLACE.match(folded, end)
        or _misspelt_place(folded, end)
        or _AFTER_PLACE.search(folded, max(0, kind_at - _REACH), kind_at)
    )
    return (letter, end) if is_beside or typed in _NO_WORDS else None


def _misspelt_place(folded: str, end: int) -> bool:
    """Whether a clause or article with a slip in its kind word follows."""
    match = _NEXT_NUMBERED.match(folded, end)
    return match is not None and any(match["word"] in one_slip_from(kind) for kind in ("khoan", "dieu"))
