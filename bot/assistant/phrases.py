"""Phrases found in a message: with the marks that were typed, or without any where none were typed.

A phrase of one syllable needs its marks unless the whole message has none: "sở" is not "số", but "so em" may be "sở em".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index import fold, syllables


@dataclass(frozen=True, slots=True)
class Message:
    """A message as syllables, typed and folded."""

    typed: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def unmarked(self) -> bool:
        """Whether no marks were typed at all."""
        return self.typed == self.folded


@lru_cache(maxsize=256)
def read_message(text: str) -> Message:
    """The syllables of a text, lower case, with and without marks."""
    typed = tuple(syllables(text))
    return Message(typed, tuple(fold(word) for word in typed))


@lru_cache(maxsize=8192)
def _phrase(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    typed = tuple(syllables(text))
    return typed, tuple(fold(word) for word in typed)


def places(message: Message, phrase: str) -> list[int]:
    """Where the phrase begins in the message, as numbers of syllables."""
    typed, folded = _phrase(phrase)
    size = len(typed)
    found: list[int] = []
    if not folded or folded[0] not in message.folded:
        return found
    for at in range(len(message.folded) - size + 1):
        if message.folded[at : at + size] != folded:
            continue
        window = message.typed[at : at + size]
        bare = window == folded
        if window == typed or (bare and (size > 1 or message.unmarked)) or (size > 1 and not bare):
            found.append(at)
    return found


def has_any(message: Message, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the message."""
    return any(places(message, phrase) for phrase in phrases)


def found_of(message: Message, phrases: Sequence[str]) -> list[str]:
    """Those of the phrases that stand in the message, in the order given."""
    return [phrase for phrase in phrases if places(message, phrase)]
