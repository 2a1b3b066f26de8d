"""Question to answer, pure: no clock, no store, no channel. Everything it says of the law is a quotation or a computed date."""

from bot.assistant.answer import Answer, Cited, Gap, Outcome, SmallTalk
from bot.assistant.citing import cite_whole
from bot.assistant.cues import cues
from bot.assistant.describe import describe
from bot.assistant.levels import plain_levels
from bot.assistant.phrases import has_any, read_message
from bot.assistant.present import Shelf, present, province_buttons
from bot.assistant.question import Question
from bot.assistant.reading import Knowledge
from bot.assistant.respond import ANSWERS_FROM, answer, evidence
from bot.assistant.scope import find_named, without_names

__all__ = [
    "ANSWERS_FROM",
    "Answer",
    "Cited",
    "Gap",
    "Knowledge",
    "Outcome",
    "Question",
    "Shelf",
    "SmallTalk",
    "answer",
    "cite_whole",
    "cues",
    "describe",
    "evidence",
    "find_named",
    "has_any",
    "plain_levels",
    "present",
    "province_buttons",
    "read_message",
    "without_names",
]
