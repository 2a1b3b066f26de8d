"""`daumoi ask`: one question, or a file of them."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.lines import run_batch, write_object
from bot.failures import Failure
from bot.settings import Settings
from corpus import AgencyLevel


def ask(
    text: Annotated[str | None, typer.Argument(help="The question, in quotes.")] = None,
    regulation: Annotated[
        str | None, typer.Option(help="The asker's regulation, e.g. soc-trang-246-2024.")
    ] = None,
    level: Annotated[AgencyLevel | None, typer.Option(help="The asker's level.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the answer came about.")] = False,
    batch: Annotated[
        Path | None, typer.Option(help="A file of questions, one JSON object a line ('-': stdin).")
    ] = None,
) -> None:
    """Answer a question from the regulations.

    Example: daumoi ask "báo cáo tháng hạn chót ngày nào" --regulation soc-trang-246-2024 --level province
    """
    from bot.answering import Answering

    if (text is None) == (batch is None):
        raise typer.BadParameter("give a question or --batch FILE")
    answering = Answering(Settings(), datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")))
    if batch is not None:
        run_batch(batch, answering.answer_row)
        return
    row: dict[str, Any] = {"question": text, "regulation": regulation, "level": level}
    if json_:
        write_object(answering.answer_row(row))
        return
    if explain:
        sys.stderr.write(answering.explain_row(row) + "\n\n")
    from bot.channels.console import Terminal

    Terminal().show(answering.message_of(row))


def known_regulation(name: str | None, known: list[str]) -> None:
    """Raise Failure for an id that no regulation has."""
    if name is not None and name not in known:
        raise Failure(f"no regulation {name!r}; known: {', '.join(known)}")
