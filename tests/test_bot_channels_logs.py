"""Logs: tokens are blotted out wherever they come from, exceptions leave their place and nothing of their text."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.channels.logs import set_up_logging
from bot.channels.turn import where

TOKEN = f"7000000001:{'AAabcdefg' * 4}"[:46]  # has the form of one and opens nothing


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    before = (logging.root.handlers[:], logging.root.level, sys.excepthook)
    stream = io.StringIO()
    set_up_logging(logging.DEBUG, stream)
    yield stream
    logging.root.handlers[:], logging.root.level, sys.excepthook = before


def fail(words: str) -> None:
    raise ValueError(words)


@pytest.mark.parametrize(
    "said",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"bot{TOKEN.replace(':', '%3A')}/x",
        f"('{TOKEN}',)",
    ],
    ids=["bare", "address", "escaped", "in a tuple"],
)
def test_a_token_never_reaches_the_log(lines: io.StringIO, said: str) -> None:
    logging.getLogger("any").warning("calling %s now", said)
    assert "<token>" in lines.getvalue()
    assert "AAabcdef" not in lines.getvalue()


def test_of_an_exception_the_log_keeps_place_and_kind(lines: io.StringIO) -> None:
    try:
        fail(f"câu hỏi của Nguyễn Thị Mẫu, {TOKEN}")
    except ValueError:
        logging.getLogger("any").exception("a turn failed")
    text = lines.getvalue()
    assert "ValueError" in text
    assert "test_bot_channels_logs.py:" in text
    assert "Mẫu" not in text
    assert "AAabcdef" not in text


def test_an_exception_that_ends_the_program_is_logged_the_same_way(lines: io.StringIO) -> None:
    try:
        fail("câu hỏi kín")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert "ValueError" in lines.getvalue()
    assert "kín" not in lines.getvalue()


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "telegram.Bot", "asyncio"])
def test_libraries_that_quote_what_they_carry_are_quiet(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("POST %s", "câu hỏi kín")
    assert lines.getvalue() == ""


def test_the_place_of_a_fault_has_none_of_its_words() -> None:
    try:
        fail("câu hỏi kín")
    except ValueError as fault:
        place = where(fault)
    assert place.startswith("ValueError at test_bot_channels_logs.py:")
    assert "kín" not in place
