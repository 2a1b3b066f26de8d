"""Roles, reporting officers and new codes by words: "giao quyền lãnh đạo đơn vị cho …", "giao … gửi báo cáo", "mời lại …".

Who is meant is shown before anything is given; giving takes the code or the button.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.channels.message import Button, OutMessage, bold, plain, rich
from bot.conversation.posting import answer
from bot.conversation.turn import Turn
from bot.messages import linking
from bot.messages import roster as words
from bot.messages import roster_talk as say
from bot.roster import (
    Agency,
    Holding,
    Person,
    Reply,
    Right,
    Role,
    end_grant,
    find_people,
    find_unit,
    get_agency,
    get_person,
    grant_role,
    grants_of,
    held_by,
    invite_many,
    may,
    may_grant,
    name_reporting_officer,
    own_agencies,
    tell,
)
from bot.roster.columns import strip_honorific
from bot.roster.resolving import called_by, members_of
from bot.store import drafts
from bot.store.drafts import Draft, DraftState, Refused
from index import fold

KIND = "appointment"
_LASTS = timedelta(hours=24)
_GIVE = re.compile(r"(?:giao|cap|trao) (?:quyen|vai tro) (?P<role>.+?) cho (?P<who>.+)")
_TAKE = re.compile(r"(?:thu hoi|thoi|bo|rut) (?:quyen|vai tro) (?P<role>.+?) (?:cua|cho) (?P<who>.+)")
_REPORTS = re.compile(
    r"""
    (?: (?:giao|cu|chi\ dinh)\ (?P<who>.+?)\ (?:gui|nop|phu\ trach|lam)\ bao\ cao(?:\ (?:cho|cua)\ (?P<unit>.+))?
      | (?:nguoi\ (?:gui|nop)\ bao\ cao\ (?:la|:)|giao\ bao\ cao\ cho)\ (?P<other>.+) )
    """,
    re.VERBOSE,
)
_INVITE = re.compile(r"(?:moi lai|moi|gui lai ma(?: moi)?(?: cho)?|cap lai ma(?: moi)?(?: cho)?) (?P<who>.+)")
_UNIT_BEHIND = re.compile(r"\s*(?:,|\(|\bo\b|\btai\b|\bthuoc\b|\bcua\b)\s*(?P<unit>[^)]+)\)?\s*$")
# Words by which a role is called, as compared.
_ROLES = {
    "lanh dao don vi": Role.UNIT_HEAD,
    "cap nhat danh sach": Role.UNIT_EDITOR,
    "nguoi cap nhat danh sach": Role.UNIT_EDITOR,
    "dieu phoi": Role.COORDINATOR,
    "phu trach": Role.COORDINATOR,
    "nguoi phu trach": Role.COORDINATOR,
    "theo doi": Role.AUDITOR,
    "kiem tra": Role.AUDITOR,
    "theo doi, kiem tra": Role.AUDITOR,
    "quan tri": Role.ADMIN,
    "quan tri vien": Role.ADMIN,
}


@dataclass(frozen=True, slots=True)
class Appointment:
    """What is to be done: `verb` is give, take or report."""

    verb: str
    person: int
    role: Role | None = None
    agency: int | None = None
    regulation: str | None = None

    def to_payload(self, author: str) -> dict[str, Any]:
        """The stored form; ids only."""
        return {
            "author": author,
            "verb": self.verb,
            "person": self.person,
            "role": str(self.role) if self.role else None,
            "agency": self.agency,
            "regulation": self.regulation,
        }


def read_words(turn: Turn, text: str) -> list[OutMessage] | None:
    """Words that give or take a role, name who reports or ask for a new code; None when the message holds none."""
    if turn.scene.actor.person is None:
        return None
    text = unicodedata.normalize("NFC", " ".join(text.split())).strip(" .!")
    folded = fold(text.lower())
    if len(folded) != len(text):
        return None
    for verb, pattern in (("give", _GIVE), ("take", _TAKE)):
        found = pattern.fullmatch(folded)
        if found and found["role"] in _ROLES:
            if not _runs(turn):
                return [OutMessage(rich(words.NO_RIGHT))]
            return _ask_role(turn, verb, _ROLES[found["role"]], text[found.start("who") :])
    reports = _REPORTS.fullmatch(folded)
    if reports:
        if reports["other"]:
            return _ask_report(turn, *_split(text[reports.start("other") :]))
        unit = text[reports.start("unit") :] if reports["unit"] else None
        return _ask_report(turn, text[reports.start("who") : reports.end("who")], unit)
    invited = _INVITE.fullmatch(folded)
    return _invite(turn, text[invited.start("who") :]) if invited else None


def act_on(turn: Turn, draft: Draft, verb: str, revision: int | None, _words: str) -> list[OutMessage]:
    """Confirmed or cancelled."""
    actor = turn.scene.actor
    checked = drafts.check_act(turn.tx, draft.id, revision or draft.revision, {actor.name}, turn.now)
    if isinstance(checked, Refused):
        return [OutMessage(rich(words.NOT_YOURS if checked.draft is None else say.DONE_EARLIER))]
    state = DraftState.DONE if verb == "ok" else DraftState.CANCELLED
    drafts.close_draft(turn.tx, checked, state, actor.name, turn.now)
    if verb != "ok":
        return [OutMessage(rich(say.NOT_GIVEN))]
    wanted = checked.payload
    role = Role(wanted["role"]) if wanted["role"] else None
    return _carry_out(
        turn, Appointment(wanted["verb"], wanted["person"], role, wanted["agency"], wanted["regulation"])
    )


def _carry_out(turn: Turn, wanted: Appointment) -> list[OutMessage]:
    actor, tx = turn.scene.actor, turn.tx
    agency = get_agency(tx, wanted.agency, turn.today) if wanted.agency else None
    if not _may(turn, wanted, agency):
        return [OutMessage(rich(words.NO_RIGHT))]
    name = get_person(tx, wanted.person).name or "…"
    if wanted.role is None and agency is not None:
        name_reporting_officer(tx, agency.id, wanted.person, actor.name, turn.now)
        done, told = say.reports_now(name, agency.name), say.you_report(agency.name)
    else:
        role = wanted.role or Role.UNIT_EDITOR
        holding = Holding(role, wanted.agency, wanted.regulation)
        if wanted.verb == "give":
            if not grant_role(tx, wanted.person, holding, actor, turn.now):
                return [OutMessage(rich(say.HAS_IT_ALREADY))]
        else:
            held = [one for one in grants_of(tx, wanted.person) if _same(one.holding, holding)]
            if not held:
                return [OutMessage(rich(say.HAS_IT_NOT))]
            for one in held:
                end_grant(tx, one, actor.name, turn.now)
        what = say.role_of(linking.ROLES[role], agency.name if agency else None)
        given = wanted.verb == "give"
        done, told = say.role_moved(what, name, given=given), say.your_role_moved(what, given=given)
    key = f"appointment {wanted.verb} {wanted.person} {turn.now.isoformat()}"
    notices = tell(tx, [wanted.person], key, OutMessage(rich(told)))
    return answer(turn, Reply((OutMessage(rich(done), protect=True),), notices))


def _ask_role(turn: Turn, verb: str, role: Role, who: str) -> list[OutMessage]:
    found = _find(turn, who)
    if isinstance(found, str):
        return [OutMessage(rich(found))]
    person, unit = found
    agency = unit or (_own_unit(turn, person) if role.of_unit else None)
    if role.of_unit and agency is None:
        return [OutMessage(rich(say.WHICH_UNIT))]
    regulation = None if role.of_unit else _regulation(turn)
    wanted = Appointment(verb, person.id, role, agency.id if agency and role.of_unit else None, regulation)
    if not _may(turn, wanted, agency if role.of_unit else None):
        return [OutMessage(rich(words.NO_RIGHT))]
    what = say.role_of(linking.ROLES[role], agency.name if agency and role.of_unit else None)
    return _card(turn, wanted, say.ask_role(what, person.name or "…", given=verb == "give"))


def _ask_report(turn: Turn, name: str, unit_words: str | None) -> list[OutMessage] | None:
    """Only somebody of the unit can be meant; anything else was no naming of people."""
    units = find_unit(turn.tx, turn.scene.actor, unit_words, turn.today)
    for agency in units:
        members = called_by(members_of(turn.tx, agency.id, turn.today), name)
        if len(members) == 1:
            person = members[0].person
            wanted = Appointment("report", person.id, agency=agency.id)
            if not _may(turn, wanted, agency):
                return [OutMessage(rich(words.NO_RIGHT))]
            return _card(turn, wanted, say.ask_report(person.name or "…", agency.name))
    return None


def _invite(turn: Turn, who: str) -> list[OutMessage] | None:
    """A new code for somebody, to be handed over; only for who may, so that others' words stay questions."""
    if not _runs(turn):
        return None
    actor = turn.scene.actor
    found = _find(turn, who)
    if isinstance(found, str):
        return None if found == say.NO_SUCH_PERSON else [OutMessage(rich(found))]
    person, _ = found
    units = _units(turn, person)
    if not (any(may(actor, Right.INVITE, one) for one in units) or (not units and may(actor, Right.INVITE))):
        return [OutMessage(rich(words.NO_RIGHT))]
    made = invite_many(turn.tx, [person.id], actor, turn.now)
    if not made:
        return [OutMessage(rich(say.NOT_INVITED))]
    one = made[0].invitation
    bot_name = turn.scene.around.bot_name
    link = one.deep_link(bot_name) if bot_name else None
    until = say.until(one.expires_at)
    lines = linking.invitation(
        person.name or "…", units[0].name if units else None, one.spoken_code, link, until
    )
    return [OutMessage(rich(*lines), protect=True)]


