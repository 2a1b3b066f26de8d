"""Invitations and links: one use, 72 hours, limits, proof by contact or by a coordinator, an end at once."""

from datetime import timedelta

import pytest
from roster_stage import NOW, TODAY, link_up, new_person, set_stage

from bot.roster import invitations
from bot.roster.actors import as_person, identify
from bot.roster.enrolment import (
    CoordinatorExists,
    Standing,
    everybody,
    first_coordinator,
    invite_many,
    linking_progress,
    standing,
)
from bot.roster.invitations import Refusal, invite, looks_like_secret
from bot.roster.linking import (
    Confirmation,
    ContactCheck,
    Redeemed,
    check_contact,
    confirm_link,
    redeem,
    unlink,
)
from bot.roster.links import Address, addresses, find_link, links_of
from bot.roster.persons import Contact
from bot.roster.phone_numbers import same_number
from bot.roster.rights import CONSOLE, Linked, Right, Role, may
from bot.store import Transaction, Writer, audit

MINE = Address("telegram", "77", "77")
THEIRS = Address("telegram", "88", "88")


def test_the_link_and_the_code_open_the_same_invitation_and_only_hashes_are_kept(tx: Transaction) -> None:
    made = invite(tx, new_person(tx), "console", NOW)
    assert len(made.token) * 6 >= 128
    assert len(made.code) == 10
    assert made.deep_link("daumoi_bot") == f"https://t.me/daumoi_bot?start={made.token}"
    stored = "\n".join(tx.database.conn.iterdump())
    assert made.token not in stored
    assert made.code not in stored
    redeemed = redeem(tx, MINE, f" {made.code[:5].lower()}-{made.code[5:].lower()} ", NOW)
    assert isinstance(redeemed, Redeemed)
    assert (redeemed.link.person, redeemed.link.state) == (made.person, Linked.PROVISIONAL)
    assert redeem(tx, THEIRS, made.token, NOW) is Refusal.USED


def test_redeeming_twice_from_the_same_account_answers_what_already_happened(tx: Transaction) -> None:
    made = invite(tx, new_person(tx), "console", NOW)
    first = redeem(tx, MINE, made.token, NOW)
    second = redeem(tx, MINE, made.token, NOW)
    assert isinstance(first, Redeemed)
    assert isinstance(second, Redeemed)
    assert (second.link, second.again) == (first.link, True)


def test_an_invitation_lives_for_72_hours_and_ends_when_the_next_one_is_made(tx: Transaction) -> None:
    person = new_person(tx)
    first = invite(tx, person, "console", NOW)
    second = invite(tx, person, "console", NOW)
    assert redeem(tx, MINE, first.token, NOW) is Refusal.ENDED
    assert redeem(tx, MINE, second.code, NOW + timedelta(hours=72)) is Refusal.EXPIRED
    assert isinstance(redeem(tx, MINE, second.code, NOW + timedelta(hours=71, minutes=59)), Redeemed)


def test_five_wrong_codes_close_the_chat_for_a_day_even_to_the_right_one(tx: Transaction) -> None:
    made = invite(tx, new_person(tx), "console", NOW)
    for _ in range(5):
        assert redeem(tx, MINE, "0000000000", NOW) is Refusal.UNKNOWN
    assert redeem(tx, MINE, made.code, NOW) is Refusal.CHAT_CLOSED
    assert redeem(tx, MINE, made.token, NOW) is Refusal.CHAT_CLOSED
    assert isinstance(redeem(tx, THEIRS, made.code, NOW), Redeemed)
    other = invite(tx, new_person(tx), "console", NOW)
    assert isinstance(redeem(tx, MINE, other.code, NOW + timedelta(hours=24)), Redeemed)


def test_many_failures_everywhere_close_typed_codes_but_not_links(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "FAILURES_OVERALL", 8)
    made = invite(tx, new_person(tx), "console", NOW)
    for chat in range(8):
        redeem(tx, Address("telegram", str(chat), str(chat)), "0000000000", NOW)
    assert redeem(tx, MINE, made.code, NOW) is Refusal.ALL_CLOSED
    assert isinstance(redeem(tx, MINE, made.token, NOW), Redeemed)


