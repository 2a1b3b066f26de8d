"""Reminders through the running bot while it is killed and its far side fails: none lost, repeats few and marked.

Bot and Telegram are processes of their own; judged are the far side's record and the rows. Long runs are slow.
"""

from __future__ import annotations

import contextlib
import random
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from botapi.client import TOKEN, BotApi
from reminder_bot import POINTS
from reminder_world import QUARTER_OF_DEPARTMENTS, at
from roster_stage import HUE, link_up, new_agency, new_person, put_in

from bot.deadlines.office_rules import add_rule
from bot.store import Transaction, Writer
from bot.store.database import check, connect

BOT = Path(__file__).with_name("reminder_bot.py")
MARK = re.compile(r"^\(gửi lại\) Tin số \d{4}\n")
# "chậm nhất ngày 18 tháng cuối quý": the first step of September falls on this Friday.
MORNING = at(date(2026, 9, 11), 8)


class Stage:
    """A far side, a province with a reminder due for everybody, and the bot's process when there is one."""

    def __init__(self, folder: Path, api: BotApi, people: int) -> None:
        self.api = api
        self.folder = folder
        self.database = folder / "d.db"
        self.bot: subprocess.Popen[str] | None = None
        self.kills = 0
        self.began = time.time()
        with Writer(self.database, MORNING) as writer:
            self.chats = writer.call(lambda tx: _settle(tx, people))
        # Ask for messages alone, so that opening the chats makes no updates.
        api.call("getUpdates", allowed_updates=["message"], timeout=0)
        for first in range(0, people, 500):
            api.act_all([{"kind": "channel_post", "chat": chat} for chat in self.chats[first : first + 500]])

    def start(self, *options: str, until_ready: bool = True) -> None:
        command = [sys.executable, str(BOT), str(self.database), self.api.base_url, TOKEN]
        clock = ["--clock", MORNING.isoformat(), "--since", str(self.began)]
        with (self.folder / "bot.log").open("a") as log:
            self.bot = subprocess.Popen(
                [*command, *clock, *options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=BOT.parent.parent,
                env={"PYTHONPATH": f"{BOT.parent.parent}:{BOT.parent}", "PATH": ""},
            )
        assert self.bot.stdout is not None
        if until_ready:
            self.bot.stdout.readline()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.bot is not None
        assert self.bot.stdout is not None
        self.bot.send_signal(how)
        code = self.bot.wait(60)
        self.bot.stdout.close()
        self.bot = None
        return code

    def wait_for_death(self) -> None:
        assert self.bot is not None
        assert self.bot.stdout is not None
        assert self.bot.wait(60) == -signal.SIGKILL
        self.bot.stdout.close()
        self.bot = None
        self.kills += 1

    def wait_until_told(self, seconds: float) -> None:
        """Until every step has come to its end, one way or another."""
        sql = (
            "SELECT (SELECT count(*) FROM reminder), (SELECT count(*) FROM outbox"
            " WHERE state IN ('ready', 'claimed') AND kind = 'reminder')"
        )
        deadline = time.monotonic() + seconds
        with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as rows:
            while rows.execute(sql).fetchone() != (len(self.chats), 0):
                assert time.monotonic() < deadline, f"{rows.execute(sql).fetchone()} of {len(self.chats)}"
                self.api.wait(self.api.control("state")["accepted"] + 1, timeout=0.2)

    def reminders(self) -> dict[int, list[str]]:
        """What arrived, by chat."""
        found: dict[int, list[str]] = defaultdict(list)
        for event in self.api.sent():
            if "Báo cáo quý" in event["text"]:
                found[int(event["chat"])].append(event["text"])
        return found

    def judge(self) -> dict[str, int]:
        """None lost, repeats no more than kills and lost replies, each marked, the rows sound."""
        record = self.api.record()
        shut = {
            int(event["chat"])
            for event in record
            if event.get("outcome") == "refused" and "Forbidden" in event.get("why", "")
        }
        uncertain = sum(event.get("lost") in ("cut_after", "cut_half") for event in record)
        arrived = self.reminders()
        lost = [chat for chat in self.chats if chat not in arrived and chat not in shut]
        assert not lost, f"{len(lost)} were never told, first {lost[0]}"
        extra = 0
        for chat, texts in arrived.items():
            assert sum(1 for text in texts if not MARK.match(text)) <= 1, (
                f"{chat} got a repeat without its mark"
            )
            assert all(MARK.match(text) for text in texts[1:]), f"{chat} got a repeat without its mark"
            extra += len(texts) - 1
        assert extra <= self.kills + uncertain, (
            f"{extra} repeats after {self.kills} kills, {uncertain} lost replies"
        )
        database = connect(self.database)
        try:
            assert check(database) == []
            states = {row["state"] for row in database.query("SELECT DISTINCT state FROM outbox")}
            assert states <= {"sent", "unreachable"}
        finally:
            database.close()
        return {
            "told": len(arrived),
            "shut": len(shut),
            "kills": self.kills,
            "lost replies": uncertain,
            "repeats": extra,
        }


def _settle(tx: Transaction, people: int) -> list[int]:
    add_rule(tx, HUE, QUARTER_OF_DEPARTMENTS, "console", at(date(2026, 9, 1)))
    chats = []
    for number in range(people):
        agency = new_agency(tx, f"Sở Mẫu {number}")
        person = new_person(tx, f"Người Mẫu {number}")
        put_in(tx, person, agency, on=date(2026, 1, 5))
        chats.append(int(link_up(tx, person).chat))
    return chats


@pytest.fixture
def api(tmp_path: Path) -> Iterator[BotApi]:
    with BotApi(tmp_path / "record.jsonl") as running:
        yield running


@contextlib.contextmanager
def on_stage(folder: Path, api: BotApi, people: int) -> Iterator[Stage]:
    stage = Stage(folder, api, people)
    try:
        yield stage
    finally:
        if stage.bot is not None:
            stage.end(signal.SIGKILL)


def kill_at_every_point(stage: Stage, rounds: range) -> None:
    for nth in rounds:
        for point in POINTS:
            stage.start("--kill-at", point, "--nth", str(nth), until_ready=False)
            stage.wait_for_death()
    stage.start()
    stage.wait_until_told(60)
    assert stage.end() == 0


def test_killed_at_every_named_point_nobody_is_forgotten(tmp_path: Path, api: BotApi) -> None:
    with on_stage(tmp_path, api, 60) as stage:
        kill_at_every_point(stage, range(1, 2))
        assert stage.judge()["told"] == 60


@pytest.mark.slow
def test_killed_at_every_named_point_many_times_nobody_is_forgotten(tmp_path: Path, api: BotApi) -> None:
    with on_stage(tmp_path, api, 6000) as stage:  # more than twenty-four lives can send: each kill finds work
        kill_at_every_point(stage, range(1, 11, 3))
        sys.stdout.write(f"\n{stage.judge()}\n")


TROUBLE: list[dict[str, Any]] = [
    {"kind": "retry_after", "seconds": 1, "chance": 0.002},
    {"kind": "forbidden", "chance": 0.01},
    {"kind": "status", "code": 500, "chance": 0.02},
    {"kind": "gateway", "chance": 0.01},
    {"kind": "cut_before", "chance": 0.02},
    {"kind": "cut_after", "chance": 0.02},
    {"kind": "cut_half", "chance": 0.01},
    {"kind": "delay", "seconds": 0.006, "chance": 1.0},
]


def kill_at_random(stage: Stage, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    stage.api.fail(*({"method": "sendMessage", "times": -1, **fault} for fault in TROUBLE), seed=seed)
    for _ in range(kills):
        stage.start(until_ready=dice.random() < 0.9)
        time.sleep(dice.uniform(0.0, 0.35))
        stage.end(signal.SIGKILL)
        stage.kills += 1
    stage.start()
    stage.wait_until_told(400)
    assert stage.end() == 0


def test_killed_at_random_with_a_failing_far_side_nobody_is_forgotten(tmp_path: Path, api: BotApi) -> None:
    with on_stage(tmp_path, api, 150) as stage:
        kill_at_random(stage, kills=3, seed=4)
        assert stage.judge()["told"] > 100


@pytest.mark.slow
def test_two_hundred_random_kills_over_five_thousand_reminders(tmp_path: Path, api: BotApi) -> None:
    with on_stage(tmp_path, api, 5000) as stage:
        kill_at_random(stage, kills=200, seed=5)
        sys.stdout.write(f"\n{stage.judge()}\n")


def ask_meanwhile(stage: Stage, stop: threading.Event, asked: dict[int, float]) -> None:
    """Somebody asks twice a second, each time from another chat."""
    while not stop.is_set():
        chat = 900_000 + len(asked)
        asked[chat] = time.time()
        stage.api.act("text", chat=chat, text=f"hỏi {chat}")
        stop.wait(0.5)


def run_at_the_cap(stage: Stage, rate: float, burst: int, seconds: float) -> dict[str, float]:
    """All reminders at the channel's cap while people ask; returns what was measured."""
    memory = stage.folder / "memory"
    stage.api.control("set", limits=True)
    stage.start("--rate", str(rate), "--burst", str(burst), "--memory", str(memory))
    stop, asked = threading.Event(), dict[int, float]()
    asking = threading.Thread(target=ask_meanwhile, args=(stage, stop, asked))
    asking.start()
    try:
        stage.wait_until_told(seconds)
    finally:
        stop.set()
        asking.join()
    assert stage.end() == 0
    sent = stage.api.sent()
    answered = {int(event["chat"]): event["at"] for event in sent if event["text"].startswith("Đáp")}
    waits = [answered[chat] - moment for chat, moment in asked.items()]
    reminders = [event["at"] for event in sent if "Báo cáo quý" in event["text"]]
    span = max(reminders) - min(reminders)
    used = sum(min(reminders) <= event["at"] <= max(reminders) for event in sent) / (span * rate)
    rows = [line.split() for line in memory.read_text().splitlines()]
    resident = [float(value) for _, value in rows[min(5, len(rows) - 1) :]]  # the start aside
    quarter = max(len(resident) // 4, 1)
    return {
        "reminders": len(reminders),
        "seconds": span,
        "unused": 1 - used,
        "questions": len(waits),
        "p95": statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0],
        "MiB first": statistics.fmean(resident[:quarter]),
        "MiB last": statistics.fmean(resident[-quarter:]),
    }


def test_a_morning_leaves_at_the_cap_while_questions_are_answered(tmp_path: Path, api: BotApi) -> None:
    with on_stage(tmp_path, api, 150) as stage:
        measured = run_at_the_cap(stage, 30.0, 2, 60)
        assert stage.judge()["told"] == 150
        # How near to the cap a busy machine comes is for the long run; here, that the cap is kept at all.
        assert measured["seconds"] > 149 / 30.0 * 0.9
        assert measured["questions"] > 0
        assert not [event for event in stage.api.record() if "Too Many" in event.get("why", "")]


@pytest.mark.slow
def test_twelve_thousand_reminders_leave_at_the_cap(tmp_path: Path, api: BotApi) -> None:
    with on_stage(tmp_path, api, 12_000) as stage:
        measured = run_at_the_cap(stage, 30.0, 2, 600)
        sys.stdout.write(f"\n{stage.judge()}\n{measured}\n")
        assert measured["unused"] <= 0.02
        assert measured["p95"] < 0.3
        assert measured["MiB last"] < measured["MiB first"] * 1.05 + 5
