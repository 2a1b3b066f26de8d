"""One officer's day through `daumoi serve`, the same against two far sides: our strict server, and one of other hands.

Start, profile by buttons, a question, its button, an edited message, a stop and a kill with messages waiting.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from far_sides import TOKEN, FarSide, OurOwn, Received, TelegramTestApi

from bot.messages import conversation as say

ROOT = Path(__file__).resolve().parent.parent
CHAT = 4711
REPORT = "Hạn nộp báo cáo quý là khi nào?"


def our_own(folder: Path) -> FarSide:
    return OurOwn(folder)


def telegram_test_api(folder: Path) -> FarSide:
    if (reason := TelegramTestApi.missing()) is not None:
        pytest.skip(reason)
    return TelegramTestApi(folder)


class Day:
    """A far side, the program as a process, and one officer who writes and reads."""

    def __init__(self, home: Path, far_side: FarSide) -> None:
        self.far_side = far_side
        self.home = home
        self.read = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith("DAUMOI_")}
        env |= {"PYTHONPATH": str(ROOT), "DAUMOI_HOME": str(self.home), "DAUMOI_TELEGRAM_TOKEN": TOKEN}
        with (self.home / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=self.home,
                stderr=log,
                env=env | {"DAUMOI_TELEGRAM_BASE_URL": self.far_side.base_url},
            )

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process = None
        return code

    def next(self, seconds: float = 30) -> Received:
        """The next message to the officer, waited for."""
        deadline = time.monotonic() + seconds
        while len(came := self.far_side.received(CHAT)) <= self.read:
            assert time.monotonic() < deadline, f"nothing after {[one.text[:60] for one in came]}"
            time.sleep(0.1)  # what others' server has received can only be asked for
        self.read += 1
        return came[self.read - 1]

    def say(self, text: str) -> int:
        return self.far_side.say(CHAT, text)

    def press(self, on: Received, label: str) -> None:
        self.far_side.press(CHAT, on, label)


@pytest.fixture(
    params=[
        pytest.param(our_own, id="our-own"),
        pytest.param(telegram_test_api, id="telegram-test-api", marks=pytest.mark.otherhands),
    ]
)
def day(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Day]:
    make: Callable[[Path], FarSide] = request.param
    far_side = make(tmp_path)
    made = Day(tmp_path, far_side)
    try:
        yield made
    finally:
        if made.process is not None:
            made.end(signal.SIGKILL)
        far_side.close()


def test_a_day_of_start_question_button_edit_stop_and_kill(day: Day) -> None:
    day.start()
    day.say("/start")
    welcome = day.next()
    assert welcome.text.startswith(say.WELCOME[:20])
    day.press(welcome, "Huế")
    levels = day.next()
    day.press(levels, say.LEVEL_BUTTONS["commune"])
    assert "Huế" in day.next().text

    asked = day.say(REPORT)
    answer = day.next()
    assert "109/2025" in answer.text
    whole, _ = next(one for one in answer.buttons if one[0].startswith("Xem cả"))
    day.press(answer, whole)
    article = day.next()
    assert article.text != answer.text

    day.far_side.edit(CHAT, asked, "ai duyệt danh sách cán bộ đầu mối")
    edited = day.next()
    assert edited.text not in {answer.text, article.text}
    assert "109/2025" in edited.text

    assert day.end() == 0
    day.say(REPORT)
    day.press(answer, whole)
    day.start()
    assert day.next().text == answer.text
    assert day.next().text == article.text

    day.say("khoản 2 Điều 4 quy định gì")
    clause = day.next()
    assert day.end(signal.SIGKILL) == -signal.SIGKILL
    day.say(REPORT)
    day.start()
    after = day.next()
    if after.text != answer.text:  # killed before its end was written down: once more, with its mark
        assert after.text.startswith("(gửi lại)")
        assert after.text.endswith(clause.text)
        after = day.next()
    assert after.text == answer.text
    assert day.end() == 0
    log = (day.home / "serve.log").read_text(encoding="utf-8")
    assert "serving as bot 7000000001" in log
    assert "ERROR" not in log
    assert TOKEN not in log
