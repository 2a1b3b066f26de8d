"""A stage for the running bot: the far side, a database, a log, the bot as a process, and what must hold at the end."""

import contextlib
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from botapi.client import TOKEN, BotApi

from bot.store.database import check, connect

MARK = re.compile(r"^\(gửi lại\) Tin số \d{4}\n")
ECHO = Path(__file__).with_name("echo_bot.py")


class Stage:
    """A far side, a database, a log, and the bot's process when there is one."""

    def __init__(self, folder: Path, api: BotApi) -> None:
        self.api = api
        self.database = folder / "d.db"
        self.log = folder / "bot.log"
        self.bot: subprocess.Popen[str] | None = None
        self.questions: dict[int, list[str]] = defaultdict(list)
        self.kills = 0

    def start(self, *options: str, until_ready: bool = True) -> None:
        with self.log.open("a") as log:
            self.bot = subprocess.Popen(
                [sys.executable, str(ECHO), str(self.database), self.api.base_url, TOKEN, *options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ECHO.parent.parent,
                env={"PYTHONPATH": str(ECHO.parent.parent), "PATH": ""},
            )
        assert self.bot.stdout is not None
        if until_ready:
            self.bot.stdout.readline()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Signal the bot and wait for it; returns its code."""
        assert self.bot is not None
        assert self.bot.stdout is not None
        self.bot.send_signal(how)
        code = self.bot.wait(30)
        self.bot.stdout.close()
        self.bot = None
        return code

    def wait_for_death(self) -> None:
        assert self.bot is not None
        assert self.bot.stdout is not None
        assert self.bot.wait(30) == -signal.SIGKILL
        self.bot.stdout.close()
        self.bot = None
        self.kills += 1

    def ask(self, chat: int, words: str = "") -> None:
        text = f"câu hỏi kín {chat}-{len(self.questions[chat])}{words}"
        self.questions[chat].append(text)
        self.api.act("text", chat=chat, text=text)

    def answered(self) -> dict[int, list[str]]:
        """Every answer that arrived, by chat, in order, as sent."""
        answers: dict[int, list[str]] = defaultdict(list)
        for event in self.api.sent():
            answers[int(event["chat"])].append(event["text"])
        return answers

    def wait_until_answered(self, seconds: float = 30) -> None:
        """Until every question has an answer, looked at whenever something more was accepted."""
        deadline = time.monotonic() + seconds
        while True:
            answers = {MARK.sub("", text) for texts in self.answered().values() for text in texts}
            open_ones = [q for texts in self.questions.values() for q in texts if f"Đáp: {q}" not in answers]
            if not open_ones:
                return
            assert time.monotonic() < deadline, f"{len(open_ones)} without answer, first: {open_ones[0]}"
            self.api.wait(self.api.control("state")["accepted"] + 1, timeout=0.5)

    def wait_until_quiet(self, seconds: float = 60) -> None:
        """Until nothing waits to be sent any more, repeats included."""
        deadline = time.monotonic() + seconds
        with contextlib.closing(sqlite3.connect(self.database)) as rows:
            sql = "SELECT count(*) FROM outbox WHERE state IN ('ready', 'claimed')"
            while rows.execute(sql).fetchone() != (0,):
                assert time.monotonic() < deadline, "the outbox does not run empty"
                self.api.wait(self.api.control("state")["accepted"] + 1, timeout=0.1)

    def judge(self, uncertain: int = 0) -> int:
        """What must hold after the bot was ended in peace; returns how many answers came more than once."""
        extra = 0
        for chat, texts in self.answered().items():
            firsts: list[str] = []
            for text in texts:
                bare = MARK.sub("", text).removeprefix("Đáp: ")
                if bare in firsts:
                    extra += 1
                    assert MARK.match(text), f"a second copy without its mark: {text}"
                else:
                    firsts.append(bare)
            assert firsts == self.questions[chat], f"chat {chat} was answered out of order"
        assert extra <= self.kills + uncertain, f"{extra} extra answers after {self.kills} kills"
        self.judge_rows()
        self.judge_log()
        return extra

    def judge_rows(self) -> None:
        database = connect(self.database)
        try:
            assert check(database) == []
            assert [dict(r) for r in database.query("SELECT DISTINCT state FROM inbox")] == [
                {"state": "done"}
            ]
            assert [dict(r) for r in database.query("SELECT DISTINCT state FROM outbox")] == [
                {"state": "sent"}
            ]
            for row in database.query("SELECT chat, units FROM conversation_state"):
                assert json.loads(row["units"]) == self.questions[int(row["chat"])], (
                    "an effect happened twice"
                )
        finally:
            database.close()

    def judge_log(self) -> None:
        log = self.log.read_text()
        assert log.strip(), "there must be a log to search"
        for secret in (TOKEN, TOKEN.split(":")[1], "câu hỏi", "kín", "Đáp", "Thử", "Ví Dụ", "cannot stand"):
            assert secret not in log, f"the log holds {secret!r}"


@contextlib.contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """A stage in an empty folder; whatever still runs at the end is killed."""
    with BotApi(folder / "record.jsonl") as api:
        made = Stage(folder, api)
        yield made
        if made.bot is not None:
            made.end(signal.SIGKILL)
