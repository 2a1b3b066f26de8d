"""The inbox: stored once, replayed until done, set aside after three failures, payload erased in time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Writer, inbox
from bot.store.inbox import Arrival

NOW = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def writer(tmp_path: Path):
    with Writer(tmp_path / "d.db", NOW) as opened:
        yield opened


def arrival(update_id: str, chat: str = "c1", channel: str = "telegram", bot: str = "7") -> Arrival:
    return Arrival(channel, bot, update_id, chat, "u1", f'{{"update_id": {update_id}}}')


def store(writer: Writer, *arrivals: Arrival) -> list[inbox.InboxRow]:
    return writer.call(lambda tx: inbox.store(tx, arrivals, NOW))


def test_a_redelivered_update_is_stored_once(writer: Writer) -> None:
    first = store(writer, arrival("10"), arrival("11"))
    again = store(writer, arrival("11"), arrival("12"))
    assert [row.update_id for row in first] == ["10", "11"]
    assert [row.update_id for row in again] == ["12"]


def test_the_same_id_of_another_bot_or_channel_is_another_update(writer: Writer) -> None:
    rows = store(writer, arrival("10"), arrival("10", bot="8"), arrival("10", channel="zalo"))
    assert len(rows) == 3


def test_ids_that_count_backwards_keep_their_order_of_arrival(writer: Writer) -> None:
    store(writer, arrival("500"))
    store(writer, arrival("3"))
    waiting = writer.call(lambda tx: inbox.replay(tx, "telegram", "7"))
    assert [row.update_id for row in waiting] == ["500", "3"]


def test_only_what_never_had_its_turn_is_replayed_and_each_replay_is_counted(writer: Writer) -> None:
    done, waiting = store(writer, arrival("1"), arrival("2"))
    writer.call(lambda tx: inbox.finish(tx, done.id, NOW))
    writer.call(lambda tx: inbox.replay(tx, "telegram", "7"))
    [again] = writer.call(lambda tx: inbox.replay(tx, "telegram", "7"))
    assert (again.id, again.replays) == (waiting.id, 2)
    assert writer.call(lambda tx: inbox.replay(tx, "telegram", "8")) == []


def test_the_third_failure_sets_an_update_aside(writer: Writer) -> None:
    [row] = store(writer, arrival("1"))
    aside = [writer.call(lambda tx: inbox.count_try(tx, row.id, "ValueError", NOW)) for _ in range(4)]
    assert aside == [False, False, True, False]
    assert writer.call(lambda tx: inbox.find_waiting(tx, row.id)) is None
    assert writer.call(inbox.count_by_state) == {"aside": 1}


def test_a_payload_is_erased_thirty_days_after_the_turn_and_its_key_stays(writer: Writer) -> None:
    done, _ = store(writer, arrival("1"), arrival("2"))
    writer.call(lambda tx: inbox.finish(tx, done.id, NOW))
    assert writer.call(lambda tx: inbox.purge(tx, NOW + timedelta(days=29, hours=23))) == 0
    assert writer.call(lambda tx: inbox.purge(tx, NOW + timedelta(days=30, hours=1))) == 1
    assert store(writer, arrival("1")) == []
    [waiting] = writer.call(lambda tx: inbox.replay(tx, "telegram", "7"))
    assert waiting.payload == '{"update_id": 2}'
