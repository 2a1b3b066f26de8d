"""The bot under load: real processes, the strict Bot API server of the tests as the far side, questions at a rate.

A question's time runs from the moment the far side has it to the moment it has accepted the first answer. The
questions come at their rate whether or not the answers keep up, so that slowness shows as waiting.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, BinaryIO

from bot.failures import Failure
from bot.measure.processes import Process
from bot.store import Transaction, Writer
from bot.store.profiles import Profile, set_profile

TOKEN = "7000000001:load-token-of-nobody"  # noqa: S105  opens nothing but the server started here
STEP = 0.02
FSYNC_EVERY = 0.2
PROFILES = (("hue-109-2025", "commune"), ("hue-109-2025", "province"), ("son-la-2025", "commune"))


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One run. `per_second`: answered between the first question and the last answer; times in milliseconds."""

    engine: str
    asked: int
    answered: int
    rate: float
    per_second: float
    ms_median: float
    ms_p95: float
    ms_p99: float
    fsync_ms_median: float
    fsync_ms_p95: float
    bot_cpu_percent: float
    resident_mib: float

    def as_json(self) -> dict[str, object]:
        """The row as one JSON object."""
        return asdict(self)


def bench_load(
    questions: Sequence[str],
    *,
    rate: float = 100.0,
    seconds: float = 30.0,
    chats: int = 400,
    engine: str = "assistant",
) -> LoadRow:
    """Ask so many questions a second for so long, over so many chats with profiles; `engine` may be "echo".

    Raises Failure where the tests' server is not at hand: it is part of the source tree, not of the package.
    """
    source = Path(__file__).resolve().parents[2]
    tests = next(
        (folder / "tests" for folder in (Path.cwd(), source) if (folder / "tests" / "botapi").is_dir()), None
    )
    if tests is None:
        raise Failure("bench load needs the Bot API server in tests/: run it from a checkout of the source")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        home = Path(folder)
        with Writer(home / "daumoi.db", datetime.now(UTC)) as writer:
            writer.call(lambda tx: _give_profiles(tx, chats))
        record = home / "record.jsonl"
        server = running.enter_context(
            Process(
                [sys.executable, "-m", "botapi", str(record), "--token", TOKEN], tests, home / "server.log"
            )
        )
        port, control = json.loads(server.first_line)
        address = f"http://127.0.0.1:{port}/bot"
        command = [
            sys.executable,
            "-m",
            "bot.measure.load_bot",
            str(home / "daumoi.db"),
            address,
            TOKEN,
            engine,
        ]
        bot = running.enter_context(Process(command, source, home / "bot.log"))
        line = HTTPConnection("127.0.0.1", control, timeout=60)
        before, began = bot.cpu_seconds(), time.monotonic()
        with (home / "page").open("wb") as page:
            fsyncs = _ask_at_rate(line, questions, rate, seconds, chats, page)
        cpu = (bot.cpu_seconds() - before) / (time.monotonic() - began)
        _wait_for_answers(line)
        line.close()
        resident = bot.resident_mib()
        asked, times, span = _read(record)
    ms = sorted(1000 * one for one in times)
    return LoadRow(
        engine=engine,
        asked=asked,
        answered=len(ms),
        rate=rate,
        per_second=round(len(ms) / span, 1) if span else 0.0,
        ms_median=_at(ms, 0.5),
        ms_p95=_at(ms, 0.95),
        ms_p99=_at(ms, 0.99),
        fsync_ms_median=round(1000 * statistics.median(fsyncs), 2),
        fsync_ms_p95=_at(sorted(1000 * one for one in fsyncs), 0.95),
        bot_cpu_percent=round(100 * cpu, 1),
        resident_mib=resident,
    )


def measure_fsync(page: BinaryIO) -> float:
    """Seconds that one sync of one page takes here and now: what every commit costs at least."""
    page.write(b"\0" * 4096)
    page.flush()
    began = time.perf_counter()
    os.fdatasync(page.fileno())
    return time.perf_counter() - began


def _give_profiles(tx: Transaction, chats: int) -> None:
    now = datetime.now(UTC)
    for chat in range(1, chats + 1):
        regulation, level = PROFILES[chat % len(PROFILES)]
        set_profile(tx, "telegram", str(chat), Profile(regulation, level), now)


def _control(line: HTTPConnection, command: str, **given: Any) -> Any:
    line.request("POST", f"/{command}", json.dumps(given).encode(), {"Content-Type": "application/json"})
    return json.loads(line.getresponse().read())["result"]


def _ask_at_rate(
    line: HTTPConnection, questions: Sequence[str], rate: float, seconds: float, chats: int, page: BinaryIO
) -> list[float]:
    """Every chat in turn; a step that comes late asks what it missed as well. Returns syncs timed meanwhile."""
    fsyncs = [measure_fsync(page)]
    began = time.monotonic()
    asked = 0
    while (elapsed := time.monotonic() - began) < seconds:
        due = int(elapsed * rate) - asked
        if due > 0:
            numbers = range(asked, asked + due)
            actions = [{"chat": n % chats + 1, "text": questions[n % len(questions)]} for n in numbers]
            _control(line, "act", actions=actions)
            asked += due
        if elapsed > len(fsyncs) * FSYNC_EVERY:
            fsyncs.append(measure_fsync(page))
        time.sleep(STEP)
    return fsyncs


def _wait_for_answers(line: HTTPConnection) -> None:
    """Until nothing more has been accepted for a while."""
    accepted = -1
    while (now := _control(line, "state")["accepted"]) != accepted:
        accepted = now
        _control(line, "wait", accepted=accepted + 1, timeout=2.0)


def _read(record: Path) -> tuple[int, list[float], float]:
    """From the far side's record: how many were asked, the time of each that was answered, the whole span."""
    asked: dict[str, list[float]] = defaultdict(list)
    answers: dict[str, list[float]] = defaultdict(list)
    for text in record.read_text(encoding="utf-8").splitlines():
        event = json.loads(text)
        if event["event"] == "update":
            asked[str(event["chat"])].append(event["at"])
        elif event.get("method") == "sendmessage" and event["outcome"] == "accepted":
            answers[event["chat"]].append(event["at"])
    times: list[float] = []
    for chat, moments in asked.items():
        for moment, following in zip(moments, [*moments[1:], float("inf")], strict=True):
            found = next((at for at in answers[chat] if moment <= at < following), None)
            if found is not None:
                times.append(found - moment)
    moments = [at for chat in asked.values() for at in chat]
    last = max((at for chat in answers.values() for at in chat), default=0.0)
    return len(moments), times, last - min(moments, default=last)


def _at(values: Sequence[float], share: float) -> float:
    return round(values[min(int(share * len(values)), len(values) - 1)], 2) if values else 0.0
