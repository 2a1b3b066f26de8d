"""The running bot killed, starved and lied to: nothing unanswered, nothing twice without its mark, nothing logged.

The bot is a process of its own (echo_bot), so is Telegram (botapi); judged are the far side's record, the rows
left in the database and every line that was logged. The long runs are marked slow.
"""

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from echo_bot import POINTS
from serve_stage import ECHO, Stage, open_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with open_stage(tmp_path) as made:
        yield made


def kill_at_every_point(stage: Stage, rounds: range, chats: int) -> None:
    for nth in rounds:
        for point in POINTS:
            for chat in range(1, chats + 1):
                stage.ask(chat)
            stage.start("--kill-at", point, "--nth", str(nth), until_ready=False)
            stage.wait_for_death()
            stage.start()
            stage.wait_until_answered()
            assert stage.end() == 0
    stage.judge()


def test_killed_at_every_named_point_it_answers_everybody_after_the_next_start(stage: Stage) -> None:
    kill_at_every_point(stage, range(1, 2), chats=3)


@pytest.mark.slow
def test_killed_at_every_named_point_in_a_crowd(stage: Stage) -> None:
    kill_at_every_point(stage, range(1, 40, 4), chats=40)


def kill_at_random(stage: Stage, kills: int, chats: int, seed: int) -> None:
    """Chats talk all the time; the bot dies at random moments, in its start as well as in full work."""
    dice = random.Random(seed)
    stop = threading.Event()

    def talk() -> None:
        voices = random.Random(seed + 1)
        while not stop.is_set():
            stage.ask(voices.randint(1, chats))
            stop.wait(voices.uniform(0.005, 0.03))

    talking = threading.Thread(target=talk)
    talking.start()
    try:
        for _ in range(kills):
            stage.start(until_ready=dice.random() < 0.7)
            time.sleep(dice.uniform(0.0, 0.6))
            stage.end(signal.SIGKILL)
            stage.kills += 1
    finally:
        stop.set()
        talking.join()
    stage.start()
    stage.wait_until_answered(120)
    assert stage.end() == 0


def test_killed_at_random_while_chats_talk_it_leaves_nobody_unanswered(stage: Stage) -> None:
    kill_at_random(stage, kills=4, chats=10, seed=1)
    stage.judge()


@pytest.mark.slow
def test_two_hundred_random_kills_while_forty_chats_talk(stage: Stage) -> None:
    kill_at_random(stage, kills=200, chats=40, seed=2)
    extra = stage.judge()
    asked = sum(len(texts) for texts in stage.questions.values())
    sys.stdout.write(f"\n{asked} questions, {stage.kills} kills, {extra} extra answers, all marked\n")


TROUBLE: list[dict[str, Any]] = [
    {"kind": "retry_after", "seconds": 1, "chance": 0.02},
    {"kind": "status", "code": 500, "chance": 0.05},
    {"kind": "gateway", "chance": 0.03},
    {"kind": "cut_before", "chance": 0.05},
    {"kind": "cut_after", "chance": 0.05},
    {"kind": "cut_half", "chance": 0.03},
    {"kind": "delay", "seconds": 0.3, "chance": 0.05},
]
MAY_HAVE_ARRIVED = {"cut_after", "cut_half"}


def live_through_trouble(stage: Stage, questions: int, chats: int) -> None:
    stage.api.fail(*({"method": "sendMessage", "times": -1, **fault} for fault in TROUBLE), seed=3)
    stage.start()
    for n in range(questions):
        stage.ask(n % chats + 1)
    stage.wait_until_answered(120)
    stage.api.fail()
    stage.wait_until_quiet()
    assert stage.end() == 0
    lost = sum(1 for event in stage.api.sent() if event.get("lost") in MAY_HAVE_ARRIVED)
    assert lost > 0
    stage.judge(uncertain=lost)


def test_through_floods_errors_cuts_and_lost_replies_everybody_is_answered(stage: Stage) -> None:
    live_through_trouble(stage, questions=60, chats=20)


@pytest.mark.slow
def test_through_long_trouble_everybody_is_answered(stage: Stage) -> None:
    live_through_trouble(stage, questions=2000, chats=40)


def test_when_polling_fails_it_goes_on_as_soon_as_somebody_answers(stage: Stage) -> None:
    stage.api.fail(
        {"kind": "gateway", "method": "getUpdates"},
        {"kind": "cut_half", "method": "getUpdates"},
    )
    stage.start()
    stage.ask(1)
    stage.wait_until_answered()
    stage.api.control("offline", offline=True)
    stage.ask(2)
    stage.api.control("offline", offline=False)
    stage.wait_until_answered()
    assert stage.end() == 0
    stage.judge()


def test_it_starts_before_the_network_does(stage: Stage) -> None:
    stage.api.control("offline", offline=True)
    stage.ask(1)
    stage.start(until_ready=False)
    threading.Event().wait(0.8)
    stage.api.control("offline", offline=False)
    stage.wait_until_answered()
    assert stage.end() == 0
    stage.judge()


