"""`daumoi questions`: what officers asked that nothing answered, and teaching the index how they ask."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.failures import Failure
from bot.knowledge import load_regulations
from bot.settings import Settings
from bot.store import Writer
from bot.store.hints import accept_hint
from bot.store.unanswered import close_question, list_open
from index import OUTSIDE

app = typer.Typer(
    help="Questions that nothing answered.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)


@app.command("list")
def show() -> None:
    """List the questions that wait, oldest first: number, regulation, text.

    Example: daumoi questions list
    """
    with Writer(Settings().database, datetime.now(UTC)) as writer:
        for one in writer.call(list_open):
            sys.stdout.write(f"{one.id}\t{one.regulation or '-'}\t{one.question or '-'}\n")


@app.command("accept")
def accept(
    number: Annotated[int, typer.Argument(help="The question's number.")],
    unit: Annotated[str, typer.Argument(help="The unit that answers it (a path), or 'outside' if none may.")],
) -> None:
    """Pair a waiting question with the unit that answers it; from the next start on it is found.

    Example: daumoi questions accept 12 hue-109-2025/quy-che/dieu-6/khoan-3
    """
    if unit != OUTSIDE and load_regulations(Settings().regulations).find(unit) is None:
        raise Failure(f"no unit {unit!r}; `daumoi corpus outline ID` lists the units of a regulation")
    now = datetime.now(UTC)
    with Writer(Settings().database, now) as writer:
        waiting = {one.id: one.question for one in writer.call(list_open)}
        question = waiting.get(number)
        if not question:
            raise Failure(f"question {number} does not wait; `daumoi questions list` shows those that do")
        writer.call(lambda tx: accept_hint(tx, unit, question, getpass.getuser(), now))
        writer.call(lambda tx: close_question(tx, number, answered=True, now=now))
    sys.stderr.write(f"question {number} now leads to {unit}\n")


@app.command("drop")
def drop(number: Annotated[int, typer.Argument(help="The question's number.")]) -> None:
    """Close a waiting question without an answer.

    Example: daumoi questions drop 12
    """
    now = datetime.now(UTC)
    with Writer(Settings().database, now) as writer:
        if not writer.call(lambda tx: close_question(tx, number, answered=False, now=now)):
            raise Failure(f"question {number} does not wait")
