"""`daumoi roster`: reading messages into changes, judging a unit's officers by its regulation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import run_batch

app = typer.Typer(
    help="The roster: read messages, check quotas.", no_args_is_help=True, rich_markup_mode=None
)
Batch = Annotated[Path, typer.Option("--batch", help="A file, one JSON object a line ('-': stdin).")]


@app.command("parse")
def parse(batch: Batch) -> None:
    """Read messages about people into structured changes.

    Example: daumoi roster parse --batch messages.jsonl
    """
    from bot.roster.reading import parse_row

    run_batch(batch, parse_row)


@app.command("check")
def check(batch: Batch) -> None:
    """Judge rosters by the numbers and positions that their regulation fixes, with the clause.

    Example: daumoi roster check --batch rosters.jsonl
    """
    from bot.roster.rules import check_row
    from corpus import load_staffing

    quotas = tuple(load_staffing())
    run_batch(batch, lambda row: check_row(row, quotas))
