"""`daumoi admin`: the first coordinator, invitations, roles, links, sending after a restore; works beside the running bot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import agencies, people
from bot.cli.administration import (
    administering,
    check_regulation,
    get_named_agency,
    get_named_person,
    now_utc,
    read_contact,
    today,
    writable,
)
from bot.failures import Failure
from bot.messages import linking as say
from bot.messages.roster_talk import until
from bot.roster import (
    CONSOLE,
    Address,
    CoordinatorExists,
    Holding,
    Invited,
    Role,
    Scene,
    cut_off,
    end_grant,
    everybody,
    first_coordinator,
    get_agency,
    get_person,
    grant_role,
    grants_of,
    held_by,
    invite_many,
    linking_progress,
    vouch,
)
from bot.roster.enrolment import Standing, standing
from bot.roster.rows import InvitationSlip
from bot.store import Transaction, outbox
from bot.store.facts import bot_name_fact, find_fact

app = typer.Typer(
    help="People, roles, invitations and sending; beside the running bot.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(agencies.app, name="agency")
app.add_typer(people.app, name="person")

_HERE = Address("console", "console", "console")
Who = Annotated[str, typer.Argument(help="A person's number or full name.")]


@app.command("first-coordinator")
def first(
    name: Annotated[str, typer.Option(help="Full name.")],
    phone: Annotated[str | None, typer.Option(help="Duty telephone; proves the account later.")] = None,
    email: Annotated[str | None, typer.Option(help="Duty e-mail.")] = None,
    title: Annotated[str | None, typer.Option(help="Post.")] = None,
    regulation: Annotated[str | None, typer.Option(help="Looks after this one; all if left out.")] = None,
) -> None:
    """Write the first coordinator and print the invitation; further ones are granted afterwards.

    Example: daumoi admin first-coordinator --name "Nguyễn Thị Mẫu" --phone 0912345678 --regulation hue-109-2025
    """
    contact, known = read_contact(name, title, phone, email), check_regulation(regulation)
    with administering() as tx:
        try:
            person, invitation = first_coordinator(tx, contact, known, now_utc())
        except CoordinatorExists as there:
            raise Failure(str(there)) from there
        _print_slips(_slips(tx, [Invited(get_person(tx, person), invitation)]))


@app.command("invite")
def invite(
    who: Annotated[list[str] | None, typer.Argument(help="People, by number or full name.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Everybody designated or with a role.")] = False,
    agency: Annotated[str | None, typer.Option(help="Everybody designated in this unit.")] = None,
    again: Annotated[bool, typer.Option(help="Also those whose code is still good; it ends.")] = False,
    docx: Annotated[Path | None, typer.Option(help="Write a page for each to this .docx.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write a row for each to this .xlsx.")] = None,
) -> None:
    """Make invitations and print them: number, name, unit, code, link, good until. Who is linked gets none.

    Example: daumoi admin invite --all --docx giay-moi.docx --xlsx ma-moi.xlsx
    """
    if not (who or all_ or agency):
        raise typer.BadParameter("say whom: people, --agency or --all")
    with administering() as tx:
        named = [get_named_person(tx, one).id for one in who or ()]
        unit = get_named_agency(tx, agency) if agency else None
        crowd = everybody(tx, today(), unit.id if unit else None) if all_ or unit else []
        waiting = {one for one in crowd if not again and standing(tx, one, now_utc()) is Standing.WAITING}
        made = invite_many(tx, [*named, *(one for one in crowd if one not in waiting)], CONSOLE, now_utc())
        slips = _slips(tx, made)
        bot_name = find_fact(tx, bot_name_fact("telegram"))
    _print_slips(slips)
    if slips and docx:
        from bot.roster.invitation_pages import write_invitation_pages

        write_invitation_pages(slips, writable(docx), f"@{bot_name}" if bot_name else say.OUR_BOT)
    if slips and xlsx:
        from bot.roster.sheet_files import write_invitations

        write_invitations(slips, writable(xlsx))
    sys.stderr.write(f"{len(slips)} invitations; {len(waiting)} people have one that is still good\n")
    if not bot_name:
        sys.stderr.write("no links yet: the bot's name is known once `daumoi serve` has run\n")


@app.command("linking")
def linking() -> None:
    """Show how far linking has come, and everybody who is not linked: number, name, unit, standing.

    Example: daumoi admin linking
    """
    with administering() as tx:
        found = linking_progress(tx, everybody(tx, today()), now_utc())
        counts = [found.counts.get(one, 0) for one in Standing]
        for line in say.progress(found.total, *counts):
            sys.stderr.write(f"{line}\n")
        for number, where in found.people:
            sys.stdout.write(
                f"{number}\t{get_person(tx, number).name or '-'}\t{_unit_of(tx, number) or '-'}\t{where}\n"
            )


@app.command("confirm")
def confirm(who: Who) -> None:
    """Confirm the account that redeemed somebody's code, once you know that it is theirs.

    Example: daumoi admin confirm 12
    """
    from bot.conversation.posting import post_all

    with administering() as tx:
        reply = vouch(Scene(tx, CONSOLE, _HERE, now_utc()), get_named_person(tx, who).id)
        post_all(tx, reply.notices, now_utc())
    sys.stderr.write(f"{reply.messages[0].text.text}\n")


@app.command("unlink")
def unlink(who: Who) -> None:
    """End every account of somebody, at once.

    Example: daumoi admin unlink 12
    """
    from bot.conversation.posting import post_all

    with administering() as tx:
        reply = cut_off(Scene(tx, CONSOLE, _HERE, now_utc()), get_named_person(tx, who).id)
        post_all(tx, reply.notices, now_utc())
    sys.stderr.write(f"{reply.messages[0].text.text}\n")


@app.command("grant")
def grant(
    who: Who,
    role: Annotated[Role, typer.Argument(help="The role; an officer is who is designated.")],
    agency: Annotated[str | None, typer.Option(help="The unit, for a role of a unit.")] = None,
    regulation: Annotated[str | None, typer.Option(help="The regulation; all if left out.")] = None,
) -> None:
    """Give somebody a role.

    Example: daumoi admin grant "Nguyễn Thị Mẫu" unit-head --agency "Sở Tư pháp"
    """
    with administering() as tx:
        person, holding = get_named_person(tx, who), _holding(tx, role, agency, regulation)
        if not grant_role(tx, person.id, holding, CONSOLE, now_utc()):
            raise Failure(f"person {person.id} is {role} already")
    sys.stderr.write(f"person {person.id} is now {role}\n")


@app.command("revoke")
def revoke(
    who: Who,
    role: Annotated[Role, typer.Argument(help="The role.")],
    agency: Annotated[str | None, typer.Option(help="The unit, for a role of a unit.")] = None,
) -> None:
    """Take a role away, at once.

    Example: daumoi admin revoke 12 unit-head --agency "Sở Tư pháp"
    """
    with administering() as tx:
        person = get_named_person(tx, who)
        unit = get_named_agency(tx, agency).id if agency else None
        held = [
            one
            for one in grants_of(tx, person.id)
            if one.holding.role is role and unit in {None, one.holding.agency}
        ]
        if not held:
            raise Failure(f"person {person.id} is not {role}")
        for one in held:
            end_grant(tx, one, CONSOLE.name, now_utc())
    sys.stderr.write(f"person {person.id} is no longer {role}\n")


@app.command("hold")
def hold() -> None:
    """Stop all sending; what is said meanwhile waits in the outbox.

    Example: daumoi admin hold
    """
    with administering() as tx:
        outbox.hold_sending(tx, hold=True)
    sys.stderr.write("sending is on hold; `daumoi admin release` lets it go on\n")


@app.command("release")
def release(
    drop: Annotated[
        bool, typer.Option("--drop", help="Throw away what waits instead of sending it.")
    ] = False,
) -> None:
    """Let sending go on, as after a restore: what waits may long have been sent, so look first.

    Example: daumoi admin release --drop
    """
    with administering() as tx:
        waiting = sum(outbox.count_by_state(tx).get(one, 0) for one in ("ready", "claimed"))
        dropped = outbox.withdraw_waiting(tx, now_utc()) if drop else 0
        outbox.hold_sending(tx, hold=False)
    sys.stderr.write(f"sending goes on; {waiting - dropped} messages wait, {dropped} were thrown away\n")


def _holding(tx: Transaction, role: Role, agency: str | None, regulation: str | None) -> Holding:
    if role is Role.OFFICER:
        raise Failure("an officer is designated by a change of the roster, not by a role")
    if role.of_unit != (agency is not None):
        raise Failure(
            f"{role} is a role of a unit; give --agency" if role.of_unit else f"{role} has no --agency"
        )
    unit = get_named_agency(tx, agency).id if agency else None
    return Holding(role, unit, None if role.of_unit else check_regulation(regulation))


def _slips(tx: Transaction, made: list[Invited]) -> list[InvitationSlip]:
    bot_name = find_fact(tx, bot_name_fact("telegram"))
    return [
        InvitationSlip(
            name=one.person.name or "",
            unit=_unit_of(tx, one.person.id),
            code=one.invitation.spoken_code,
            link=one.invitation.deep_link(bot_name) if bot_name else "",
            title=(one.person.contact.title if one.person.contact else None) or "",
            valid_until=until(one.invitation.expires_at),
        )
        for one in made
    ]


def _unit_of(tx: Transaction, person: int) -> str:
    return ", ".join(get_agency(tx, one.agency, today()).name for one in held_by(tx, person, today()))


def _print_slips(slips: list[InvitationSlip]) -> None:
    for one in slips:
        sys.stdout.write(
            "\t".join((one.name, one.unit or "-", one.code, one.link or "-", one.valid_until)) + "\n"
        )
