"""The writer: commits, savepoints, the lock, the schema."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import (
    DatabaseInUse,
    DatabaseTooNew,
    DatabaseUnfit,
    StoreClosed,
    Transaction,
    Writer,
    audit,
    visit,
)
from bot.store.database import check, connect
from bot.store.migrations import applied, known_steps

NOW = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)


def put_meta(name: str) -> Callable[[Transaction], str]:
    def work(tx: Transaction) -> str:
        tx.execute("INSERT INTO meta (name, value) VALUES (?, 'x')", (name,))
        return name

    return work


def names(tx: Transaction) -> list[str]:
    return [row["name"] for row in tx.all("SELECT name FROM meta ORDER BY name")]


def test_the_file_syncs_every_commit_and_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        settings = writer.call(
            lambda tx: [
                tx.one(f"PRAGMA {name}")[0] for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
        )
    assert settings == ["wal", 2, 1]


def test_a_piece_of_work_that_raises_takes_back_only_its_own_changes(tmp_path: Path) -> None:
    def spoil(tx: Transaction) -> None:
        put_meta("spoilt")(tx)
        raise ValueError("no")

    with Writer(tmp_path / "d.db", NOW) as writer:
        gate = threading.Event()
        held = writer.submit(lambda tx: gate.wait(5))
        before = writer.submit(put_meta("a"))
        bad = writer.submit(spoil)
        after = writer.submit(put_meta("b"))
        gate.set()
        assert held.result(5)
        assert (before.result(5), after.result(5)) == ("a", "b")
        with pytest.raises(ValueError, match="no"):
            bad.result(5)
        assert writer.call(names) == ["a", "b"]


async def test_what_queues_up_while_the_disk_syncs_is_committed_together(tmp_path: Path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        gate = threading.Event()
        held = writer.submit(lambda tx: gate.wait(5))
        waits = [asyncio.ensure_future(writer.run(put_meta(f"{n:02}"))) for n in range(40)]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*waits)
        assert held.result(5)
        assert len(writer.call(names)) == 40
        assert writer.commits < 10


def test_an_urgent_piece_passes_those_that_wait_and_ends_the_commit_that_is_open(tmp_path: Path) -> None:
    order: list[str] = []
    with Writer(tmp_path / "d.db", NOW) as writer:
        begun, gate = threading.Event(), threading.Event()
        held = writer.submit(lambda tx: begun.set() or gate.wait(5))
        assert begun.wait(5)
        plain = [writer.submit(lambda tx, n=n: order.append(f"plain {n}")) for n in range(3)]
        urgent = writer.submit(lambda tx: order.append("urgent"), urgent=True)
        before = writer.commits
        gate.set()
        for one in (held, urgent, *plain):
            one.result(5)
        assert order == ["urgent", "plain 0", "plain 1", "plain 2"]
        # What was running and the urgent piece, then the rest.
        assert writer.commits - before == 2


def test_nothing_is_reported_done_that_another_connection_cannot_see(tmp_path: Path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        writer.call(put_meta("a"))
        other = sqlite3.connect(tmp_path / "d.db")
        assert other.execute("SELECT count(*) FROM meta").fetchone() == (1,)
        other.close()


def test_work_after_closing_is_refused(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "d.db", NOW)
    writer.close()
    writer.close()
    with pytest.raises(StoreClosed):
        writer.call(names)


def test_a_full_disk_fails_the_piece_and_the_store_lives_on(tmp_path: Path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        pages = writer.call(lambda tx: tx.one("PRAGMA page_count")[0])
        writer.call(lambda tx: tx.execute(f"PRAGMA max_page_count={pages}"))
        with pytest.raises(sqlite3.OperationalError, match="full"):
            writer.call(put_meta("x" * 100_000))
        writer.call(lambda tx: tx.execute("PRAGMA max_page_count=1000000"))
        writer.call(put_meta("after"))
        assert writer.call(names) == ["after"]


def test_a_second_process_is_refused_and_told_who_holds_the_database(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    script = (
        "import sys, pathlib, datetime\n"
        "from bot.store import Writer, DatabaseInUse\n"
        "try:\n"
        "    Writer(pathlib.Path(sys.argv[1]), datetime.datetime.now(datetime.UTC)).close()\n"
        "except DatabaseInUse as refused:\n"
        "    print(refused)\n"
        "else:\n"
        "    print('opened')\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    with Writer(path, NOW):
        told = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
        with pytest.raises(DatabaseInUse, match="in use by process"):
            Writer(path, NOW)
    assert "is in use by process" in told
    assert (
        subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout == "opened\n"
    )


def test_a_newer_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    Writer(path, NOW).close()
    database = connect(path)
    database["_sqlite_migrations"].insert(
        {"migration_set": "daumoi", "name": "9999 from the future", "applied_at": "2030"}
    )
    database.close()
    with pytest.raises(DatabaseTooNew, match="9999 from the future"):
        Writer(path, NOW)
    database = connect(path)
    assert applied(database)[-1] == "9999 from the future"
    database.close()


def test_steps_are_numbered_without_gaps(tmp_path: Path) -> None:
    assert [int(name.split()[0]) for name in known_steps()] == list(range(1, len(known_steps()) + 1))


def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    path.write_bytes(b"these are minutes of a meeting, not a database" * 50)
    with pytest.raises(DatabaseUnfit, match="not a sound daumoi database"):
        Writer(path, NOW)


def test_a_new_database_is_sound_and_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "d.db"
    Writer(path, NOW).close()
    database = connect(path)
    assert check(database) == []
    assert path.stat().st_mode & 0o077 == 0
    database.close()


def test_a_visit_works_beside_a_running_bot_and_takes_back_what_fails(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with pytest.raises(FileNotFoundError, match="no database"), visit(path):
        pass
    with Writer(path, NOW) as writer:
        with visit(path) as tx:
            put_meta("visited")(tx)
        with pytest.raises(sqlite3.IntegrityError), visit(path) as tx:
            [put_meta("spoilt")(tx) for _ in range(2)]
        assert writer.call(names) == ["visited"]


def test_a_visit_never_migrates(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    connect(path).close()
    with pytest.raises(DatabaseUnfit, match="earlier version"), visit(path):
        pass
    database = connect(path)
    assert applied(database) == []
    database.close()


def test_audit_rows_can_be_added_but_never_changed_or_deleted(tmp_path: Path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        writer.call(
            lambda tx: audit.note(
                tx, actor="person:1", action="record", subject="draft:7", now=NOW, detail={"revision": 2}
            )
        )
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            writer.call(lambda tx: tx.execute("UPDATE audit SET action = 'nothing'"))
        with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
            writer.call(lambda tx: tx.execute("DELETE FROM audit"))
        [row] = writer.call(lambda tx: audit.history(tx, "draft:7"))
    assert (row.at, row.actor, row.action, row.detail) == (NOW, "person:1", "record", {"revision": 2})


def test_sqlite_utils_reads_and_writes_inside_the_same_transaction(tmp_path: Path) -> None:
    def work(tx: Transaction) -> list[dict[str, str]]:
        tx.database["meta"].insert({"name": "tool", "value": "y"})
        return list(tx.database["meta"].rows_where("name = ?", ["tool"]))

    def spoil(tx: Transaction) -> None:
        tx.database["meta"].insert({"name": "lost", "value": "y"})
        raise ValueError("no")

    with Writer(tmp_path / "d.db", NOW) as writer:
        assert writer.call(work) == [{"name": "tool", "value": "y"}]
        with pytest.raises(ValueError, match="no"):
            writer.call(spoil)
        assert writer.call(names) == ["tool"]
