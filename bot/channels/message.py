"""Messages as every channel takes and gives them: rich text in paragraphs, buttons that stand for words, what came in.

Nothing here knows HTML or Telegram; a renderer turns paragraphs into what a channel prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Style(StrEnum):
    """How a span is shown where the channel can."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans on one line; `quote` marks a passage of law, shown set off."""

    spans: tuple[Span, ...]
    quote: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Rich:
    """A text in paragraphs."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The words alone, one paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


# The data of a button by which people hand over their own number, on a channel that can ask for it.
OWN_CONTACT = "~contact"


@dataclass(frozen=True, slots=True)
class Button:
    """A shortcut: pressing it says `words`.

    `data` (at most 64 bytes) is what a channel with buttons sends back; where `words` alone say it all it may be None.
    """

    label: str
    words: str
    data: str | None = None


@dataclass(frozen=True, slots=True)
class OutMessage:
    """Something to say. `protect` asks for no forwarding and no previews; `document` is a file to send along."""

    text: Rich
    buttons: tuple[tuple[Button, ...], ...] = ()
    document: Path | None = None
    protect: bool = False


class IncomingKind(StrEnum):
    """What came in."""

    TEXT = "text"
    PRESS = "press"
    CONTACT = "contact"
    DOCUMENT = "document"
    VOICE = "voice"
    STICKER = "sticker"
    PHOTO = "photo"
    MEMBERSHIP = "membership"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person sent, the same from every channel. `text` of a press is the words its button stands for."""

    channel: str
    bot: str
    update_id: str
    chat: str
    user: str
    kind: IncomingKind
    text: str = ""
    data: str | None = None
    private: bool = True
    mentioned: bool = False
    reply_to_bot: bool = False
    forwarded: bool = False
    via_bot: bool = False
    edited: bool = False
    from_channel: bool = False
    sent_at: datetime | None = None
    message_id: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


def plain(text: str) -> Paragraph:
    """A paragraph without styles."""
    return Paragraph((Span(text),))


def bold(text: str) -> Paragraph:
    """A bold paragraph."""
    return Paragraph((Span(text, Style.BOLD),))


def italic(text: str) -> Paragraph:
    """An italic paragraph."""
    return Paragraph((Span(text, Style.ITALIC),))


def rich(*paragraphs: Paragraph | str) -> Rich:
    """Paragraphs, plain ones given as text."""
    return Rich(tuple(one if isinstance(one, Paragraph) else plain(one) for one in paragraphs))
