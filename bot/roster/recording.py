"""The desk's two verbs: record a card (ghi nhận) or return it with a reason.

Recording decides nothing about anybody: it keeps what the unit's document says, or will say. Nobody records a
matter of their own; warnings want a reason; who enters and records alone names a document or a reason.
"""

from dataclasses import replace
from datetime import date, timedelta

from bot.channels.message import OutMessage, rich
from bot.messages import roster as say
from bot.messages.dates import long_date
from bot.roster.actors import as_person
from bot.roster.agencies import Agency, get_agency
from bot.roster.application import apply_and_tell
from bot.roster.card import Card, Comer, Stage, position_of
from bot.roster.countering import counter_instruction
from bot.roster.designations import find_held
from bot.roster.flow import AUTHOR_HAS, card_reply
from bot.roster.grants import heads_of
from bot.roster.notices import Notice, Reply, tell
from bot.roster.persons import Contact, get_person
from bot.roster.recorded import Coming, Instruction, get_change, record
from bot.roster.rights import Right, may, may_record
from bot.roster.scene import Scene
from bot.roster.show import findings_of, show_card, show_summary, shown_code
from bot.store import audit, drafts
from bot.store.drafts import Draft, DraftState

# A change may be told of long after its day, but a slip of the year is likelier than half a year's silence.
LONGEST_PAST = timedelta(days=183)


def record_card(scene: Scene, draft: Draft, card: Card, words: str) -> Reply:
    """Record a card, and apply it at once when its day has come."""
    agency = get_agency(scene.tx, card.agency, scene.today) if card.agency else None
    refused = _refusal(scene, draft, card, agency)
    if refused or agency is None:
        return refused or _say(say.NO_RIGHT)
    card = replace(card, reason=words.strip() or card.reason)
    on = card.effective or scene.today
    if not agency.is_open(on):
        return _say(say.UNIT_CLOSED)
    alone = card.author == scene.actor.name
    if alone and card.basis.pending and not card.reason:
        return card_reply(scene, draft, card, say.ALONE_NEEDS)
    gone = [one for one in card.leaving if one.person and not find_held(scene.tx, one.person, agency.id, on)]
    if gone and not card.undoes:
        return card_reply(scene, draft, card, say.PERSON_GONE)
    if findings_of(scene.tx, card, scene.around, scene.today) and not card.reason:
        return _say(say.give_reason_to_record(shown_code(draft, card)))
    change = record(scene.tx, _instruction(scene, draft, card, on, alone=alone), scene.now)
    code = shown_code(draft, card)
    drafts.close_draft(
        scene.tx,
        draft,
        DraftState.DONE,
        scene.actor.name,
        scene.now,
        {"change": change.id, "on": on.isoformat()},
    )
    drafts.forget_payload(scene.tx, draft.id)
    now_due = on <= scene.today
    answer = say.recorded_now(code) if now_due else say.recorded(code, long_date(on))
    notices = _tell_recorded(scene, draft, card, agency, answer, alone=alone)
    if now_due:
        notices += apply_and_tell(scene.tx, change, scene.around, scene.today, scene.now)
    return Reply((OutMessage(rich(answer)),), notices, change=change.id)


def return_card(scene: Scene, draft: Draft, card: Card, words: str) -> Reply:
    """Give a card back to its author with a reason; it can be corrected and sent again."""
    agency = get_agency(scene.tx, card.agency, scene.today) if card.agency else None
    if agency is None or card.stage is not Stage.DESK:
        return _say(say.NOT_AT_DESK if card.author == scene.actor.name else say.NO_RIGHT)
    if not may(scene.actor, Right.RECORD_CHANGE, agency):
        return _say(say.NO_RIGHT)
    if not may_record(scene.actor, agency, card.people):
        return _say(say.OWN_MATTER)
    if not words.strip():
        return _say(say.give_reason_to_return(shown_code(draft, card)))
    code = shown_code(draft, card)
    back = replace(card, stage=Stage.AUTHOR, returned=words.strip(), sent=None)
    revised = drafts.revise(
        scene.tx,
        draft,
        back.to_payload(),
        scene.now,
        may_act={card.author},
        expires_at=scene.now + AUTHOR_HAS,
    )
    audit.note(
        scene.tx, actor=scene.actor.name, action="return card", subject=f"draft:{draft.id}", now=scene.now
    )
    notices: tuple[Notice, ...] = ()
    if card.author_person is not None:
        author = as_person(scene.tx, card.author_person, scene.today)
        message = show_card(
            scene.tx, revised, back, author, scene.around, scene.today, say.returned(code, words.strip())
        )
        notices = tell(scene.tx, [card.author_person], f"card {draft.id}.{revised.revision}", message)
    return Reply((OutMessage(rich(say.returned_done(code))),), notices)


def _refusal(scene: Scene, draft: Draft, card: Card, agency: Agency | None) -> Reply | None:
    """Why this person may not record this card now."""
    if agency is None or not may(scene.actor, Right.RECORD_CHANGE, agency):
        return _say(say.NO_RIGHT)
    if not may_record(scene.actor, agency, card.people):
        return _say(say.OWN_MATTER)
    if card.stage is Stage.AUTHOR and card.author != scene.actor.name:
        return _say(say.NOT_AT_DESK)
    if not card.ready:
        return card_reply(scene, draft, card, say.NOT_READY)
    if card.effective and card.effective < scene.today - LONGEST_PAST and not card.reason:
        return card_reply(scene, draft, card, say.LONG_PAST)
    return None


def _instruction(scene: Scene, draft: Draft, card: Card, on: date, *, alone: bool) -> Instruction:
    if card.undoes is not None:
        counter = counter_instruction(scene.tx, get_change(scene.tx, card.undoes), on, scene.actor.name)
        return replace(
            counter, author=card.author, basis=card.basis, alone=alone, reason=card.reason, draft=draft.id
        )
    return Instruction(
        kind=card.kind,
        agency=card.agency or 0,
        effective_on=on,
        leaving=tuple(one.person for one in card.leaving if one.person is not None),
        coming=tuple(_coming(scene, one) for one in card.coming),
        basis=card.basis,
        author=card.author,
        recorder=scene.actor.name,
        alone=alone,
        reason=card.reason,
        draft=draft.id,
    )


def _coming(scene: Scene, comer: Comer) -> Coming:
    known = get_person(scene.tx, comer.person).contact if comer.person else None
    name = known.name if known else comer.name or ""
    contact = Contact(name, comer.title, comer.phone, comer.email)
    return Coming(contact, comer.person, position_of(comer))


def _tell_recorded(
    scene: Scene, draft: Draft, card: Card, agency: Agency, answer: str, *, alone: bool
) -> tuple[Notice, ...]:
    """The author hears that it was recorded, with what was recorded; a unit's head, that one person did it alone."""
    lines = show_summary(card)
    if not alone and card.author_person is not None:
        message = OutMessage(rich(answer, *lines), protect=True)
        return tell(scene.tx, [card.author_person], f"card {draft.id} recorded", message)
    if alone:
        by = get_person(scene.tx, scene.actor.person).name if scene.actor.person else None
        told = OutMessage(rich(say.recorded_alone(agency.name, by or say.SOMEBODY), *lines), protect=True)
        return tell(scene.tx, heads_of(scene.tx, agency.id), f"card {draft.id} recorded alone", told)
    return ()


def _say(text: str) -> Reply:
    return Reply((OutMessage(rich(text)),))
