"""The running bot while its disk is full or somebody else fetches with its token: it waits, says why, and goes on."""

import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from serve_stage import Stage, open_stage

from bot.channels.sender import OVERLAP_AFTER
from bot.store.journal import SendingJournal

FREE = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with open_stage(tmp_path) as made:
        yield made


def fill_disk(stage: Stage, room: int) -> None:
    """No file of the bot's grows beyond so many bytes: writes fail as on a full disk, from this moment on."""
    assert stage.bot is not None
    resource.prlimit(stage.bot.pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))


def free_disk(stage: Stage) -> None:
    assert stage.bot is not None
    resource.prlimit(stage.bot.pid, resource.RLIMIT_FSIZE, FREE)


def wait_for_line(stage: Stage, words: str, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while words not in stage.log.read_text():
        assert time.monotonic() < deadline, f"the log never says {words!r}: {stage.log.read_text()}"
        stage.api.wait(stage.api.control("state")["accepted"] + 1, timeout=0.1)


def talk(stage: Stage, questions: int) -> None:
    for n in range(questions):
        stage.ask(n % 5 + 1)


def test_on_a_full_disk_nothing_is_confirmed_and_everything_is_answered_once_there_is_room(
    stage: Stage,
) -> None:
    stage.start()
    talk(stage, 10)
    stage.wait_until_answered()
    before = stage.api.control("state")
    fill_disk(stage, stage.database.with_name("d.db-wal").stat().st_size)
    talk(stage, 10)
    wait_for_line(stage, "polling the database takes no work (SQLITE_")
    state = stage.api.control("state")
    assert (state["accepted"], state["confirmed"], state["waiting"]) == (before["accepted"], 10, 10)
    free_disk(stage)
    stage.wait_until_answered()
    assert stage.end() == 0
    assert stage.judge() == 0


def test_a_disk_that_fills_up_in_the_middle_of_work_loses_nothing(stage: Stage) -> None:
    """Not even the journal can be written: what has not begun to leave stays."""
    stage.start()
    talk(stage, 10)
    stage.wait_until_answered()
    talk(stage, 40)
    assert stage.api.wait(accepted=13)
    fill_disk(stage, 1)
    quiet = stage.api.control("state")["accepted"]
    while stage.api.wait(accepted=quiet + 1, timeout=0.5):
        quiet = stage.api.control("state")["accepted"]
    assert quiet < 50
    free_disk(stage)
    stage.wait_until_answered()
    assert stage.end() == 0
    assert stage.judge() == 0
    assert "Logging error" not in stage.log.read_text(), "the log's own trouble quotes what it was given"


def test_killed_on_a_full_disk_it_repeats_at_most_what_was_on_its_way(stage: Stage) -> None:
    stage.start()
    talk(stage, 10)
    stage.wait_until_answered()
    talk(stage, 40)
    assert stage.api.wait(accepted=12)
    fill_disk(stage, 1)
    stage.api.wait(accepted=50, timeout=0.5)
    stage.end(signal.SIGKILL)
    stage.kills = 1
    stage.start()
    stage.wait_until_answered()
    assert stage.end() == 0
    stage.judge()


def test_while_another_fetches_with_its_token_it_waits_and_says_so(stage: Stage) -> None:
    stage.start()
    stage.ask(1)
    stage.wait_until_answered()
    assert stage.api.wait(confirmed=1)  # the next fetch is under way
    stage.api.call("getUpdates", timeout=0)
    wait_for_line(stage, "somebody else fetches with this bot's token; next try in 5.0 s")
    began = time.monotonic()
    stage.ask(2)
    stage.wait_until_answered()
    assert 3 < time.monotonic() - began < 10
    assert stage.end() == 0
    assert stage.judge() == 0
    assert stage.log.read_text().count("somebody else") == 1


def test_killed_on_a_slow_network_it_doubts_what_was_on_its_way_and_marks_all_of_it(stage: Stage) -> None:
    stage.api.fail({"kind": "delay", "seconds": 1.0, "method": "sendMessage", "times": -1})
    stage.start()
    for chat in range(1, 16):
        stage.ask(chat)
    began = time.monotonic()
    while len(on_the_way := begun(stage)) < 4:
        assert time.monotonic() - began < 10
        stage.api.wait(accepted=1, timeout=0.05)
    took = time.monotonic() - began
    assert stage.end(signal.SIGKILL) == -signal.SIGKILL
    on_the_way = begun(stage)
    assert 4 <= len(on_the_way) <= 2 + took / OVERLAP_AFTER
    assert stage.api.wait(accepted=len(on_the_way)), "all of it arrives"
    stage.api.fail()
    stage.start()
    stage.wait_until_answered()
    stage.wait_until_quiet()
    assert stage.end() == 0
    assert stage.judge(uncertain=len(on_the_way)) == len(on_the_way)


def begun(stage: Stage) -> frozenset[int]:
    """The rows that have begun to leave and not ended, by the journal."""
    told = SendingJournal(stage.database).read()
    return told.doubtful if told else frozenset()
