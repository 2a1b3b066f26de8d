"""What an error of python-telegram-bot means for a message: not sent, uncertain, unreachable, or be patient.

The library wraps httpx and the Bot API's own answers in few classes; the cause it keeps tells which it was.
In doubt a message is uncertain: then it is sent again and says so, instead of being lost.
"""

from datetime import timedelta

import httpx
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels import contract
from bot.channels.contract import NotSent, Outcome, Uncertain, Unreachable

# The request never left: nobody was connected to.
BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


def outcome_of(error: TelegramError) -> Outcome:
    """What became of a message whose sending raised this. Reasons never quote the message or the token."""
    match error:
        case RetryAfter():
            return contract.RetryAfter(seconds_asked(error))
        case Forbidden():
            return Unreachable("forbidden")
        case BadRequest() if "chat not found" in error.message.lower():
            return Unreachable("chat not found")
        case BadRequest():
            return NotSent(f"refused: {error.message[:120]}", final=True)
        case InvalidToken():
            return NotSent("the token is not accepted")
        case NetworkError():
            return _outcome_of_network(error)
    return Uncertain(type(error).__name__)


def seconds_asked(error: RetryAfter) -> float:
    """The seconds to wait; the library is changing the attribute from a number to a timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _outcome_of_network(error: NetworkError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, BEFORE_SENDING):
        return NotSent(type(cause).__name__)
    if cause is None:
        # The server itself answered, in its own form, that it did not do it.
        return NotSent("server error")
    # A connection that broke, a gateway that answered for the server: nobody knows how far it came.
    return Uncertain(type(cause).__name__)
