"""The document that a unit owes about its focal officers → a Paper, from its duty and its people.

Drafts the unit's own document only; number, date, signature and seal stay blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.messages import documents as words
from bot.messages.positions import position_name
from bot.roster.paper import Annex, Block, Grid, Paper, Text
from bot.roster.rows import Leaver, RosterRow
from corpus import (
    Actor,
    AgencyLevel,
    DocumentDuty,
    DocumentForm,
    Metadata,
    RosterEvent,
    UnitPath,
)

# A day of ten characters and a number of ten digits never break.
_LEAVERS_SHARES = (0.06, 0.27, 0.27, 0.26, 0.14)
_OFFICERS_SHARES = (0.055, 0.205, 0.175, 0.195, 0.235, 0.135)
_REPLACING_SHARES = (0.05, 0.165, 0.15, 0.17, 0.205, 0.135, 0.125)


@dataclass(frozen=True, slots=True)
class DocumentUnit:
    """Who writes. Empty fields take what the regulation or the kind of agency says.

    `symbol` is the unit's abbreviation in numbers ("SCT"), `drafter` that of its drafting section, `superior`
    the body above it ("UBND thành phố Huế"), `head` the title of who signs ("Giám đốc").
    """

    kind: str
    name: str
    place: str = ""
    symbol: str = ""
    drafter: str = ""
    superior: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the name, and title where a deputy signs for the head ("Phó Giám đốc")."""

    name: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class RosterState:
    """What the document tells: who leaves and who comes, and everybody in the duty afterwards.

    `rests_on` is the unit's own designating document, if there is one ("Quyết định số … của Giám đốc Sở").
    """

    officers: tuple[RosterRow, ...]
    leavers: tuple[Leaver, ...] = ()
    joiners: tuple[RosterRow, ...] = ()
    rests_on: str = ""


class CautionKind(StrEnum):
    """What a clerk must look at before the document goes out."""

    BLANK_INSTRUMENT = "blank-instrument"
    LEVEL_ENDED = "level-ended"
    PROVINCE_MERGED = "province-merged"
    NO_SYMBOL = "no-symbol"


def draft_document(
    duty: DocumentDuty, unit: DocumentUnit, state: RosterState, signer: Signer | None = None
) -> Paper:
    """The unit's document. Raises ValueError for a list of nobody or a change in which nobody moves."""
    if duty.event is RosterEvent.LIST and not state.officers:
        message = f"no officer to list for {unit.name}"
        raise ValueError(message)
    if duty.event is RosterEvent.CHANGE and not (state.leavers or state.joiners):
        message = f"nobody leaves or comes at {unit.name}"
        raise ValueError(message)
    unit = replace(unit, name=words.spell_out(unit.name))
    duty = replace(duty, recipient=words.capitalised(words.spell_out(duty.recipient)))
    law = duty.instrument
    signing = signer or Signer()
    whose = _area(unit) if duty.form is DocumentForm.DECISION else unit.name
    paper = Paper(
        superior="" if _is_committee(unit) else (unit.superior or law.superior).upper(),
        issuer=_issuer(unit),
        number=words.number_line(duty.form, unit.symbol or _symbol(unit)),
        place_and_date=words.place_and_date(unit.place or _place(unit, law.place)),
        form=words.FORMS[duty.form],
        subject=words.subject(
            duty.form,
            is_change=duty.event is RosterEvent.CHANGE,
            officers=law.officers,
            task=law.task,
            whose=whose,
        ),
        body=(),
        signature=_signature(duty, unit, signing),
        signer=signing.name,
        recipients=(words.copy_to(duty.recipient), words.kept(unit.drafter)),
    )
    match duty.form:
        case DocumentForm.DECISION:
            return _decide(paper, duty, unit, state)
        case DocumentForm.SUBMISSION:
            return _submit(paper, duty, unit, state)
        case DocumentForm.NOTICE | DocumentForm.LIST:
            return _tell(paper, duty, unit, state)


