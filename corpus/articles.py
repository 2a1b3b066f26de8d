"""From the lines of one article to its units: clauses, points, and what belongs to each.

An unlabelled line belongs to the nearest unit open above it. Lines inside a quotation open nothing.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from corpus.grammar import Level, Opening, read_clause, read_dotted, read_point
from corpus.lines import Line
from corpus.model import Problem, Unit
from corpus.numbering import Candidate, Chain, choose, label_of
from corpus.path import UnitPath
from corpus.wrapping import goes_on, join_paragraphs

WORTH_PLAIN = 1.0
WORTH_UNFINISHED = 0.5  # the line above breaks off: this one may only be its rest
WORTH_LOOSE = 0.6  # the mark after the number is unusual
WORTH_DOUBTFUL = 0.2  # both: never on its own


@dataclass(slots=True)
class Reading:
    """What the parts of the parser share about one text: its lines, what is quoted, its width, what was
    noticed.
    """

    source: str
    lines: tuple[Line, ...]
    quoted: frozenset[int] = frozenset()
    width: float | None = None
    problems: list[Problem] = field(default_factory=list)

    def note(self, at: int, message: str) -> None:
        """Keep a remark for the administrator."""
        self.problems.append(Problem(self.source, self.lines[at].number, message))


def find_candidates(
    reading: Reading, body: Sequence[int], read: Callable[[str], Opening | None]
) -> list[Candidate]:
    """Every line of the body, its first left out, that may open a unit of the kind that `read` reads."""
    candidates: list[Candidate] = []
    for before, at in itertools.pairwise(body):
        candidate = judge_line(reading, at, reading.lines[before].text, read)
        if candidate is not None:
            candidates.append(candidate)
    return candidates


def judge_line(
    reading: Reading, at: int, above: str, read: Callable[[str], Opening | None]
) -> Candidate | None:
    """The line as a candidate, worth less when the line above it breaks off or its own mark is unusual."""
    opening = None if at in reading.quoted else read(reading.lines[at].text)
    if opening is None:
        return None
    text = reading.lines[at].text
    words = text[opening.end :]
    goes_on_from_above = bool(above) and goes_on(above, words or text, reading.width)
    if not opening.firm and goes_on_from_above and opening.level is not Level.DOTTED:
        is_hopeless = opening.level is Level.ARTICLE or not words
        return None if is_hopeless else Candidate(at, opening, WORTH_DOUBTFUL)
    worth = WORTH_UNFINISHED if goes_on_from_above else WORTH_PLAIN
    return Candidate(at, opening, worth if opening.firm else min(worth, WORTH_LOOSE))


def build_article(reading: Reading, body: Sequence[int], opening: Opening, path: UnitPath) -> Unit:
    """The article on these lines with everything below it. The first line bears its label."""
    chain = _clauses(reading, body, opening)
    if not chain.chosen:
        return _with_points(reading, body, opening, path)
    _remark(reading, chain, path)
    children = []
    for clause, lines in _regions(body, chain):
        children.append(_with_points(reading, lines, clause, replace(path, clause=label_of(clause))))
    own = body[: bisect_left(body, chain.chosen[0].at)]
    return _unit(reading, own, opening, path, tuple(children))


def _clauses(reading: Reading, body: Sequence[int], article: Opening) -> Chain:
    """The chain of "1." … or, where a text numbers so, of "5.1." … under Điều 5."""
    plain = choose(find_candidates(reading, body, read_clause))
    if plain.chosen and plain.chosen[0].opening.guessed and len(plain.chosen) == 1:
        plain = Chain(())  # a lonely "l." is no clause
    if plain.chosen:
        return plain
    return choose(
        [
            found
            for found in find_candidates(reading, body, read_dotted)
            if found.opening.prefix == article.number
        ]
    )


def _with_points(reading: Reading, body: Sequence[int], opening: Opening, path: UnitPath) -> Unit:
    chain = _points(reading, body, opening)
    if not chain.chosen:
        return _unit(reading, body, opening, path, ())
    _remark(reading, chain, path)
    children = tuple(
        _unit(reading, lines, point, replace(path, point=label_of(point)), ())
        for point, lines in _regions(body, chain)
    )
    return _unit(reading, body[: bisect_left(body, chain.chosen[0].at)], opening, path, children)


def _points(reading: Reading, body: Sequence[int], opening: Opening) -> Chain:
    """The chain of letters, or of items "2.8" under khoản 2, whichever begins first."""
    letters = choose(find_candidates(reading, body, read_point))
    items = find_candidates(reading, body, read_dotted)
    dotted = choose(
        [
            item
            for item in items
            if item.opening.prefix == opening.number and opening.level is not Level.DOTTED
        ]
    )
    if not dotted.chosen or (letters.chosen and letters.chosen[0].at < dotted.chosen[0].at):
        return letters
    return dotted


def _regions(body: Sequence[int], chain: Chain) -> list[tuple[Opening, Sequence[int]]]:
    """Each chosen opening with the lines from it to the next one."""
    starts = [bisect_left(body, candidate.at) for candidate in chain.chosen]
    ends = [*starts[1:], len(body)]
    return [
        (candidate.opening, body[start:end])
        for candidate, start, end in zip(chain.chosen, starts, ends, strict=True)
    ]


def _remark(reading: Reading, chain: Chain, path: UnitPath) -> None:
    for at, message in chain.remarks:
        reading.note(at, f"{path}: {message}")


def _unit(
    reading: Reading, own: Sequence[int], opening: Opening, path: UnitPath, children: tuple[Unit, ...]
) -> Unit:
    source = tuple(reading.lines[at] for at in own)
    first = source[0].text
    shown = list(source)
    printed = first[: opening.end].strip()
    if opening.end >= len(first) and len(shown) > 1:  # "Điều 5." alone on its line
        shown[:2] = [replace(shown[0], text=f"{first} {shown[1].text}")]
    paragraphs = join_paragraphs(shown, reading.width)
    lead = " ".join(paragraphs)
    words = lead.removeprefix(printed).strip()
    return Unit(
        path=path,
        kind=path.kind,
        label=path.point or path.clause or path.article,
        heading=words.rstrip(" :") or None if children and len(paragraphs) == 1 else None,
        text=" ".join([lead, *(child.text for child in children)]),
        lead=lead,
        paragraphs=paragraphs,
        children=children,
        line=source[0].number,
        source=source,
        printed=printed,
    )
