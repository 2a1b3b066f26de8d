"""A simulated year: every occurrence reminded at each step exactly once, to whoever reports that day, none after it.

The clock is an argument; the outbox, the rules, the roster and the submissions are real. What should have been
said is worked out a second time, by brute force over every moment the clock showed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from reminder_world import (
    BOOK,
    MONTH,
    QUARTER_OF_COMMUNES,
    QUARTER_OF_DEPARTMENTS,
    YEAR,
    ZONE,
    Far,
    Province,
    at,
    claim,
    days,
    settle,
    tick,
)
from roster_stage import link_up, new_person

from bot.channels.part import Part
from bot.deadlines.schedule import Entry, Unit, find_entries, list_units, load_sources
from bot.deadlines.submissions import Act, Mark, put_mark
from bot.roster.basis import AWAITED, put_basis
from bot.roster.designations import designate, end_designation, held_by
from bot.store import Transaction, Writer, delivery, outbox
from bot.store.outbox import OutboxRow
from corpus import Position

Said = tuple[int, str, str, int]  # agency, occurrence, step, person


@dataclass
class Year:
    """What happens in it: who hands in what when, who takes over when, which moments the clock shows."""

    province: Province
    units: list[Unit]
    entries: tuple[Entry, ...]
    handed_in: dict[tuple[int, str], datetime]
    officers: dict[int, list[tuple[date, int]]]
    moments: list[datetime]
    crash: float = 0.0
    arrived: list[tuple[datetime, OutboxRow]] = field(default_factory=list)

    def officer(self, agency: int, day: date) -> int:
        """Who reports for the agency on a day."""
        return [person for since, person in self.officers[agency] if since <= day][-1]


def plan(writer: Writer, departments: int, communes: int, first: date, last: date, seed: int) -> Year:
    """A year in which most units are in time, some late, a few silent, and some officers change."""
    dice = random.Random(seed)
    rules = (QUARTER_OF_DEPARTMENTS, QUARTER_OF_COMMUNES, MONTH, YEAR)
    start = at(first, 0)
    province = writer.call(lambda tx: settle(tx, departments, communes, rules, start))
    units = writer.call(lambda tx: list_units(tx, first))
    span = (first, last + timedelta(days=15))
    entries = [
        one
        for one in writer.call(lambda tx: find_entries(load_sources(tx, *span), *span, BOOK))
        if one.scheduled
    ]
    handed_in = {}
    for entry in entries:
        for unit in units:
            if entry.binds(unit) and dice.random() < 0.92:
                day = entry.occurrence.remind_day + timedelta(days=round(dice.gauss(-1.5, 4)))
                handed_in[unit.id, entry.key] = at(day, dice.randint(7, 18), dice.randint(1, 59))
    officers = {agency: [(date(2025, 1, 1), person)] for agency, person in province.officers.items()}
    for agency in dice.sample(province.agencies, len(province.agencies) // 2):
        day = first + timedelta(days=dice.randint(1, (last - first).days))
        officers[agency].append((day, 0))
    moments = [
        at(day, hour, minute, second)
        for day in days(first, last)
        for hour, minute, second in ((6, 30, 0), (8, 0, 0), (8, 0, 30), (13, 0, 0), (19, 30, 0), (20, 30, 0))
    ]
    return Year(province, units, tuple(entries), handed_in, officers, moments)


def live(writer: Writer, year: Year, seed: int = 0) -> None:
    """Let the clock show every moment in turn; before each, do what people did since the last."""
    dice = random.Random(seed)
    far = Far(year.arrived)
    deeds = sorted(_deeds(writer, year), key=lambda deed: deed[0])
    for moment in year.moments:
        while deeds and deeds[0][0] <= moment:
            writer.call(deeds.pop(0)[1])
        tick(writer, moment)
        while (row := claim(writer, moment)) is not None:
            if dice.random() < year.crash and moment.hour < 19:
                # Killed before or after it arrived; started again, what was claimed goes out as a repeat.
                if dice.random() < 0.5:
                    far.arrived.append((moment, row))
                writer.call(lambda tx, at=moment: outbox.settle_claims(tx, "telegram", None, at))  # type: ignore[misc]
                continue
            far.arrived.append((moment, row))
            writer.call(lambda tx, row=row, at=moment: delivery.mark_sent(tx, row, None, at))  # type: ignore[misc]


def _deeds(writer: Writer, year: Year) -> Iterator[tuple[datetime, object]]:
    occurrences = {entry.key: entry.occurrence for entry in year.entries}
    for (agency, key), moment in year.handed_in.items():

        def hand_in(tx: Transaction, agency: int = agency, key: str = key, moment: datetime = moment) -> None:
            put_mark(tx, agency, occurrences[key], "x", Mark(Act.SUBMITTED), "person:1", moment)

        yield moment, hand_in
    for agency, posts in year.officers.items():
        for number, (day, _) in enumerate(posts[1:], 1):

            def take_over(
                tx: Transaction, agency: int = agency, day: date = day, number: int = number
            ) -> None:
                before = year.officers[agency][number - 1][1]
                [held] = held_by(tx, before, day)
                end_designation(tx, held, day, put_basis(tx, AWAITED))
                person = new_person(tx, f"Người Mới {agency}")
                designate(
                    tx, person=person, agency=agency, position=Position.SPECIALIST, starts_on=day, basis=AWAITED
                )  # fmt: skip
                link_up(tx, person)
                year.officers[agency][number] = (day, person)

            yield at(day, 0), take_over


def expected(year: Year) -> set[Said]:
    """Worked out anew: at each moment when anything may be said, the latest step come of what was not handed in."""
    found: set[Said] = set()
    ladders = {entry.key: BOOK.steps(entry.occurrence) for entry in year.entries}
    done: set[tuple[int, str, str]] = set()
    real = year.moments[0]
    for moment in year.moments:
        real = max(real, moment)  # what was handed in stays so when the clock goes back
        local = moment.astimezone(ZONE)
        if not 8 <= local.hour < 20 or not BOOK.calendar.is_working_day(local.date()):
            continue
        for entry in year.entries:
            come = [step for step in ladders[entry.key] if step.at <= moment]
            if (
                not come
                or come[-1].at < entry.since
                or moment.date() > entry.occurrence.last_day + timedelta(days=55)
            ):
                continue
            step = come[-1].key
            for unit in year.units:
                handed_in = year.handed_in.get((unit.id, entry.key))
                if (
                    not entry.binds(unit)
                    or (unit.id, entry.key, step) in done
                    or (handed_in and handed_in <= real)
                ):
                    continue
                done.add((unit.id, entry.key, step))
                if step == "escalation":
                    found.add((unit.id, entry.key, step, year.province.heads[unit.id]))
                    found.add((unit.id, entry.key, step, year.province.coordinator))
                else:
                    found.add((unit.id, entry.key, step, year.officer(unit.id, local.date())))
    return found


def judge(writer: Writer, year: Year) -> Counter[str]:
    """Compare what arrived with what should have; returns counts."""
    rows = writer.call(lambda tx: tx.all("SELECT * FROM reminder"))
    carried: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        carried[row["message"]].append((row["agency_id"], row["occurrence"], row["step"], row["person_id"]))
    seen: Counter[Said] = Counter()
    keys: Counter[str] = Counter()
    for moment, row in year.arrived:
        local = moment.astimezone(ZONE)
        assert 7 <= local.hour < 20, f"said at {local}"
        assert BOOK.calendar.is_working_day(local.date()), f"said on {local}"
        keys[row.key] += 1
        assert keys[row.key] == 1 or row.repeats > 0, f"{row.key} came again without its mark"
        said = carried[row.key.rpartition(":")[0]]
        assert {person for *_, person in said} == {int(row.chat) - 1000}, "said to somebody else"
        if keys[row.key] == 1:
            seen.update(said)
            _judge_text(Part.from_json(row.body).text, said)
    wanted = expected(year)
    assert set(seen) == wanted, (
        f"missing {sorted(wanted - set(seen))[:5]}, too much {sorted(set(seen) - wanted)[:5]}"
    )
    assert max(seen.values()) == 1
    states = {row["state"]: row["n"] for row in writer.call(lambda tx: tx.all(_STATES))}
    return Counter(
        steps=len(seen),
        messages=len(keys),
        repeats=len(year.arrived) - len(keys),
        **states,
    )


_STATES = "SELECT state, count(*) AS n FROM outbox GROUP BY state"


def _judge_text(text: str, said: Sequence[Said]) -> None:
    """A line an occurrence, unless there are too many."""
    own = [one for one in said if one[2] != "escalation"]
    assert text.count("hạn cuối") == min(len({(a, o) for a, o, _, _ in own}), 10), text


def jump_about(moments: list[datetime], first: date) -> list[datetime]:
    """The same year with a three-day outage, the clock set back an hour and, later, forward three days."""
    outage = [first + timedelta(days=n) for n in (20, 21, 22)]
    forward = [first + timedelta(days=n) for n in (40, 41, 42)]
    kept = [one for one in moments if one.date() not in outage]
    back = at(first + timedelta(days=31), 9)
    index = next(n for n, one in enumerate(kept) if one > back)
    kept[index:index] = [back, back - timedelta(hours=1), back - timedelta(minutes=30), back]
    leap = at(forward[0], 8, 0, 10)
    # Set forward in the middle of a morning's sending.
    return [one for one in kept if one.date() not in forward or one <= leap]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "d.db", at(date(2025, 12, 1))) as opened:
        yield opened


SHORT = (3, 3, date(2026, 8, 25), date(2026, 10, 20))
WHOLE = (25, 125, date(2026, 1, 1), date(2026, 12, 31))


def run(
    writer: Writer, size: tuple[int, int, date, date], *, crash: float = 0.0, jumps: bool = False
) -> Counter[str]:
    year = plan(writer, *size, seed=5)
    year.crash = crash
    if jumps:
        year.moments = jump_about(year.moments, size[2])
    live(writer, year, seed=6)
    return judge(writer, year)


def test_eight_weeks_say_every_step_once_to_the_right_person(writer: Writer) -> None:
    counts = run(writer, SHORT)
    assert counts["steps"] > 60
    assert counts["repeats"] == 0


def test_eight_weeks_with_crashes_an_outage_and_a_jumping_clock_lose_nothing(writer: Writer) -> None:
    counts = run(writer, SHORT, crash=0.1, jumps=True)
    assert counts["steps"] > 60
    assert counts["repeats"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("trouble", [False, True], ids=["in peace", "with crashes and jumps"])
def test_a_year_of_a_hundred_and_fifty_agencies(writer: Writer, *, trouble: bool) -> None:
    counts = run(writer, WHOLE, crash=0.02 if trouble else 0.0, jumps=trouble)
    sys.stdout.write(f"\n{dict(counts)}\n")
    assert counts["steps"] > 5000
