"""On the day: recorded changes are carried out and everyone concerned is told; before it, one can be taken back.

Each notice has a key of its own change and person, so that carrying out twice tells nobody twice.
"""

from dataclasses import replace
from datetime import date, datetime

from bot.channels.message import OutMessage, rich
from bot.messages import linking as say_link
from bot.messages import roster as say
from bot.messages import roster_applied as say_applied
from bot.messages.linking import POSITIONS
from bot.roster.agencies import get_agency
from bot.roster.applying import Applied, apply_change
from bot.roster.basis import AWAITED
from bot.roster.card import Card, Comer, Leaver, Stage
from bot.roster.countering import counter_instruction
from bot.roster.designations import find_held, holders
from bot.roster.flow import card_reply, open_card
from bot.roster.grants import coordinators_for, heads_of
from bot.roster.handover import first_message
from bot.roster.notices import Notice, Reply, tell
from bot.roster.persons import get_person
from bot.roster.recorded import (
    ChangeState,
    RecordedChange,
    due_changes,
    get_change,
    settle,
)
from bot.roster.rights import Right, may, may_record
from bot.roster.scene import VIETNAM, Scene, day_in_vietnam
from bot.roster.surroundings import ALONE, Surroundings
from bot.store import Transaction


def apply_due(tx: Transaction, now: datetime, around: Surroundings = ALONE) -> tuple[Notice, ...]:
    """Carry out every change whose day has come, oldest first; harmless to call at any time and again."""
    today = day_in_vietnam(now)
    notices: tuple[Notice, ...] = ()
    for change in due_changes(tx, today):
        notices += apply_and_tell(tx, change, around, today, now)
    return notices


def apply_and_tell(
    tx: Transaction, change: RecordedChange, around: Surroundings, today: date, now: datetime
) -> tuple[Notice, ...]:
    """Carry out one change and say so to the leaver, the newcomer, the unit and the coordinators."""
    applied = apply_change(tx, change, around, today, now)
    desk = coordinators_for(tx, applied.agency.regulation)
    if applied.stopped:
        successor = get_agency(tx, applied.agency.successor, today).name if applied.agency.successor else None
        message = OutMessage(rich(say_applied.stopped(applied.agency.name, successor)))
        return tell(tx, [*desk, *_author(change)], f"change {change.id} stopped", message)
    notices = [
        *_farewells(applied),
        *_welcomes(tx, applied, around, today),
        *_codes(tx, applied, around, desk),
    ]
    gone = {one.person for one in applied.left} | set(applied.came)
    unit = [one.person for one in holders(tx, applied.agency.id, today)]
    told = [one for one in [*unit, *heads_of(tx, applied.agency.id), *desk] if one not in gone]
    message = OutMessage(rich(*_what_changed(tx, applied)), protect=True)
    return (*notices, *tell(tx, told, f"change {change.id} applied", message))


def undo(scene: Scene, change_id: int) -> Reply:
    """Take a change back: withdrawn when its day has not come, else a card for the counter-change."""
    change = get_change(scene.tx, change_id)
    agency = get_agency(scene.tx, change.agency, scene.today)
    if not may(scene.actor, Right.UNDO_CHANGE, agency):
        return Reply((OutMessage(rich(say.NO_RIGHT)),))
    if not may_record(scene.actor, agency, change.people):
        return Reply((OutMessage(rich(say.OWN_MATTER)),))
    undone = scene.tx.one(
        "SELECT 1 FROM roster_change WHERE undoes_id = ? AND state IN ('recorded', 'applied')", (change.id,)
    )
    if undone is not None or change.state in {ChangeState.WITHDRAWN, ChangeState.STOPPED}:
        return Reply((OutMessage(rich(say.CANNOT_UNDO)),))
    if change.state is ChangeState.RECORDED:
        settle(scene.tx, change, ChangeState.WITHDRAWN, scene.actor.name, scene.now)
        message = OutMessage(rich(say_applied.withdrawn(agency.name)))
        people = [*_author(change), *heads_of(scene.tx, agency.id)]
        others = [one for one in people if one != scene.actor.person]
        return Reply((message,), tell(scene.tx, others, f"change {change.id} withdrawn", message))
    card = _counter_card(scene, change)
    return card_reply(scene, open_card(scene, card), card)


def _counter_card(scene: Scene, change: RecordedChange) -> Card:
    counter = counter_instruction(scene.tx, change, scene.today, scene.actor.name)
    leavers = [get_person(scene.tx, person) for person in counter.leaving]
    return Card(
        kind=counter.kind,
        author=scene.actor.name,
        agency=change.agency,
        unit=get_agency(scene.tx, change.agency, scene.today).name,
        leaving=tuple(Leaver(one.name or "", one.id) for one in leavers),
        coming=tuple(
            Comer(
                one.contact.name,
                one.contact.title,
                one.contact.phone,
                one.contact.email,
                str(one.position) if one.position else None,
                one.person,
            )
            for one in counter.coming
        ),
        effective=scene.today,
        basis=replace(AWAITED),
        stage=Stage.AUTHOR,
        alone=True,
        undoes=change.id,
    )


def _author(change: RecordedChange) -> list[int]:
    kind, _, number = change.author.partition(":")
    return [int(number)] if kind == "person" else []


def _farewells(applied: Applied) -> list[Notice]:
    return [
        Notice(
            f"change {applied.change.id} left:{one.person}",
            one.person,
            one.addresses,
            OutMessage(rich(say_applied.you_left(applied.agency.name, one.lost_access))),
        )
        for one in applied.left
    ]


def _welcomes(tx: Transaction, applied: Applied, around: Surroundings, today: date) -> list[Notice]:
    """A newcomer who is linked already hears at once; who is not, after linking."""
    notices: list[Notice] = []
    for person in applied.came:
        message = first_message(tx, person, today, around, only=applied.agency.id)
        if message is not None:
            notices += tell(tx, [person], f"change {applied.change.id} came", message)
    return notices


def _codes(tx: Transaction, applied: Applied, around: Surroundings, desk: list[int]) -> list[Notice]:
    """A newcomer's code goes to the coordinators by hand: nobody else can be reached about it yet."""
    notices: list[Notice] = []
    for made in applied.invitations:
        link = made.deep_link(around.bot_name) if around.bot_name else None
        until = f"{made.expires_at.astimezone(VIETNAM):%H:%M, %d/%m/%Y}"
        name = get_person(tx, made.person).name or ""
        lines = say_link.invitation(name, applied.agency.name, made.spoken_code, link, until)
        message = OutMessage(rich(say_applied.invite_by_hand(), *lines), protect=True)
        notices += tell(tx, desk, f"change {applied.change.id} code {made.person}", message)
    return notices


def _what_changed(tx: Transaction, applied: Applied) -> list[str]:
    agency = applied.agency
    lines = [say_applied.applied(agency.name, agency.former[-1] if agency.former else None)]

    def name(person: int) -> str:
        return get_person(tx, person).name or "…"

    lines += [say_applied.left(name(one.person)) for one in applied.left]
    for person in applied.came:
        held = find_held(tx, person, agency.id, applied.change.effective_on)
        position = POSITIONS.get(held.position) if held and held.position else None
        lines.append(say_applied.came(name(person), position))
    lines += [say_applied.updated(name(one)) for one in applied.updated]
    lines += [say_applied.not_in_post(name(one)) for one in applied.not_in_post]
    return lines