def find_cautions(
    duty: DocumentDuty, unit: DocumentUnit, about: Metadata, today: date
) -> tuple[tuple[CautionKind, str], ...]:
    """What to look at before signing, each with its value for bot.messages.documents.caution."""
    cautions: list[tuple[CautionKind, str]] = []
    if duty.instrument.is_blank:
        cautions.append((CautionKind.BLANK_INSTRUMENT, ""))
    district = about.levels.get(AgencyLevel.DISTRICT)
    concerned = unit.kind == "ubnd-huyen" or duty.recipient_level is AgencyLevel.DISTRICT
    if concerned and district and district.ended_on and district.ended_on <= today:
        cautions.append((CautionKind.LEVEL_ENDED, words.day(district.ended_on)))
    if about.merged_on and about.merged_on <= today:
        cautions.append((CautionKind.PROVINCE_MERGED, about.province_now))
    if not (unit.symbol or _symbol(unit)):
        cautions.append((CautionKind.NO_SYMBOL, ""))
    return tuple(cautions)


def places(paths: Sequence[UnitPath]) -> tuple[str, ...]:
    """The units as documents cite them: "khoản 3 Điều 2"."""
    return tuple(words.place_of(path.article, path.clause, path.point) for path in paths)


def _tell(paper: Paper, duty: DocumentDuty, unit: DocumentUnit, state: RosterState) -> Paper:
    """A notice or a list."""
    law = duty.instrument
    basis = words.carrying_out(_cited(duty), law.title, law.instrument)
    closing = Text(words.closing(unit.name, duty.act, duty.recipient, duty.purpose))
    if duty.event is RosterEvent.LIST:
        actor = _head_of(unit) if duty.actor is Actor.HEAD else unit.name
        opening = words.name_list(basis, actor, duty.act, law.officers, law.task, len(state.officers))
        return replace(paper, body=(Text(opening), _officers(state.officers), closing))
    opening = words.announce_change(basis, unit.name, duty.act, law.officers, law.task)
    blocks: list[Block] = [Text(opening), *_moves(law.officers, state)]
    if state.officers:
        number = 1 + bool(state.leavers) + bool(state.joiners)
        heading = words.whole_list_heading(number, law.officers, len(state.officers))
        blocks += [Text(heading, heading=True), _officers(state.officers, with_replaced=False)]
    if state.rests_on:
        blocks.append(Text(words.resting_on(state.rests_on)))
    return replace(paper, body=(*blocks, closing))


def _submit(paper: Paper, duty: DocumentDuty, unit: DocumentUnit, state: RosterState) -> Paper:
    law = duty.instrument
    basis = words.carrying_out(_cited(duty), law.title, law.instrument)
    opening = words.submit_list(basis, unit.name, duty.recipient, law.officers, law.task, len(state.officers))
    closing = words.submission_closing(duty.recipient, duty.purpose)
    return replace(
        paper,
        addressee=words.in_full(duty.recipient, law.place),
        body=(Text(opening), _officers(state.officers), Text(closing)),
        recipients=(words.COPY_AS_ABOVE, words.kept(unit.drafter)),
    )


def _decide(paper: Paper, duty: DocumentDuty, unit: DocumentUnit, state: RosterState) -> Paper:
    """A decision of the unit's own chairman, with the list on a page of its own."""
    law, area = duty.instrument, _area(unit)
    proposer = words.spell_out(duty.proposed_by).replace(words.DISTRICT_LEVEL, area)
    first: tuple[Block, ...] = (
        Text(words.recognise(law.officers, law.task, area, len(state.officers)), lead=words.article(1)),
    )
    if duty.event is RosterEvent.CHANGE:
        first = (
            Text(words.adjust(law.officers, law.task, area), lead=words.article(1)),
            *_moves(law.officers, state),
        )
    annex = Annex(
        form=words.FORMS[DocumentForm.LIST],
        subject=words.area_list(law.officers, law.task, area),
        reference=words.annex_reference(_head_of(unit)),
        blocks=(_officers(state.officers, with_units=True, with_replaced=False),),
    )
    return replace(
        paper,
        authority=_head_of(unit).upper(),
        basis=(
            *law.powers,
            words.decision_basis(_cited(duty), law.title, law.instrument),
            words.proposed(proposer),
        ),
        resolves=words.RESOLVES,
        body=(
            *first,
            Text(words.IN_FORCE, lead=words.article(2)),
            Text(words.carried_out_by(proposer), lead=words.article(3)),
        ),
        recipients=(words.COPY_AS_ARTICLE_3, words.copy_to(duty.recipient), words.kept(unit.drafter)),
        annex=annex if state.officers else None,
    )


