"""Messages that ask for no law: greetings, thanks, questions about the bot, insults, attempts to instruct it."""

from __future__ import annotations

from bot.assistant.answer import SmallTalk
from bot.assistant.cues import cues
from bot.assistant.phrases import Message, has_any, read_message

_SHORT = 6
_VERY_SHORT = 4


def _is_only(message: Message, phrases: tuple[str, ...], longest: int) -> bool:
    return len(message.typed) <= longest and has_any(message, phrases)


def find_small_talk(text: str, outside: dict[str, float]) -> SmallTalk | None:
    """The kind of small talk a message is, or None. `outside` are the strengths of the lexicon's groups against an answer."""
    message = read_message(text)
    if not message.typed:
        return SmallTalk.EMPTY
    if "abuse" in outside:
        return SmallTalk.ABUSE
    if "prompt" in outside:
        return SmallTalk.PROMPT
    if has_any(message, cues("small_talk", "about")):
        return SmallTalk.ABOUT
    if _is_only(message, cues("small_talk", "thanks"), _SHORT):
        return SmallTalk.THANKS
    if _is_only(message, cues("small_talk", "greetings"), _VERY_SHORT):
        return SmallTalk.GREETING
    return None
