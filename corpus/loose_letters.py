"""Single letters beside a clause or article that mean points: "Đ4 k2 a", "d4 k2 da", "a k2 đ4", "đ.2 đ.b"."""

from __future__ import annotations

import re

from corpus.path import LETTERS
from corpus.typed_labels import Mention, Rank

# A letter after "k2": "Đ4 k2 a", "d4 k2 da", "Đ6.K4.c ghi gì", "đ7 > k3 > b".
_LOOSE_LETTER = re.compile(
    r"(?P<gap>\s*(?:->|[>→/_-])\s*|[\s,.]*)(?P<d>d\.?\s?)?(?P<letter>[a-z])(?:\)|(?!\w|/\w))"
)
_BEFORE_WORDS = re.compile(r"\s*(?:$|[?!,;:)\"”'…\n]|\.(?!\w)|[,.]?\s*[kd]\.?\s?\d)")
# Words that ask what the place says, name its text, or only sound friendly.
_OF_A_PLACE = re.compile(
    r"\s+(?:qc|quy|qui|va|voi|cua|trong|thuoc|la|noi|ghi|thi|co|o|ben|di|nhe|nha|nghen|giup|ad|the|nhu|nd|noi dung)\b"
)
# "em muốn", "chị cho", "anh ơi": letters that stand for people, and what people do.
_PEOPLE = frozenset("abcemtn")
_OF_PEOPLE = re.compile(
    r"\s+(?:(?:\w+\s+){0,2}oi\b|(?:cho|hoi|muon|can|xin|xem|chua|khong|ko|kg|hok|k|dang|se|da|thay|doc|tim|nho|gui|nhan"
    r"|hieu|biet|tra|chi|mong|lam|phai|duoc|dc|bao|van|cung|nghi|quen|tuong|cam on|oi)\b)"
)
# "đi", "do", "đc", "du": a letter after đ that makes a word, unless a full stop stands between.
_WORDS_WITH_D = frozenset("iouyce")
_NAME = re.compile(r"\s*(?P<first>[^\W\d_])(?P<second>[^\W\d_])")
_NEVER = frozenset("jwzvr")  # gì, vậy, rồi: no regulation has so many points
_OTHER_WORDS = frozenset("kohsx")  # không, giờ, sao: points only where no sentence goes on
_LOOSE_BEFORE = re.compile(r"(?<!\w)(?P<d>d\.?\s?)?(?P<letter>[a-z])\)?[\s,.]*(?:(?:cua|thuoc|trong|o)\s+)?$")
_REACH = 12  # characters before "k2" in which its point may stand


def add_loose_letters(text: str, folded: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with the letters beside them that name points, in the order of the text."""
    result: list[Mention] = []
    for order, mention in enumerate(mentions):
        following = mentions[order + 1] if order + 1 < len(mentions) else None
        if len(mention.values) > 1 or mention.rank not in (Rank.CLAUSE, Rank.ARTICLE):
            result.append(mention)
            continue
        above = result[-1] if result else None
        before = _letter_before(text, folded, mention, following)
        if before is not None and not (above and above.end > before.start):
            result.append(before)
        result.append(mention)
        after = _letter_after(text, folded, mention, following)
        if after is not None:
            result.append(after)
    return result


def _letter_before(text: str, folded: str, place: Mention, following: Mention | None) -> Mention | None:
    """The a of "a k2 đ4": before a short clause that is followed by its article; "đ.a" before any clause or article."""
    match = _LOOSE_BEFORE.search(folded, max(0, place.start - _REACH), place.start)
    if match is None or not _is_bare(text, match):
        return None
    is_whole = following is not None and following.rank is Rank.ARTICLE and place.rank is Rank.CLAUSE
    is_spaced = match["d"] and match["letter"] not in _WORDS_WITH_D  # "đ b khoản 3 điều 4"
    if not _names_a_point(match) and not (is_whole and (place.is_short or is_spaced)):
        return None
    return Mention(Rank.POINT, (_letter(text, match),), match.start(), match.end("letter"), is_short=True)


def _names_a_point(match: re.Match[str]) -> bool:
    """Whether the letter is introduced as a point: "đ.b", "đb"; but "đi", "đc" are words."""
    d = match["d"]
    follows_stop = match.groupdict().get("gap") == "."
    return d is not None and ("." in d or follows_stop or (d == "d" and match["letter"] not in _WORDS_WITH_D))


def _letter_after(text: str, folded: str, place: Mention, following: Mention | None) -> Mention | None:
    """The a of "Đ4 k2 a" and "d4 k2 da"; after "khoản 2" only "a)" and "đ.a" are points, for "khoản 2 a?" ends with "ạ"."""
    match = _LOOSE_LETTER.match(folded, place.end)
    if match is not None and match["d"] and not _is_bare(text, match):  # "d4 k7 d ạ"
        match = _LOOSE_LETTER.match(folded, place.end, match.end("d"))
    if match is None or not _is_bare(text, match):
        return None
    if following is not None and following.start < match.end():
        return None
    if _names_a_point(match):
        if _goes_on(text, folded, match):
            return None
    elif place.rank is Rank.ARTICLE:
        if "." not in place.values[0] or match["gap"] != ".":  # "điều 7.3.b"
            return None
    else:
        has_bracket = folded[match.end() - 1] == ")"
        if not has_bracket and (not place.is_short or _is_a_word(folded, match)):
            return None
    start = match.start("d" if match["d"] else "letter")
    return Mention(Rank.POINT, (_letter(text, match),), start, match.end(), is_short=True)


def _goes_on(text: str, folded: str, match: re.Match[str]) -> bool:
    """Whether a name follows ("đ.c Lan" is đồng chí) or, after "da" without marks, a sentence ("da sua chua")."""
    end = match.end()
    name = _NAME.match(text, end) if match["letter"] == "c" else None
    if name is not None and name["first"].isupper() and name["second"].islower():
        return not _BEFORE_WORDS.match(folded, end)
    if match["gap"] != "." and match["d"] == "d" and text[match.start("d")].lower() == "d":
        return not (_BEFORE_WORDS.match(folded, end) or _OF_A_PLACE.match(folded, end))
    return False


def _is_a_word(folded: str, match: re.Match[str]) -> bool:
    """Whether the letter is a word of the sentence: "k2 e muốn hỏi", "k2 a Nam ơi", "k2 k có", "k2 đ/c Lan"."""
    end, letter = match.end(), match["letter"]
    is_joined = match["gap"] in (".", "")
    if match["d"]:
        return match["letter"] in _WORDS_WITH_D or not _BEFORE_WORDS.match(folded, end)
    if letter in _NEVER and not is_joined:
        return True
    if _BEFORE_WORDS.match(folded, end):
        return False
    if not folded[end].isspace():
        return True
    if is_joined or letter not in _PEOPLE | _OTHER_WORDS:
        return False
    if letter in _OTHER_WORDS:
        return letter == "k" or _OF_A_PLACE.match(folded, end) is None
    return _OF_PEOPLE.match(folded, end) is not None


def _letter(text: str, match: re.Match[str]) -> str:
    return text[match.start("letter")].lower()


def _is_bare(text: str, match: re.Match[str]) -> bool:
    """Whether the letter bears no mark but the bar of đ."""
    return _letter(text, match) in LETTERS
