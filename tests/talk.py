"""Talking to the conversation engine: real regulations, real index, real SQLite; one call a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.channels.message import Button, Incoming, IncomingKind, OutMessage
from bot.conversation import Engine
from bot.knowledge import Shelves
from bot.store import Writer
from bot.store.conversation_state import ConversationState, get_state
from bot.store.profiles import Profile, get_profile
from bot.store.unanswered import Unanswered, list_open

NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Reply:
    """What came back for one message."""

    messages: tuple[OutMessage, ...]

    @property
    def text(self) -> str:
        return "\n".join(message.text.text for message in self.messages)

    @property
    def quotes(self) -> str:
        paragraphs = [one for message in self.messages for one in message.text.paragraphs]
        return "\n".join(one.text for one in paragraphs if one.quote)

    @property
    def places(self) -> list[str]:
        """The places cited, as "khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"."""
        return [line.removeprefix("— ") for line in self.text.splitlines() if line.startswith("— ")]

    @property
    def buttons(self) -> list[Button]:
        return [one for message in self.messages for row in message.buttons for one in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def data(self, label: str) -> str:
        return next(button.data or "" for button in self.buttons if button.label == label)


class Talk:
    """Conversations over one database. `say` and `press` are one message each, from `user` in `chat`."""

    def __init__(self, shelves: Shelves, folder: Path) -> None:
        self._shelves = shelves
        self._path = folder / "talk.db"
        self._ids = count(1)
        self.restart()

    def restart(self) -> None:
        """Begin anew on the same database: another engine, another writer."""
        if hasattr(self, "writer"):
            self.close()
        self.engine = Engine(self._shelves.knowledge, self._shelves.later_law)
        self.writer = Writer(self._path, NOW)

    def close(self) -> None:
        self.writer.close()

    def hand_in(self, incoming: Incoming) -> Reply:
        return Reply(tuple(self.writer.call(lambda tx: self.engine.handle(incoming, tx, NOW))))

    def say(
        self,
        text: str,
        user: str = "u",
        chat: str | None = None,
        kind: IncomingKind = IncomingKind.TEXT,
        **more: object,
    ) -> Reply:
        given = (str(next(self._ids)), chat or user, user, kind, text)
        return self.hand_in(Incoming("telegram", "bot", *given, **more))  # type: ignore[arg-type]

    def press(self, data: str, user: str = "u", chat: str | None = None, **more: object) -> Reply:
        return self.say("", user, chat, IncomingKind.PRESS, data=data, **more)

    def profile(self, user: str = "u") -> Profile:
        return self.writer.call(lambda tx: get_profile(tx, "telegram", user))

    def state(self, user: str = "u", chat: str | None = None) -> ConversationState:
        return self.writer.call(lambda tx: get_state(tx, "telegram", chat or user, user))

    def waiting(self) -> list[Unanswered]:
        return self.writer.call(list_open)
