"""`daumoi bench`: how well the index finds, how fast the assistant answers."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Measure retrieval and answers.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)


@app.command("retrieval")
def retrieval(
    articles: Annotated[Path, typer.Option(help="Articles, one JSON object a line.")],
    questions: Annotated[
        Path, typer.Option(help="Questions with their relevant articles, one JSON object a line.")
    ],
    engine: Annotated[
        list[str] | None, typer.Option(help="Further engines: sqlite-fts5, rank-bm25-words.")
    ] = None,
    strip_accents: Annotated[bool, typer.Option("--strip-accents", help="Ask without marks.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
) -> None:
    """Rank articles for questions with the shipped recipe and beside it with plain rank-bm25.

    Example: daumoi bench retrieval --articles articles.jsonl --questions questions.jsonl --strip-accents
    """
    from index import bench_retrieval

    rows = [
        row.as_json()
        for row in bench_retrieval(articles, questions, engine or (), strip_accents=strip_accents)
    ]
    _print(rows, json_=json_)


@app.command("answers")
def answers(
    file: Annotated[Path, typer.Argument(help="Cases with their gold, one JSON object a line.")],
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
) -> None:
    """Answer the same questions with the assistant and with plain engines: right, precise, silent, fast.

    Example: daumoi bench answers tests/cases/questions.jsonl
    """
    from bot.assistant import Shelf
    from bot.knowledge import build_shelves
    from bot.measure import bench_answers, read_cases

    cases = read_cases(file)
    shelves = build_shelves()
    shelf = Shelf(shelves.knowledge.library, shelves.later_law, datetime.now().astimezone().date())
    _print([row.as_json() for row in bench_answers(cases, shelves.knowledge, shelf)], json_=json_)


@app.command("silence")
def silence(
    files: Annotated[
        list[Path], typer.Argument(help="Cases with and without an answer, one JSON object a line.")
    ],
    weights: Annotated[
        Path | None,
        typer.Option(help="Write the fitted weights here, as bot/assistant/withhold.toml holds them."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
) -> None:
    """Fit anew when the assistant stays silent, and print what to expect of the fit (five-fold cross-validation).

    Example: daumoi bench silence tests/cases/questions.jsonl tests/cases/silence.jsonl --weights new.toml
    """
    from bot.measure import as_toml, fit_models, read_cases

    fits = fit_models([case for file in files for case in read_cases(file)])
    if weights:
        weights.write_text(as_toml(fits), encoding="utf-8")
    _print([fit.expected.as_json() for fit in fits.values()], json_=json_)


@app.command("load")
def load(
    questions: Annotated[
        Path | None,
        typer.Option(help="Questions to ask, one JSON object with `question` a line; a few if left out."),
    ] = None,
    rate: Annotated[float, typer.Option(help="Questions a second.")] = 100.0,
    seconds: Annotated[float, typer.Option(help="For so long.")] = 30.0,
    chats: Annotated[int, typer.Option(help="Over so many chats.")] = 400,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
) -> None:
    """Put the bot under load: real processes against the tests' Bot API server; run it from a checkout.

    Example: daumoi bench load --rate 100 --seconds 30
    """
    from bot.cli.lines import read_objects
    from bot.measure.load import bench_load

    asked = (
        [str(row.get("question", "")) for _, row in read_objects(questions)] if questions else list(_ASKED)
    )
    _print([bench_load(asked, rate=rate, seconds=seconds, chats=chats).as_json()], json_=json_)


_ASKED = (
    "bao cao quy nop truoc ngay may",
    "ai duyet danh sach dau moi",
    "d4k7b",
    "mot nam giao ban may lan",
    "doi nguoi thi bao cho ai",
    "nhan zalo trao doi cong viec duoc khong",
)


def _print(rows: list[dict[str, Any]], *, json_: bool) -> None:
    if json_:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return
    names = list(rows[0])
    widths = [max(len(name), *(len(str(row[name])) for row in rows)) for name in names]
    for line in (dict(zip(names, names, strict=True)), *rows):
        cells = [f"{line[name]!s:>{width}}" for name, width in zip(names, widths, strict=True)]
        sys.stdout.write("  ".join(cells) + "\n")
