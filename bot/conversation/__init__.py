"""One turn of chat: route, profile, browsing, questions. Knows no channel; every effect is in the caller's transaction."""

from bot.conversation.engine import Engine

__all__ = ["Engine"]
