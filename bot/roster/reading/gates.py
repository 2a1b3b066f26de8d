"""Decides which parts of a message report something: questions, wishes, hearsay and errands do not."""

import re
from dataclasses import dataclass

from bot.roster.reading.items import Row
from bot.roster.reading.other_matters import find_other_matters, said_to_stay
from bot.roster.reading.unsettled import find_planned, find_unreported

_REQUESTS = (
    "nho",
    "giup",
    "gium",
    "dum",
    "ho em",
    "cho em",
    "cho minh",
    "de nghi",
    "xin",
    "cho so",
    "cho xa",
)
_UNKNOWN = re.compile(r"\b(?:chua|khong|ko) (?:ro|biet|chot|xac dinh)\b")
_NOBODY = re.compile(r"\b(?:chua|khong|ko)\s(?:\w+\s){1,3}ai$")
_TAG = re.compile(
    r"\b(?:(?:that|thiet|dung|phai|chinh xac) (?:khong|hong|hem|ko|k|hk)|hay sao)\b(?:\W*\w+){0,4}\W*$"
)


# "ngày nào bắt đầu thì chờ lãnh đạo ký xong em báo lại": the day is open, the change is not
_OPEN_DAY = re.compile(
    r"^(?:, )?(?:con |rieng |cu the )*(?:(?:tu )?(?:ngay|hom|thoi diem) nao|(?:ngay )?(?:bao gio|khi nao|luc nao)|chung nao)"
    r" (?:(?!thay\b|nghi\b|thoi\b)\w+ ){0,4}?thi (?:\w+ ){0,9}?(?:bao|cho|chot|gui|nhan|thong bao|doi)\b"
)


@dataclass(frozen=True, slots=True)
class Gates:
    """For every item, whether a cue there counts; and what else was noticed."""

    closed: frozenset[int]
    passing: frozenset[int]
    question: bool
    polite: bool
    planned: bool
    unsettled: bool = False
    unchanged: bool = False
    asking: frozenset[int] = frozenset()


def find_gates(row: Row) -> Gates:
    """Sentence by sentence, clause by clause."""
    closed = find_other_matters(row)
    passing: set[int] = set()
    asking: set[int] = set()
    question = polite = unsettled = False
    for sentence in sorted({item.sentence for item in row.items}):
        indexes = [i for i, item in enumerate(row.items) if item.sentence == sentence]
        open_day = _open_day(row, indexes)
        closed |= open_day
        indexes = [i for i in indexes if i not in open_day] or indexes
        clauses = _clauses(row, indexes)
        asked = _asked(row, indexes, clauses)
        question = question or asked is not None
        asking.update(indexes if asked is not None else ())
        if asked is not None and _polite(row, indexes):
            polite = True
        elif asked is not None:
            supposed = _supposes(row, clauses[0], strict=False) or _asks_for_news(row, indexes)
            supposed = supposed or _doubts_all(row, indexes)
            supposed = supposed or not any(
                row.items[i].kind == "person" for clause in clauses[:asked] for i in clause
            )
            closed.update(i for i in indexes if supposed or i >= clauses[asked][0])
        intended = find_planned(row, indexes, _clauses(row, indexes, turns=True))
        unsettled = unsettled or bool(intended)
        closed |= _idle(row, indexes, clauses) | intended | find_unreported(row, indexes, clauses)
        if _has(row, indexes, "passing") and not _has(row, indexes, "announce", "drop_post"):
            passing.update(indexes)
    planned = any(item.is_cue("planned") for item in row.items)
    return Gates(
        frozenset(closed),
        frozenset(passing),
        question,
        polite,
        planned,
        unsettled,
        unchanged=said_to_stay(row),
        asking=frozenset(asking),
    )


def _open_day(row: Row, indexes: list[int]) -> set[int]:
    """The part between commas that leaves the day to be told later; nothing where it is all that is said."""
    parts: list[list[int]] = [[]]
    for i in indexes:
        if row.text(row.items[i]) == ",":
            parts.append([])
        parts[-1].append(i)
    return {
        i
        for part in parts[1:]
        for i in part
        if _OPEN_DAY.search(" ".join(row.fold(row.items[j]) for j in part))
    }


