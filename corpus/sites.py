"""Which mentions name one place together: "khoản 2 Điều 4" upwards, "Điều 4 khoản 2" downwards, lists in
either.

A mention binds to what stands tight beside it; a list word ("và", "với", ";") begins another place of the
same kind.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.typed_labels import Mention, Rank

# Between two mentions of one place: "khoản 1, Điều 2", "khoản 2 của Điều 4", "(điểm a)".
_TIGHT = re.compile(r"[\s,.:()/_>→–-]*(?:(?:nam\s)?(?:cua|thuoc|trong|tai|o|theo|ben|co|cai)\s+)*")
# Between two places: "k2 Đ2 với k8 Đ4".
_LIST = re.compile(r"\s*(?:,|;|\+|&|/|va|voi|hoac|hay|cung|roi|va ca|\n)[\s,]*")
_RANGE = re.compile(r"\s*(?:den|toi|-|–|->)\s*")


@dataclass(slots=True)
class Site:
    """Levels that were found together, before lists are multiplied out."""

    values: dict[Rank, tuple[str, ...]]
    start: int
    end: int
    joined: bool = False  # a list word stands between the place before and this one


def gather_sites(folded: str, mentions: Sequence[Mention]) -> list[Site]:
    """Mentions that make one place, upwards ("khoản 2 Điều 4") or downwards ("Điều 4 khoản 2")."""
    places: list[Site] = []
    runs = _runs(folded, mentions)
    at = 0
    while at < len(mentions):
        upwards, after = _climb(folded, mentions, runs, at)
        if mentions[at].rank in (Rank.ARTICLE, Rank.CHAPTER) or after == at + 1:
            new, after = _descend(folded, mentions, runs, at)
        else:
            new = [upwards]
        if places and new:
            new[0].joined = _LIST.fullmatch(folded, places[-1].end, new[0].start) is not None
        places.extend(new)
        at = after
    _share_articles(places)
    return places


def _share_articles(places: Sequence[Site]) -> None:
    """A clause joined to a place with an article stands in it too: "khoản 1 và điểm a khoản 2 Điều 4"."""
    for before, after in zip(reversed(places[:-1]), reversed(places[1:]), strict=True):
        lacks = Rank.CLAUSE in before.values and Rank.ARTICLE not in before.values
        if lacks and after.joined and Rank.CLAUSE in after.values and Rank.ARTICLE in after.values:
            before.values[Rank.ARTICLE] = after.values[Rank.ARTICLE]


def _climb(folded: str, mentions: Sequence[Mention], runs: Sequence[int], at: int) -> tuple[Site, int]:
    """From a point or clause up to its article, over lists of the same level: "khoản 2, khoản 3 Điều 4"."""
    place = Site({mentions[at].rank: mentions[at].values}, mentions[at].start, mentions[at].end)
    rank = mentions[at].rank
    if _crosses(folded, mentions, at):
        point, article = mentions[at + 1 : at + 3]
        place.values |= {Rank.POINT: point.values, Rank.ARTICLE: article.values}
        place.end = article.end
        return place, at + 3
    at += 1
    while at < len(mentions) and rank is not Rank.ARTICLE:
        following = mentions[at]
        if following.rank is Rank.CHAPTER:
            break
        if following.rank > rank and _is_tight(folded, place.end, following.start):
            rank = following.rank
            place.values[rank] = following.values
            place.end = following.end
            at += 1
            continue
        siblings = runs[at - 1]
        above = mentions[siblings] if siblings < len(mentions) else None
        if siblings == at or above is None or not rank < above.rank <= Rank.ARTICLE:
            break
        if not _is_tight(folded, mentions[siblings - 1].end, above.start):
            break
        place.values[rank] = _joined_values(folded, mentions[at - 1 : siblings], place.values[rank])
        place.end = mentions[siblings - 1].end
        at = siblings
    if rank is Rank.ARTICLE and Rank.POINT not in place.values and at < len(mentions):
        at = _take_point(folded, mentions, runs, at, place)
    return place, at


def _take_point(folded: str, mentions: Sequence[Mention], runs: Sequence[int], at: int, place: Site) -> int:
    """The point that follows the article of its clause: "k1 đ6 điểm c", "khoản 2 điều 6 mục 2.6"."""
    point = mentions[at]
    is_ours = point.rank is Rank.POINT and _is_tight(folded, place.end, point.start)
    if not is_ours or _climb(folded, mentions, runs, at)[1] > at + 1:  # "khoản 1 điều 6, điểm c khoản 2"
        return at
    place.values[Rank.POINT] = point.values
    place.end = point.end
    return at + 1


def _crosses(folded: str, mentions: Sequence[Mention], at: int) -> bool:
    """Whether a clause is followed by its point and then its article: "khoản 2 mục 2.6 điều 6"."""
    row = mentions[at : at + 4]
    if [mention.rank for mention in row[:3]] != [Rank.CLAUSE, Rank.POINT, Rank.ARTICLE]:
        return False
    tight = [_is_tight(folded, before.end, after.start) for before, after in itertools.pairwise(row)]
    has_own_clause = len(row) == 4 and row[3].rank is Rank.CLAUSE and tight[2]
    return tight[0] and tight[1] and not has_own_clause  # "khoản 2 điểm a, điều 5 khoản 1"


def _runs(folded: str, mentions: Sequence[Mention]) -> list[int]:
    """For each mention the index after the run of its level that it stands in, joined by list words."""
    ends = [len(mentions)] * len(mentions)
    for at in range(len(mentions) - 2, -1, -1):
        between = folded[mentions[at].end : mentions[at + 1].start]
        is_joined = _LIST.fullmatch(between) or _RANGE.fullmatch(between)
        ends[at] = ends[at + 1] if is_joined and mentions[at].rank is mentions[at + 1].rank else at + 1
    return ends


def _joined_values(folded: str, run: Sequence[Mention], first: tuple[str, ...]) -> tuple[str, ...]:
    values = list(first)
    for before, after in itertools.pairwise(run):
        between = folded[before.end : after.start]
        if _RANGE.fullmatch(between) and before.values[-1].isdigit() and after.values[0].isdigit():
            values.extend(str(number) for number in range(int(before.values[-1]) + 1, int(after.values[0])))
        values.extend(after.values)
    return tuple(values)


def _descend(
    folded: str, mentions: Sequence[Mention], runs: Sequence[int], at: int
) -> tuple[list[Site], int]:
    """From an article down; after a list word a further clause or point belongs to the same article."""
    place = Site({mentions[at].rank: mentions[at].values}, mentions[at].start, mentions[at].end)
    places = [place]
    rank = mentions[at].rank
    at += 1
    while at < len(mentions) and rank is not Rank.CHAPTER:
        following = mentions[at]
        above = {level: labels for level, labels in place.values.items() if level > following.rank}
        if following.rank is Rank.CHAPTER or _binds_upwards(folded, mentions, runs, at):
            break
        if following.rank < rank and _is_tight(folded, place.end, following.start):
            place.values[following.rank] = following.values
            place.end = following.end
        elif following.rank is rank and _RANGE.fullmatch(folded, place.end, following.start):
            place.values[rank] = _joined_values(folded, mentions[at - 1 : at + 1], place.values[rank])
            place.end = following.end
        elif following.rank >= rank and above and _LIST.fullmatch(folded, place.end, following.start):
            place = Site({**above, following.rank: following.values}, place.start, following.end, joined=True)
            places.append(place)
        else:
            break
        rank = following.rank
        at += 1
    return places, at


def _binds_upwards(folded: str, mentions: Sequence[Mention], runs: Sequence[int], at: int) -> bool:
    """Whether a mention begins a place of its own: "điều 2, khoản 1 điều 3"."""
    if mentions[at].rank is Rank.ARTICLE:
        return False
    climbed, after = _climb(folded, mentions, runs, at)
    if Rank.ARTICLE not in climbed.values:
        return False
    before = folded[mentions[at - 1].end : mentions[at].start]
    last = folded[mentions[after - 2].end : mentions[after - 1].start]
    return bool(before.strip()) or not last.strip()


def _is_tight(folded: str, start: int, end: int) -> bool:
    return _TIGHT.fullmatch(folded, start, end) is not None and "\n\n" not in folded[start:end]
