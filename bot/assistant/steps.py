"""Steps from one place to another: "khoản tiếp theo", "điểm kế", "tiếp đi", "khoản cuối điều 7", "điều sau điều 7".

A step starts from the unit that the message names, else from the one shown before. Past the end it says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.assistant.answer import Answer, Edge, Lack, Outcome
from bot.assistant.citing import cite
from bot.assistant.places import complete
from bot.assistant.reading import Knowledge, Reading
from corpus import Library, Part, Reference, Unit, UnitKind, UnitPath, resolve_all
from index import fold


class To(StrEnum):
    """Where a step goes."""

    NEXT = "next"
    BACK = "back"
    FIRST = "first"
    LAST = "last"
    LAST_BUT_ONE = "last-but-one"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Step:
    """A step among units of a kind; None for the kind that was shown last ("tiếp đi"). `at` is where the text says it."""

    kind: UnitKind | None
    to: To
    at: int


_KINDS = {"dieu": UnitKind.ARTICLE, "khoan": UnitKind.CLAUSE, "diem": UnitKind.POINT}
_STEP = re.compile(
    r"""
    \b(?P<kind>dieu|khoan|diem)\s+(?:
      (?P<last_but_one> ap\ chot|gan\ cuoi|ke\ cuoi )
    | (?P<last>  cuoi\ cung|cuoi(?!\s+(?:nam|thang|quy|ky))|chot|sau\ cung|sau\ chot|sau\ rot )
    | (?P<first> dau\ tien|dau(?!\s+(?:moi|tu|vao|ra|nam|thang|quy|bai|ky)) )
    | (?P<next>  ke\ tiep|tiep\ theo|tiep\ sau|lien\ sau|lien\ ke|ke\ sau|ke|tiep|sau\ do|sau\ nua|sau(?!\s+(?:day|khi))
               | (?:ben|phia|lien|ke)\ duoi )
    | (?P<back>  lien\ truoc|ke\ truoc|truoc\ do|truoc\ nua|truoc(?!\s+(?:ngay|khi|thang|nam))
               | (?:ben|phia|lien|ke)\ tren )
    )\b
    """,
    re.VERBOSE,
)
_POLITE = r"(?:roi|thi|the|vay|cho|em|e|minh|anh|chi|ad|xin|giup|nho|xem|doc|coi|trich|phan|doan|muc|cai)\s+"
_AFTER = r"(?:\s+(?:di|nhe|nha|a|em|e|ad|voi|nua|sao|thi|la|gi|giup|nghen|ban|oi|anh|chi|ha|hen|luon|dum|coi|xem|do|nay|ay))*"
_ONWARD = re.compile(
    rf"(?:{_POLITE})*(?:(?P<next>tiep(?:\s+(?:theo|tuc))?|ke\s+tiep|next)|(?P<back>lui\s+lai|truoc\s+do|cai\s+truoc|back)){_AFTER}"
)
_WHOLE = re.compile(
    rf"(?:{_POLITE})*(?:ca|toan\s+bo|tron|nguyen(?:\s+(?:ca|van))?|het(?:\s+ca)?)\s+(?P<kind>dieu|khoan){_AFTER}"
)
_LONGEST = 12  # syllables
_PART = re.compile(r"\b(?:(?P<decision>quyet\s?dinh|qd)|quy\s?che|qc)\b")


def find_step(text: str) -> Step | None:
    """The step that a short text asks for, if it does."""
    folded = fold(" ".join(text.lower().split()))
    if len(folded.split()) > _LONGEST:
        return None
    bare = folded.strip(" .!?,…")
    if whole := _WHOLE.fullmatch(bare):
        return Step(_KINDS[whole["kind"]], To.WHOLE, 0)
    if onward := _ONWARD.fullmatch(bare):
        return Step(None, To.NEXT if onward["next"] else To.BACK, 0)
    match = _STEP.search(folded)
    if match is None:
        return None
    to = next(one for one in To if one is not To.WHOLE and match[one.replace("-", "_")])
    return Step(_KINDS[match["kind"]], to, match.start())


def take_step(
    reading: Reading, references: Sequence[Reference], before: UnitPath | None, knowledge: Knowledge
) -> Answer | None:
    """The unit that the step leads to, or that there is none; None if the message asks for no step."""
    step = find_step(reading.question.text)
    start = _start(step, reading, references, before, knowledge.library) if step else None
    if step is None or start is None:
        return None
    landed = _follow(step, start, knowledge.library)
    regulations = (start.regulation,)
    if isinstance(landed, Lack):
        return Answer(Outcome.NO_SUCH_UNIT, regulations=regulations, lacks=(landed,))
    return Answer(Outcome.LOOKED_UP, (cite(landed, reading, knowledge, named=True),), regulations=regulations)


def _start(
    step: Step,
    reading: Reading,
    references: Sequence[Reference],
    before: UnitPath | None,
    library: Library,
) -> UnitPath | None:
    """The unit that the step starts from."""
    home = library.get(reading.scope.regulations[0]) if len(reading.scope.regulations) == 1 else None
    if references:
        units = resolve_all(complete(references, before)[0], home) if home and len(references) == 1 else ()
        named = units[0].path if len(units) == 1 else None
        return _start_at(step, named, references[0].span[0], before) if named else None
    if step.kind is not UnitKind.ARTICLE or step.to not in (To.FIRST, To.LAST, To.LAST_BUT_ONE):
        return before
    part = _PART.search(fold(reading.question.text.lower()))
    if before is None and (home is None or part is None):
        return None
    start = before or UnitPath(home.id if home else "", Part.REGULATION, "1")
    return replace(start, part=Part.DECISION if part["decision"] else Part.REGULATION) if part else start


def _start_at(step: Step, named: UnitPath, at: int, before: UnitPath | None) -> UnitPath | None:
    """The named unit where a step from it or within it makes sense: "khoản sau khoản 2", "khoản cuối điều 7"."""
    levels = list(UnitKind)
    if step.to in (To.NEXT, To.BACK):
        if named.kind is step.kind and step.at < at:
            return named
        return before if before and before != named and named.contains(before) else None
    is_within = step.kind is not None and levels.index(step.kind) > levels.index(named.kind)
    return named if is_within and step.to is not To.WHOLE else None


def _follow(step: Step, start: UnitPath, library: Library) -> UnitPath | Lack:
    """The unit that the step leads to, or what is lacking there."""
    if step.to is To.WHOLE:
        is_clause = step.kind is UnitKind.CLAUSE and start.clause is not None
        return replace(start, point=None) if is_clause else start.article_path
    if step.kind is None:
        return _read_on(step.to, start, library)
    holder, rows = _row(step.kind, start, library)
    if not rows:
        return Lack(None, holder)
    at = next((at for at, unit in enumerate(rows) if unit.path.contains(start)), None)
    last = len(rows) - 1
    aims = {
        To.FIRST: 0,
        To.LAST: last,
        To.LAST_BUT_ONE: last - 1,
        To.NEXT: 0 if at is None else at + 1,
        To.BACK: -1 if at is None else at - 1,
    }
    aim = aims[step.to]
    if 0 <= aim <= last:
        return rows[aim].path
    return Lack(rows[0 if aim < 0 else last].path, holder, edge=Edge.FIRST if aim < 0 else Edge.LAST)


def _read_on(to: To, start: UnitPath, library: Library) -> UnitPath | Lack:
    """The unit that is read next: the neighbour, else the neighbour of what holds it."""
    at: UnitPath | None = start
    landed: UnitPath | Lack = start
    while at is not None:
        landed = _follow(Step(at.kind, to, 0), at, library)
        if not isinstance(landed, Lack):
            return landed
        at = at.parent
    return landed


def _row(kind: UnitKind, start: UnitPath, library: Library) -> tuple[UnitPath | None, Sequence[Unit]]:
    """What holds the units of a kind around the start, and these units."""
    if kind is UnitKind.ARTICLE:
        component = library.get(start.regulation).document.component(start.part)
        return None, component.articles if component else ()
    holder = start.article_path if kind is UnitKind.CLAUSE else replace(start, point=None)
    return holder, [unit for unit in library.unit(holder).children if unit.path.kind is kind]
