"""The far side of an end-to-end script, twice: the strict server of these tests, and one of other hands.

Both are processes on loopback; a chat is one person in private. What a script does with one it does with the other.
"""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from botapi.client import TOKEN, BotApi

LAUNCHER = Path(__file__).with_name("otherhands") / "telegram_test_api.js"
INSTALL = "npm install --prefix FOLDER telegram-test-api@4, then NODE_PATH=FOLDER/node_modules"


@dataclass(frozen=True)
class Received:
    """A message of the bot's as a chat sees it; buttons as (label, data)."""

    message: int
    text: str
    buttons: tuple[tuple[str, str], ...] = ()


class FarSide(Protocol):
    base_url: str

    def say(self, chat: int, text: str) -> int: ...

    def edit(self, chat: int, message: int, text: str) -> None: ...

    def press(self, chat: int, on: Received, label: str) -> None: ...

    def received(self, chat: int) -> list[Received]: ...

    def close(self) -> None: ...


class OurOwn:
    """The strict server (botapi)."""

    def __init__(self, folder: Path) -> None:
        self._api = BotApi(folder / "record.jsonl")
        self.base_url = self._api.base_url

    def say(self, chat: int, text: str) -> int:
        return int(self._api.act("text", chat=chat, text=text)["message_id"])

    def edit(self, chat: int, message: int, text: str) -> None:
        self._api.act("edit", chat=chat, message_id=message, text=text)

    def press(self, chat: int, on: Received, label: str) -> None:
        self._api.act("press", chat=chat, message_id=on.message, button=label)

    def received(self, chat: int) -> list[Received]:
        return [
            Received(event["message_id"], event["text"], _buttons(event.get("buttons")))
            for event in self._api.sent(chat)
        ]

    def close(self) -> None:
        self._api.stop()


class TelegramTestApi:
    """npm's telegram-test-api behind its launcher. It confirms what it hands out and keeps no limits."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.base_url = f"{self._address}/bot"
        self._said = 0
        self._texts: dict[int, str] = {}
        self._log = (folder / "server.log").open("w")
        self._process = subprocess.Popen(
            ["node", str(LAUNCHER), self._address.rpartition(":")[2]],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", (folder / "server.log").read_text()

    @staticmethod
    def missing() -> str | None:
        """Why it cannot be used here; None when it can."""
        if shutil.which("node") is None:
            return "node is not installed"
        found = subprocess.run(
            ["node", "-e", "require.resolve('telegram-test-api')"], capture_output=True, check=False
        )
        return None if found.returncode == 0 else f"telegram-test-api is not installed ({INSTALL})"

    def say(self, chat: int, text: str) -> int:
        kind = "sendCommand" if text.startswith("/") else "sendMessage"
        entity = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
        self._call(kind, self._message(chat, text) | ({"entities": [entity]} if text.startswith("/") else {}))
        self._said += 1
        return self._said

    def edit(self, chat: int, message: int, text: str) -> None:
        edited = {"edit_date": int(time.time()), "edited_id": message}
        self._call("sendMessage", self._message(chat, text) | edited)

    def press(self, chat: int, on: Received, label: str) -> None:
        [data] = [data for name, data in on.buttons if name == label]
        rows = [[{"text": name, "callback_data": data}] for name, data in on.buttons]
        about = self._message(chat, on.text)
        message = about | {"message_id": on.message, "reply_markup": {"inline_keyboard": rows}}
        self._call(
            "sendCallback", {"botToken": TOKEN, "from": about["from"], "message": message, "data": data}
        )

    def received(self, chat: int) -> list[Received]:
        history = self._call("getUpdatesHistory", {"token": TOKEN})["result"]
        said = [(one["messageId"], one["message"]) for one in history if "message" in one]
        return [
            Received(number, message["text"], _buttons(message.get("reply_markup")))
            for number, message in said
            if str(message.get("chat_id")) == str(chat)
        ]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._log.close()

    def _message(self, chat: int, text: str) -> dict[str, Any]:
        person = {"id": chat, "is_bot": False, "first_name": "Mẫu"}
        about = {"id": chat, "type": "private", "first_name": "Mẫu"}
        return {"botToken": TOKEN, "from": person, "chat": about, "date": int(time.time()), "text": text}

    def _call(self, path: str, given: dict[str, Any]) -> dict[str, Any]:
        line = http.client.HTTPConnection(self._address.removeprefix("http://"), timeout=10)
        try:
            line.request("POST", f"/{path}", json.dumps(given).encode(), {"Content-Type": "application/json"})
            return dict(json.loads(line.getresponse().read()))
        finally:
            line.close()


def _buttons(markup: Any) -> tuple[tuple[str, str], ...]:
    markup = json.loads(markup) if isinstance(markup, str) else markup
    rows = (markup or {}).get("inline_keyboard", [])
    return tuple((one["text"], one["callback_data"]) for row in rows for one in row)


__all__ = ["TOKEN", "FarSide", "OurOwn", "Received", "TelegramTestApi"]
