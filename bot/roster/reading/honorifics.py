"""Tells an honorific from what looks like one: the surname Ông, the "chi" of "dong chi", the stop of "… với ạ. Em …"."""

from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.name_stops import follows
from bot.roster.reading.phrases import Match

_SPOKEN_TO = frozenset(("bao", "nho", "thua", "gui", "chao", "voi", "cho", "giup", "oi", "da"))


def is_surname(landmarks: Landmarks, position: int, following: int) -> bool:
    """As in "và Ông Văn Tấn", "Mới: Ông Thị Bé": Ông and Ong are surnames too."""
    message = landmarks.message
    tokens = message.tokens
    if tokens[position].fold != "ong" or following + 1 >= len(tokens) or not tokens[following + 1].is_word:
        return False
    if tokens[following].fold == "thi":
        return True
    if (
        position > 1
        and tokens[position - 1].fold in {"la", "ten"}
        and tokens[position - 2].fold in {"em", "toi", "minh", "tui"}
    ):
        return True  # "em là Ông Duy Hậu": nobody calls themselves ông
    inside = (
        position > 0 and not landmarks.breaks(position) and tokens[position - 1].text in {"và", ",", "là"}
    )
    return message.cased and inside and tokens[position].capital and tokens[following].text == "Văn"


def first_syllable(landmarks: Landmarks, position: int, start: int) -> bool:
    """As in "A Viết Thị Nhi", "A Vô Tô Phương": A begins the names of some peoples; no "anh" has "Thị" in his name."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    if tokens[position].fold != "a" or not (follows(landmarks, start) and follows(landmarks, start + 1)):
        return False
    led = position and not landmarks.breaks(position) and tokens[position - 1].is_word
    if led and tokens[position - 1].fold in _SPOKEN_TO and not tokens[position].capital:
        return False
    if tokens[start + 1].fold == "thi" and tokens[start + 1].key != "thi1" and follows(landmarks, start + 2):
        return lexicon.strong_surnames.longest(tokens, start) is None
    clan = lexicon.letter_clans.longest(tokens, position)
    upper = landmarks.message.cased and tokens[position].capital and tokens[start + 1].capital
    plain = tokens[start].bare and lexicon.surnames.longest(tokens, start) is not None
    return clan is not None and not plain and (upper or not tokens[start].bare)


def surname_behind(landmarks: Landmarks, position: int, start: int) -> bool:
    """As in "ông Ông Quốc Việt", "anh A Biu": a capital behind a small honorific begins the name."""
    tokens = landmarks.message.tokens
    if not (landmarks.message.cased and tokens[start].capital and start + 1 < len(tokens)):
        return False
    if not tokens[start + 1].capital:
        return False
    if not landmarks.lexicon.surnames.longest(tokens, start) and tokens[start].text != "Anh":  # "chị Anh Thơ"
        return False
    return not tokens[position].capital or tokens[position].fold == tokens[start].fold


def second_half(landmarks: Landmarks, position: int) -> bool:
    """Whether a word is the end of an honorific of two: the "chi" of "dong chi"."""
    if position == 0 or landmarks.breaks(position):
        return False
    place = landmarks.lexicon.places.longest(landmarks.message.tokens, position - 1)
    if place is not None and place.end > position:
        return True  # "tu tay bac len"
    before = landmarks.lexicon.honorifics.longest(landmarks.message.tokens, position - 1)
    return before is not None and before.kind == "honorific" and before.end > position


def abbreviated(landmarks: Landmarks, match: Match) -> bool:
    """Whether the full stop behind an honorific is that of "a.Thắng", "A. Hải", and not the end of "… với ạ. Em …"."""
    tokens, dot = landmarks.message.tokens, match.end
    if match.end - match.start > 1 or dot + 1 >= len(tokens) or tokens[dot].text != ".":
        return False
    glued = tokens[dot + 1].start == tokens[dot].end
    return (
        glued or tokens[match.start].text.isupper() or match.start == 0 or not tokens[match.start - 1].is_word
    )


def second_of_group(landmarks: Landmarks, position: int) -> bool:
    """Whether an honorific closes a form of address to several: "cac anh chi"."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    earlier = [lexicon.honorifics.longest(tokens, start) for start in range(max(0, position - 2), position)]
    return any(match is not None and match.kind == "group" and match.end > position for match in earlier)
