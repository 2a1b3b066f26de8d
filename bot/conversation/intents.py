"""Whether a message changes people or asks about rules: a card, a question back with two buttons, or neither.

A card opens only on evidence (names that the roster knows, a name with a day or a number); a question stays a question.
"""

from __future__ import annotations

from datetime import timedelta

from bot.assistant import Outcome
from bot.channels.message import Button, OutMessage, rich
from bot.conversation import questions
from bot.conversation.posting import answer
from bot.conversation.turn import Turn
from bot.messages import roster as words
from bot.messages import roster_talk as say
from bot.roster import (
    DRAFT,
    Card,
    Lack,
    Linked,
    complete_change,
    find_unit,
    from_payload,
    names_of,
    offer_change,
    own_agencies,
)
from bot.roster.reading import Action, Doubt, ParsedChange, Reporter, asks_something, parse_message
from bot.roster.spelling import name_key
from bot.store import drafts
from bot.store.drafts import Draft, DraftState, Refused

KIND = "intent"
_LASTS = timedelta(hours=24)
_UNSURE = frozenset({Doubt.QUESTION_BESIDE, Doubt.PERHAPS_PASSING})
_SHORT_ANSWER = 12


def consider(turn: Turn, text: str) -> list[OutMessage] | None:
    """What a text in private means for the roster; None when it is a question or anything else."""
    completed = _complete(turn, text)
    if completed is not None:
        return completed
    parsed, names = _read(turn, text)
    if parsed.action is Action.NONE:
        return None
    sure = is_sure(parsed, names)
    if turn.scene.actor.linked is not Linked.CONFIRMED:
        return answer(turn, offer_change(turn.scene, parsed)) if sure else None
    if sure:
        return answer(turn, offer_change(turn.scene, parsed))
    return None if _asks(turn, text, names) else _ask_which(turn, text)


def consider_second_hand(turn: Turn, text: str) -> list[OutMessage] | None:
    """Forwarded, sent by way of another bot, or edited: such words open a card only after a question."""
    parsed, names = _read(turn, text)
    linked = turn.scene.actor.linked is Linked.CONFIRMED
    return _ask_which(turn, text) if linked and is_sure(parsed, names) else None


def names_people(turn: Turn, text: str) -> bool:
    """Whether a message in a group is about people, which is no matter for a group."""
    parsed, names = _read(turn, text)
    return is_sure(parsed, names)


def act_on(turn: Turn, draft: Draft, verb: str, revision: int | None, _words: str) -> list[OutMessage]:
    """The answer to "which of the two?"."""
    checked = drafts.check_act(
        turn.tx, draft.id, revision or draft.revision, {turn.scene.actor.name}, turn.now
    )
    if isinstance(checked, Refused):
        return [OutMessage(rich(say.ASKED_EARLIER))]
    text = str(checked.payload.get("text", ""))
    drafts.close_draft(turn.tx, checked, DraftState.DONE, turn.scene.actor.name, turn.now)
    drafts.forget_payload(turn.tx, draft.id)
    if verb != "chg":
        return questions.ask(turn, text, turn.means.knowledge)
    parsed, _ = _read(turn, text)
    if parsed.action is Action.NONE:
        return [OutMessage(rich(*say.HOW_TO_CHANGE))]
    return answer(turn, offer_change(turn.scene, parsed))


def start(turn: Turn, text: str) -> list[OutMessage]:
    """/doinguoi: what follows is a change; alone, how to write one."""
    parsed, _ = _read(turn, text)
    if parsed.action is not Action.NONE:
        return answer(turn, offer_change(turn.scene, parsed))
    match turn.scene.actor.linked:
        case Linked.UNLINKED:
            return [OutMessage(rich(words.NEEDS_LINK))]
        case Linked.PROVISIONAL:
            return [OutMessage(rich(words.NEEDS_CONFIRMING))]
        case _:
            return [OutMessage(rich(*say.HOW_TO_CHANGE))]


def read_for_card(turn: Turn, draft: Draft, text: str) -> ParsedChange:
    """A message as it reads beside this card: with the names of the card's unit."""
    agency = draft.payload.get("agency")
    names = names_of(turn.tx, int(agency), turn.today) if agency else ()
    return parse_message(text, today=turn.today, unit_roster=names)


def is_sure(parsed: ParsedChange, names: tuple[str, ...]) -> bool:
    """Whether there is evidence enough to open a card without asking."""
    if parsed.action is Action.NONE or _UNSURE & set(parsed.unsure):
        return False
    leaving = any(one.name for one in parsed.leaving)
    coming = any(one.name for one in parsed.coming)
    details = parsed.effective is not None or any(
        one.phone or one.email or one.title for one in parsed.coming
    )
    if parsed.action is Action.UPDATE:
        return any(one.phone or one.email or (one.name and one.title) for one in parsed.coming)
    if leaving and coming and any(" " in name for name in _named(parsed)):
        return True
    return (leaving or coming) and (details or _any_known(names, _named(parsed)))


def _named(parsed: ParsedChange) -> list[str]:
    return [one.name for one in (*parsed.leaving, *parsed.coming) if one.name]


