"""`daumoi admin agency`: units with their names, number of procedures, opening and closing."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.administration import administering, check_regulation, get_named_agency, now_utc, today
from bot.failures import Failure
from bot.roster import (
    CONSOLE,
    add_agency,
    close_agency,
    find_agencies,
    holders,
    list_agencies,
    rename_agency,
    set_procedures,
)
from bot.roster.agencies import add_alias
from corpus import StaffedUnit

app = typer.Typer(help="Units.", no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Which = Annotated[str, typer.Argument(help="The unit's number or any of its names.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on; today.")]


@app.command("list")
def show(
    regulation: Annotated[str | None, typer.Option(help="Only units under this one.")] = None,
) -> None:
    """List the units: number, name, kind, regulation, procedures, officers.

    Example: daumoi admin agency list
    """
    with administering() as tx:
        for one in list_agencies(tx, today(), check_regulation(regulation)):
            count = len(holders(tx, one.id, today()))
            row = (one.id, one.name, one.kind, one.regulation or "-", one.procedures or "-", count)
            sys.stdout.write("\t".join(map(str, row)) + "\n")


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Its name, as in its founding document.")],
    kind: Annotated[StaffedUnit, typer.Option(help="What it is.")],
    regulation: Annotated[str, typer.Option(help="The regulation it stands under.")],
    procedures: Annotated[int | None, typer.Option(min=0, help="How many procedures it has.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="Another name; may be given again.")] = None,
) -> None:
    """Add a unit.

    Example: daumoi admin agency add "Sở Tư pháp" --kind so-nganh --regulation hue-109-2025 --alias STP
    """
    known = check_regulation(regulation)
    with administering() as tx:
        if find_agencies(tx, name, today(), known):
            raise Failure(f"{name!r} is there already")
        number = add_agency(
            tx,
            name=name,
            kind=kind,
            regulation=known,
            procedures=procedures,
            aliases=alias or (),
            actor=CONSOLE.name,
            now=now_utc(),
        )
    sys.stdout.write(f"{number}\n")


@app.command("rename")
def rename(agency: Which, name: Annotated[str, typer.Argument(help="The new name.")], on: Day = None) -> None:
    """Give a unit another name; the one before stays known.

    Example: daumoi admin agency rename "Sở Tư pháp" "Sở Tư pháp và Hộ tịch" --on 2026-12-01
    """
    with administering() as tx:
        unit = get_named_agency(tx, agency)
        day = on.date() if on else today()
        rename_agency(tx, unit.id, name, day, actor=CONSOLE.name, now=now_utc())
    sys.stderr.write(f"agency {unit.id} is called {name} from {day} on\n")


@app.command("alias")
def alias(agency: Which, name: Annotated[str, typer.Argument(help="The other name.")]) -> None:
    """Let a unit be found under another name.

    Example: daumoi admin agency alias "Sở Tư pháp" STP
    """
    with administering() as tx:
        unit = get_named_agency(tx, agency)
        add_alias(tx, unit.id, name)
    sys.stderr.write(f"agency {unit.id} is also found as {name}\n")


@app.command("procedures")
def procedures(agency: Which, number: Annotated[int, typer.Argument(min=0, help="How many.")]) -> None:
    """Set how many administrative procedures a unit has; staffing rules hang on it.

    Example: daumoi admin agency procedures "Sở Tư pháp" 120
    """
    with administering() as tx:
        unit = get_named_agency(tx, agency)
        set_procedures(tx, unit.id, number, actor=CONSOLE.name, now=now_utc())
    sys.stderr.write(f"agency {unit.id} has {number} procedures\n")


@app.command("close")
def close(
    agency: Which,
    on: Day = None,
    into: Annotated[str | None, typer.Option(help="The unit that takes over.")] = None,
) -> None:
    """Close a unit; recorded changes whose day comes later stop and are told of.

    Example: daumoi admin agency close "Sở Tư pháp" --on 2027-01-01 --into "Sở Nội vụ"
    """
    with administering() as tx:
        unit = get_named_agency(tx, agency)
        successor = get_named_agency(tx, into).id if into else None
        if successor == unit.id:
            raise Failure("a unit does not take over from itself")
        day = on.date() if on else today()
        close_agency(tx, unit.id, day, successor, actor=CONSOLE.name, now=now_utc())
    sys.stderr.write(f"agency {unit.id} is closed from {day} on\n")