def test_old_failures_are_forgotten(tx: Transaction) -> None:
    redeem(tx, MINE, "0000000000", NOW)
    assert invitations.purge_failures(tx, NOW + timedelta(hours=25)) == 1
    assert invitations.purge_failures(tx, NOW + timedelta(hours=25)) == 0


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("7KQ2M-X40RT", True),
        ("7kq2m x40rt", True),
        ("O1L0000002", True),
        ("0912345678", False),
        ("chao anh chi", False),
        ("khoan 3 d7k", False),
        ("a" * 32, True),
        ("báo cáo quý", False),
    ],
)
def test_a_code_is_told_from_a_question(text: str, secret: bool) -> None:
    assert looks_like_secret(text) is secret


def test_a_provisional_link_has_public_rights_only_until_the_number_matches(tx: Transaction) -> None:
    stage = set_stage(tx)
    made = invite(tx, stage.leader, "console", NOW)
    redeem(tx, MINE, made.token, NOW)
    assert not may(identify(tx, *_account(MINE), TODAY), Right.SEE_OWN_DATA)
    assert addresses(tx, stage.leader) == ()
    assert check_contact(tx, MINE, "77", "+84 912 000 003", NOW) is ContactCheck.MATCHED
    assert may(identify(tx, *_account(MINE), TODAY), Right.SEE_OWN_DATA)
    assert addresses(tx, stage.leader) == (MINE,)
    assert check_contact(tx, MINE, "77", "0912000003", NOW) is ContactCheck.ALREADY


@pytest.mark.parametrize(
    ("user", "number", "outcome"),
    [
        ("78", "0912000003", ContactCheck.NOT_OWN),
        (None, "0912000003", ContactCheck.NOT_OWN),
        ("77", "0912999999", ContactCheck.OTHER_NUMBER),
        ("77", "", ContactCheck.OTHER_NUMBER),
    ],
    ids=["of another account", "typed by hand", "another number", "no number"],
)
def test_a_contact_that_proves_nothing_confirms_nothing(
    tx: Transaction, user: str | None, number: str, outcome: ContactCheck
) -> None:
    stage = set_stage(tx)
    redeem(tx, MINE, invite(tx, stage.leader, "console", NOW).token, NOW)
    assert check_contact(tx, MINE, user, number, NOW) is outcome
    assert find_link(tx, *_account(MINE)).state is Linked.PROVISIONAL  # type: ignore[union-attr]


def test_a_contact_without_a_link_or_without_a_number_on_record_waits_for_a_human(tx: Transaction) -> None:
    assert check_contact(tx, MINE, "77", "0912000003", NOW) is ContactCheck.NO_LINK
    redeem(tx, MINE, invite(tx, new_person(tx), "console", NOW).token, NOW)
    assert check_contact(tx, MINE, "77", "0912000003", NOW) is ContactCheck.NO_NUMBER


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0912345678", "+84 912 345 678", True),
        ("0912345678", "84912345678", True),
        ("0912.345.678", "912345678", True),
        ("0234 382 0000", "+842343820000", True),
        ("0912345678", "0912345679", False),
        ("", "", False),
    ],
)
def test_numbers_are_compared_in_national_form(one: str, other: str, same: bool) -> None:
    assert same_number(one, other) is same


def test_a_coordinator_confirms_others_but_not_themselves_nor_without_the_right(tx: Transaction) -> None:
    stage = set_stage(tx)
    coordinator = as_person(tx, stage.coordinator, TODAY)
    redeem(tx, MINE, invite(tx, stage.leader, "console", NOW).token, NOW)
    head = as_person(tx, stage.head, TODAY)
    assert confirm_link(tx, head, stage.leader, TODAY, NOW) is Confirmation.NO_RIGHT
    assert confirm_link(tx, coordinator, stage.coordinator, TODAY, NOW) is Confirmation.OWN
    assert confirm_link(tx, coordinator, stage.leader, TODAY, NOW) is Confirmation.CONFIRMED
    assert confirm_link(tx, coordinator, stage.leader, TODAY, NOW) is Confirmation.NOTHING


def test_a_new_link_ends_the_old_one_on_that_channel_only(tx: Transaction) -> None:
    stage = set_stage(tx)
    old = links_of(tx, stage.specialist)[0]
    redeemed = redeem(tx, MINE, invite(tx, stage.specialist, "console", NOW).token, NOW)
    assert isinstance(redeemed, Redeemed)
    assert redeemed.ended == old
    assert identify(tx, *_account(old.address), TODAY).holdings == ()
    zalo = Address("zalo", "z9", "z9")
    redeem(tx, zalo, invite(tx, stage.specialist, "console", NOW).token, NOW)
    assert [one.address for one in links_of(tx, stage.specialist)] == [MINE, zalo]


