"""Syllables that belong to a name although they could mean something else: "bỏ Thân Gia Chuyên", "Cầm Bá Lâm thay".

All of this is for names typed in lower case and mostly without accents.
"""

from bot.roster.reading.landmarks import Landmarks
from bot.roster.reading.name_stops import begins_person, ends_name, follows, is_function_word

# Given names that are also small words or verbs where accents are not typed.
_GIVEN_TOO = frozenset(
    (
        "lam", "nhan", "tam", "tinh", "hien", "chuyen", "dung", "nghi", "the", "chuc", "quyen", "nam", "nguyen", "dang", "tu",
        "su", "em", "sang", "thoi", "cu", "dinh", "chinh", "bao", "hai", "ba", "tai", "vi", "thu", "tiep", "cong", "luan", "thuc",
        "toan", "dong", "phong", "ban", "nhu", "van", "mai", "anh", "chi", "moi", "bay", "sau", "hong", "mot", "quy", "ai", "co",
        "giam", "tham", "dao", "nay", "ngoai", "dieu", "du", "hop", "kiem", "bang", "thanh", "thi", "vo", "gio", "be",
    )
)  # fmt: skip
_GOING = frozenset(
    ("nghi", "thoi", "chuyen", "thay", "nhan", "lam", "the", "di", "ra", "vo", "vao", "co", "moi", "bao")
)
_GIVING_UP = frozenset(("dung", "nghi", "thoi", "ngung", "chuyen"))
_DOING = frozenset(("lam", "nhan", "sang"))
_BEFORE_DATES = frozenset(("tu", "sang", "nam", "sau", "moi", "nay", "mai"))
_GOVERNING = frozenset(("drop", "bring", "swap", "by", "trade", "new", "old"))
_CHANGING = frozenset(
    ("leave", "leave_soft", "swap", "come", "drop_post", "by", "come_post", "stay", "revise", "until")
)


def next_honorific(landmarks: Landmarks, position: int) -> bool:
    """As in "lay c ta thi xuyen": a letter that addresses whoever is named behind it."""
    token = landmarks.message.tokens[position]
    return token.key in landmarks.lexicon.short_honorifics and begins_person(landmarks, position + 1)


def khmer(landmarks: Landmarks, start: int) -> bool:
    """Whether "sô", "sa", "sóc" may follow as the second syllable, as in "Thạch Sô Phép", "Kim Sa Rône"."""
    tokens = landmarks.message.tokens
    if tokens[start].fold not in {
        "thach",
        "kim",
        "son",
        "danh",
        "kien",
        "lam",
        "chau",
        "ly",
        "tran",
        "tang",
        "trieu",
    }:
        return False
    return (
        tokens[start + 1].fold in {"so", "sa", "soc", "si", "ra"}
        and follows(landmarks, start + 2)
        and plain_word(landmarks, start + 2)
    )


def plain_word(landmarks: Landmarks, position: int) -> bool:
    """Whether a word stands here that nothing else explains."""
    if not follows(landmarks, position) or landmarks.fixed(position) or ends_name(landmarks, position):
        return False
    token, lexicon = landmarks.message.tokens[position], landmarks.lexicon
    if landmarks.cues[position] or is_function_word(landmarks, position) or landmarks.titles[position]:
        return False
    known = (lexicon.particles, lexicon.fillers, lexicon.groups, lexicon.unit_stops, lexicon.question_ends)
    if any(words.has(token) for words in known) or lexicon.self_words.has(token):
        return False
    return not (lexicon.honorifics.longest(landmarks.message.tokens, position) or landmarks.units[position])


def third_syllable(landmarks: Landmarks, start: int, position: int) -> bool:
    """Whether the word behind a surname and one syllable is the given name, though it could mean something else.

    Most names have three syllables: "bo than gia chuyen, them …", "cam ba lam thay". A verb of going keeps its meaning
    before a mark unless another verb governs the name: "ha bang nghi, lan thay" but "rut ho duc nghi, them …".
    """
    tokens = landmarks.message.tokens
    token, after = tokens[position], position + 1
    if (
        not token.text.isascii()
        or token.fold not in _GIVEN_TOO
        or landmarks.lexicon.middles.has(tokens[position - 1])
        or tokens[start].fold in {"y", "h", "ka"}  # "y sim hop thay": two syllables, or a clan behind them
    ):
        return False
    if after >= len(tokens) or not tokens[after].is_word or landmarks.fixed(after) or landmarks.breaks(after):
        numbered = after < len(tokens) and tokens[after].kind == "number" and not landmarks.fixed(after)
        valued = after < len(tokens) and landmarks.fixed(after)
        if numbered or (valued and token.fold in _BEFORE_DATES):
            return False
        return token.fold not in _GOING or _object(landmarks, start)
    if (
        token.fold in _DOING
    ):  # "cam ba lam thay", "tra nhat sang lam dau moi", and not "tran nam sang lam pho phong"
        return any(match.kind in {"swap", "come_post"} for match in landmarks.cues[after])
    if token.fold in _GOING:
        return False
    return any(match.kind in _CHANGING and match.start == after for match in landmarks.cues[after])


