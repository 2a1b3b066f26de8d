"""Answers what a cue's handler asks of the message around it: who speaks, what follows, what the sentence is about."""

from bot.roster.reading.gates import Gates
from bot.roster.reading.items import Item, Row
from bot.roster.reading.people import Cast, Individual
from bot.roster.reading.walk import Group, Walk

# Plain words that may follow a verb of change without making the matter another one.
_GOES_WITH = frozenset(
    (
        "tu", "ke", "bat", "lam", "tham", "phu", "vao", "de", "nhe", "nha", "a", "ap", "hieu", "cho", "luon", "ngay", "nua",
        "roi", "o", "ben", "tai", "va", "voi", "cung", "cu", "dau", "di", "da", "sau", "khi", "vi", "do", "thoi", "ah",
        "nhen", "hien", "nay", "se", "theo", "trong", "giup", "gium", "dum", "ho", "anh", "chi", "ong", "ba", "dong", "em",
        "la", "co", "duoc", "sang", "len", "ve", "mot", "hai", "ca", "moi", "tinh", "nhung", "con", "thi", "truoc", "chinh",
        "thuc", "hl", "ad", "sdt", "dt", "so", "dien", "mail", "email", "lien", "he", "nghen", "ak", "nhi", "vay", "cua",
    )
)  # fmt: skip


_COURTESY = frozenset(
    (
        "giup",
        "gium",
        "dum",
        "ho",
        "nhe",
        "nha",
        "a",
        "luon",
        "khoi",
        "tu",
        "di",
        "ra",
        "nhen",
        "mot",
        "hai",
        "ba",
        "bot",
        "nen",
    )
)


_THEY = frozenset(("anh", "chi", "ong", "ba", "co", "chu", "bac", "anh ay", "chi ay", "co ay"))


