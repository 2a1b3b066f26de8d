"""Files that people send: fetched before their turn, so that no turn waits for the network inside its transaction.

Only what somebody wants is fetched, and only so much of it. The file's name is that of its update.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.channels.message import Incoming, IncomingKind
from bot.store import Transaction, Writer

MOST_BYTES = 5 * 1024 * 1024
_PREFIX = "nhan-"
_KEPT = 24 * 3600.0

# Whether a file from this person is wanted at all; asked before anything of it is fetched.
Wanted = Callable[[Transaction, Incoming, datetime], bool]


@dataclass(frozen=True, slots=True)
class Receiving:
    """Where received files lie for their turn, and which are wanted."""

    folder: Path
    wanted: Wanted


def received_path(folder: Path, incoming: Incoming) -> Path:
    """Where the file of an update lies once it was fetched."""
    update = re.sub(r"[^0-9A-Za-z-]", "-", f"{incoming.channel}-{incoming.bot}-{incoming.update_id}")
    return folder / f"{_PREFIX}{update}{Path(incoming.extra.get('file_name', '')).suffix.lower()[:6]}"


async def receive(
    incoming: Incoming | None,
    receiving: Receiving,
    writer: Writer,
    fetch: Callable[[str, int], Awaitable[bytes]],
    now: datetime,
) -> bool:
    """Fetch the file of a message if there is one and it is wanted; True when it lies there for the turn."""
    if incoming is None or incoming.kind is not IncomingKind.DOCUMENT or not incoming.private:
        return False
    size = incoming.extra.get("file_size", "")
    if size.isdecimal() and int(size) > MOST_BYTES:
        return False
    if not await writer.run(lambda tx: receiving.wanted(tx, incoming, now)):
        return False
    content = await fetch(incoming.extra["file_id"], MOST_BYTES)
    await asyncio.to_thread(_keep, received_path(receiving.folder, incoming), content)
    return True


def _keep(path: Path, content: bytes) -> None:
    """Write the file for its turn; those of a day ago have had theirs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for file in path.parent.glob(f"{_PREFIX}*"):
        if file.stat().st_mtime < time.time() - _KEPT:
            file.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)
