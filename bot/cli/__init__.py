"""The program `daumoi`: one command a capability. Data go to standard output, words for people to standard error.

Exit 0: done (a withheld answer is done); 1: a clear error; 2: wrong usage.
"""

from __future__ import annotations

import io
import sys

import typer

from bot.cli import (
    ask,
    bench,
    chat,
    deadlines,
    keeping,
    questions,
    regulations,
    roster,
    serve,
    settings,
)
from bot.failures import Failure, explain
from bot.messages.console import ABOUT

app = typer.Typer(
    name="daumoi",
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("chat")(chat.chat)
app.command("ask")(ask.ask)
app.command("serve")(serve.serve)
app.add_typer(regulations.app, name="corpus")
app.command("deadlines")(deadlines.deadlines)
app.add_typer(roster.app, name="roster")
if sys.argv[1:2] != ["ask"]:  # one question need not wait a fifth of a second for the roster
    from bot.cli import admin

    app.add_typer(admin.app, name="admin")
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)
app.command("doctor")(keeping.doctor)
app.add_typer(questions.app, name="questions")
app.add_typer(bench.app, name="bench")
app.command("settings")(settings.settings)


def main() -> None:
    """Run the program; a known failure is one sentence on standard error and exit status 1."""
    _speak_utf8()
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
