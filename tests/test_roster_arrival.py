"""What is said on arriving in the chat, and to whom: codes, contacts, vouching, cutting off."""

from dataclasses import replace

import pytest
from roster_stage import NOW, TODAY, Stage, put_in, set_stage

from bot.roster import invitations
from bot.roster.actors import as_person, identify
from bot.roster.arrival import arrive, cut_off, share_contact, vouch
from bot.roster.invitations import invite
from bot.roster.links import Address, addresses, links_of
from bot.roster.notices import Notice, Reply
from bot.roster.rights import Actor, Linked
from bot.roster.scene import Scene
from bot.roster.surroundings import Surroundings
from bot.store import Transaction

MINE = Address("telegram", "77", "77")
DUES = Surroundings(None, lambda _tx, _agency, _day: ("báo cáo quý IV: hạn 18/12/2026",))


@pytest.fixture
def stage(tx: Transaction) -> Stage:
    return set_stage(tx)


def scene(tx: Transaction, address: Address = MINE) -> Scene:
    return Scene(tx, identify(tx, address.channel, address.user, TODAY), address, NOW, DUES)


def desk(tx: Transaction, stage: Stage) -> Scene:
    return Scene(tx, as_person(tx, stage.coordinator, TODAY), addresses(tx, stage.coordinator)[0], NOW, DUES)


def words(reply: Reply) -> str:
    return "\n".join(message.text.text for message in reply.messages)


def to(notices: tuple[Notice, ...], address: Address) -> str:
    return "\n".join(one.message.text.text for one in notices if address in one.to)


def test_a_newcomer_arrives_by_code_proves_the_number_and_gets_the_first_message(
    tx: Transaction, stage: Stage
) -> None:
    made = invite(tx, stage.leader, "console", NOW)
    arrived = arrive(scene(tx), made.code)
    assert "gửi liên hệ của chính mình" in words(arrived)
    assert "Hoàng Văn Lãnh" not in words(arrived)
    assert arrived.notices == ()
    proved = share_contact(scene(tx), "77", "+84912000003")
    assert "Đã xác nhận" in words(proved)
    assert "Anh/chị là lãnh đạo đơn vị, Sở Tư pháp." in words(proved)
    assert "• báo cáo quý IV: hạn 18/12/2026" in words(proved)
    assert "dùng mã" not in words(proved)
    assert "đã liên kết rồi" in words(arrive(scene(tx), made.code))


def test_who_reports_for_the_unit_is_told_so(tx: Transaction, stage: Stage) -> None:
    arrive(scene(tx), invite(tx, stage.specialist, "console", NOW).token)
    assert "người gửi báo cáo của đơn vị" in words(share_contact(scene(tx), "77", "0912000005"))


def test_a_coordinator_without_a_post_hears_the_role(tx: Transaction, stage: Stage) -> None:
    arrive(scene(tx), invite(tx, stage.coordinator, "console", NOW).token)
    assert "người phụ trách đầu mối của Văn phòng UBND" in words(share_contact(scene(tx), "77", "0912000001"))


def test_a_new_account_ends_the_old_and_both_sides_hear_of_it(tx: Transaction, stage: Stage) -> None:
    old = addresses(tx, stage.specialist)[0]
    reply = arrive(scene(tx), invite(tx, stage.specialist, "console", NOW).token)
    assert "Liên kết cũ của anh/chị ở tài khoản khác đã ngừng" in words(reply)
    assert "báo ngay cho Văn phòng UBND" in to(reply.notices, old)


def test_a_number_that_does_not_match_goes_to_the_coordinator_who_vouches(
    tx: Transaction, stage: Stage
) -> None:
    arrive(scene(tx), invite(tx, stage.leader, "console", NOW).token)
    reply = share_contact(scene(tx), "77", "0999999999")
    assert "không khớp" in words(reply)
    asked = to(reply.notices, addresses(tx, stage.coordinator)[0])
    assert "Hoàng Văn Lãnh (Sở Tư pháp)" in asked
    assert f"xác nhận liên kết {stage.leader}" in asked
    assert "0999999999" not in asked
    done = vouch(desk(tx, stage), stage.leader)
    assert "Đã xác nhận liên kết của Hoàng Văn Lãnh" in words(done)
    assert "Anh/chị là lãnh đạo đơn vị" in to(done.notices, MINE)
    assert identify(tx, "telegram", "77", TODAY).linked is Linked.CONFIRMED
    assert "không có liên kết nào đang chờ" in words(vouch(desk(tx, stage), stage.leader))


def test_vouching_is_the_desks_and_never_for_oneself(tx: Transaction, stage: Stage) -> None:
    arrive(scene(tx), invite(tx, stage.leader, "console", NOW).token)
    officer = replace(desk(tx, stage), actor=as_person(tx, stage.office_leader, TODAY))
    assert "người phụ trách" in words(vouch(officer, stage.leader))
    assert "tự xác nhận" in words(vouch(desk(tx, stage), stage.coordinator))
    assert links_of(tx, stage.leader)[0].state is Linked.PROVISIONAL


@pytest.mark.parametrize(
    ("code", "said"),
    [("0000000000", "Mã không đúng"), ("X" * 32, "Mã không đúng")],
)
def test_a_wrong_code_is_called_wrong(tx: Transaction, stage: Stage, code: str, said: str) -> None:
    assert said in words(arrive(scene(tx), code))


def test_too_many_failures_everywhere_are_told_to_those_in_charge_once_a_day(
    tx: Transaction, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "FAILURES_OVERALL", 1)
    arrive(scene(tx), "0000000000")
    first, second = (arrive(scene(tx, Address("telegram", "5", "5")), "0000000000") for _ in range(2))
    assert "tạm ngừng nhận mã" in words(first)
    assert "Đường dẫn trong thư mời vẫn dùng được" in to(first.notices, addresses(tx, stage.coordinator)[0])
    assert [one.key for one in first.notices] == [one.key for one in second.notices]


def test_a_contact_from_somebody_without_a_code_links_nobody(tx: Transaction, stage: Stage) -> None:
    assert "chưa cần số điện thoại" in words(share_contact(scene(tx), "77", "0912000003"))
    assert links_of(tx, stage.leader) == []


def test_cutting_off_ends_every_right_at_once_and_tells_the_account(tx: Transaction, stage: Stage) -> None:
    theirs = addresses(tx, stage.specialist)[0]
    stranger = Scene(tx, Actor("user:telegram:9"), MINE, NOW)
    assert "người phụ trách" in words(cut_off(stranger, stage.specialist))
    reply = cut_off(desk(tx, stage), stage.specialist)
    assert "không còn quyền gì" in words(reply)
    assert "không còn liên kết" in to(reply.notices, theirs)
    assert identify(tx, "telegram", theirs.user, TODAY).linked is Linked.UNLINKED
    assert "không có liên kết nào" in words(cut_off(desk(tx, stage), stage.specialist))


def test_anybody_may_cut_off_their_own_account(tx: Transaction, stage: Stage) -> None:
    own = addresses(tx, stage.specialist)[0]
    reply = cut_off(replace(scene(tx, own)), stage.specialist)
    assert "không còn liên kết" in words(reply)
    assert reply.notices == ()


def test_two_posts_are_both_told(tx: Transaction, stage: Stage) -> None:
    put_in(tx, stage.leader, stage.home_affairs)
    arrive(scene(tx), invite(tx, stage.leader, "console", NOW).token)
    told = words(share_contact(scene(tx), "77", "0912000003"))
    assert "Sở Tư pháp" in told
    assert "Sở Nội vụ" in told
