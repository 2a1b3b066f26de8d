"""Tells what stands beside a change: people who are there already, errands for others, old entries, lists being added to."""

import re

from bot.roster.reading.items import Row
from bot.roster.reading.people import Individual
from bot.roster.reading.walk import Group, Walk

_REPORTING = frozenset(("bao", "cao", "gui", "nhan", "trinh", "dien", "nhap"))
_ERRANDS = frozenset(("nop", "ky", "soan", "viet", "hop", "du", "tiep", "truc", "phat", "dang"))
_FOR = frozenset(("cho", "giup", "ho", "gium", "dum", "vi", "do", "nhe", "nha", "a", "luon", "mat", "loi"))
_BESIDE = ("ngoai ", "ben canh ", "cung voi ", "cung ", "song song voi ")
_ENROLLING = frozenset(("cho", "dua", "ghi", "them", "nhap", "xep", "sung"))
_OLD_FIELD = re.compile(
    r"\b(?:thong tin|so|sdt|dt|dien thoai|mail|email|zalo|lien he|dia chi|chuc vu|chuc danh)\b.{0,12}\bcu(?: thi| la)?$"
)
_NEAR = 7
_FEW = frozenset(("1", "2", "3", "4", "5", "6", "7", "mot", "hai", "ba", "bon", "nam", "may", "vai"))


def already_there(row: Row, walk: Walk) -> list[Individual]:
    """As in "Ngoài chị A đang làm, …", "Cùng anh B làm đầu mối, …": a clause that begins so names who is there already."""
    found: list[Individual] = []
    for index, item in enumerate(row.items):
        opens = index == 0 or row.items[index - 1].kind in {"stop", "mark"}
        if not opens or item.kind == "person":
            continue
        lead = [row.fold(inner) for inner in row.items[index : index + 3] if inner.kind != "person"]
        words = " ".join([*lead, ""])
        if words.startswith(_BESIDE):
            after = index + 1 if words.startswith("ben ") else index
            found.extend(person for person, _ in walk.after(after, most=6))
    return found


def enrols(row: Row, index: int) -> bool:
    """As in "cho chú vô danh sách đầu mối", "ghi tên vào ds": a verb before "vào danh sách" puts somebody there."""
    words: list[str] = []
    for item in reversed(row.items[max(0, index - _NEAR) : index]):
        if item.kind == "stop" or row.text(item) == ",":
            break
        words.extend(row.fold(item).split())
    return bool(_ENROLLING & set(words))


def puts_in(row: Row, index: int) -> bool:
    """As in "đưa tên chị ấy vào danh sách": the name is put in, not out."""
    sentence = row.items[index].sentence
    near = [item for item in row.items[index + 1 : index + _NEAR] if item.sentence == sentence]
    words = f" {' '.join(row.fold(item) for item in near)} "
    return " vao " in words or " vo " in words


def on_behalf(row: Row, index: int, objects: Group, *, paired: bool) -> bool:
    """As in "huyện báo thay", "em gửi thay chị ấy": somebody speaks or signs for another; `paired` when a newcomer follows."""
    if not paired and _runs_errand(row, index, named=bool(objects)):
        return True
    before = row.items[index - 1] if index else None
    if before is None or before.kind not in {"word", "cue"}:
        return False
    doing = row.message.tokens[before.end - 1].fold
    if doing not in _REPORTING and doing not in _ERRANDS:
        return False
    if objects:
        announced = doing == "bao" and not any(person.leaves or person.comes for person, _ in objects)
        return not announced and not paired
    rest = row.items[index + 1 :]
    if any(row.fold(item) in {"dau moi", "dm", "nguoi"} for item in rest[:3]):
        return False  # "báo thay đầu mối"
    return not rest or rest[0].kind in {"stop", "mark", "self", "unit"} or row.fold(rest[0]) in _FOR


def _runs_errand(row: Row, index: int, *, named: bool) -> bool:
    """As in "Mai anh A qua Sở lấy công văn thay chị B": a verb of errands between the one and the other."""
    for item in reversed(row.items[max(0, index - _NEAR) : index]):
        if item.is_cue("passing"):
            return True  # "chị B dự tập huấn thay cho đầu mối"
        if item.kind in {"stop", "person"} or row.text(item) == ",":
            return False
        if (
            named
            and item.kind in {"word", "cue"}
            and row.fold(item)
            in {
                "lay",
                "nop",
                "don",
                "ky",
                "du",
                "hop",
                "gui",
                "di hop",
            }
        ):
            return True
    return False


def speaks_of_papers(row: Row, index: int) -> bool:
    """As in "báo cáo quý 4 anh A làm thay em rồi": an undated sentence that begins with a paper is about that paper."""
    sentence = [item for item in row.items if item.sentence == row.items[index].sentence]
    if any(item.kind in {"phone", "email"} or item.is_cue("leave", "drop_post") for item in sentence):
        return False
    return begins_with_paper(row) and len(sentence) > 1 and sentence[1].kind != "mark"


def begins_with_paper(row: Row) -> bool:
    """As in "Giấy mời ghi nhầm tên …": the message is about a paper."""
    words = " ".join(token.fold for token in row.message.tokens[:2])
    return words in {"bao cao", "bien ban", "ho so", "cong van", "giay moi", "giay khai", "don cua"}


def lasts_days(row: Row, index: int) -> bool:
    """As in "đi học tập trung 3 ngày": away for a few days, and back."""
    following = [row.fold(item) for item in row.items[index + 1 : index + 3]]
    return (
        len(following) > 1
        and following[0] in _FEW
        and following[1] in {"ngay", "hom", "buoi", "tuan", "bua"}
        and row.fold(row.items[index]).startswith(("di ", "nghi", "hoc"))
    )


def serves_citizens(row: Row, index: int) -> bool:
    """As in "đổi người giải quyết hồ sơ": whoever handles files at the counter, not the focal officer."""
    following = " ".join(row.fold(item) for item in row.items[index + 1 : index + 3])
    return following.startswith(("giai quyet", "tiep nhan", "xu ly", "truc", "huong dan", "lam ho so", "hop"))


def counts_posts(row: Row, index: int) -> bool:
    """As in "rút bớt một đầu mối", "giảm 1 người": how many posts go, without a name."""
    following = [row.fold(item) for item in row.items[index + 1 : index + 3]]
    return (
        len(following) > 1
        and following[0].lstrip("0") in _FEW
        and following[1] in {"dau moi", "nguoi", "can bo"}
    )


def counts_next(row: Row, index: int) -> bool:
    """As in "tiếp nhận 312 hồ sơ": a number follows directly."""
    return index + 1 < len(row.items) and row.fold(row.items[index + 1]).isdigit()


def drops_old_field(row: Row, index: int) -> bool:
    """As in "các thông tin cũ bỏ", "số cũ xóa giúp": what is dropped is an old entry."""
    words = " ".join(row.fold(item) for item in row.items[max(0, index - 4) : index])
    return bool(_OLD_FIELD.search(words))
