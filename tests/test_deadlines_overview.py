"""The schedule over an office's letters, adopted duties and requests; marks, and how a report stands over all units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reminder_world import BOOK, QUARTER_OF_COMMUNES, QUARTER_OF_DEPARTMENTS, Province, at, settle
from roster_stage import HUE

from bot.deadlines.local_rules import LocalRule
from bot.deadlines.office_rules import add_rule, adopt, end_adoption, list_rules, set_rule
from bot.deadlines.overview import find_report, find_reports
from bot.deadlines.requests import add_request
from bot.deadlines.schedule import Entry, Unit, find_entries, load_sources, owed_by
from bot.deadlines.submissions import (
    Act,
    Mark,
    find_standing,
    history_of,
    last_mark_by,
    put_mark,
    undo_batch,
    undo_mark,
)
from bot.roster.links import end_link, links_of
from bot.store import Transaction, Writer, audit
from corpus import Bound, Due, StaffedUnit

START = at(date(2026, 8, 3))
SOC_TRANG = Unit(900, "soc-trang-246-2024", StaffedUnit.DEPARTMENT)
EVERYBODY = replace(QUARTER_OF_DEPARTMENTS, kinds=())
KEY = "r1:2026-Q3"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "d.db", START) as opened:
        yield opened


def schedule(tx: Transaction, first: date, last: date) -> tuple[Entry, ...]:
    return find_entries(load_sources(tx, first, last), first, last, BOOK)


def unit(province: Province, number: int) -> Unit:
    kind = StaffedUnit.DEPARTMENT if number < 2 else StaffedUnit.COMMUNE
    return Unit(province.agencies[number], HUE, kind)


@pytest.fixture
def province(writer: Writer) -> Province:
    rules = (QUARTER_OF_DEPARTMENTS, QUARTER_OF_COMMUNES)
    return writer.call(lambda tx: settle(tx, 2, 1, rules, START))


def test_a_letter_binds_the_kinds_it_names_and_no_other_province(writer: Writer, province: Province) -> None:
    entries = writer.call(lambda tx: schedule(tx, date(2026, 9, 1), date(2026, 9, 30)))
    days = {n: [str(one.occurrence.last_day) for one in owed_by(entries, unit(province, n))] for n in (0, 2)}
    assert days == {0: ["2026-09-18"], 2: ["2026-09-16"]}
    assert owed_by(entries, replace(unit(province, 0), regulation="son-la-2025")) == ()


def test_duties_of_a_merged_province_are_shown_with_their_note_and_scheduled_once_adopted(
    writer: Writer,
) -> None:
    def monthly() -> list[Entry]:
        entries = writer.call(lambda tx: schedule(tx, date(2026, 10, 1), date(2026, 10, 31)))
        return [one for one in owed_by(entries, SOC_TRANG) if "thang" in one.key]

    [before] = monthly()
    assert not before.scheduled
    assert before.occurrence.caveats
    assert writer.call(lambda tx: adopt(tx, str(before.obligation), "30/VP", "person:1", START))
    [after] = monthly()
    assert after.scheduled
    assert after.since == START
    assert not writer.call(lambda tx: adopt(tx, str(before.obligation), "30/VP", "person:1", START))
    assert writer.call(lambda tx: end_adoption(tx, str(before.obligation), "person:1", START))
    assert not monthly()[0].scheduled


def test_a_letters_date_for_a_duty_takes_the_place_of_the_regulations_own(writer: Writer) -> None:
    [printed] = [
        one
        for one in owed_by(
            writer.call(lambda tx: schedule(tx, date(2026, 10, 1), date(2026, 10, 31))), SOC_TRANG
        )
        if "thang" in one.key
    ]
    rule = LocalRule(
        "", "Báo cáo tháng", printed.occurrence.period.cycle, Due(Bound.NO_LATER_THAN, 19, 1), "31/VP",
        date(2026, 10, 1), kinds=("so-nganh",), obligation=printed.obligation,
    )  # fmt: skip
    writer.call(lambda tx: add_rule(tx, SOC_TRANG.regulation or "", rule, "person:1", START))
    entries = writer.call(lambda tx: schedule(tx, date(2026, 10, 1), date(2026, 10, 31)))
    [now] = [one for one in owed_by(entries, SOC_TRANG) if "tháng" in one.occurrence.name]
    assert (now.occurrence.last_day, now.occurrence.letter) == (date(2026, 10, 19), "31/VP")
    office = replace(SOC_TRANG, kind=StaffedUnit.DISTRICT)
    assert [one.occurrence.letter for one in owed_by(entries, office) if "tháng" in one.occurrence.name] == [
        None
    ]


def test_a_later_letter_for_some_kinds_leaves_the_earlier_one_to_the_others(writer: Writer) -> None:
    def work(tx: Transaction) -> dict[StaffedUnit, list[tuple[str, date]]]:
        set_rule(tx, HUE, EVERYBODY, "person:1", START)
        later = replace(
            QUARTER_OF_COMMUNES,
            due=Due(Bound.NO_LATER_THAN, 14, 3),
            letter="40/VP",
            valid_from=date(2026, 10, 1),
        )
        set_rule(tx, HUE, later, "person:1", START)
        entries = schedule(tx, date(2026, 7, 1), date(2026, 12, 31))
        return {
            kind: [
                (str(one.occurrence.letter), one.occurrence.last_day)
                for one in owed_by(entries, Unit(1, HUE, kind))
            ]
            for kind in (StaffedUnit.DEPARTMENT, StaffedUnit.COMMUNE)
        }

    assert writer.call(work) == {
        StaffedUnit.DEPARTMENT: [("12/VP-KSTT", date(2026, 9, 18)), ("12/VP-KSTT", date(2026, 12, 18))],
        StaffedUnit.COMMUNE: [("12/VP-KSTT", date(2026, 9, 18)), ("40/VP", date(2026, 12, 14))],
    }


def test_what_was_handed_in_ahead_of_time_counts_under_the_letter_that_follows(writer: Writer) -> None:
    def work(tx: Transaction) -> list[bool]:
        province = settle(tx, 1, 1, (EVERYBODY,), START)
        [december] = [
            one for one in schedule(tx, date(2026, 12, 1), date(2026, 12, 31)) if one.key.startswith("r")
        ]
        for agency in province.agencies:
            put_mark(tx, agency, december.occurrence, "x", Mark(Act.SUBMITTED), "person:1", START)
        later = replace(QUARTER_OF_COMMUNES, letter="40/VP", valid_from=date(2026, 10, 1))
        set_rule(tx, HUE, later, "person:1", START)
        entries = schedule(tx, date(2026, 12, 1), date(2026, 12, 31))
        return [
            find_standing(tx, agency, owed_by(entries, Unit(agency, HUE, kind))[0].key) is not None
            for agency, kind in zip(
                province.agencies, (StaffedUnit.DEPARTMENT, StaffedUnit.COMMUNE), strict=True
            )
        ]

    assert writer.call(work) == [True, True]


def test_a_request_binds_exactly_the_units_asked(writer: Writer, province: Province) -> None:
    def work(tx: Transaction) -> list[bool]:
        asked = add_request(
            tx, regulation=HUE, title="Rà soát", note=None, last_day=date(2026, 8, 20),
            agencies=province.agencies[1:], draft=None, actor="person:1", now=START,
        )  # fmt: skip
        [entry] = [one for one in schedule(tx, date(2026, 8, 1), date(2026, 8, 31)) if one.key == asked.key]
        return [entry.binds(unit(province, n)) for n in range(3)]

    assert writer.call(work) == [False, True, True]


def test_a_report_is_counted_by_submitted_late_silent_and_unlinked(
    writer: Writer, province: Province
) -> None:
    first, second, _ = province.agencies

    def work(tx: Transaction) -> None:
        [entry] = [one for one in schedule(tx, date(2026, 9, 1), date(2026, 9, 30)) if one.key == KEY]
        put_mark(tx, first, entry.occurrence, "x", Mark(Act.RECEIVED), "person:1", START)
        for link in links_of(tx, province.officers[second]):
            end_link(tx, link, "console", START)

    writer.call(work)

    def look(day: date) -> tuple[tuple[int, ...], ...]:
        report = find_report(writer.call(lambda tx: find_reports(tx, HUE, day, BOOK)), KEY)
        assert report is not None
        assert report.units == 2
        return report.submitted, report.late, report.silent, report.unlinked

    assert look(date(2026, 9, 18)) == ((first,), (), (second,), (second,))
    assert look(date(2026, 9, 19)) == ((first,), (second,), (), (second,))


def test_a_returned_report_is_owed_again_and_undoing_goes_back_one_mark_at_a_time(
    writer: Writer, province: Province
) -> None:
    agency = province.agencies[0]

    def work(tx: Transaction) -> list[Act | None]:
        [entry] = [one for one in schedule(tx, date(2026, 9, 1), date(2026, 9, 30)) if one.key == KEY]
        seen: list[Act | None] = []

        def look() -> None:
            standing = find_standing(tx, agency, KEY)
            seen.append(standing.mark.act if standing else None)

        put_mark(tx, agency, entry.occurrence, "x", Mark(Act.SUBMITTED, "45/BC-STP"), "person:1", START)
        look()
        put_mark(
            tx, agency, entry.occurrence, "x", Mark(Act.RETURNED, reason="thiếu biểu"), "person:2", START
        )
        look()
        for actor in ("person:2", "person:1"):
            mark = last_mark_by(tx, actor, {agency})
            assert mark is not None
            assert undo_mark(tx, mark, actor, START)
            assert not undo_mark(tx, mark, actor, START)
            look()
        return seen

    assert writer.call(work) == [Act.SUBMITTED, Act.RETURNED, Act.SUBMITTED, None]


def test_many_marks_made_in_one_step_are_undone_in_one(writer: Writer, province: Province) -> None:
    def work(tx: Transaction) -> tuple[int, int, list[str]]:
        [entry] = [one for one in schedule(tx, date(2026, 9, 1), date(2026, 9, 30)) if one.key == KEY]
        for agency in province.agencies:
            put_mark(tx, agency, entry.occurrence, "x", Mark(Act.RECEIVED), "person:1", START, batch=7)
        left = len(history_of(tx, province.agencies[0]))
        undone = undo_batch(tx, 7, "person:1", START)
        actions = [row.action for row in audit.history(tx, f"agency:{province.agencies[0]}")]
        return left, undone, actions[-2:]

    assert writer.call(work) == (1, 3, ["mark received", "undo mark"])


def test_ended_rules_are_listed_only_for_the_days_they_bound(writer: Writer) -> None:
    def work(tx: Transaction) -> list[int]:
        set_rule(tx, HUE, EVERYBODY, "person:1", START)
        set_rule(tx, HUE, replace(EVERYBODY, letter="40/VP", valid_from=date(2026, 10, 1)), "person:1", START)
        return [len(list_rules(tx, HUE, day)) for day in (date(2026, 9, 30), date(2026, 10, 1))]

    assert writer.call(work) == [2, 1]
