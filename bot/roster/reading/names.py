"""Finds where people are named: after an honorific, from a surname on, or by a capital where the message has them.

"ong nguyen van tam nghi huu": without accents and capitals the words that can't belong to a name end it.
"chị Trần Thị Lựa vẫn làm đầu mối": a capital ends it. Names of the unit's own roster are known beforehand.
"""

from collections.abc import Sequence

from bot.roster.reading.form_names import name_on_form
from bot.roster.reading.honorifics import (
    abbreviated,
    first_syllable,
    is_surname,
    second_half,
    second_of_group,
    surname_behind,
)
from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.mention import NameMention
from bot.roster.reading.name_bounds import name_end
from bot.roster.reading.name_stops import begins_later, begins_person, ends_name, follows, is_function_word
from bot.roster.reading.phrases import Match
from bot.roster.reading.surnames import from_surname
from bot.roster.reading.tokens import fold_of
from bot.roster.reading.units import UnitMention

_SPEAKING_TO = frozenset(
    ("bao", "nho", "thua", "gui", "chao", "xin", "kinh", "voi", "cho", "oi", "da", "alo")
)
_ROLE_CUES = frozenset(
    (
        "leave",
        "leave_soft",
        "swap",
        "come",
        "bring",
        "drop",
        "drop_post",
        "by",
        "trade",
        "come_post",
        "promote",
    )
)


def find_names(
    landmarks: Landmarks, units: Sequence[UnitMention] = (), roster: Sequence[str] = ()
) -> list[NameMention]:
    """People's names and the pronouns that stand for them, in the order of the message; none inside an agency's name."""
    inside = {i for unit in units if unit.named for i in range(unit.start, unit.end)}
    known = [tuple(fold_of(name).split()) for name in roster]
    found = _scan(landmarks, inside, known, frozenset())
    given = frozenset(landmarks.message.tokens[m.end - 1].key for m in found if m.end - m.start > 1)
    return _scan(landmarks, inside, known, given) if given else found


def _scan(
    landmarks: Landmarks, inside: set[int], known: list[tuple[str, ...]], given: frozenset[str]
) -> list[NameMention]:
    """One pass; the second knows the given names of the first: "chị Nhung" after "Hà Thị Nhung"."""
    found: list[NameMention] = []
    position = 0
    while position < len(landmarks.message.tokens):
        mention = None
        if not landmarks.fixed(position):
            mention = (
                _known_at(landmarks, position, known)
                or name_on_form(landmarks, position)
                or _lettered(landmarks, position)
                or _after_honorific(landmarks, position, given)
                or from_surname(landmarks, position)
            )
        if mention is None or mention.start in inside or _no_name(landmarks, mention):
            position += 1
            continue
        found.append(mention)
        position = mention.end
    return found


def _no_name(landmarks: Landmarks, mention: NameMention) -> bool:
    """As in "ngay nao bat dau thi cho …", where nobody is called Đậu Thị Cho."""
    tokens = landmarks.message.tokens[max(0, mention.start - 1) : mention.start + 1]
    return [token.fold for token in tokens] == ["bat", "dau"]


def _known_at(landmarks: Landmarks, position: int, known: list[tuple[str, ...]]) -> NameMention | None:
    """A full name from the unit's roster, however it is typed."""
    tokens = landmarks.message.tokens
    for name in known:
        here = tuple(token.fold for token in tokens[position : position + len(name)])
        if len(name) > 1 and here == name:
            return NameMention(position, position + len(name), position)
    return None


def _lettered(landmarks: Landmarks, position: int) -> NameMention | None:
    """As in "A Viết Thị Nhi", where A is no "anh"."""
    if not first_syllable(landmarks, position, position + 1):
        return None
    ends = (name_end(landmarks, first, honorific=False) for first in (position, position + 1))
    return NameMention(position, max(ends), position)


