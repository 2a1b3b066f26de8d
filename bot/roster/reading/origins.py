"""Tells where somebody came from: "(biệt phái từ Bộ Tư pháp về)", "(Sở Y tế cũ chuyển qua)" say nothing of leaving."""

from bot.roster.reading.items import Row

_ARRIVING = frozenset(("ve", "ra", "len", "xuong", "vao", "sang", "qua", "den", "toi", "vo"))


def comes_from(row: Row, index: int) -> bool:
    """Whether a verb of going stands in brackets that name where the newcomer was: they close on a word of arriving."""
    opening, closing = index, index
    while opening >= 0 and row.text(row.items[opening]) != "(":
        if row.items[opening].kind in {"stop", "person"} or row.text(row.items[opening]) == ")":
            return False
        opening -= 1
    while closing < len(row.items) and row.text(row.items[closing]) != ")":
        if row.items[closing].kind in {"stop", "person"}:
            return False
        closing += 1
    if opening < 0 or closing == len(row.items):
        return False
    inside = row.items[opening + 1 : closing]
    words = " ".join(row.fold(item) for item in inside).split()
    if words[-1] not in _ARRIVING:
        return False
    sourced = any(
        row.fold(item).split()[-1] == "tu" and place + 1 < len(inside) and inside[place + 1].kind != "date"
        for place, item in enumerate(inside)
    )
    return sourced or inside[0].kind == "unit"
