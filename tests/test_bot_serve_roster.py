"""The whole flow of a change through `daumoi serve` itself, over the strict Bot API server: buttons, links, files, a kill."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from botapi.client import TOKEN, BotApi
from roster_stage import Stage, set_stage

from bot.messages import linking, roster, roster_tables, roster_talk
from bot.store import Writer

ROOT = Path(__file__).resolve().parent.parent
CHANGE = "Sở em thay anh Trần Quốc Bảo bằng chị Lê Thị Thu Hà, Phó Chánh Văn phòng, 0912345678, từ hôm nay"


class Serving:
    """Telegram's side, the program as a process, and what everybody reads."""

    def __init__(self, home: Path, api: BotApi) -> None:
        self.home = home
        self.api = api
        self.log = home / "serve.log"
        with Writer(home / "daumoi.db", datetime.now(UTC)) as writer:
            self.stage: Stage = writer.call(set_stage)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **settings: str) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=self.home,
                stderr=log,
                env={name: value for name, value in os.environ.items() if not name.startswith("DAUMOI_")}
                | {
                    "PYTHONPATH": str(ROOT),
                    "DAUMOI_HOME": str(self.home),
                    "DAUMOI_TELEGRAM_TOKEN": TOKEN,
                    "DAUMOI_TELEGRAM_BASE_URL": self.api.base_url,
                }
                | settings,
            )

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process = None
        return code

    def read(self, person: int, wanted: str, seconds: float = 30) -> dict[str, Any]:
        """The last message to a person that holds these words, waited for."""
        deadline = time.monotonic() + seconds
        while True:
            found = [one for one in self.api.sent(1000 + person) if wanted in (one.get("text") or "")]
            if found:
                return found[-1]
            texts = [one.get("text") for one in self.api.sent(1000 + person)]
            assert time.monotonic() < deadline, f"nobody told {person} {wanted!r}; they read {texts}"
            self.api.wait(self.api.control("state")["accepted"] + 1, timeout=0.5)

    def say(self, person: int, text: str) -> None:
        self.api.act("text", chat=1000 + person, text=text)

    def send(self, person: int, content: bytes) -> None:
        encoded = base64.b64encode(content).decode()
        named = "QĐ 45/QĐ-UBND ngày 20/11/2026"
        self.api.act("document", chat=1000 + person, content=encoded, file_name="ds.xlsx", text=named)

    def press(self, person: int, message: dict[str, Any], label: str) -> None:
        self.api.act("press", chat=1000 + person, message_id=message["message_id"], button=label)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    with BotApi(tmp_path / "record.jsonl") as api:
        made = Serving(tmp_path, api)
        yield made
        if made.process is not None:
            made.end(signal.SIGKILL)


def test_a_change_goes_from_message_to_newcomer_through_telegram_and_a_kill(serving: Serving) -> None:
    stage = serving.stage
    serving.start()
    for person in (stage.coordinator, stage.head, stage.specialist):
        serving.say(person, "/start")
    serving.say(stage.office_leader, CHANGE)
    serving.press(stage.office_leader, serving.read(stage.office_leader, "Đề nghị thay người"), roster.SEND)
    desk = serving.read(stage.coordinator, "chờ ghi nhận")
    assert serving.end(signal.SIGKILL) == -signal.SIGKILL
    serving.press(stage.coordinator, desk, roster.RECORD)
    serving.press(stage.coordinator, desk, roster.RECORD)
    serving.start()
    done = serving.read(stage.coordinator, "đã áp dụng vào danh sách")
    serving.read(stage.coordinator, "Không ghi thêm lần nữa")
    serving.read(stage.specialist, "thôi làm đầu mối của Sở Tư pháp")
    code = serving.read(stage.coordinator, "Mã mời của Lê Thị Thu Hà")["text"]
    newcomer = 77
    [token] = re.findall(r"start=([\w-]{32})", code)
    serving.say(newcomer, f"/start {token}")
    serving.read(newcomer, linking.PROVE_NUMBER[:40])
    serving.api.act("contact", chat=1000 + newcomer, phone="+84912345678")
    serving.read(newcomer, "Anh/chị là lãnh đạo văn phòng, Sở Tư pháp.")
    serving.say(stage.specialist, "/danhsach")
    serving.read(stage.specialist, roster_talk.LIST_NEEDS_LINK[:40])
    serving.say(newcomer, "soạn thông báo")
    draft = serving.read(newcomer, "Dự thảo thông báo của Sở Tư pháp")
    assert draft["method"] == "senddocument"
    serving.press(stage.coordinator, done, roster_talk.UNDO)
    serving.read(stage.coordinator, "Hoàn tác bằng thay đổi ngược lại")
    assert serving.end() == 0
    log = serving.log.read_text(encoding="utf-8")
    assert "serving as bot" in log
    for secret in (TOKEN, "Bảo", "Thu Hà", "0912345678", "912345678", token):
        assert secret not in log
    states = {json.dumps(one) for one in _states(serving.home / "daumoi.db")}
    assert states == {'["inbox", "done"]', '["outbox", "sent"]'}


def test_a_roster_comes_and_goes_as_a_table_over_telegrams_own_download(serving: Serving) -> None:
    coordinator = serving.stage.coordinator
    serving.start(DAUMOI_ROSTER_FILES_BY_CHAT="true")
    serving.say(coordinator, "/start")
    serving.read(coordinator, "Anh/chị")
    good = _sheet(("Cù Thị Mới", "Sở Nội vụ", "0912000111"))
    serving.api.fail({"kind": "status", "method": "getFile", "code": 500, "times": 1})
    serving.send(coordinator, good)
    serving.read(coordinator, roster_tables.NOT_FETCHED)
    serving.send(coordinator, _sheet(("Cù Thị Mới", "Sở Nội vụ", "12")))
    assert "Ô C2" in serving.read(coordinator, "Chưa nhập dòng nào")["text"]
    serving.send(coordinator, b"PK broken")
    serving.read(coordinator, "không mở được")
    serving.send(serving.stage.head, good)
    serving.read(serving.stage.head, "chưa đọc được tệp")
    serving.send(coordinator, good)
    card = serving.read(coordinator, "Sẽ thêm 1 người")
    serving.press(coordinator, card, roster_tables.CONFIRM)
    serving.read(coordinator, "Đã nhập: thêm 1 người")
    serving.say(coordinator, "/xuat")
    table = serving.read(coordinator, "5 người, 2 đơn vị")
    assert table["method"] == "senddocument"
    assert serving.end() == 0
    assert list((serving.home / "exports").glob("nhan-*")) == []
    log = serving.log.read_text(encoding="utf-8")
    for secret in (TOKEN, "Mới", "0912000111"):
        assert secret not in log


def _sheet(*rows: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(("Họ và tên", "Đơn vị", "Điện thoại công vụ"))
    for row in rows:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _states(database: Path) -> list[list[str]]:
    with Writer(database, datetime.now(UTC)) as writer:
        rows = writer.call(
            lambda tx: tx.all(
                "SELECT DISTINCT 'inbox' AS box, state FROM inbox UNION SELECT DISTINCT 'outbox', state FROM outbox"
            )
        )
    return [[row["box"], row["state"]] for row in rows]
