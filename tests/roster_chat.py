"""The roster through the real conversation: the small province of roster_stage, a clock, the outbox read as letters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from roster_stage import NOW, Stage, set_stage

from bot.channels.message import Button, Incoming, IncomingKind, OutMessage
from bot.conversation import Engine
from bot.conversation.turn import Means
from bot.knowledge import Shelves
from bot.roster import Surroundings, staffing_check
from bot.rounds import roster_round
from bot.store import Writer, drafts
from bot.store.drafts import Draft
from corpus import load_documents


@dataclass(frozen=True)
class Said:
    """What one message brought back in its chat."""

    messages: tuple[OutMessage, ...]

    @property
    def text(self) -> str:
        return "\n".join(message.text.text for message in self.messages)

    @property
    def buttons(self) -> list[Button]:
        return [one for message in self.messages for row in message.buttons for one in row]

    def data(self, label: str) -> str:
        return next(one.data or "" for one in self.buttons if one.label == label)


@dataclass(frozen=True)
class Letter:
    """A row of the outbox that nobody's own message caused."""

    chat: str
    text: str
    buttons: tuple[Button, ...]
    protect: bool

    def data(self, label: str) -> str:
        return next(one.data or "" for one in self.buttons if one.label == label)


class Chat:
    """Everybody's chats over one database; a person writes from account 1000 + id."""

    def __init__(self, shelves: Shelves, folder: Path) -> None:
        library = shelves.knowledge.library
        around = Surroundings(check_staffing=staffing_check(library))
        self.means = Means(shelves.knowledge, around, load_documents(), folder / "exports")
        self.engine = Engine(shelves.knowledge, shelves.later_law, self.means)
        self.now: datetime = NOW
        self.writer = Writer(folder / "chat.db", NOW)
        self.database = folder / "chat.db"
        self.stage: Stage = self.writer.call(set_stage)
        self._ids = count(1)
        self._read = 0

    def close(self) -> None:
        self.writer.close()

    def hand_in(self, incoming: Incoming) -> Said:
        self.now += timedelta(seconds=1)
        return Said(tuple(self.writer.call(lambda tx: self.engine.handle(incoming, tx, self.now))))

    def say(self, person: int, text: str, kind: IncomingKind = IncomingKind.TEXT, **more: object) -> Said:
        account = str(1000 + person)
        given = {"channel": "telegram", "bot": "bot", "chat": account, "user": account} | more
        return self.hand_in(Incoming(update_id=str(next(self._ids)), kind=kind, text=text, **given))  # type: ignore[arg-type]

    def press(self, person: int, data: str, **more: object) -> Said:
        return self.say(person, "", IncomingKind.PRESS, data=data, **more)

    def tick(self) -> None:
        self.now += timedelta(seconds=1)
        self.writer.call(lambda tx: roster_round(tx, self.now, self.means.around, self.database))

    def letters(self, person: int | None = None) -> list[Letter]:
        """Letters since the last look, of one person or of all; each is shown once."""
        rows = self.writer.call(
            lambda tx: tx.all("SELECT id, chat, body FROM outbox WHERE id > ? ORDER BY id", (self._read,))
        )
        self._read = max((row["id"] for row in rows), default=self._read)
        found = []
        for row in rows:
            value = json.loads(row["body"])
            buttons = tuple(Button(*one) for line in value.get("buttons", ()) for one in line)
            found.append(Letter(row["chat"], value["text"], buttons, value["protect"]))
        wanted = None if person is None else str(1000 + person)
        return [one for one in found if wanted in {None, one.chat}]

    def letter(self, person: int) -> Letter:
        """The last letter to a person since the last look."""
        return self.letters(person)[-1]

    def drafts(self) -> list[Draft]:
        """Every draft, oldest first."""

        def read(tx: object) -> list[Draft]:
            ids = [row["id"] for row in tx.all("SELECT id FROM draft ORDER BY id")]  # type: ignore[attr-defined]
            return [one for number in ids if (one := drafts.find_draft(tx, number))]  # type: ignore[arg-type]

        return self.writer.call(read)

    @property
    def code(self) -> str:
        """The code of the newest draft."""
        return self.drafts()[-1].code
