"""One turn of chat: what came in, from whom, what is known of the conversation, and what must be remembered after it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assistant import Knowledge, Shelf
from bot.channels.message import Button, Incoming, OutMessage
from bot.deadlines.book import Book, load_book
from bot.roster import ALONE, Address, Scene, Surroundings, identify
from bot.store import Transaction, outbox
from bot.store.conversation_state import ConversationState, get_state, set_state
from bot.store.facts import bot_name_fact, find_fact
from bot.store.profiles import Profile, get_profile, set_profile
from corpus import DocumentDuty, NoDocument

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_HISTORY = 3


@dataclass(frozen=True, slots=True)
class Means:
    """What every turn works with, fixed for the process.

    `exports` is the folder for files that are sent along; without it none are written. `roster_files`: whether the
    roster may come and go as a table.
    """

    knowledge: Knowledge
    around: Surroundings = ALONE
    documents: tuple[DocumentDuty | NoDocument, ...] = ()
    exports: Path | None = None
    book: Book = field(default_factory=load_book)
    roster_files: bool = False


@dataclass(slots=True)
class Turn:
    """The context of one message. `state` is rewritten by the handlers and saved once, in the same transaction.

    `menu_stays`: what is said now leaves the buttons of the message before in force. `card` is the draft whose
    card the answer ends with.
    """

    incoming: Incoming
    tx: Transaction
    now: datetime
    profile: Profile
    state: ConversationState
    shelf: Shelf
    means: Means
    menu_stays: bool = False
    card: int | None = None
    _scene: Scene | None = field(default=None, init=False)

    @property
    def address(self) -> Address:
        """Where this is being said."""
        return Address(self.incoming.channel, self.incoming.user, self.incoming.chat)

    @property
    def scene(self) -> Scene:
        """The turn as the roster wants it: who writes, by the links and roles of this day."""
        if self._scene is None:
            name = find_fact(self.tx, bot_name_fact(self.incoming.channel))
            around = replace(self.means.around, bot_name=name) if name else self.means.around
            actor = identify(self.tx, self.incoming.channel, self.incoming.user, self.today)
            self._scene = Scene(self.tx, actor, self.address, self.now, around)
        return self._scene

    def forget_actor(self) -> None:
        """Look anew at who writes: a link or a role has just changed."""
        self._scene = None

    @property
    def interrupted(self) -> bool:
        """Whether the bot wrote something else here after its last answer, so that "1" may mean that."""
        since = self.state.updated_at
        return since is None or outbox.wrote_since(self.tx, self.incoming.channel, self.incoming.chat, since)

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return self.now.astimezone(VIETNAM).date()

    def remember(self, **changes: object) -> None:
        """Change what the conversation stands on."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # names are ConversationState's fields

    def remember_question(self, text: str) -> None:
        """The question now asked; the ones before it move into the history."""
        earlier = self.state.history
        if self.state.question:
            earlier = (*earlier, self.state.question)[-_HISTORY:]
        self.remember(question=text, history=earlier)

    def save_profile(self, profile: Profile) -> None:
        """Set what this person asks about."""
        self.profile = profile
        set_profile(self.tx, self.incoming.channel, self.incoming.user, profile, self.now)

    def save(self, out: list[OutMessage]) -> None:
        """Keep the state, with the last message's buttons for those who type their numbers or words."""
        if out and not self.menu_stays:
            self.remember(
                menu=tuple(_choice(button) for row in out[-1].buttons for button in row), card=self.card
            )
        incoming = self.incoming
        set_state(self.tx, incoming.channel, incoming.chat, incoming.user, self.state, self.now)


def _choice(button: Button) -> tuple[str, ...]:
    """A button as remembered: its data (its words, if they alone say it all), then what one may type for it."""
    return (button.data or button.words, button.label, button.words)


def open_turn(incoming: Incoming, tx: Transaction, now: datetime, shelf: Shelf, means: Means) -> Turn:
    """Read what is known of the conversation."""
    profile = get_profile(tx, incoming.channel, incoming.user)
    state = get_state(tx, incoming.channel, incoming.chat, incoming.user)
    return Turn(incoming, tx, now, profile, state, shelf, means)
