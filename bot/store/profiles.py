"""What a person asks about (/hoso): regulation and level. It widens no right."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Transaction
from bot.store.moments import to_text


@dataclass(frozen=True, slots=True)
class Profile:
    """None means: not said yet."""

    regulation: str | None = None
    level: str | None = None


def get_profile(tx: Transaction, channel: str, user: str) -> Profile:
    """The profile, empty when the person has set none."""
    row = tx.one("SELECT regulation, level FROM profile WHERE channel = ? AND user = ?", (channel, user))
    return Profile() if row is None else Profile(row["regulation"], row["level"])


def set_profile(tx: Transaction, channel: str, user: str, profile: Profile, now: datetime) -> None:
    """Replace the whole profile."""
    tx.execute(
        "INSERT INTO profile (channel, user, regulation, level, updated_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, user) DO UPDATE SET regulation = excluded.regulation,"
        " level = excluded.level, updated_at = excluded.updated_at",
        (channel, user, profile.regulation, profile.level, to_text(now)),
    )
