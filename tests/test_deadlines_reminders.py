"""Reminders as rows: who is told what, when, once; what stops them, what moves them, what is made good later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from reminder_world import (
    BOOK,
    MONTH,
    QUARTER_OF_DEPARTMENTS,
    Far,
    Province,
    at,
    claim,
    reminded,
    send_all,
    settle,
    tick,
)
from roster_stage import HUE, link_up, new_agency, new_person, put_in

from bot.channels.part import Part
from bot.deadlines import issuing
from bot.deadlines.office_rules import end_stored_rule
from bot.deadlines.prompts import PromptKind, add_prompts, snooze
from bot.deadlines.requests import add_request, withdraw_request
from bot.deadlines.schedule import Entry, find_entries, load_sources
from bot.deadlines.submissions import Act, Mark, find_standing, put_mark, undo_mark
from bot.deadlines.ticking import ask_what_is_due
from bot.roster.basis import AWAITED, put_basis
from bot.roster.designations import designate, end_designation, held_by
from bot.roster.links import Address, add_link, confirm, end_link, links_of
from bot.roster.reporting import name_reporting_officer
from bot.store import Transaction, Writer, delivery, outbox
from corpus import Position

START = at(date(2026, 8, 3))
# "chậm nhất ngày 18 tháng cuối quý": Friday, 18 September 2026.
LAST_DAY = date(2026, 9, 18)
AHEAD_7 = date(2026, 9, 11)
KEY = "r1:2026-Q3"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "d.db", START) as opened:
        yield opened


@pytest.fixture
def province(writer: Writer) -> Province:
    return writer.call(lambda tx: settle(tx, 1, 0, (QUARTER_OF_DEPARTMENTS,), START))


def entry(tx: Transaction, key: str = KEY) -> Entry:
    span = (date(2026, 7, 1), date(2026, 12, 31))
    return next(one for one in find_entries(load_sources(tx, *span), *span, BOOK) if one.key == key)


def mark(writer: Writer, agency: int, act: Act = Act.SUBMITTED, **more: str) -> None:
    def work(tx: Transaction) -> None:
        put_mark(tx, agency, entry(tx).occurrence, "Báo cáo quý", Mark(act, **more), "person:1", START)

    writer.call(work)


def live(writer: Writer, first: date, last: date, at_noon: Callable[[date], None] = lambda day: None) -> Far:
    """Tick and send every day at 07:30, 08:00, 08:01, 12:00, 19:00 and 21:00."""
    far = Far()
    day = first
    while day <= last:
        for hour, minute in ((7, 30), (8, 0), (8, 1), (12, 0), (19, 0), (21, 0)):
            tick(writer, at(day, hour, minute))
            send_all(writer, far, at(day, hour, minute))
            if hour == 12:
                at_noon(day)
        day += timedelta(days=1)
    return far


def said(far: Far) -> list[str]:
    return [f"{moment.astimezone(BOOK.settings.zone):%d/%m %H:%M} {row.chat}" for moment, row in far.arrived]


def text(far: Far, number: int = -1) -> str:
    return Part.from_json(far.arrived[number][1].body).text


def chat(person: int) -> str:
    return str(1000 + person)


def test_the_reporting_officer_alone_climbs_the_ladder_and_the_head_and_the_desk_hear_at_its_end(
    writer: Writer, province: Province
) -> None:
    agency = province.agencies[0]
    officer, head, desk = (
        chat(province.officers[agency]),
        chat(province.heads[agency]),
        chat(province.coordinator),
    )
    far = live(writer, date(2026, 9, 1), date(2026, 10, 5))
    assert said(far) == [
        *(f"{day} 08:00 {officer}" for day in ("11/09", "15/09", "17/09", "18/09")),
        *(f"{day} 08:00 {officer}" for day in ("21/09", "22/09", "23/09", "24/09", "25/09")),
        f"28/09 08:00 {head}",
        f"28/09 08:00 {desk}",
    ]  # fmt: skip


def test_a_submission_stops_the_ladder_and_taking_it_back_resumes_it(
    writer: Writer, province: Province
) -> None:
    agency = province.agencies[0]
    found: list[int] = []

    def at_noon(day: date) -> None:
        if day == date(2026, 9, 15):
            writer.call(
                lambda tx: found.append(
                    put_mark(tx, agency, entry(tx).occurrence, "x", Mark(Act.SUBMITTED), "person:1", START).id
                )
            )
        if day == date(2026, 9, 21):
            writer.call(lambda tx: undo_mark(tx, find_standing(tx, agency, KEY), "person:1", START))

    far = live(writer, date(2026, 9, 11), date(2026, 9, 22), at_noon)
    # The step of the 21st that was overtaken by the mark is said when the mark falls, late; then the next day's.
    assert [line[:11] for line in said(far)] == ["11/09 08:00", "15/09 08:00", "21/09 19:00", "22/09 08:00"]


def test_a_message_whose_report_is_handed_in_before_it_leaves_is_withdrawn(
    writer: Writer, province: Province
) -> None:
    tick(writer, at(AHEAD_7))
    mark(writer, province.agencies[0])
    assert claim(writer, at(AHEAD_7)) is None
    assert [row["state"] for row in reminded(writer)] == ["withdrawn"]
    tick(writer, at(AHEAD_7, 9))
    assert claim(writer, at(AHEAD_7, 9)) is None


def test_several_dues_of_one_person_and_time_are_one_message(writer: Writer) -> None:
    def work(tx: Transaction) -> Province:
        made = settle(tx, 2, 0, (QUARTER_OF_DEPARTMENTS, MONTH), at(date(2026, 9, 10)))
        person = made.officers[made.agencies[0]]
        put_in(tx, person, made.agencies[1], on=date(2026, 1, 5))
        name_reporting_officer(tx, made.agencies[1], person, "console", START)
        return made

    province = writer.call(work)
    far = live(writer, date(2026, 9, 18), date(2026, 9, 18))
    assert said(far) == [f"18/09 08:00 {chat(province.officers[province.agencies[0]])}"]
    assert text(far).count("Báo cáo quý (quý III/2026): hôm nay là ngày làm việc cuối cùng") == 2
    assert text(far).count("Báo cáo tháng (tháng 9/2026): còn 7 ngày") == 2
    assert "Sở Mẫu 0:" in text(far)
    assert "Sở Mẫu 1:" in text(far)


def replace_officer(tx: Transaction, province: Province, on: date) -> int:
    agency = province.agencies[0]
    [held] = held_by(tx, province.officers[agency], on)
    end_designation(tx, held, on, put_basis(tx, AWAITED))
    newcomer = new_person(tx, "Lê Thị Mới")
    designate(
        tx, person=newcomer, agency=agency, position=Position.SPECIALIST, starts_on=on, basis=AWAITED, replaces=held.id
    )  # fmt: skip
    link_up(tx, newcomer)
    return newcomer


def test_whoever_took_over_in_between_gets_the_next_step_and_the_one_before_gets_none(
    writer: Writer, province: Province
) -> None:
    newcomer: list[int] = []

    def at_noon(day: date) -> None:
        if day == date(2026, 9, 12):
            writer.call(lambda tx: newcomer.append(replace_officer(tx, province, date(2026, 9, 14))))

    far = live(writer, date(2026, 9, 10), date(2026, 9, 15), at_noon)
    officer = province.officers[province.agencies[0]]
    assert said(far) == [f"11/09 08:00 {chat(officer)}", f"15/09 08:00 {chat(newcomer[0])}"]


def test_a_step_that_waits_for_somebody_who_has_left_goes_to_the_newcomer(
    writer: Writer, province: Province
) -> None:
    tick(writer, at(AHEAD_7))
    newcomer = writer.call(lambda tx: replace_officer(tx, province, AHEAD_7))
    far = Far()
    send_all(writer, far, at(AHEAD_7, 8, 5))
    assert far.arrived == []
    tick(writer, at(AHEAD_7, 8, 6))
    send_all(writer, far, at(AHEAD_7, 8, 6))
    assert [row.chat for _, row in far.arrived] == [chat(newcomer)]


def test_somebody_whose_account_was_unlinked_is_not_written_to(writer: Writer, province: Province) -> None:
    tick(writer, at(AHEAD_7))
    officer = province.officers[province.agencies[0]]
    writer.call(lambda tx: [end_link(tx, one, "console", START) for one in links_of(tx, officer)])
    assert claim(writer, at(AHEAD_7)) is None
    tick(writer, at(AHEAD_7, 9))
    assert claim(writer, at(AHEAD_7, 9)) is None


def test_who_links_only_after_the_step_hears_of_it_then_marked_as_late(writer: Writer) -> None:
    def work(tx: Transaction) -> int:
        agency = new_agency(tx)
        person = new_person(tx)
        put_in(tx, person, agency)
        settle(tx, 0, 0, (QUARTER_OF_DEPARTMENTS,), START)
        return person

    person = writer.call(work)
    linked: list[str] = []

    def at_noon(day: date) -> None:
        if day == AHEAD_7:
            linked.append(writer.call(lambda tx: link_up(tx, person)).chat)

    far = live(writer, AHEAD_7, AHEAD_7, at_noon)
    assert said(far) == [f"11/09 19:00 {linked[0]}"]
    assert "(nhắc muộn, đúng ra phải gửi lúc 08:00 thứ Sáu, 11/09/2026)" in text(far)


def test_after_an_outage_only_the_step_that_counts_now_goes_out_and_says_that_it_is_late(
    writer: Writer, province: Province
) -> None:
    # Silent from before the first step until the afternoon of the day itself: three steps were missed.
    tick(writer, at(date(2026, 9, 16), 15))
    far = Far()
    send_all(writer, far, at(date(2026, 9, 16), 15))
    assert [row["step"] for row in reminded(writer)] == ["ahead-3"]
    assert "còn 2 ngày" in text(far)
    assert "(nhắc muộn, đúng ra phải gửi lúc 08:00 thứ Ba, 15/09/2026)" in text(far)


def test_what_could_not_leave_before_the_quiet_hours_expires_and_is_said_the_next_working_day(
    writer: Writer, province: Province
) -> None:
    tick(writer, at(AHEAD_7, 19, 30))
    assert claim(writer, at(AHEAD_7, 20, 30)) is None
    monday = date(2026, 9, 14)
    assert live(writer, date(2026, 9, 12), date(2026, 9, 13)).arrived == []
    far = live(writer, monday, monday)
    assert [line[:11] for line in said(far)] == ["14/09 08:00"]
    assert "nhắc muộn" in text(far)
    assert "gửi lại" not in text(far)


def test_a_message_that_may_have_arrived_before_the_quiet_hours_comes_again_marked_as_a_repeat(
    writer: Writer, province: Province
) -> None:
    tick(writer, at(AHEAD_7, 19))
    row = claim(writer, at(AHEAD_7, 19))
    assert row is not None
    writer.call(lambda tx: delivery.mark_uncertain(tx, row, at(AHEAD_7, 20, 30), "lost"))
    far = live(writer, date(2026, 9, 14), date(2026, 9, 14))
    assert text(far).startswith(f"(gửi lại) Tin số {row.number:04}")


def test_the_clock_set_back_says_nothing_again(writer: Writer, province: Province) -> None:
    far = Far()
    for hour, minute in ((8, 0), (7, 0), (7, 59), (8, 0), (8, 30)):
        tick(writer, at(AHEAD_7, hour, minute))
        send_all(writer, far, at(AHEAD_7, hour, minute))
    assert len(far.arrived) == 1


def test_a_snooze_adds_one_reminder_and_never_moves_the_ladder(writer: Writer, province: Province) -> None:
    agency = province.agencies[0]
    officer = province.officers[agency]

    def at_noon(day: date) -> None:
        if day == AHEAD_7:
            moment = at(date(2026, 9, 14), 12)
            writer.call(
                lambda tx: snooze(
                    tx, agency, entry(tx).occurrence, moment, officer, f"person:{officer}", at(day, 12)
                )
            )

    far = live(writer, AHEAD_7, date(2026, 9, 15), at_noon)
    assert [line[:11] for line in said(far)] == ["11/09 08:00", "14/09 12:00", "15/09 08:00"]
    assert "Anh/chị hẹn nhắc lại" in text(far, 1)


def test_a_snooze_of_somebody_who_left_reminds_nobody(writer: Writer, province: Province) -> None:
    agency = province.agencies[0]
    officer = province.officers[agency]
    moment = at(date(2026, 9, 14), 12)

    def work(tx: Transaction) -> None:
        snooze(tx, agency, entry(tx).occurrence, moment, officer, f"person:{officer}", START)
        replace_officer(tx, province, date(2026, 9, 14))

    writer.call(work)
    assert live(writer, date(2026, 9, 14), date(2026, 9, 14)).arrived != []  # the newcomer hears of the step
    assert {row["step"] for row in reminded(writer)} == {"ahead-7"}


def test_a_request_is_announced_at_once_and_then_climbs_its_own_ladder_until_it_is_withdrawn(
    writer: Writer, province: Province
) -> None:
    agency = province.agencies[0]
    made: list[int] = []

    def at_noon(day: date) -> None:
        if day == date(2026, 8, 8):  # a Saturday

            def ask(tx: Transaction) -> None:
                asked = add_request(
                    tx, regulation=HUE, title="Rà soát thủ tục đất đai", note="theo mẫu 03", last_day=date(2026, 8, 20),
                    agencies=[agency], draft=None, actor="person:1", now=at(day, 12, 30),
                )  # fmt: skip
                made.append(asked.id)
                occurrence = entry(tx, asked.key).occurrence
                add_prompts(
                    tx, PromptKind.ASKED, occurrence, [agency], at(day, 12, 30), "person:1", at(day, 12, 30)
                )

            writer.call(ask)
        if day == date(2026, 8, 17):
            writer.call(lambda tx: withdraw_request(tx, made[0], "person:1", at(day, 12)))

    far = live(writer, date(2026, 8, 7), date(2026, 8, 21), at_noon)
    assert [line[:11] for line in said(far)] == ["08/08 19:00", "13/08 08:00", "17/08 08:00"]
    assert "Văn phòng UBND yêu cầu báo cáo" in text(far, 0)
    assert "theo mẫu 03" in text(far, 0)


def test_a_prompt_that_arrived_is_settled_and_one_that_was_dropped_is_said_again(
    writer: Writer, province: Province
) -> None:
    agency = province.agencies[0]
    day = date(2026, 9, 1)
    writer.call(
        lambda tx: add_prompts(
            tx, PromptKind.NUDGE, entry(tx).occurrence, [agency], at(day, 19), "person:1", at(day, 19)
        )
    )
    tick(writer, at(day, 19))
    assert claim(writer, at(day, 21)) is None  # the quiet hours came first
    tomorrow = day + timedelta(days=1)
    far = live(writer, tomorrow, tomorrow)
    assert [line[:11] for line in said(far)] == ["02/09 07:30"]
    assert "đôn đốc" in text(far)
    open_ones = writer.call(lambda tx: tx.one("SELECT count(*) AS n FROM prompt WHERE dropped_at IS NULL"))
    assert open_ones is not None
    assert open_ones["n"] == 0


def test_a_snooze_that_an_outage_swallowed_is_not_said_after_the_day(
    writer: Writer, province: Province
) -> None:
    agency = province.agencies[0]
    officer = province.officers[agency]
    moment = at(LAST_DAY, 16)
    writer.call(lambda tx: snooze(tx, agency, entry(tx).occurrence, moment, officer, "person:1", START))
    tick(writer, at(date(2026, 9, 21)))
    assert {row["step"] for row in reminded(writer)} == {"overdue-1"}


def test_an_escalation_that_missed_one_of_its_readers_reaches_that_one_later(
    writer: Writer, province: Province
) -> None:
    agency, day = province.agencies[0], date(2026, 9, 28)
    tick(writer, at(day, 19))
    head = claim(writer, at(day, 19))
    assert head is not None
    assert head.chat == chat(province.heads[agency])
    writer.call(lambda tx: delivery.mark_sent(tx, head, "1", at(day, 19)))
    far = live(writer, day + timedelta(days=1), day + timedelta(days=1))
    assert said(far) == [f"29/09 08:00 {chat(province.coordinator)}"]


def test_a_person_of_several_units_is_told_of_all_in_one_message_however_small_the_rounds(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "UNITS_A_ROUND", 1)

    def work(tx: Transaction) -> int:
        made = settle(tx, 3, 0, (QUARTER_OF_DEPARTMENTS,), START)
        person = made.officers[made.agencies[0]]
        put_in(tx, person, made.agencies[2], on=date(2026, 1, 5))
        name_reporting_officer(tx, made.agencies[2], person, "console", START)
        return person

    person = writer.call(work)
    assert tick(writer, at(AHEAD_7)) > 1
    far = Far()
    send_all(writer, far, at(AHEAD_7))
    mine = [row for _, row in far.arrived if row.chat == chat(person)]
    assert len(mine) == 1
    assert "Sở Mẫu 0:" in Part.from_json(mine[0].body).text
    assert "Sở Mẫu 2:" in Part.from_json(mine[0].body).text


def test_an_account_at_the_console_is_not_written_to_unasked(writer: Writer, province: Province) -> None:
    officer = province.officers[province.agencies[0]]

    def work(tx: Transaction) -> None:
        link = add_link(tx, officer, Address("console", "u", "u"), START)
        confirm(tx, link, "console", START)

    writer.call(work)
    assert [line[12:] for line in said(live(writer, AHEAD_7, AHEAD_7))] == [chat(officer)]


def test_a_rule_that_a_later_letter_ended_reminds_nobody_any_more(writer: Writer, province: Province) -> None:
    tick(writer, at(AHEAD_7))
    writer.call(
        lambda tx: end_stored_rule(tx, province.rules[0], date(2026, 9, 1), "20/VP-KSTT", "person:1", START)
    )
    assert claim(writer, at(AHEAD_7)) is None
    assert live(writer, date(2026, 9, 12), date(2026, 9, 30)).arrived == []


def test_a_rule_set_after_a_step_would_have_come_begins_with_the_next_one(writer: Writer) -> None:
    set_at = at(date(2026, 9, 14), 10)
    writer.call(lambda tx: settle(tx, 1, 0, (QUARTER_OF_DEPARTMENTS,), set_at))
    far = live(writer, date(2026, 9, 14), date(2026, 9, 15))
    assert [line[:11] for line in said(far)] == ["15/09 08:00"]


def test_somebody_who_blocked_the_bot_is_not_tried_again_until_they_write(
    writer: Writer, province: Province
) -> None:
    officer = chat(province.officers[province.agencies[0]])
    far = Far(dead={officer})
    for day in (AHEAD_7, date(2026, 9, 15)):
        tick(writer, at(day))
        send_all(writer, far, at(day))
    assert far.arrived == []
    assert [row["state"] for row in reminded(writer)] == ["unreachable"]
    far.dead.clear()
    writer.call(lambda tx: tx.execute("DELETE FROM unreachable"))
    tick(writer, at(date(2026, 9, 15), 9))
    send_all(writer, far, at(date(2026, 9, 15), 9))
    assert len(far.arrived) == 1


def test_the_desk_is_told_once_that_a_unit_is_no_longer_reached(writer: Writer, province: Province) -> None:
    officer = chat(province.officers[province.agencies[0]])
    far = Far(dead={officer})
    for hour in (8, 9, 10):
        writer.call(lambda tx, hour=hour: ask_what_is_due(tx, BOOK, at(AHEAD_7, hour)))  # type: ignore[misc]
        send_all(writer, far, at(AHEAD_7, hour))
    assert [row.chat for _, row in far.arrived] == [chat(province.coordinator)]
    assert "Sở Mẫu 0" in text(far)


def test_sending_on_hold_loses_nothing(writer: Writer, province: Province) -> None:
    writer.call(lambda tx: outbox.hold_sending(tx, hold=True))
    assert live(writer, AHEAD_7, date(2026, 9, 13)).arrived == []
    writer.call(lambda tx: outbox.hold_sending(tx, hold=False))
    far = live(writer, date(2026, 9, 14), date(2026, 9, 14))
    assert [line[:11] for line in said(far)] == ["14/09 08:00"]
