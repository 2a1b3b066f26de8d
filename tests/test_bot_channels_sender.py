"""The sender against the strict server: order, kinds, repeats, patience, unreachable chats, holds, rechecks."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botapi.client import TOKEN, BotApi

from bot.channels.message import OutMessage, rich
from bot.channels.pace import Limits, Pace
from bot.channels.sender import Recheck, Sender
from bot.channels.telegram import Telegram
from bot.channels.turn import put_message
from bot.store import Transaction, Writer, outbox, reach
from bot.store.outbox import Kind, Letter, OutboxRow

FAST = Limits(rate=10_000.0, burst=1000, chat_seconds=0.0, group_seconds=0.0)


class Clock:
    """The real clock, with a part that tests move."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def api(tmp_path: Path) -> Iterator[BotApi]:
    with BotApi(tmp_path / "record.jsonl") as server:
        server.act_all([{"chat": chat, "text": "chào"} for chat in range(1, 6)])
        yield server


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "d.db", datetime.now(UTC)) as opened:
        yield opened


@asynccontextmanager
async def sending(
    api: BotApi, writer: Writer, clock: Clock, limits: Limits = FAST, recheck: Recheck | None = None
) -> AsyncIterator[Sender]:
    async with Telegram(TOKEN, api.base_url) as telegram:
        pace = Pace(limits, telegram.is_group, asyncio.get_running_loop().time())
        sender = Sender(writer, telegram, pace, clock, recheck)
        running = asyncio.create_task(sender.run())
        yield sender
        sender.drain(5)
        await running


def put(
    writer: Writer, key: str, *texts: str, chat: int = 1, kind: Kind = Kind.INTERACTIVE, **more: object
) -> None:
    letter = Letter(key, "telegram", str(chat), kind, **more)
    message = OutMessage(rich(*(texts or (key,))))
    writer.call(lambda tx: put_message(tx, letter, message, Telegram.capabilities, datetime.now(UTC)))


def states(writer: Writer) -> dict[str, str]:
    return writer.call(
        lambda tx: {row["key"]: row["state"] for row in tx.all("SELECT key, state FROM outbox")}
    )


async def until(writer: Writer, done: int) -> dict[str, str]:
    """The states once so many rows are closed; fails after ten seconds."""
    async with asyncio.timeout(10):
        while True:
            now = await asyncio.to_thread(states, writer)
            if sum(1 for state in now.values() if state not in ("ready", "claimed")) >= done:
                return now


async def test_the_parts_of_a_long_message_arrive_in_order(api: BotApi, writer: Writer) -> None:
    put(writer, "a", *[f"{n}" + "x" * 3000 for n in range(5)])
    async with sending(api, writer, Clock()):
        await until(writer, 5)
    assert [event["text"][0] for event in api.sent(1)] == ["0", "1", "2", "3", "4"]


async def test_what_is_put_while_the_sender_sleeps_goes_out_when_it_is_woken(
    api: BotApi, writer: Writer
) -> None:
    async with sending(api, writer, Clock()) as sender:
        await asyncio.to_thread(put, writer, "a")
        sender.wake()
        assert await until(writer, 1) == {"a:0": "sent"}


async def test_answers_go_before_reminders(api: BotApi, writer: Writer) -> None:
    for n in range(5):
        put(writer, f"nhắc {n}", chat=n + 1, kind=Kind.REMINDER)
    for n in range(5):
        put(writer, f"đáp {n}", chat=n + 1)
    async with sending(api, writer, Clock(), Limits(rate=100, burst=1, chat_seconds=0.0)):
        await until(writer, 10)
    texts = [event["text"].split()[0] for event in api.sent()]
    assert texts[1:6].count("đáp") >= 4
    assert sorted(texts) == ["nhắc"] * 5 + ["đáp"] * 5


async def test_a_lost_reply_is_sent_again_marked_and_under_one_number(api: BotApi, writer: Writer) -> None:
    put(writer, "Hạn nộp là thứ Hai.")
    api.fail({"kind": "cut_after", "method": "sendMessage", "times": 2})
    clock = Clock()
    async with sending(api, writer, clock) as sender:
        for _ in range(2):
            await asyncio.to_thread(api.wait, len(api.sent()) + 1)
            clock.ahead += timedelta(minutes=2)
            sender.wake()
        await until(writer, 1)
    first, *repeats = [event["text"] for event in api.sent()]
    assert first == "Hạn nộp là thứ Hai."
    assert repeats == ["(gửi lại) Tin số 0001\nHạn nộp là thứ Hai."] * 2


async def test_a_reminder_bears_its_number_from_the_first_time(api: BotApi, writer: Writer) -> None:
    put(writer, "Còn 3 ngày.", kind=Kind.REMINDER)
    async with sending(api, writer, Clock()):
        await until(writer, 1)
    assert api.sent()[0]["text"] == "Còn 3 ngày.\nTin số 0001"


@pytest.mark.parametrize(
    "fault",
    [{"kind": "status", "code": 500}, {"kind": "retry_after", "seconds": 1}],
    ids=["server error", "flood"],
)
async def test_what_certainly_did_not_arrive_is_sent_again_unmarked(
    api: BotApi, writer: Writer, fault: dict
) -> None:
    put(writer, "x")
    api.fail({"method": "sendMessage", **fault})
    clock = Clock()
    async with sending(api, writer, clock):
        await until(writer, 1)
    assert [event["text"] for event in api.sent()] == ["x"]


