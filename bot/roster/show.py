"""A card as people see it: what changes, what is missing, what the staffing rule says, and the buttons of the viewer."""

from datetime import date

from bot.channels.message import Button, OutMessage, Paragraph, bold, italic, plain, rich
from bot.messages import roster as say
from bot.messages.dates import full_date, long_date
from bot.roster.agencies import get_agency
from bot.roster.card import Card, Lack, Stage
from bot.roster.persons import get_person
from bot.roster.recorded import ChangeKind
from bot.roster.resolving import members_of, positions_after
from bot.roster.rights import Actor, Right, may
from bot.roster.surroundings import Finding, Surroundings
from bot.store import Transaction
from bot.store.drafts import Draft

_PICKS_A_ROW = 2


def shown_code(draft: Draft, card: Card) -> str:
    """The code to type; once the desk has edited a card it names the revision, so nobody records it unseen."""
    if card.stage is Stage.AUTHOR or card.sent in {None, draft.revision}:
        return draft.code
    return f"{draft.code}.{draft.revision}"


def findings_of(tx: Transaction, card: Card, around: Surroundings, today: date) -> tuple[Finding, ...]:
    """What the unit's staffing would break; nothing for a change of details or an unknown unit."""
    if card.agency is None or (
        card.kind is ChangeKind.UPDATE and not any(one.position for one in card.coming)
    ):
        return ()
    agency = get_agency(tx, card.agency, today)
    return tuple(around.check_staffing(agency, positions_after(tx, card, today)))


def show_card(
    tx: Transaction, draft: Draft, card: Card, viewer: Actor, around: Surroundings, today: date, *intro: str
) -> OutMessage:
    """The card with the buttons that this viewer may use, under lines that introduce it."""
    rows: list[Paragraph] = [plain(line) for line in intro]
    agency = get_agency(tx, card.agency, today) if card.agency else None
    name = agency.name if agency else card.unit
    head = say.undo_title(card.kind, name) if card.undoes and name else say.title(card.kind, name)
    rows.append(bold(head))
    rows += [plain(line) for line in _lines(card)]
    if card.author_person is not None and card.author_person != viewer.person:
        rows.append(plain(say.by_whom(get_person(tx, card.author_person).name or "")))
    if card.alone:
        rows.append(plain(say.alone()))
    rows += [plain(say.reason(card.reason))] if card.reason else []
    rows += [italic(say.finding(one.code, one.citation)) for one in findings_of(tx, card, around, today)]
    rows += [italic(say.DOUBTS[one]) for one in card.doubts if one in say.DOUBTS]
    if card.lacks:
        rows.append(plain(say.lacks([str(one) for one in card.lacks])))
        rows.append(plain(say.QUESTIONS[card.lacks[0]]))
    rows.append(plain(say.code(shown_code(draft, card))))
    return OutMessage(rich(*rows), _buttons(tx, draft, card, viewer, today), protect=True)


def show_summary(card: Card) -> tuple[str, ...]:
    """The lines of a card alone, for telling others what was recorded."""
    return _lines(card)


def _lines(card: Card) -> tuple[str, ...]:
    stays = card.kind is ChangeKind.UPDATE
    lines = [say.leaver(one.name, one.person is not None) for one in card.leaving]
    lines += [
        say.comer(one.name, one.title, one.phone, one.email, one.position, stays=stays) for one in card.coming
    ]
    lines += [say.from_day(long_date(card.effective))] if card.effective else []
    basis = card.basis
    issued = full_date(basis.issued_on) if basis.issued_on else None
    if not stays or not basis.pending:
        lines.append(say.basis(basis.kind, basis.number, issued, basis.signer))
    return tuple(lines)


def _buttons(
    tx: Transaction, draft: Draft, card: Card, viewer: Actor, today: date
) -> tuple[tuple[Button, ...], ...]:
    code = shown_code(draft, card)

    def button(label: str, verb: str, words: str | None = None) -> Button:
        return Button(label, words or f"{say.WORDS[verb]} {code}", f"d:{draft.id}:{verb}:{draft.revision}")

    cancel = button(say.CANCEL, "x")
    if card.stage is Stage.DESK:
        if not _at_desk(tx, card, viewer, today):
            return ((cancel,),)
        return (
            (button(say.RECORD, "rec"), button(say.RETURN, "ret")),
            (button(say.EDIT, "edit"),),
        )
    rows: list[tuple[Button, ...]] = []
    if card.agency is not None and {Lack.LEAVER, Lack.WHO_CHANGES} & set(card.lacks):
        taken = {one.person for one in card.leaving}
        picks = [
            button(one.person.name or "", f"p{one.person.id}", one.person.name or "")
            for one in members_of(tx, card.agency, today)
            if one.person.id not in taken
        ]
        rows += [tuple(picks[at : at + _PICKS_A_ROW]) for at in range(0, len(picks), _PICKS_A_ROW)]
    if card.ready:
        if card.alone and viewer.person not in card.people:
            rows.append((button(say.RECORD, "rec"), cancel))
        else:
            rows.append((button(say.SEND, "ok"), cancel))
    else:
        rows.append((cancel,))
    return tuple(rows)


def _at_desk(tx: Transaction, card: Card, viewer: Actor, today: date) -> bool:
    return card.agency is not None and may(viewer, Right.RECORD_CHANGE, get_agency(tx, card.agency, today))
