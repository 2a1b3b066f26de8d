"""What changed after a regulation was issued and its text cannot know.

An entry of later_law.toml names the words of the old text that it concerns; the quote itself stays as
printed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from corpus.fields import Fields
from corpus.folding import fold
from corpus.regulation import Confidence


@dataclass(frozen=True, slots=True)
class LaterLaw:
    """A later change. `since` is the day from which it holds, where known; `shown` is False for mere
    guesses.
    """

    mentions: tuple[str, ...]
    note: str
    source: str
    confidence: Confidence
    shown: bool = True
    since: date | None = None

    def concerns(self, text: str) -> bool:
        """Whether the text names what has changed."""
        folded = fold(text)
        return any(fold(mention) in folded for mention in self.mentions)


def load_later_law(file: Path | None = None) -> tuple[LaterLaw, ...]:
    """Every entry of the file, by default the package's. Raises InvalidData."""
    source = file if file is not None else resources.files("corpus") / "later_law.toml"
    rows = Fields(tomllib.loads(source.read_text("utf-8")), source.name).rows("later_law")
    return tuple(_read(Fields(row, source.name)) for row in rows)


def find_later_law(text: str, entries: Sequence[LaterLaw], today: date) -> tuple[LaterLaw, ...]:
    """The entries to show under a quotation of this text today, in their order."""
    return tuple(
        entry
        for entry in entries
        if entry.shown and (entry.since is None or entry.since <= today) and entry.concerns(text)
    )


def _read(fields: Fields) -> LaterLaw:
    return LaterLaw(
        mentions=fields.texts("mentions"),
        note=fields.text("note"),
        source=fields.text("source"),
        confidence=fields.confidence(),
        shown=fields.flag("shown", default=True),
        since=fields.date_or_none("since"),
    )
