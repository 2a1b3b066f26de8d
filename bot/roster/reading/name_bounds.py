"""Where a name ends: at a capital's end, or at the first word that can't belong to it."""

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
        if (
            end == start + 1
            and lexicon.middles.has(token)
            and follows(landmarks, end + 1)
            and tokens[end + 1].capital
        ):
            end += 2  # "Hoàng Văn Thư": no clerk
            continue
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
    starts_else = landmarks.long_cue(start) or landmarks.titles[start] or _stops(landmarks, start)
    if honorific and starts_else and not _whole_name(landmarks, start):
        return start + 2 if surname and _before_title(landmarks, start + 2) else start
    most = _MOST_LOWER_SYLLABLES if surname else 3
    base = surname.end if surname and surname.end - start > 1 else start + 1  # "Tôn Nữ" is one surname
    end = base
    while end < len(tokens) and end - start < most:
        token = tokens[end]
        if not token.is_word or landmarks.fixed(end) or landmarks.breaks(end):
            break
        previous = tokens[end - 1]
        due = lexicon.middles.has(previous) and (
            end - base == 1
            or (end - base > 1 and previous.fold == "thi" and token.fold not in {"thay", "nghi", "thoi"})
        )
        due = due or (
            end == base
            and (surname is not None or token.fold == "thi")
            and lexicon.middles.has(token)
            and follows(landmarks, end + 1)
            and not landmarks.long_cue(end, 3)
        )
        due = due or (surname is not None and end - start == 2 and _also_given(landmarks, end))
        spoken = [inner.fold for inner in tokens[start:end]]
        if len(spoken) > 2 and token.fold in {"nhan", "the"} and "thi" not in spoken:
            break  # "nguyen phi hung nhan": a verb behind a whole name
        due = due or (surname is not None and end - start > 1 and _closes(landmarks, end))
        if not due and (ends_name(landmarks, end) or _next_honorific(landmarks, end)):
            break
        end += 1
    return end


def _next_honorific(landmarks: Landmarks, position: int) -> bool:
    """As in "lay c ta thi xuyen": a letter that addresses whoever is named behind it."""
    token = landmarks.message.tokens[position]
    return token.key in landmarks.lexicon.short_honorifics and begins_person(landmarks, position + 1)


def _also_given(landmarks: Landmarks, position: int) -> bool:
    """Whether the third syllable of a name is one that is also a small word: "vu dinh thi", "quach dinh bao nghi"."""
    tokens = landmarks.message.tokens
    if tokens[position].fold == "bao" and follows(landmarks, position + 1):
        return any(match.kind in {"leave", "leave_soft", "swap"} for match in landmarks.cues[position + 1])
    return tokens[position].fold == "thi"


def _closes(landmarks: Landmarks, position: int) -> bool:
    """As in "vu quang hop -> …": straight before an arrow a given name is due, whatever else its syllable means."""
    tokens = landmarks.message.tokens
    arrow = position + 1 < len(tokens) and (
        tokens[position + 1].kind == "arrow" or tokens[position + 1].text in {"=", "→"}
    )
    return arrow and not landmarks.long_cue(position)


def _before_title(landmarks: Landmarks, position: int) -> bool:
    """As in "ong lam phuong cong chuc van phong": two syllables wedged between an honorific and a title are a name."""
    if position >= len(landmarks.titles) or landmarks.breaks(position) or landmarks.cues[position - 1]:
        return False
    title = landmarks.titles[position]
    return title is not None and title.end - title.start > 1 and not landmarks.titles[position - 1]


def _whole_name(landmarks: Landmarks, start: int) -> bool:
    """Whether three syllables of a name stand here although the first is also another word: "anh do tien dung"."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    if tokens[start].fold == "thi" and follows(landmarks, start + 1) and not ends_name(landmarks, start + 1):
        return True  # "c thi nhung": a woman's name that has no more
    if not (follows(landmarks, start + 1) and follows(landmarks, start + 2)):
        return False
    if lexicon.middles.has(tokens[start + 1]):
        return True
    return (
        lexicon.surnames.longest(tokens, start) is not None
        and not any(landmarks.fixed(start + step) or ends_name(landmarks, start + step) for step in (1, 2))
        and not landmarks.long_cue(start)
    )


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