def test_a_poisoned_update_is_set_aside_and_the_rest_flows(stage: Stage) -> None:
    stage.ask(1)
    stage.api.act("text", chat=1, text="tin độc, câu hỏi kín")
    stage.ask(1)
    stage.ask(2)
    stage.start()
    stage.wait_until_answered()
    assert stage.end() == 0
    stage.judge_log()
    texts = stage.answered()[1]
    assert [text[:5] for text in texts] == ["Đáp: ", "Xin l", "Đáp: "]
    connection = sqlite3.connect(stage.database)
    states = connection.execute("SELECT state, tries, fault FROM inbox ORDER BY id").fetchall()
    connection.close()
    assert [state for state, *_ in states] == ["done", "aside", "done", "done"]
    assert states[1][1] == 3
    assert states[1][2].startswith("ValueError at echo_bot.py:")


def test_an_update_that_kills_the_process_is_set_aside_too(stage: Stage) -> None:
    stage.ask(2)
    stage.api.act("text", chat=1, text="chết")
    stage.ask(3)
    for _ in range(12):
        stage.start(until_ready=False)
        assert stage.bot is not None
        try:
            stage.bot.wait(1.8)
        except subprocess.TimeoutExpired:
            break
        stage.wait_for_death()
    stage.wait_until_answered()
    assert stage.end() == 0
    assert stage.answered()[1][0].startswith("Xin lỗi")
    assert stage.kills <= 8


def test_asked_to_stop_it_answers_what_it_has_and_confirms_it(stage: Stage) -> None:
    stage.start()
    for n in range(100):
        stage.ask(n % 20 + 1)
    assert stage.api.wait(accepted=1)
    assert stage.end() == 0
    stage.start()
    stage.wait_until_answered()
    assert stage.end() == 0
    assert stage.judge() == 0
    assert stage.api.control("state")["waiting"] == 0


def test_a_slow_chat_holds_nobody_else_up_and_is_shown_typing(stage: Stage) -> None:
    stage.api.fail({"kind": "delay", "seconds": 3, "method": "sendMessage", "chat": "1"})
    stage.start()
    stage.ask(1)
    stage.ask(2, " chậm")
    began = time.monotonic()
    for chat in range(3, 13):
        stage.ask(chat)
    assert stage.api.wait(accepted=11)
    assert time.monotonic() - began < 2.5
    stage.wait_until_answered()
    assert stage.end() == 0
    assert "sendchataction" in {event.get("method") for event in stage.api.record()}
    stage.judge()


def test_two_bots_on_one_database_are_one_too_many(stage: Stage) -> None:
    stage.start()
    first = stage.bot
    stage.start(until_ready=False)
    second, stage.bot = stage.bot, first
    assert second is not None
    assert second.wait(20) == 1
    assert second.stdout is not None
    second.stdout.close()
    assert "is in use by process" in stage.log.read_text()
    assert stage.end() == 0


def test_with_a_token_telegram_does_not_know_it_ends_with_a_clear_word(stage: Stage) -> None:
    process = subprocess.run(
        [
            sys.executable,
            str(ECHO),
            str(stage.database),
            stage.api.base_url,
            "7000000009:wrong-token-of-nobody-at-all",
        ],
        capture_output=True,
        text=True,
        cwd=ECHO.parent.parent,
        env={"PYTHONPATH": str(ECHO.parent.parent), "PATH": ""},
        timeout=30,
        check=False,
    )
    assert process.returncode == 1
    assert "does not accept the bot's token" in process.stderr
    assert "wrong-token-of-nobody" not in process.stderr


def test_stickers_voices_contacts_and_files_are_all_answered_once(stage: Stage) -> None:
    kinds = ["sticker", "voice", "photo", "document", "contact", "location"]
    stage.start()
    for kind in kinds:
        stage.api.act(kind, chat=1)
    stage.api.act("channel_post", chat=-9, chat_type="channel", text="/han")
    stage.api.act("text", chat=-10, chat_type="supergroup", user=1, text="chuyện riêng của nhóm")
    assert stage.api.wait(accepted=len(kinds))
    assert stage.end() == 0
    assert Counter(event["chat"] for event in stage.api.sent()) == {"1": 6}
    connection = sqlite3.connect(stage.database)
    with contextlib.closing(connection):
        assert connection.execute("SELECT count(*) FROM inbox").fetchone() == (6,)


def test_a_press_is_acknowledged_and_answered_with_its_words(stage: Stage) -> None:
    stage.start()
    markup = {"inline_keyboard": [[{"text": "Xem", "callback_data": "~w:Điều 7"}]]}
    stage.api.act("text", chat=1, text="chào")
    assert stage.api.wait(accepted=1)
    sent = stage.api.call("sendMessage", chat_id=1, text="?", reply_markup=markup)["result"]["message_id"]
    callback = stage.api.act("press", chat=1, message_id=sent, button="Xem")["callback"]
    assert stage.api.wait(accepted=3)
    assert stage.end() == 0
    assert stage.api.sent(1)[-1]["text"] == "Đáp: Điều 7"
    assert callback in {event.get("callback") for event in stage.api.record()}
