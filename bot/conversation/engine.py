"""The conversation: one message in, messages out, all effects in the caller's transaction. Knows no channel.

Text is the base protocol: a button is a shortcut for words, a number stands for a button of the last message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from bot.assistant import Knowledge, Shelf, cues, find_named, has_any, read_message, without_names
from bot.channels.message import OWN_CONTACT, Incoming, IncomingKind, OutMessage, rich
from bot.conversation import (
    appointments,
    arrivals,
    browse,
    cards,
    dues,
    exports,
    intents,
    papers,
    profile,
    questions,
    rosters,
    tables,
)
from bot.conversation.posting import answer
from bot.conversation.turn import VIETNAM, Means, Turn, open_turn
from bot.messages import conversation as say
from bot.messages import linking, roster_talk
from bot.roster import looks_like_secret, waiting
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
    "danh sach": "danhsach",
    "xem danh sach": "danhsach",
    "danh sach dau moi": "danhsach",
    "doi nguoi": "doinguoi",
    "thay nguoi": "doinguoi",
    "ghi nhan": "ghinhan",
    "the cho ghi nhan": "ghinhan",
    **dues.WORDS,
}
# A command with its object in plain words, folded: "danh sach so tu phap".
_WORDS_WITH = re.compile(
    r"(?:xem )?danh sach(?: dau moi)?(?: cua)? (?P<rest>(?:so|ubnd|uy ban|van phong|vp|ban|thanh tra)\b.+)"
)
# Steps from the article that was shown last, folded.
_STEPS = {
    **dict.fromkeys(("dieu sau", "dieu tiep", "dieu tiep theo", "tiep theo", "dieu ke tiep", "dieu ke"), 1),
    **dict.fromkeys(("dieu truoc", "dieu truoc do", "truoc do", "quay lai dieu truoc", "lui lai"), -1),
    **dict.fromkeys(
        ("xem ca dieu", "ca dieu", "xem het dieu", "xem toan bo dieu", "ca dieu do", "xem ca dieu do"), 0
    ),
}
_CHAPTER = re.compile(r"(?:xem )?chuong (?P<label>[ivx]{1,5}|\d{1,2})")
_LONGEST_SHORTCUT = 8
_SHORTCUTS = {"more": "not_right", "others": "others", "pass": "pass_on"}


Command = Callable[[Turn, str], list[OutMessage]]


class Engine:
    """Handles turns over fixed means; holds nothing of any conversation."""

    def __init__(
        self, knowledge: Knowledge, later_law: tuple[LaterLaw, ...], means: Means | None = None
    ) -> None:
        self.knowledge = knowledge
        self.means = means or Means(knowledge)
        self._later_law = later_law

    def shelf(self, today: date) -> Shelf:
        """What presenting needs on a day."""
        return Shelf(self.knowledge.library, self._later_law, today)

    def handle(self, incoming: Incoming, tx: Transaction, now: datetime) -> list[OutMessage]:
        """One turn. Returns what to say in this chat, nothing for what is not meant for the bot."""
        if incoming.from_channel or not _is_addressed(incoming):
            return []
        turn = open_turn(incoming, tx, now, self.shelf(now.astimezone(VIETNAM).date()), self.means)
        out = self._route(turn)
        turn.save(out)
        return out

    def _route(self, turn: Turn) -> list[OutMessage]:
        incoming = turn.incoming
        if incoming.kind is IncomingKind.MEMBERSHIP:
            return []
        if incoming.kind is IncomingKind.PRESS:
            # A button without data stands for its words.
            if incoming.data is None and incoming.text:
                return self._text(turn, incoming.text)
            return self._press(turn, incoming.data or "")
        if incoming.kind is not IncomingKind.TEXT:
            return _take_other(turn)
        if incoming.private:
            arrivals.adopt_profile(turn)
        # Half of a character cut in two (a lone surrogate) can't be stored and says nothing.
        text = incoming.text.encode("utf-8", "ignore").decode("utf-8").strip()
        if incoming.forwarded or incoming.via_bot:
            # Somebody else's words choose and state nothing.
            asked = intents.consider_second_hand(turn, text) if incoming.private else None
            return asked or questions.ask(turn, text, self.knowledge)
        if incoming.private and not incoming.edited:
            said = arrivals.read_code(turn, text) or cards.read_verb(turn, text)
            if said is not None:
                return said
        chosen = None if incoming.edited else _chosen(text, turn.state.menu)
        if chosen is not None:
            return self._choose(turn, chosen)
        if _NUMBER.match(text):
            turn.menu_stays = True
            return [OutMessage(rich(say.NO_SUCH_CHOICE if turn.state.menu else say.NOT_TEXT["sticker"]))]
        return self._text(turn, text)

    def _choose(self, turn: Turn, data: str) -> list[OutMessage]:
        """The number or the label of a button was typed: as a press, but what counts takes its code."""
        kind, _, value = data.partition(":")
        if kind == "d":
            return cards.choose(turn, data)
        return cards.undo_needs_code(turn, value) if kind == "v" else self._press(turn, data)

    def _press(self, turn: Turn, data: str) -> list[OutMessage]:
        """What a button or a number stands for."""
        if data == OWN_CONTACT:  # its words, from a phone that could not hand over the number
            return [OutMessage(rich(linking.PROVE_NUMBER))]
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
            case "d" | "n" | "o" | "s" | "v":
                return self._press_of_roster(turn, data)
            case _:
                return (
                    self._text(turn, data)
                    if turn.incoming.kind is IncomingKind.TEXT
                    else [OutMessage(rich(say.STALE))]
                )

    def _press_of_roster(self, turn: Turn, data: str) -> list[OutMessage]:
        """Buttons about people: a card, a change to take back, a document, a unit's list. Never in a group."""
        if not turn.incoming.private:
            return [OutMessage(rich(roster_talk.PRIVATE_ONLY))]
        kind, _, value = data.partition(":")
        match kind:
            case "v":
                return cards.undo_change(turn, value)
            case "n":
                return dues.press(turn, value)
            case "o":
                return papers.press(turn, value)
            case "s":
                return rosters.show_unit(turn, value)
            case _:
                return cards.press(turn, data)

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
        folded = fold(" ".join(text.lower().split()))
        if folded in _WORDS:
            return self._command(turn, _WORDS[folded], "")
        browsed = _browse(turn, folded)
        if browsed is not None:
            return browsed
        about_people = self._people(turn, text, folded)
        if about_people is not None:
            return about_people
        shortcut = _shortcut_in(text)
        if shortcut:
            return self._shortcut(turn, shortcut)
        stated = profile.find_statement(text, turn)
        if stated:
            return self._keep_profile(turn, stated)
        return questions.ask(turn, text, self.knowledge)

    def _people(self, turn: Turn, text: str, folded: str) -> list[OutMessage] | None:
        """What a text means for the people of the roster; None when nothing."""
        if not turn.incoming.private:
            return [OutMessage(rich(roster_talk.PRIVATE_ONLY))] if intents.names_people(turn, text) else None
        if turn.incoming.edited:
            return intents.consider_second_hand(turn, text)
        if listed := _WORDS_WITH.fullmatch(folded):
            return rosters.show(turn, listed["rest"])
        for read in (
            cards.read_bare_verb,
            arrivals.read_words,
            appointments.read_words,
            exports.read_words,
            papers.read_words,
            cards.complete_shown,
            dues.read_words,
            intents.consider,
        ):
            found = read(turn, text)
            if found is not None:
                return found
        return None

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
        command = COMMANDS.get(name)
        if command is None:
            return [OutMessage(rich(say.UNKNOWN_COMMAND))]
        if not turn.incoming.private and name not in IN_GROUPS:
            return [OutMessage(rich(roster_talk.PRIVATE_ONLY))]
        return command(turn, rest)


