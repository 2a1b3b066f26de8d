"""The server from a test's side: start the process, do what people do, arrange faults, read the record."""

import http.client
import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

TOKEN = "7000000001:test-token-of-nobody"  # noqa: S105  opens nothing but the server here


class BotApi:
    """One running server; `base_url` is what DAUMOI_TELEGRAM_BASE_URL wants."""

    def __init__(self, record: Path) -> None:
        self.record_path = record
        folder = Path(__file__).resolve().parent.parent
        self.process = subprocess.Popen(
            [sys.executable, "-m", "botapi", str(record), "--token", TOKEN],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(folder)},
        )
        assert self.process.stdout is not None
        self.port, self.control_port = json.loads(self.process.stdout.readline())

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    def control(self, command: str, **given: Any) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.control_port, timeout=60)
        try:
            connection.request(
                "POST", f"/{command}", json.dumps(given).encode(), {"Content-Type": "application/json"}
            )
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        if not answer["ok"]:
            raise ValueError(answer["description"])
        return answer["result"]

    def act(self, kind: str = "text", chat: int = 1, **more: Any) -> dict[str, Any]:
        """One thing a person does; returns the ids."""
        return self.control("act", actions=[{"kind": kind, "chat": chat, **more}])[0]

    def act_all(self, actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return self.control("act", actions=actions)

    def fail(self, *rules: dict[str, Any], seed: int = 0) -> None:
        """Replace whatever was to go wrong."""
        self.control("faults", rules=list(rules), seed=seed)

    def wait(self, accepted: int = 0, confirmed: int = 0, timeout: float = 10) -> bool:
        return self.control("wait", accepted=accepted, confirmed=confirmed, timeout=timeout)

    def record(self) -> list[dict[str, Any]]:
        """Everything that happened, in order."""
        with self.record_path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]

    def sent(self, chat: int | None = None) -> list[dict[str, Any]]:
        """The messages that were accepted."""
        return [
            event
            for event in self.record()
            if event.get("method") in ("sendmessage", "senddocument")
            and event.get("outcome") == "accepted"
            and (chat is None or event["chat"] == str(chat))
        ]

    def call(self, method: str, token: str = TOKEN, **parameters: Any) -> dict[str, Any]:
        """A request as a bot would make it, JSON in and out; raises OSError or HTTPException when cut."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                "POST",
                f"/bot{token}/{method}",
                json.dumps(parameters).encode(),
                {"Content-Type": "application/json"},
            )
            return dict(json.loads(connection.getresponse().read()))
        finally:
            connection.close()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
