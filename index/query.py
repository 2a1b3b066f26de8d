"""What a question asks for, in the index's terms: its words set right, its topics, its weighted tokens.

All tokens are folded (no marks); the marks that were typed only decide which everyday words count as seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.accents import fold, has_marks
from index.lexicon import Lexicon, Phrase, Phrases
from index.restore import Restorer
from index.spelling import mended
from index.tokens import pairs, syllables

_LONGEST_ABBREVIATION = 3
_FILLERS_BETWEEN = 2
_SURENESS = {1: 0.5, 2: 0.75}  # of a phrase by its number of syllables; longer ones are sure
_MARKED_SHARE = 0.3  # Vietnamese with all its marks has them on two syllables in three


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable of a question: as understood, folded, and whether marks were typed on it.

    `bare` is True of a syllable without marks that people write so on purpose ("quy" in "quy chế"), False of one that
    only lacks its marks ("doi").
    """

    typed: str
    folded: str
    marked: bool
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of how people write here.

    `frequency` counts folded syllables and pairs; `bare` are the syllables written without marks on purpose.
    """

    frequency: Mapping[str, int]
    bare: frozenset[str]
    restorer: Restorer


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready for search.

    `topics` maps a topic's id to how surely it is meant (0 to 1), `outside` likewise what such regulations never
    settle; `own` and `law` are folded tokens with weights: the asker's words and the law's words for the topics.
    """

    words: tuple[Word, ...]
    topics: Mapping[str, float]
    outside: Mapping[str, float]
    own: Mapping[str, float]
    law: Mapping[str, float]


@lru_cache(maxsize=1 << 15)
def _word(typed: str) -> Word:
    return Word(typed, fold(typed), has_marks(typed))


