"""Weighs, cue by cue, who leaves, who comes and who stays.

"B thay A": B comes, A leaves. "thay A bằng B", "thay A, cử B": A leaves, B comes. "A nghỉ hưu, B thay": each is the
subject of their own verb. Every cue adds weight to a person's role; the heavier role wins.
"""

from collections.abc import Callable

from bot.roster.reading.asides import (
    already_there,
    counts_next,
    enrols,
    lasts_days,
    on_behalf,
    puts_in,
    serves_citizens,
    speaks_of_papers,
)
from bot.roster.reading.forms import weigh_labels, weigh_leftovers
from bot.roster.reading.gates import Gates
from bot.roster.reading.items import Item, Row
from bot.roster.reading.people import Cast
from bot.roster.reading.scene import Scene
from bot.roster.reading.walk import Group
from bot.roster.reading.weights import Signs, coming, leaving

_WEAK_COMES = {"lam", "nhan", "vao", "vo", "phu trach", "kiem", "kiem nhiem", "tham gia"}
_PAIRING = ("swap", "trade", "announce")


def weigh(row: Row, cast: Cast, gates: Gates) -> Signs:
    """Give everybody in the cast the weight of each role."""
    scene = Scene(row, cast, gates)
    for person in cast.people:
        person.apart = scene.stands_apart(person)
    for person in already_there(row, scene.walk):
        person.stays = 5.0  # "Ngoài chị A đang làm, …"
    scale = _Scale(scene)
    for index, item in enumerate(row.items):
        if item.kind == "cue" and index not in gates.closed:
            scale.weigh(index, item)
    if gates.unsettled and (scale.signs.leaves or scale.signs.drops):
        scale.signs.promised = True  # "anh A thôi từ 1/12, bên em đang tính cử chị B"
    weigh_labels(scene, scale.signs)
    weigh_leftovers(scene, scale.signs)
    return scale.signs


