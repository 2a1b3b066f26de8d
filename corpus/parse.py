"""From the text of a regulation to a Document: never an exception, never a lost line.

What cannot be read becomes a problem with its line; the caller decides what a problem is worth.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from corpus.articles import Reading, build_article
from corpus.components import Span, hard_end, read_title, soft_end, split_components
from corpus.groups import Heading, arrange, heading_start, read_headings
from corpus.lines import read_lines
from corpus.margins import find_footnotes, gather_footnotes, is_annex_title, is_furniture
from corpus.model import Component, Document, Unit
from corpus.numbering import label_of
from corpus.path import Part, UnitPath
from corpus.quotation import find_quoted
from corpus.wrapping import measure_width

_PARTS = 2
_LONG_TAIL = 60  # lines: a signature with its addressees is shorter


def parse_document(text: str, regulation: str, source: str) -> Document:
    """Read a regulation. `regulation` begins the paths of its units, `source` names the file in problems."""
    lines = read_lines(text)
    quoted, unclosed = find_quoted(lines)
    reading = Reading(source, lines, quoted, measure_width(lines))
    furniture = frozenset(at for at, line in enumerate(lines) if is_furniture(line.text))
    body = [at for at in range(len(lines)) if at not in furniture]
    spans = split_components(reading, body)
    kept = _PARTS if spans and spans[0].part is Part.DECISION else 1
    spans, further = spans[:kept], spans[kept:]
    ends = [_end(reading, span, body, furniture) for span in spans]
    tail = frozenset(at for span, end in zip(spans, ends, strict=True) for at in range(end, span.end))
    notes = find_footnotes(lines, body, tail)
    body = [at for at in body if at not in notes]

    components: list[Component] = []
    headings: list[int] = []
    placed: set[int] = set(notes)
    for span, end in zip(spans, ends, strict=True):
        component, own, above = _read_component(reading, span, end, body, regulation)
        components.append(component)
        headings.extend(above)
        placed.update(own, above)
    lost = {
        at
        for span in further
        for at in range(span.start, span.end)
        if at not in furniture and at not in notes
    }
    _note_oddities(reading, components, spans, ends, further, unclosed)
    return Document(
        components=tuple(components),
        front_matter=tuple(line for at, line in enumerate(lines) if at not in placed and at not in lost),
        headings=tuple(lines[at] for at in headings),
        footnotes=gather_footnotes(lines, notes),
        unplaced=tuple(lines[at] for at in sorted(lost)),
        problems=tuple(sorted(reading.problems, key=lambda problem: problem.line)),
    )


def _end(reading: Reading, span: Span, body: Sequence[int], furniture: frozenset[int]) -> int:
    """The line after the last article's words; needs the last article's labels, hence a reading of it
    alone.
    """
    end = hard_end(reading, span)
    lines = body[bisect_left(body, span.last) : bisect_left(body, end)]
    trial = replace(reading, problems=[])
    last = build_article(trial, lines, span.chain.chosen[-1].opening, UnitPath("", span.part, "0"))
    last_line = list(last.walk())[-1].source[0]
    last_label = next(at for at in lines if reading.lines[at] is last_line)
    return soft_end(reading, last_label, end, furniture)


def _read_component(
    reading: Reading, span: Span, end: int, body: Sequence[int], regulation: str
) -> tuple[Component, list[int], list[int]]:
    """The component, the lines of its units, the lines of its headings."""
    chosen = span.chain.chosen
    before = body[bisect_left(body, span.start) : bisect_left(body, span.first)]
    above = before[heading_start(reading, before) :]
    events: list[Heading | Unit] = [*read_headings(reading, above)]
    articles: list[Unit] = []
    own: list[int] = []
    headings = list(above)
    for at, message in span.chain.remarks:
        reading.note(at, f"{span.part}: {message}")
    for order, candidate in enumerate(chosen):
        is_last = order + 1 == len(chosen)
        stop = end if is_last else chosen[order + 1].at
        lines = body[bisect_left(body, candidate.at) : bisect_left(body, stop)]
        cut = len(lines) if is_last else 1 + heading_start(reading, lines[1:])
        path = UnitPath(regulation, span.part, label_of(candidate.opening))
        article = build_article(reading, lines[:cut], candidate.opening, path)
        articles.append(article)
        own.extend(lines[:cut])
        headings.extend(lines[cut:])
        events.extend([article, *read_headings(reading, lines[cut:])])
    component = Component(span.part, read_title(reading, span, body), arrange(events), tuple(articles))
    return component, own, headings


def _note_oddities(
    reading: Reading,
    components: Sequence[Component],
    spans: Sequence[Span],
    ends: Sequence[int],
    further: Sequence[Span],
    unclosed: Sequence[int],
) -> None:
    """What an administrator should know although every line has its place."""
    if not components and reading.lines:
        reading.note(
            0,
            "no article was found (a line that begins with “Điều 1.”); this does not look like a regulation",
        )
    for span in further:
        reading.note(
            span.start,
            "another run of articles begins here; its lines were left out, import it as a file of its own",
        )
    for at in unclosed:
        reading.note(
            at,
            "a quotation is opened here and never closed; lines below may have opened units they only quote",
        )
    for component in components:
        seen: set[str] = set()
        for chapter in component.chapters:
            if chapter.label in seen:
                line = next(at for at, line in enumerate(reading.lines) if line is chapter.source[0])
                reading.note(line, f"Chương {chapter.label} stands twice in {component.part}; both were kept")
            seen.add(chapter.label)
    for span, end in zip(spans, ends, strict=True):
        annex = next(
            (
                at
                for at in range(end, span.end)
                if is_annex_title(reading.lines[at].text, reading.lines[at - 1].text)
            ),
            None,
        )
        if annex is not None or span.end - end > _LONG_TAIL:
            at = end if annex is None else annex
            reading.note(
                at,
                f"{span.end - at} lines from here on follow the articles (an annex?) and are not searched",
            )
