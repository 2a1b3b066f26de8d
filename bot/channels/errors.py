"""What can break between a channel and its callers.

ChannelError
└── TokenRefused        Telegram does not know the token
"""

from bot.failures import Failure


class ChannelError(Failure):
    """Any broken promise around a channel."""


class TokenRefused(ChannelError):
    """The token is wrong or was revoked; the library's own error quotes it, so this one stands alone."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram does not accept the bot's token; set DAUMOI_TELEGRAM_TOKEN to the one BotFather shows"
        )
