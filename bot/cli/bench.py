"""`daumoi bench`: how well the index finds, how fast the assistant answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Measure retrieval and answers.", no_args_is_help=True, rich_markup_mode=None)


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
    if json_:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return
    names = list(rows[0])
    sys.stdout.write("  ".join(f"{name:>14}" for name in names) + "\n")
    for row in rows:
        sys.stdout.write("  ".join(f"{row[name]:>14}" for name in names) + "\n")
