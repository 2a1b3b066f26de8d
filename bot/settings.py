"""Settings from the environment and a .env file, each with its default and its meaning; `daumoi settings` lists them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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

    @property
    def database(self) -> Path:
        """The one database file."""
        return self.home / "daumoi.db"

    @property
    def regulations(self) -> Path:
        """Where imported regulations lie, beside those shipped."""
        return self.home / "regulations"
