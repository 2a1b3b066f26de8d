"""The places of a regulation that a message names.

    điểm a khoản 2 điều 4 · khoản 1, Điều 2 · Đ4 k2 a · d4k2 · k2 Đ2 với k8 Đ4 QC · điều 3 của quyết định

A bare article means the Quy chế. A clause or point alone has no article: the conversation supplies it.
Places of other instruments ("Điều 27 Luật …", "khoản 1 Điều 11 của Nghị định số 61") are not references.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.bare_items import add_bare_items
from corpus.folding import compose, fold
from corpus.loose_letters import add_loose_letters
from corpus.mentions import find_mentions, without_counts
from corpus.part_words import is_denied, mend_parts, without_denied
from corpus.path import Part
from corpus.sites import Site, gather_sites
from corpus.slips import add_slips
from corpus.typed_labels import Rank
from corpus.whereabouts import find_whereabouts


@dataclass(frozen=True, slots=True)
class Reference:
    """A place as named; None where nothing was said. `span` is where it stands in the text as given.

    References made by one list ("khoản 3 và 4 Điều 7") share their span. `decision_number` is the number of
    the instrument, as far as typed: "246", "109/2025". With `unsure_point` the letter is open: d in a
    text without any marks may be đ, and an a at the end of "đ4 k2 a" may be "ạ".
    """

    part: Part | None
    article: str | None
    clause: str | None
    point: str | None
    chapter: str | None
    span: tuple[int, int]
    decision_number: str | None = None
    unsure_point: bool = False


# Mail and web addresses and telephone numbers hold letters and numbers that mean nothing here.
_ADDRESS = re.compile(
    r"[^\s@]{1,80}@[^\s@]{1,80}|(?:https?://|www\.)\S+|(?<!\d)(?:\+84|0)\d(?:[ .]?\d){7,9}(?!\d)"
)
_LOOSE_A = re.compile(r"\d\s+a$")
_MOST = 200  # a message of 4,096 characters could name thousands; no person does


def find_references(text: str) -> tuple[Reference, ...]:
    """Every place of a regulation that the text names (the first 200), in order; never raises."""
    composed, origins = compose(text)
    folded = _ADDRESS.sub(lambda match: "¤" * len(match[0]), fold(composed))
    folded, meant = without_denied(mend_parts(composed, folded))
    mentions = add_slips(composed, folded, find_mentions(composed, folded))
    mentions = add_bare_items(folded, without_counts(folded, mentions))
    mentions = add_loose_letters(composed, folded, mentions)
    has_marks = any(letter.isalpha() and not letter.isascii() for letter in composed)
    phrases = _phrases(gather_sites(folded, mentions))
    named = itertools.chain.from_iterable(_read_phrase(folded, phrase, meant) for phrase in phrases)
    found = _not_denied(folded, list(itertools.islice(named, _MOST)))
    found = [
        replace(one, unsure_point=True) if _is_unsure(folded, one, has_marks=has_marks) else one
        for one in found
    ]
    if composed is not text:
        found = [replace(one, span=(origins[one.span[0]], origins[one.span[1]])) for one in found]
    return tuple(found)


def _is_unsure(folded: str, reference: Reference, *, has_marks: bool) -> bool:
    """Whether the letter of the point may be another, for want of marks, or a word."""
    if reference.point == "d":
        return not has_marks and "ddi" not in folded[slice(*reference.span)]
    return reference.point == "a" and _LOOSE_A.search(folded[slice(*reference.span)]) is not None


def _phrases(places: Sequence[Site]) -> list[list[Site]]:
    """Places joined by list words stand in one phrase: what is said of the last may hold for all."""
    phrases: list[list[Site]] = []
    for place in places:
        if place.joined and phrases:
            phrases[-1].append(place)
        else:
            phrases.append([place])
    return phrases


def _not_denied(folded: str, found: list[Reference]) -> list[Reference]:
    """The references but those that the words before them deny, unless these are all: "có phải khoản 3 không phải …"."""
    denied = {one.span[0] for one in found if is_denied(folded, one.span[0])}
    return [one for one in found if one.span[0] not in denied] or found


def _read_phrase(folded: str, phrase: Sequence[Site], meant: Part | None) -> Iterator[Reference]:
    """The references of a phrase, unless it names places of another instrument.

    `meant` is the part where the text denies the other one ("không phải quy chế") and names none beside the place.
    """
    last = find_whereabouts(folded, phrase[-1].start, phrase[-1].end)
    for site in phrase:
        own = last if site is phrase[-1] else find_whereabouts(folded, site.start, site.end)
        is_alike = site.values.keys() == phrase[-1].values.keys()
        if own.says_nothing and (is_alike or last.is_outside or last.part is Part.REGULATION):
            own = last
        if not own.is_outside:
            yield from _multiply(site, meant if own.says_nothing else own.part, own.number)


def _multiply(site: Site, part: Part | None, number: str | None) -> Iterator[Reference]:
    """One reference for each combination of the listed labels."""
    span = (site.start, site.end)
    if Rank.CHAPTER in site.values:
        for label in site.values[Rank.CHAPTER]:
            yield Reference(part, None, None, None, label, span, number)
        return
    for article in site.values.get(Rank.ARTICLE, (None,)):
        for clause in site.values.get(Rank.CLAUSE, (None,)):
            for point in site.values.get(Rank.POINT, (None,)):
                own_article, own_clause = article, clause
                if article is not None and "." in article:  # "điều 7.3"
                    own_article, _, from_article = article.partition(".")
                    own_clause = clause or from_article
                yield Reference(part, own_article, own_clause, point, None, span, number)