class Scene:
    """One message, with its people and its gates."""

    def __init__(self, row: Row, cast: Cast, gates: Gates) -> None:
        self.row, self.cast, self.gates = row, cast, gates
        self.walk = Walk(row, cast)

    def present(self, group: Group) -> Group:
        """A group without those who stand apart."""
        return [(person, weight) for person, weight in group if not person.apart]

    def sentence(self, index: int) -> list[int]:
        """The items of the sentence that holds one."""
        return [i for i, item in enumerate(self.row.items) if item.sentence == self.row.items[index].sentence]

    def speaker_alone(self) -> Group:
        """As in "Xin rút khỏi danh sách, tôi là …": nobody else is named."""
        return [(self.cast.speaker, 3.0)] if self.cast.speaker and len(self.cast.people) == 1 else []

    def _goes(self, person: Individual) -> bool:
        """Whether a verb of leaving follows a person's first mention."""
        for item in self.row.items[person.first + 1 : person.first + 8]:
            if item.kind in {"stop", "person"}:
                return False
            if item.is_cue("leave", "leave_soft"):
                return True
        return False

    def changes_elsewhere(self, index: int) -> bool:
        """Whether another cue speaks of a change."""
        return any(
            i != index and item.is_cue("new", "swap", "by", "announce", "bring", "leave", "drop")
            for i, item in enumerate(self.row.items)
        )

    def any_role(self) -> bool:
        """Whether anybody has a role already."""
        return any(person.leaves or person.comes for person in self.cast.people)

    def has_own_cue(self, person: Individual) -> bool:
        """Whether a verb follows the person's first mention."""
        for item in self.row.items[person.first + 1 : person.first + 8]:
            if item.kind == "cue" and item.kinds[0] in {"leave", "leave_soft", "come", "swap", "come_post"}:
                return True
            if item.kind in {"stop", "person"}:
                return False
        return False

    def followed_by_newcomer(self, group: Group) -> bool:
        """As in "thay A (…) bằng B": a joining word and a person follow the last of a group."""
        last = max(
            (m for p, _ in group for m in p.mentions if m <= max(q.first for q, _ in group)), default=0
        )
        for index in range(last + 1, min(last + 14, len(self.row.items))):
            item = self.row.items[index]
            if item.kind == "stop":
                return False
            if item.is_cue("by") and bool(self.walk.after(index, most=6)):
                if self.row.fold(item) != "la":
                    return True
                return self.row.items[index - 1].kind != "self" and not self._title_after(index)
            if item.kind == "person" or (item.kind == "cue" and item.kinds[0] in {"bring", "come"}):
                return False
        return False

    def errand_after(self, person: Individual, index: int) -> bool:
        """As in "Anh Nam thay chị Hoa trình bày": another verb follows, and nothing says that it is for good."""
        mention = next((m for m in person.mentions if m > index), None)
        if mention is None or mention + 1 >= len(self.row.items):
            return False
        token = self.row.message.tokens[self.row.items[mention + 1].start]
        return self.row.landmarks.lexicon.errands.has(token) and not self.names_the_roster(index)

    def ends_here(self, index: int, item: Item) -> bool:
        """Whether nothing is said behind "xóa tên", "rút" but courtesy, a date or from where."""
        if "ten" in self.row.fold(item).split():
            return True
        following = self.row.items[index + 1] if index + 1 < len(self.row.items) else None
        if following is None or following.kind in {"stop", "mark", "date"} or following.is_cue("drop_post"):
            return True
        if following.kind == "cue":
            return following.is_cue("neutral") and self.row.fold(following) in {
                "dau moi",
                "thoi gian",
                "ap dung",
            }
        return self.row.fold(following).isdigit() or self.row.fold(following) in _COURTESY

    def goes_on(self, index: int) -> bool:
        """Whether a plain word follows that makes the matter another one: "thay máy in", "chị Sửu kiểm tra"."""
        for item in self.row.items[index + 1 :]:
            if item.kind in {"title", "phone", "email", "unit"} or (
                item.kind == "mark" and self.row.text(item) in "()-"
            ):
                continue
            if item.kind == "cue":
                return item.kinds[0] in {"neutral", "passing"} and self.row.fold(item) not in {
                    "dau moi",
                    "ap dung",
                    "thoi gian",
                }
            return (
                item.kind == "word"
                and self.row.fold(item) not in _GOES_WITH
                and not self.row.fold(item).isdigit()
            )
        return False

    def _title_after(self, index: int) -> bool:
        """_title_after"""
        return index + 1 < len(self.row.items) and self.row.items[index + 1].kind == "title"

    def after_swap(self, index: int) -> bool:
        """As in "thay anh A là chị B", "người thay thế là B"."""
        seen_person = False
        for item in reversed(self.row.items[max(0, index - 8) : index]):
            if item.kind == "stop" or (item.kind == "mark" and self.row.text(item) == ","):
                return False
            if item.kind == "person":
                if seen_person:
                    return False
                seen_person = True
            if item.is_cue("swap", "new"):
                return True
        return False

    def dated_post(self, index: int) -> bool:
        """As in "đầu mối của phường từ 23/11 là chị B"."""
        before = self.row.items[index - 1] if index else None
        if before is None or before.kind != "date":
            return False
        clause = [self.row.items[i] for i in self.sentence(index) if i < index]
        return any(self.row.fold(item).endswith("dau moi") for item in clause) and not any(
            item.kind == "person" or item.is_cue("stay", "past_story") for item in clause
        )

    def names_the_roster(self, index: int) -> bool:
        """Whether the sentence speaks of focal officers or a person's place after a cue."""
        words = {self.row.fold(self.row.items[i]) for i in self.sentence(index)}
        return any(
            "dau moi" in word
            or "danh sach" in word
            or word in {"nguoi", "dm", "cbdm", "ccdm", "ds", "vao ds"}
            for word in words
        )

    def speaks_of_roster(self) -> bool:
        """Whether the message says what it is about, or replaces somebody: then its verbs need no more proof."""
        words = " ".join(token.fold for token in self.row.message.tokens)
        about = ("dau moi", "danh sach", "thanh vien", "chi dao", "kstt", "kiem soat", " ds ", "cbdm", "ccdm")
        return any(phrase in f" {words} " for phrase in about) or any(
            item.is_cue("leave", "drop", "announce") or (item.is_cue("swap") and not item.is_cue("passing"))
            for item in self.row.items
        )

    def only(self, index: int) -> bool:
        """As in "chỉ có anh A thôi" says nothing about leaving."""
        if not self.row.fold(self.row.items[index]).startswith("thoi"):
            return False
        return any(
            self.row.text(self.row.items[i]).lower() == "chỉ" for i in self.sentence(index) if i < index
        )

    def speaks(self, index: int) -> bool:
        """Whether "em", "mình" is the subject of a cue; in "sở em", "bên mình" it is not."""
        lexicon, tokens = self.row.landmarks.lexicon, self.row.message.tokens
        for position in range(index - 1, max(-1, index - 7), -1):
            item = self.row.items[position]
            if item.kind in {"stop", "person"}:
                break
            if item.kind == "self":
                owner = tokens[item.start - 1] if item.start else None
                return not (
                    owner is not None and owner.is_word and lexicon.groups.has(owner) and owner.fold != "cho"
                )
            if item.kind == "unit" or (item.kind == "word" and lexicon.groups.has(tokens[item.start])):
                break
        return False

    def latest(self, index: int, item: Item) -> Group:
        """Whom the sentences before spoke of, when a verb has no subject of its own."""
        seen = [
            i for i in self.cast.at if i < index and not self.cast.at[i].apart and self.cast.at[i].comes < 2
        ]
        same = [i for i in seen if self.row.items[i].sentence == item.sentence]
        if not seen or (
            not same and item.kinds[0] == "leave" and any(True for _ in self._unit_named_before(index))
        ):
            return []
        return [(self.cast.at[max(same or seen)], 2.0)]

    def _unit_named_before(self, index: int) -> list[int]:
        """_unit_named_before"""
        return [i for i in self.sentence(index) if i < index and self.row.items[i].kind == "unit"]

    def agent(self, person: Individual) -> bool:
        """As in "do chị B đảm nhận", "nhờ chị B thay": the prefix does not take the person out of the matter."""
        start = self.row.items[person.first].start
        return start > 0 and self.row.message.tokens[start - 1].fold in {"do", "nho"}

    def _takes_over(self, person: Individual) -> bool:
        """Whether, after whom to call and their number, a pronoun says that the same person is the new one."""
        row = self.row
        spoken = False
        for item in row.items[person.first + 1 : person.first + 14]:
            if item.kind in {"phone", "email", "title", "unit"}:
                continue
            if item.kind == "mark" or row.fold(item) in {"sdt", "dt", "so", "mail", "email"}:
                continue
            if item.kind == "word" and row.fold(item) in _THEY and not spoken:
                spoken = True
                continue
            return spoken and item.kind == "cue" and item.kinds[0] == "come"
        return False

    def stands_apart(self, person: Individual) -> bool:
        """Spoken to, quoted or signing, not spoken of."""
        items, tokens = self.row.items, self.row.message.tokens
        start = items[person.first].start
        addressed = self.row.landmarks.lexicon.addressed
        leads = [
            m for i in range(max(0, start - 5), start) for m in addressed.at(tokens, i) if m.end == start
        ]
        if leads:
            if self._takes_over(person):
                return False  # "liên hệ chị B (09…), chị là đầu mối mới"
            causes = tokens[start - 1].fold == "do" and len(leads) == 1
            return not (causes and self._goes(person))  # "Do đồng chí A được điều động, …"
        after = items[person.first + 1] if person.first + 1 < len(items) else None
        if after is not None and self.row.fold(after) == "oi" and len(person.mentions) == 1:
            return True
        signed = any(item.is_cue("signed") for item in items[max(0, person.first - 4) : person.first])
        return signed and all(item.kind != "cue" for item in items[person.first + 1 :])
