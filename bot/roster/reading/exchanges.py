"""Cues that put one in the place of another: "thay", "đổi … sang", "->", and labels such as "người cũ", "người mới"."""

from bot.roster.reading.asides import on_behalf, serves_citizens, speaks_of_papers
from bot.roster.reading.items import Item
from bot.roster.reading.scale import Scale
from bot.roster.reading.walk import Group
from bot.roster.reading.weights import coming, leaving

_PAIRING = ("swap", "trade", "announce")


def swap(scale: Scale, index: int, item: Item) -> None:
    """As in "B thay A", "thay A bằng B", "B thay"."""
    if index in scale.gates.passing and not scale.scene.names_the_roster(index):
        return
    objects = scale.walk.after(index, colon=False, most=6)
    follows = scale.walk.next_item(index)
    if _for_others(scale, index, objects):
        return
    if follows is not None and follows.is_cue("old_unnamed"):
        scale.signs.unnamed_leaver = True
    subjects = [(p, w) for p, w in scale.walk.before(index) if not p.apart or scale.scene.agent(p) or objects]
    objects = [(p, w) for p, w in objects if w >= 3 or all(p is not q for q, _ in subjects)]
    subjects = [(p, w) for p, w in subjects if not p.stays and all(p is not q for q, _ in objects)]
    if objects and scale.scene.followed_by_newcomer(objects):
        leaving(objects)
        scale.signs.swaps = True
        return
    if not objects and scale.scene.goes_on(index) and not scale.signs.unnamed_leaver:
        return  # "thay máy in", "văn bản thay cho bản gửi nhầm"
    if not subjects and scale.scene.speaks(index):
        scale.signs.speaker_comes = True
        subjects = [(scale.cast.speaker, 3.0)] if scale.cast.speaker else []
    if objects:
        if subjects and scale.scene.errand_after(objects[0][0], index):
            return
        leaving(objects)
        coming([(p, w) for p, w in subjects if p.leaves < 3])
        scale.signs.swaps = True
        return
    if subjects:
        settled = all(p.leaves >= 3 for p, _ in subjects)
        if not settled:
            coming([(p, w) for p, w in subjects if p.leaves < 3])
            scale.signs.swaps = True
        return
    if scale.scene.names_the_roster(index) or item.end - item.start > 1 or scale.cast.people:
        scale.signs.swaps = scale.signs.swaps or scale.scene.names_the_roster(index) or scale.scene.any_role()
        scale.signs.announces = scale.signs.announces or scale.scene.names_the_roster(index)


def _for_others(scale: Scale, index: int, objects: Group) -> bool:
    paired = scale.scene.followed_by_newcomer(objects)
    about_papers = (
        not paired and not scale.scene.names_the_roster(index) and speaks_of_papers(scale.row, index)
    )
    if not about_papers and not on_behalf(scale.row, index, objects, paired=paired):
        return False
    for person, _ in objects:
        person.apart = True
    return True


def trade(scale: Scale, index: int, _: Item) -> None:
    """As in "đổi A sang B"."""
    objects = scale.walk.after(index, colon=False)
    if objects and scale.scene.followed_by_newcomer(objects):
        leaving(objects)
        scale.signs.swaps = True
    elif scale.scene.names_the_roster(index):
        scale.signs.announces = True


def announce(scale: Scale, index: int, item: Item) -> None:
    """As in "xã có thay đổi đầu mối"."""
    if scale.row.fold(item).endswith("nguoi") and serves_citizens(scale.row, index):
        return  # "xin đổi người giải quyết hồ sơ"
    scale.signs.announces = True
    objects = scale.walk.after(index, colon=False, most=4)
    if objects and (scale.scene.followed_by_newcomer(objects) or not scale.scene.has_own_cue(objects[0][0])):
        leaving([(p, w - 1) for p, w in objects])
        return
    words = scale.row.fold(item)
    if words.startswith(("thay ", "se thay")) and not objects:
        subjects = scale.scene.present(scale.walk.before(index))
        coming([(p, 2.0) for p, _ in subjects if not p.leaves])


def by(scale: Scale, index: int, item: Item) -> None:
    """As in "… bằng B", "A -> B"."""
    words = scale.row.fold(item)
    arrow = (
        scale.row.message.tokens[item.start].kind == "arrow"
        or words in {"=", ">", ">>"}
        or words.startswith(("thay ", "duoc thay", "doi ", "se "))
    )
    if words == "la" and scale.scene.dated_post(index):
        coming(scale.walk.after(index))
        scale.signs.announces = True
        return
    if words == "la":
        if not scale.scene.after_swap(index):
            return
    elif not arrow and not any(_pairs(scale, i) for i in scale.scene.sentence(index) if i < index):
        return
    newcomers = scale.walk.after(index)
    if not newcomers:
        return
    leavers = scale.scene.present(scale.walk.before(index, blind=("leave", "swap", "drop")))
    leaving([(p, w - 0.5) for p, w in leavers if all(p is not q for q, _ in newcomers)])
    coming(newcomers)
    scale.signs.swaps = True


def _pairs(scale: Scale, index: int) -> bool:
    """Whether "đổi", "thay" is about people: not "đổi lớp trưởng từ A sang B"."""
    if not scale.row.items[index].is_cue(*_PAIRING):
        return False
    return scale.scene.names_the_roster(index) or not scale.scene.goes_on(index)


def old(scale: Scale, index: int, item: Item) -> None:
    """As in "người cũ: A"."""
    if scale.row.fold(item).endswith(
        ("hien nay", "hien tai", "dang lam")
    ) and not scale.scene.changes_elsewhere(index):
        return  # "Gửi anh danh sách đầu mối hiện nay: A, B"
    group = scale.walk.after(index)
    leaving(group, 1)
    scale.signs.announces = scale.signs.announces or bool(group)


def new(scale: Scale, index: int, item: Item) -> None:
    """As in "đầu mối mới là B"."""
    following = scale.row.items[index + 1] if index + 1 < len(scale.row.items) else None
    if (
        scale.row.fold(item).endswith((" thay", " the"))
        and following is not None
        and following.kind == "person"
    ):
        swap(scale, index, item)  # "người thay anh A là chị B"
        return
    group = scale.walk.after(index)
    coming(group, 1)
    scale.signs.announces = scale.signs.announces or bool(group)


def old_unnamed(scale: Scale, index: int, item: Item) -> None:
    """As in "B thay người cũ"."""
    if any(
        scale.row.fold(before) in {"ngoai", "canh", "cung"}
        for before in scale.row.items[max(0, index - 4) : index]
    ):
        return  # "ngoài hai đồng chí cũ"
    if scale.row.fold(item).startswith(("thay", "the ")):
        coming([(p, w) for p, w in scale.scene.present(scale.walk.before(index)) if not p.leaves])
    group = scale.walk.after(index, most=3) if item.is_cue("old") else []
    if group:
        leaving(group, 1)
    else:
        scale.signs.unnamed_leaver = True
    scale.signs.swaps = True