class _Scale:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.row, self.cast, self.gates = scene, scene.row, scene.cast, scene.gates
        self.walk = scene.walk
        self.signs = Signs()

    def weigh(self, index: int, item: Item) -> None:
        """Let one cue speak."""
        kind = item.kinds[0]
        if self.scene.of_a_field(index, item):
            return
        if kind in {"new", "old"} and item.is_cue("promote") and not self.walk.after(index):
            kind = "promote"  # "nay là Phó Chánh Văn phòng"
        handler: Callable[[int, Item], None] | None = getattr(self, f"_{kind}", None)
        if handler is not None:
            handler(index, item)

    # what each kind of cue means

    def _leave(self, index: int, item: Item) -> None:
        if self.scene.only(index) or lasts_days(self.row, index):
            return
        group = self._subjects(index, item)
        leaving(group, 0.2)
        if self.row.fold(item).endswith(" cho"):
            taken = self.walk.after(index)
            following = self.row.items[index + 1] if index + 1 < len(self.row.items) else None
            if not taken and following is not None and following.kind == "self":
                self.signs.speaker_comes = True  # "Anh Cường bàn giao lại cho em rồi ạ"
                taken = [(self.cast.speaker, 3.0)] if self.cast.speaker else []
            coming(taken)
        self.signs.leaves = self.signs.leaves or bool(group)

    def _until(self, index: int, _: Item) -> None:
        following = self.row.items[index + 1] if index + 1 < len(self.row.items) else None
        if following is None or following.kind != "date" or index in self.gates.passing:
            return
        group = self.scene.present(self.walk.before(index))
        leaving(group, 0.2)
        self.signs.leaves = self.signs.leaves or bool(group)

    def _but_not(self, index: int, _: Item) -> None:
        group = self.walk.after(index, most=3, colon=False)
        if not group or not self.scene.names_the_roster(index):
            return
        if any(person.leaves for person in self.cast.people):
            group[0][0].apart = True  # "người thay chị A là anh B, không phải anh C"
            return
        leaving(group[:1], 0.5)
        coming([(p, w) for p, w in self.scene.present(self.walk.before(index)) if p is not group[0][0]])
        self.signs.swaps = True

    def _subjects(self, index: int, item: Item) -> Group:
        group = self.scene.present(self.walk.before(index))
        if group:
            return group
        if self.scene.speaks(index):
            return [(self.cast.speaker, 3.0)] if self.cast.speaker else []
        group = self.walk.after(index, most=5)
        if group and not self.row.fold(item).endswith(" cho"):
            return [(person, weight - 1) for person, weight in group]
        return self.scene.latest(index, item) or self.scene.speaker_alone()

    def _leave_soft(self, index: int, _: Item) -> None:
        if index in self.gates.passing or self.scene.only(index):
            return
        for person, weight in self.scene.present(self.walk.before(index)):
            if not person.leaves:
                person.soft = True
            person.leaves += weight / 2

    def _promote(self, index: int, _: Item) -> None:
        subjects = self.scene.present(self.walk.before(index))
        for person, _weight in subjects:
            self.signs.promoted.append(person)
        if not subjects and (self.signs.swaps or self.signs.announces or self.scene.any_role()):
            coming([(p, min(w, 2.5)) for p, w in self.walk.after(index, most=1)])

    def _post_of(self, index: int, _: Item) -> None:
        for person, _weight in self.walk.after(index, most=1)[:1]:
            person.leaves = max(person.leaves, 1.5)
            person.soft = True

    def _drop(self, index: int, item: Item) -> None:
        if self.row.fold(item).startswith("dua ten") and puts_in(self.row, index):
            return
        group = self.walk.after(index) or self.walk.listed(index)
        if not group and not self.scene.ends_here(index, item):
            return  # "bớt được mấy loại giấy tờ"
        if not group:
            group = [
                (p, w - 0.5)
                for p, w in self.scene.present(self.walk.before(index, blind=("leave", "drop_post")))
            ]
            group = group or self.scene.latest(index, item) or self.scene.speaker_alone()
        leaving(group)
        self.signs.drops = True

    def _drop_post(self, index: int, item: Item) -> None:
        group = (
            self.scene.present(self.walk.before(index, blind=("leave",)))
            or self.walk.after(index)  # "loại khỏi danh sách: Lê A, Trần B"
            or self.scene.latest(index, item)
            or self.scene.speaker_alone()
        )
        leaving([(p, w) for p, w in group if p.comes < 3])
        self.signs.drops = True

    def _bring(self, index: int, item: Item) -> None:
        if index in self.gates.passing or self._old_not_sent(index, item):
            return
        group = self.walk.after(index) or self.walk.listed(index)
        follows = self.walk.items[index + 1] if index + 1 < len(self.walk.items) else None
        if group:
            last = max((m for p, _ in group for m in p.mentions if m > index), default=index)
            if not self.scene.speaks_of_roster() and self.scene.goes_on(last):
                return  # "phân công anh Bằng kiểm tra bộ phận một cửa"
            coming(group)
        elif follows is not None and follows.kind == "self" and self.scene.names_the_roster(index):
            self.signs.speaker_comes = True  # "nhờ anh thêm em vào danh sách"
            coming([(self.cast.speaker, 3.0)] if self.cast.speaker else [])
        elif not self.scene.names_the_roster(index):
            return
        elif self.scene.present(self.walk.before(index)) and not item.is_cue("swap"):
            coming([(p, 2.0) for p, _ in self.walk.before(index)])
        elif len(self.cast.people) == 1:
            coming([(p, w - 0.5) for p, w in self.scene.latest(index, item)])
        self.signs.adds = True

    def _old_not_sent(self, index: int, item: Item) -> bool:
        """As in "sdt cu cua chi Tram": without accents "cũ" and "cử" are written alike."""
        if self.row.fold(item) != "cu" or not self.row.message.tokens[item.start].bare:
            return False
        after = self.row.items[index + 1] if index + 1 < len(self.row.items) else None
        before = self.row.items[index - 1] if index else None
        lead = " ".join(self.row.fold(inner) for inner in self.row.items[max(0, index - 2) : index])
        if lead.endswith(("thong tin", "so", "sdt", "dien thoai", "mail", "email", "lien he")):
            return True
        return (after is not None and self.row.fold(after) in {"cua", "la", "-", ":", ")", ","}) or (
            before is not None
            and not (after is not None and after.kind == "person")
            and self.row.landmarks.lexicon.fields.longest(self.row.message.tokens, before.start) is not None
        )

    def _come(self, index: int, item: Item) -> None:
        if index in self.gates.passing:
            return
        words = self.row.fold(item)
        if words.startswith("tiep nhan") and counts_next(self.row, index):
            return  # "quý này phường tiếp nhận 312 hồ sơ"
        weak = words.removeprefix("se ") in _WEAK_COMES
        group = self.walk.before(index)
        group = [(p, w) for p, w in group if not p.apart or self.scene.agent(p)]
        if not group and self.scene.speaks(index):
            self.signs.speaker_comes = not weak or self.signs.speaker_comes
            group = [(self.cast.speaker, 3.0)] if self.cast.speaker else []
        replaces = "thay" in words or "the" in words.split()
        if not group and not weak and not replaces:
            group = [(p, w - 1) for p, w in self.walk.after(index)]
        if weak and not words.startswith("se "):
            coming([(p, min(w, 1.2)) for p, w in group if not p.leaves])
            return
        coming(group)
        if replaces:
            self.signs.swaps = True
            taken = self.walk.after(index, most=4, colon=False)
            leaving([(p, w) for p, w in taken if all(p is not q for q, _ in group)])

    def _come_post(self, index: int, item: Item) -> None:
        if self.row.fold(item).startswith(("vao ", "vo ")) and enrols(self.row, index):
            group = self.scene.present(self.walk.before(index)) or self.scene.latest(index, item)
            if len(self.cast.people) == 1:  # "có cô Gạch mới chuyển về xã, nhờ anh đưa tên cô vô danh sách"
                for person, _ in group:
                    person.leaves = 0.0
            coming([(p, 3.0) for p, _ in group if not p.leaves])
            self.signs.adds = self.signs.adds or bool(group)
            return
        group = self.scene.present(self.walk.before(index, blind=("leave", "swap", "bring", "come")))
        coming([(p, min(w, 1.0)) for p, w in group])

    def _swap(self, index: int, item: Item) -> None:
        if index in self.gates.passing and not self.scene.names_the_roster(index):
            return
        objects = self.walk.after(index, colon=False, most=6)
        follows = self.walk.next_item(index)
        if self._for_others(index, objects):
            return
        if follows is not None and follows.is_cue("old_unnamed"):
            self.signs.unnamed_leaver = True
        subjects = [
            (p, w) for p, w in self.walk.before(index) if not p.apart or self.scene.agent(p) or objects
        ]
        objects = [(p, w) for p, w in objects if w >= 3 or all(p is not q for q, _ in subjects)]
        subjects = [(p, w) for p, w in subjects if not p.stays and all(p is not q for q, _ in objects)]
        if objects and self.scene.followed_by_newcomer(objects):
            leaving(objects)
            self.signs.swaps = True
            return
        if not objects and self.scene.goes_on(index) and not self.signs.unnamed_leaver:
            return  # "thay máy in", "văn bản thay cho bản gửi nhầm"
        if not subjects and self.scene.speaks(index):
            self.signs.speaker_comes = True
            subjects = [(self.cast.speaker, 3.0)] if self.cast.speaker else []
        if objects:
            if subjects and self.scene.errand_after(objects[0][0], index):
                return
            leaving(objects)
            coming([(p, w) for p, w in subjects if p.leaves < 3])
            self.signs.swaps = True
            return
        if subjects:
            settled = all(p.leaves >= 3 for p, _ in subjects)
            if not settled:
                coming([(p, w) for p, w in subjects if p.leaves < 3])
                self.signs.swaps = True
            return
        if self.scene.names_the_roster(index) or item.end - item.start > 1 or self.cast.people:
            self.signs.swaps = self.signs.swaps or self.scene.names_the_roster(index) or self.scene.any_role()
            self.signs.announces = self.signs.announces or self.scene.names_the_roster(index)

    def _for_others(self, index: int, objects: Group) -> bool:
        paired = self.scene.followed_by_newcomer(objects)
        about_papers = (
            not paired and not self.scene.names_the_roster(index) and speaks_of_papers(self.row, index)
        )
        if not about_papers and not on_behalf(self.row, index, objects, paired=paired):
            return False
        for person, _ in objects:
            person.apart = True
        return True

    def _trade(self, index: int, _: Item) -> None:
        objects = self.walk.after(index, colon=False)
        if objects and self.scene.followed_by_newcomer(objects):
            leaving(objects)
            self.signs.swaps = True
        elif self.scene.names_the_roster(index):
            self.signs.announces = True

    def _announce(self, index: int, item: Item) -> None:
        if self.row.fold(item).endswith("nguoi") and serves_citizens(self.row, index):
            return  # "xin đổi người giải quyết hồ sơ"
        self.signs.announces = True
        objects = self.walk.after(index, colon=False, most=4)
        if objects and (
            self.scene.followed_by_newcomer(objects) or not self.scene.has_own_cue(objects[0][0])
        ):
            leaving([(p, w - 1) for p, w in objects])
            return
        words = self.row.fold(item)
        if words.startswith(("thay ", "se thay")) and not objects:
            subjects = self.scene.present(self.walk.before(index))
            coming([(p, 2.0) for p, _ in subjects if not p.leaves])

    def _by(self, index: int, item: Item) -> None:
        words = self.row.fold(item)
        arrow = (
            self.row.message.tokens[item.start].kind == "arrow"
            or words in {"=", ">", ">>"}
            or words.startswith(("thay ", "duoc thay", "doi ", "se "))
        )
        if words == "la":
            if not self.scene.after_swap(index):
                return
        elif not arrow and not any(
            self.row.items[i].is_cue(*_PAIRING) for i in self.scene.sentence(index) if i < index
        ):
            return
        newcomers = self.walk.after(index)
        if not newcomers:
            return
        leavers = self.scene.present(self.walk.before(index, blind=("leave", "swap", "drop")))
        leaving([(p, w - 0.5) for p, w in leavers if all(p is not q for q, _ in newcomers)])
        coming(newcomers)
        self.signs.swaps = True

    def _old(self, index: int, item: Item) -> None:
        if self.row.fold(item).endswith(
            ("hien nay", "hien tai", "dang lam")
        ) and not self.scene.changes_elsewhere(index):
            return  # "Gửi anh danh sách đầu mối hiện nay: A, B"
        group = self.walk.after(index)
        leaving(group, 1)
        self.signs.announces = self.signs.announces or bool(group)

    def _new(self, index: int, item: Item) -> None:
        following = self.row.items[index + 1] if index + 1 < len(self.row.items) else None
        if (
            self.row.fold(item).endswith((" thay", " the"))
            and following is not None
            and following.kind == "person"
        ):
            self._swap(index, item)  # "người thay anh A là chị B"
            return
        group = self.walk.after(index)
        coming(group, 1)
        self.signs.announces = self.signs.announces or bool(group)

    def _old_unnamed(self, index: int, item: Item) -> None:
        if any(
            self.row.fold(before) in {"ngoai", "canh", "cung"}
            for before in self.row.items[max(0, index - 4) : index]
        ):
            return  # "ngoài hai đồng chí cũ"
        if self.row.fold(item).startswith(("thay", "the ")):
            coming([(p, w) for p, w in self.scene.present(self.walk.before(index)) if not p.leaves])
        group = self.walk.after(index, most=3) if item.is_cue("old") else []
        if group:
            leaving(group, 1)
        else:
            self.signs.unnamed_leaver = True
        self.signs.swaps = True

    def _open_name(self, index: int, item: Item) -> None:
        self.signs.promised = True
        if self.row.fold(item).endswith((" thay", " the")):  # "sẽ có người mới vào thay anh A"
            leaving(self.walk.after(index, most=3, colon=False))

    def _no_successor(self, _: int, __: Item) -> None:
        self.signs.nobody = True

    def _remain(self, index: int, _: Item) -> None:
        for person, _weight in self.walk.after(index, most=6):
            person.stays = max(person.stays, 2.0)  # less than a verb that says they go or come

    def _stay(self, index: int, _: Item) -> None:
        if any(
            self.row.fold(item).endswith(("lai", "khac"))
            for item in self.row.items[max(0, index - 2) : index]
        ):
            return  # "còn lại giữ nguyên"
        group = self.scene.present(self.walk.before(index)) or self.walk.after(index, most=4)
        for person, _weight in group[:1]:
            person.stays += 3

    # labels of forms and people that no cue governs
