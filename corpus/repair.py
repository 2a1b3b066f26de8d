"""The text of a regulation made fit for searching: one spelling of each word, scanning slips mended.

Only what is searched is repaired; a quotation stays as issued. Each step is a function of text alone, and a
second repair changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.folding import fold
from corpus.lines import read_lines

# The tone mark of oa, oe and uy at the end of a syllable: hoà → hòa, khoẻ → khỏe, uỷ → ủy; quý stays.
_OPEN_SYLLABLE = re.compile(
    r"(?P<o>[oO])(?P<ae>[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])(?!\w)|(?<![qQ])(?P<u>[uU])(?P<y>[ỳýỷỹỵỲÝỶỸỴ])(?!\w)"
)
# Words that scanners and typists of the texts got wrong.
_SLIPS = (
    (re.compile(r"\b([Đđ])ầu môi\b"), r"\1ầu mối"),
    (re.compile(r"\bBru điện\b"), "Bưu điện"),
    (re.compile(r"\b([Rr])ễ ràng\b"), "dễ dàng"),
    (re.compile(r"\b([ĐDđd])(?:iêu|iểu|iếu|ièu)(?=\s*\d)"), r"\1iều"),
    (re.compile(r"\bDiều(?=\s*\d)"), "Điều"),
)
_GLUED_DIGIT = re.compile(r"(?<![\w./@-])(?P<word>[^\W\d_]+[^\W\d_A-Z])(?P<digits>\d{1,2})(?![\w@]|[./-]\w)")
_TAKES_NUMBER = frozenset({"dieu", "khoan", "diem", "chuong", "muc", "km", "cm", "phu", "iso", "so"})


def repaired(text: str) -> str:
    """The text on one line, composed, with one spelling of tone marks and the known slips mended.

    For texts of regulations, not for questions: a digit glued to a word is taken for a footnote and dropped.
    """
    text = " ".join(line.text for line in read_lines(text))
    for step in (_barred, _without_glued_digits, normalize_tones, _mended):
        text = step(text)
    return text


def normalize_tones(text: str) -> str:
    """Composed text with the tone mark of open oa, oe, uy on the first vowel; also right for questions."""
    return _OPEN_SYLLABLE.sub(_moved, unicodedata.normalize("NFC", text))


def _moved(match: re.Match[str]) -> str:
    first, second = (match["o"], match["ae"]) if match["o"] else (match["u"], match["y"])
    apart = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + apart[1:]) + apart[:1]


def _barred(text: str) -> str:
    """Composed, with Đ for the Icelandic Ð that looks like it."""
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")


def _mended(text: str) -> str:
    for pattern, word in _SLIPS:
        text = pattern.sub(word, text)
    return text


def _without_glued_digits(text: str) -> str:
    """Words without a glued note ("Nội vụ1"); "điều7" and "ISO9001" keep their numbers."""
    return _GLUED_DIGIT.sub(
        lambda match: match[0] if fold(match["word"]) in _TAKES_NUMBER else match["word"], text
    )
