"""Where the deciding instrument ends and the annexed regulation begins, and where each one's articles end.

A component is a run of articles that counts from 1. A second run begins only where a title says so: "QUY
CHẾ …", "(Ban hành kèm theo …", or a first chapter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.articles import Reading, judge_line
from corpus.grammar import Level, read_article, read_group
from corpus.margins import (
    is_annex_title,
    is_closing,
    names_annexed,
    names_instrument,
    says_issued_with,
)
from corpus.numbering import Candidate, Chain, choose
from corpus.path import Part
from corpus.wrapping import is_finished


@dataclass(frozen=True, slots=True)
class Span:
    """A component on the page, in line indexes: from its title to the next title, with its articles."""

    part: Part
    start: int
    end: int
    chain: Chain

    @property
    def first(self) -> int:
        """The line of the first article."""
        return self.chain.chosen[0].at

    @property
    def last(self) -> int:
        """The line of the last article."""
        return self.chain.chosen[-1].at


def split_components(reading: Reading, body: Sequence[int]) -> tuple[Span, ...]:
    """The components in order; a text with more than two has more than there are parts."""
    groups: list[list[Candidate]] = [[]]
    starts = [0]
    above = ""
    for at in body:
        candidate = judge_line(reading, at, above, read_article)
        above = reading.lines[at].text
        if candidate is None:
            continue
        if groups[-1] and candidate.opening.number == 1 and candidate.opening.suffix == 0:
            title = _title_between(reading, groups[-1][-1].at + 1, at)
            if title is not None:
                groups.append([])
                starts.append(title)
        groups[-1].append(candidate)
    ends = [*starts[1:], len(reading.lines)]
    spans: list[Span] = []
    for group, start, end in zip(groups, starts, ends, strict=True):
        chain = choose(group)
        if chain.chosen:
            part = _part(reading, start, chain.chosen[0].at, has_earlier=bool(spans))
            spans.append(Span(part, start, end, chain))
    return tuple(spans)


def _title_between(reading: Reading, start: int, end: int) -> int | None:
    """The first line between two articles that shows that another text begins."""
    for at in range(start, end):
        text = reading.lines[at].text
        if at in reading.quoted:
            continue
        if names_annexed(text) or says_issued_with(text):
            return at
        group = read_group(text)
        if group is not None and group.level is Level.CHAPTER and group.number == 1:
            return at
    return None


def _part(reading: Reading, start: int, first: int, *, has_earlier: bool) -> Part:
    """A later component is the annexed regulation; so is a lone one with such a title and no other."""
    if has_earlier:
        return Part.REGULATION
    title = [reading.lines[at].text for at in range(start, first)]
    is_annexed = any(names_annexed(text) for text in title) or any(says_issued_with(text) for text in title)
    return (
        Part.REGULATION if is_annexed and not any(names_instrument(text) for text in title) else Part.DECISION
    )


def hard_end(reading: Reading, span: Span) -> int:
    """The line after the last article's words, if the page says so: addressees, signature, annex."""
    for at in range(span.last + 1, span.end):
        text = reading.lines[at].text
        if at not in reading.quoted and (
            is_closing(text) or is_annex_title(text, reading.lines[at - 1].text)
        ):
            return at
    return span.end


def soft_end(reading: Reading, last_label: int, end: int, furniture: frozenset[int]) -> int:
    """The same where only the look tells: after "./.", at a drawn rule, at a line in capitals below the
    last label.
    """
    for at in range(last_label, end):
        text = reading.lines[at].text
        if at > last_label and at not in reading.quoted:
            above = reading.lines[at - 1].text
            is_rule = at in furniture and not any(letter.isalnum() for letter in text)
            if is_rule and is_finished(above) and at + 1 < end:
                return at
            if text.isupper() and len(text.split()) > 1 and is_finished(above):
                return at
        if text.rstrip().endswith(("./.", ". /.", "/.")):
            return at + 1
    return end


def read_title(reading: Reading, span: Span, body: Sequence[int]) -> str:
    """The name of the component: its title line and what follows up to the remark in brackets or the first
    heading.
    """
    words: list[str] = []
    named = False
    for at in body:
        if at < span.start:
            continue
        text = reading.lines[at].text
        if at >= span.first or read_group(text) is not None:
            break
        is_name = names_annexed(text) if span.part is Part.REGULATION else names_instrument(text)
        if is_name and not named:
            named = True
        elif named and (
            text.startswith("(") or (is_finished(text) and not text.isupper()) or _begins_basis(text)
        ):
            break
        if named:
            words.append(text)
    return " ".join(words)


def _begins_basis(text: str) -> bool:
    return text.startswith(("Căn cứ", "Chính phủ ban hành", "Xét ", "Theo đề nghị"))
