"""Moments as the database keeps them: UTC, ISO 8601, fixed width, so that text order is time order."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """The stored form of an aware moment; a naive one is a broken promise and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its zone: {moment!r}")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def from_text(text: str) -> datetime:
    """The aware UTC moment that `to_text` wrote."""
    return datetime.fromisoformat(text)
