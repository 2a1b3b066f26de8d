"""One answer outside a conversation: rows of a batch in, rows out; the same assistant, nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.assistant import Answer, Question, Shelf, answer, describe, present
from bot.channels.message import OutMessage
from bot.failures import Failure
from bot.knowledge import build_shelves
from bot.settings import Settings
from corpus import AgencyLevel, UnknownRegulation


class Answering:
    """Answers rows {"id", "regulation", "level", "history", "question"}; other fields are not looked at.

    Raises Failure and UnknownRegulation in words for a row that holds something else there.
    """

    def __init__(self, settings: Settings, now: datetime) -> None:
        shelves = build_shelves(settings.regulations)
        self._knowledge = shelves.knowledge
        self._shelf = Shelf(shelves.knowledge.library, shelves.later_law, now.date())

    def _question(self, row: Mapping[str, Any]) -> Question:
        regulation = row.get("regulation")
        known = self._shelf.library.regulations
        if regulation is not None and (not isinstance(regulation, str) or regulation not in known):
            raise UnknownRegulation(str(regulation), known)
        level = row.get("level")
        if level is not None and level not in tuple(AgencyLevel):
            raise Failure(f"no level {level!r}; known are {', '.join(AgencyLevel)}, or null")
        history = row.get("history") or []
        if not isinstance(history, list):
            raise Failure("history must be a list of earlier messages")
        return Question(
            str(row.get("question") or ""),
            regulation,
            AgencyLevel(level) if level else None,
            tuple(str(one) for one in history),
        )

    def _answer(self, row: Mapping[str, Any]) -> Answer:
        return answer(self._question(row), self._knowledge)

    def message_of(self, row: Mapping[str, Any]) -> OutMessage:
        """The answer as a message."""
        return present(self._answer(row), self._shelf)

    def answer_row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The answer as the batch prints it: id, answered, asks, citations best first, the text an officer reads."""
        found = self._answer(row)
        out: dict[str, Any] = {
            "id": row.get("id"),
            "answered": found.answered,
            "citations": [{"path": str(one.path), "quote": one.quote} for one in found.cited],
            "text": present(found, self._shelf).text.text,
        }
        if found.asks:
            out["asks"] = True
        return out

    def explain_row(self, row: Mapping[str, Any]) -> str:
        """How the answer came about, for a reader."""
        return describe(self._question(row), self._knowledge)
