"""A question as the assistant takes it, with what is known of the asker."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import AgencyLevel, UnitPath


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, by whom, after what.

    `regulation` is the asker's own (an id) or None; `history` holds the asker's earlier messages of the same chat, oldest first;
    `shown` is the unit that the chat showed last, by whatever way, where that is known.
    """

    text: str
    regulation: str | None = None
    level: AgencyLevel | None = None
    history: tuple[str, ...] = ()
    shown: UnitPath | None = None
