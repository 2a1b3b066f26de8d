"""Cues by which somebody leaves: verbs of going, "rút tên", "khỏi danh sách", "chứ không phải A"."""

from bot.roster.reading.asides import counts_posts, lasts_days, puts_in
from bot.roster.reading.items import Item
from bot.roster.reading.scale import Scale
from bot.roster.reading.walk import Group
from bot.roster.reading.weights import coming, leaving


def leave(scale: Scale, index: int, item: Item) -> None:
    """As in "anh A nghỉ hưu", "anh A bàn giao cho chị B"."""
    if scale.scene.only(index) or lasts_days(scale.row, index):
        return
    group = _subjects(scale, index, item)
    leaving(group, 0.2)
    if scale.row.fold(item).endswith(" cho"):
        taken = scale.walk.after(index)
        following = scale.row.items[index + 1] if index + 1 < len(scale.row.items) else None
        if not taken and following is not None and following.kind == "self":
            scale.signs.speaker_comes = True  # "Anh Cường bàn giao lại cho em rồi ạ"
            taken = [(scale.cast.speaker, 3.0)] if scale.cast.speaker else []
        coming(taken)
    scale.signs.leaves = scale.signs.leaves or bool(group)


def until(scale: Scale, index: int, _: Item) -> None:
    """As in "anh A chỉ làm đầu mối đến hết 31/12"."""
    following = scale.row.items[index + 1] if index + 1 < len(scale.row.items) else None
    if following is None or following.kind != "date" or index in scale.gates.passing:
        return
    group = scale.scene.present(scale.walk.before(index))
    leaving(group, 0.2)
    scale.signs.leaves = scale.signs.leaves or bool(group)


def but_not(scale: Scale, index: int, item: Item) -> None:
    """As in "đầu mối là chị B chứ không phải anh A nữa"."""
    group = scale.walk.after(index, most=3, colon=False)
    if not group or not (scale.signs.announces or scale.scene.names_the_roster(index)):
        return
    if any(person.leaves and not person.soft for person in scale.cast.people):
        group[0][0].apart = True  # "người thay chị A là anh B, không phải anh C"
        return
    leaving(group[:1], 0.5)
    coming([(p, w) for p, w in scale.scene.present(scale.walk.before(index)) if p is not group[0][0]])
    if scale.row.fold(item).endswith("con"):
        scale.signs.drops = True  # "Sở không còn đồng chí A trong danh sách"
    else:
        scale.signs.swaps = True


def _subjects(scale: Scale, index: int, item: Item) -> Group:
    group = scale.scene.present(scale.walk.before(index))
    if group:
        return group
    if scale.scene.speaks(index):
        return [(scale.cast.speaker, 3.0)] if scale.cast.speaker else []
    group = scale.walk.after(index, most=5)
    if group and not scale.row.fold(item).endswith(" cho"):
        return [(person, weight - 1) for person, weight in group]
    return scale.scene.latest(index, item) or scale.scene.speaker_alone()


def leave_soft(scale: Scale, index: int, _: Item) -> None:
    """As in "anh A qua Sở Nội vụ": it counts beside another sign."""
    if index in scale.gates.passing or scale.scene.only(index):
        return
    for person, weight in scale.scene.present(scale.walk.before(index)):
        if not person.leaves:
            person.soft = True
        person.leaves += weight / 2


def post_of(scale: Scale, index: int, _: Item) -> None:
    """As in "vị trí đầu mối của ông A nay do bà B đảm nhận"."""
    for person, _weight in scale.walk.after(index, most=1)[:1]:
        person.leaves = max(person.leaves, 1.5)
        person.soft = True


def drop(scale: Scale, index: int, item: Item) -> None:
    """As in "rút tên anh A", "tên anh A xóa giúp"."""
    if scale.row.fold(item).startswith("dua ten") and puts_in(scale.row, index):
        return
    group = scale.walk.after(index) or scale.walk.listed(index)
    if not group and counts_posts(scale.row, index):
        scale.signs.drops = True  # "xin rút bớt một đầu mối": the name may follow
        return
    if not group and not scale.scene.ends_here(index, item):
        return  # "bớt được mấy loại giấy tờ"
    if not group:
        group = [
            (p, w - 0.5)
            for p, w in scale.scene.present(scale.walk.before(index, blind=("leave", "drop_post")))
        ]
        group = group or scale.scene.latest(index, item) or scale.scene.speaker_alone()
    leaving(group)
    scale.signs.drops = True


def drop_post(scale: Scale, index: int, item: Item) -> None:
    """As in "đưa anh A ra khỏi danh sách"."""
    group = (
        scale.scene.present(scale.walk.before(index, blind=("leave",)))
        or scale.walk.after(index)  # "loại khỏi danh sách: Lê A, Trần B"
        or scale.scene.latest(index, item)
        or scale.scene.speaker_alone()
    )
    leaving([(p, w) for p, w in group if p.comes < 3])
    scale.signs.drops = True


def remain(scale: Scale, index: int, _: Item) -> None:
    """As in "huyện vẫn còn ông A và bà B"."""
    for person, _weight in scale.walk.after(index, most=6):
        person.stays = max(person.stays, 2.0)  # less than a verb that says they go or come


def stay(scale: Scale, index: int, _: Item) -> None:
    """As in "chị A vẫn làm đầu mối"."""
    if any(
        scale.row.fold(item).endswith(("lai", "khac", "kia"))
        for item in scale.row.items[max(0, index - 2) : index]
    ):
        return  # "còn lại giữ nguyên", "hai đầu mối kia vẫn như cũ"
    group = scale.scene.present(scale.walk.before(index)) or scale.walk.after(index, most=4)
    for person, _weight in group[:1]:
        person.stays += 3


def no_successor(scale: Scale, _: int, __: Item) -> None:
    """As in "xã chưa có người thay"."""
    scale.signs.nobody = True