def test_an_account_cannot_become_two_people(tx: Transaction) -> None:
    stage = set_stage(tx)
    account = Address("telegram", str(1000 + stage.specialist), str(1000 + stage.specialist))
    made = invite(tx, stage.leader, "console", NOW)
    assert redeem(tx, account, made.token, NOW) is Refusal.OTHER_PERSON
    assert find_link(tx, *_account(account)).person == stage.specialist  # type: ignore[union-attr]


def test_a_linked_person_who_redeems_again_keeps_the_confirmed_link(tx: Transaction) -> None:
    stage = set_stage(tx)
    address = addresses(tx, stage.specialist)[0]
    redeemed = redeem(tx, address, invite(tx, stage.specialist, "console", NOW).token, NOW)
    assert isinstance(redeemed, Redeemed)
    assert (redeemed.again, redeemed.link.state) == (True, Linked.CONFIRMED)


def test_a_link_is_ended_by_its_owner_or_a_coordinator_and_rights_end_at_once(tx: Transaction) -> None:
    stage = set_stage(tx)
    assert unlink(tx, as_person(tx, stage.stranger, TODAY), stage.specialist, TODAY, NOW) is None
    ended = unlink(tx, as_person(tx, stage.coordinator, TODAY), stage.specialist, TODAY, NOW)
    assert ended is not None
    assert len(ended) == 1
    assert identify(tx, "telegram", str(1000 + stage.specialist), TODAY).linked is Linked.UNLINKED
    assert unlink(tx, as_person(tx, stage.stranger, TODAY), stage.stranger, TODAY, NOW) is not None


def test_the_first_coordinator_comes_from_the_command_line_and_only_the_first(tx: Transaction) -> None:
    person, made = first_coordinator(tx, Contact("Phạm Thị Mẫu", phone="0912000001"), None, NOW)
    redeem(tx, MINE, made.code, NOW)
    check_contact(tx, MINE, "77", "0912000001", NOW)
    assert identify(tx, *_account(MINE), TODAY).has(Role.COORDINATOR)
    assert [(row.actor, row.action) for row in audit.history(tx, f"person:{person}")][:2] == [
        ("console", "grant role"),
        ("console", "invite"),
    ]
    with pytest.raises(CoordinatorExists, match=f"person {person} is coordinator already"):
        first_coordinator(tx, Contact("Ai Khác"), None, NOW)


def test_invitations_go_to_everybody_who_is_not_linked_and_at_most_three_a_day(tx: Transaction) -> None:
    stage = set_stage(tx)
    link_up(tx, stage.leader, sure=False)
    everyone = everybody(tx, TODAY)
    assert set(everyone) == {
        stage.coordinator, stage.head, stage.leader, stage.office_leader, stage.specialist, stage.stranger
    }  # fmt: skip
    newcomer = new_person(tx, "Người Mới")
    for _ in range(3):
        assert [one.person.id for one in invite_many(tx, [*everyone, newcomer], CONSOLE, NOW)] == [
            stage.leader,
            newcomer,
        ]
    assert invite_many(tx, [newcomer], CONSOLE, NOW) == []
    assert len(invite_many(tx, [newcomer], CONSOLE, NOW + timedelta(hours=25))) == 1


def test_the_progress_of_linking_tells_where_everybody_stands(tx: Transaction) -> None:
    linked, provisional, waiting, late, never = (new_person(tx, f"Mẫu {n}") for n in range(5))
    link_up(tx, linked)
    link_up(tx, provisional, sure=False)
    invite(tx, waiting, "console", NOW)
    invite(tx, late, "console", NOW - timedelta(hours=73))
    progress = linking_progress(tx, [linked, provisional, waiting, late, never], NOW)
    assert progress.total == 5
    assert progress.people == (
        (provisional, Standing.PROVISIONAL),
        (waiting, Standing.WAITING),
        (late, Standing.EXPIRED),
        (never, Standing.NEVER),
    )
    assert standing(tx, linked, NOW) is Standing.LINKED


def test_a_whole_province_is_invited_in_one_transaction(tmp_path) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        people = writer.call(lambda tx: [new_person(tx, f"Mẫu {n}") for n in range(450)])
        made = writer.call(lambda tx: invite_many(tx, people, CONSOLE, NOW))
    assert len({one.invitation.code for one in made}) == 450


def _account(address: Address) -> tuple[str, str]:
    return address.channel, address.user
