"""What ends a name, whatever began it: small words, verbs and titles, each under its condition."""

from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.phrases import WordSet
from bot.roster.reading.tokens import fold_of

_CONNECTING = frozenset(
    (
        "la",
        "ten",
        "tu",
        "va",
        "cu",
        "bao",
        "xin",
        "thay",
        "cho",
        "cua",
        "voi",
        "bo",
        "ban",
        "co",
        "hay",
        "nay",
    )
)


def ends_name(landmarks: Landmarks, position: int) -> bool:
    """Whether something else than a name begins at a token."""
    title, unit = landmarks.titles[position], landmarks.units[position]
    if landmarks.long_cue(position) or (title and title.end - title.start > 1):
        return True
    if unit and (unit.kind == "body" or unit.end - unit.start > 1):
        return True
    return stops_here(landmarks, position)


def stops_here(landmarks: Landmarks, position: int) -> bool:
    """Whether a word ends a name here, given the word after it."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    token = tokens[position]
    keys = [
        key
        for key in lexicon.stops_before
        if (fold_of(key.rstrip("12345")) == token.fold if token.bare else key == token.key)
    ]
    if not keys:
        return lexicon.stops.has(token)
    return any(_condition(landmarks, position, *lexicon.stops_before[key]) for key in keys)


def _condition(landmarks: Landmarks, position: int, words: WordSet, signs: frozenset[str]) -> bool:
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    following = position + 1
    if "*" in signs:
        return True
    if landmarks.fixed(position):
        return True
    if following >= len(tokens) or not (tokens[following].is_word or tokens[following].kind == "number"):
        return "#end" in signs
    if landmarks.fixed(following):
        span = landmarks.covered[following]
        kind = span.kind if span is not None else ""
        dialled = kind == "phone" and tokens[position].bare  # "ngo tat tu 0912…"
        numbered = "#number" in signs and tokens[following].kind == "number" and not dialled
        return f"#{kind}" in signs or numbered
    if tokens[following].kind == "number":
        return "#number" in signs
    if words.has(tokens[following]):
        return True
    if "#title" in signs and landmarks.titles[following]:
        return True
    if "#agency" in signs and landmarks.units[following]:
        return True
    if "#place" in signs and lexicon.places.longest(tokens, following):
        return True  # "Đàm Văn Nhất từ Hà Giang về"
    if "#surname" in signs and begins_person(landmarks, following):
        return True
    if "#person" in signs and (
        lexicon.honorifics.longest(tokens, following) or lexicon.strong_surnames.longest(tokens, following)
    ):
        return True
    return "#cue" in signs and bool(landmarks.cues[following])


def begins_person(landmarks: Landmarks, position: int) -> bool:
    """Whether a whole name seems to begin: a surname that can be little else, or one with its middle name."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    if not follows(landmarks, position + 1) or not lexicon.surnames.longest(tokens, position):
        return False
    strong = lexicon.strong_surnames.longest(tokens, position) is not None and not is_function_word(
        landmarks, position
    )
    return strong or lexicon.middles.has(tokens[position + 1])


def is_function_word(landmarks: Landmarks, position: int) -> bool:
    """Whether a word is also one of those that end names: "tu", "la", "dang" without their accents."""
    lexicon, token = landmarks.lexicon, landmarks.message.tokens[position]
    if lexicon.stops.has(token):
        return True
    return any(
        fold_of(key.rstrip("12345")) == token.fold if token.bare else key == token.key
        for key in lexicon.stops_before
    )


def follows(landmarks: Landmarks, position: int) -> bool:
    """Whether a word stands directly at a position."""
    tokens = landmarks.message.tokens
    return position < len(tokens) and tokens[position].is_word and not landmarks.breaks(position)


def begins_later(landmarks: Landmarks, start: int) -> bool:
    """As in "tu truong my lan", "la le minh hai": a small word stands before the surname."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    token, following = tokens[start], start + 1
    if landmarks.message.cased and token.capital:
        return False
    if token.fold in {"do", "nen"} and token.bare and lexicon.honorifics.longest(tokens, following):
        return True  # "do chi chuyen sang"
    connects = token.fold in _CONNECTING and is_function_word(landmarks, start)
    if not connects or not follows(landmarks, following + 1):
        return False
    if lexicon.honorifics.longest(tokens, following) and lexicon.surnames.longest(tokens, following + 1):
        return True
    return lexicon.surnames.longest(tokens, following) is not None and not lexicon.middles.has(
        tokens[following]
    )
