"""Roles that no verb gives: labels of a form ("Thôi: A", "A (cũ)"), and people left over once all verbs are read."""

from bot.roster.reading.items import Item
from bot.roster.reading.phrases import Match
from bot.roster.reading.scene import Scene
from bot.roster.reading.walk import Group
from bot.roster.reading.weights import Signs, coming, leaving

_BEGINS_LABEL = {"\n", "-", "*", "•", ",", ".", ";", ":", "(", "+", ")", "/"}
_ADDING = {"sung", "them", "tang", "cu"}
_REACH = 6


def weigh_labels(scene: Scene, signs: Signs) -> None:
    """As in "Thôi: A", "Mới - B", "A (cũ)": one word before a colon or in brackets is a role."""
    row = scene.row
    for index, item in enumerate(row.items):
        match = row.landmarks.lexicon.labels.longest(row.message.tokens, item.start)
        if match is None or index in scene.gates.closed:
            continue
        group = _labelled(scene, index, match)
        if not group:
            continue
        sent = match.kind == "old" and _sent(scene, item)
        replaced = row.fold(item) == "thay" and _by_follows(scene, index)
        (leaving if replaced or (match.kind == "old" and not sent) else coming)(group, 2)
        if match.kind == "new" and _adds(scene, item, match):
            signs.adds = True
        else:
            signs.announces = True


def _sent(scene: Scene, item: Item) -> bool:
    r"""As in "- thoi: A\n- cu: B": without accents "cử" looks like "cũ"; somebody who leaves was named before."""
    token = scene.row.message.tokens[item.start]
    return token.bare and token.fold == "cu" and any(person.leaves for person in scene.cast.people)


def _by_follows(scene: Scene, index: int) -> bool:
    """As in "Thay: A. Bằng: B"."""
    items, row = scene.row.items, scene.row
    return any(
        row.fold(item) in {"bang", "boi"} and row.text(after) == ":"
        for item, after in zip(items[index + 1 :], items[index + 2 :], strict=False)
    )


def _labelled(scene: Scene, index: int, match: Match) -> Group:
    """The people whom the label at `index` names; none where the words are no label."""
    items, row = scene.row.items, scene.row
    before = row.text(items[index - 1]) if index else "\n"
    after = next((i for i in range(index, len(items)) if items[i].start >= match.end), None)
    if after is None or items[after].start != match.end or before not in _BEGINS_LABEL:
        return []
    sign = row.text(items[after])
    if before == "(" and sign == ")":
        return scene.walk.before(index)[:1]
    if sign not in {":", "-", "="}:
        return []
    group = scene.walk.after(after)
    near = bool(group) and any(after < mention <= after + _REACH for mention in group[0][0].mentions)
    return group if near else []


def _adds(scene: Scene, item: Item, match: Match) -> bool:
    return any(token.fold in _ADDING for token in scene.row.message.tokens[item.start : match.end])


def weigh_leftovers(scene: Scene, signs: Signs) -> None:
    """People whom no cue governs, where the rest of the message leaves only one role for them."""
    people = [person for person in scene.cast.people if not person.apart]
    free = [p for p in people if not (p.leaves or p.comes or p.stays) and p is not scene.cast.speaker]
    if len(free) == 1 and (signs.adds or signs.speaker_comes) and len(people) == 1 and not signs.swaps:
        coming([(free[0], 2.0)])  # "Mình đăng ký làm đầu mối. Đinh Bạt Tụy, phó phòng, 028…"
    unknown_speaker = signs.speaker_comes and scene.cast.speaker is None
    named = [p for p in free if p.honorific == "em" and len(p.syllables) > 1]
    if unknown_speaker and len(named) == 1:
        coming([(named[0], 2.5)])  # "… bàn giao cho em, em Hoàng Thùy Linh đầu mối mới"
    if not free or not (signs.swaps or signs.announces):
        return
    leavers = [person for person in people if person.leaves > person.comes and not person.soft]
    newcomers = [person for person in people if person.comes > person.leaves]
    if leavers and not newcomers and not signs.promised:
        coming([(person, 1.5) for person in free if person.first > leavers[0].first][:1])
    elif newcomers and not leavers and not signs.unnamed_leaver:
        leaving([(free[0], 1.5)])
    elif not leavers and not newcomers and len(free) == 2:
        leaving([(free[0], 1.5)])
        coming([(free[1], 1.5)])
    for person in free:
        person.guessed = person.guessed or bool(person.leaves or person.comes)
