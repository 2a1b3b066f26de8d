"""The rights table, walked completely: every right × every role × own or other unit × how the account is linked."""

from datetime import date
from itertools import product

import pytest
from roster_stage import DECEMBER, HUE, NOW, TODAY, link_up, new_agency, new_person, put_in, set_stage

from bot.roster.actors import as_person, identify, keys_of
from bot.roster.agencies import Agency
from bot.roster.basis import AWAITED, put_basis
from bot.roster.designations import end_designation, held_by
from bot.roster.grants import coordinators_for, end_grant, grant_role, grants_of, heads_of
from bot.roster.rights import CONSOLE, RIGHTS, Actor, Holding, Linked, Right, Role, may, may_grant, may_record
from bot.store import Transaction
from corpus import StaffedUnit

OWN = Agency(1, HUE, StaffedUnit.DEPARTMENT, 100, "Sở Tư pháp")
OTHER = Agency(2, HUE, StaffedUnit.DEPARTMENT, 100, "Sở Nội vụ")
ELSEWHERE = Agency(3, "son-la-2025", StaffedUnit.DEPARTMENT, 100, "Sở Tư pháp")

# a: over any unit · o: over one's own · -: not at all. Columns as in Role.
EXPECTED = """
                         officer  unit-editor  unit-head  coordinator  auditor  admin
see-roster                  o          o           o           a          a       a
see-phones                  -          o           o           a          -       a
propose-change              o          o           o           a          -       -
record-change               -          -           -           a          -       -
enter-alone                 -          -           -           a          -       -
undo-change                 -          -           -           a          -       -
name-reporting-officer      -          o           o           a          -       -
invite                      -          -           -           a          -       a
confirm-link                -          -           -           a          -       a
end-link                    -          -           -           a          -       a
manage-agency               -          -           -           a          -       a
grant-role                  -          -           -           a          -       a
export-roster               -          -           -           a          a       a
import-roster               -          -           -           a          -       a
see-person                  -          -           -           a          -       a
correct-person              -          -           -           a          -       a
erase-person                -          -           -           -          -       a
read-audit                  -          -           -           a          a       a
see-dues                    o          o           o           a          a       a
mark-submitted              o          o           o           a          -       -
mark-received               -          -           -           a          -       -
set-dates                   -          -           -           a          -       -
request-report              -          -           -           a          -       -
see-overview                -          -           -           a          a       a
"""
_HEAD, *_ROWS = [line.split() for line in EXPECTED.strip().splitlines()]
REACH = {
    (Right(row[0]), Role(role)): mark for row in _ROWS for role, mark in zip(_HEAD, row[1:], strict=True)
}
PUBLIC = {Right.ASK, Right.REDEEM}
SELF = {Right.SEE_OWN_DATA}


def who(role: Role | None, linked: Linked) -> Actor:
    if role is None:
        return Actor("person:7", 7, linked)
    held = Holding(role, agency=OWN.id) if role.of_unit else Holding(role, regulation=HUE)
    return Actor("person:7", 7, linked, (held,))


def expected(right: Right, role: Role | None, linked: Linked, unit: Agency | None) -> bool:
    if right in PUBLIC:
        return True
    if linked is not Linked.CONFIRMED:
        return False
    if right in SELF:
        return True
    mark = REACH[right, role] if role else "-"
    if mark == "o":
        return unit == OWN
    return mark == "a" and unit != ELSEWHERE


def test_the_expected_table_and_the_code_know_the_same_rights_and_roles() -> None:
    assert {right for right, _ in REACH} == set(RIGHTS) == set(Right) - PUBLIC - SELF
    assert {role for _, role in REACH} == set(Role)


@pytest.mark.parametrize("right", list(Right))
def test_a_right_reaches_exactly_as_far_as_the_table_says(right: Right) -> None:
    wrong = [
        (role, linked, unit and unit.name)
        for role, linked, unit in product([*Role, None], Linked, [None, OWN, OTHER, ELSEWHERE])
        if may(who(role, linked), right, unit) is not expected(right, role, linked, unit)
    ]
    assert wrong == []


def test_a_coordinator_of_all_regulations_reaches_them_all() -> None:
    everywhere = Actor("person:7", 7, Linked.CONFIRMED, (Holding(Role.COORDINATOR),))
    assert may(everywhere, Right.RECORD_CHANGE, ELSEWHERE)


