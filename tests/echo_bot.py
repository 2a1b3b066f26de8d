"""A bot that echoes, as a process to be killed: the real serve, store and channel under the smallest engine.

`--kill-at POINT --nth N` ends it with SIGKILL the N-th time it comes to a point, from inside, exactly there.
"""

import argparse
import asyncio
import itertools
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.channels.errors import ChannelError
from bot.channels.lanes import Lanes
from bot.channels.logs import set_up_logging
from bot.channels.message import Incoming, IncomingKind, OutMessage, rich
from bot.channels.pace import Limits
from bot.channels.sender import Sender
from bot.channels.serve import ServeSettings, serve
from bot.channels.telegram import Telegram
from bot.store import StoreError, Transaction, conversation_state
from bot.store.conversation_state import ConversationState

FAST = Limits(rate=100_000.0, burst=10_000, chat_seconds=0.0, group_seconds=0.0)
POINTS = ("inbox stored", "handled", "outbox written", "claimed", "sent", "marked")


def echo(incoming: Incoming, now: datetime, tx: Transaction) -> Sequence[OutMessage]:
    """Say what was said; count it in the conversation's state, so that an effect done twice would show."""
    if incoming.kind is IncomingKind.MEMBERSHIP:
        return ()
    if "độc" in incoming.text:
        raise ValueError(f"cannot stand {incoming.text}")
    if "chậm" in incoming.text:
        time.sleep(0.7)
    if "chết" in incoming.text:
        os.kill(os.getpid(), signal.SIGKILL)
    known = conversation_state.get_state(tx, incoming.channel, incoming.chat, incoming.user)
    state = ConversationState(incoming.text, (*known.units, incoming.text))
    conversation_state.set_state(tx, incoming.channel, incoming.chat, incoming.user, state, now)
    if "dài" in incoming.text:
        return (OutMessage(rich(*[f"{incoming.text} đoạn {n} " + "x" * 3000 for n in range(3)])),)
    return (OutMessage(rich(f"Đáp: {incoming.text}" if incoming.text else f"Đáp: <{incoming.kind}>")),)


class Reaper:
    """Ends the process the nth time it comes by."""

    def __init__(self, nth: int) -> None:
        self.nth = nth
        self.seen = itertools.count(1)

    def pass_by(self) -> None:
        if next(self.seen) == self.nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def stand_before(self, owner: type, name: str) -> None:
        original = getattr(owner, name)

        def wrapped(one: object, *given: Any) -> Any:
            self.pass_by()
            return original(one, *given)

        setattr(owner, name, wrapped)

    def stand_after(self, owner: type, name: str, each_of: str = "") -> None:
        """After every call, or once for each thing in a list of the owner's that the call deals with."""
        original = getattr(owner, name)

        async def wrapped(one: object, *given: Any, **named: Any) -> Any:
            times = len(getattr(one, each_of)) if each_of else 1
            result = await original(one, *given, **named)
            for _ in range(times):
                self.pass_by()
            return result

        setattr(owner, name, wrapped)

    def echo(self, incoming: Incoming, now: datetime, tx: Transaction) -> Sequence[OutMessage]:
        answer = echo(incoming, now, tx)
        self.pass_by()
        return answer


def kill_at(point: str, nth: int) -> Callable[..., Any]:
    """Arrange for SIGKILL at the nth time; returns the engine to use."""
    reaper = Reaper(nth)
    if point == "inbox stored":
        reaper.stand_before(Lanes, "put")
    elif point == "outbox written":
        reaper.stand_after(Lanes, "_try")
    elif point == "claimed":
        reaper.stand_before(Telegram, "send")
    elif point == "sent":
        reaper.stand_after(Telegram, "send")
    elif point == "marked":
        reaper.stand_after(Sender, "_step", each_of="_ended")
    return reaper.echo if point == "handled" else echo


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("database", type=Path)
    parser.add_argument("base_url")
    parser.add_argument("token")
    parser.add_argument("--kill-at", choices=POINTS)
    parser.add_argument("--nth", type=int, default=1)
    parser.add_argument("--pace", action="store_true", help="keep to Telegram's limits")
    options = parser.parse_args()
    set_up_logging()
    engine = kill_at(options.kill_at, options.nth) if options.kill_at else echo
    settings = ServeSettings(
        options.database,
        options.token,
        options.base_url,
        limits=Limits() if options.pace else FAST,
        drain_seconds=5.0,
    )

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    try:
        asyncio.run(serve(settings, engine, ready=ready))
    except (StoreError, ChannelError) as clear:
        sys.exit(str(clear))


if __name__ == "__main__":
    main()