def _after_honorific(landmarks: Landmarks, position: int, given: frozenset[str]) -> NameMention | None:
    """As in "anh Trần Quốc Bảo", "a.Thắng", "đ/c Vừ A Lồng", "chị ấy"."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    match = lexicon.honorifics.longest(tokens, position)
    if match is None or is_surname(landmarks, position, match.end) or second_half(landmarks, position):
        return None  # "và Ông Thị Bé"
    honorific, start = tokens[position], match.end
    title = landmarks.titles[position]
    if position in landmarks.inside_titles or (title and title.end - title.start > 1):
        return None  # "chu tich" is no "chú Tịch"
    friend = (
        honorific.fold == "ban" and landmarks.message.cased and start < len(tokens) and tokens[start].capital
    )
    woman_behind = follows(landmarks, start + 1) and tokens[start + 1].fold == "thi"  # "chau lau thi mai"
    whole = woman_behind and begins_person(landmarks, start)
    if honorific.bare and honorific.fold in lexicon.accented_honorifics and not (friend or whole):
        return None
    dotted = abbreviated(landmarks, match)
    start += dotted
    if start >= len(tokens) or landmarks.fixed(start) or landmarks.breaks(start):
        return _bare_honorific(landmarks, position, match.end)
    middle_follows = start + 1 < len(tokens) and lexicon.middles.has(tokens[start + 1])
    short = honorific.key in lexicon.short_honorifics
    nested = not short and not middle_follows and not surname_behind(landmarks, position, start)
    inner = _after_honorific(landmarks, start, given) if nested else None
    if inner and not _addressed(landmarks, position) and _also_surname(landmarks, start, inner):
        return NameMention(start, inner.end, position, honorific.key)  # "anh A Biu", "chi chu bich phuong"
    if inner and honorific.bare and honorific.fold == "co":
        return None  # "xa dang co ong A": có, not cô
    if inner:  # "đồng chí ông Nguyễn Văn A", "em Lan"
        return NameMention(inner.start, inner.end, position, inner.honorific, inner.pronoun)
    woman = middle_follows and tokens[start + 1].fold == "thi"  # "chi dao thi hue" is no "chỉ đạo"
    if any(match.kind == "neutral" for match in landmarks.cues[position]) and not (
        tokens[start].capital or woman
    ):
        return None  # "cụ thể"
    if honorific.bare and not woman and (landmarks.long_cue(position) or _inside_cue(landmarks, position)):
        return None  # "co the", "ban chi dao", "chua co ai thay"
    if (
        lexicon.pronoun_tails.has(tokens[start])
        and not (dotted or (middle_follows and tokens[start].fold != "ay"))
        and not tokens[start].capital
        and match.kind == "honorific"
        and (not tokens[start].bare or tokens[start].fold == "ay" or _role_follows(landmarks, start + 1))
        and not (
            tokens[start].bare
            and tokens[start].fold == "do"
            and name_end(landmarks, start, honorific=True) - start > 2
        )  # "a do thanh tam"
    ):
        return NameMention(start, start + 1, position, honorific.key, pronoun=True)
    known = tokens[start].key in given and not landmarks.long_cue(start)
    if known and not middle_follows and not _name_goes_on(landmarks, start):
        return NameMention(start, start + 1, position, honorific.key)
    mention = _called(landmarks, match, start, dotted=dotted)
    return mention or _bare_honorific(landmarks, position, match.end)


def _addressed(landmarks: Landmarks, position: int) -> bool:
    """As in "bao anh chu Nam nghi": who is spoken to, not of."""
    before = landmarks.message.tokens[position - 1].fold if position else ""
    return before in _SPEAKING_TO


def _also_surname(landmarks: Landmarks, start: int, inner: NameMention) -> bool:
    """Whether the second of two honorifics is a surname instead: A, Ông, Chu; behind it no other surname begins."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    if inner.start != start + 1 or tokens[start].fold not in {"a", "ong", "chu"}:
        return False
    if tokens[start].fold == "a":
        return inner.end - inner.start == 1 and tokens[start + 1].key not in lexicon.short_honorifics
    whole = lexicon.surnames.longest(tokens, inner.start) and inner.end - inner.start > 2
    return not whole and inner.end - inner.start > 1


def _name_goes_on(landmarks: Landmarks, start: int) -> bool:
    """Whether a longer name begins here: "Sộng A Chính" is not the Sông of "Hạng Thị Sông", nor "vu bao anh" a "thi vu"."""
    length = name_end(landmarks, start, honorific=True) - start
    if landmarks.message.cased and landmarks.message.tokens[start].capital:
        return length > 1
    return (
        length > 2 and landmarks.lexicon.strong_surnames.longest(landmarks.message.tokens, start) is not None
    )


