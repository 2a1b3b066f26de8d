"""Puts the marks back on words typed without them, from how syllables follow one another in texts that have them.

A word with marks stays as typed. Folded tokens do not need this; everyday phrases, levels and cues that only marks tell apart
("sở", "số") do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from index.accents import fold, has_marks

_MOST_READINGS = 8
_PAIR, _SINGLE = 0.85, 0.15  # weights of what follows the word before and of the word alone
_UNSEEN = 1e-6


class Restorer:
    """Readings of unmarked syllables by their neighbours (Viterbi over syllable pairs)."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        singles = Counter(chain.from_iterable(lines))
        pairs = Counter(chain.from_iterable(zip(("", *line), line, strict=False) for line in lines))
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
            stays = kept[at] if at < len(kept) else None
            readings = self.readings(word) if stays is None else [stays]
            if len(paths) == len(readings) == 1:  # nothing to choose, nothing to weigh
                ((score, path),) = paths.values()
                paths = {readings[0]: (score, [*path, readings[0]])}
            else:
                paths = {reading: self._best_to(reading, paths) for reading in readings}
        return max(paths.values(), key=lambda one: one[0])[1] if paths else []

    def _best_to(self, reading: str, paths: Mapping[str, tuple[float, list[str]]]) -> tuple[float, list[str]]:
        """The likeliest of the paths that go on with the reading; the first of equals."""
        best, best_path = -math.inf, [reading]
        for before, (score, path) in paths.items():
            reached = score + self._log(before, reading)
            if reached > best:
                best, best_path = reached, path
        return best, [*best_path, reading]
