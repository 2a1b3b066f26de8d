"""Logs that may be shown to anybody: no token, no question, no name, whatever a library or a traceback says.

Our own lines hold ids and kinds only. The formatter is the last line of defence: it works on the finished
line, traceback included, where a filter would see the message alone.
"""

import logging
import re
import sys
from types import TracebackType
from typing import TextIO

TOKEN = re.compile(
    r"""
    (?<!\d)\d{6,}       # the bot's id, in addresses after "bot"
    (?::|%3A)
    [A-Za-z0-9_-]{20,}  # the secret
    """,
    re.VERBOSE | re.IGNORECASE,
)

# What these say at lower levels are addresses with the token, and bodies with what people wrote.
QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.CRITICAL,
    "asyncio": logging.CRITICAL,
    "apscheduler": logging.WARNING,
}


class RedactingFormatter(logging.Formatter):
    """Formats a record and blots out tokens; of a traceback it keeps the places, not the words."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, without secrets."""
        return TOKEN.sub("<token>", super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802  the library's name
        """File and line of every frame and the kind of the exception; its text may quote a message."""
        if not (isinstance(ei, tuple) and isinstance(ei[1], BaseException)):
            return ""
        places = []
        trace = ei[1].__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
            trace = trace.tb_next
        return "\n".join([*places, type(ei[1]).__name__])


def set_up_logging(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send all logs to one stream (standard error) through the formatter; replaces what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = _log_the_end
    # A line that cannot be written is not reported: the library's report goes around the formatter.
    logging.raiseExceptions = False
    for name, floor in QUIET.items():
        logging.getLogger(name).setLevel(max(level, floor))


def _log_the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An exception that ends the program goes the same way as every other line."""
    logging.getLogger("daumoi").critical("ended", exc_info=(kind, error, trace))
