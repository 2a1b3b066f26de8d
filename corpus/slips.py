"""Kind words with one slip of the finger: "kohản 10", "điuề 5", "đim b", "khoảm 3", "đều 7, khoản 1".

A slip is one letter dropped, added, doubled or changed, or swapped with the next, in the folded word right before a
label; keys of Telex left in it ("khoamr", "ddieerm") do not count. Spellings that are words themselves ("khoa 2", "đều 7",
"kiểu 3") count only beside another place.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from corpus.mentions import is_compound
from corpus.spelling import one_slip_from, without_keys
from corpus.typed_labels import COUNTED, DOTTED, Mention, Rank, measures, read_labels

_KIND_WORDS = {"khoan": Rank.CLAUSE, "dieu": Rank.ARTICLE, "diem": Rank.POINT, "muc": Rank.POINT}
# "khoảng", "khoa", "hoàn", "đều"; by a changed letter "khoác", "choán", "kiểu", "điện", "kiểm", "mua", and all of "lúc", "mức"
_WORDS = frozenset(
    {
        "khoang", "khoa", "khoanh", "khan", "khon", "hoan", "deu", "dem", "mu", "mc", "uc", "khoac", "khoai",
        "khoat", "khoay", "khoen", "khuan", "choan", "thoan", "dieu", "bieu", "gieu", "hieu", "kieu", "lieu",
        "mieu", "nieu", "rieu", "sieu", "tieu", "xieu", "yeu", "dien", "diep", "diet", "diec", "diem", "giem",
        "hiem", "kiem", "liem", "niem", "siem", "tiem", "viem", "xiem", "mac", "mec", "mic", "moc", "mua",
        "mui", "mun", "mut", "mum", "mup", "muu",
    }
) | {letter + "uc" for letter in string.ascii_lowercase}  # fmt: skip
_CANDIDATE = re.compile(
    r"""
    (?<! \w ) (?P<word> [a-z]{2,8} ) (?! [a-z] )
    (?P<number> \s+ (?: so | thu ) (?= \s ) )?
    \s* [.:]? \s*
    (?= \d | [(\"'“]? (?: [a-z] | dd | [a-z]{2,3} ) (?! \w ) )
    """,
    re.VERBOSE,
)
_EVENLY = re.compile(r"deu \d{1,2}\s?(?:cua\s+)?(?:quy\s?che|qc|quyet\s?dinh|qd)(?![a-z])")  # "đều 9 quy chế"
# Between a word that could be another and the place that it belongs to: "đều 7, khoản 1", "khoảng 2 của điều 4".
_BESIDE = re.compile(r"[\s,.():]*(?:(?:cua|thuoc|trong|tai|o)\s+)?")


def add_slips(text: str, folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with those whose kind word has a slip, in the order of the text; no two overlap."""
    sure: list[Mention] = []
    unsure: list[Mention] = []
    for slip, is_a_word in _candidates(text, folded):
        (unsure if is_a_word else sure).append(slip)
    read = _with(mentions, sure)
    return _with(
        read,
        [
            slip
            for slip in unsure
            if _EVENLY.match(folded, slip.start)
            or any(_beside(folded, slip, one) for one in _near(slip, read))
        ],
    )


def _near(slip: Mention, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that meet the slip, and the one on either side."""
    first = bisect_right(mentions, slip.start, key=lambda one: one.end)
    last = bisect_left(mentions, slip.end, key=lambda one: one.start)
    return mentions[max(0, first - 1) : last + 1]


def _with(mentions: Sequence[Mention], slips: Sequence[Mention]) -> list[Mention]:
    """The mentions and the slips in the order of the text; a slip replaces what stands in its label."""
    kept, found = list(mentions), []
    for slip in slips:
        met = [one for one in _near(slip, kept) if one.start < slip.end and slip.start < one.end]
        if not any(_holds(one, slip) for one in met):
            found.append(slip)
            kept = [one for one in kept if one not in met] if met else kept
    return sorted([*kept, *found], key=lambda mention: mention.start)


def _candidates(text: str, folded: str) -> Iterator[tuple[Mention, bool]]:
    """Each mention with a slip, and whether its spelling is a word of its own."""
    for match in _CANDIDATE.finditer(folded):
        for kind in _kinds(match["word"]):
            rank = _KIND_WORDS[kind]
            if rank is Rank.POINT and match["number"]:
                continue
            if kind == "muc" and not DOTTED.match(folded, match.end()):
                continue
            values, end = read_labels(text, folded, match.end(), rank, kind_at=match.start())
            if not values or COUNTED.match(folded, end) or measures(folded, end):
                continue
            if not is_compound(folded, match.start(), rank):
                typed = text[slice(*match.span("word"))].lower()
                yield Mention(rank, values, match.start(), end), match["word"] in _WORDS and typed != "đểm"
                break


def _kinds(word: str) -> tuple[str, ...]:
    """The kind words that a spelling may stand for; none for those read elsewhere."""
    plain = without_keys(word)
    if plain != word and plain in _KIND_WORDS:
        return (plain,)
    return _SLIPS.get(word) or _SLIPS.get(plain, ())


def _holds(mention: Mention, slip: Mention) -> bool:
    """Whether a mention that meets the slip covers more than its label: then the word is read already."""
    return mention.start <= slip.start or slip.end < mention.end


def _beside(folded: str, slip: Mention, other: Mention) -> bool:
    """Whether another level of the same place stands next to it."""
    if other.rank is slip.rank or other.rank is Rank.CHAPTER:
        return False
    before, after = sorted((slip, other), key=lambda mention: mention.start)
    return before.end <= after.start and _BESIDE.fullmatch(folded, before.end, after.start) is not None


def _slips() -> Mapping[str, tuple[str, ...]]:
    slips: dict[str, tuple[str, ...]] = {}
    for kind in _KIND_WORDS:
        for spelling in one_slip_from(kind) - _KIND_WORDS.keys():
            slips[spelling] = (*slips.get(spelling, ()), kind)
    return {**slips, "dieu": ("diem",)}  # "điều a, khoản 2"


_SLIPS = _slips()
