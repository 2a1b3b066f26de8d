"""Names that no honorific announces: from a surname on, where the words look like a whole name in a fit place."""

from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.mention import NameMention
from bot.roster.reading.name_bounds import name_end
from bot.roster.reading.name_stops import begins_later, ends_name, follows, is_function_word
from bot.roster.reading.tokens import fold_of

# Words before which a name is due.
_SLOT_WORDS = frozenset(
    fold_of(word)
    for word in (
        "là", "tên", "và", "cho", "bằng", "thay", "thêm", "cử", "sung", "gồm", "bỏ", "rút", "từ", "sang", "với", "của",
        "mối", "thành", "thế", "đổi", "sách", "viên", "xóa", "loại", "qua", "cùng", "mới", "cũ", "tịch", "đốc", "phòng",
        "trưởng",
    )
)  # fmt: skip

_NO_NAME = frozenset(("kien", "te", "ta", "si", "sy", "tuong", "dinh", "chi", "nghia", "lenh", "dinh"))


def from_surname(landmarks: Landmarks, start: int) -> NameMention | None:
    """As in "Giàng A Páo", "lo thi hien - pho giam doc"."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    token = tokens[start]
    if not token.is_word or _begins_something_else(landmarks, start) or begins_later(landmarks, start):
        return None
    if token.text == "h" and start and tokens[start - 1].fold in {"tu", "bay", "den"}:
        return None  # "từ h": giờ
    if _district(landmarks, start):
        return None
    friend = _behind_ban(landmarks, start)
    if friend is not None:
        return friend
    foreign = "'" in token.text or "’" in token.text  # H'Linh, K'Brêu
    if (
        not foreign
        and lexicon.surnames.longest(tokens, start) is None
        and not (_woman(landmarks, start) or _man(landmarks, start))
    ):
        return None
    if token.bare and follows(landmarks, start + 2) and tokens[start + 1].fold == "thi":
        if tokens[start + 2].fold == "ai" and lexicon.strong_surnames.longest(tokens, start) is None:
            return None  # "huyen thi ai quyet dinh": thì ai
        spoken_of = lexicon.honorifics.longest(tokens, start + 2)
        if spoken_of and lexicon.surnames.longest(tokens, spoken_of.end):
            return None  # "cua xa thi ba luong thi phien": thì
    end = name_end(landmarks, start, honorific=False)
    if end - start > 1 or (foreign and token.capital):
        upper = landmarks.message.cased and token.capital
        if foreign or upper or _whole(landmarks, start, end):
            return NameMention(start, end, start)
    return None


def _district(landmarks: Landmarks, start: int) -> bool:
    """As in "huyen tran de thay 2 dau moi": huyện and its name, and not the surname Huyền."""
    tokens = landmarks.message.tokens
    bare = tokens[start].bare and tokens[start].fold == "huyen" and follows(landmarks, start + 1)
    return bare and not landmarks.lexicon.middles.has(tokens[start + 1]) and tokens[start + 1].fold != "ton"


def _woman(landmarks: Landmarks, start: int) -> bool:
    """As in "Đạt Thị Thu": a surname that no list has, but nothing else than a name has "Thị" between capitals."""
    tokens = landmarks.message.tokens
    return (
        landmarks.message.cased
        and tokens[start].capital
        and follows(landmarks, start + 1)
        and follows(landmarks, start + 2)
        and tokens[start + 1].text == "Thị"
        and tokens[start + 2].capital
    )


def _man(landmarks: Landmarks, start: int) -> bool:
    """As in "…; Mùi Văn Bách; …": "Văn" is in the names of places too, so the name must fill its place in a list."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    end = start + 3
    if not (landmarks.message.cased and follows(landmarks, start + 1) and follows(landmarks, start + 2)):
        return False
    shaped = tokens[start].capital and tokens[start + 1].text == "Văn" and tokens[start + 2].capital
    led = start == 0 or not tokens[start - 1].is_word or landmarks.breaks(start)
    closed = end >= len(tokens) or not tokens[end].is_word or landmarks.breaks(end)
    house = landmarks.units[start] or landmarks.titles[start] or lexicon.groups.has(tokens[start])
    return shaped and led and closed and not house


