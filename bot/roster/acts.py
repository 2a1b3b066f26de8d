"""Acting on a card: confirm, choose, cancel, withdraw; recording and returning stand in `recording`.

One transaction checks who acts, at which stage and on which revision, applies, and says what came of it. A
second press, an old button, somebody else's button each have their answer, and a stranger learns nothing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.channels.message import OutMessage, rich
from bot.messages import roster as say
from bot.messages.dates import full_date
from bot.roster.actors import as_person, desk_keys, keys_of
from bot.roster.agencies import get_agency
from bot.roster.basis import find_basis, settle_basis
from bot.roster.card import Card, Comer, Lack, Leaver, Stage, from_payload
from bot.roster.flow import DRAFT, card_reply, place, revise_card
from bot.roster.grants import coordinators_for, holders_of
from bot.roster.links import addresses
from bot.roster.notices import Notice, Reply, tell
from bot.roster.persons import get_person
from bot.roster.recorded import get_change
from bot.roster.recording import record_card, return_card
from bot.roster.resolving import members_of
from bot.roster.rights import Right, Role, may
from bot.roster.scene import VIETNAM, Scene
from bot.roster.show import show_card, shown_code
from bot.store import Transaction, audit, drafts
from bot.store.drafts import Draft, DraftState, Refusal, Refused

DESK_HAS = timedelta(days=30)
BARE_WITHIN = timedelta(minutes=10)
BARE_VERBS = frozenset({"ok", "x"})

_BUTTON = re.compile(r"d:(?P<draft>[0-9]{1,12}):(?P<verb>[a-z]{1,4}[0-9]{0,9}):(?P<revision>[0-9]{1,6})")
_CHOICE = re.compile(r"(?P<what>[pu])(?P<number>[0-9]{1,9})")

Act = Callable[[Scene, Draft, Card, str], Reply]


def act(scene: Scene, draft_id: int, verb: str, revision: int | None, words: str = "") -> Reply:
    """Do what a button or a typed verb says: ok, rec, ret, edit, x, p<person>, u<unit>, and doc on a recorded card.

    `revision` None stands for the card as it was sent, which is what a code without a number means.
    `words` are what was typed after the code, a reason for instance.
    """
    draft = drafts.find_draft(scene.tx, draft_id)
    if draft is None or draft.kind != DRAFT:
        return _say(say.UNKNOWN_CARD)
    if verb == "doc" and draft.state is DraftState.DONE:
        return _name_document(scene, draft, words)
    if revision is None:
        revision = _meant_revision(draft)
    checked = drafts.check_act(scene.tx, draft_id, revision, keys_of(scene.actor), scene.now)
    if isinstance(checked, Refused):
        return _refused(scene, checked)
    card = from_payload(checked.payload)
    choice = _CHOICE.fullmatch(verb)
    if choice:
        return _CHOICES[choice["what"]](scene, checked, card, choice["number"])
    chosen = _ACTS.get(verb)
    return chosen(scene, checked, card, words) if chosen else _say(say.UNKNOWN_CARD)


def press(scene: Scene, data: str) -> Reply:
    """What a button's data asks for; data that no button of ours bears is an unknown card."""
    pressed = _BUTTON.fullmatch(data)
    if pressed is None:
        return _say(say.UNKNOWN_CARD)
    return act(scene, int(pressed["draft"]), pressed["verb"], int(pressed["revision"]))


def act_bare(scene: Scene, verb: str, card: int | None) -> Reply | None:
    """Act on a bare "đồng ý" or "huỷ": only on the sole open card of the chat, just shown; None if that is not so."""
    open_cards = drafts.open_drafts(scene.tx, scene.address.channel, scene.address.chat, scene.now)
    if verb not in BARE_VERBS or len(open_cards) != 1 or open_cards[0].id != card:
        return None
    if open_cards[0].card_at <= scene.now - BARE_WITHIN or open_cards[0].kind != DRAFT:
        return None
    if verb == "ok" and open_cards[0].payload.get("alone"):
        return None  # confirming this one would record it, and recording takes the code
    return act(scene, open_cards[0].id, verb, open_cards[0].revision)


def waiting(scene: Scene) -> Reply:
    """The cards that wait for this coordinator, as a list and the oldest as a card."""
    found = [
        (draft, card)
        for draft in drafts.open_for(scene.tx, DRAFT, keys_of(scene.actor), scene.now)
        if (card := from_payload(draft.payload)).stage is Stage.DESK and _may_record_for(scene, card)
    ]
    if not found:
        return _say(say.NOTHING_WAITS)
    lines = [
        say.waits(
            shown_code(draft, card), card.kind, card.unit or "", f"{draft.card_at.astimezone(VIETNAM):%d/%m}"
        )
        for draft, card in found
    ]
    first = show_card(scene.tx, *found[0], scene.actor, scene.around, scene.today)
    return Reply((OutMessage(rich(say.WAITING, *lines), protect=True), first), draft=found[0][0].id)


