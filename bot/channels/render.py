"""One renderer for every channel: a message becomes parts that fit, split at a paragraph, else a sentence.

Lengths are UTF-16 units of the text that is seen, tags not counted. Splitting happens on spans, before there
are any tags, so that every part opens and closes its own. Room is left for the lines that a sender may add
(the mark of a repeat, the number of a reminder).
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.channels.contract import Capabilities
from bot.channels.message import Button, OutMessage, Paragraph, Span, Style
from bot.channels.part import Part

SPARE = 64

TAGS = {Style.BOLD: "b", Style.ITALIC: "i", Style.CODE: "code"}

# Where too long a paragraph may break, best first: after a sentence, a clause, a word.
BREAKS = (re.compile(r"[.!?…:]['”\")]*\s+"), re.compile(r"[;,]\s+"), re.compile(r"\s+"))


def render(message: OutMessage, capabilities: Capabilities) -> tuple[Part, ...]:
    """The parts in order, buttons and file with the last; ValueError when there is nothing to say."""
    document = message.document if capabilities.document else None
    paragraphs = message.text.paragraphs
    if not capabilities.buttons:
        paragraphs += _as_choices(message.buttons)
    groups = list(_fill(paragraphs, capabilities.max_length - SPARE))
    texts = [_print(group, html_too=capabilities.html) for group in groups]
    if not texts and document is None:
        raise ValueError("a message needs words or a file")
    parts = [Part(text, html=capabilities.html, protect=message.protect) for text in texts]
    if document is not None:
        fits = len(groups) == 1 and _length(groups[0]) <= capabilities.caption_length - SPARE
        caption = texts[0] if fits else ""
        parts = [] if fits else parts
        parts.append(Part(caption, html=capabilities.html, document=document, protect=message.protect))
    if message.buttons and capabilities.buttons:
        last = parts.pop()
        parts.append(Part(last.text, last.html, message.buttons, last.document, last.protect))
    return tuple(parts)


def utf16_length(text: str) -> int:
    """How Telegram counts a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _as_choices(buttons: Sequence[Sequence[Button]]) -> tuple[Paragraph, ...]:
    """Buttons where there are none: numbered lines; the number is typed instead."""
    flat = [button for row in buttons for button in row]
    return tuple(Paragraph((Span(f"{n}. {button.label}"),)) for n, button in enumerate(flat, 1))


def _length(paragraphs: Sequence[Paragraph]) -> int:
    return utf16_length("\n".join(paragraph.text for paragraph in paragraphs))


def _fill(paragraphs: Sequence[Paragraph], limit: int) -> Iterator[tuple[Paragraph, ...]]:
    """Whole paragraphs as long as they fit; one that is too long for any part is cut into pieces first."""
    group: list[Paragraph] = []
    used = 0
    for piece in (piece for paragraph in paragraphs for piece in _cut(paragraph, limit)):
        size = utf16_length(piece.text)
        if group and used + 1 + size > limit:
            yield from _worth_saying(group)
            group, used = [], 0
        used += size + (1 if group else 0)
        group.append(piece)
    yield from _worth_saying(group)


def _worth_saying(group: list[Paragraph]) -> Iterator[tuple[Paragraph, ...]]:
    """The group, unless nothing in it can be seen."""
    if any(paragraph.text.strip() for paragraph in group):
        yield tuple(group)


def _cut(paragraph: Paragraph, limit: int) -> Iterator[Paragraph]:
    """Pieces of at most `limit` units that together say all of the paragraph, in its styles."""
    rest = paragraph
    while utf16_length(rest.text) > limit:
        at = _break(rest.text, limit)
        head, rest = _split(rest, at)
        yield head
    yield rest


def _break(text: str, limit: int) -> int:
    """The index after which to break: as late as it fits, but never so early that parts become scraps."""
    fit = _index(text, limit)
    for pattern in BREAKS:
        ends = [match.end() for match in pattern.finditer(text, 0, fit)]
        if ends and ends[-1] >= fit // 2:
            return ends[-1]
    # One endless word: never inside a letter and its marks.
    while fit > 1 and re.match(r"[\u0300-\u036f\u200d\ufe0e\ufe0f]", text[fit]):
        fit -= 1
    return fit


def _index(text: str, limit: int) -> int:
    """The greatest index such that the text before it has at most `limit` units."""
    units = 0
    for index, char in enumerate(text):
        units += 2 if ord(char) > 0xFFFF else 1
        if units > limit:
            return index
    return len(text)


def _split(paragraph: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
    """Two paragraphs of the same kind, cut at a character."""
    head: list[Span] = []
    tail: list[Span] = []
    for span in paragraph.spans:
        if at > 0:
            head.append(Span(span.text[:at], span.style))
        if at < len(span.text):
            tail.append(Span(span.text[max(at, 0) :], span.style))
        at -= len(span.text)
    return Paragraph(tuple(head), paragraph.quote), Paragraph(tuple(tail), paragraph.quote)


def _print(paragraphs: Sequence[Paragraph], *, html_too: bool) -> str:
    """The text of one part, quoted passages set off where the channel can."""
    if not html_too:
        return "\n".join(paragraph.text for paragraph in paragraphs).strip()
    blocks = []
    for quoted, run in groupby(paragraphs, key=lambda paragraph: paragraph.quote):
        text = "\n".join("".join(_print_span(span) for span in paragraph.spans) for paragraph in run)
        blocks.append(f"<blockquote>{text}</blockquote>" if quoted and text.strip() else text)
    return "\n".join(blocks).strip()


def _print_span(span: Span) -> str:
    text = html.escape(span.text, quote=False)
    tag = TAGS.get(span.style)
    return f"<{tag}>{text}</{tag}>" if tag and text else text