def _object(landmarks: Landmarks, start: int) -> bool:
    """Whether a verb of change stands before a name and its honorific."""
    tokens = landmarks.message.tokens
    before = start - 1
    while before >= 0 and landmarks.lexicon.honorifics.longest(tokens, before) and before > start - 3:
        before -= 1
    return before >= 0 and any(
        match.kind in _GOVERNING and match.end == before + 1
        for first in range(max(0, before - 3), before + 1)
        for match in landmarks.cues[first]
    )


def entering(landmarks: Landmarks, start: int, position: int) -> bool:
    """As in "them dc nguyen thi kim dung lam dau moi": nobody is added who gives up, so "dung" is no "dừng"."""
    tokens, before = landmarks.message.tokens, start - 1
    if not tokens[position].bare or tokens[position].fold not in _GIVING_UP:
        return False
    while before > start - 3 and before >= 0 and landmarks.lexicon.honorifics.longest(tokens, before):
        before -= 1
    added = any(
        match.kind == "bring" and match.end == before + 1
        for first in range(max(0, before - 3), before + 1)
        for match in landmarks.cues[first]
    )
    posted = position + 1 < len(tokens) and any(
        match.kind in {"come_post", "come"} for match in landmarks.cues[position + 1]
    )
    return added and posted


def also_given(landmarks: Landmarks, position: int) -> bool:
    """Whether the third syllable of a name is one that is also a small word: "vu dinh thi", "quach dinh bao nghi"."""
    tokens = landmarks.message.tokens
    if tokens[position].fold == "bao" and follows(landmarks, position + 1):
        return any(match.kind in {"leave", "leave_soft", "swap"} for match in landmarks.cues[position + 1])
    return tokens[position].fold == "thi"


def honorific_last(landmarks: Landmarks, start: int, position: int) -> bool:
    """Whether "anh" or "em" is a given name here, since nobody is named behind it: "vu the anh trong bcd", "Ngọc Em"."""
    tokens = landmarks.message.tokens
    dated = position + 2 < len(tokens) and tokens[position + 1].fold == "tu" and landmarks.fixed(position + 2)
    if dated and tokens[position].fold == "the" and position - start == 2 and _object(landmarks, start):
        return True  # "bang anh cao trong the tu 1/12"
    if tokens[position].fold not in {"anh", "em"}:  # "the" and "bao" end a name before "anh" else
        return follows(landmarks, position + 1) and (
            tokens[position].fold in {"the", "bao"}
            and (tokens[position + 1].fold == "anh" or _surname_last(landmarks, start, position + 1))
            and (tokens[position + 1].fold != "anh" or honorific_last(landmarks, start, position + 1))
        )
    if position - start < 2 or (
        tokens[position].fold == "em" and "thi" not in [token.fold for token in tokens[start:position]]
    ):
        return False
    after = position + 1
    if not follows(landmarks, after) or landmarks.fixed(after):
        return True
    leads = tokens[after].fold in {"trong", "tu", "bang"}
    verb = any(match.kind in {"leave", "leave_soft", "swap", "by"} for match in landmarks.cues[after])
    replaces = any(
        match.kind == "swap" and landmarks.lexicon.honorifics.longest(tokens, match.end)
        for match in landmarks.cues[after]
    )  # "em danh thi ngoc em thay chu …"
    return (leads and ends_name(landmarks, after)) or (verb and tokens[position].fold == "anh") or replaces


def _surname_last(landmarks: Landmarks, start: int, position: int) -> bool:
    """As in "dinh the vu (tang cuong …": nobody's name goes on behind what looks like a surname."""
    tokens, lexicon = landmarks.message.tokens, landmarks.lexicon
    if not lexicon.strong_surnames.longest(tokens, start) or not lexicon.surnames.longest(tokens, position):
        return False
    after = position + 1
    return position - start == 2 and (not follows(landmarks, after) or landmarks.fixed(after))


def closes(landmarks: Landmarks, position: int) -> bool:
    """As in "vu quang hop -> …": straight before an arrow a given name is due, whatever else its syllable means."""
    tokens = landmarks.message.tokens
    arrow = position + 1 < len(tokens) and (
        tokens[position + 1].kind == "arrow" or tokens[position + 1].text in {"=", "→"}
    )
    return arrow and not landmarks.long_cue(position)


def before_title(landmarks: Landmarks, position: int) -> bool:
    """As in "ong lam phuong cong chuc van phong": two syllables wedged between an honorific and a title are a name."""
    if position >= len(landmarks.titles) or landmarks.breaks(position) or landmarks.cues[position - 1]:
        return False
    title = landmarks.titles[position]
    return title is not None and title.end - title.start > 1 and not landmarks.titles[position - 1]


def whole_name(landmarks: Landmarks, start: int) -> bool:
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