def tell_expired(tx: Transaction, expired: Sequence[Draft]) -> tuple[Notice, ...]:
    """After `drafts.expire_drafts`: drop what the cards said and tell their authors."""
    notices: list[Notice] = []
    for draft in expired:
        if draft.kind != DRAFT:
            continue
        author = from_payload(draft.payload).author_person
        drafts.forget_payload(tx, draft.id)
        if author is not None:
            message = OutMessage(rich(say.expired(draft.code)))
            notices += tell(tx, [author], f"card {draft.id} expired", message)
    return tuple(notices)


def _confirm(scene: Scene, draft: Draft, card: Card, _words: str) -> Reply:
    """The author's word: the card goes to the desk."""
    if card.stage is Stage.DESK:
        return _say(say.ALREADY_SENT)
    if card.agency is None or not card.ready:
        return card_reply(scene, draft, card, say.NOT_READY)
    agency = get_agency(scene.tx, card.agency, scene.today)
    if not may(scene.actor, Right.PROPOSE_CHANGE, agency):
        return _say(say.no_right_for(agency.name))
    if card.alone and scene.actor.person not in card.people:
        return record_card(scene, draft, card, "")
    sent = replace(card, stage=Stage.DESK, alone=False, returned=None, sent=draft.revision + 1)
    revised = drafts.revise(
        scene.tx,
        draft,
        sent.to_payload(),
        scene.now,
        may_act={card.author, *desk_keys(agency.regulation)},
        expires_at=scene.now + DESK_HAS,
    )
    audit.note(
        scene.tx, actor=scene.actor.name, action="send card", subject=f"draft:{draft.id}", now=scene.now
    )
    notices = _to_desk(scene, revised, sent)
    text = say.sent(shown_code(revised, sent)) if any(one.to for one in notices) else say.NO_COORDINATOR
    if not any(one.to for one in notices):
        admins = [grant.person for grant in holders_of(scene.tx, Role.ADMIN)]
        notices += tell(scene.tx, admins, f"card {draft.id} waits", OutMessage(rich(say.NO_COORDINATOR)))
    return Reply((OutMessage(rich(text)),), notices, draft.id)


def _to_desk(scene: Scene, draft: Draft, card: Card) -> tuple[Notice, ...]:
    """The card to every coordinator of the regulation; those it concerns only when there is nobody else."""
    agency = get_agency(scene.tx, card.agency or 0, scene.today)
    desk = [one for one in coordinators_for(scene.tx, agency.regulation) if f"person:{one}" != card.author]
    free = [one for one in desk if one not in card.people and addresses(scene.tx, one)]
    notices: list[Notice] = []
    for person in free:
        viewer = as_person(scene.tx, person, scene.today)
        message = show_card(
            scene.tx, draft, card, viewer, scene.around, scene.today, say.to_record(agency.name)
        )
        notices += tell(scene.tx, [person], f"card {draft.id}.{draft.revision}", message)
    return tuple(notices)


def _cancel(scene: Scene, draft: Draft, card: Card, _words: str) -> Reply:
    if card.author != scene.actor.name:
        return _say(say.NO_RIGHT)
    drafts.close_draft(scene.tx, draft, DraftState.CANCELLED, scene.actor.name, scene.now)
    drafts.forget_payload(scene.tx, draft.id)
    notices: tuple[Notice, ...] = ()
    if card.stage is Stage.DESK and card.agency is not None:
        agency = get_agency(scene.tx, card.agency, scene.today)
        desk = [one for one in coordinators_for(scene.tx, agency.regulation) if one != scene.actor.person]
        message = OutMessage(rich(say.withdrawn(shown_code(draft, card))))
        notices = tell(scene.tx, desk, f"card {draft.id} withdrawn", message)
    audit.note(
        scene.tx, actor=scene.actor.name, action="cancel card", subject=f"draft:{draft.id}", now=scene.now
    )
    return Reply((OutMessage(rich(say.CANCELLED)),), notices)


def _edit(scene: Scene, draft: Draft, card: Card, _words: str) -> Reply:
    return card_reply(scene, draft, card, say.HOW_TO_EDIT)


