"""Stored dates of an office: the recurring rules of its letters, and the regulation's duties it adopted.

A rule is never edited: a later letter ends it and brings the next. `LocalRule.id` of a stored rule is "r<id>".
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.deadlines.local_rules import LocalRule, end_rule
from bot.roster.agencies import level_of
from bot.store import Transaction, audit
from bot.store.moments import from_text, to_text
from corpus import Bound, Due, Period, StaffedUnit


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """A rule as confirmed; `since` is when it was, nobody is reminded by it of anything earlier."""

    id: int
    regulation: str
    rule: LocalRule
    since: datetime


def add_rule(tx: Transaction, regulation: str, rule: LocalRule, actor: str, now: datetime) -> OfficeRule:
    """Write a confirmed rule; the caller has asked `may` and `find_faults`."""
    row = tx.one(
        "INSERT INTO office_rule (regulation, name, period, bound, day, month, letter, valid_from,"
        " valid_until, kinds, obligation, created_at, created_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (
            regulation,
            rule.name,
            rule.period,
            rule.due.bound,
            rule.due.day,
            rule.due.month,
            rule.letter,
            rule.valid_from.isoformat(),
            rule.valid_until.isoformat() if rule.valid_until else None,
            json.dumps(sorted(rule.kinds)),
            rule.obligation,
            to_text(now),
            actor,
        ),
    )
    if row is None:
        raise LookupError("no rule was written")
    _note(tx, actor, "set date", f"rule:{row['id']}", now)
    return _rule(row)


def list_rules(tx: Transaction, regulation: str | None = None, day: date | None = None) -> list[OfficeRule]:
    """The rules, oldest first; of one regulation or all, with a day only those valid then or later."""
    rows = tx.all(
        "SELECT * FROM office_rule WHERE (? IS NULL OR regulation = ?)"
        " AND (? IS NULL OR valid_until IS NULL OR valid_until >= ?) ORDER BY id",
        (regulation, regulation, *(2 * (day.isoformat() if day else None,))),
    )
    return [_rule(row) for row in rows]


def find_rule(tx: Transaction, rule_id: int) -> OfficeRule | None:
    """The rule, ended or not."""
    row = tx.one("SELECT * FROM office_rule WHERE id = ?", (rule_id,))
    return _rule(row) if row is not None else None


def end_stored_rule(
    tx: Transaction, stored: OfficeRule, first_day_of_the_next: date, letter: str, actor: str, now: datetime
) -> OfficeRule:
    """A later letter ends a rule: its last day is the one before. An earlier end stays."""
    ended = end_rule(stored.rule, first_day_of_the_next)
    tx.execute(
        "UPDATE office_rule SET valid_until = ?, end_letter = ?, ended_at = ?, ended_by = ? WHERE id = ?",
        (
            ended.valid_until.isoformat() if ended.valid_until else None,
            letter,
            to_text(now),
            actor,
            stored.id,
        ),
    )
    _note(tx, actor, "end date", f"rule:{stored.id}", now)
    return replace(stored, rule=ended)


def find_replaced(tx: Transaction, regulation: str, rule: LocalRule) -> list[OfficeRule]:
    """The rules for the same report of the same kinds of agency that the new one would run beside."""
    mine = kinds_of(rule)
    return [
        one
        for one in list_rules(tx, regulation, rule.valid_from)
        if one.rule.period is rule.period
        and (one.rule.name.casefold() == rule.name.casefold())
        and kinds_of(one.rule) & mine
        and (rule.valid_until is None or one.rule.valid_from <= rule.valid_until)
    ]


def set_rule(
    tx: Transaction, regulation: str, rule: LocalRule, actor: str, now: datetime
) -> tuple[OfficeRule, list[OfficeRule]]:
    """Write a rule and end those it takes the place of; returns it with the ended ones.

    An earlier rule for more kinds of agency goes on for the kinds that the new one leaves out.
    """
    replaced = find_replaced(tx, regulation, rule)
    added = add_rule(tx, regulation, rule, actor, now)
    ended = []
    for earlier in replaced:
        left = kinds_of(earlier.rule) - kinds_of(rule)
        ended.append(end_stored_rule(tx, earlier, rule.valid_from, rule.letter, actor, now))
        _carry_marks(tx, earlier, added)
        if left:
            rest = replace(
                earlier.rule,
                kinds=tuple(sorted(left)),
                valid_from=max(rule.valid_from, earlier.rule.valid_from),
            )
            _carry_marks(tx, earlier, add_rule(tx, regulation, rest, actor, now))
    return added, ended


def _carry_marks(tx: Transaction, earlier: OfficeRule, later: OfficeRule) -> None:
    """What was handed in ahead of time under the earlier rule counts for the later one's same periods."""
    tx.execute(
        "UPDATE submission SET occurrence = ? || substr(occurrence, ?) WHERE occurrence LIKE ? || ':%'"
        " AND last_day >= ? AND agency_id IN (SELECT id FROM agency WHERE kind IN"
        " (SELECT value FROM json_each(?)))",
        (
            later.rule.id,
            len(earlier.rule.id) + 1,
            earlier.rule.id,
            later.rule.valid_from.isoformat(),
            json.dumps(sorted(kinds_of(later.rule))),
        ),
    )


def kinds_of(rule: LocalRule) -> frozenset[StaffedUnit]:
    """The kinds of agency that a rule binds."""
    return frozenset(kind for kind in StaffedUnit if rule.falls_on(kind, level_of(kind)))


def adopt(tx: Transaction, obligation: str, letter: str, actor: str, now: datetime) -> bool:
    """A coordinator confirms that a duty of a merged province or an ended level still binds; False if done before."""
    added = tx.execute(
        "INSERT INTO adoption (obligation, letter, adopted_at, adopted_by) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (obligation, letter, to_text(now), actor),
    ).rowcount
    if added:
        _note(tx, actor, "adopt duty", f"duty:{obligation}", now)
    return added == 1


def end_adoption(tx: Transaction, obligation: str, actor: str, now: datetime) -> bool:
    """The duty binds nobody any more; False if it did not."""
    ended = tx.execute(
        "UPDATE adoption SET ended_at = ?, ended_by = ? WHERE obligation = ? AND ended_at IS NULL",
        (to_text(now), actor, obligation),
    ).rowcount
    if ended:
        _note(tx, actor, "end adoption", f"duty:{obligation}", now)
    return ended == 1


def adoptions(tx: Transaction) -> dict[str, datetime]:
    """The adopted duties, each with the moment since when."""
    rows = tx.all("SELECT obligation, adopted_at FROM adoption WHERE ended_at IS NULL")
    return {row["obligation"]: from_text(row["adopted_at"]) for row in rows}


def _note(tx: Transaction, actor: str, action: str, subject: str, now: datetime) -> None:
    audit.note(tx, actor=actor, action=action, subject=subject, now=now)


def _rule(row: sqlite3.Row) -> OfficeRule:
    rule = LocalRule(
        id=f"r{row['id']}",
        name=row["name"],
        period=Period(row["period"]),
        due=Due(Bound(row["bound"]), row["day"], row["month"]),
        letter=row["letter"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        kinds=tuple(json.loads(row["kinds"])),
        obligation=row["obligation"],
    )
    return OfficeRule(row["id"], row["regulation"], rule, from_text(row["created_at"]))