def _moves(officers: str, state: RosterState) -> list[Block]:
    """Who leaves and who comes, under numbered headings."""
    blocks: list[Block] = []
    if state.leavers:
        blocks += [Text(words.leavers_heading(1, officers), heading=True), _leavers(state.leavers)]
    if state.joiners:
        heading = words.joiners_heading(1 + bool(state.leavers), officers)
        blocks += [Text(heading, heading=True), _officers(state.joiners)]
    return blocks


def _leavers(leavers: Sequence[Leaver]) -> Grid:
    rows = tuple(
        (str(number), one.name, one.title, position_name(one.role), words.day(one.last_day))
        for number, one in enumerate(leavers, start=1)
    )
    return Grid(words.LEAVERS_HEADINGS, rows, _LEAVERS_SHARES)


def _officers(officers: Sequence[RosterRow], *, with_units: bool = False, with_replaced: bool = True) -> Grid:
    """The people in the duty; a column says whom they replace where anybody replaces somebody."""
    replacing = with_replaced and any(one.replaces for one in officers)
    headings = words.OFFICERS_HEADINGS + ((words.REPLACES_HEADING,) if replacing else ())
    rows = []
    for number, one in enumerate(officers, start=1):
        post = ", ".join(filter(None, (one.title, words.shorten(one.unit) if with_units else "")))
        contact = "\n".join(filter(None, (one.phone, one.email)))
        row = (str(number), one.name, post, position_name(one.role), contact, words.day(one.starts_on))
        rows.append(row + ((one.replaces,) if replacing else ()))
    return Grid(headings, tuple(rows), _REPLACING_SHARES if replacing else _OFFICERS_SHARES)


def _cited(duty: DocumentDuty) -> tuple[str, ...]:
    return places([basis.unit for basis in duty.citations])


def _is_committee(unit: DocumentUnit) -> bool:
    return unit.kind in {"ubnd-xa", "ubnd-huyen"}


def _area(unit: DocumentUnit) -> str:
    """The area of a committee: "xã Mẫu" of "Ủy ban nhân dân xã Mẫu"."""
    return unit.name.removeprefix(words.COMMITTEE).strip()


def _issuer(unit: DocumentUnit) -> tuple[str, ...]:
    if _is_committee(unit):
        return (words.COMMITTEE.upper(), _area(unit).upper())
    return ((words.OFFICE if unit.kind == "vp-ubnd" else unit.name).upper(),)


def _symbol(unit: DocumentUnit) -> str:
    """What numbers of a committee or its office always bear; a department's is its own."""
    return {"ubnd-xa": "UBND", "ubnd-huyen": "UBND", "vp-ubnd": "VP"}.get(unit.kind, "")


def _place(unit: DocumentUnit, default: str) -> str:
    """The place name: the commune's or district's own, else that of the province."""
    if not _is_committee(unit):
        return default
    area = _area(unit)
    return area.split(maxsplit=1)[-1] if area else default


def _head_of(unit: DocumentUnit) -> str:
    """Title and name, words in common once: "Giám đốc Sở Công Thương", "Chánh Thanh tra tỉnh"."""
    title = unit.head or words.HEADS.get(unit.kind, "")
    heads, names = title.split(), unit.name.split()
    for common in range(min(len(heads), len(names)), 0, -1):
        if [word.casefold() for word in heads[-common:]] == [word.casefold() for word in names[:common]]:
            return " ".join([*heads[:-common], *names])
    return f"{title} {unit.name}"


def _signature(duty: DocumentDuty, unit: DocumentUnit, signer: Signer) -> tuple[str, ...]:
    """TM. for what a committee tells as such, KT. for a deputy."""
    title = (unit.head or words.HEADS.get(unit.kind, "")).upper()
    is_collective = _is_committee(unit) and duty.actor is Actor.UNIT
    lines = (words.ON_BEHALF,) if is_collective else ()
    return (*lines, f"KT. {title}", signer.deputy.upper()) if signer.deputy else (*lines, title)
