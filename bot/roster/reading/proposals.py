"""Names that the grammar alone can't vouch for, proposed by underthesea's tagger and confirmed by their place.

"A Hùng nghỉ rồi nha, Lan thay": no honorific and no surname. A capitalised word that the tagger calls a person or a
proper noun is taken for a name when a verb of change stands beside it. The tagger needs accents and capitals; without
them there is nothing to propose. It is loaded when first asked, since that costs half a second.
"""

import unicodedata
from collections.abc import Sequence

from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.mention import NameMention
from bot.roster.reading.tokens import Token, key_of

_GOVERNING = {
    "swap",
    "bring",
    "drop",
    "come",
    "leave",
    "leave_soft",
    "by",
    "drop_post",
    "new",
    "old",
    "trade",
    "promote",
}
_REACH = 3
_AROUND = 25
_MOST_ASKED = 12


def propose_names(landmarks: Landmarks, taken: set[int]) -> list[NameMention]:
    """Capitalised words that stand where a name is due and that the tagger takes for one."""
    message = landmarks.message
    if not (message.accented and message.cased):
        return []
    runs = [(start, end) for start, end in _runs(landmarks, taken) if _governed(landmarks, start, end)]
    if not runs:
        return []
    return [
        NameMention(start, end, start, guessed=True)
        for start, end in runs[:_MOST_ASKED]
        if _whole_name(landmarks, start, end) or _proper(landmarks, start, end)
    ]


def _proper(landmarks: Landmarks, start: int, end: int) -> bool:
    """Whether the tagger takes every word for a person's or a proper noun; it sees the words around, no more."""
    tokens = landmarks.message.tokens
    first, last = max(0, start - _AROUND), min(len(tokens), end + _AROUND)
    proper = _proper_words(landmarks.message.slice(first, last))
    return all(key_of(token.text) in proper for token in tokens[start:end])


def _whole_name(landmarks: Landmarks, start: int, end: int) -> bool:
    """As in "Hảng Thị Sua": a surname that no list has, but a middle name that everybody knows."""
    tokens = landmarks.message.tokens
    return end - start > 2 and tokens[start + 1].fold in {"thi", "van"}


def _runs(landmarks: Landmarks, taken: set[int]) -> list[tuple[int, int]]:
    """Rows of capitalised words that nothing else explains."""
    tokens = landmarks.message.tokens
    runs: list[tuple[int, int]] = []
    position = 0
    while position < len(tokens):
        end = position
        while (
            end < len(tokens)
            and _unexplained(landmarks, taken, end)
            and not (end > position and landmarks.breaks(end))
        ):
            end += 1
        if end > position:
            runs.append((position, end))
        position = max(end, position + 1)
    return [
        (start, end)
        for start, end in runs
        if end - start <= 5
        and not landmarks.lexicon.places.longest(tokens, start)
        and not (start and landmarks.lexicon.not_people.has(tokens[start - 1]))  # "Mường É"
    ]


def _unexplained(landmarks: Landmarks, taken: set[int], position: int) -> bool:
    token: Token = landmarks.message.tokens[position]
    return (
        token.is_word
        and token.capital
        and not (token.text.isupper() and len(token.text) > 1)
        and position not in taken
        and not landmarks.lexicon.not_people.has(token)
        and not _regarding(landmarks, position)
        and position not in landmarks.inside_titles
        and not landmarks.fixed(position)
        and landmarks.titles[position] is None
        and landmarks.units[position] is None
        and not landmarks.cues[position]
        and landmarks.lexicon.fields.longest(landmarks.message.tokens, position) is None
        and landmarks.lexicon.honorifics.longest(landmarks.message.tokens, position) is None
    )


def _regarding(landmarks: Landmarks, position: int) -> bool:
    """Whether a token belongs to the "V/v" (về việc) at the head of a form."""
    around = [token.fold for token in landmarks.message.tokens[max(0, position - 2) : position + 3]]
    alone = landmarks.message.tokens[position].fold == "v"
    return alone and any(around[i : i + 3] == ["v", "/", "v"] for i in range(3))


def _governed(landmarks: Landmarks, start: int, end: int) -> bool:
    """Whether a verb of change, a number or a field's owner stands close by."""
    after = range(end, min(end + _REACH, len(landmarks.cues)))
    before = range(max(0, start - 2 * _REACH), start)
    near = {match.kind for i in after for match in landmarks.cues[i] if match.start == i}
    led = {match.kind for i in before for match in landmarks.cues[i] if start - _REACH <= match.end <= start}
    numbers = any(
        span.kind in {"phone", "email"} and 0 <= span.start - end < _REACH for span in landmarks.spans
    )
    return bool((near | led) & (_GOVERNING | {"revise", "stay"})) or numbers


def load_tagger() -> None:
    """Load the tagger before it is asked."""
    _proper_words("A")


def _proper_words(text: str) -> frozenset[str]:
    """Syllables that the tagger calls a person or a proper noun."""
    from underthesea import ner

    rows: Sequence[tuple[str, str, str, str]] = ner(unicodedata.normalize("NFC", text))  # type: ignore[no-untyped-call]
    words: set[str] = set()
    for word, part, _, entity in rows:
        if part in {"Np", "Nb"} or entity.endswith("-PER"):
            words.update(key_of(syllable) for syllable in word.split())
    return frozenset(words)
