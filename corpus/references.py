"""The places of a regulation that a message names.

    điểm a khoản 2 điều 4 · khoản 1, Điều 2 · Đ4 k2 a · d4k2 · k2 Đ2 với k8 Đ4 QC · điều 3 của quyết định

A bare article means the Quy chế. A clause or point alone has no article: the conversation supplies it.
Places of other instruments ("Điều 27 Luật …", "khoản 1 Điều 11 của Nghị định số 61") are not references.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.folding import compose, fold
from corpus.loose_letters import add_loose_letters
from corpus.mentions import find_mentions
from corpus.path import Part
from corpus.sites import Site, gather_sites
from corpus.typed_labels import Rank
from corpus.whereabouts import find_whereabouts


@dataclass(frozen=True, slots=True)
class Reference:
    """A place as named; None where nothing was said. `span` is where it stands in the text as given.

    References made by one list ("khoản 3 và 4 Điều 7") share their span. `decision_number` is the number of
    the instrument, as far as typed: "246", "109/2025".
    """

    part: Part | None
    article: str | None
    clause: str | None
    point: str | None
    chapter: str | None
    span: tuple[int, int]
    decision_number: str | None = None


# Mail and web addresses and telephone numbers hold letters and numbers that mean nothing here.
_ADDRESS = re.compile(
    r"[^\s@]{1,80}@[^\s@]{1,80}|(?:https?://|www\.)\S+|(?<!\d)(?:\+84|0)\d(?:[ .]?\d){7,9}(?!\d)"
)


def find_references(text: str) -> tuple[Reference, ...]:
    """Every place of a regulation that the text names, in order; never raises."""
    composed, origins = compose(text)
    folded = _ADDRESS.sub(lambda match: "¤" * len(match[0]), fold(composed))
    mentions = add_loose_letters(composed, folded, find_mentions(composed, folded))
    found: list[Reference] = []
    for phrase in _phrases(gather_sites(folded, mentions)):
        found.extend(_read_phrase(folded, phrase))
    return tuple(
        replace(reference, span=(origins[reference.span[0]], origins[reference.span[1]]))
        for reference in found
    )


def _phrases(places: Sequence[Site]) -> list[list[Site]]:
    """Places joined by list words stand in one phrase: what is said of the last may hold for all."""
    phrases: list[list[Site]] = []
    for place in places:
        if place.joined and phrases:
            phrases[-1].append(place)
        else:
            phrases.append([place])
    return phrases


def _read_phrase(folded: str, phrase: Sequence[Site]) -> list[Reference]:
    """The references of a phrase, unless it names places of another instrument."""
    last = find_whereabouts(folded, phrase[-1].start, phrase[-1].end)
    references: list[Reference] = []
    for site in phrase:
        own = find_whereabouts(folded, site.start, site.end)
        is_alike = set(site.values) == set(phrase[-1].values)
        if own.says_nothing and (is_alike or last.is_outside or last.part is Part.REGULATION):
            own = last
        if not own.is_outside:
            references.extend(_multiply(site, own.part, own.number))
    return references


def _multiply(site: Site, part: Part | None, number: str | None) -> list[Reference]:
    """One reference for each combination of the listed labels."""
    span = (site.start, site.end)
    if Rank.CHAPTER in site.values:
        return [Reference(part, None, None, None, label, span, number) for label in site.values[Rank.CHAPTER]]
    references = []
    for article in site.values.get(Rank.ARTICLE, (None,)):
        for clause in site.values.get(Rank.CLAUSE, (None,)):
            for point in site.values.get(Rank.POINT, (None,)):
                own_article, own_clause = article, clause
                if article is not None and "." in article:  # "điều 7.3"
                    own_article, _, from_article = article.partition(".")
                    own_clause = clause or from_article
                references.append(Reference(part, own_article, own_clause, point, None, span, number))
    return references
