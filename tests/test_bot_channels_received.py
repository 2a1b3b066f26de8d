"""Files that people send: fetched before their turn if they are wanted and small enough, and left alone otherwise."""

import asyncio
import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from botapi.client import TOKEN, BotApi

from bot.channels.lanes import Lanes
from bot.channels.message import Incoming, OutMessage, rich
from bot.channels.received import MOST_BYTES, Receiving, receive, received_path
from bot.channels.telegram import Telegram
from bot.channels.telegram_updates import make_arrival
from bot.store import Transaction, Writer, inbox
from bot.store.inbox import InboxRow

NOW = datetime(2026, 12, 7, 2, 0, tzinfo=UTC)


@pytest.fixture
def api(tmp_path: Path) -> Iterator[BotApi]:
    with BotApi(tmp_path / "record.jsonl") as server:
        yield server


async def send_file(api: BotApi, folder: Path, content: bytes, *, wanted: bool = True, **more: Any) -> str:
    """Somebody sends a file; returns what the engine, which says the file's size, answered."""
    api.act(
        "document",
        chat=5,
        content=base64.b64encode(content).decode(),
        file_name="Danh sách.XLSX",
        text="x",
        **more,
    )
    asked: list[str] = []

    def want(tx: Transaction, incoming: Incoming, now: datetime) -> bool:
        asked.append(incoming.user)
        return wanted

    def engine(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
        path = received_path(folder, incoming)
        return [OutMessage(rich(str(len(path.read_bytes())) if path.exists() else "nothing"))]

    async def show(chat: str) -> None:
        return

    with Writer(folder / "d.db", NOW) as writer:
        async with Telegram(TOKEN, api.base_url) as telegram:
            updates = await telegram.bot.fetch(None, 0)
            arrivals = [one for update in updates if (one := make_arrival(update, telegram.identity))]
            rows = writer.call(lambda tx: inbox.store(tx, arrivals, NOW))

            async def prepare(row: InboxRow) -> bool:
                return await receive(
                    telegram.peek(row), Receiving(folder, want), writer, telegram.fetch_file, NOW
                )

            lanes = Lanes(
                writer, telegram, engine, lambda: NOW, caused=lambda: None, show_typing=show, prepare=prepare
            )
            for row in rows:
                lanes.put(row)
            async with asyncio.timeout(20):
                await lanes.drain(20)
        [said] = writer.call(lambda tx: tx.all("SELECT body FROM outbox"))
    return str(json.loads(said["body"])["text"])


async def test_a_wanted_file_lies_ready_when_its_turn_comes(api: BotApi, tmp_path: Path) -> None:
    assert await send_file(api, tmp_path, b"x" * 3000) == "3000"
    [kept] = [one for one in tmp_path.iterdir() if one.name.startswith("nhan-")]  # noqa: ASYNC240  a test may wait
    assert kept.suffix == ".xlsx"
    assert kept.stat().st_mode & 0o777 == 0o600


async def test_an_unwanted_file_is_not_even_asked_for(api: BotApi, tmp_path: Path) -> None:
    assert await send_file(api, tmp_path, b"x", wanted=False) == "nothing"
    assert "getfile" not in {event.get("method") for event in api.record()}


async def test_a_file_that_is_too_large_is_left_alone(api: BotApi, tmp_path: Path) -> None:
    assert await send_file(api, tmp_path, b"x" * (MOST_BYTES + 1)) == "nothing"


async def test_when_the_file_cannot_be_fetched_the_turn_is_taken_without_it(
    api: BotApi, tmp_path: Path
) -> None:
    api.fail({"kind": "status", "method": "getFile", "code": 500, "times": 5})
    assert await send_file(api, tmp_path, b"x") == "nothing"
