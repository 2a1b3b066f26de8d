"""`daumoi roster`: reading messages into changes, judging units by their regulation; the roster as list and table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import run_batch
from bot.failures import Failure

app = typer.Typer(
    help="The roster: read messages, check quotas, list, export, import.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
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


@app.command("list")
def show(
    agency: Annotated[str | None, typer.Option(help="Only this unit, by any of its names.")] = None,
    phones: Annotated[bool, typer.Option("--phones", help="Telephone numbers whole.")] = False,
) -> None:
    """List who is designated today: unit, name, post, role, telephone (masked), since, note.

    Example: daumoi roster list --agency "Sở Tư pháp"
    """
    from bot.cli.administration import administering, get_named_agency, today
    from bot.messages.positions import position_name
    from bot.messages.roster_list import mask_phone
    from bot.roster import CONSOLE, roster_rows, visible_units

    with administering() as tx:
        units = [get_named_agency(tx, agency)] if agency else visible_units(tx, CONSOLE, today())
        for one in (row for unit in units for row in roster_rows(tx, unit, today())):
            phone = one.phone if phones else mask_phone(one.phone)
            since = one.starts_on.isoformat() if one.starts_on else "-"
            row = (one.unit, one.name, one.title, position_name(one.role), phone, since, one.note)
            sys.stdout.write("\t".join(value or "-" for value in row) + "\n")


@app.command("export")
def export(file: Annotated[Path, typer.Argument(help="The .xlsx to write.")]) -> None:
    """Write the whole roster as a table that `roster import` reads back.

    Example: daumoi roster export danh-sach.xlsx
    """
    from bot.cli.administration import administering, today, writable
    from bot.roster import CONSOLE, export_rows
    from bot.roster.sheet_files import write_roster

    with administering() as tx:
        rows = export_rows(tx, CONSOLE, today()) or ()
    write_roster(rows, writable(file))
    sys.stderr.write(f"{len(rows)} people in {file}\n")


@app.command("template")
def template(file: Annotated[Path, typer.Argument(help="The .xlsx to write.")]) -> None:
    """Write an empty table to fill in, with the units that are known as a list to choose from.

    Example: daumoi roster template mau.xlsx
    """
    from bot.cli.administration import administering, today, writable
    from bot.roster import list_agencies
    from bot.roster.sheet_files import write_template

    with administering() as tx:
        units = [one.name for one in list_agencies(tx, today())]
    write_template(writable(file), units)


@app.command("import")
def take_in_file(
    file: Annotated[Path, typer.Argument(help="The .xlsx to read.")],
    regulation: Annotated[str | None, typer.Option(help="The regulation of its units.")] = None,
    unit: Annotated[str, typer.Option(help="The unit, where the table names none.")] = "",
    new_units: Annotated[
        bool, typer.Option("--new-units", help="Found units that are not known; needs --regulation.")
    ] = False,
    check_only: Annotated[bool, typer.Option("--check", help="Only look; write nothing.")] = False,
) -> None:
    """Take a whole roster in, or nothing: every bad cell is named on standard output.

    Example: daumoi roster import danh-sach.xlsx --regulation hue-109-2025 --new-units
    """
    from bot.cli.administration import administering, check_regulation, now_utc, today
    from bot.messages import roster as say
    from bot.messages import sheets as words
    from bot.roster import CONSOLE, take_in
    from bot.roster.sheets import read_roster

    if new_units and regulation is None:
        raise typer.BadParameter("--new-units needs --regulation: a unit stands under one")
    if not file.is_file():
        raise Failure(f"{file}: there is no such file")
    known, sheet = check_regulation(regulation), read_roster(file, unit)
    for problem in sheet.problems:
        sys.stdout.write(words.at_cell(problem.cell, problem.message) + "\n")
    if sheet.problems:
        raise Failure(words.refused(len(sheet.problems), sheet.readable))
    if check_only:
        sys.stderr.write(words.accepted(len(sheet.rows), len({row.unit for row in sheet.rows})) + "\n")
        return
    with administering() as tx:
        done = take_in(
            tx,
            sheet.rows,
            regulation=known,
            today=today(),
            actor=CONSOLE,
            now=now_utc(),
            new_units=new_units,
        )
    for one in done.problems:
        sys.stdout.write(say.intake_problem(one.line, one.code, one.value) + "\n")
    if done.problems:
        raise Failure(words.refused(len(done.problems), len(sheet.rows) - len(done.problems)))
    sys.stderr.write(
        say.intake_done(len(done.added), len(done.corrected), done.unchanged, len(done.units)) + "\n"
    )