def _runs(turn: Turn) -> bool:
    return any(held.role in {Role.COORDINATOR, Role.ADMIN} for held in turn.scene.actor.holdings)


def _card(turn: Turn, wanted: Appointment, question: str) -> list[OutMessage]:
    draft = drafts.open_draft(
        turn.tx,
        kind=KIND,
        channel=turn.incoming.channel,
        chat=turn.incoming.chat,
        payload=wanted.to_payload(turn.scene.actor.name),
        may_act={turn.scene.actor.name},
        now=turn.now,
        expires_at=turn.now + _LASTS,
    )
    yes = Button(say.AGREE, f"{words.WORDS['ok']} {draft.code}", f"d:{draft.id}:ok:{draft.revision}")
    no = Button(words.CANCEL, f"{words.WORDS['x']} {draft.code}", f"d:{draft.id}:x:{draft.revision}")
    return [OutMessage(rich(bold(question), plain(words.code(draft.code))), ((yes, no),), protect=True)]


def _may(turn: Turn, wanted: Appointment, agency: Agency | None) -> bool:
    if wanted.role is None:
        return agency is not None and may(turn.scene.actor, Right.NAME_REPORTING_OFFICER, agency)
    return may_grant(turn.scene.actor, wanted.role, wanted.person, agency)


