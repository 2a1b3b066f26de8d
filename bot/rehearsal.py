"""A rehearsal before the first officer is served: what loads when it is first used is loaded, and stays.

The turns are real ones, on a database that is thrown away; nothing of them leaves the process.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.channels.known import CAPABILITIES
from bot.channels.message import Incoming, IncomingKind
from bot.channels.render import render
from bot.conversation import Engine
from bot.messages.roster_talk import HOW_TO_CHANGE
from bot.roster.reading import load_tagger
from bot.store import Transaction, Writer
from index import load_hints

_QUESTIONS = 12  # spread over the known ways of asking


def rehearse(engine: Engine, now: datetime) -> None:
    """Take some turns of each kind; about half a second. What is in memory then is left alone by the collector of garbage."""
    load_tagger()
    with TemporaryDirectory() as folder, Writer(Path(folder) / "rehearsal.db", now) as writer:
        for number, text in enumerate(_texts()):
            writer.call(partial(_take_turn, engine=engine, number=number, text=text, now=now))
    # A full collection looks at every object of the index: tens of milliseconds in which nobody is answered.
    gc.collect()
    gc.freeze()


def _texts() -> Iterator[str]:
    lines = load_hints().lines
    for _, question in lines[:: max(1, len(lines) // _QUESTIONS)]:
        yield question
    yield from HOW_TO_CHANGE[1:-1]


def _take_turn(tx: Transaction, engine: Engine, number: int, text: str, now: datetime) -> None:
    channel, capabilities = next(iter(CAPABILITIES.items()))
    said = Incoming(
        channel=channel,
        bot="0",
        update_id=str(number),
        chat="0",
        user="0",
        kind=IncomingKind.TEXT,
        text=text,
        sent_at=now,
        message_id=str(number),
    )
    for message in engine.handle(said, tx, now):
        render(message, capabilities)
