"""Finds changes that are none of the roster's: of another post, of a neighbour's people, beside a roster said to stay.

"Trưởng thôn ông A nghỉ, thôn bầu bà B", "xã bên cạnh thay ông C rồi", "… thay chị D, còn đầu mối không đổi". A message
that names the roster beside such words, apart from saying that it stays, is left alone. Sentences are compared with
#roster, #post, #title, #neighbour for the phrases of lexicon.toml and @ for people, so that no name is read for a word.
"""

import re

from bot.roster.reading.items import Item, Row

_CHANGING = frozenset(
    (
        "leave",
        "leave_soft",
        "drop",
        "bring",
        "come",
        "come_post",
        "swap",
        "trade",
        "announce",
        "by",
        "promote",
    )
)
_LABELLING = frozenset(("new", "old", "old_unnamed", "open_name"))
# "còn đầu mối thì không đổi", "danh sách vẫn như cũ", "không liên quan đến đầu mối"
_STAYS = re.compile(
    r"""
    \#roster (?:\s (?!cu\b|con\slai|khac\b|moi\b|kia\b|thu\b) \S+){0,4}? \s
    (?: khong\s(?:co\s)?(?:gi\s)?(?:thay\s)?doi
      | khong\s(?:can|phai)\s(?:sua|doi|thay|cap\snhat|dieu\schinh)
      | van\s(?:nhu\s(?:cu|truoc|vay|the)|the|vay|giu|nguyen|dung|la\s(?:em\b|may\snguoi|@))
      | giu\snguyen | nhu\scu | (?:dang|da)\sdung ) (?!\w)
    | \b khong\s(?:lien\squan|dinh\sdang|dinh\sliu|anh\shuong) (?:\s(?:gi|den|toi))* (?:\s\S+){0,3}? \s\#roster
    | \b khong\sphai\s(?:la\s)?(?:viec|chuyen|nguoi\slam|can\sbo\slam) \s\#roster
    | \b khong\s(?:co\s)?(?:thay\s)?doi\s(?:gi\s)?(?:ve\s)?(?:nguoi\s|can\sbo\s|cong\schuc\s)? \#roster
    """,
    re.VERBOSE,
)
_OTHER_POST = re.compile(
    r"""
    (?:^|(?<!@\s)[,.:;]\s)[^\w@\#]* (?:(?:bao\scao|da|anh|chi|em|oi|thong\sbao|nhan\stien|hom\snay|ve\sviec|thay|doi|a|thua)\W+)*
      (?:(?:hop\sdong|vi\stri|chuc\sdanh|nguoi\slam|ong|ba)\s)? \#post
    | \b (?:thay|doi|thay\sdoi|bau|bau\slai|kien\stoan|tuyen|thue)
      \s (?:moi\s|lai\s|chuc\s|nguoi\slam\s|chuc\sdanh\s|vi\stri\s|can\sbo\s)? \#post
    | \b (?:thoi|nghi|roi|khong|het\s(?:nhiem\sky|khoa)) \s (?:(?:chuc|lam|giu|kiem|chuc\svu|kiem\snhiem)\s){0,2} \#post
    | \b (?:lam|giu\schuc|nhan\schuc|len|dam\snhiem|kiem) \s\#post (?:\s[^\s,]+){0,3}? \s (?:thay|moi|tu|ke\stu)\b
    | \b (?:thay|doi|thay\sdoi|bo\snhiem) \s\#title \s* (?::|,|$|moi\b|cua\b|tu\b)
    | \#title (?:\s(?:xa|so|phuong|huyen|phong|ubnd))* \s moi \s la\b
    | \b (?:bau|bo\sphieu|trung\scu) \b
    """,
    re.VERBOSE,
)
_NEIGHBOUR = re.compile(
    r"""
    (?:^|,)\W* (?:(?:da|anh|chi|em|oi|a|bao\scao|hom\squa|moi|vua|ben|thay|nghe|may|cac)\W+)* \#neighbour
    | \b cua \s\#neighbour
    | \b khong\sphai\s(?:cua\s|la\s)?(?:xa|so|phuong|huyen|ben|don\svi|phong|trung\stam)(?:\s(?:em|minh|toi|chung\stoi))?\W*$
    """,
    re.VERBOSE,
)

