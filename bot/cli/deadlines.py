"""`daumoi deadlines`: what the regulations make a unit report, convene, list and notify, and when."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.failures import Failure
from bot.settings import Settings
from corpus import AgencyLevel

_YEAR = timedelta(days=365)


def deadlines(
    regulation: Annotated[str | None, typer.Option(help="A regulation's id.")] = None,
    level: Annotated[AgencyLevel | None, typer.Option(help="The level; all if left out.")] = None,
    from_: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day; today.")
    ] = None,
    to: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day; a year later.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
    ics: Annotated[bool, typer.Option("--ics", help="Print a calendar file.")] = False,
    batch: Annotated[Path | None, typer.Option(help="A file of requests, one JSON object a line.")] = None,
) -> None:
    """List what is owed and when, exactly as the text fixes it; where it fixes no day, none is shown.

    Example: daumoi deadlines --regulation soc-trang-246-2024 --level province
    """
    from bot.deadlines import BatchLineError, DeadlineRequest, answer_batch, list_obligations
    from bot.knowledge import load_regulations
    from corpus import load_obligations

    known = load_regulations(Settings().regulations).regulations
    obligations = load_obligations()
    if batch is not None:
        lines = sys.stdin if str(batch) == "-" else batch.read_text(encoding="utf-8").splitlines()
        try:
            for line in answer_batch(lines, obligations, known):
                sys.stdout.write(line + "\n")
        except BatchLineError as error:
            raise Failure(f"{batch}, line {error.line}: {error}") from error
        return
    if regulation is None:
        raise typer.BadParameter("give --regulation or --batch")
    if regulation not in known:
        raise Failure(f"no regulation {regulation!r}; known: {', '.join(known)}")
    start = from_.date() if from_ else datetime.now().astimezone().date()
    end = to.date() if to else start + _YEAR
    if ics:
        _write_ics(regulation, level, start, end)
        return
    rows = list_obligations(DeadlineRequest("", regulation, level, start, end), obligations)
    if json_:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return
    for row in rows:
        days = _days(row)
        sys.stdout.write(f"{row['name']}  [{row['period'] or '-'}]  {days}\n    {row['citation']}\n")


def _days(row: Mapping[str, object]) -> str:
    """The last days, else the months, of a listed obligation."""
    found = row.get("last_days") or row.get("months") or ()
    return ", ".join(map(str, found)) if isinstance(found, list | tuple) and found else "-"


def _write_ics(regulation: str, level: AgencyLevel | None, start: date, end: date) -> None:
    from bot.deadlines import LadderSettings, build_ics, find_occurrences, load_calendar
    from bot.knowledge import load_regulations
    from corpus import Form, UnitPath, format_citation, load_obligations

    library, calendar = load_regulations(Settings().regulations), load_calendar()
    occurrences = [
        occurrence
        for obligation in load_obligations()
        if obligation.regulation == regulation
        for occurrence in find_occurrences(obligation, start, end, calendar, level)
    ]

    def cite(path: UnitPath) -> str:
        return format_citation(path, library, form=Form.SHORT)

    now = datetime.now().astimezone()
    sys.stdout.buffer.write(build_ics(occurrences, now, calendar, LadderSettings(), cite))
