"""Puts the marks back on words typed without them, from how syllables follow one another in texts that have them.

A word with marks stays as typed. Folded tokens do not need this; everyday phrases, levels and cues that only marks tell apart
("sở", "số") do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from index.accents import fold, has_marks

_MOST_READINGS = 8
_PAIR, _SINGLE = 0.85, 0.15  # weights of what follows the word before and of the word alone
_UNSEEN = 1e-6


class Restorer:
    """Readings of unmarked syllables by their neighbours (Viterbi over syllable pairs)."""

    def __init__(self, lines: Iterable[Sequence[str]]) -> None:
        singles: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for line in lines:
            singles.update(line)
            pairs.update(zip(("", *line), line, strict=False))
        readings: dict[str, list[str]] = {}
        for word in sorted(singles, key=lambda one: -singles[one]):
            row = readings.setdefault(fold(word), [])
            if len(row) < _MOST_READINGS:
                row.append(word)
        self._readings = readings
        self._singles = singles
        self._pairs = pairs
        self._total = sum(singles.values()) or 1

    def readings(self, word: str) -> list[str]:
        """What a word may stand for: itself if it has marks or is unknown."""
        if has_marks(word):
            return [word]
        return self._readings.get(word) or [word]

    def _log(self, before: str, word: str) -> float:
        follows = self._pairs.get((before, word), 0) / (self._singles.get(before, 0) or 1)
        alone = self._singles.get(word, 0) / self._total
        return math.log(_PAIR * follows + _SINGLE * alone + _UNSEEN)

    def restore(self, words: Sequence[str], kept: Sequence[str | None] = ()) -> list[str]:
        """The likeliest reading of a row of syllables; as long as the row. Words in `kept` stay as given there."""
        paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for at, word in enumerate(words):
            reached: dict[str, tuple[float, list[str]]] = {}
            stays = kept[at] if at < len(kept) else None
            for reading in self.readings(word) if stays is None else [stays]:
                score, path = max(
                    (
                        (before_score + self._log(before, reading), before_path)
                        for before, (before_score, before_path) in paths.items()
                    ),
                    key=lambda one: one[0],
                )
                reached[reading] = (score, [*path, reading])
            paths = reached
        return max(paths.values(), key=lambda one: one[0])[1] if paths else []
