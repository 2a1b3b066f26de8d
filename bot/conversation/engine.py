"""The conversation: one message in, messages out, all effects in the caller's transaction. Knows no channel.

Text is the base protocol: a button is a shortcut for words, a number stands for a button of the last message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot.assistant import Knowledge, Shelf, cues, has_any, read_message
from bot.channels.message import Incoming, IncomingKind, OutMessage, rich
from bot.conversation import browse, profile, questions
from bot.conversation.turn import VIETNAM, Turn, open_turn
from bot.messages import conversation as say
from bot.store import Transaction
from bot.store.profiles import Profile
from corpus import InvalidPath, LaterLaw, UnitPath
from index import fold

_COMMAND = re.compile(r"^/(?P<name>[a-z_]+)(?:@\w+)?(?:\s+(?P<rest>.*))?$", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.)]?\s*$")
# Commands in plain words, folded.
_WORDS = {
    "bat dau": "start",
    "tro giup": "trogiup",
    "huong dan": "trogiup",
    "help": "trogiup",
    "ho so": "hoso",
    "doi tinh": "hoso",
    "doi ho so": "hoso",
    "quy che": "quyche",
    "xem quy che": "quyche",
    "muc luc": "quyche",
    "doc quy che": "quyche",
}
_LONGEST_SHORTCUT = 8
_SHORTCUTS = {"more": "not_right", "others": "others", "pass": "pass_on"}


class Engine:
    """Handles turns over fixed knowledge; holds nothing of any conversation."""

    def __init__(self, knowledge: Knowledge, later_law: tuple[LaterLaw, ...]) -> None:
        self.knowledge = knowledge
        self._later_law = later_law

    def shelf(self, today: date) -> Shelf:
        """What presenting needs on a day."""
        return Shelf(self.knowledge.library, self._later_law, today)

    def handle(self, incoming: Incoming, tx: Transaction, now: datetime) -> list[OutMessage]:
        """One turn. Returns what to say in this chat, nothing for what is not meant for the bot."""
        if incoming.from_channel or not _is_addressed(incoming):
            return []
        turn = open_turn(incoming, tx, now, self.shelf(now.astimezone(VIETNAM).date()))
        out = self._route(turn)
        turn.save(out)
        return out

    def _route(self, turn: Turn) -> list[OutMessage]:
        incoming = turn.incoming
        if incoming.kind is IncomingKind.MEMBERSHIP:
            return []
        if incoming.kind is IncomingKind.PRESS:
            return self._press(turn, incoming.data or incoming.text)
        if incoming.kind is not IncomingKind.TEXT:
            return [OutMessage(rich(say.NOT_TEXT.get(incoming.kind, say.NOT_TEXT["other"])))]
        # Half of a character cut in two (a lone surrogate) can't be stored and says nothing.
        text = incoming.text.encode("utf-8", "ignore").decode("utf-8").strip()
        if incoming.forwarded or incoming.via_bot:
            return questions.ask(turn, text, self.knowledge)  # somebody else's words choose and state nothing
        chosen = _chosen(text, turn.state.menu)
        if chosen is not None:
            return self._press(turn, chosen)
        if _NUMBER.match(text):
            turn.menu_stays = True
            return [OutMessage(rich(say.NO_SUCH_CHOICE if turn.state.menu else say.NOT_TEXT["sticker"]))]
        return self._text(turn, text)

    def _press(self, turn: Turn, data: str) -> list[OutMessage]:
        """What a button or a number stands for."""
        kind, _, value = data.partition(":")
        library = turn.shelf.library
        match kind:
            case "u":
                try:
                    return browse.unit(turn, UnitPath.parse(value))
                except InvalidPath:
                    return [OutMessage(rich(say.STALE))]
            case "h" if value in library.regulations:
                kept = turn.profile.level if value == turn.profile.regulation else None
                return self._keep_profile(turn, Profile(value, kept))
            case "l" if value in say.LEVEL_BUTTONS:
                return self._keep_profile(turn, Profile(turn.profile.regulation, value))
            case "r":
                return browse.contents(turn, value)
            case "c":
                regulation, _, number = value.partition(":")
                return browse.chapter(turn, regulation, number)
            case "x":
                return self._shortcut(turn, value)
            case _:
                return (
                    self._text(turn, data)
                    if turn.incoming.kind is IncomingKind.TEXT
                    else [OutMessage(rich(say.STALE))]
                )

    def _shortcut(self, turn: Turn, name: str) -> list[OutMessage]:
        match name:
            case "more":
                return questions.more(turn)
            case "others":
                return questions.others(turn, self.knowledge)
            case "pass":
                return questions.pass_on(turn)
            case _:
                return [OutMessage(rich(say.STALE))]

    def _text(self, turn: Turn, text: str) -> list[OutMessage]:
        command = _COMMAND.match(text)
        if command:
            return self._command(turn, command["name"].lower(), command["rest"] or "")
        named = _WORDS.get(fold(" ".join(text.lower().split())))
        if named:
            return self._command(turn, named, "")
        shortcut = _shortcut_in(text)
        if shortcut:
            return self._shortcut(turn, shortcut)
        stated = profile.find_statement(text, turn)
        if stated:
            return self._keep_profile(turn, stated)
        return questions.ask(turn, text, self.knowledge)

    def _keep_profile(self, turn: Turn, stated: Profile) -> list[OutMessage]:
        """Set the profile; when that answers what the last question left open, answer it now."""
        before, answered_for = turn.profile, {one.partition("/")[0] for one in turn.state.units}
        # Answered for every province because none was known, be it before this message or before the choice of a level.
        left_open = answered_for if before.regulation is None else len(answered_for) > 1 and not before.level
        out = profile.keep(turn, stated)
        complete = bool(out) and not out[-1].buttons
        if complete and left_open:
            out += questions.again(turn, self.knowledge)
        return out

    def _command(self, turn: Turn, name: str, rest: str) -> list[OutMessage]:
        match name:
            case "start":
                return _start(turn)
            case "trogiup" | "help":
                return [OutMessage(rich(*say.HELP))]
            case "hoso":
                return profile.show(turn)
            case "quyche":
                return browse.contents(turn, turn.profile.regulation)
            case "hoi" if rest:
                return questions.ask(turn, rest, self.knowledge)
            case _:
                return [OutMessage(rich(say.UNKNOWN_COMMAND))]


def _start(turn: Turn) -> list[OutMessage]:
    if turn.profile.regulation:
        return [OutMessage(rich(say.WELCOME, say.HOW_TO_ASK, *say.HELP))]
    asked = profile.ask_regulation(turn)
    return [OutMessage(rich(say.WELCOME, say.HOW_TO_ASK, say.ASK_REGULATION), asked.buttons)]


def _is_addressed(incoming: Incoming) -> bool:
    """In groups only commands, mentions and replies to the bot are read."""
    if incoming.private or incoming.kind is IncomingKind.PRESS:
        return True
    return incoming.mentioned or incoming.reply_to_bot or incoming.text.startswith("/")


def _chosen(text: str, menu: Sequence[Sequence[str]]) -> str | None:
    """What the last message's button does whose number or words were typed, or None."""
    number = _NUMBER.match(text)
    if number:
        at = int(number[1])
        return menu[at - 1][0] if 0 < at <= len(menu) else None
    typed = read_message(text).folded
    return next(
        (data for data, *words in menu if typed and typed in [read_message(one).folded for one in words]),
        None,
    )


def _shortcut_in(text: str) -> str | None:
    message = read_message(text)
    if len(message.typed) > _LONGEST_SHORTCUT:
        return None
    for name in ("more", "others", "pass"):
        if has_any(message, cues("shortcuts", _SHORTCUTS[name])):
            return name
    return None