def _take_other(turn: Turn) -> list[OutMessage]:
    """What is neither text nor press: a shared contact, a sheet of marks, or something we cannot read."""
    kind = turn.incoming.kind
    if kind is IncomingKind.CONTACT and turn.incoming.private:
        return arrivals.take_contact(turn)
    read = None
    if kind is IncomingKind.DOCUMENT and turn.incoming.private:
        read = tables.read_file(turn) or dues.read_file(turn)
    return read or [OutMessage(rich(say.NOT_TEXT.get(kind, say.NOT_TEXT["other"])))]


def _start(turn: Turn, rest: str) -> list[OutMessage]:
    """Welcome; a deep link brings its token along, which redeems an invitation."""
    secret = rest.strip()
    if turn.incoming.private and not turn.incoming.edited and looks_like_secret(secret):
        return arrivals.redeem(turn, secret)
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


def _ask(turn: Turn, rest: str) -> list[OutMessage]:
    if not rest:
        return [OutMessage(rich(say.UNKNOWN_COMMAND))]
    return questions.ask(turn, rest, turn.means.knowledge)


def _browse(turn: Turn, folded: str) -> list[OutMessage] | None:
    """Reading on in a regulation: "điều sau", "xem cả điều", "chương III"; None when it is something else."""
    last = UnitPath.parse(turn.state.units[0]) if turn.state.units else None
    if folded in _STEPS and last is not None:
        return browse.step(turn, last, _STEPS[folded])
    chapter = _CHAPTER.fullmatch(folded)
    regulation = last.regulation if last else turn.profile.regulation
    return browse.chapter_labelled(turn, regulation, chapter["label"]) if chapter and regulation else None


def _contents(turn: Turn, rest: str) -> list[OutMessage]:
    """/quyche: the asker's own regulation, or that of the province named; anything else named is looked up."""
    if not rest:
        return browse.contents(turn, turn.profile.regulation)
    named = find_named(read_message(rest), turn.shelf.library).regulations
    if named and not without_names(rest, turn.shelf.library).strip():
        return browse.contents(turn, named[0])
    folded = fold(" ".join(rest.lower().split()))
    return _browse(turn, folded) or questions.ask(turn, rest, turn.means.knowledge)


def _desk(turn: Turn, rest: str) -> list[OutMessage]:
    """/ghinhan: the cards that wait; with a code, that one is recorded."""
    said = None if turn.incoming.edited or not rest else cards.read_verb(turn, f"ghi nhan {rest}")
    return said or answer(turn, waiting(turn.scene))


# Every command by its name; what is not in IN_GROUPS is answered in private only.
COMMANDS: Mapping[str, Command] = {
    "start": _start,
    "trogiup": lambda _turn, _rest: [OutMessage(rich(*say.HELP))],
    "help": lambda _turn, _rest: [OutMessage(rich(*say.HELP))],
    "hoso": lambda turn, _rest: profile.show(turn),
    "quyche": _contents,
    "hoi": _ask,
    "danhsach": rosters.show,
    "doinguoi": intents.start,
    "ghinhan": _desk,
    "vanban": papers.write,
    "xuat": exports.export,
    **dues.COMMANDS,
}
# Those about due days say for themselves what a group may hear.
IN_GROUPS = frozenset({"start", "trogiup", "help", "hoso", "quyche", "hoi", *dues.COMMANDS})
