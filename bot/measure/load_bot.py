"""The bot of a load measurement, as a process of its own: everything real but the limits, which Telegram sets."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.channels.logs import set_up_logging
from bot.channels.message import Incoming, OutMessage, rich
from bot.channels.pace import Limits
from bot.channels.serve import ServeSettings, now_utc, serve
from bot.conversation import Engine
from bot.knowledge import build_shelves
from bot.rehearsal import rehearse
from bot.store import Transaction

UNLIMITED = Limits(rate=10_000.0, burst=1000, chat_seconds=0.0, group_seconds=0.0)


def main(database: str, base_url: str, token: str, engine: str) -> None:
    """Serve until SIGTERM; prints one line when ready. `engine` is "assistant", or "echo" for the frame alone."""
    set_up_logging()

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    if engine == "echo":
        handle = _echo
    else:
        shelves = build_shelves()
        assistant = Engine(shelves.knowledge, shelves.later_law)
        rehearse(assistant, now_utc())

        def handle(incoming: Incoming, now: datetime, tx: Transaction) -> Sequence[OutMessage]:
            return assistant.handle(incoming, tx, now)

    settings = ServeSettings(Path(database), token, base_url, limits=UNLIMITED)
    asyncio.run(serve(settings, handle, ready=ready))


def _echo(incoming: Incoming, now: datetime, tx: Transaction) -> Sequence[OutMessage]:  # noqa: ARG001
    return (OutMessage(rich(incoming.text)),)


if __name__ == "__main__":
    main(*sys.argv[1:])
