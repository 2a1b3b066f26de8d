"""`daumoi backup`, `restore`, `doctor`: keeping the database safe and knowing how it is."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.failures import Failure
from bot.settings import Settings


def backup(
    file: Annotated[Path | None, typer.Argument(help="Where to; DAUMOI_HOME/backups if left out.")] = None,
) -> None:
    """Copy the database safely, while the bot runs; prints the file.

    Example: daumoi backup /mnt/usb/daumoi.db
    """
    from bot.store.backup import backup as copy

    settings = Settings()
    target = file or settings.home / "backups" / f"daumoi-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    if target.is_dir():
        raise Failure(f"{target} is a folder; name a file in it")
    if target.resolve() == settings.database.resolve():
        raise Failure(f"{target} is the database itself")
    if not settings.database.exists():
        raise Failure(f"there is no database at {settings.database} yet")
    size = copy(settings.database, target)
    sys.stdout.write(f"{target}\n")
    sys.stderr.write(f"{size} bytes, checked\n")


def restore(file: Annotated[Path, typer.Argument(help="The backup.")]) -> None:
    """Put a backup in the database's place, while the bot does not run; sending starts on hold.

    The state before is kept beside it, and everybody who was erased since is erased again.

    Example: daumoi restore var/backups/daumoi-20261201-020000.db
    """
    from bot.store.backup import restore as put_back
    from bot.wiring import build_eraser

    settings, now = Settings(), datetime.now(UTC)
    if not file.is_file():
        raise Failure(f"{file}: there is no such file")
    done = put_back(file, settings.database, now, build_eraser(now))
    if done.kept:
        sys.stderr.write(f"the state before is kept as {done.kept}\n")
    sys.stderr.write(
        f"restored; {done.erased} erasures applied again; {done.waiting} messages wait on hold: "
        "`daumoi admin release` sends them, `daumoi admin release --drop` throws them away\n"
    )


def doctor(
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Look at everything a support call would ask about; ends with status 1 when something is bad.

    Example: daumoi doctor
    """
    from bot.doctor import Verdict, examine

    findings = examine(Settings(), datetime.now(UTC))
    for one in findings:
        if json_:
            sys.stdout.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(f"{one.verdict:4}  {one.about}: {one.sentence}\n")
    if any(one.verdict is Verdict.BAD for one in findings):
        raise typer.Exit(1)
