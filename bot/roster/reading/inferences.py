"""Roles that no verb gives but the sentence does: why somebody comes, that nobody follows, whose the duty is now."""

from bot.roster.reading.people import Individual
from bot.roster.reading.scene import Scene
from bot.roster.reading.weights import Signs, coming, leaving


def infer_roles(scene: Scene, signs: Signs) -> None:
    """Roles that the rest of a sentence gives, whatever its verb: "do A … nên cử B", "A …, chưa có người thay"."""
    people = [person for person in scene.cast.people if not person.apart]
    free = [p for p in people if not (p.leaves or p.comes or p.stays) and p is not scene.cast.speaker]
    newcomers = [person for person in scene.cast.people if person.comes > person.leaves and not person.apart]
    leavers = [
        person for person in scene.cast.people if person.leaves and not person.soft and not person.apart
    ]
    passing = any(i in scene.gates.passing for person in free for i in person.mentions)
    if passing or any(_closed(scene, person) for person in free):
        return
    if newcomers and not leavers and len(free) == 1 and _causes(scene, free[0], newcomers[0]):
        leaving([(free[0], 2.0)])
        signs.swaps = True
    elif signs.nobody and not newcomers and len(free) == 1 and _unreplaced(scene, free[0]):
        leaving([(free[0], 2.0)])
        signs.leaves = True
    elif (
        len(leavers) > len(newcomers)
        and not (newcomers or signs.promised or signs.nobody)
        and len(free) == 1
        and free[0].first > leavers[0].first
        and _speaks_of_duty(scene, free[0])
    ):
        coming([(free[0], 2.0)])  # "anh A thôi, chị B <whatever> đầu mối"


def _closed(scene: Scene, person: Individual) -> bool:
    """Whether a person is named only where nothing is reported."""
    return all(i in scene.gates.closed or i in scene.gates.asking for i in person.mentions)


def _causes(scene: Scene, person: Individual, newcomer: Individual) -> bool:
    """As in "do anh A … nên xã cử chị B": what is said of one is why the other comes."""
    items = scene.row.items
    lead = [scene.row.fold(item) for item in items[max(0, person.first - 3) : person.first]]
    between = [scene.row.fold(item) for item in items[person.first + 1 : newcomer.first]]
    token = scene.row.message.tokens[max(0, items[person.first].start - 1)]
    because = bool({"do", "vi", "boi", "vi ly do"} & {*lead, token.fold})
    return because and "nen" in between


def _unreplaced(scene: Scene, person: Individual) -> bool:
    """As in "anh A <whatever>, xã chưa có người thay", and nothing that says A stays."""
    for item in scene.row.items[person.mentions[-1] + 1 :]:
        if item.is_cue("stay", "remain", "negate") or item.kind in {"person", "stop"}:
            return False
        if item.is_cue("no_successor"):
            return True
    return False


def _speaks_of_duty(scene: Scene, person: Individual) -> bool:
    """Whether the words behind a person's last mention, up to a mark, name the duty of a focal officer."""
    for item in scene.row.items[person.mentions[-1] + 1 : person.mentions[-1] + 9]:
        if item.kind in {"stop", "person"} or item.is_cue("stay", "negate"):
            return False
        if scene.row.fold(item).endswith(("dau moi", " dm")):
            return True
    return False
