"""One request about due days as it is heard: who asks from where, the book, the texts, what they ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.channels.message import Button, OutMessage, Paragraph, rich
from bot.deadlines.book import Book
from bot.roster.notices import Reply
from bot.roster.rights import Actor
from bot.roster.scene import Scene
from bot.store import Transaction
from corpus import Form, Library, UnitPath, format_citation


@dataclass(frozen=True, slots=True)
class Hearing:
    """`regulation` and `level` are what the person asks about, never who they are.

    One that is not `firm` (forwarded, edited, through another bot) confirms nothing; one that is not `private`
    comes from a group, where nothing of a unit is said.
    """

    scene: Scene
    book: Book
    library: Library
    regulation: str | None = None
    level: str | None = None
    firm: bool = True
    private: bool = True

    @property
    def tx(self) -> Transaction:
        """The transaction of the turn."""
        return self.scene.tx

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scene.actor

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.scene.now

    @property
    def today(self) -> date:
        """The day it is for the officers."""
        return self.book.today(self.scene.now)

    def cite(self, path: UnitPath) -> str:
        """The unit's place, for people."""
        if path.regulation not in self.library.regulations:
            return str(path)
        return format_citation(path, self.library, form=Form.SHORT)


def answer(*paragraphs: Paragraph | str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    """An answer of one message."""
    return Reply((OutMessage(rich(*paragraphs), buttons),))
