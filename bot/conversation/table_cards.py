"""The card of a roster table: what taking it in would do, why, and the taking in itself; all rows or none.

It asks for the document or a reason, since one person enters and records; the heads of the units are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from bot.channels.message import Button, OutMessage, Paragraph, bold, italic, plain, rich
from bot.conversation.posting import answer
from bot.conversation.turn import Turn
from bot.messages import roster as words
from bot.messages import roster_tables as say
from bot.roster import (
    AWAITED,
    Intake,
    IntakeProblem,
    Notice,
    Reply,
    Right,
    RosterRow,
    find_basis,
    get_agency,
    heads_of,
    may,
    take_in,
    tell,
)
from bot.store import audit, drafts
from bot.store.drafts import Draft, DraftState, Refusal, Refused

KIND = "roster-table"
_LASTS = timedelta(hours=24)
_MOST_LINES = 40
_MOST_NAMES = 15
_LONGEST_REASON = 300


def open_card(
    turn: Turn, rows: Sequence[RosterRow], regulation: str | None, ignored: Sequence[str]
) -> list[OutMessage]:
    """The card of a table without faults; the caption of its file may name the document or the reason."""
    reason = " ".join(turn.incoming.text.split())[:_LONGEST_REASON]
    payload: dict[str, Any] = {
        "author": turn.scene.actor.name,
        "regulation": regulation,
        "reason": reason if find_basis(reason) else None,
        "ignored": list(ignored),
        "rows": [
            asdict(row) | {"starts_on": row.starts_on.isoformat() if row.starts_on else None} for row in rows
        ],
    }
    would = _would(turn, payload)
    if would.problems:
        return list_problems(would.problems)
    if not would.touched:
        return _say(say.NOTHING_NEW)
    address, actor = turn.address, turn.scene.actor
    draft = drafts.open_draft(
        turn.tx,
        kind=KIND,
        channel=address.channel,
        chat=address.chat,
        payload=payload,
        may_act={actor.name},
        now=turn.now,
        expires_at=turn.now + _LASTS,
    )
    return _card(turn, draft)


def list_problems(problems: Sequence[IntakeProblem]) -> list[OutMessage]:
    """Rows that can't be taken in, and why."""
    lines = [words.intake_problem(one.line, one.code, one.value) for one in problems]
    return list_lines(say.refused(len(lines)), lines)


def list_lines(title: str, lines: Sequence[str]) -> list[OutMessage]:
    """A title and what is wrong, as much as can be put right in one go."""
    rows = [bold(title), *(plain(line) for line in lines[:_MOST_LINES])]
    if len(lines) > _MOST_LINES:
        rows.append(plain(say.further_problems(len(lines) - _MOST_LINES)))
    return [OutMessage(rich(*rows), protect=True)]


def act_on(turn: Turn, draft: Draft, verb: str, revision: int | None, _words: str) -> list[OutMessage]:
    """A button or a typed verb on the card of a table."""
    actor = turn.scene.actor
    checked = drafts.check_act(turn.tx, draft.id, revision or draft.revision, {actor.name}, turn.now)
    if isinstance(checked, Refused):
        return _refuse(turn, checked)
    if verb == "x":
        drafts.close_draft(turn.tx, checked, DraftState.CANCELLED, actor.name, turn.now)
        drafts.forget_payload(turn.tx, draft.id)
        return _say(say.CANCELLED)
    if verb != "ok":
        return _card(turn, checked, say.HOW_TO_EDIT)
    if not may(actor, Right.IMPORT_ROSTER):
        return _say(say.NO_RIGHT)
    if not turn.means.roster_files:
        return _say(say.OFF)
    reason = checked.payload.get("reason")
    if not reason:
        return _card(turn, checked)
    done = _take(turn, checked.payload)
    if done.problems:
        return list_problems(done.problems)
    outcome = {"added": len(done.added), "corrected": len(done.corrected)}
    drafts.close_draft(turn.tx, checked, DraftState.DONE, actor.name, turn.now, outcome)
    drafts.forget_payload(turn.tx, draft.id)
    audit.note(
        turn.tx,
        actor=actor.name,
        action="take in table",
        subject=f"draft:{draft.id}",
        now=turn.now,
        detail=outcome | {"alone": 1},
    )
    rows = [say.done(len(done.added), len(done.corrected), done.unchanged)]
    if done.added:
        rows.append(say.invite_them(len(done.added)))
    return answer(turn, Reply((OutMessage(rich(*rows)),), _notices(turn, draft, done, str(reason))))