async def test_while_nobody_answers_messages_wait_and_then_go_out_unmarked(
    api: BotApi, writer: Writer
) -> None:
    clock = Clock()
    async with sending(api, writer, clock) as sender:
        api.control("offline", offline=True)
        for n in range(3):
            put(writer, f"x{n}")
        sender.wake()
        refused = "SELECT 1 FROM outbox WHERE fault = 'ConnectError'"
        async with asyncio.timeout(10):
            while not await writer.run(lambda tx: tx.one(refused)):
                sender.wake()
        clock.ahead += timedelta(days=1)
        api.control("offline", offline=False)
        sender.wake()
        await until(writer, 3)
    # The connection from before may have broken under the first one: then nobody knew, and it says so.
    assert [event["text"].split("\n")[-1] for event in api.sent()] == ["x0", "x1", "x2"]
    assert not [event for event in api.sent()[1:] if "(gửi lại)" in event["text"]]


async def test_a_person_who_blocked_the_bot_gets_nothing_more_and_is_remembered(
    api: BotApi, writer: Writer
) -> None:
    api.act("block", chat=2)
    put(writer, "a", chat=2)
    put(writer, "b", chat=2)
    put(writer, "c", chat=3)
    async with sending(api, writer, Clock()):
        assert await until(writer, 3) == {"a:0": "unreachable", "b:0": "unreachable", "c:0": "sent"}
    assert writer.call(lambda tx: reach.unreachable_since(tx, "telegram", "2")) is not None
    assert [event for event in api.record() if event.get("chat") == "2" and event["event"] == "call"][
        1:
    ] == []


async def test_a_message_that_telegram_refuses_does_not_stop_the_next(api: BotApi, writer: Writer) -> None:
    writer.call(
        lambda tx: outbox.put(
            tx,
            Letter("bad", "telegram", "1"),
            ['{"text": "<p>x</p>", "html": true, "protect": false}', "no JSON at all"],
            datetime.now(UTC),
        )
    )
    put(writer, "good")
    async with sending(api, writer, Clock()):
        assert await until(writer, 3) == {"bad:0": "refused", "bad:1": "refused", "good:0": "sent"}


async def test_a_due_that_was_met_meanwhile_is_withdrawn_and_never_sent(api: BotApi, writer: Writer) -> None:
    def still_due(tx: Transaction, row: OutboxRow, now: datetime) -> bool:
        return row.subject != "occurrence:1"

    put(writer, "met", kind=Kind.REMINDER, subject="occurrence:1")
    put(writer, "owed", chat=2, kind=Kind.REMINDER, subject="occurrence:2")
    async with sending(api, writer, Clock(), recheck=still_due):
        assert await until(writer, 2) == {"met:0": "withdrawn", "owed:0": "sent"}
    assert len(api.sent()) == 1


async def test_on_hold_nothing_leaves_until_it_is_released(api: BotApi, writer: Writer) -> None:
    writer.call(lambda tx: outbox.hold_sending(tx, hold=True))
    put(writer, "a")
    async with sending(api, writer, Clock()) as sender:
        sender.wake()
        assert not await asyncio.to_thread(api.wait, 1, timeout=0.2)
        writer.call(lambda tx: outbox.hold_sending(tx, hold=False))
        sender.wake()
        await until(writer, 1)


async def test_a_clock_that_jumps_while_a_message_is_on_its_way_sends_it_once(
    api: BotApi, writer: Writer
) -> None:
    put(writer, "x")
    put(writer, "y", chat=2)
    api.fail({"kind": "delay", "seconds": 0.5, "method": "sendMessage", "chat": "1"})
    clock = Clock()
    async with sending(api, writer, clock) as sender:
        await asyncio.to_thread(api.wait, 1)
        for days in (2, -4, 2):
            clock.ahead += timedelta(days=days)
            sender.wake()
        await until(writer, 2)
    assert sorted(event["text"] for event in api.sent()) == ["x", "y"]


async def test_a_database_that_takes_no_work_for_a_while_loses_and_repeats_nothing(
    api: BotApi, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.sender.DISK_AGAIN_AFTER", 0.01)
    writer.call(lambda tx: tx.execute("PRAGMA busy_timeout=1"))
    put(writer, "x")
    put(writer, "y")
    api.fail({"kind": "delay", "seconds": 0.3, "method": "sendMessage"})
    async with sending(api, writer, Clock()):
        claimed = "SELECT 1 FROM outbox WHERE state = 'claimed'"
        async with asyncio.timeout(10):
            while not await writer.run(lambda tx: tx.one(claimed)):
                pass
        other = sqlite3.connect(writer.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await asyncio.to_thread(api.wait, 1)
        assert not await asyncio.to_thread(api.wait, 2, timeout=0.2)
        other.execute("ROLLBACK")
        other.close()
        await until(writer, 2)
    assert [event["text"] for event in api.sent()] == ["x", "y"]


async def test_a_message_whose_time_is_over_is_not_sent(api: BotApi, writer: Writer) -> None:
    put(writer, "a", expires_at=datetime.now(UTC) + timedelta(hours=1))
    clock = Clock()
    clock.ahead = timedelta(hours=2)
    async with sending(api, writer, clock):
        assert await until(writer, 1) == {"a:0": "expired"}


async def test_under_telegrams_own_limits_nobody_is_ever_told_to_wait(api: BotApi, writer: Writer) -> None:
    api.control("set", limits=True)
    for n in range(2):
        for chat in range(1, 6):
            put(writer, f"{chat}-{n}", chat=chat)
    async with sending(api, writer, Clock(), Limits()):
        await until(writer, 10)
    assert [event for event in api.record() if event.get("outcome") == "refused"] == []
