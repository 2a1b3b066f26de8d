"""Follow-ups: whether a message continues the one before, and what it inherits from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.assistant.cues import cues
from bot.assistant.phrases import has_any, read_message
from index import Query

_OPENERS = frozenset(["còn", "con", "thế", "the", "vậy", "vay", "rồi", "roi", "à", "ủa", "rứa", "rua"])
_SHORT = 7
ELLIPTICAL, _OWN_SUBJECT, _LOOSE = 0.7, 0.25, 0.2


def inheritance(text: str, *, has_subject: bool) -> float:
    """How much of the previous question's weight a message inherits.

    More if it is short or opens with "còn", "thế"; less if it names a subject of its own.
    """
    message = read_message(text)
    if not message.typed:
        return 0.0
    opens = message.typed[0] in _OPENERS and has_any(message, cues("history", "continues"))
    if opens or len(message.typed) <= _SHORT:
        return _OWN_SUBJECT if has_subject else ELLIPTICAL
    return _LOOSE


def _merged(own: Mapping[str, float], before: Mapping[str, float], share: float) -> dict[str, float]:
    merged = dict(own)
    for token, weight in before.items():
        merged[token] = max(merged.get(token, 0.0), share * weight)
    return merged


def continue_query(query: Query, before: Query, share: float) -> Query:
    """The question with the previous one's tokens and topics added at a share of their weight."""
    return replace(
        query,
        topics=_merged(query.topics, before.topics, share),
        own=_merged(query.own, before.own, share),
        law=_merged(query.law, before.law, share),
    )
