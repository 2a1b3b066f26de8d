"""Cards in the conversation: a button, a typed verb with its code, a bare word, a number; each kind of draft has its handler.

A number or a bare word acts only where nothing can be mistaken; what records or grants takes the code or the button.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.channels.message import Button, OutMessage, rich
from bot.conversation import appointments, dues, intents, table_cards
from bot.conversation.posting import answer
from bot.conversation.turn import Turn
from bot.messages import conversation
from bot.messages import roster as words
from bot.messages import roster_talk as say
from bot.roster import (
    DRAFT,
    Reply,
    act,
    act_bare,
    complete_change,
    find_said,
    from_payload,
    read_bare,
    shown_code,
    undo,
)
from bot.roster.reading import asks_something
from bot.store import drafts
from bot.store.drafts import Draft, DraftState

_BUTTON = re.compile(r"d:(?P<draft>[0-9]{1,12}):(?P<verb>[a-z]{1,4}[0-9]{0,9}):(?P<revision>[0-9]{1,6})")
_UNDO = re.compile(
    r"\s*(?:/)?(?:hoan tac|hoàn tác)\s+(?:the |thẻ )?(?P<code>[0-9A-Za-z]{4})\s*", re.IGNORECASE
)
_BARE = frozenset({"ok", "x"})
# What is confirmed here gives roles or reaches many.
_TAKES_CODE = frozenset({appointments.KIND, table_cards.KIND, *dues.CARDS})

Handler = Callable[[Turn, Draft, str, int | None, str], list[OutMessage]]


def press(turn: Turn, data: str) -> list[OutMessage]:
    """A button of a card was pressed."""
    found = _BUTTON.fullmatch(data)
    draft = drafts.find_draft(turn.tx, int(found["draft"])) if found else None
    if found is None or draft is None or draft.kind not in KINDS:
        return _say(conversation.STALE)
    return KINDS[draft.kind](turn, draft, found["verb"], int(found["revision"]), "")


def choose(turn: Turn, data: str) -> list[OutMessage]:
    """The number or the label of a card's button was typed."""
    found = _BUTTON.fullmatch(data)
    draft = drafts.find_draft(turn.tx, int(found["draft"])) if found else None
    if found is None or draft is None:
        return _say(words.UNKNOWN_CARD)
    verb = found["verb"]
    if draft.kind == DRAFT and verb in _BARE:
        reply = None if turn.interrupted else act_bare(turn.scene, verb, turn.state.card)
        return answer(turn, reply) if reply else _needs_code(draft, verb)
    if (draft.kind == DRAFT and verb in {"rec", "ret"}) or (draft.kind in _TAKES_CODE and verb == "ok"):
        return _needs_code(draft, verb)
    return press(turn, data)


def read_verb(turn: Turn, text: str) -> list[OutMessage] | None:
    """A verb with a card's code: "ghi nhận X7K2", "hoàn tác X7K2"; None when the message is none."""
    undone = _UNDO.fullmatch(text)
    if undone:
        return _undo_by_code(turn, undone["code"])
    said = find_said(turn.tx, text)
    if said is None or said.draft.kind not in KINDS:
        return None
    return KINDS[said.draft.kind](turn, said.draft, said.verb, said.revision, said.words)


def read_bare_verb(turn: Turn, text: str) -> list[OutMessage] | None:
    """A message that is nothing but "đồng ý" or "huỷ": on the card just shown, else asked which is meant."""
    verb = read_bare(text)
    if verb is None:
        return None
    reply = None if turn.interrupted else act_bare(turn.scene, verb, turn.state.card)
    if reply:
        return answer(turn, reply)
    incoming = turn.incoming
    mine = [
        one
        for one in drafts.open_drafts(turn.tx, incoming.channel, incoming.chat, turn.now)
        if one.kind in {DRAFT, *_TAKES_CODE} and turn.scene.actor.name in one.may_act
    ]
    if mine:
        return _needs_code(mine[-1], verb)
    return None if _is_courtesy(text) else _say(say.NOTHING_OPEN)


def complete_shown(turn: Turn, text: str) -> list[OutMessage] | None:
    """What a text adds to a card about due days or a table that was shown last; those of changes are for `intents`."""
    draft = drafts.find_draft(turn.tx, turn.state.card) if turn.state.card else None
    if draft is None or draft.state is not DraftState.OPEN:
        return None
    if draft.kind == table_cards.KIND:
        return table_cards.complete(turn, draft, text)
    if draft.kind not in dues.CARDS:
        return None
    return None if asks_something(text, today=turn.today) else dues.complete(turn, draft, text)


def undo_change(turn: Turn, change: str) -> list[OutMessage]:
    """The button under a change that was recorded."""
    if not change.isdecimal() or len(change) > 9:
        return _say(words.UNKNOWN_CARD)
    try:
        return answer(turn, undo(turn.scene, int(change)))
    except LookupError:
        return _say(words.UNKNOWN_CARD)


def undo_needs_code(turn: Turn, change: str) -> list[OutMessage]:
    """The number of that button: what takes a change back takes its code."""
    row = turn.tx.one(
        "SELECT code FROM draft JOIN roster_change ON draft_id = draft.id WHERE roster_change.id = ?",
        (change,),
    )
    return _say(say.needs_code(f"{say.UNDO_WORDS} {row['code']}") if row else words.UNKNOWN_CARD)


def _undo_by_code(turn: Turn, code: str) -> list[OutMessage]:
    draft = drafts.find_by_code(turn.tx, code)
    change = (draft.outcome or {}).get("change") if draft and draft.state is DraftState.DONE else None
    return undo_change(turn, str(change)) if change else _say(words.UNKNOWN_CARD)


def _act_on_change(turn: Turn, draft: Draft, verb: str, revision: int | None, said: str) -> list[OutMessage]:
    if verb == "edit" and said:
        return answer(
            turn, complete_change(turn.scene, draft.id, said, intents.read_for_card(turn, draft, said))
        )
    reply = act(turn.scene, draft.id, verb, revision, said)
    turn.forget_actor()
    return answer(turn, _with_undo(reply, draft) if verb in {"rec", "ok"} else reply)


def _with_undo(reply: Reply, draft: Draft) -> Reply:
    """The answer to who recorded, with the way back."""
    if reply.change is None or not reply.messages:
        return reply
    button = Button(say.UNDO, f"{say.UNDO_WORDS} {draft.code}", f"v:{reply.change}")
    first = replace(reply.messages[0], buttons=(*reply.messages[0].buttons, (button,)))
    return replace(reply, messages=(first, *reply.messages[1:]))


def _is_courtesy(text: str) -> bool:
    """What is also said for thanks: "ok"."""
    return text.strip(" .!").lower() in {"ok", "oke", "okay"}


def _needs_code(draft: Draft, verb: str) -> list[OutMessage]:
    is_change = draft.kind == DRAFT and draft.state is DraftState.OPEN
    code = shown_code(draft, from_payload(draft.payload)) if is_change else draft.code
    return _say(say.needs_code(f"{words.WORDS[verb]} {code}"))


def _say(text: str) -> list[OutMessage]:
    return [OutMessage(rich(text))]


KINDS: Mapping[str, Handler] = {
    DRAFT: _act_on_change,
    intents.KIND: intents.act_on,
    appointments.KIND: appointments.act_on,
    table_cards.KIND: table_cards.act_on,
    **dict.fromkeys(map(str, dues.CARDS), dues.act_on),
}
