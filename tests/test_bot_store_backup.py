"""Backup, restore and erasure: a sound copy while writing goes on, a held start, nobody brought back."""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import DatabaseInUse, DatabaseTooNew, DatabaseUnfit, Writer, erasure, inbox, outbox, profiles
from bot.store import conversation_state as states
from bot.store.backup import backup, restore
from bot.store.database import connect
from bot.store.inbox import Arrival
from bot.store.outbox import Letter
from bot.store.profiles import Profile

NOW = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)


def fill(writer: Writer) -> None:
    def work(tx) -> None:
        for user in ("17", "18"):
            inbox.store(tx, [Arrival("telegram", "7", user, user, user, '{"text": "hỏi"}')], NOW)
            outbox.put(tx, Letter(f"in:{user}", "telegram", user), ("đáp",), NOW)
            profiles.set_profile(tx, "telegram", user, Profile("hue-109-2025"), NOW)
            states.set_state(tx, "telegram", user, user, states.ConversationState("hỏi"), NOW)

    writer.call(work)


def rows(path: Path, sql: str) -> list[tuple]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_backup_taken_while_the_bot_writes_is_sound_and_of_one_moment(tmp_path: Path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        stop = threading.Event()

        def write_pairs() -> None:
            for n in range(2000):
                if stop.is_set():
                    break
                writer.call(
                    lambda tx, n=n: [
                        tx.execute("INSERT INTO meta VALUES (?, 'x')", (f"{side}{n}",)) for side in "ab"
                    ]
                )

        thread = threading.Thread(target=write_pairs)
        thread.start()
        sizes = [backup(tmp_path / "d.db", tmp_path / f"copy{n}.db") for n in range(5)]
        stop.set()
        thread.join()
    assert all(size > 0 for size in sizes)
    for n in range(5):
        [(odd,)] = rows(tmp_path / f"copy{n}.db", "SELECT count(*) % 2 FROM meta")
        assert odd == 0
        assert rows(tmp_path / f"copy{n}.db", "PRAGMA integrity_check") == [("ok",)]


def test_a_restored_database_starts_with_sending_on_hold_and_keeps_what_it_replaced(tmp_path: Path) -> None:
    path, copy = tmp_path / "d.db", tmp_path / "copy.db"
    with Writer(path, NOW) as writer:
        fill(writer)
        backup(path, copy)
        writer.call(lambda tx: tx.execute("INSERT INTO meta VALUES ('later', 'x')"))
    restored = restore(copy, path, NOW)
    assert restored.waiting == 2
    assert restored.kept is not None
    assert rows(restored.kept, "SELECT count(*) FROM meta WHERE name = 'later'") == [(1,)]
    with Writer(path, NOW) as writer:
        assert writer.call(outbox.on_hold)
        assert writer.call(lambda tx: tx.one("SELECT 1 FROM meta WHERE name = 'later'")) is None
        assert writer.call(outbox.count_by_state) == {"ready": 2}


def test_a_backup_brings_nobody_back_who_was_erased_after_it(tmp_path: Path) -> None:
    path, copy = tmp_path / "d.db", tmp_path / "copy.db"
    with Writer(path, NOW) as writer:
        fill(writer)
        backup(path, copy)
        erasure.remember(path, "user:telegram:17", NOW)
        assert writer.call(lambda tx: erasure.reapply(tx, path)) == 1
        assert writer.call(lambda tx: profiles.get_profile(tx, "telegram", "17")) == Profile()
    assert restore(copy, path, NOW).erased == 1
    with Writer(path, NOW) as writer:
        assert writer.call(lambda tx: profiles.get_profile(tx, "telegram", "17")) == Profile()
        assert writer.call(lambda tx: profiles.get_profile(tx, "telegram", "18")) == Profile("hue-109-2025")
    text = "|".join(str(row) for row in rows(path, "SELECT payload FROM inbox WHERE user = '17'"))
    assert "hỏi" not in text
    assert rows(path, "SELECT state, body FROM outbox WHERE chat = '17'") == [("withdrawn", None)]
    assert rows(path, "SELECT question FROM conversation_state") == [("hỏi",)]


def test_somebody_who_comes_back_after_an_erasure_is_not_erased_again(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Writer(path, NOW) as writer:
        erasure.remember(path, "user:telegram:17", NOW)
        assert writer.call(lambda tx: erasure.reapply(tx, path)) == 1
        fill(writer)
        assert writer.call(lambda tx: erasure.reapply(tx, path)) == 0
        assert writer.call(lambda tx: profiles.get_profile(tx, "telegram", "17")) == Profile("hue-109-2025")


def test_a_torn_line_in_the_list_of_erasures_hides_no_other(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    erasure.remember(path, "user:telegram:17", NOW)
    with erasure.list_path(path).open("a") as file:
        file.write('{"subject": "user:tele')
    erasure.remember(path, "person:3", NOW)
    assert erasure.remembered(path) == ["user:telegram:17", "person:3"]


def test_a_restore_under_a_running_bot_is_refused(tmp_path: Path) -> None:
    path, copy = tmp_path / "d.db", tmp_path / "copy.db"
    with Writer(path, NOW):
        backup(path, copy)
        with pytest.raises(DatabaseInUse):
            restore(copy, path, NOW)


def test_a_backup_of_a_later_version_is_refused_and_nothing_is_replaced(tmp_path: Path) -> None:
    path, copy = tmp_path / "d.db", tmp_path / "copy.db"
    with Writer(path, NOW) as writer:
        fill(writer)
        backup(path, copy)
    database = connect(copy)
    database["_sqlite_migrations"].insert(
        {"migration_set": "daumoi", "name": "9999 later", "applied_at": "x"}
    )
    database.close()
    with pytest.raises(DatabaseTooNew):
        restore(copy, path, NOW)
    assert rows(path, "SELECT count(*) FROM outbox") == [(2,)]
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    path, copy = tmp_path / "d.db", tmp_path / "copy.db"
    with Writer(path, NOW) as writer:
        fill(writer)
        backup(path, copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) // 2))
    with pytest.raises(DatabaseUnfit):
        restore(copy, path, NOW)
    assert rows(path, "SELECT count(*) FROM outbox") == [(2,)]


def test_a_damaged_database_gives_way_to_its_backup(tmp_path: Path) -> None:
    path, copy = tmp_path / "d.db", tmp_path / "copy.db"
    with Writer(path, NOW) as writer:
        fill(writer)
        backup(path, copy)
    path.write_bytes(b"\x00broken" * 4096)
    restored = restore(copy, path, NOW)
    assert restored.kept is not None
    assert rows(path, "SELECT count(*) FROM outbox") == [(2,)]


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no database"):
        backup(tmp_path / "d.db", tmp_path / "copy.db")
    with pytest.raises(FileNotFoundError, match="no backup"):
        restore(tmp_path / "copy.db", tmp_path / "d.db", NOW)
