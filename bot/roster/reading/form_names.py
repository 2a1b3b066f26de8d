"""Names on the lines of a form: behind "Họ và tên:", "Người thôi:" the rest of the line is a name, whatever its words mean."""

from bot.roster.reading.honorifics import first_syllable
from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.mention import NameMention

_LONGEST_NAME = 6
_NAMED = frozenset(("ten", "thoi", "thay", "cu", "moi", "nghi", "vao", "ra", "the"))
_LABELLED = frozenset(("ho", "va", "&", "\n", "nguoi", "can", "cong", "dau"))


def name_on_form(landmarks: Landmarks, position: int) -> NameMention | None:
    """As in "Họ và tên: BÙI QUANG CHUYỂN", "nguoi thay: khuu thi my thi"."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    if not _behind_label(landmarks, position):
        return None
    honorific = lexicon.honorifics.longest(tokens, position)
    start = honorific.end if honorific and honorific.end < len(tokens) else position
    typed = tokens[position].text
    follower = tokens[start].fold if start < len(tokens) else ""
    if (
        honorific
        and typed != typed.lower()
        and lexicon.surnames.longest(tokens, position)
        and follower in {"thi", "van"}
    ):
        start = position  # "Họ và tên: Ông Thị Mai"
    elif honorific and _letter(landmarks, position, start):
        start = position  # "Họ và tên: A Viết Thành"
    end = start
    while (
        end < len(tokens)
        and tokens[end].is_word
        and not landmarks.fixed(end)
        and end - start <= _LONGEST_NAME
    ):
        end += 1
    closed = end >= len(tokens) or not tokens[end].is_word
    if not closed or not 1 < end - start <= _LONGEST_NAME:
        return None
    return NameMention(start, end, position)


def _letter(landmarks: Landmarks, position: int, start: int) -> bool:
    """Whether a lone "A" is the first syllable of a name: a form asks for the name and no address."""
    tokens = landmarks.message.tokens
    if tokens[position].fold != "a":
        return False
    asked = tokens[position - 2].fold == "ten" and tokens[position].capital and start == position + 1
    plain = start < len(tokens) and landmarks.lexicon.strong_surnames.longest(tokens, start) is None
    clan = landmarks.lexicon.letter_clans.longest(tokens, position) is not None
    return ((asked or clan) and plain) or first_syllable(landmarks, position, start)


def _behind_label(landmarks: Landmarks, position: int) -> bool:
    """Whether a label of a form and its colon stand before a token; a label for roles only where it opens its line."""
    tokens = landmarks.message.tokens
    if position < 3 or tokens[position - 1].text != ":" or tokens[position - 2].fold not in _NAMED:
        return False
    if tokens[position - 2].fold == "ten":
        return tokens[position - 3].fold in {"ho", "va", "&", "\n"}
    first = position - 2
    while first > 0 and tokens[first - 1].is_word and position - first < _LONGEST_NAME:
        first -= 1
    opens = first == 0 or tokens[first - 1].text in {"\n", ".", ")", "-", "/", "+", "*", "•"}
    surname = landmarks.lexicon.surnames.longest(tokens, position)
    return opens and tokens[first].fold in _LABELLED and (surname is not None or _alone(landmarks, position))


def _alone(landmarks: Landmarks, position: int) -> bool:
    """Whether nothing but plain words without a known phrase stands on the rest of the line."""
    tokens = landmarks.message.tokens
    while position < len(tokens) and tokens[position].is_word:
        if landmarks.long_cue(position) or landmarks.titles[position] or landmarks.units[position]:
            return False
        position += 1
    return position >= len(tokens) or tokens[position].text == "\n"
