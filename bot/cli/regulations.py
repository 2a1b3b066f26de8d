"""`daumoi corpus`: check, show and outline regulations, shipped ones by id or any file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.failures import Failure
from bot.files import read_text
from bot.knowledge import load_regulations
from bot.messages.console import DECISION
from bot.settings import Settings
from corpus import (
    Document,
    Form,
    InvalidPath,
    Problem,
    UnitPath,
    UnknownUnit,
    format_citation,
    outline,
    parse_document,
)

app = typer.Typer(
    help="The regulations: check, show, outline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def _document(name: str) -> Document:
    """A shipped or imported regulation by its id, else a file. Raises Failure when it is neither."""
    library = load_regulations(Settings().regulations)
    if name in library.regulations:
        return library.get(name).document
    path = Path(name)
    if not path.is_file():
        raise Failure(f"{name}: neither a regulation ({', '.join(library.regulations)}) nor a file")
    return parse_document(read_text(path), _id_of(path), str(path))


def _id_of(path: Path) -> str:
    from index import fold, syllables

    return "-".join(fold(one) for one in syllables(path.stem)) or "file"


def _say(problem: Problem) -> None:
    sys.stdout.write(f"{problem.path}:{problem.line}: {problem.message}\n")


@app.command("check")
def check(
    files: Annotated[
        list[str] | None, typer.Argument(help="Ids or files; all regulations if none is given.")
    ] = None,
) -> None:
    """Read regulations and print what an administrator should look at, as path:line: sentence.

    Example: daumoi corpus check quy-che-moi.txt
    """
    names = files or list(load_regulations(Settings().regulations).regulations)
    unfit = False
    for name in names:
        document = _document(name)
        for problem in document.problems:
            _say(problem)
        articles = [len(component.articles) for component in document.components]
        units = sum(1 for _ in document.units())
        unfit = unfit or not units
        sys.stderr.write(
            f"{name}: {' + '.join(map(str, articles)) or 0} articles, {units} units, {len(document.problems)} problems\n"
        )
    if unfit:
        raise typer.Exit(1)


@app.command("show")
def show(
    path: Annotated[str, typer.Argument(help="A unit path, e.g. soc-trang-246-2024/quy-che/dieu-7/khoan-3.")],
) -> None:
    """Print one unit as issued, with its place.

    Example: daumoi corpus show hue-109-2025/quy-che/dieu-5
    """
    library = load_regulations(Settings().regulations)
    try:
        unit = library.unit(UnitPath.parse(path))
    except (InvalidPath, UnknownUnit) as error:
        raise Failure(str(error)) from error
    sys.stderr.write(format_citation(unit.path, library, form=Form.FULL) + "\n")
    for one in unit.walk():
        for paragraph in one.paragraphs:
            sys.stdout.write(paragraph + "\n")


@app.command("outline")
def show_outline(
    name: Annotated[str, typer.Argument(help="A regulation's id or a file.")],
    json_: Annotated[
        bool, typer.Option("--json", help="Print every unit with its text as one JSON list.")
    ] = False,
) -> None:
    """Print a regulation's units in document order. A text without any is told to be no regulation, with status 1.

    Example: daumoi corpus outline hue-109-2025 --json
    """
    document = _document(name)
    if json_:
        sys.stdout.write(json.dumps(outline(document), ensure_ascii=False, indent=1) + "\n")
    if not any(document.units()):
        raise Failure(f"{name}: no article was found; this does not look like a regulation")
    if json_:
        return
    for unit in document.units():
        depth = str(unit.path).count("/") - 2
        title = unit.title or (unit.lead if len(unit.lead) < 90 else unit.lead[:90].rsplit(" ", 1)[0] + " …")
        sys.stdout.write(f"{'  ' * depth}{str(unit.path).split('/', 1)[1]}  {title}\n")


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="The regulation: .txt, .docx, or .pdf with a text layer.")],
    province: Annotated[str, typer.Option(help="Whose it is, as printed on its first page.")],
    id_: Annotated[str | None, typer.Option("--id", help="Its id; from the file's name if left out.")] = None,
    number: Annotated[
        str | None, typer.Option(help="The deciding instrument's number, if the copy has one.")
    ] = None,
    kind: Annotated[str, typer.Option(help="What the deciding instrument is.")] = DECISION,
    issuer: Annotated[str | None, typer.Option(help="Who issued it.")] = None,
) -> None:
    """Add a regulation under DAUMOI_HOME: the text as read and what is known about it, in a file to complete by hand.

    Example: daumoi corpus import quy-che.docx --province "Quảng Trị" --number 12/2026/QĐ-UBND
    """
    name = id_ or _id_of(file)
    text = read_text(file)
    document = parse_document(text, name, str(file))
    for problem in document.problems:
        _say(problem)
    if not any(True for _ in document.units()):
        raise Failure(f"{file}: no article was found; `daumoi corpus check {file}` shows what was read")
    folder = Settings().regulations
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / f"{name}.txt").exists():
        raise Failure(f"{folder / name}.txt is there already; remove it or choose another --id")
    fields = {
        "id": name,
        **({"number": number} if number else {}),
        "kind": kind,
        "issuer": issuer or f"UBND {province}",
        "province": province,
        "province_aliases": [province],
        "province_now": province,
        "audience": "focal-officers",
        "short": province,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    (folder / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    sys.stderr.write(
        f"{name}: {sum(1 for _ in document.units())} units; complete {folder / name}.toml (dates, levels, status)\n"
    )
