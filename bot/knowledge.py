"""Puts together what the assistant knows: shipped and imported regulations, their index, later law. Built once a process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.assistant import Knowledge
from corpus import LaterLaw, Library, load_later_law, load_library
from index import Hints, UnitSearch, load_hints, load_lexicon, load_typical


@dataclass(frozen=True, slots=True)
class Shelves:
    """The knowledge with the notes on later law."""

    knowledge: Knowledge
    later_law: tuple[LaterLaw, ...]


def load_regulations(imported: Path | None = None) -> Library:
    """The shipped regulations and, if the folder exists, the imported ones; an imported one replaces a shipped one of its id."""
    library = load_library()
    if imported is None or not imported.is_dir():
        return library
    return Library({**library.regulations, **load_library(imported).regulations})


def build_shelves(imported: Path | None = None, accepted: Iterable[tuple[str, str]] = ()) -> Shelves:
    """Load and index everything; about half a second for the five regulations. Raises CorpusError, IndexingError.

    `accepted` are further ways of asking: unit path and question.
    """
    library = load_regulations(imported)
    hints = Hints((*load_hints().lines, *accepted))
    search = UnitSearch.build(library, load_lexicon(), hints, load_typical())
    return Shelves(Knowledge(library, search), load_later_law())
