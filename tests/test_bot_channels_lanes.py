"""Lanes and turns: order in a chat, chats side by side, failures counted and set aside, nothing done twice."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from botapi.client import TOKEN

from bot.channels.lanes import Lanes
from bot.channels.message import Incoming, OutMessage, rich
from bot.channels.telegram import Telegram
from bot.channels.telegram_updates import Identity
from bot.channels.turn import Engine, take_turn
from bot.store import Transaction, Writer, inbox, outbox, profiles
from bot.store.inbox import Arrival, InboxRow
from bot.store.profiles import Profile

NOW = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "d.db", NOW) as opened:
        yield opened


def reader() -> Telegram:
    telegram = Telegram(TOKEN)
    telegram.identity = Identity(7, "daumoi_test_bot")
    return telegram


def store(writer: Writer, texts: list[tuple[int, str]]) -> list[InboxRow]:
    """Updates as they would have come, chat and text each."""
    arrivals = [
        Arrival(
            "telegram",
            "7",
            str(n),
            str(chat),
            str(chat),
            json.dumps(
                {
                    "update_id": n,
                    "message": {
                        "message_id": n,
                        "date": 1,
                        "chat": {"id": chat, "type": "private"},
                        "from": {"id": chat},
                        "text": text,
                    },
                }
            ),
        )
        for n, (chat, text) in enumerate(texts)
    ]
    return writer.call(lambda tx: inbox.store(tx, arrivals, NOW))


async def handle(writer: Writer, engine: Engine, rows: list[InboxRow]) -> tuple[int, list[str]]:
    """Put the rows through lanes; returns how often something was caused and who was shown typing."""
    typed: list[str] = []
    caused: list[None] = []

    async def show(chat: str) -> None:
        typed.append(chat)

    lanes = Lanes(writer, reader(), engine, lambda: NOW, caused=lambda: caused.append(None), show_typing=show)
    for row in rows:
        lanes.put(row)
    async with asyncio.timeout(20):
        await lanes.drain(20)
    return len(caused), typed


def bodies(writer: Writer) -> list[tuple[str, str]]:
    return writer.call(
        lambda tx: [
            (row["chat"], json.loads(row["body"])["text"])
            for row in tx.all("SELECT chat, body FROM outbox ORDER BY id")
        ]
    )


def echo(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
    return [OutMessage(rich(incoming.text))]


async def test_every_chat_is_answered_in_its_own_order(writer: Writer) -> None:
    texts = [(n % 7, f"câu {n}") for n in range(70)]
    await handle(writer, echo, store(writer, texts))
    for chat in range(7):
        assert [text for to, text in bodies(writer) if to == str(chat)] == [
            text for to, text in texts if to == chat
        ]
    assert writer.call(inbox.count_by_state) == {"done": 70}


async def test_an_update_that_always_fails_is_set_aside_after_three_tries_and_the_rest_flows(
    writer: Writer,
) -> None:
    tries: list[str] = []

    def choke(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
        if incoming.text == "độc":
            tries.append(incoming.text)
            profiles.set_profile(tx, "telegram", incoming.user, Profile("hue-109-2025"), now)
            raise ValueError("no")
        return echo(incoming, now, tx)

    await handle(writer, choke, store(writer, [(1, "a"), (1, "độc"), (1, "b"), (2, "c")]))
    assert len(tries) == 3
    assert [text for to, text in bodies(writer) if to == "2"] == ["c"]
    first, apology, last = [text for to, text in bodies(writer) if to == "1"]
    assert (first, last) == ("a", "b")
    assert "mã T2" in apology
    assert writer.call(inbox.count_by_state) == {"done": 3, "aside": 1}
    assert writer.call(lambda tx: profiles.get_profile(tx, "telegram", "1")) == Profile()


async def test_a_failure_that_passes_is_tried_again_and_its_effects_happen_once(writer: Writer) -> None:
    seen: list[str] = []

    def once(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
        seen.append(incoming.text)
        tx.execute("INSERT INTO meta VALUES (?, 'x')", (f"effect {len(seen)}",))
        if len(seen) == 1:
            raise KeyError("passing")
        return echo(incoming, now, tx)

    await handle(writer, once, store(writer, [(1, "a")]))
    assert bodies(writer) == [("1", "a")]
    effects = writer.call(lambda tx: tx.all("SELECT name FROM meta WHERE name LIKE 'effect%'"))
    assert [row["name"] for row in effects] == ["effect 2"]


async def test_a_failing_disk_is_no_fault_of_the_message(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.lanes.DISK_AGAIN_AFTER", 0.0)
    monkeypatch.setattr("bot.channels.lanes.AGAIN_AFTER", 0.0)
    failures = iter(range(10))

    def full(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
        if next(failures, None) is not None:
            fault = sqlite3.OperationalError("database or disk is full")
            fault.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise fault
        return echo(incoming, now, tx)

    await handle(writer, full, store(writer, [(1, "a")]))
    assert bodies(writer) == [("1", "a")]
    assert writer.call(lambda tx: tx.one("SELECT tries FROM inbox")["tries"]) == 0


async def test_a_wrong_statement_of_the_engine_is_a_failure_like_any_other(writer: Writer) -> None:
    def wrong(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
        tx.execute("SELECT nothing FROM nowhere")
        return []

    await handle(writer, wrong, store(writer, [(1, "a")]))
    assert writer.call(inbox.count_by_state) == {"aside": 1}


async def test_an_update_that_cannot_be_read_is_set_aside_too(writer: Writer) -> None:
    rows = writer.call(
        lambda tx: inbox.store(tx, [Arrival("telegram", "7", "1", "5", None, '{"update_id": 1}')], NOW)
    )
    await handle(writer, echo, rows)
    assert writer.call(inbox.count_by_state) == {"aside": 1}


async def test_somebody_who_waits_long_is_shown_that_something_is_coming(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.lanes.TYPING_AFTER", 0.0)
    _, typed = await handle(writer, echo, store(writer, [(1, "a")]))
    assert typed in (["1"], [])
    gate = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
        asyncio.run_coroutine_threadsafe(gate.wait(), loop).result(10)
        return echo(incoming, now, tx)

    lanes_done = asyncio.create_task(_slow_handle(writer, slow, gate))
    assert await lanes_done == ["9"]


async def _slow_handle(writer: Writer, engine: Engine, gate: asyncio.Event) -> list[str]:
    typed: list[str] = []

    async def show(chat: str) -> None:
        typed.append(chat)
        gate.set()

    lanes = Lanes(writer, reader(), engine, lambda: NOW, caused=lambda: None, show_typing=show)
    [row] = writer.call(
        lambda tx: inbox.store(
            tx,
            [
                Arrival(
                    "telegram",
                    "7",
                    "900",
                    "9",
                    "9",
                    '{"update_id": 900, "message": {"message_id": 1, "date": 1, "from": {"id": 9},'
                    ' "chat": {"id": 9, "type": "private"}, "text": "a"}}',
                )
            ],
            NOW,
        )
    )
    lanes.put(row)
    await lanes.drain(10)
    return typed


def test_a_turn_that_was_taken_is_not_taken_again(writer: Writer) -> None:
    [row] = store(writer, [(1, "a")])
    for expected in (1, 0):
        assert writer.call(lambda tx: take_turn(tx, row.id, reader(), echo, NOW)) == expected
    assert len(bodies(writer)) == 1


async def test_what_may_end_the_process_runs_alone_with_its_try_counted_first(writer: Writer) -> None:
    rows = store(writer, [(1, "a"), (2, "b")])
    for _ in range(3):
        rows = writer.call(lambda tx: inbox.replay(tx, "telegram", "7"))
    counted: list[int] = []

    def look(incoming: Incoming, now: datetime, tx: Transaction) -> list[OutMessage]:
        counted.append(tx.one("SELECT tries FROM inbox WHERE chat = ?", (incoming.chat,))["tries"])
        return echo(incoming, now, tx)

    await handle(writer, look, rows)
    assert counted == [1, 1]
    assert writer.call(inbox.count_by_state) == {"done": 2}
    assert writer.call(outbox.count_by_state) == {"ready": 2}
