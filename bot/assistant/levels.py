"""For which level of government a question asks: the asker's own, unless it plainly speaks of another."""

from __future__ import annotations

import re

from bot.assistant.phrases import read_message
from bot.assistant.question import Question
from corpus import AgencyLevel

_NOUNS = {
    AgencyLevel.PROVINCE: r"(?:sở|so(?= (?:em|minh|toi|tui|nganh|ban|noi|tu|tai|xay|nong|cong|y|giao)\b)"
    r"|ban ngành|cấp tỉnh|cap tinh|cán bộ đầu mối thành phố)",
    AgencyLevel.DISTRICT: r"(?:huyện|huyen|thị xã|thi xa|quận)",
    AgencyLevel.COMMUNE: r"(?:(?<!thị )(?<!thi )xã|(?<!thi )xa(?! hoi)|phường|phuong|thị trấn|thi tran)",
}
_NOUN = {level: re.compile(rf"\b{pattern}\b") for level, pattern in _NOUNS.items()}
# A level that only receives something: "gửi lên huyện", "báo về sở", "qua sở".
_AS_RECIPIENT = re.compile(
    r"\b(?:gửi|gui|nộp|nop|lên|len|về|ve|cho|báo|bao|qua|trình|trinh|đẩy|day|xin|hỏi|tới|toi|đến|den|do"
    r"|(?<!sở )(?<!huyện )(?<!xã )(?<!phường )(?<!tỉnh )(?<!so )với)"
    r"(?: (?:lên|len|về|ve|cho|cấp|cap|ubnd|bên|tới|ủy ban nhân dân|uy ban nhan dan))* $"
)


_OWN = re.compile(
    r"\b(?:cấp|cap|bên|ben|chỗ|cho|nơi|noi|tụi|tui|đơn vị|don vi) (?:mình|minh|em|tôi|toi|tui|ta|này|nay)\b"
    r"|\b(?:mình|em|tui|tôi) thì\b|\bcòn (?:tụi )?(?:mình|em|tui|tôi)\b"
)


def names_level(text: str) -> bool:
    """Whether a text says itself for which level it asks: by a level's noun, or as the asker's own ("cấp mình")."""
    typed = " ".join(read_message(text).typed)
    return bool(_OWN.search(typed)) or any(pattern.search(typed) for pattern in _NOUN.values())


def without_levels(text: str) -> str:
    """The text as syllables without the nouns of levels: what is asked, no longer for whom."""
    typed = " ".join(read_message(text).typed)
    for pattern in _NOUN.values():
        typed = pattern.sub(" ", typed)
    return typed


def plain_levels(text: str) -> tuple[AgencyLevel, ...]:
    """The levels that a text names, in the order province, district, commune."""
    typed = " ".join(read_message(text).typed)
    return tuple(level for level, pattern in _NOUN.items() if pattern.search(typed))


def asked_levels(question: Question) -> tuple[AgencyLevel, ...]:
    """The levels the question is about, the asker's own first when it is among them; empty when nothing tells."""
    typed = " ".join(read_message(question.text).typed)
    subjects: list[AgencyLevel] = []
    mentioned: list[AgencyLevel] = []
    for level, pattern in _NOUN.items():
        for match in pattern.finditer(typed):
            mentioned.append(level)
            if not _AS_RECIPIENT.search(typed[: match.start()]):
                subjects.append(level)
    home = question.level
    if home and (home in mentioned or not subjects):
        return (
            (home, *(level for level in dict.fromkeys(subjects) if level is not home))
            if home in mentioned
            else (home,)
        )
    return tuple(dict.fromkeys(subjects or mentioned))
