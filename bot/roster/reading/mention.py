"""Where a message names a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.roster.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name at tokens `start` … `end` (exclusive); `before` is where its honorific begins."""

    start: int
    end: int
    before: int
    honorific: str | None = None
    pronoun: bool = False
    guessed: bool = False

    def text(self, tokens: Sequence[Token]) -> str:
        """The name as typed, its white space folded."""
        return " ".join(token.text for token in tokens[self.start : self.end])
