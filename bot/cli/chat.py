"""`daumoi chat`: the whole assistant in the console, on the same conversation engine; no token, no network."""

from __future__ import annotations

import getpass
import sys
import uuid
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.ask import known_regulation
from bot.messages import console as say
from bot.settings import Settings
from corpus import AgencyLevel


def chat(
    regulation: Annotated[str | None, typer.Option(help="Start with this regulation's officer.")] = None,
    level: Annotated[AgencyLevel | None, typer.Option(help="Start at this level.")] = None,
    code: Annotated[
        str | None, typer.Option("--as", help="Speak as the person this invitation code is for.")
    ] = None,
) -> None:
    """Talk to the assistant here. An empty line or Ctrl-D ends.

    The same code opens the same person's conversation again later.

    Example: daumoi chat --regulation soc-trang-246-2024 --level province
    Example: daumoi chat --as 7KQ2M-X40RT
    """
    from bot.channels.console import Terminal
    from bot.channels.message import Incoming, IncomingKind
    from bot.console_account import enter
    from bot.knowledge import build_shelves
    from bot.store import Writer, erasure, outbox
    from bot.store.hints import read_hints
    from bot.store.profiles import Profile, set_profile
    from bot.wiring import build_engine, build_eraser, build_tick

    settings = Settings()
    accepted = [(one.unit, one.question) for one in read_hints(settings.database)]
    shelves = build_shelves(settings.regulations, accepted)
    known_regulation(regulation, list(shelves.knowledge.library.regulations))
    engine = build_engine(settings, shelves)
    terminal = Terminal()
    user = getpass.getuser()
    with Writer(settings.database, _now()) as writer:
        writer.call(lambda tx: erasure.reapply(tx, settings.database, build_eraser(_now())))
        if code:
            user = writer.call(lambda tx: enter(tx, user, code, _now()))
        if regulation:
            profile = Profile(regulation, level)
            writer.call(lambda tx: set_profile(tx, "console", user, profile, _now()))
        tick = build_tick(settings, engine)
        words: str | None = "/start"
        while words is not None:
            writer.call(lambda tx: tick(tx, _now()))
            incoming = Incoming("console", "console", uuid.uuid4().hex, user, user, IncomingKind.TEXT, words)
            for message in writer.call(lambda tx, one=incoming: engine.handle(one, tx, _now())):  # type: ignore[misc]
                terminal.show(message)
            for letter in writer.call(lambda tx: outbox.take_all(tx, "console", user, _now())):
                terminal.show_letter(letter)
            words = _read()
    sys.stderr.write(f"{say.GOODBYE}\n")


def _now() -> datetime:
    return datetime.now(UTC)


def _read() -> str | None:
    """The next line, or None at the end. A prompt is shown only to a person."""
    if sys.stdin.isatty():
        sys.stderr.write(say.PROMPT)
        sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        return None
    return line.strip() or None
