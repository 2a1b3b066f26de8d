"""Failures as one sentence for the person at the terminal."""

from __future__ import annotations

import sqlite3

from pydantic import ValidationError

from corpus import CorpusError
from index import IndexingError


class Failure(Exception):
    """Bad input or a wrong state, told in one sentence; the program ends with status 1.

    The rooms of bot that have errors of their own derive them from this.
    """


def explain(error: Exception) -> str | None:
    """The sentence for an error that the rooms raise with one; None for a broken promise of our own."""
    if isinstance(error, CorpusError | IndexingError | Failure):
        return str(error)
    if isinstance(error, ValidationError):  # only settings are read through pydantic
        return "; ".join(_setting(one["loc"], one["msg"]) for one in error.errors())
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, sqlite3.OperationalError):
        name = getattr(error, "sqlite_errorname", None) or error
        return f"the database takes no work ({name}): is the disk full, or the file not writable?"
    return None


def _setting(place: tuple[int | str, ...], message: str) -> str:
    named = f"DAUMOI_{str(place[0]).upper()}: " if place else ""
    return named + message.removeprefix("Value error, ")
