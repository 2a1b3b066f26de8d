"""Where a name ends: at a capital's end, or at the first word that can't belong to it."""

from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.phrases import WordSet
from bot.roster.reading.tokens import fold_of

_MOST_SYLLABLES = 5
_MOST_LOWER_SYLLABLES = 4


def name_end(landmarks: Landmarks, start: int, *, honorific: bool) -> int:
    """The end of the name that begins at a token; the start itself where none begins."""
    tokens = landmarks.message.tokens
    if landmarks.message.cased and tokens[start].capital and tokens[start].is_word:
        return _capital_end(landmarks, start)
    return _lower_end(landmarks, start, honorific=honorific)


def _capital_end(landmarks: Landmarks, start: int) -> int:
    """As long as capitals go on: "Nguyễn thị Hoa" and "Y Bliết Niê Kdăm" included; a title or unit ends the name."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    end = start + 1
    while end < len(tokens) and end - start < _MOST_SYLLABLES:
        token = tokens[end]
        if not token.is_word or landmarks.fixed(end) or landmarks.breaks(end):
            break
        lower_middle = lexicon.middles.has(token) and follows(landmarks, end + 1) and not token.capital
        after_middle = lexicon.middles.has(tokens[end - 1]) and not tokens[end - 1].capital
        if (
            not token.capital
            and not (lower_middle and tokens[end + 1].capital)
            and not (after_middle and not landmarks.long_cue(end))
        ):
            lowered = (
                lower_middle
                and not landmarks.long_cue(end)
                and not landmarks.long_cue(end + 1)
                and token.fold == "thi"
            )
            if not lowered:
                break
        title, unit = landmarks.titles[end], landmarks.units[end]
        if title and (
            title.end - title.start > 1 or tokens[end].text.isupper() != tokens[start].text.isupper()
        ):
            break
        if unit and (unit.kind == "body" or unit.end - unit.start > 1):
            break
        if (
            token.text.isupper()
            and len(token.text) > 1
            and not tokens[start].text.isupper()
            and lexicon.stops.has(token)
        ):
            break
        end += 1
    while (
        end - start > 1
        and tokens[start].text.isupper()
        and landmarks.message.cased
        and _stops(landmarks, end - 1)
    ):
        end -= 1
    return end


def _lower_end(landmarks: Landmarks, start: int, *, honorific: bool) -> int:
    """As long as no word says that something else begins."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    surname = lexicon.surnames.longest(tokens, start)
    if not tokens[start].is_word or landmarks.fixed(start):
        return start
    if honorific and (landmarks.long_cue(start) or landmarks.titles[start] or _stops(landmarks, start)):
        whole = (
            surname
            and start + 2 < len(tokens)
            and lexicon.middles.has(tokens[start + 1])
            and follows(landmarks, start + 2)
        )
        if not whole:
            return start
    most = _MOST_LOWER_SYLLABLES if surname else 3
    end = start + 1
    while end < len(tokens) and end - start < most:
        token = tokens[end]
        if not token.is_word or landmarks.fixed(end) or landmarks.breaks(end):
            break
        previous = tokens[end - 1]
        due = lexicon.middles.has(previous) and (
            end - start == 2 or (end - start > 2 and previous.fold == "thi")
        )
        due = due or (
            end - start == 1
            and surname is not None
            and lexicon.middles.has(token)
            and follows(landmarks, end + 1)
            and not landmarks.long_cue(end, 3)
        )
        if not due and ends_name(landmarks, end):
            break
        end += 1
    return end


def ends_name(landmarks: Landmarks, position: int) -> bool:
    """Whether something else than a name begins at a token."""
    title, unit = landmarks.titles[position], landmarks.units[position]
    if landmarks.long_cue(position) or (title and title.end - title.start > 1):
        return True
    if unit and (unit.kind == "body" or unit.end - unit.start > 1):
        return True
    return _stops(landmarks, position)


def _stops(landmarks: Landmarks, position: int) -> bool:
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
        return ("#date" in signs and span is not None and span.kind == "date") or (
            "#number" in signs and tokens[following].kind == "number"
        )
    if tokens[following].kind == "number":
        return "#number" in signs
    if words.has(tokens[following]):
        return True
    if "#title" in signs and landmarks.titles[following]:
        return True
    if "#agency" in signs and landmarks.units[following]:
        return True
    if "#surname" in signs and lexicon.surnames.longest(tokens, following):
        return follows(landmarks, following + 1)
    if "#person" in signs and (
        lexicon.honorifics.longest(tokens, following) or lexicon.strong_surnames.longest(tokens, following)
    ):
        return True
    return "#cue" in signs and bool(landmarks.cues[following])


def follows(landmarks: Landmarks, position: int) -> bool:
    """Whether a word stands directly at a position."""
    tokens = landmarks.message.tokens
    return position < len(tokens) and tokens[position].is_word and not landmarks.breaks(position)