def _called(landmarks: Landmarks, match: Match, start: int, *, dotted: bool) -> NameMention | None:
    """The name behind an honorific. Where names have capitals, a lower-case word is none: "cụ thể", "em gửi"."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    honorific = tokens[match.start]
    title = landmarks.titles[start]
    if title and title.end - title.start > 1:
        return None  # "đồng chí Phó Giám đốc Trần Hùng Dũng": the name begins behind the title
    if lexicon.places.longest(tokens, start) and not tokens[start].capital:
        return None  # "co danh sach" names nobody
    if honorific.fold == "em" and begins_later(landmarks, start):
        return None  # "em la Tran Duc Manh"
    surname = lexicon.surnames.longest(tokens, start)
    short = honorific.key in lexicon.short_honorifics
    upper = landmarks.message.cased and tokens[start].capital
    end = name_end(landmarks, start, honorific=True)
    whole = surname is not None and (
        end - start > 2 or (end - start > 1 and not is_function_word(landmarks, start))
    )
    if not upper:
        counted = match.start > 0 and tokens[match.start - 1].kind == "number"  # "03 dong chi do tinh gon"
        if counted and is_function_word(landmarks, start) and not _middle_next(landmarks, start):
            return None
        together = match.kind == "group" or counted or second_of_group(landmarks, match.start)
        needs_surname = (short and not dotted) or together or honorific.fold in {"em", "co"}
        if needs_surname and not together and _governed(landmarks, match.start, start, end):
            needs_surname = False  # "e phuc thay c lai", "co hanh nghi"
        if end == start or ((needs_surname or landmarks.message.cased) and not whole):
            return None
        if short and honorific.text.isupper() and landmarks.message.cased:
            return None
        if not surname and not _bounded(landmarks, start, end):
            return None
    elif end == start:
        return None
    return NameMention(start, end, match.start, honorific.key if match.kind == "honorific" else None)


def _middle_next(landmarks: Landmarks, start: int) -> bool:
    tokens = landmarks.message.tokens
    return start + 1 < len(tokens) and landmarks.lexicon.middles.has(tokens[start + 1])


def _bare_honorific(landmarks: Landmarks, position: int, end: int) -> NameMention | None:
    """As in "thay chị là anh Vinh", "gạch tên bác": an honorific alone, behind a verb of change, stands for a person."""
    tokens = landmarks.message.tokens
    before = tokens[position - 1].fold if position else ""
    honorific = tokens[position]
    if (
        end - position > 1
        or len(honorific.text) < 2
        or honorific.fold in {"em", "ban"}
        or before not in {"thay", "the", "ten"}
    ):
        return None
    if not landmarks.cues[position - 1] and before != "ten":
        return None
    return NameMention(position, end, position, honorific.key, pronoun=True)


def _governed(landmarks: Landmarks, before: int, start: int, end: int) -> bool:
    """Whether a lower-case given name is wedged between a beginning or a verb of change and another such verb."""
    tokens = landmarks.message.tokens
    if end - start > 2 or len(tokens[start].text) < 2:
        return False
    if end - start > 1 and is_function_word(landmarks, start):
        return False  # "em báo hộ xã"
    led = (
        before == 0
        or landmarks.breaks(before)
        or not tokens[before - 1].is_word
        or landmarks.fixed(before - 1)
        or any(match.kind in _ROLE_CUES for match in landmarks.cues[before - 1])
        or tokens[before - 1].fold in {"tu", "nen", "va", "sdt", "dt"}
        or (tokens[before - 1].fold == "so" and _numbered(landmarks, end))
    )
    after = end >= len(tokens) or not tokens[end].is_word or landmarks.fixed(end) or ends_name(landmarks, end)
    return led and (after or any(match.kind in _ROLE_CUES for match in landmarks.cues[end]))


def _numbered(landmarks: Landmarks, end: int) -> bool:
    """As in "so e phuc 09…": số, and not the sở of "so em bot …"."""
    return any(span.kind in {"phone", "email"} and 0 <= span.start - end < 3 for span in landmarks.spans)


def _inside_cue(landmarks: Landmarks, position: int) -> bool:
    """Whether a phrase of three or more words, or a fixed expression, began before a word and goes on over it."""
    for start in range(max(0, position - 4), position):
        for match in landmarks.cues[start]:
            length = match.end - match.start
            if match.end > position and (length > 2 or (length > 1 and match.kind == "neutral")):
                return True
    return False


def _role_follows(landmarks: Landmarks, end: int) -> bool:
    """Whether "anh do", "anh ta" ends before a mark or a verb of change, and is not "anh Đỗ Tiến Dũng"."""
    tokens = landmarks.message.tokens
    if end >= len(tokens) or not tokens[end].is_word or landmarks.fixed(end) or ends_name(landmarks, end):
        return True
    return any(match.kind in _ROLE_CUES for match in landmarks.cues[end])


def _bounded(landmarks: Landmarks, start: int, end: int) -> bool:
    """Whether a lower-case given name ends where something else begins, as "chi tram" does before "thay"."""
    tokens = landmarks.message.tokens
    if end - start == 1 and len(tokens[start].text) == 1:
        return False
    if end >= len(tokens) or not tokens[end].is_word or landmarks.fixed(end) or landmarks.breaks(end):
        return True
    return bool(landmarks.cues[end]) or ends_name(landmarks, end)
