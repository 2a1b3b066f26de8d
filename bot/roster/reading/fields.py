"""Tells whether a verb of change governs a field and nobody: "đổi số điện thoại", "bổ sung email", "sđt anh A đổi rồi"."""

from bot.roster.reading.asides import drops_old_field
from bot.roster.reading.items import Item
from bot.roster.reading.scene import Scene


def governs_field(scene: Scene, index: int, item: Item) -> bool:
    """As in "đổi số điện thoại", "bổ sung email": the verb governs a field, not a person."""
    if not item.is_cue("swap", "trade", "bring", "by", "announce", "drop", "come", "leave", "leave_soft"):
        return False
    if item.is_cue("drop") and index and scene.row.items[index - 1].kind in {"phone", "email"}:
        return True
    if item.is_cue("leave") and "dau moi" in scene.row.fold(item):
        return False  # "khong con lam dau moi cua so, …"
    if item.is_cue("drop") and drops_old_field(scene.row, index):
        return True
    if item.is_cue("trade") and _opens_clause(scene, index):
        return True  # "sđt anh A đầu mối xã đổi rồi"
    after = scene.walk.next_item(index)
    if after is None:
        return False
    if after.kind in {"phone", "email"}:
        return True
    tokens = scene.row.message.tokens
    match = scene.row.landmarks.lexicon.fields.longest(tokens, after.start)
    if match and match.end - match.start == 1 and tokens[after.start].bare and scene.row.fold(after) == "so":
        return match.end < len(tokens) and (
            not tokens[match.end].is_word or tokens[match.end].fold in {"moi", "cu", "cua"}
        )  # "thay doi cua so em": without accents "sở" looks like "số"
    return match is not None and scene.row.fold(after) not in {"ten", "ho ten", "ho", "lien he"}


def _opens_clause(scene: Scene, index: int) -> bool:
    """Whether the clause of a cue begins with a field and holds nobody but its owner."""
    start = index
    while (
        start > 0
        and scene.row.items[start - 1].kind != "stop"
        and scene.row.text(scene.row.items[start - 1]) != ","
    ):
        start -= 1
    lexicon, tokens = scene.row.landmarks.lexicon, scene.row.message.tokens
    people = sum(item.kind == "person" for item in scene.row.items[start:index])
    opening = lexicon.fields.longest(tokens, scene.row.items[start].start)
    return people == 1 and opening is not None and scene.row.fold(scene.row.items[start]) not in {"ten", "ho"}
