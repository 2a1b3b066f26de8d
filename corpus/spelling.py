"""Words one slip of the finger away from a word, and words with the keys of Telex or VNI left in them."""

from __future__ import annotations

import functools
import re
import string

_TONE = re.compile(r"(?<=[aeiouy])[sfrxj]|[sfrxj]$|[1-9]")
_DOUBLED = re.compile(r"(.)\1")


@functools.cache
def one_slip_from(word: str) -> frozenset[str]:
    """The word with one letter dropped, added, doubled or changed, or swapped with the next; without the word itself."""
    ends = range(len(word) + 1)
    dropped = {word[:at] + word[at + 1 :] for at in ends[:-1]}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in ends[:-2]}
    added = {word[:at] + letter + word[at:] for at in ends for letter in string.ascii_lowercase}
    changed = {word[:at] + letter + word[at + 1 :] for at in ends[:-1] for letter in string.ascii_lowercase}
    return frozenset((dropped | swapped | added | changed) - {word})


def without_keys(word: str) -> str:
    """The folded word without tone keys and doubled letters: "ddieeuf" → "dieu", "quyeets" → "quyet"."""
    return _DOUBLED.sub(r"\1", _TONE.sub("", word))