def _asked(row: Row, indexes: list[int], clauses: list[list[int]]) -> int | None:
    """The first clause that asks; the last one of a sentence with a question mark."""
    for number, clause in enumerate(clauses):
        if _asks(row, clause):
            return number
    return len(clauses) - 1 if row.text(row.items[indexes[-1]]) == "?" else None


def _idle(row: Row, indexes: list[int], clauses: list[list[int]]) -> set[int]:
    """What supposes, repeats hearsay, wishes, looks back or denies."""
    closed: set[int] = set()
    for clause in clauses:
        if _supposes(row, clause, strict=True) or _has(row, clause, "hearsay"):
            closed.update(i for i in indexes if i >= clause[0])
        if _some_day(row, clause):
            closed.update(i for i in indexes if i >= clause[0])
        called_off = next((i for i in clause if _called_off(row, i)), None)
        if called_off is not None:
            closed.update(i for i in indexes if i >= called_off)
        condition = next((i for i in clause if row.fold(row.items[i]) in {"neu", "neu nhu"}), None)
        if condition is not None:  # "Cho xã hỏi nếu thay anh A thì …"
            said = _has(row, [i for i in clause if i < condition], "swap", "bring", "drop", "leave", "come")
            closed.update(i for i in indexes if i >= (condition if said else clause[0]))
        if _has(row, clause, "past_story"):
            now = next((i for i in clause if row.fold(row.items[i]) == "nhung"), None)
            closed.update(
                i for i in clause if now is None or i < now
            )  # "trước đây anh A nhưng nay chị B thay"
        if _looks_up(row, clause):
            closed.update(clause)
        if _has(row, clause, "wish", "lookup") and not _has(row, clause, "leave", "swap", "bring", "drop"):
            closed.update(clause)
    if _has(row, indexes, "wish") and not _has(
        row, indexes, "swap", "bring", "drop", "open_name", "announce"
    ):
        closed.update(indexes)
    closed.update(i for i in indexes if _negated(row, i))
    return closed


def _some_day(row: Row, clause: list[int]) -> bool:
    """As in "khi nào anh A nghỉ thì xã báo", which is no question but reports nothing yet."""
    words = " ".join(row.fold(row.items[i]) for i in clause[:4])
    return words.startswith(
        ("khi nao ", "bao gio ", "luc nao ", "chung nao ", "den khi nao ", "den luc nao ")
    )


def _called_off(row: Row, index: int) -> bool:
    """As in "đừng xóa tên chị A vội", "xin rút lại đề nghị thay anh A bằng chị B"."""
    if not row.items[index].is_cue("called_off"):
        return False
    words, typed = row.fold(row.items[index]), row.text(row.items[index]).lower()
    if words in {"cho", "cho co"}:
        return typed.startswith("chớ")  # and not "cho"
    if words not in {"dung", "khoan"}:
        return True
    if typed not in {"đừng", "khoan", "dung"}:
        return False
    after = row.items[index + 1] if index + 1 < len(row.items) else None
    return after is not None and after.is_cue("swap", "drop", "trade", "bring", "announce", "revise")


def _looks_up(row: Row, clause: list[int]) -> bool:
    """As in "Cho em xin số của người thay chị Riêng": asked is for something to be sent, whoever is named behind it."""
    people = sum(row.items[i].kind == "person" for i in clause)
    if people > 1 or any(row.items[i].kind in {"date", "phone", "email"} for i in clause):
        return False
    changes = [i for i in clause if row.items[i].is_cue("swap", "new", "announce")]
    asked = [i for i in clause if row.items[i].is_cue("lookup")]
    return bool(asked and row.fold(row.items[asked[0]]).startswith(("xin ", "cho ", "gui ", "tim "))) and (
        not changes or asked[0] < changes[0]
    )


def _clauses(row: Row, indexes: list[int], *, turns: bool = False) -> list[list[int]]:
    """Parted at commas and brackets; with `turns` at "nhưng" too."""
    clauses: list[list[int]] = [[]]
    for i in indexes:
        text = row.fold(row.items[i])
        if (row.items[i].kind == "mark" and text == "," and clauses[-1]) or (
            row.items[i].kind == "mark" and text in {"(", ")"} and clauses[-1]
        ):
            clauses.append([])
        elif (
            (text in {"nen", "vay", "thi"} or (turns and text == "nhung"))
            and row.items[i].kind == "word"
            and clauses[-1]
        ):
            clauses.append([i])
        else:
            clauses[-1].append(i)
    return [clause for clause in clauses if clause] or [indexes]