def test_two_roles_add_up() -> None:
    both = Actor("person:7", 7, Linked.CONFIRMED, (Holding(Role.OFFICER, OWN.id), Holding(Role.AUDITOR)))
    assert may(both, Right.PROPOSE_CHANGE, OWN)
    assert may(both, Right.SEE_ROSTER, OTHER)
    assert not may(both, Right.PROPOSE_CHANGE, OTHER)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_records_a_change_to_their_own_designation(role: Role) -> None:
    actor = who(role, Linked.CONFIRMED)
    assert not may_record(actor, OWN, [3, 7])
    assert may_record(actor, OWN, [3, 4]) is (role is Role.COORDINATOR)


@pytest.mark.parametrize(("role", "granted"), list(product(Role, Role)), ids=str)
def test_nobody_grants_a_role_above_their_own_nor_one_to_themselves(role: Role, granted: Role) -> None:
    actor = who(role, Linked.CONFIRMED)
    allowed = (
        role in {Role.COORDINATOR, Role.ADMIN} and granted is not Role.OFFICER and granted.rank <= role.rank
    )
    unit = OWN if granted.of_unit else None
    assert may_grant(actor, granted, 9, unit) is allowed
    assert not may_grant(actor, granted, 7, unit)
    for linked in (Linked.UNLINKED, Linked.PROVISIONAL):
        assert not may_grant(who(role, linked), granted, 9, unit)


def test_an_account_without_a_link_or_with_a_provisional_one_has_no_roles(tx: Transaction) -> None:
    stage = set_stage(tx)
    link_up(tx, stage.leader, sure=False)
    assert identify(tx, "telegram", "nobody", TODAY) == Actor("user:telegram:nobody")
    waiting = identify(tx, "telegram", str(1000 + stage.leader), TODAY)
    assert (waiting.linked, waiting.person, waiting.holdings) == (Linked.PROVISIONAL, stage.leader, ())
    assert keys_of(waiting) == {f"user:telegram:{1000 + stage.leader}"}


def test_the_same_number_on_another_channel_is_somebody_else(tx: Transaction) -> None:
    stage = set_stage(tx)
    assert identify(tx, "telegram", str(1000 + stage.specialist), TODAY).person == stage.specialist
    assert identify(tx, "zalo", str(1000 + stage.specialist), TODAY).person is None


def test_an_officer_is_who_is_designated_on_that_day(tx: Transaction) -> None:
    stage = set_stage(tx)
    [held] = held_by(tx, stage.specialist, TODAY)
    end_designation(tx, held, DECEMBER, put_basis(tx, AWAITED))
    account = ("telegram", str(1000 + stage.specialist))
    assert identify(tx, *account, TODAY).holdings == (Holding(Role.OFFICER, agency=stage.justice),)
    assert identify(tx, *account, DECEMBER).holdings == ()
    assert identify(tx, *account, date(2025, 12, 31)).holdings == ()


def test_a_role_that_ends_is_gone_with_the_next_message(tx: Transaction) -> None:
    stage = set_stage(tx)
    assert coordinators_for(tx, HUE) == [stage.coordinator]
    assert coordinators_for(tx, "son-la-2025") == []
    [grant] = grants_of(tx, stage.coordinator)
    end_grant(tx, grant, "console", NOW)
    assert identify(tx, "telegram", str(1000 + stage.coordinator), TODAY).holdings == ()
    assert coordinators_for(tx, HUE) == []


def test_a_role_is_granted_once_and_a_units_role_needs_its_unit(tx: Transaction) -> None:
    import sqlite3

    agency, person = new_agency(tx), new_person(tx)
    put_in(tx, person, agency)
    assert grant_role(tx, person, Holding(Role.UNIT_HEAD, agency=agency), CONSOLE, NOW)
    assert not grant_role(tx, person, Holding(Role.UNIT_HEAD, agency=agency), CONSOLE, NOW)
    assert heads_of(tx, agency) == [person]
    with pytest.raises(sqlite3.IntegrityError):
        grant_role(tx, person, Holding(Role.UNIT_EDITOR), CONSOLE, NOW)
    with pytest.raises(sqlite3.IntegrityError):
        grant_role(tx, person, Holding(Role.COORDINATOR, agency=agency), CONSOLE, NOW)


def test_a_coordinators_keys_open_the_desk_of_their_regulation(tx: Transaction) -> None:
    stage = set_stage(tx)
    assert keys_of(as_person(tx, stage.coordinator, TODAY)) == {f"person:{stage.coordinator}", f"desk:{HUE}"}
