"""The echoing bot with the real ticker, as a process to be killed; its clock runs from a moment that it is told.

`--kill-at POINT --nth N` ends it with SIGKILL the N-th time it comes to a point, from inside, exactly there.
"""

import argparse
import asyncio
import resource
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from echo_bot import FAST, Reaper, echo

from bot.channels import serve as serving
from bot.channels.logs import set_up_logging
from bot.channels.pace import Limits
from bot.channels.sender import Sender
from bot.channels.telegram import Telegram
from bot.deadlines.book import load_book
from bot.deadlines.rechecking import is_still_due
from bot.deadlines.ticking import ask_what_is_due
from bot.store import Transaction
from bot.store.outbox import OutboxRow

POINTS = ("asked", "ticked", "rechecked", "claimed", "sent", "marked")


class Ticker:
    """The question and the last look, with a reaper beside them."""

    def __init__(self, reaper: Reaper | None, point: str | None) -> None:
        self.book = load_book()
        self.reaper = reaper
        self.point = point

    def tick(self, tx: Transaction, now: datetime) -> bool:
        more = ask_what_is_due(tx, self.book, now)
        if self.point == "asked" and self.reaper:
            self.reaper.pass_by()
        return more

    def recheck(self, tx: Transaction, row: OutboxRow, now: datetime) -> bool:
        due = is_still_due(tx, row, now, self.book)
        if self.point == "rechecked" and self.reaper:
            self.reaper.pass_by()
        return due


def arrange(point: str | None, nth: int) -> Ticker:
    """Put the reaper where it belongs."""
    reaper = Reaper(nth) if point else None
    if reaper and point == "ticked":
        asked = serving._ask

        async def ask(writer: object, tick: object) -> bool:
            more = await asked(writer, tick)  # type: ignore[arg-type]
            reaper.pass_by()
            return more

        serving._ask = ask  # type: ignore[assignment]
    elif reaper and point == "claimed":
        reaper.stand_before(Telegram, "send")
    elif reaper and point == "sent":
        reaper.stand_after(Telegram, "send")
    elif reaper and point == "marked":
        reaper.stand_after(Sender, "_step", each_of="_ended")
    return Ticker(reaper, point)


def watch_memory(file: Path) -> None:
    """A line every second: seconds since the start, resident MiB."""

    def watch() -> None:
        began = time.monotonic()
        page = resource.getpagesize()
        with file.open("a") as out:
            while True:
                pages = int(Path("/proc/self/statm").read_text().split()[1])
                out.write(f"{time.monotonic() - began:.0f} {pages * page / 2**20:.1f}\n")
                out.flush()
                time.sleep(1)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("database", type=Path)
    parser.add_argument("base_url")
    parser.add_argument("token")
    parser.add_argument("--clock", required=True, help="what the clock showed …")
    parser.add_argument("--since", type=float, required=True, help="… at this moment of the real one")
    parser.add_argument("--kill-at", choices=POINTS)
    parser.add_argument("--nth", type=int, default=1)
    parser.add_argument("--rate", type=float, help="messages a second; without it as fast as it goes")
    parser.add_argument("--burst", type=int, default=2)
    parser.add_argument("--memory", type=Path, help="write down the memory used")
    options = parser.parse_args()
    shown = datetime.fromisoformat(options.clock).astimezone(UTC)
    serving.now_utc = lambda: shown + timedelta(seconds=time.time() - options.since)
    if options.rate is None:
        serving.TICK_SECONDS = 0.2
    set_up_logging()
    if options.memory:
        watch_memory(options.memory)
    ticker = arrange(options.kill_at, options.nth)
    limits = FAST if options.rate is None else Limits(rate=options.rate, burst=options.burst)
    settings = serving.ServeSettings(
        options.database, options.token, options.base_url, limits=limits, drain_seconds=5.0
    )

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    asyncio.run(serving.serve(settings, echo, tick=ticker.tick, recheck=ticker.recheck, ready=ready))


if __name__ == "__main__":
    main()