def _pick(scene: Scene, draft: Draft, card: Card, number: str) -> Reply:
    """A member of the unit was chosen as who leaves, or as whose details change."""
    if card.stage is Stage.DESK or card.agency is None:
        return _say(say.NO_RIGHT)
    members = {one.person.id: one for one in members_of(scene.tx, card.agency, scene.today)}
    member = members.get(int(number))
    if member is None:
        return card_reply(scene, draft, card, say.PERSON_GONE)
    person, name = member.person.id, member.person.name or ""
    if Lack.WHO_CHANGES in card.lacks:
        first = card.coming[0] if card.coming else Comer(None)
        return revise_card(
            scene, draft, replace(card, coming=(replace(first, name=name, person=person), *card.coming[1:]))
        )
    if Lack.LEAVER not in card.lacks or person in card.people:
        return card_reply(scene, draft, card, say.NOTHING_ADDED)
    open_at = next((n for n, one in enumerate(card.leaving) if one.person is None), len(card.leaving))
    leaving = (*card.leaving[:open_at], Leaver(name, person), *card.leaving[open_at + 1 :])
    return revise_card(scene, draft, replace(card, leaving=leaving))


def _choose_unit(scene: Scene, draft: Draft, card: Card, number: str) -> Reply:
    if card.stage is Stage.DESK:
        return _say(say.NO_RIGHT)
    try:
        agency = get_agency(scene.tx, int(number), scene.today)
    except LookupError:
        return _say(say.NO_SUCH_UNIT)
    placed = place(scene, card, agency)
    return placed if isinstance(placed, Reply) else revise_card(scene, draft, placed)


def _name_document(scene: Scene, draft: Draft, words: str) -> Reply:
    """The document that a recorded change was waiting for has come; anybody who may propose for the unit names it."""
    change = get_change(scene.tx, int((draft.outcome or {})["change"]))
    agency = get_agency(scene.tx, change.agency, scene.today)
    if not may(scene.actor, Right.PROPOSE_CHANGE, agency):
        return _say(say.NOT_YOURS)
    basis = find_basis(words)
    if basis is None:
        return _say(say.name_document(draft.code))
    if not settle_basis(scene.tx, change.basis, basis):
        return _say(say.DOCUMENT_THERE)
    audit.note(
        scene.tx, actor=scene.actor.name, action="name document", subject=f"change:{change.id}", now=scene.now
    )
    issued = full_date(basis.issued_on) if basis.issued_on else None
    answer = OutMessage(
        rich(say.document_named(draft.code, say.basis(basis.kind, basis.number, issued, basis.signer)))
    )
    desk = [one for one in coordinators_for(scene.tx, agency.regulation) if one != scene.actor.person]
    return Reply((answer,), tell(scene.tx, desk, f"change {change.id} document", answer), change=change.id)


def _refused(scene: Scene, refused: Refused) -> Reply:
    draft = refused.draft
    if draft is None:
        return _say(say.UNKNOWN_CARD if refused.reason is Refusal.UNKNOWN else say.NOT_YOURS)
    if refused.reason is Refusal.STALE:
        return card_reply(scene, draft, from_payload(draft.payload), say.STALE)
    if refused.reason is Refusal.EXPIRED:
        return _say(say.EXPIRED)
    if draft.state is DraftState.CANCELLED:
        return _say(say.cancelled_earlier(draft.code))
    closed = draft.closed_at or scene.now
    when = f"{closed.astimezone(VIETNAM):%H:%M, %d/%m/%Y}"
    return _say(say.recorded_earlier(draft.code, _name(scene, draft.closed_by), when))


def _name(scene: Scene, actor: str | None) -> str:
    kind, _, number = (actor or "").partition(":")
    found = get_person(scene.tx, int(number)).name if kind == "person" and number.isdigit() else None
    return found or say.SOMEBODY


def _meant_revision(draft: Draft) -> int:
    sent = draft.payload.get("sent") if draft.payload.get("stage") == Stage.DESK else None
    return int(sent) if sent is not None else draft.revision


def _may_record_for(scene: Scene, card: Card) -> bool:
    return card.agency is not None and may(
        scene.actor, Right.RECORD_CHANGE, get_agency(scene.tx, card.agency, scene.today)
    )


def _say(text: str) -> Reply:
    return Reply((OutMessage(rich(text)),))


_ACTS: dict[str, Act] = {
    "ok": _confirm,
    "rec": record_card,
    "ret": return_card,
    "edit": _edit,
    "x": _cancel,
}
_CHOICES: dict[str, Act] = {"p": _pick, "u": _choose_unit}
