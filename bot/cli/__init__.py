"""The program `daumoi`: one command a capability. Data go to standard output, words for people to standard error.

Exit 0: done (a withheld answer is done); 1: a clear error; 2: wrong usage.
"""

from __future__ import annotations

import gc
import io
import sys
from typing import ClassVar

import typer

from bot.cli.lazily import LazyGroup
from bot.failures import Failure, explain
from bot.messages.console import ABOUT

# Loading makes a million small objects and hardly a cycle: looking for cycles every 700 costs a twentieth of the start.
_GARBAGE = 50_000


class _Commands(LazyGroup):
    places: ClassVar[dict[str, str]] = {
        "chat": "bot.cli.chat:chat",
        "ask": "bot.cli.ask:ask",
        "serve": "bot.cli.serve:serve",
        "corpus": "bot.cli.regulations:app",
        "deadlines": "bot.cli.deadlines:deadlines",
        "roster": "bot.cli.roster:app",
        "admin": "bot.cli.admin:app",
        "backup": "bot.cli.keeping:backup",
        "restore": "bot.cli.keeping:restore",
        "doctor": "bot.cli.keeping:doctor",
        "questions": "bot.cli.questions:app",
        "bench": "bot.cli.bench:app",
        "settings": "bot.cli.settings:settings",
    }


app = typer.Typer(
    cls=_Commands,
    name="daumoi",
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _program() -> None:
    """Every command is one of `_Commands`; this makes the program a group without naming them twice."""


def main() -> None:
    """Run the program; a known failure is one sentence on standard error and exit status 1."""
    _speak_utf8()
    gc.set_threshold(_GARBAGE)
    try:
        app()
    except Failure as failure:
        sys.stderr.write(f"daumoi: {failure}\n")
        sys.exit(1)
    except Exception as error:
        sentence = explain(error)
        if sentence is None:
            raise
        sys.stderr.write(f"daumoi: {sentence}\n")
        sys.exit(1)


def _speak_utf8() -> None:
    """Vietnamese in and out whatever the locale says; half a character goes out as an escape that JSON reads back."""
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
