"""Single facts about this installation that outlive a process: one row of `meta` each, read and written by name."""

from bot.store.database import Transaction


def find_fact(tx: Transaction, name: str) -> str | None:
    """The value kept under the name, if there is one."""
    row = tx.one("SELECT value FROM meta WHERE name = ?", (name,))
    return str(row["value"]) if row is not None else None


def keep_fact(tx: Transaction, name: str, value: str) -> None:
    """Keep a value under the name, in place of the one before."""
    tx.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def bot_name_fact(channel: str) -> str:
    """Under which name the bot's own name on a channel is kept."""
    return f"bot name on {channel}"
