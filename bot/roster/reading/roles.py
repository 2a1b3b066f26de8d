"""Weighs, cue by cue, who leaves, who comes and who stays.

"B thay A": B comes, A leaves. "thay A bằng B", "thay A, cử B": A leaves, B comes. "A nghỉ hưu, B thay": each is the
subject of their own verb. Every cue adds weight to a person's role; the heavier role wins.
"""

from collections.abc import Callable, Mapping

from bot.roster.reading import arrivals, departures, exchanges
from bot.roster.reading.asides import already_there
from bot.roster.reading.fields import governs_field
from bot.roster.reading.forms import weigh_labels, weigh_leftovers
from bot.roster.reading.gates import Gates
from bot.roster.reading.inferences import infer_roles
from bot.roster.reading.items import Item, Row
from bot.roster.reading.origins import comes_from
from bot.roster.reading.people import Cast
from bot.roster.reading.scale import Scale
from bot.roster.reading.scene import Scene
from bot.roster.reading.weights import Signs

_MEANINGS: Mapping[str, Callable[[Scale, int, Item], None]] = {
    "leave": departures.leave,
    "leave_soft": departures.leave_soft,
    "until": departures.until,
    "but_not": departures.but_not,
    "post_of": departures.post_of,
    "drop": departures.drop,
    "drop_post": departures.drop_post,
    "no_successor": departures.no_successor,
    "remain": departures.remain,
    "stay": departures.stay,
    "promote": arrivals.promote,
    "bring": arrivals.bring,
    "come": arrivals.come,
    "come_post": arrivals.come_post,
    "open_name": arrivals.open_name,
    "swap": exchanges.swap,
    "trade": exchanges.trade,
    "announce": exchanges.announce,
    "by": exchanges.by,
    "old": exchanges.old,
    "new": exchanges.new,
    "old_unnamed": exchanges.old_unnamed,
}


def weigh(row: Row, cast: Cast, gates: Gates) -> Signs:
    """Give everybody in the cast the weight of each role."""
    scene = Scene(row, cast, gates)
    for person in cast.people:
        person.apart = scene.stands_apart(person)
    for person in already_there(row, scene.walk):
        person.stays = 5.0  # "Ngoài chị A đang làm, …"
    scale = Scale(scene)
    for index, item in enumerate(row.items):
        if item.kind == "cue" and index not in gates.closed and not comes_from(row, index):
            _weigh_cue(scale, index, item)
    if gates.unsettled and (scale.signs.leaves or scale.signs.drops):
        scale.signs.promised = True  # "anh A thôi từ 1/12, bên em đang tính cử chị B"
    weigh_labels(scene, scale.signs)
    infer_roles(scene, scale.signs)
    weigh_leftovers(scene, scale.signs)
    return scale.signs


def _weigh_cue(scale: Scale, index: int, item: Item) -> None:
    kind = item.kinds[0]
    if governs_field(scale.scene, index, item):
        return
    if kind in {"new", "old"} and item.is_cue("promote") and not scale.walk.after(index):
        kind = "promote"  # "nay là Phó Chánh Văn phòng"
    following = scale.walk.items[index + 1] if index + 1 < len(scale.walk.items) else None
    if (
        kind == "swap"
        and scale.row.fold(item).endswith(" tu")
        and following is not None
        and following.kind == "date"
    ):
        kind = "come"  # "nhận việc đầu mối từ thứ Hai"
    meaning = _MEANINGS.get(kind)
    if meaning is not None:
        meaning(scale, index, item)
