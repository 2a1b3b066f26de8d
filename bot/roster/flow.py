"""A change from message to card: offered by whoever may, completed by chat until it can be confirmed.

Nothing here changes the roster; `acts` confirms, records and returns, `application` waits for the day.
"""

from dataclasses import replace
from datetime import timedelta

from bot.channels.message import Button, OutMessage, rich
from bot.messages import roster as say
from bot.roster.actors import keys_of
from bot.roster.agencies import Agency, get_agency
from bot.roster.card import Card, Comer, Lack, Leaver, Stage, from_payload
from bot.roster.completing import complete
from bot.roster.notices import Reply
from bot.roster.reading.change import Action, ParsedChange
from bot.roster.recorded import ChangeKind
from bot.roster.resolving import find_unit, members_of, resolve
from bot.roster.rights import Linked, Right, may, may_record
from bot.roster.scene import Scene
from bot.roster.show import show_card
from bot.store import audit, drafts
from bot.store.drafts import Draft, Refused

DRAFT = "change"
AUTHOR_HAS = timedelta(hours=72)
OPEN_DRAFTS_A_PERSON = 10


def offer_change(scene: Scene, parsed: ParsedChange) -> Reply:
    """Open a draft card for what a message says, or say why not. `parsed.action` must not be NONE."""
    if parsed.action is Action.NONE:
        raise ValueError("a message that changes nothing opens no card")
    actor = scene.actor
    if actor.linked is Linked.UNLINKED:
        return _say(say.NEEDS_LINK)
    if actor.linked is Linked.PROVISIONAL:
        return _say(say.NEEDS_CONFIRMING)
    unsent = drafts.open_for(scene.tx, DRAFT, {actor.name}, scene.now)
    if sum(one.payload.get("stage") == Stage.AUTHOR for one in unsent) >= OPEN_DRAFTS_A_PERSON:
        return _say(say.TOO_MANY_DRAFTS)
    card = Card(
        kind=ChangeKind(parsed.action),
        author=actor.name,
        unit=parsed.unit,
        leaving=tuple(Leaver(one.name) for one in parsed.leaving if one.name),
        coming=tuple(Comer(one.name, one.title, one.phone, one.email) for one in parsed.coming),
        effective=parsed.effective,
        doubts=tuple(str(one) for one in parsed.unsure),
    )
    found = find_unit(scene.tx, actor, parsed.unit, scene.today)
    if parsed.unit is None and not found and not may(actor, Right.PROPOSE_CHANGE):
        return _say(say.NO_RIGHT)
    if len(found) == 1:
        placed = place(scene, card, found[0])
        if isinstance(placed, Reply):
            return placed
        card = placed
    draft = open_card(scene, card)
    return card_reply(scene, draft, card, units=found if len(found) > 1 else [])


def open_card(scene: Scene, card: Card) -> Draft:
    """Write a new draft that its author may act on."""
    return drafts.open_draft(
        scene.tx,
        kind=DRAFT,
        channel=scene.address.channel,
        chat=scene.address.chat,
        payload=card.to_payload(),
        may_act={card.author},
        now=scene.now,
        expires_at=scene.now + AUTHOR_HAS,
    )


def place(scene: Scene, card: Card, agency: Agency) -> Card | Reply:
    """The card for this unit, with its people found; a reply when the author may not speak for it."""
    if not may(scene.actor, Right.PROPOSE_CHANGE, agency):
        return _say(say.no_right_for(agency.name))
    if not agency.is_open(scene.today):
        return _say(say.UNIT_CLOSED)
    alone = may(scene.actor, Right.ENTER_ALONE, agency)
    return resolve(scene.tx, replace(card, agency=agency.id, unit=agency.name, alone=alone), scene.today)


def complete_change(scene: Scene, draft_id: int, text: str, parsed: ParsedChange) -> Reply:
    """Lay what a message says over an open card: the author's before it is sent, the desk's after."""
    draft = drafts.find_draft(scene.tx, draft_id)
    if draft is None or draft.kind != DRAFT:
        return _say(say.UNKNOWN_CARD)
    checked = drafts.check_act(scene.tx, draft_id, draft.revision, keys_of(scene.actor), scene.now)
    if isinstance(checked, Refused):
        return _say(say.NOT_YOURS if checked.draft is None else say.EXPIRED)
    card = from_payload(draft.payload)
    refused = _may_edit(scene, card)
    if refused:
        return _say(refused)
    members = members_of(scene.tx, card.agency, scene.today) if card.agency else []
    asked_unit = Lack.UNIT in card.lacks
    new = complete(card, text, parsed, members, scene.today)
    if new.agency is None:
        unit = new.unit if new.unit != card.unit or not asked_unit else text
        found = find_unit(scene.tx, scene.actor, unit, scene.today)
        if not found:
            return _say(say.NO_SUCH_UNIT)
        if len(found) > 1:
            return card_reply(scene, draft, card, units=found)
        placed = place(scene, new, found[0])
        if isinstance(placed, Reply):
            return placed
        new = placed
    new = resolve(scene.tx, new, scene.today)
    if new == card:
        return card_reply(scene, draft, card, say.NOTHING_ADDED)
    return revise_card(scene, draft, new)


def revise_card(scene: Scene, draft: Draft, card: Card) -> Reply:
    """Write the next revision and show it; what was doubtful before an edit is settled by it."""
    card = replace(card, doubts=())
    revised = drafts.revise(scene.tx, draft, card.to_payload(), scene.now)
    if card.stage is Stage.DESK:
        audit.note(
            scene.tx, actor=scene.actor.name, action="edit card", subject=f"draft:{draft.id}", now=scene.now
        )
    return card_reply(scene, revised, card)


def card_reply(
    scene: Scene, draft: Draft, card: Card, *intro: str, units: list[Agency] | None = None
) -> Reply:
    """The card as the acting person sees it; with units to choose from, those first."""
    message = show_card(scene.tx, draft, card, scene.actor, scene.around, scene.today, *intro)
    if units:
        choices = tuple(
            (Button(one.name, one.name, f"d:{draft.id}:u{one.id}:{draft.revision}"),) for one in units
        )
        message = replace(message, buttons=(*choices, *message.buttons))
    return Reply((message,), draft=draft.id)


def _may_edit(scene: Scene, card: Card) -> str | None:
    """Why this person may not edit the card at its stage."""
    if card.stage is Stage.AUTHOR:
        return None if card.author == scene.actor.name else say.NOT_YOURS
    if card.agency is None:
        return say.NO_RIGHT
    agency = get_agency(scene.tx, card.agency, scene.today)
    if may_record(scene.actor, agency, card.people):
        return None
    if card.author == scene.actor.name and not may(scene.actor, Right.RECORD_CHANGE, agency):
        return say.ALREADY_SENT
    return say.OWN_MATTER if may(scene.actor, Right.RECORD_CHANGE, agency) else say.NO_RIGHT


def _say(text: str) -> Reply:
    return Reply((OutMessage(rich(text)),))
