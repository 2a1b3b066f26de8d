"""What can go wrong between corpus and its callers.

A text that is badly written is no error here: the parser answers with problems. These are broken promises.

CorpusError
├── InvalidPath            a path that does not follow <regulation>/<part>/dieu-<n>[/khoan-<k>][/diem-<p>]
├── UnknownRegulation      no regulation of that name is loaded
├── UnknownUnit            the regulation has no such unit
└── InvalidData            a data file beside the texts lacks a field or holds a value it may not hold
"""

from __future__ import annotations

from collections.abc import Iterable


class CorpusError(Exception):
    """Any broken promise of this room."""


class InvalidPath(CorpusError):
    """A text that should name a unit and does not."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no unit path; write <regulation>/<quyet-dinh or quy-che>/dieu-<n>, then /khoan-<k> "
            "and /diem-<p> where wanted"
        )
        self.text = text


class UnknownRegulation(CorpusError):
    """A regulation that is not in the library."""

    def __init__(self, regulation: str, known: Iterable[str]) -> None:
        super().__init__(
            f"no regulation {regulation!r} is loaded; known are {', '.join(sorted(known)) or 'none'}"
        )
        self.regulation = regulation


class UnknownUnit(CorpusError):
    """A unit that its regulation does not have."""

    def __init__(self, path: str, nearest: str | None) -> None:
        hint = f"the nearest unit above it is {nearest}" if nearest else "not even its article exists"
        super().__init__(f"no unit {path}; {hint}")
        self.path = path
        self.nearest = nearest


class InvalidData(CorpusError):
    """A data file that cannot be used as it stands."""

    def __init__(self, source: str, field: str, reason: str) -> None:
        super().__init__(f"{source}: {field}: {reason}")
        self.source = source
        self.field = field