_CHAT_GROUP = re.compile(
    r"\b(?:vao|vo|khoi)\s(?:nhom|group)\s(?:zalo|chat|viber|telegram)\b|\b(?:vao|vo|khoi)\s#post\s#roster"
)
# "em gửi lộn nhóm": sought in the plain words, since "dang nham" and "nhan nham" look like names without accents.
_MISSENT = re.compile(
    r"""
    \b (?:gui|nhan|dang|bao|vao|post|chat|up|go) \s (?:nham|lon|lac) \s
      (?:(?:tin|vao|vo|sang|qua|roi|o)\s){0,2}
      (?:(?:nhom|group|noi|phong|hop|box|dia\schi|don\svi)\b | cho(?=$|\s(?:[,.!\n]|a\b|roi\b|nhe\b|nha\b)))
    """,
    re.VERBOSE,
)
# "… là chuyện trực cơ quan, không phải đầu mối"
_ABOUT_ELSE = re.compile(
    r"""
    \b (?:chuyen|viec|vu|lich|ca|phan)\s (?:(?!dau\b)[^\s,.;@\#]+\s){1,6} (?:,\s)? (?:chu\s)? (?:khong|ko|k)\s phai\s
      (?:(?:la|ve|ben|viec|chuyen|cua|thay|doi|vu)\s){0,3} \#roster (?!\s(?:nua|cu|truoc|moi))
    """,
    re.VERBOSE,
)
# "cho anh B dự họp thay một bữa", unless it holds from some day on
_FOR_ONCE = re.compile(
    r"""
    \b (?:thay|ho|giup) \s (?:(?:cho|@|em|toi|minh|ong|ba|anh|chi)\s){0,2}?
      (?:mot|1|dung\smot|duy\snhat\smot|tam\smot|co\smot|co\s1) \s (?:bua|buoi|hom|cuoc|phien|lan)\b
    | \b (?:du|di|hop|ngoi|tham\sdu) \s (?:(?:du|hop)\s){0,2} thay \s? (?:@\s)? (?:bua|buoi|hom|cuoc|phien|lan)\b
    | \b cho \s @ \s (?:di\s|toi\s|den\s)? (?:du|hop|tham\sdu|di) \s (?:(?:du|hop)\s)? thay\b
    """,
    re.VERBOSE,
)
_FROM_A_DAY = re.compile(
    r"\b(?:tu|ke tu)\s(?:ngay\s|hom\s|dau\s|thang\s)?\d|\b(?:nghi huu|chuyen cong tac)\b"
)
_SENT_AGAIN = re.compile(
    r"\b(?:moi\sdung|(?:tin|noi\sdung|ban)\sdung|gui\slai|nhan\slai|bao\slai|dung\sla)\b"
)
_OWN = re.compile(
    r"(?:con|nay|rieng)\s(?:ben\s)?(?:xa|so|phuong|huyen|phong|don\svi|ben|trung\stam)\s(?:em|minh|toi)\b"
)


def find_other_matters(row: Row) -> set[int]:
    """The cues of change that say nothing of the reporter's roster."""
    sentences: dict[int, list[int]] = {}
    for index, item in enumerate(row.items):
        sentences.setdefault(item.sentence, []).append(index)
    texts = {number: _text(row, indexes) for number, indexes in sentences.items()}
    whole = " ".join(texts.values())
    stays = _STAYS.search(whole) is not None and not _speaks_of_fields(row)
    others = any(_OTHER_POST.search(text) for text in texts.values())
    closed: set[int] = set()
    if (others or stays) and "#roster" not in _STAYS.sub(" ", whole):
        closed.update(i for i, item in enumerate(row.items) if others or not item.is_cue("promote"))
    if _elsewhere(row, whole) or _CHAT_GROUP.search(whole):
        closed.update(range(len(row.items)))
    for number, indexes in sentences.items():
        closed.update(_neighbours(row, indexes))
        if _FOR_ONCE.search(texts[number]) and not _FROM_A_DAY.search(texts[number]):
            closed.update(indexes)
    return {i for i in closed if _changes(row.items[i])}


def _elsewhere(row: Row, whole: str) -> bool:
    """Whether a message was sent to the wrong place, or is said to be about something else, and nothing is put right."""
    plain = " ".join(token.fold for token in row.message.tokens)
    meant = _MISSENT.search(plain) or _ABOUT_ELSE.search(whole)
    return meant is not None and not _SENT_AGAIN.search(plain)


def said_to_stay(row: Row) -> bool:
    """Whether the message says that the roster stays as it is."""
    return bool(row.items) and _STAYS.search(_text(row, list(range(len(row.items))))) is not None


def _neighbours(row: Row, indexes: list[int]) -> list[int]:
    """What a sentence says of another house, up to a clause that turns to the own one: "còn xã em thì …"."""
    if not _NEIGHBOUR.search(_text(row, indexes)):
        return []
    marks = [i for i in indexes if row.text(row.items[i]) == ","]
    turn = next((i for i in marks if _OWN.match(_text(row, [j for j in indexes if j > i]))), None)
    return [i for i in indexes if turn is None or i < turn]


def _speaks_of_fields(row: Row) -> bool:
    """As in "đầu mối giữ nguyên, chỉ sửa chức vụ"."""
    tokens = row.message.tokens
    return any(
        item.kind in {"phone", "email"}
        or (
            item.is_cue("revise")
            and row.fold(item).startswith(("cap nhat", "sua", "chinh", "dinh", "ghi", "sai"))
        )
        or (
            item.kind == "word"
            and row.fold(item) not in {"thong", "lien", "ten", "ho", "don"}
            and row.landmarks.lexicon.fields.longest(tokens, item.start) is not None
        )
        for item in row.items
    )


def _changes(item: Item) -> bool:
    return item.kind == "cue" and item.kinds[0] in _CHANGING | _LABELLING


def _text(row: Row, indexes: list[int]) -> str:
    """A sentence without accents, its people and known phrases as signs."""
    tokens, matters = row.message.tokens, row.landmarks.lexicon.matters
    people = {row.items[i].start: row.items[i].end for i in indexes if row.items[i].kind == "person"}
    words: list[str] = []
    position, end = row.items[indexes[0]].start, row.items[indexes[-1]].end
    while position < end:
        match, title = matters.longest(tokens, position), row.landmarks.titles[position]
        if position in people:
            words.append("@")
            position = people[position]
        elif match is not None:
            words.append(f"#{match.kind}")
            position = match.end
        elif title is not None:
            words.append("#title")
            position = title.end
        else:
            words.append(tokens[position].fold)
            position += 1
    return " ".join(words)
