"""/hoso: which province and level a person asks about; said in plain words or chosen. It never says who one is."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.assistant import find_named, plain_levels, province_buttons, read_message
from bot.channels.message import Button, OutMessage, rich
from bot.conversation.turn import Turn
from bot.messages import conversation as say
from bot.store.profiles import Profile
from corpus import AgencyLevel, Audience, Regulation

# "em làm ở sở ở Sóc Trăng", "tôi công tác tại phường, Huế": a statement about oneself, not a question.
_ABOUT_ONESELF = re.compile(
    r"^(?:da |thua |chao \w+ )?(?:em|toi|minh|tui|chi|anh|tao|co|chau|ben em|ben toi|ben minh|tui em|chung toi|chung em)? ?"
    r"(?:dang |hien |hien dang )?(?:la |thuoc |o |lam |lam viec |cong tac |dang lam )+"
)
_ASKS = re.compile(r"\?|\b(gi|nao|sao|ai|may|bao nhieu|khong|bao gio|the nao|khi nao|dau)\b")
# "em lam o so o soc trang": without any marks "so" behind such a word is a sở, unless it counts ("o so 5 duong …").
_AT_A_DEPARTMENT = re.compile(r"\b(?:o|tai|thuoc|la) so\b(?! \d)")
# "thế Sơn La", "còn xã": turns the question before to another place, says nothing of oneself.
_TURNS_TO = re.compile(r"^(?:con|the|vay|roi|ua) ")
_LONGEST_STATEMENT = 16


def find_statement(text: str, turn: Turn) -> Profile | None:
    """The profile that a message states about its writer, or None if it states none or asks something."""
    message = read_message(text)
    folded = " ".join(message.folded)
    if len(message.typed) > _LONGEST_STATEMENT or _TURNS_TO.match(folded):
        return None
    named = find_named(message, turn.shelf.library)
    levels = plain_levels(text)
    if not levels and message.unmarked and _AT_A_DEPARTMENT.search(folded):
        levels = (AgencyLevel.PROVINCE,)
    bare = len(message.typed) <= len(named.syllables) + (2 if levels else 0) + 1
    if not (bare and (named.regulations or (levels and len(message.typed) <= 2))) and (
        not _ABOUT_ONESELF.match(folded) or _ASKS.search(folded.replace("lam dau moi", ""))
    ):
        return None
    if len(named.regulations) > 1 or len(levels) > 1 or not (named.regulations or levels):
        return None
    profile = turn.profile
    if named.regulations:
        kept = profile.level if named.regulations[0] == profile.regulation else None
        profile = Profile(named.regulations[0], kept)
    if levels:
        profile = replace(profile, level=str(levels[0]))
    return profile


def ask_regulation(turn: Turn) -> OutMessage:
    """Which province?"""
    choices = province_buttons(turn.shelf, tuple(turn.shelf.library.regulations))
    return OutMessage(rich(say.ASK_REGULATION), tuple((choice,) for choice in choices))


def levels_of(regulation: Regulation) -> list[AgencyLevel]:
    """The levels whose officers the regulation addresses; none for a committee."""
    if regulation.metadata.audience is not Audience.FOCAL_OFFICERS:
        return []
    return list(regulation.metadata.levels)


def ask_level(regulation: Regulation) -> OutMessage:
    """Which level?"""
    choices = [
        Button(say.LEVEL_BUTTONS[level], say.LEVEL_BUTTONS[level], f"l:{level}")
        for level in levels_of(regulation)
    ]
    return OutMessage(rich(say.ASK_LEVEL), tuple((choice,) for choice in choices))


def show(turn: Turn) -> list[OutMessage]:
    """/hoso: what is kept, and the choice anew."""
    asked = ask_regulation(turn)
    known = rich(say.profile_is(_province(turn), turn.profile.level), say.ASK_REGULATION)
    return [replace(asked, text=known)]


def keep(turn: Turn, profile: Profile) -> list[OutMessage]:
    """Set the profile; ask for the level when it is still open."""
    turn.save_profile(profile)
    regulation = turn.shelf.library.regulations.get(profile.regulation or "")
    if regulation is None:
        return [ask_regulation(turn)]
    if profile.level is None and levels_of(regulation):
        return [ask_level(regulation)]
    return [OutMessage(rich(say.profile_saved(_province(turn), profile.level)))]


def _province(turn: Turn) -> str | None:
    regulation = turn.shelf.library.regulations.get(turn.profile.regulation or "")
    return regulation.metadata.short if regulation else None
