"""A recurring date in words: "báo cáo quý các sở chậm nhất ngày 18 tháng cuối quý, công văn 12/VP-KSTT, từ 01/01/2027".

What a message does not say stays open and is asked for; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.deadlines.local_rules import LocalRule
from bot.deadlines.reading.report_words import find_cycle, without_marks
from bot.deadlines.reading.unit_words import find_kinds
from bot.messages.dates import report_of_cycle
from bot.roster.basis import find_basis
from bot.roster.reading.dates import find_dates
from bot.roster.reading.tokens import tokenize
from corpus import Bound, Due, Period

_BOUND = re.compile(
    r"""
    \b (?: (?P<before>truoc) | (?P<last> cham\ nhat | khong\ qua | muon\ nhat | han(?:\ chot|\ cuoi)? | den\ het ) )
    (?:\s+(?:la|vao|het))? \s+ ngay \s+ (?P<day>\d{1,2}) (?! \d )
    (?: \s* (?: / | thang\s ) (?P<month>\d{1,2}) (?! [\d/] ) )?
    """,
    re.VERBOSE,
)
_LAST_MONTH = re.compile(
    r"\bthang cuoi(?: cung)?(?: cua)?(?: moi| hang)? (?:quy|ky|nam)\b|\bcuoi (?:quy|ky)\b"
)
_NEXT_PERIOD = re.compile(
    r"\bthang dau(?: tien)?(?: cua)? (?:quy|ky|nam) (?:sau|ke tiep|tiep theo)\b|\bthang (?:sau|ke tiep|tiep theo|lien sau)\b"
)
_FIRST_MONTH = re.compile(r"\bthang dau(?: tien)?(?: cua)? (?:quy|ky|nam)\b")
_FROM = re.compile(r"\b(?:ap dung|thuc hien|hieu luc|ke|bat dau)?\s*tu\b(?: ngay)?[\s:]*")
_UNTIL = re.compile(r"\b(?:den het|den|het hieu luc|toi)(?: ngay)?[\s:]+(?=\d)")
_NAMED = re.compile(r"[“\"](?P<name>[^”\"]{3,120})[”\"]")
_SENDER = re.compile(r"\b(?:cong van|van ban|cv|theo)\b.*", re.DOTALL)


class RuleLack(StrEnum):
    """What a rule still needs."""

    CYCLE = "cycle"
    DAY = "day"
    MONTH = "month"
    KINDS = "kinds"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule as far as it has been said. `kinds` None: not said; empty: all."""

    name: str | None = None
    period: Period | None = None
    bound: Bound | None = None
    day: int | None = None
    month: int | None = None
    kinds: tuple[str, ...] | None = None
    letter: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def lacks(self) -> tuple[RuleLack, ...]:
        """What is missing, in the order in which it is asked for."""
        open_ones = {
            RuleLack.CYCLE: self.period is None,
            RuleLack.DAY: self.day is None or self.bound is None,
            RuleLack.MONTH: self.month is None,
            RuleLack.KINDS: self.kinds is None,
            RuleLack.LETTER: not self.letter,
        }
        return tuple(lack for lack, is_open in open_ones.items() if is_open)

    def to_payload(self) -> dict[str, Any]:
        """The stored form."""
        return {
            "name": self.name,
            "period": self.period,
            "bound": self.bound,
            "day": self.day,
            "month": self.month,
            "kinds": list(self.kinds) if self.kinds is not None else None,
            "letter": self.letter,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
        }


def from_payload(payload: dict[str, Any]) -> RuleWords:
    """What `to_payload` gave."""
    return RuleWords(
        name=payload["name"],
        period=Period(payload["period"]) if payload["period"] else None,
        bound=Bound(payload["bound"]) if payload["bound"] else None,
        day=payload["day"],
        month=payload["month"],
        kinds=tuple(payload["kinds"]) if payload["kinds"] is not None else None,
        letter=payload["letter"],
        valid_from=date.fromisoformat(payload["valid_from"]) if payload["valid_from"] else None,
        valid_until=date.fromisoformat(payload["valid_until"]) if payload["valid_until"] else None,
    )


def read_rule(text: str, today: date, known: RuleWords | None = None) -> RuleWords:
    """What the message says, laid over what was known."""
    rule = known or RuleWords()
    plain = without_marks(text)
    period = find_cycle(text) or rule.period
    rule = replace(rule, period=period)
    named = _NAMED.search(text)
    if named:
        rule = replace(rule, name=" ".join(named["name"].split()))
    if bound := _BOUND.search(plain):
        rule = replace(
            rule, bound=Bound.BEFORE if bound["before"] else Bound.NO_LATER_THAN, day=int(bound["day"])
        )
        if bound["month"] and period in (Period.YEARLY, Period.HALF_YEARLY):
            rule = replace(rule, month=int(bound["month"]))
    if period and (month := _month(plain, period)) and not (bound and bound["month"]):
        rule = replace(rule, month=month)
    basis = find_basis(text)
    if basis and basis.number:
        rule = replace(rule, letter=basis.number)
    kinds = find_kinds(_SENDER.sub("", plain) if plain == text else _without_letter(text, plain))
    if kinds is not None:
        rule = replace(rule, kinds=tuple(sorted(kinds)))
    return _with_validity(rule, text, plain, today)


def make_rule(words: RuleWords, today: date) -> LocalRule:
    """The rule; call it only when nothing lacks. It holds from today on when nothing else was said."""
    if words.lacks or words.period is None or words.bound is None or words.day is None or words.month is None:
        raise ValueError(f"the rule still lacks {', '.join(words.lacks)}")
    return LocalRule(
        id="new",
        name=words.name or report_of_cycle(words.period),
        period=words.period,
        due=Due(words.bound, words.day, words.month),
        letter=words.letter or "",
        valid_from=words.valid_from or today,
        valid_until=words.valid_until,
        kinds=words.kinds or (),
    )


def _without_letter(text: str, plain: str) -> str:
    """The text before its letter is named: "Văn phòng" there is who signs, not who reports."""
    cut = _SENDER.search(plain)
    rest = _FROM.search(plain, cut.start()) if cut else None
    return text[: cut.start()] + (" " + text[rest.start() :] if rest else "") if cut else text


def _month(plain: str, period: Period) -> int | None:
    length = period.months or 1
    if _NEXT_PERIOD.search(plain):
        return length + 1
    if _LAST_MONTH.search(plain):
        return length
    if _FIRST_MONTH.search(plain):
        return 1
    return 1 if period is Period.MONTHLY else None


def _with_validity(rule: RuleWords, text: str, plain: str, today: date) -> RuleWords:
    for mention in find_dates(tokenize(text), today, []):
        before = plain[: mention.start].rstrip()
        if mention.date is None or mention.relative:
            continue
        head = plain[max(0, mention.start - 24) : mention.end]
        if _UNTIL.search(head) and re.search(r"\b(?:den|den het|het hieu luc|toi)(?: ngay)?$", before):
            rule = replace(rule, valid_until=mention.date)
        elif re.search(r"\btu(?: ngay)?$", before) or plain[mention.start :].startswith("tu "):
            rule = replace(rule, valid_from=mention.date)
    if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
        return replace(rule, valid_until=None)  # nonsense is asked for again, not kept
    return rule
