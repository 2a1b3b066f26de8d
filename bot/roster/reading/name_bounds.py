"""Where a name ends: at a capital's end, or at the first word that can't belong to it."""

from bot.roster.reading.given_names import (
    also_given,
    before_title,
    closes,
    entering,
    honorific_last,
    khmer,
    next_honorific,
    plain_word,
    third_syllable,
    whole_name,
)
from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.name_stops import ends_name, follows, stops_here

_MOST_SYLLABLES = 7  # "Công Tằng Tôn Nữ Thị Khánh Ngân"
_MOST_LOWER_SYLLABLES = 4


def name_end(landmarks: Landmarks, start: int, *, honorific: bool) -> int:
    """The end of the name that begins at a token; the start itself where none begins."""
    tokens = landmarks.message.tokens
    if landmarks.message.cased and tokens[start].capital and tokens[start].is_word:
        return _capital_end(landmarks, start)
    if tokens[start].fold in {"y", "h"} and follows(landmarks, start + 1) and follows(landmarks, start + 2):
        clan = landmarks.lexicon.clans.longest(tokens, start + 2)
        if clan is not None:
            return clan.end  # "y ko bya"
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
        and stops_here(landmarks, end - 1)
    ):
        end -= 1
    return end


def _lower_end(landmarks: Landmarks, start: int, *, honorific: bool) -> int:
    """As long as no word says that something else begins."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    surname = lexicon.surnames.longest(tokens, start)
    if not tokens[start].is_word or landmarks.fixed(start):
        return start
    clan = surname is not None and surname.end - start > 1
    starts_else = landmarks.long_cue(start) or landmarks.titles[start] or stops_here(landmarks, start)
    starts_else = starts_else and not clan  # "đ/c Ra Pát Thị Ngọc" typed "dc ra pat thi ngoc"
    if honorific and starts_else and not whole_name(landmarks, start):
        return start + 2 if surname and before_title(landmarks, start + 2) else start
    base = surname.end if surname and surname.end - start > 1 else start + 1  # "Tôn Nữ" is one surname
    most = _MOST_LOWER_SYLLABLES + base - start - 1 if surname else 3
    if surname and base < len(tokens) and tokens[base].fold == "thi":
        most += plain_word(landmarks, start + most)  # "thach thi sa ma li"
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
        due = due or (surname is not None and end - start == 2 and also_given(landmarks, end))
        due = due or (surname is not None and end - base == 1 and third_syllable(landmarks, start, end))
        due = due or (end == base and end - start == 1 and khmer(landmarks, start))  # "thach so phep"
        due = due or (surname is not None and end > base and entering(landmarks, start, end))
        spoken = [inner.fold for inner in tokens[start:end]]
        if len(spoken) > 2 and token.fold in {"nhan", "the", "tam"} and "thi" not in spoken:
            break  # "nguyen phi hung nhan", "ly ky vi tam thay": a verb behind a whole name
        due = due or (surname is not None and end - start > 1 and closes(landmarks, end))
        due = due or (surname is not None and honorific_last(landmarks, start, end))
        due = due or (surname is not None and end > base and _wedged(landmarks, end))
        due = due or (end == base and tokens[start].fold == "ka")  # "Ka Dâng": nothing else begins so
        if not due and (ends_name(landmarks, end) or next_honorific(landmarks, end)):
            break
        end += 1
    return end


def _wedged(landmarks: Landmarks, position: int) -> bool:
    """As in "ho thi ngoc tram pho chanh van phong": the title behind reaches further than one that begins here."""
    if position + 1 >= len(landmarks.titles):
        return False
    here, behind = landmarks.titles[position], landmarks.titles[position + 1]
    return here is not None and behind is not None and behind.end > here.end > position + 1