def expand(row: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The syllables with every abbreviation of the lexicon written out, longest first: tthc → thủ, tục, hành, chính."""
    if lexicon.heads.isdisjoint(row):
        return list(row)
    out: list[str] = []
    at = 0
    while at < len(row):
        sizes = range(min(_LONGEST_ABBREVIATION, len(row) - at), 0, -1) if row[at] in lexicon.heads else ()
        for size in sizes:
            full = lexicon.abbreviations.get(tuple(row[at : at + size]))
            if full is not None:
                out.extend(full)
                at += size
                break
        else:
            out.append(row[at])
            at += 1
    return out


def read_words(text: str, lexicon: Lexicon, language: Language) -> tuple[Word, ...]:
    """The words of a question: abbreviations written out, slips mended, marks put back where they lack."""
    row = expand(syllables(text), lexicon)
    words: list[Word] = []
    for at, typed in enumerate(row):
        word = _word(typed)
        if word.folded in language.frequency:
            words.append(word)
            continue
        after = words[-1].folded if words else ""
        before = fold(row[at + 1]) if at + 1 < len(row) else ""
        pieces = mended(word.folded, language.frequency, after=after, before=before)
        words.extend([word] if pieces is None else [Word(piece, piece, marked=False) for piece in pieces])
    again = expand([word.typed for word in words], lexicon)
    if len(again) != len(words):
        words = [_word(typed) for typed in again]
    return _with_marks(words, language)


def plain_words(row: Sequence[str], lexicon: Lexicon) -> tuple[Word, ...]:
    """The words of syllables that have their marks and no slips, with abbreviations written out."""
    return tuple(_word(typed) for typed in expand(row, lexicon))


def _with_marks(words: Sequence[Word], language: Language) -> tuple[Word, ...]:
    """Marks put back: on every word of a message without marks, else on those that are never written without."""
    unmarked = sum(word.marked for word in words) < _MARKED_SHARE * len(words)
    kept = [None if unmarked or word.folded not in language.bare else word.typed for word in words]
    readings = language.restorer.restore([word.typed for word in words], kept)
    return tuple(
        Word(reading, word.folded, word.marked, bare=word.typed in language.bare and not unmarked)
        for word, reading in zip(words, readings, strict=True)
    )


def _agrees(word: Word, typed: str, folded: str, *, alone: bool, unmarked: bool) -> bool:
    """Whether the word may be the phrase's syllable.

    In a message with marks a word that is written without any means just itself ("quy" is not "quý"); wrong and missing
    marks are forgiven inside phrases ("hiẹu lưc", "doi người"). In a message without marks any reading will do there.
    """
    if word.typed == typed:
        return True
    return word.folded == folded and not alone and (unmarked or not word.bare)


def _match(words: Sequence[Word], start: int, phrase: Phrase, lexicon: Lexicon, *, unmarked: bool) -> float:
    """How well the phrase stands in the words from `start` on, 0 to 1: in order, at most two filler words in between."""
    alone = len(phrase.typed) == 1
    if not _agrees(words[start], phrase.typed[0], phrase.folded[0], alone=alone, unmarked=unmarked):
        return 0.0
    at, skipped, size = start, 0, len(words)
    for typed, folded in zip(phrase.typed[1:], phrase.folded[1:], strict=True):
        at += 1
        while at < size and not _agrees(words[at], typed, folded, alone=False, unmarked=unmarked):
            if words[at].typed not in lexicon.filler or skipped == _FILLERS_BETWEEN:
                return 0.0
            at, skipped = at + 1, skipped + 1
        if at >= size:
            return 0.0
    return 1.0 - 0.2 * skipped


def find_phrases(words: Sequence[Word], phrases: Phrases, lexicon: Lexicon) -> dict[str, float]:
    """The groups whose phrases stand in the question, each with how surely (0 to 1): longer phrases surer."""
    unmarked = sum(word.marked for word in words) < _MARKED_SHARE * len(words)
    found: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.folded, []).append(at)
    present = set(places)
    for syllable in places:
        for phrase in phrases.get(syllable, ()):
            if not phrase.needed <= present:
                continue
            size = _SURENESS.get(len(phrase.typed), 1.0)
            if size <= found.get(phrase.group, 0.0):
                continue
            for start in places[phrase.folded[0]]:
                strength = size * _match(words, start, phrase, lexicon, unmarked=unmarked)
                if strength > found.get(phrase.group, 0.0):
                    found[phrase.group] = strength
    return dict(sorted(found.items()))


_MAYBE_FILLER, _READ_AS_FILLER = 0.25, 0.05


def own_tokens(words: Sequence[Word], lexicon: Lexicon) -> dict[str, float]:
    """The asker's tokens: folded syllables that carry a topic, and all pairs.

    A syllable typed without marks that could be a filler ("dau": đâu or đầu) counts a little; less where it reads as one.
    """
    weights: dict[str, float] = {}
    for word in words:
        if word.typed in lexicon.filler and word.marked:
            continue
        doubtful = word.folded in lexicon.folded_filler and not word.marked
        weight = (_READ_AS_FILLER if word.typed in lexicon.filler else _MAYBE_FILLER) if doubtful else 1.0
        weights[word.folded] = weights.get(word.folded, 0.0) + weight
    for pair in pairs(word.folded for word in words):
        weights[pair] = weights.get(pair, 0.0) + 1.0
    return weights


@lru_cache(maxsize=512)
def _folded_tokens(words: str) -> tuple[str, ...]:
    """The folded syllables and pairs of a topic's words in the law."""
    row = [fold(syllable) for syllable in syllables(words)]
    return (*row, *pairs(row))


def law_tokens(topics: Mapping[str, float], lexicon: Lexicon) -> dict[str, float]:
    """The law's words for the topics, folded, each at its topic's strength (the strongest topic counts)."""
    weights: dict[str, float] = {}
    for topic in lexicon.topics:
        strength = topics.get(topic.id, 0.0)
        if not strength:
            continue
        for token in _folded_tokens(topic.law):
            weights[token] = max(weights.get(token, 0.0), strength)
    return weights


def understand(words: tuple[Word, ...], lexicon: Lexicon) -> Query:
    """What the words of a question ask for: topics and weighted tokens."""
    topics = find_phrases(words, lexicon.asked, lexicon)
    outside = find_phrases(words, lexicon.outside, lexicon)
    return Query(words, topics, outside, own_tokens(words, lexicon), law_tokens(topics, lexicon))