def _any_known(names: tuple[str, ...], said: list[str]) -> bool:
    """Whether one of them is on the roster, by the whole name or the end of it."""
    known = [f" {name_key(one)}" for one in names]
    return any(whole.endswith(f" {name_key(one)}") for one in said for whole in known)


def _read(turn: Turn, text: str) -> tuple[ParsedChange, tuple[str, ...]]:
    """The message beside the roster of the unit it is about: the one it names, else the writer's own."""
    own = own_agencies(turn.tx, turn.scene.actor, turn.today)
    reporter = Reporter(own[0].regulation, own[0].name, str(own[0].level)) if len(own) == 1 else None
    names = tuple(name for one in own for name in names_of(turn.tx, one.id, turn.today))
    parsed = parse_message(text, today=turn.today, unit_roster=names, reporter=reporter)
    if parsed.unit is None or turn.scene.actor.person is None:
        return parsed, names
    named = find_unit(turn.tx, turn.scene.actor, parsed.unit, turn.today)
    if len(named) != 1:
        return parsed, names
    names = names_of(turn.tx, named[0].id, turn.today)
    return parse_message(text, today=turn.today, unit_roster=names, reporter=reporter), names


def _asks(turn: Turn, text: str, names: tuple[str, ...]) -> bool:
    return asks_something(text, today=turn.today, unit_roster=names)


def _ask_which(turn: Turn, text: str) -> list[OutMessage]:
    actor = turn.scene.actor
    draft = drafts.open_draft(
        turn.tx,
        kind=KIND,
        channel=turn.incoming.channel,
        chat=turn.incoming.chat,
        payload={"text": text, "author": actor.name},
        may_act={actor.name},
        now=turn.now,
        expires_at=turn.now + _LASTS,
    )
    change = Button(say.CHANGE_ROSTER, say.CHANGE_ROSTER, f"d:{draft.id}:chg:{draft.revision}")
    question = Button(say.ASK_RULES, say.ASK_RULES, f"d:{draft.id}:ask:{draft.revision}")
    return [OutMessage(rich(say.WHICH), ((change,), (question,)))]


def _complete(turn: Turn, text: str) -> list[OutMessage] | None:
    """What a text adds to the card that was shown last, or to the sole open one; None when it is about something else."""
    shown = _shown_card(turn)
    draft = shown or _sole_card(turn)
    if draft is None:
        return None
    names = _names(turn, draft)
    if _asks(turn, text, names) or _asks_the_law(turn, text):
        return None
    before = from_payload(draft.payload)
    parsed = read_for_card(turn, draft, text)
    if parsed.action is not Action.NONE and before.ready and not _about(draft, parsed):
        return None
    if shown is None and (parsed.action is not Action.NONE or len(text.split()) > _SHORT_ANSWER):
        return None
    turn.tx.execute("SAVEPOINT completing")
    reply = complete_change(turn.scene, draft.id, text, parsed)
    after = drafts.find_draft(turn.tx, draft.id)
    changed = after is not None and after.revision != draft.revision
    filled = (
        changed and after is not None and bool(_blocking(before) - _blocking(from_payload(after.payload)))
    )
    waits_for_it = shown is not None and not before.ready and len(text.split()) <= _SHORT_ANSWER
    if (changed and (shown is not None or filled)) or (not changed and waits_for_it):
        turn.tx.execute("RELEASE completing")
        return answer(turn, reply)
    turn.tx.execute("ROLLBACK TO completing")
    turn.tx.execute("RELEASE completing")
    return None


def _blocking(card: Card) -> set[Lack]:
    return {lack for lack in card.lacks if lack.blocks}


def _names(turn: Turn, draft: Draft) -> tuple[str, ...]:
    agency = draft.payload.get("agency")
    return names_of(turn.tx, int(agency), turn.today) if agency else ()


def _shown_card(turn: Turn) -> Draft | None:
    """The open card that the last message showed."""
    draft = drafts.find_draft(turn.tx, turn.state.card) if turn.state.card else None
    usable = draft is not None and draft.kind == DRAFT and draft.state is DraftState.OPEN
    return draft if usable and draft is not None and draft.expires_at > turn.now else None


def _sole_card(turn: Turn) -> Draft | None:
    """The only card that its author has open in this chat, where something is still missing."""
    incoming = turn.incoming
    mine = [
        one
        for one in drafts.open_drafts(turn.tx, incoming.channel, incoming.chat, turn.now)
        if one.kind == DRAFT and one.payload.get("author") == turn.scene.actor.name
    ]
    return mine[0] if len(mine) == 1 and not from_payload(mine[0].payload).ready else None


def _about(draft: Draft, parsed: ParsedChange) -> bool:
    """Whether a whole change that is said while a card is open is said of the same people."""
    card = from_payload(draft.payload)
    names = [*(one.name for one in card.leaving), *(one.name for one in card.coming)]
    mine = {name_key(name) for name in names if name}
    said = {name_key(name) for name in _named(parsed)}
    return not said or bool(mine & said)


def _asks_the_law(turn: Turn, text: str) -> bool:
    """Whether the text names a place in the regulation or wants a due day, though no word of it asks."""
    found = questions.find(turn, text, turn.means.knowledge)
    return found.dues is not None or found.outcome in {Outcome.LOOKED_UP, Outcome.COMPARED}