def _begins_something_else(landmarks: Landmarks, start: int) -> bool:
    """Whether a place, a phrase, a title or a unit begins here or goes on over the word."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    token = tokens[start]
    if start in landmarks.inside_titles or landmarks.long_cue(start) or lexicon.places.longest(tokens, start):
        return True
    if any(
        match and match.end - match.start > 1 for match in (landmarks.titles[start], landmarks.units[start])
    ):
        return True
    shown = landmarks.message.cased and token.capital and tokens[start - 1].text.islower()
    if token.bare and ((_inside_phrase(landmarks, start) and not shown) or _agency_still(landmarks, start)):
        return True  # "bo sung", and not "cu Ra Da Hoang"
    following = start + 1
    if token.capital or following >= len(tokens):
        return False
    if lexicon.places.longest(tokens, following):
        return True  # "ve van phong"
    return (
        landmarks.message.cased and follows(landmarks, following) and tokens[following].capital
    )  # "la Trần"


def _agency_still(landmarks: Landmarks, start: int) -> bool:
    """As in "huyen van con ong A": vẫn, not the Văn of a name, behind a word for an agency."""
    following = start + 1
    if landmarks.units[start] is None or not follows(landmarks, following):
        return False
    return any(
        match.kind in {"stay", "remain"} and match.end > following + 1 for match in landmarks.cues[following]
    )


def _behind_ban(landmarks: Landmarks, start: int) -> NameMention | None:
    """As in "them ban bich phuong": without accents "bạn" looks like the surname Bàn."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    named = start + 1
    if not (tokens[start].bare and tokens[start].fold == "ban" and follows(landmarks, named)):
        return None
    if lexicon.middles.has(tokens[named]) or ends_name(landmarks, named) or not _slot(landmarks, start):
        return None
    end = name_end(landmarks, named, honorific=False)
    return NameMention(named, end, start) if end - named > 1 else None


def _whole(landmarks: Landmarks, start: int, end: int) -> bool:
    """Whether lower-case words are a name: by their middle name, or by their place and number."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    long, slot = end - start > 2, _slot(landmarks, start)
    strong = lexicon.strong_surnames.longest(tokens, start) is not None
    middle = long and lexicon.middles.has(tokens[start + 1])
    if _fills_label(landmarks, start, end) or tokens[start].fold == "ka":
        return True  # "ka huong": nothing else begins so
    if tokens[start].fold == "y" and (slot or long) and _governs(landmarks, end):
        return tokens[start + 1].fold not in _NO_NAME  # "y sim thay a thut", "y ko bya nghi"
    if landmarks.message.cased:
        return strong and long and (middle or slot)
    if is_function_word(landmarks, start) and not (
        tokens[start].text == "lý" and not tokens[start].bare
    ):  # "em dang lay y kien", "nho a them"
        marked = start > 0 and not tokens[start - 1].is_word
        middle = middle and (marked or tokens[start + 1].fold in {"thi", "van"})
        if tokens[start].fold in {"do", "vi"}:  # "do khối lượng việc tăng"
            return middle
        return middle or (strong and slot) or _introduced(landmarks, start)
    return middle or (strong and (long or slot)) or (long and slot)


def _governs(landmarks: Landmarks, end: int) -> bool:
    return end < len(landmarks.cues) and any(
        match.kind in {"leave", "leave_soft", "swap", "come"} for match in landmarks.cues[end]
    )


def _fills_label(landmarks: Landmarks, start: int, end: int) -> bool:
    """As in "cu: kien soc, …": two syllables between a label of a form and a mark."""
    tokens, labels = landmarks.message.tokens, landmarks.lexicon.labels
    colon = start - 1
    if colon < 1 or tokens[colon].text != ":" or (end < len(tokens) and tokens[end].is_word):
        return False
    return any(
        match.end == colon and (first == 0 or not tokens[first - 1].is_word)
        for first in range(max(0, colon - 3), colon)
        for match in labels.at(tokens, first)
    )


def _introduced(landmarks: Landmarks, start: int) -> bool:
    """As in "em la dam quang minh"."""
    tokens = landmarks.message.tokens
    return (
        start > 1
        and tokens[start - 1].fold in {"la", "ten"}
        and landmarks.lexicon.self_words.has(tokens[start - 2])
    )


def _inside_phrase(landmarks: Landmarks, position: int) -> bool:
    """Whether a phrase of two or more words began before a word and goes on over it: "bo sung", "thay doi"."""
    return any(
        match.end > position and match.end - match.start > 1
        for start in range(max(0, position - 5), position)
        for match in landmarks.cues[start]
    )


def _slot(landmarks: Landmarks, start: int) -> bool:
    """A place where a name is due: a line's beginning, after a mark, after "thay", "là", "tên"."""
    if start == 0 or landmarks.breaks(start):
        return True
    before = landmarks.message.tokens[start - 1]
    if landmarks.fixed(start - 1):
        return True  # "từ hôm nay tống quốc đạt …"
    if not before.is_word or before.fold in _SLOT_WORDS:
        return True
    heads = (landmarks.titles[first] for first in range(max(0, start - 5), start))
    return any(title is not None and title.end == start for title in heads)  # "thay pcvp nguyen trong thanh"
