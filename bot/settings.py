"""Settings from the environment and a .env file, each with its default and its meaning; `daumoi settings` lists them."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _days(text: str) -> str:
    """A list of days such as "7,3,1"; raises ValueError."""
    days = [one.strip() for one in text.split(",")]
    if not all(one.isdecimal() and 1 <= int(one) <= _MOST_DAYS_AHEAD for one in days):
        raise ValueError(f"must be days such as 7,3,1, each from 1 to {_MOST_DAYS_AHEAD}")
    return ",".join(days)


_MOST_DAYS_AHEAD = 60


class Settings(BaseSettings):
    """Everything that can be set. Environment variables carry the prefix DAUMOI_."""

    model_config = SettingsConfigDict(env_prefix="DAUMOI_", env_file=".env", extra="ignore")

    home: Path = Field(
        Path("var"), description="folder of the database, backups, exports and imported regulations"
    )
    telegram_token: SecretStr | None = Field(default=None, description="token of the bot, from BotFather")
    telegram_base_url: str = Field(
        default="https://api.telegram.org/bot", description="Bot API address, as http://host:port/bot"
    )
    telegram_proxy: str | None = Field(
        default=None, description="proxy for Telegram, as http://… or socks5://…"
    )

    reminder_days_ahead: Annotated[str, AfterValidator(_days)] = Field(
        default="7,3,1",
        description="calendar days before the day of reminding on which officers are reminded",
    )
    reminder_days_overdue: int = Field(
        default=5,
        ge=0,
        le=20,
        description="working days after the last day on which officers are still reminded, before unit head and coordinator",
    )
    reminder_at: time = Field(default=time(8, 0), description="hour of the reminders, Viet Nam time")
    quiet_from: time = Field(default=time(20, 0), description="nothing unasked is sent from this hour on")
    quiet_to: time = Field(default=time(7, 0), description="until this hour of the next morning")

    roster_files_by_chat: bool = Field(
        default=False,
        description="whether coordinators may send and fetch the roster as .xlsx in their chats; off, only at the console",
    )
    keep_after_leaving_days: int = Field(
        default=365,
        ge=30,
        description="days after which the name and numbers of somebody without any post are erased",
    )

    @model_validator(mode="after")
    def _hours_make_sense(self) -> Self:
        if self.quiet_from <= self.quiet_to:
            raise ValueError(
                "DAUMOI_QUIET_FROM must be later in the day than DAUMOI_QUIET_TO: quiet hours run over midnight"
            )
        if not self.quiet_to <= self.reminder_at < self.quiet_from:
            raise ValueError("DAUMOI_REMINDER_AT must lie outside the quiet hours")
        return self

    @property
    def exports(self) -> Path:
        """Where files lie that are sent along or were asked for."""
        return self.home / "exports"

    @property
    def decided_days(self) -> Path:
        """The administrator's own days off and make-up days, if there are any."""
        return self.home / "days.toml"

    @property
    def database(self) -> Path:
        """The one database file."""
        return self.home / "daumoi.db"

    @property
    def regulations(self) -> Path:
        """Where imported regulations lie, beside those shipped."""
        return self.home / "regulations"
