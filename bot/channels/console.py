"""The console: messages in plain lines, bold and set off where the terminal can, buttons as numbered choices."""

from __future__ import annotations

import sys

from bot.channels.message import OutMessage, Paragraph, Style
from bot.channels.part import Part
from bot.messages.console import LETTERS, file_at
from bot.messages.conversation import numbered

_STYLES = {Style.PLAIN: "", Style.BOLD: "bold", Style.ITALIC: "italic", Style.CODE: "bold"}


class Terminal:
    """Prints messages to standard output, styled only when it is a terminal."""

    def __init__(self) -> None:
        self._styled = sys.stdout.isatty()

    def show(self, message: OutMessage) -> None:
        """Print one message with its choices, and an empty line."""
        for paragraph in message.text.paragraphs:
            self._paragraph(paragraph)
        if message.document:
            self._line(f"  {file_at(str(message.document))}", "dim")
        choices = [button.label for row in message.buttons for button in row]
        for number, label in enumerate(choices, 1):
            self._line(f"  {numbered(number, label)}", "dim")
        self._line("", "")

    def show_letter(self, body: str) -> None:
        """Print what waited in the outbox for whoever sits here."""
        self._line(LETTERS, "bold")
        for line in Part.from_json(body).text.splitlines():
            self._line(f"  {line}", "")
        self._line("", "")

    def _paragraph(self, paragraph: Paragraph) -> None:
        if not self._styled:
            sys.stdout.write(("  " if paragraph.quote else "") + paragraph.text + "\n")
            return
        from rich.console import Console
        from rich.padding import Padding
        from rich.text import Text

        text = Text()
        for span in paragraph.spans:
            text.append(span.text, style=_STYLES[span.style])
        Console().print(Padding(text, (0, 0, 0, 2)) if paragraph.quote else text)

    def _line(self, text: str, style: str) -> None:
        if self._styled and text:
            from rich.console import Console
            from rich.text import Text

            Console().print(Text(text, style=style))
        else:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
