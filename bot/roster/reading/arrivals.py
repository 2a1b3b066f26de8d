"""Cues by which somebody comes: "cử", "bổ sung", "nhận nhiệm vụ", and newcomers who are only promised."""

from bot.roster.reading.asides import counts_next, enrols
from bot.roster.reading.items import Item
from bot.roster.reading.scale import Scale
from bot.roster.reading.weights import coming, leaving

_WEAK_COMES = {"lam", "nhan", "vao", "vo", "phu trach", "kiem", "kiem nhiem", "tham gia"}


def promote(scale: Scale, index: int, _: Item) -> None:
    """As in "anh A được bổ nhiệm Phó Giám đốc": whether A goes, the rest of the message tells."""
    subjects = scale.scene.present(scale.walk.before(index))
    for person, _weight in subjects:
        scale.signs.promoted.append(person)
    if not subjects and (scale.signs.swaps or scale.signs.announces or scale.scene.any_role()):
        coming([(p, min(w, 2.5)) for p, w in scale.walk.after(index, most=1)])


def bring(scale: Scale, index: int, item: Item) -> None:
    """As in "xã cử thêm chị B", "bổ sung: B, C"."""
    if index in scale.gates.passing or _old_not_sent(scale, index, item):
        return
    group = scale.walk.after(index) or scale.walk.listed(index, entering=True)
    follows = scale.walk.items[index + 1] if index + 1 < len(scale.walk.items) else None
    if group:
        last = max(min((m for m in p.mentions if m > index), default=index) for p, _ in group)
        if not scale.scene.speaks_of_roster() and scale.scene.goes_on(last):
            return  # "phân công anh Bằng kiểm tra bộ phận một cửa"
        coming(group)
    elif follows is not None and follows.kind == "self" and scale.scene.names_the_roster(index):
        scale.signs.speaker_comes = True  # "nhờ anh thêm em vào danh sách"
        coming([(scale.cast.speaker, 3.0)] if scale.cast.speaker else [])
    elif not scale.scene.names_the_roster(index):
        return
    elif scale.scene.present(scale.walk.before(index)) and not item.is_cue("swap"):
        coming([(p, 2.0) for p, _ in scale.walk.before(index)])
    elif len(scale.cast.people) == 1:
        coming([(p, w - 0.5) for p, w in scale.scene.latest(index, item)])
    scale.signs.adds = True


def _old_not_sent(scale: Scale, index: int, item: Item) -> bool:
    """As in "sdt cu cua chi Tram": without accents "cũ" and "cử" are written alike."""
    if scale.row.fold(item) != "cu" or not scale.row.message.tokens[item.start].bare:
        return False
    after = scale.row.items[index + 1] if index + 1 < len(scale.row.items) else None
    before = scale.row.items[index - 1] if index else None
    lead = " ".join(scale.row.fold(inner) for inner in scale.row.items[max(0, index - 2) : index])
    if lead.endswith(("thong tin", "so", "sdt", "dien thoai", "mail", "email", "lien he")):
        return True
    return (after is not None and scale.row.fold(after) in {"cua", "la", "-", ":", ")", ","}) or (
        before is not None
        and not (after is not None and after.kind == "person")
        and scale.row.landmarks.lexicon.fields.longest(scale.row.message.tokens, before.start) is not None
    )


def come(scale: Scale, index: int, item: Item) -> None:
    """As in "chị B đảm nhận", "anh A được cử vào thay ông C"."""
    if index in scale.gates.passing:
        return
    words = scale.row.fold(item)
    if words.startswith("tiep nhan") and counts_next(scale.row, index):
        return  # "quý này phường tiếp nhận 312 hồ sơ"
    if words == "in" and not _ends_clause(scale, index):
        return  # "chị B in danh sách", and not "anh A out, chị B in"
    weak = words.removeprefix("se ") in _WEAK_COMES
    group = scale.walk.before(index)
    group = [(p, w) for p, w in group if not p.apart or scale.scene.agent(p)]
    if not group and scale.scene.speaks(index):
        scale.signs.speaker_comes = not weak or scale.signs.speaker_comes
        group = [(scale.cast.speaker, 3.0)] if scale.cast.speaker else []
    replaces = "thay" in words or "the" in words.split()
    listed = index + 1 < len(scale.row.items) and scale.row.text(scale.row.items[index + 1]) == ":"
    if not weak and replaces and listed and scale.walk.after(index):
        coming(scale.walk.after(index))  # "vô thay: ông A (…), bà B (…)"
        scale.signs.swaps = True
        return
    if not group and not weak and not replaces:
        group = [(p, w - 1) for p, w in scale.walk.after(index)]
    if weak and not words.startswith("se "):
        coming([(p, min(w, 1.2)) for p, w in group if not p.leaves])
        return
    coming(group)
    if replaces:
        scale.signs.swaps = True
        taken = scale.walk.after(index, most=4, colon=False)
        leaving([(p, w) for p, w in taken if all(p is not q for q, _ in group)])


def _ends_clause(scale: Scale, index: int) -> bool:
    after = scale.row.items[index + 1] if index + 1 < len(scale.row.items) else None
    before = scale.row.items[index - 1] if index else None
    return (
        (after is None or after.kind in {"mark", "stop", "date"})
        and before is not None
        and before.kind == "person"
    )


def come_post(scale: Scale, index: int, item: Item) -> None:
    """As in "chị B làm đầu mối", which may long have been so."""
    if scale.row.fold(item).startswith(("vao ", "vo ")) and enrols(scale.row, index):
        group = scale.scene.present(scale.walk.before(index)) or scale.scene.latest(index, item)
        if len(scale.cast.people) == 1:  # "có cô Gạch mới chuyển về xã, nhờ anh đưa tên cô vô danh sách"
            for person, _ in group:
                person.leaves = 0.0
        coming([(p, 3.0) for p, _ in group if not p.leaves])
        scale.signs.adds = scale.signs.adds or bool(group)
        return
    group = scale.scene.present(scale.walk.before(index, blind=("leave", "swap", "bring", "come")))
    coming([(p, min(w, 1.0)) for p, w in group])


def open_name(scale: Scale, index: int, item: Item) -> None:
    """As in "sẽ cử người khác thay": a newcomer, but no name."""
    scale.signs.promised = True
    if scale.row.fold(item).endswith((" thay", " the")):  # "sẽ có người mới vào thay anh A"
        leaving(scale.walk.after(index, most=3, colon=False))
