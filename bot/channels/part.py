"""One part of a message as it waits in the outbox: text already rendered for its channel, buttons, a file."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.channels.message import Button


@dataclass(frozen=True, slots=True)
class Part:
    """`html` says how `text` is written; a part with a document carries its text as the caption."""

    text: str
    html: bool = False
    buttons: tuple[tuple[Button, ...], ...] = ()
    document: Path | None = None
    protect: bool = False

    def to_json(self) -> str:
        """The stored form."""
        value: dict[str, Any] = {"text": self.text, "html": self.html, "protect": self.protect}
        if self.buttons:
            value["buttons"] = [
                [[button.label, button.words, button.data] for button in row] for row in self.buttons
            ]
        if self.document:
            value["document"] = str(self.document)
        return json.dumps(value, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Part":
        """What `to_json` wrote."""
        value = json.loads(text)
        return Part(
            text=value["text"],
            html=value["html"],
            buttons=tuple(
                tuple(Button(label, words, data) for label, words, data in row)
                for row in value.get("buttons", ())
            ),
            document=Path(value["document"]) if "document" in value else None,
            protect=value["protect"],
        )

    def headed(self, line: str) -> "Part":
        """The same part under one more line, which stands first; the line is plain text."""
        return replace(self, text=f"{line}\n{self.text}" if self.text else line)

    def footed(self, line: str) -> "Part":
        """The same part above one more line, which stands last; the line is plain text."""
        return replace(self, text=f"{self.text}\n{line}" if self.text else line)