def _has(row: Row, indexes: list[int], *kinds: str) -> bool:
    return any(row.items[i].is_cue(*kinds) for i in indexes)


def _asks(row: Row, clause: list[int]) -> bool:
    if any(row.items[i].is_cue("ask") and row.fold(row.items[i]) not in {"khi nao", "hoi"} for i in clause):
        return True
    if any(row.fold(row.items[i]) == "hoi" and i and row.items[i - 1].kind == "person" for i in clause):
        return True  # "Cô Pản hỏi xã khác thay đầu mối thì …"
    lexicon, tokens = row.landmarks.lexicon, row.message.tokens
    items = [row.items[i] for i in clause if row.items[i].kind != "stop"]
    words = " ".join(row.fold(item) for item in items)
    if words.startswith("ai ") and tokens[items[0].start].text.lower() == "ai":
        return True  # "Ai đang làm đầu mối thay anh Hùng vậy"
    if _UNKNOWN.search(words) or _NOBODY.search(words):
        return False  # "chưa rõ từ ngày nào", "xã chưa cử ai"
    while items and items[-1].kind != "person" and lexicon.particles.has(tokens[items[-1].end - 1]):
        items.pop()
    return (
        len(items) > 1 and items[-1].kind != "person" and lexicon.question_ends.has(tokens[items[-1].end - 1])
    )


def _doubts_all(row: Row, indexes: list[int]) -> bool:
    """As in "bác Tâm lên thay, có thật không nhỉ": a question about all that was said before it."""
    words = " ".join(row.fold(row.items[i]) for i in indexes)
    return bool(_TAG.search(words))


def _asks_for_news(row: Row, indexes: list[int]) -> bool:
    """As in "xã đã báo thay anh Tấn rồi, VP nhận được chưa": what was reported before is not reported now."""
    words = [row.fold(row.items[i]) for i in indexes]
    tail = " ".join(words[-4:])
    return any(word in f" {tail} " for word in (" chua ", " chua a ", " chua nhi ")) or tail.endswith(
        ("chua", "chua ?")
    )


def _supposes(row: Row, clause: list[int], *, strict: bool) -> bool:
    """As in "nếu …" always supposes; "khi …" only in a question."""
    for i in clause[:3]:
        if row.items[i].is_cue("suppose"):
            weak = row.fold(row.items[i]) in {"khi", "luc", "truong hop", "khi co", "trong truong hop"}
            if not (strict and weak):
                return True
    return False


def _polite(row: Row, indexes: list[int]) -> bool:
    """As in "Cho em đổi từ chị A sang anh B được không ạ": a request in the form of a question, with both names."""
    start = row.message.tokens[row.items[indexes[0]].start].start
    end = row.message.tokens[row.items[indexes[-1]].end - 1].end
    words = " ".join(token.fold for token in row.message.tokens if start <= token.start < end)
    asks = any(phrase in words for phrase in ("duoc khong", "dc ko", "duoc ko", "dc khong", "duoc k", "dc k"))
    people = sum(row.items[i].kind == "person" for i in indexes)
    requests = any(f" {phrase} " in f" {words} " for phrase in _REQUESTS)
    return asks and requests and people >= 2 and _has(row, indexes, "by", "swap")


def _negated(row: Row, i: int) -> bool:
    """As in "không thay đổi đầu mối", "chưa nghỉ hưu"."""
    item = row.items[i]
    if (
        item.kind != "cue"
        or i == 0
        or item.is_cue("negate", "ask", "no_successor", "open_name", "stay", "neutral")
    ):
        return False
    before = row.items[i - 1]
    if before.kind == "word" and i > 1 and row.fold(before) in {"he", "bi", "phai", "can", "co"}:
        before = row.items[i - 2]
    return before.is_cue("negate") and row.fold(before) != "moi"
