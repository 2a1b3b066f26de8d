"""Tells a number or an address that is given up from the one that takes its place."""

import re

from bot.roster.reading.items import Item, Row

_DEAD = re.compile(
    r"^(?:cua @ )?(?:(?:\w+ ){0,3}?(?:khong|ko|k|het) (?:con )?(?:lien lac|dung|goi|xai|su dung)"
    r"|(?:da )?(?:bi )?(?:mat|hong|khoa)\b)"
)
# "0905… là số cũ", "0905… sai rồi"
_SAID_OLD = re.compile(
    r"^(?:(?:nay|do|kia|thi) )*(?:(?:la|da|bi|ghi|in|danh) )*"
    r"(?:(?:la |bi )?(?:so|sdt|dt|mail|email|dia chi) (?:(?:bi|ghi|in) )*(?:cu|sai|nham|lon)|(?:la|bi|ghi) (?:cu|sai|nham)|sai)\b"
)
_OLD_OF = re.compile(r"\bcu (?:cua )?@ ?(?:la|:)?$")  # "số cũ của chị B là 09…"


_BECOMES = re.compile(
    r"^(?:(?:nay|gio|bay gio|hien|hien nay|tu nay|da|se|, |thi) ?)*(?:doi|chuyen|xai|dung|la|thay (?:bang|thanh|sang|lai))"
    r"(?: (?:thanh|sang|qua|bang|lai|la|so|sdt|mail|email|moi|dung))*$"
)


def _spoken(row: Row, item: Item) -> str:
    return "@" if item.kind == "person" else row.fold(item)


def _becomes_another(row: Row, index: int) -> bool:
    """As in "trước là 0912…, nay đổi thành 0833…": another value of the same kind takes its place."""
    words: list[str] = []
    for item in row.items[index + 1 : index + 9]:
        if item.kind == row.items[index].kind:
            return bool(_BECOMES.search(" ".join(words)))
        if item.kind not in {"word", "cue", "mark"} and row.fold(item) != "tu nay":
            return False
        words.append(row.fold(item))
    return False


def _said_old(row: Row, index: int) -> bool:
    return bool(_SAID_OLD.search(" ".join(row.fold(item) for item in row.items[index + 1 : index + 6])))


def _follows_old(row: Row, index: int) -> bool:
    """As in "0905… là số cũ, 0906…": the word belongs to the value before it."""
    kind = row.items[index].kind
    before = next((i for i in range(index - 1, max(-1, index - 8), -1) if row.items[i].kind == kind), None)
    return before is not None and _said_old(row, before)


def is_old(row: Row, index: int) -> bool:
    """As in "số cũ 0912…", "đổi từ số 0912… sang", "thay cho số 0912…", "không dùng 0912… nữa"."""
    if _OLD_OF.search(" ".join(_spoken(row, item) for item in row.items[max(0, index - 6) : index])):
        return True
    if _DEAD.search(" ".join(_spoken(row, item) for item in row.items[index + 1 : index + 9])):
        return True
    if _becomes_another(row, index) or _said_old(row, index):
        return True
    if row.text(row.items[index - 1]) == "," and _follows_old(row, index):
        return False
    words = [row.fold(item) for item in row.items[max(0, index - 5) : index] if item.kind != "mark"]
    if "stop" in {item.kind for item in row.items[max(0, index - 2) : index]}:
        words = words[-2:]
    lead = " ".join(words)
    if any(
        lead.endswith(phrase)
        for phrase in (
            "cu",
            "cu la",
            "thay cho so",
            "thay cho",
            "bo so",
            "khong dung so",
            "khong dung",
            "thay so",
            "tu so",
            "so cu cua",
            "cho so",
            "thay cho so cu",
            "ko dung",
            "khong dung so nay",
        )
    ):
        return True
    following = [row.fold(item) for item in row.items[index + 1 : index + 4]]
    joined = " ".join(following)
    if (
        joined.startswith(
            (
                "( cu",
                "cu ",
                "nua",
                "sang",
                "thanh",
                "bang",
                "-> ",
                "=> ",
                "bo ",
                "khong dung",
                "doi thanh",
                "→",
                "da bo",
                "ko dung",
                "doi sang",
            )
        )
        or joined == "cu"
    ):
        return True
    return lead.endswith(" tu") and any(word in {"sang", "thanh", "->", "=>", "qua"} for word in following)
