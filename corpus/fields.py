"""Typed access to the tables of a TOML file: a wrong value is an InvalidData with the file and the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from corpus.errors import InvalidData
from corpus.regulation import Confidence


class Fields:
    """Typed access to a TOML table; raises InvalidData with the source and the field."""

    def __init__(self, data: object, source: str) -> None:
        if not isinstance(data, Mapping):
            raise InvalidData(source, "the entry", "is no table")
        self._data: Mapping[str, object] = data
        self._source = source

    def fail(self, name: str, reason: str) -> InvalidData:
        """The error to raise about a field."""
        return InvalidData(self._source, name, reason)

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self._data.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(name, "must be a text")
        return value

    def text_or_none(self, name: str) -> str | None:
        """A text that may be missing, but not empty."""
        return self.text(name) if name in self._data else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty when missing."""
        value = self._data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.fail(name, "must be a list of texts")
        return tuple(value)

    def whole_or_none(self, name: str) -> int | None:
        """A whole number that may be missing."""
        value = self._data.get(name)
        if value is not None and type(value) is not int:
            raise self.fail(name, f"must be a whole number, not {value!r}")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._data.get(name, default)
        if not isinstance(value, bool):
            raise self.fail(name, "must be true or false")
        return value

    def date_or_none(self, name: str) -> date | None:
        """A date that may be missing."""
        value = self._data.get(name)
        if value is not None and type(value) is not date:
            raise self.fail(name, "must be a date such as 2024-02-22")
        return value

    def tables(self, name: str) -> Mapping[str, object]:
        """A table of tables, empty when missing."""
        value = self._data.get(name, {})
        if not isinstance(value, Mapping):
            raise self.fail(name, "must be a table")
        return value

    def rows(self, name: str) -> list[object]:
        """A list of tables, empty when missing."""
        value = self._data.get(name, [])
        if not isinstance(value, list):
            raise self.fail(name, "must be a list of tables")
        return value

    def confidence(self) -> Confidence:
        """How sure the entry is."""
        value = self.text("confidence")
        if value not in tuple(Confidence):
            raise self.fail("confidence", f"must be one of {', '.join(Confidence)}, not {value!r}")
        return Confidence(value)
