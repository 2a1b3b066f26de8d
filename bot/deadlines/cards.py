"""The desk's cards about due days: opened by a message, completed by further ones, confirmed by button or code.

What a card says is in its draft's payload; each kind has its own module that shows, completes and confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.channels.message import Button, OutMessage, Paragraph, italic, plain, rich
from bot.deadlines.hearing import Hearing, answer
from bot.messages import desk_dates as say
from bot.roster.notices import Reply
from bot.roster.rights import Right, Role, may
from bot.store import drafts
from bot.store.drafts import Draft, DraftState, Refusal, Refused

_AUTHOR_HAS = timedelta(hours=24)


class CardKind(StrEnum):
    """What a card is about; the draft's kind."""

    RULE = "office-rule"
    REQUEST = "report-request"
    MARKS = "marks"
    ADOPTION = "adoption"
    ENDING = "rule-ending"


def desk_regulation(hearing: Hearing, right: Right) -> str | Reply:
    """The regulation whose desk the asker sits at; who sits at several says which by what they ask about."""
    if not may(hearing.actor, right):
        return answer(say.NO_RIGHT)
    held = [one.regulation for one in hearing.actor.holdings if one.role in (Role.COORDINATOR, Role.ADMIN)]
    named = [one for one in held if one is not None]
    if hearing.regulation is not None and (None in held or hearing.regulation in named):
        return hearing.regulation
    if len(set(named)) == 1 and None not in held:
        return named[0]
    rows = hearing.tx.all("SELECT DISTINCT regulation FROM agency WHERE regulation IS NOT NULL LIMIT 2")
    return str(rows[0]["regulation"]) if len(rows) == 1 else answer(say.WHICH_REGULATION)


def open_card(hearing: Hearing, kind: CardKind, payload: Mapping[str, Any]) -> Draft:
    """Write a new card, which only its author acts on."""
    return drafts.open_draft(
        hearing.tx,
        kind=kind,
        channel=hearing.scene.address.channel,
        chat=hearing.scene.address.chat,
        payload=payload,
        may_act={hearing.actor.name},
        now=hearing.now,
        expires_at=hearing.now + _AUTHOR_HAS,
    )


def check_card(hearing: Hearing, draft_id: int, revision: int | None) -> Draft | Refused:
    """The card, if the asker may act on this revision (None: on the present one) now."""
    draft = drafts.find_draft(hearing.tx, draft_id)
    if draft is None or draft.kind not in tuple(CardKind):
        return Refused(Refusal.UNKNOWN, None)
    return drafts.check_act(
        hearing.tx,
        draft_id,
        draft.revision if revision is None else revision,
        {hearing.actor.name},
        hearing.now,
    )


def refusal_of(refused: Refused) -> str:
    """Why nobody acted, for people; a stale card is shown anew by the caller."""
    if refused.draft is None:
        return say.UNKNOWN_CARD if refused.reason is Refusal.UNKNOWN else say.NOT_YOURS
    if refused.reason is Refusal.EXPIRED:
        return say.EXPIRED
    if refused.reason is Refusal.STALE:
        return say.STALE
    return say.CANCELLED if refused.draft.state is DraftState.CANCELLED else say.DONE_BEFORE


def show_card(
    draft: Draft,
    paragraphs: Sequence[Paragraph],
    question: str | None,
    *,
    confirm: str = say.CONFIRM,
    choices: Sequence[Button] = (),
    note: str | None = None,
) -> Reply:
    """The card with what it still lacks, or with the buttons that confirm it."""
    rows: list[tuple[Button, ...]] = [(one,) for one in choices]
    stamp = f"{draft.id}:{{}}:{draft.revision}"
    cancel = Button(say.CANCEL, f"{say.CANCEL} {draft.code}", "d:" + stamp.format("x"))
    said = [italic(note)] if note else []
    said += paragraphs
    if question is None:
        ok = Button(confirm, f"{say.CONFIRM} {draft.code}", "d:" + stamp.format("ok"))
        rows.append((ok, cancel))
        said.append(plain(say.card_code(draft.code)))
    else:
        rows.append((cancel,))
        said.append(plain(question))
    return Reply((OutMessage(rich(*said), tuple(rows)),), draft=draft.id)


def revise(hearing: Hearing, draft: Draft, payload: Mapping[str, Any]) -> Draft:
    """The card's next revision."""
    return drafts.revise(hearing.tx, draft, payload, hearing.now, expires_at=hearing.now + _AUTHOR_HAS)


def close(hearing: Hearing, draft: Draft, state: DraftState = DraftState.DONE) -> None:
    """The card has ended."""
    drafts.close_draft(hearing.tx, draft, state, hearing.actor.name, hearing.now)
