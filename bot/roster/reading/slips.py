"""Reads through slips of typing: "thya" for thay, "đàu mối" for đầu mối, "dsách" and "zô" as people shorten and spell them.

Only the forms by which words are compared change; the text stays as typed.
"""

from collections.abc import Sequence

# Short and playful spellings, each with the word it stands for.
_SHORT = {
    "dsách": "ds", "dsach": "ds", "dxách": "ds", "zô": "vô", "dzô": "vô", "dô": "vô",
    "lun": "luôn", "hok": "không", "ko": "không", "hk": "không", "kô": "không",
    "hổng": "không", "hông": "không", "khum": "không", "wa": "qua", "mún": "muốn", "chuyễn": "chuyển",
    "bửa": "bữa", "tiêp": "tiếp", "ngĩ": "nghĩ", "ngỉ": "nghỉ", "thôii": "thôi", "nhaa": "nha", "nhéé": "nhé", "xoá": "xóa",
    "cữ": "cử", "bỗ": "bổ", "sữa": "sửa", "đỗi": "đổi", "rãnh": "rảnh",
}  # fmt: skip
# What may come out when two neighbouring letters are put right.
_EXPECTED = frozenset(
    (
        "thay", "thôi", "thoi", "nghỉ", "nghi", "bằng", "bang", "mối", "moi", "đầu", "dau", "danh", "sách", "sach", "chuyển",
        "chuyen", "khỏi", "khoi", "giúp", "người", "nguoi", "nhiệm", "công", "điện", "ngày", "tháng", "thêm", "them",
    )
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
_ENDINGS = ("ch", "ng", "nh", "c", "m", "n", "p", "t")
_MOST_VOWELS = 3


def mended(words: Sequence[tuple[str, str]]) -> list[str | None]:
    """For every word, given as typed and without accents, the word it was meant to be, or None where it is none."""
    found = [_SHORT.get(typed.lower()) or _put_right(typed.lower(), fold) for typed, fold in words]
    for place in range(len(words) - 1):  # "đàu mói", "đâu mối"
        if words[place][1] == "dau" and words[place + 1][1] == "moi" and words[place][0][:1] in "đĐ":
            found[place], found[place + 1] = "đầu", "mối"
    return found


def _put_right(typed: str, fold: str) -> str | None:
    if len(typed) < len("abc") or _sayable(fold):
        return None
    for place in range(len(typed) - 1):
        turned = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        if turned in _EXPECTED:
            return turned
    return None


def _sayable(fold: str) -> bool:
    """Whether letters may make a Vietnamese syllable: consonants, one row of vowels, a consonant that may end one."""
    first = next((place for place, letter in enumerate(fold) if letter in _VOWELS), None)
    if first is None or not fold.isalpha():
        return True  # an abbreviation, not a slip
    end = next((p for p in range(first, len(fold)) if fold[p] not in _VOWELS), len(fold))
    tail, vowels = fold[end:], fold[first:end]
    odd = vowels in {"ya", "ia"} and fold[:first] not in {
        "t",
        "k",
        "b",
        "l",
        "m",
        "h",
        "ch",
        "gi",
        "d",
        "p",
        "ngh",
        "v",
        "x",
    }
    return end - first <= _MOST_VOWELS and (not tail or tail in _ENDINGS) and not odd