def _find(turn: Turn, who: str) -> tuple[Person, Agency | None] | str:
    """The one person meant, with the unit if one was named; else why not."""
    name, unit_words = _split(who)
    units = find_unit(turn.tx, turn.scene.actor, unit_words, turn.today) if unit_words else []
    if unit_words and len(units) != 1:
        return words.NO_SUCH_UNIT
    people = [one for one in find_people(turn.tx, name) if one.contact is not None]
    if units and len(people) > 1:
        people = [one for one in people if units[0].id in {unit.id for unit in _units(turn, one)}]
    people = [one for one in people if _within_reach(turn, one)]
    if not people:
        return say.NO_SUCH_PERSON
    return (people[0], units[0] if units else None) if len(people) == 1 else say.TWO_OF_THAT_NAME


def _within_reach(turn: Turn, person: Person) -> bool:
    units = _units(turn, person)
    return not units or any(may(turn.scene.actor, Right.SEE_PERSON, one) for one in units)


def _units(turn: Turn, person: Person) -> list[Agency]:
    return [get_agency(turn.tx, one.agency, turn.today) for one in held_by(turn.tx, person.id, turn.today)]


def _own_unit(turn: Turn, person: Person) -> Agency | None:
    """The unit somebody is designated in, or holds a role for, if there is just one."""
    ids = {one.id for one in _units(turn, person)} | {
        one.holding.agency for one in grants_of(turn.tx, person.id) if one.holding.agency is not None
    }
    mine = own_agencies(turn.tx, turn.scene.actor, turn.today)
    if len(ids) == 1:
        return get_agency(turn.tx, ids.pop(), turn.today)
    return mine[0] if len(mine) == 1 else None


def _regulation(turn: Turn) -> str | None:
    """The regulation over which a role that is not of a unit is given: the giver's own."""
    own = {held.regulation for held in turn.scene.actor.holdings if held.role is Role.COORDINATOR}
    return own.pop() if len(own) == 1 else None


def _same(held: Holding, wanted: Holding) -> bool:
    """A giver for one regulation takes nothing that is held for another."""
    if wanted.role.of_unit:
        return held.role is wanted.role and held.agency == wanted.agency
    return held.role is wanted.role and wanted.regulation in {None, held.regulation}


def _split(who: str) -> tuple[str, str | None]:
    """A name and the unit behind it: "Đỗ Văn Trưởng (Sở Tư pháp)"."""
    found = _UNIT_BEHIND.search(fold(who.lower()))
    if found is None:
        return strip_honorific(who), None
    return strip_honorific(who[: found.start()]), who[found.start("unit") : found.end("unit")].strip()
