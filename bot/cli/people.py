"""`daumoi admin person`: find, add, see everything that is kept, correct, erase."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.administration import administering, get_named_person, now_utc, read_contact, today, writable
from bot.failures import Failure
from bot.roster import (
    CONSOLE,
    correct_person,
    erase_person,
    export_person,
    get_agency,
    held_by,
    remember_erasure,
)
from bot.roster.persons import add_person
from bot.settings import Settings
from bot.store import audit

app = typer.Typer(
    help="People and their data.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)

Who = Annotated[str, typer.Argument(help="The person's number or full name.")]
Phone = Annotated[str | None, typer.Option(help="Duty telephone.")]
Email = Annotated[str | None, typer.Option(help="Duty e-mail.")]
Title = Annotated[str | None, typer.Option(help="Post.")]


@app.command("list")
def show() -> None:
    """List everybody who has a name here: number, name, units.

    Example: daumoi admin person list
    """
    with administering() as tx:
        for row in tx.all("SELECT person_id, name FROM person_contact ORDER BY person_id"):
            units = [
                get_agency(tx, one.agency, today()).name for one in held_by(tx, row["person_id"], today())
            ]
            sys.stdout.write(f"{row['person_id']}\t{row['name']}\t{', '.join(units) or '-'}\n")


@app.command("add")
def add(
    name: Annotated[str, typer.Option(help="Full name.")],
    phone: Phone = None,
    email: Email = None,
    title: Title = None,
) -> None:
    """Add somebody who is no officer, a unit's head for instance; prints the number.

    Example: daumoi admin person add --name "Nguyễn Thị Mẫu" --phone 0912345678 --title "Giám đốc"
    """
    contact = read_contact(name, title, phone, email)
    with administering() as tx:
        person = add_person(tx, contact, now_utc())
        audit.note(tx, actor=CONSOLE.name, action="add person", subject=f"person:{person}", now=now_utc())
    sys.stdout.write(f"{person}\n")


@app.command("export")
def export(
    who: Who, out: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None
) -> None:
    """Print everything that is kept about a person as JSON, to be handed to them.

    Example: daumoi admin person export 12 --out du-lieu-12.json
    """
    with administering() as tx:
        found = export_person(tx, get_named_person(tx, who).id, today())
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        sys.stdout.write(text)
        return
    file = writable(out)
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")


@app.command("correct")
def correct(
    who: Who,
    name: Annotated[str | None, typer.Option(help="Full name.")] = None,
    phone: Phone = None,
    email: Email = None,
    title: Title = None,
) -> None:
    """Put right what names a person; the audit keeps which fields, never what stood there.

    Example: daumoi admin person correct 12 --phone 0912345678
    """
    given = {"name": name, "title": title, "phone": phone, "email": email}
    if not any(given.values()):
        raise typer.BadParameter("give what is to be put right")
    with administering() as tx:
        person = get_named_person(tx, who)
        if person.contact is None:
            raise Failure(f"person {person.id} was erased")
        said = read_contact(name or person.contact.name, title, phone, email)
        kept = {field: getattr(said, field) for field, value in given.items() if value}
        correct_person(tx, person.id, replace(person.contact, **kept), CONSOLE.name, now_utc())
    sys.stderr.write(f"person {person.id}: {', '.join(kept)} put right\n")


@app.command("erase")
def erase(who: Who, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Erase what names a person, here and in every backup that is ever restored; ids and dates stay.

    Example: daumoi admin person erase 12 --yes
    """
    from bot.conversation.papers import remove_files

    settings = Settings()
    with administering() as tx:
        person = get_named_person(tx, who)
    if person.contact is None:
        raise Failure(f"person {person.id} was erased before")
    if not yes and not typer.confirm(f"Erase {person.name} for good?", err=True):
        raise typer.Exit(1)
    with administering() as tx:
        remember_erasure(tx, settings.database, person.id, now_utc())
        erase_person(tx, person.id, CONSOLE.name, now_utc())
    remove_files(settings.exports)
    sys.stderr.write(f"person {person.id} is erased; designations keep their dates\n")