def complete(turn: Turn, draft: Draft, text: str) -> list[OutMessage] | None:
    """The document or the reason, while the card waits for it."""
    checked = drafts.check_act(turn.tx, draft.id, draft.revision, {turn.scene.actor.name}, turn.now)
    if isinstance(checked, Refused) or checked.payload.get("reason") or text.strip().endswith("?"):
        return None
    said = checked.payload | {"reason": " ".join(text.split())[:_LONGEST_REASON]}
    return _card(turn, drafts.revise(turn.tx, checked, said, turn.now))


def _card(turn: Turn, draft: Draft, note: str | None = None) -> list[OutMessage]:
    rows, would = _rows(draft.payload), _would(turn, draft.payload)
    if would.problems:
        return list_problems(would.problems)
    said: list[Paragraph] = [italic(note)] if note else []
    said += [bold(say.TITLE), plain(say.found(len(rows), len({row.unit for row in rows})))]
    said.append(plain(say.would_do(len(would.added), len(would.corrected), would.unchanged)))
    if would.added:
        names = [row.name for row in rows if row.line in would.new_lines]
        said.append(plain(say.newcomers(names[:_MOST_NAMES], max(len(names) - _MOST_NAMES, 0))))
    if draft.payload["ignored"]:
        said.append(plain(say.ignored(draft.payload["ignored"])))
    stamp = f"d:{draft.id}:{{}}:{draft.revision}"
    cancel = Button(say.CANCEL, f"{say.CANCEL_WORDS} {draft.code}", stamp.format("x"))
    buttons: tuple[tuple[Button, ...], ...] = ((cancel,),)
    if draft.payload["reason"]:
        said.append(plain(say.because(str(draft.payload["reason"]))))
        said.append(plain(say.card_code(draft.code)))
        buttons = ((Button(say.CONFIRM, f"{say.CONFIRM_WORDS} {draft.code}", stamp.format("ok")), cancel),)
    else:
        said.append(plain(say.WHY))
    message = OutMessage(rich(*said), buttons, protect=True)
    return answer(turn, Reply((message,), draft=draft.id))


def _take(turn: Turn, payload: dict[str, Any]) -> Intake:
    return take_in(
        turn.tx,
        _rows(payload),
        regulation=payload["regulation"],
        today=turn.today,
        actor=turn.scene.actor,
        now=turn.now,
        basis=find_basis(str(payload["reason"] or "")) or AWAITED,
    )


def _would(turn: Turn, payload: dict[str, Any]) -> Intake:
    """What taking it in would do: done and taken back."""
    turn.tx.execute("SAVEPOINT looking")
    try:
        return _take(turn, payload)
    finally:
        turn.tx.execute("ROLLBACK TO looking")
        turn.tx.execute("RELEASE looking")


def _rows(payload: dict[str, Any]) -> list[RosterRow]:
    return [
        RosterRow(**{**row, "starts_on": date.fromisoformat(row["starts_on"]) if row["starts_on"] else None})
        for row in payload["rows"]
    ]


def _notices(turn: Turn, draft: Draft, done: Intake, reason: str) -> tuple[Notice, ...]:
    """To the heads of the units whose roster changed; what one person did alone is told."""
    notices: list[Notice] = []
    for unit in done.touched:
        message = OutMessage(rich(say.told_head(get_agency(turn.tx, unit, turn.today).name, reason)))
        notices += tell(turn.tx, heads_of(turn.tx, unit), f"table {draft.id} unit {unit}", message)
    return tuple(notices)


def _refuse(turn: Turn, refused: Refused) -> list[OutMessage]:
    draft = refused.draft
    if draft is None:
        return _say(say.GONE if refused.reason is Refusal.UNKNOWN else say.NOT_YOURS)
    if refused.reason is Refusal.STALE:
        return _card(turn, draft, say.STALE)
    if refused.reason is Refusal.EXPIRED:
        return _say(say.EXPIRED)
    if draft.state is DraftState.DONE and draft.outcome:
        return _say(say.done_before(int(draft.outcome["added"]), int(draft.outcome["corrected"])))
    return _say(say.CANCELLED)


def _say(text: str) -> list[OutMessage]:
    return [OutMessage(rich(text))]
