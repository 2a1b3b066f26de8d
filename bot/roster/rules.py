"""Whether a unit's focal officers are as many, and who, as its regulation demands.

The rules are corpus' data. A rule warns: the coordinator may still record with a reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import Position, Quota, Size, StaffedUnit, UnitPath, load_staffing

TOO_MANY, TOO_FEW, UNDETERMINED = "too-many", "too-few", "undetermined"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a unit's roster; a position that the regulations do not name is None."""

    name: str
    position: Position | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`violations` are words of the line format ("too-many", "missing-position:chuyen-vien"); `citations` prove them.

    A kind of unit of which the regulation says nothing breaks no rule: no citation then.
    """

    ok: bool
    violations: tuple[str, ...] = ()
    citations: tuple[UnitPath, ...] = ()


def check(
    regulation: str,
    unit_kind: StaffedUnit,
    procedures: int | None,
    members: Sequence[Member],
    quotas: Iterable[Quota] | None = None,
) -> Verdict:
    """The verdict on a unit with so many procedures (None: unknown) and these members, by the packaged quotas."""
    known = load_staffing() if quotas is None else quotas
    quota = next((one for one in known if one.regulation == regulation and one.unit_kind is unit_kind), None)
    if quota is None:
        return Verdict(ok=True)
    number = _number_violation(quota.sizes, procedures, len(members))
    violations = (*([number] if number else []), *_unheld(quota, members))
    return Verdict(not violations, violations, (quota.citation,))


def _number_violation(sizes: Sequence[Size], procedures: int | None, count: int) -> str | None:
    """At a number of procedures that no size covers, or one unknown, any size might hold: only what all of them say counts."""
    governing = [size for size in sizes if size.holds_for(procedures)] or list(sizes)
    verdicts = {_compare(size, count) for size in governing}
    return verdicts.pop() if len(verdicts) == 1 else UNDETERMINED if verdicts else None


def _compare(size: Size, count: int) -> str | None:
    if count > size.number:
        return TOO_MANY
    return TOO_FEW if size.exact and count < size.number else None


def _unheld(quota: Quota, members: Sequence[Member]) -> list[str]:
    """The posts that nobody holds; one person fills one post."""
    free = [member.position for member in members]
    missing = []
    for post in quota.posts:
        holder = next((position for position in post.holders if position in free), None)
        if holder is None:
            missing.append(f"missing-position:{post.holders[0]}")
        else:
            free.remove(holder)
    return missing


def check_batch(lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON for every line that is not blank, in order."""
    quotas = load_staffing()
    for line in lines:
        if line.strip():
            yield json.dumps(check_row(json.loads(line), quotas), ensure_ascii=False)


def check_row(case: Mapping[str, Any], quotas: Iterable[Quota] | None = None) -> dict[str, Any]:
    """The verdict on a case: reads `id`, `regulation`, `unit_kind`, `procedures` and `members` and no other field."""
    positions = {position.value: position for position in Position}
    members = [Member(row.get("name") or "", positions.get(row.get("position"))) for row in case["members"]]
    verdict = check(
        case["regulation"], StaffedUnit(case["unit_kind"]), case.get("procedures"), members, quotas
    )
    return {
        "id": case["id"],
        "ok": verdict.ok,
        "violations": list(verdict.violations),
        "citations": [str(path) for path in verdict.citations],
    }
