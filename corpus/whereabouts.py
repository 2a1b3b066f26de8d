"""Which text a place stands in, as named beside it: the Quy chế, its Quyết định, or another instrument.

Patterns run on folded text, after the place and before it on the same line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.path import Part

_NAMED_NUMBER = (
    r"(?:\s*so)?\s*:?\s*(?P<number>\d{1,4}(?:\s?/\s?\d{4})?)(?P<sign>(?:\s?/\s?|-)[a-z][a-z\d-]*)?"
)
_SECOND_NUMBER = _NAMED_NUMBER.replace("<number>", "<number2>").replace("<sign>", "<sign2>")
_REGULATION_WORD = r"(?:quy\s?che|qc)\b"
_DECISION_WORD = r"(?:quyet\s?dinh|qdd?|qdinh)(?![^\W\d])"
_BEFORE_PART = (
    r"[\s,.(:/>-]*(?:(?P<of>(?:cua|thuoc|trong)\s+)|(?:tai|o|theo|cai|ban|ben|phan)\s+)*"
    r"(?:chinh\s+)?(?:cai\s+|ban\s+)?"
)
_AFTER = re.compile(
    rf"""
    {_BEFORE_PART}
    (?:
      (?P<regulation> {_REGULATION_WORD} ) (?: [\s,(]* (?: ban \s hanh \s )? (?: kem \s theo \s+ )?
      {_DECISION_WORD} {_NAMED_NUMBER} )?
    | (?P<decision> {_DECISION_WORD} ) (?: {_SECOND_NUMBER} )?
      (?(of) |  # "điều 2 quyết định thế nào" asks what it decides
        (?! \s* (?: gi\b | viec\b | cu\b | ai\b | nhung\b | the\snao | cho\b | cong\snhan | phe\sduyet ) ) )
    )
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"""
    (?<! \w )
    (?:
      (?P<regulation> {_REGULATION_WORD} )
    | (?P<decision> {_DECISION_WORD} ) (?: {_NAMED_NUMBER} )?
    )
    (?: \s+ (?:hue|soc\strang|son\sla|bac\sgiang|nay|thi|o|tai|co) )? (?: \s+ (?:thoi|nhe|nha|ay|do|a) ){{0,3}}
    [\s,:(-]* $
    """,
    re.VERBOSE,
)
_OUTSIDE_WORD = (
    r"(?:(?<!phap\s)(?<!ky\s)(?:bo\s+)?luat\b|nghi\s+dinh\b|nghi\s+quyet\b|thong\s+tu\b|phap\s+lenh\b|hien\s+phap\b"
    r"|cong\s+van\b|chi\s+thi\b|(?:nd|tt|nq|cv|ct)(?=[\s.:-]*(?:so\s*)?\d))"
)
_OUTSIDE_AFTER = re.compile(
    rf"[\s,(]*(?:(?:cua|trong|tai|thuoc|theo|o)\s+)?(?:cac\s+)?{_OUTSIDE_WORD}(?!\s+nay\b)"
)
# "Theo Điều 5: Áp dụng tập quán, trong Bộ luật dân sự": the article is named with its title.
_OUTSIDE_TITLED = re.compile(rf":\s[^?.!;\n]{{1,120}},\s(?:cua|trong|theo)\s+{_OUTSIDE_WORD}(?!\s+nay\b)")
_OUTSIDE_BEFORE = re.compile(
    rf"""
    (?<! \w ) {_OUTSIDE_WORD} (?! \s+ nay\b )
    (?: {_NAMED_NUMBER} (?: [/-][\w/-]* )? (?: \s+ (?!thi\b|thay\b) \w+ (?: /\d+ )* ){{0,3}} | (?: \s+
    (?!thi\b|quy\sche|qc\b) \w+ ){{1,10}} )? [\s,:(]* $
    """,
    re.VERBOSE,
)
_REACH = 160  # characters before a place that may name its instrument
_BY_MINISTRY = re.compile(r"[-/](?:ttg|cp|b[a-z]{1,5}|qh\d*|tw|ubtvqh\d*)$")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The part and the number named beside a place; `is_outside` when another instrument is."""

    part: Part | None = None
    number: str | None = None
    is_outside: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was named beside the place."""
        return self == NOTHING_SAID


OUTSIDE = Whereabouts(is_outside=True)
NOTHING_SAID = Whereabouts()


def find_whereabouts(folded: str, start: int, end: int) -> Whereabouts:
    """What the words around folded[start:end] say of its place."""
    if _OUTSIDE_AFTER.match(folded, end) or _OUTSIDE_TITLED.match(folded, end):
        return OUTSIDE
    after = _AFTER.match(folded, end)
    if after is not None:
        number, sign = after["number"] or after["number2"], after["sign"] or after["sign2"]
        if sign and _BY_MINISTRY.search(sign):
            return OUTSIDE
        return Whereabouts(Part.REGULATION if after["regulation"] else Part.DECISION, _squeeze(number))
    line = folded[max(0, start - _REACH) : start]
    before = _BEFORE.search(line) if "q" in line else None  # all its words have one, and searching is slow
    if before is not None:
        if before["sign"] and _BY_MINISTRY.search(before["sign"]):
            return OUTSIDE
        number = _squeeze(before["number"]) if before["decision"] else None
        part = Part.REGULATION if before["regulation"] else Part.DECISION
        return Whereabouts(None if number else part, number)  # "QĐ 246, điều 7" names the text, not the part
    return OUTSIDE if _OUTSIDE_BEFORE.search(line) else NOTHING_SAID


def _squeeze(number: str | None) -> str | None:
    return re.sub(r"\s", "", number) if number else None
