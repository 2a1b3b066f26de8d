"""The running bot: one database, one engine, Telegram in and out, the ticker; drains when told to stop.

The composition root of the channels: everything is made here and handed on, nothing is found by a name.
"""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bot.channels.errors import TokenRefused
from bot.channels.lanes import Lanes
from bot.channels.pace import Limits, Pace
from bot.channels.polling import Polling
from bot.channels.received import Receiving, receive
from bot.channels.sender import Recheck, Sender
from bot.channels.telegram import Telegram
from bot.channels.turn import Engine, where
from bot.store import Transaction, Writer, conversation_state, erasure, facts, inbox, outbox
from bot.store.inbox import InboxRow

log = logging.getLogger(__name__)

# Asked what is due; True when there is more, which is asked for at once.
Tick = Callable[[Transaction, datetime], bool | None]

TICK_SECONDS = 30.0
SWEEP_SECONDS = 3600.0
START_AGAIN = 1.0
# How long the writer, busy with an answer, may keep the loop from the interpreter. The usual 0.005 passes with every
# step of every reply; beside other busy processes that halved what was answered in a second.
SWITCH_SECONDS = 0.001


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """What `serve` needs to know of the settings."""

    database: Path
    token: str = field(repr=False)
    base_url: str | None = None
    proxy: str | None = None
    limits: Limits = field(default_factory=Limits)
    drain_seconds: float = 10.0
    commands: tuple[tuple[str, str], ...] = ()
    receiving: Receiving | None = None


def now_utc() -> datetime:
    """The clock of the running program; everything below is handed the moment."""
    return datetime.now(UTC)


async def serve(
    settings: ServeSettings,
    engine: Engine,
    *,
    tick: Tick | None = None,
    recheck: Recheck | None = None,
    erase: erasure.Eraser = erasure.erase_user,
    ready: Callable[[], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is in hand.

    `tick` is asked every half minute what is due and puts it into the outbox; `recheck` is asked before a row
    with a subject is sent. Raises DatabaseInUse and DatabaseTooNew at the start, TokenRefused when
    Telegram does not know the token.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    loop.set_exception_handler(_log_place)
    sys.setswitchinterval(SWITCH_SECONDS)
    writer = Writer(settings.database, now_utc())
    try:
        await writer.run(lambda tx: erasure.reapply(tx, settings.database, erase))
        telegram = await _connect(settings, stop)
        if telegram is None:
            return
        async with telegram:
            await _serve_telegram(settings, telegram, writer, engine, tick, recheck, stop, ready)
    finally:
        await asyncio.to_thread(writer.close)
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(name)


def _log_place(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What nobody awaited: where it failed. The loop's own words would quote the exception."""
    fault = context.get("exception")
    log.error("unhandled: %s", where(fault) if isinstance(fault, BaseException) else "no exception")


async def _connect(settings: ServeSettings, stop: asyncio.Event) -> Telegram | None:
    """Telegram, once it has told us who we are; None when told to stop before the network came."""
    while not stop.is_set():
        telegram = Telegram(settings.token, settings.base_url, settings.proxy)
        try:
            await telegram.connect()
        except InvalidToken:
            await telegram.close()
            raise TokenRefused from None
        except TelegramError as fault:
            await telegram.close()
            log.warning("Telegram does not answer yet: %s", where(fault))
            with suppress(TimeoutError):
                async with asyncio.timeout(START_AGAIN):
                    await stop.wait()
        else:
            return telegram
    return None


async def _serve_telegram(
    settings: ServeSettings,
    telegram: Telegram,
    writer: Writer,
    engine: Engine,
    tick: Tick | None,
    recheck: Recheck | None,
    stop: asyncio.Event,
    ready: Callable[[], None] | None,
) -> None:
    pace = Pace(settings.limits, telegram.is_group, asyncio.get_running_loop().time())
    sender = Sender(writer, telegram, pace, now_utc, recheck)

    async def prepare(row: InboxRow) -> bool:
        if settings.receiving is None:
            return False
        return await receive(telegram.peek(row), settings.receiving, writer, telegram.fetch_file, now_utc())

    lanes = Lanes(
        writer,
        telegram,
        engine,
        now_utc,
        caused=sender.wake,
        show_typing=telegram.show_typing,
        prepare=prepare,
    )
    polling = Polling(telegram, writer, lanes, now_utc)
    sending = asyncio.create_task(sender.run(), name="sender")
    fetching = asyncio.create_task(polling.run(), name="polling")
    ticking = asyncio.create_task(_tick(writer, tick, sender), name="ticker")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    if settings.commands:
        with suppress(TelegramError):
            await telegram.bot.set_my_commands(list(settings.commands))
    # Commands beside the running bot print links that bear its name.
    name = telegram.identity.username
    await writer.run(lambda tx: facts.keep_fact(tx, facts.bot_name_fact(telegram.name), name))
    log.info("serving as bot %s", telegram.identity.id)
    if ready:
        ready()
    try:
        done, _ = await asyncio.wait(
            {sending, fetching, ticking, stopping}, return_when=asyncio.FIRST_COMPLETED
        )
        for task in done - {stopping}:
            task.result()
    except InvalidToken:
        raise TokenRefused from None
    finally:
        log.info("draining")
        polling.stop()
        ticking.cancel()
        stopping.cancel()
        await asyncio.gather(fetching, return_exceptions=True)
        await lanes.drain(settings.drain_seconds)
        await polling.confirm()
        sender.drain(settings.drain_seconds)
        await asyncio.gather(sending, ticking, stopping, return_exceptions=True)


async def _tick(writer: Writer, tick: Tick | None, sender: Sender) -> None:
    """Ask what is due, over and over; sweep once an hour. A round that is missed, the next makes good."""
    loop = asyncio.get_running_loop()
    swept_at = loop.time() - SWEEP_SECONDS
    while True:
        try:
            if loop.time() - swept_at >= SWEEP_SECONDS:
                await writer.run(lambda tx: _sweep(tx, now_utc()))
                swept_at = loop.time()
            if tick is not None:
                while await _ask(writer, tick):
                    sender.wake()
                sender.wake()
        except Exception as fault:  # noqa: BLE001  one bad round must not end the rounds
            log.error("a round of the ticker failed: %s", where(fault))  # noqa: TRY400  no exception's text
        await asyncio.sleep(TICK_SECONDS)


async def _ask(writer: Writer, tick: Tick) -> bool:
    """One round, a commit of its own: whoever waits for an answer comes in between."""
    return bool(await writer.run(lambda tx: tick(tx, now_utc())))


def _sweep(tx: Transaction, now: datetime) -> None:
    """Erase what has been kept long enough."""
    inbox.purge(tx, now)
    outbox.expire(tx, now)
    outbox.purge(tx, now)
    conversation_state.purge(tx, now)
