"""What stands on the page but in no article: page numbers, rules, footnotes, addressees, signatures,
annexes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.folding import fold
from corpus.grammar import may_open
from corpus.lines import Line
from corpus.model import Footnote
from corpus.wrapping import is_finished

_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*\d{1,3}[-–—|\s]*|(?:trang|page)\s*\d{1,4}(?:\s*/\s*\d{1,4})?|\d{1,3}\s?/\s?\d{1,3}"
)
_RULE = re.compile(r"(?=.{2})[-_=*~–—|+\s]+|_|[*]{1,3}|-")
_FOOTNOTE = re.compile(r"\[?(?P<label>\d{1,2})\]?\s+(?=[^\W\d_])")
_NOTE_MARK = re.compile(r"(?<=[^\W\d_])(\d{1,2})(?![\w])|\[(\d{1,2})\]")

# Where the addressees or the signature begin: nothing below belongs to an article any more.
_CLOSING = re.compile(
    r"""
    \W* (?:
      noi \s+ nhan \s* (?: : | $ )
    | (?: tm | kt | tl | tuq | thua \s lenh | thay \s mat ) \s* \. \s+
    | cong \s hoa \s xa \s hoi \s chu \s nghia
    | (?: luat | bo \s luat | nghi \s quyet | phap \s lenh ) \s nay \s (?: da \s )? duoc
      \s .{0,120} \s thong \s qua
    )
    """,
    re.VERBOSE,
)
_ANNEX = re.compile(
    r"\W*(?:phu luc|mau so|bieu mau)(?P<label>\s+(?:so\s+)?(?:\d{1,3}\w?|[ivxlc]+|[a-z]))?\s*[.:]?$"
)
_ANNEX_WORD = re.compile(r"\W*(?:phu luc|mau so|bieu mau)\b")
# The names under which a regulation is annexed.
_ANNEXED = re.compile(
    r"\W*(?:quy che|quy dinh|dieu le|noi quy|quy trinh|quy tac|huong dan|chuong trinh|ke hoach"
    r"|de an|phuong an)\b"
)
_ISSUED_WITH = re.compile(r"\W*(?:ban hanh\s+)?kem\s+theo\b")
_INSTRUMENT = re.compile(
    r"\W*(?:quyet dinh|nghi dinh|thong tu|nghi quyet|luat|bo luat|phap lenh|chi thi|hien phap)\b"
)
_SHORT = 60


def is_furniture(text: str) -> bool:
    """A page number or a drawn rule: printed on the page, part of nothing."""
    if len(text) > _SHORT and not text.startswith(("-", "_", "=", "*", "|", "~")):
        return False
    return _RULE.fullmatch(text) is not None or _PAGE_NUMBER.fullmatch(text.lower()) is not None


def is_closing(text: str) -> bool:
    """The first line of the addressees, of the signature or of the next letterhead."""
    return _CLOSING.match(fold(text[:200])) is not None


def is_annex_title(text: str, above: str) -> bool:
    """The heading of an annex ("PHỤ LỤC I", "Phụ lục 2", "MẪU SỐ 01"), not the rest of a sentence that names one."""
    folded = fold(text[:80])
    if len(text) > _SHORT or not (is_finished(above) or is_furniture(above)):
        return False
    if text.isupper():
        return _ANNEX_WORD.match(folded) is not None
    return text[:1].isupper() and _ANNEX.match(folded) is not None


def names_annexed(text: str) -> bool:
    """The title line of an annexed regulation: "QUY CHẾ" in capitals, alone or with its subject."""
    return text.isupper() and _ANNEXED.match(fold(text[:60])) is not None


def says_issued_with(text: str) -> bool:
    """The line under an annexed regulation's title: "(Ban hành kèm theo Quyết định số …"."""
    return text.startswith(("(", "[")) and _ISSUED_WITH.match(fold(text[:60])) is not None


def names_instrument(text: str) -> bool:
    """The title line of a deciding instrument: "QUYẾT ĐỊNH", "THÔNG TƯ", "LUẬT …"."""
    return text.isupper() and _INSTRUMENT.match(fold(text[:60])) is not None


def find_footnotes(lines: Sequence[Line], body: Sequence[int], tail: frozenset[int]) -> dict[int, int]:
    """Line index → number of the footnote it belongs to.

    A line that begins with the next number is a footnote when that number stands glued to a word above it
    ("Nội vụ1"). In the tail a footnote runs on to the next one; on a page, as long as its sentence is
    unfinished.
    """
    found: dict[int, int] = {}
    marks: set[int] = set()
    current, is_open = 0, False
    for at in body:
        text = lines[at].text
        match = _FOOTNOTE.match(text)
        if match and int(match["label"]) == current + 1 and current + 1 in marks:
            current, is_open = current + 1, True
            found[at] = current
        elif is_open and (at in tail or not (is_finished(lines[at - 1].text) or may_open(text))):
            found[at] = current
        else:
            is_open = False
            marks.update(int(first or second) for first, second in _NOTE_MARK.findall(text))
        if is_open and at not in tail and is_finished(text):
            is_open = False
    return found


def gather_footnotes(lines: Sequence[Line], found: dict[int, int]) -> tuple[Footnote, ...]:
    """The footnotes as values, in order."""
    notes: list[Footnote] = []
    for number in sorted(set(found.values())):
        own = tuple(lines[at] for at in sorted(found) if found[at] == number)
        notes.append(Footnote(str(number), " ".join(line.text for line in own), own[0].number, own))
    return tuple(notes)
