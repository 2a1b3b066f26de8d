"""Slips of the keyboard: words run together, letters swapped or doubled, marks typed as Telex letters, chat spellings.

Works on folded syllables; a word that is a possible Vietnamese syllable is left alone, because it may be right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_ONSETS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip
it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua uan uang
uat uay uc ue uech uenh uet ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt
uyu y yem yen yet yeu ych ynh
"""
_SYLLABLES = frozenset(onset + rhyme for onset in ["", *_ONSETS.split()] for rhyme in _RHYMES.split())
_CHAT_ONSETS = {"f": ("ph",), "j": ("gi", "g"), "w": ("qu",), "z": ("d", "v")}
_TELEX_TONE = re.compile(r"^(?P<head>[a-z]*[aeiouy][a-z]*?)(?P<tone>[sfrxj])(?P<tail>[a-z]*)$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_SYLLABLE = 7
_LONGEST_JOINED = 60  # letters; more in one word is no slip, and taking it apart would cost seconds
_DOUBLED = re.compile(r"(.)\1+")


def is_syllable(word: str) -> bool:
    """Whether the folded word has the build of a Vietnamese syllable: onset and rhyme."""
    return word in _SYLLABLES


@lru_cache(maxsize=4096)
def from_telex(word: str) -> str | None:
    """The folded syllable behind letters typed with the Telex method switched off: "dduowcj" → "duoc"; else None."""
    bare = word.replace("dd", "d").replace("aa", "a").replace("ee", "e").replace("oo", "o").replace("w", "")
    if bare != word and is_syllable(bare):
        return bare
    tone = _TELEX_TONE.match(bare)
    if tone and is_syllable(tone["head"] + tone["tail"]):
        return tone["head"] + tone["tail"]
    return None


def from_chat(word: str, frequency: Mapping[str, int]) -> str | None:
    """The known folded syllable behind a chat spelling of its onset: "fi" → "phi", "wy" → "quy"; else None."""
    readings = [onset + word[1:] for onset in _CHAT_ONSETS.get(word[:1], ())]
    known = [reading for reading in readings if frequency.get(reading) and is_syllable(reading)]
    return max(known, key=lambda reading: frequency[reading], default=None)


def split_joined(word: str, frequency: Mapping[str, int]) -> tuple[str, ...] | None:
    """Known syllables that the folded word is made of ("baocaoquy" → bao, cao, quy), as few as will do; None if it is not."""
    if not 4 <= len(word) <= _LONGEST_JOINED or not word.isalpha() or not word.isascii():
        return None
    best: list[tuple[int, int, tuple[str, ...]] | None] = [None] * (len(word) + 1)
    best[0] = (0, 0, ())
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, piece = best[start], word[start:end]
            if before is None or not frequency.get(piece) or not is_syllable(piece):
                continue
            option = (before[0] + 1, before[1] - frequency[piece], (*before[2], piece))
            current = best[end]
            if current is None or option < current:
                best[end] = option
    whole = best[-1]
    return whole[2] if whole and len(whole[2]) > 1 else None


def near_words(word: str) -> set[str]:
    """Every string one slip away: a letter dropped, added, changed, or two neighbours swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    dropped = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    changed = {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
    added = {a + c + b for a, b in cuts for c in _LETTERS}
    return dropped | swapped | changed | added


def mended(
    word: str, frequency: Mapping[str, int], *, after: str = "", before: str = ""
) -> tuple[str, ...] | None:
    """The known folded syllables that an impossible word was meant to be, or None if nothing near is known.

    `after` and `before` are the folded neighbours; a candidate that stands beside them in the vocabulary's pairs
    ("dau moi") is preferred over a more frequent one.
    """
    if is_syllable(word) or not word.isalpha() or not word.isascii():
        return None
    chat = from_chat(word, frequency)
    if chat:
        return (chat,)
    telex = from_telex(word)
    if telex and frequency.get(telex):
        return (telex,)
    single = _DOUBLED.sub(r"\1", word)
    if frequency.get(single) and is_syllable(single):
        return (single,)  # "moii": a key held too long, not "moi" run together with "i"
    joined = split_joined(word, frequency)
    if joined:
        return joined
    if not 3 <= len(word) <= _LONGEST_SYLLABLE + 1:
        return None  # one slip away from a syllable is at most one letter more
    candidates = [near for near in near_words(word) if frequency.get(near) and is_syllable(near)]
    if not candidates:
        return None

    def worth(candidate: str) -> tuple[int, int, str]:
        beside = frequency.get(f"{after} {candidate}", 0) + frequency.get(f"{candidate} {before}", 0)
        return (beside, frequency[candidate], candidate)

    return (max(candidates, key=worth),)
