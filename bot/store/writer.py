"""The one writer: a thread with the only writing connection, which turns pieces of work into commits.

Why a thread of its own rather than `asyncio.to_thread`: SQLite has one writer anyway, a single thread keeps
the pieces in the order they were handed in, and whatever has queued up while the disk was syncing is
committed together (one sync for many chats). Each piece runs in its own savepoint: one that raises takes
back only its own changes. Nobody hears "done" before the commit has returned.
"""

import asyncio
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.store.database import Transaction, connect
from bot.store.errors import StoreClosed
from bot.store.lock import ProcessLock
from bot.store.migrations import migrate

T = TypeVar("T")
Work = Callable[[Transaction], T]
Piece = tuple[Work[Any], Future[Any]]

# A batch closes after this many pieces or this long, so the first piece in it need not wait for a crowd.
BATCH_PIECES = 64
BATCH_SECONDS = 0.02


class Writer:
    """Hand in work with `call` (waits) or `run` (awaits); close it when done.

    Opening takes the process lock and brings the schema up to date, and raises what those raise.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = ProcessLock(path, now)
        try:
            self._database = connect(path, any_thread=True)
            try:
                migrate(self._database, path)
            except BaseException:
                self._database.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        self._pieces: deque[Piece] = deque()
        self._urgent: deque[Piece] = deque()
        self._changed = threading.Condition()
        self._hurried = False
        self._closed = False
        self.commits = 0
        self._thread = threading.Thread(target=self._work, name="store-writer")
        self._thread.start()

    def submit(self, work: Work[T], *, urgent: bool = False) -> Future[T]:
        """Queue a piece of work; its future resolves after the commit that holds it.

        Urgent pieces pass the others: they join the commit that is open, if one is, and end it.
        """
        future: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise StoreClosed
            (self._urgent if urgent else self._pieces).append((work, future))
            self._changed.notify()
        return future

    def call(self, work: Work[T]) -> T:
        """Do the work in a transaction and wait for its commit; raises what the work raises."""
        return self.submit(work).result()

    async def run(self, work: Work[T], *, urgent: bool = False) -> T:
        """As `call`, off the event loop. Cancelling the wait does not undo work that has begun."""
        return await asyncio.wrap_future(self.submit(work, urgent=urgent))

    def close(self) -> None:
        """Finish what was handed in, fold the log into the file, release the lock; harmless twice."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _work(self) -> None:
        while (piece := self._wait_for_piece()) is not None:
            self._commit_batch(piece)
        self._database.close()

    def _wait_for_piece(self) -> Piece | None:
        """The next piece, urgent ones first; None when the store is closed and everything is done."""
        with self._changed:
            while not (self._urgent or self._pieces or self._closed):
                self._changed.wait()
            self._hurried = bool(self._urgent)
            pieces = self._urgent or self._pieces
            return pieces.popleft() if pieces else None

    def _take_companion(self, *, full: bool) -> Piece | None:
        """One more piece for this commit: an urgent one joins what is open and hurries it to its end."""
        with self._changed:
            if self._urgent:
                self._hurried = True
                return self._urgent.popleft()
            if full or self._hurried or not self._pieces:
                return None
            return self._pieces.popleft()

    def _commit_batch(self, first: Piece) -> None:
        """Run the first piece and what has queued up behind it in one commit."""
        connection = self._database.conn
        done: list[tuple[Future[Any], Any]] = []
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as fault:
            _fail(first[1], fault)
            return
        began = time.monotonic()
        piece: Piece | None = first
        ran = 0
        while piece is not None:
            if not self._run_piece(piece, done):
                return
            ran += 1
            full = ran >= BATCH_PIECES or time.monotonic() - began > BATCH_SECONDS
            piece = self._take_companion(full=full)
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as fault:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            for future, _ in done:
                future.set_exception(fault)
            return
        self.commits += 1
        for future, result in done:
            future.set_result(result)

    def _run_piece(self, piece: Piece, done: list[tuple[Future[Any], Any]]) -> bool:
        """Run one piece in its savepoint; False when the fault took the whole transaction with it."""
        work, future = piece
        if not future.set_running_or_notify_cancel():
            return True
        connection = self._database.conn
        connection.execute("SAVEPOINT piece")
        try:
            result = work(Transaction(self._database))
        except BaseException as fault:  # noqa: BLE001  the caller's own fault, handed back to the caller
            if not connection.in_transaction:
                # A full disk rolls everything back at once: nothing of this batch has happened.
                for earlier, _ in done:
                    earlier.set_exception(fault)
                future.set_exception(fault)
                return False
            connection.execute("ROLLBACK TO piece")
            connection.execute("RELEASE piece")
            future.set_exception(fault)
            return True
        connection.execute("RELEASE piece")
        done.append((future, result))
        return True


def _fail(future: Future[Any], fault: BaseException) -> None:
    if future.set_running_or_notify_cancel():
        future.set_exception(fault)
