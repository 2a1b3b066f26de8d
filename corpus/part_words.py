"""The words "Quy chế" and "Quyết định" as people type them: with slips, cut short, denied.

Both steps keep the length of the text: a misspelt name becomes "qc" or "qd" and blanks, a denied one all blanks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.path import Part
from corpus.spelling import one_slip_from, without_keys

# Other words one slip away: "quy định", "tuyệt", "giải quyết minh bạch", "quy cho", "quý chị".
_NO_SLIPS = {
    "quyet": frozenset({"quyen", "tuyet", "duyet", "huyet", "khuyet"}),
    "dinh": frozenset({"minh", "kinh", "binh", "tinh", "hinh", "linh", "sinh", "ninh", "vinh", "dan", "danh"}),
    "quy": frozenset(),
    "che": frozenset(
        {"cho", "chi", "cha", "chu", "chia", "chen", "cheo", "chet", "chem", "the", "phe", "nhe", "ghe", "khe", "he"}
    ),
}  # fmt: skip
_AS_QUY = one_slip_from("quyet") & (one_slip_from("quy") | {"quy"})
_PAIRS = {("quyet", "dinh"): "qd", ("quy", "che"): "qc"}
_WORD = re.compile(r"(?<![a-z])[a-z][a-z\d]*[a-z]\d?(?![a-z])")
_NOT_AFTER = frozenset({"giai", "nghi"})
_CUT_SHORT = re.compile(
    r"""
    (?<! [a-z] )
    (?:
      (?P<qc> q (?: \s*\.\s*|\s+ ) che | q [./] c | q{1,2}che{1,2} | qui \s? che )
    | (?P<qd> q (?: \s*\.\s*|\s+ ) d?dinh | q [./] dd? | qd{1,2}i?nh | qddd? )
    )
    (?! [a-z] | [./] [a-z] )
    """,
    re.VERBOSE,
)


def _spellings() -> tuple[Mapping[str, frozenset[str]], Mapping[str, str]]:
    single: dict[str, set[str]] = {}
    joined: dict[str, str] = {}
    for words, short in _PAIRS.items():
        for word in words:
            for slip in {word} | one_slip_from(word) - _NO_SLIPS[word]:
                single.setdefault(slip, set()).add(word)
        whole = "".join(words)
        joined |= dict.fromkeys({whole} | one_slip_from(whole), short)
    return {slip: frozenset(words) for slip, words in single.items()}, joined


_SINGLE, _JOINED = _spellings()


def mend_parts(text: str, folded: str) -> str:
    """The folded text, of the same length, with each misspelt or shortened name of a part as "qc" or "qd"."""
    if "q" not in folded and "che" not in folded and "dinh" not in folded:
        return folded
    mended = _CUT_SHORT.sub(lambda match: (match.lastgroup or "").ljust(len(match[0])), folded)
    words = list(_WORD.finditer(mended))
    pieces, at = [], 0
    for order, first in enumerate(words):
        if first.start() < at:
            continue
        short, end = _JOINED.get(first[0]), first.end()
        if short is None and order + 1 < len(words) and mended[end : words[order + 1].start()].isspace():
            second = words[order + 1]
            short, end = _short_of(text[first.start() : first.end()], first[0], second[0]), second.end()
            if order and words[order - 1][0] in _NOT_AFTER:
                short = None
        if short is not None:
            pieces += [mended[at : first.start()], short.ljust(end - first.start())]
            at = end
    return "".join([*pieces, mended[at:]]) if pieces else mended


def _short_of(typed: str, first: str, second: str) -> str | None:
    """The short name of the part that two words mean: one of them misspelt, or undone keys in both.

    "quye dinh" may be "quy định"; as `typed`, "quyế định" is not.
    """
    for words, short in _PAIRS.items():
        exact = (first == words[0]) + (second == words[1])
        if exact == 2:
            return None  # as it should be
        near = words[0] in _SINGLE.get(first, ()), words[1] in _SINGLE.get(second, ())
        if exact == 1 and all(near) and (first not in _AS_QUY or second == "che" or "ế" in typed.lower()):
            return short
        if (without_keys(first), without_keys(second)) == words:
            return short
    return None


_PART = {
    Part.REGULATION: r"(?:quy\s?che|qc)",
    Part.DECISION: r"(?:quyet\s?dinh|qdd?|qdinh)",
}
_NOT = (
    r"(?<!\w)(?:(?:chu|cho|ma)\s+)?(?:"
    r"(?:khong|ko|kg|khg|hok|hong|hem|ho|hg|k|kh|chang|cha|dau|chua)\s+(?:(?:co\s+)?phai|lay|hoi)"
    r"|(?:khong|ko|kg|khg|k)\s+(?:thuoc|nam\s+trong|o)(?=\s[^.?!\n]{0,30}\bma\s)"
    r"|dung\s+(?:lay|hoi|xem|noi|trich))"
)
_WHERE = r"(?:\s+(?:la|cua|trong|o|thuoc|ben|phan|cai|ban|tai|theo|o\s+ben))*\s+"
_REST = r"(?:\s+(?:dau|nha|nhe|a))?(?:[\s,]*\b(?:ma\s+la|ma|la)\b)?"
_DENIED = re.compile(
    rf"{_NOT}{_WHERE}(?:(?P<regulation>{_PART[Part.REGULATION]})|(?P<decision>{_PART[Part.DECISION]})"
    rf"|(?:nghi\s+dinh|thong\s+tu|luat|nghi\s+quyet|cong\s+van|nd|tt)(?:\s+(?:so\s+)?\d[\w/-]*)?)(?!\w)(?!\s*(?:so\s*)?\d){_REST}"
)
_DENIES = re.compile(rf"{_NOT}(?:\s+(?:la|o|trong|tai))*\s*$")


def without_denied(folded: str) -> tuple[str, Part | None]:
    """The text with denied instruments blanked ("không phải quy chế"), and the part that is meant when the other is denied."""
    denied: set[Part] = set()

    def blank(match: re.Match[str]) -> str:
        if match["regulation"] or match["decision"]:
            denied.add(Part.REGULATION if match["regulation"] else Part.DECISION)
        return " " * len(match[0])

    blanked = _DENIED.sub(blank, folded)
    meant = None
    if len(denied) == 1:
        meant = Part.DECISION if Part.REGULATION in denied else Part.REGULATION
    return blanked, meant


def is_denied(folded: str, start: int) -> bool:
    """Whether the words before a place deny it: "điều 4, không phải điều 5"."""
    return _DENIES.search(folded, max(0, start - 32), start) is not None
