"""Personal data: export, correction, erasure with the restore rule, purge; and what the doctor finds."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from roster_stage import DECEMBER, NOW, TODAY, Stage, link_up, new_person, put_in, set_stage

from bot.roster.actors import as_person
from bot.roster.basis import AWAITED, put_basis
from bot.roster.designations import end_designation, find_held, person_history
from bot.roster.flow import offer_change
from bot.roster.inspection import inspect_roster
from bot.roster.links import Address
from bot.roster.persons import Contact, get_person
from bot.roster.privacy import (
    correct_person,
    departed,
    erase_person,
    eraser,
    export_person,
    remember_erasure,
)
from bot.roster.reading import parse_message
from bot.roster.recorded import ChangeKind, Coming, Instruction, record
from bot.roster.scene import Scene
from bot.store import Transaction, Writer, audit, erasure, outbox
from bot.store.backup import backup, restore
from bot.store.outbox import Letter

NAME, PHONE = "Trần Quốc Bảo", "0912000005"


def say_name_everywhere(tx: Transaction, stage: Stage) -> int:
    """The specialist's name in a card, a change with a reason, and a letter to somebody else; the card's id."""
    scene = Scene(tx, as_person(tx, stage.office_leader, TODAY), Address("telegram", "1", "1"), NOW)
    text = f"Sở em thay đầu mối: anh {NAME} chuyển công tác, chị Lê Thị Thu Hà thay từ 1/12"
    card = offer_change(scene, parse_message(text, today=TODAY, unit_roster=(NAME,)))
    record(
        tx,
        Instruction(
            ChangeKind.UPDATE,
            stage.justice,
            DECEMBER,
            (),
            (Coming(Contact(NAME, phone="0988123456"), stage.specialist),),
            AWAITED,
            "person:1",
            "person:1",
            reason=f"{NAME} báo đổi số",
        ),
        NOW,
    )
    outbox.put(tx, Letter("k1", "telegram", "1001"), [f"Thôi: {NAME}"], NOW)
    return card.draft or 0


def dump(tx: Transaction) -> str:
    return "\n".join(tx.database.conn.iterdump())


def test_an_export_holds_everything_about_one_person_and_nobody_elses_name(tx: Transaction) -> None:
    stage = set_stage(tx)
    say_name_everywhere(tx, stage)
    export = export_person(tx, stage.specialist, TODAY)
    text = json.dumps(export, ensure_ascii=False)
    assert export["contact"] == {"name": NAME, "title": "Chuyên viên", "phone": PHONE, "email": None}
    assert export["designations"][0]["holds_today"] is True
    assert export["links"][0]["user"] == str(1000 + stage.specialist)
    assert export["values"] == [{"change_id": 1, "field": "phone", "before": PHONE, "after": "0988123456"}]
    assert [row["action"] for row in export["audit"]] == ["link", "confirm link"]
    for other in ("Vũ Thị Văn", "Hoàng Văn Lãnh", "Lê Thị Thu Hà"):
        assert other not in text


def test_a_correction_leaves_which_fields_and_not_their_values(tx: Transaction) -> None:
    person = new_person(tx, NAME, PHONE)
    correct_person(tx, person, Contact(NAME, "Phó Giám đốc", "0988123456"), "person:1", NOW)
    assert get_person(tx, person).contact == Contact(NAME, "Phó Giám đốc", "0988123456")
    [row] = audit.history(tx, f"person:{person}")
    assert row.detail == {"fields": "title,phone"}
    correct_person(tx, person, Contact(NAME, "Phó Giám đốc", "0988123456"), "person:1", NOW)
    assert len(audit.history(tx, f"person:{person}")) == 1


def test_erasing_leaves_no_name_number_or_account_but_the_history_stays(tx: Transaction) -> None:
    stage = set_stage(tx)
    card = say_name_everywhere(tx, stage)
    account = str(1000 + stage.specialist)
    erase_person(tx, stage.specialist, "console", NOW)
    kept = dump(tx)
    for trace in (NAME, PHONE, "0988123456", "tran quoc bao", f"'{account}'"):
        assert trace not in kept
    assert get_person(tx, stage.specialist).contact is None
    assert len(person_history(tx, stage.specialist)) == 1
    assert tx.one("SELECT state, payload FROM draft WHERE id = ?", (card,))["state"] == "cancelled"  # type: ignore[index]
    assert tx.one("SELECT state FROM outbox")["state"] == "withdrawn"  # type: ignore[index]
    assert [row.action for row in audit.history(tx, f"person:{stage.specialist}")][-1] == "erase person"
    assert inspect_roster(tx, TODAY) == []


def test_a_restored_backup_erases_the_same_person_again_and_nobody_else(tmp_path: Path) -> None:
    database, copy = tmp_path / "d.db", tmp_path / "copy.db"
    with Writer(database, NOW) as writer:
        stage = writer.call(set_stage)
        backup(database, copy)

        def erase(tx: Transaction) -> None:
            remember_erasure(tx, database, stage.specialist, NOW)
            erase_person(tx, stage.specialist, "console", NOW)

        writer.call(erase)
    assert erasure.remembered(database)[0].startswith("person:")
    restored = restore(copy, database, NOW, eraser(NOW))
    assert restored.erased == 1
    with Writer(database, NOW) as writer:
        assert writer.call(lambda tx: get_person(tx, stage.specialist).contact) is None
        assert writer.call(lambda tx: get_person(tx, stage.office_leader).name) == "Vũ Thị Văn"
        # Ids given after the backup may be given again; the key may not.
        newcomer = writer.call(lambda tx: new_person(tx, "Người Mới"))
    assert restore(copy, database, NOW + timedelta(days=1), eraser(NOW)).erased == 1
    with Writer(database, NOW) as writer:
        assert writer.call(lambda tx: tx.one("SELECT count(*) AS n FROM person")["n"]) == newcomer - 1  # type: ignore[index]


def test_the_eraser_still_knows_accounts(tx: Transaction) -> None:
    set_stage(tx)
    eraser(NOW)(tx, "user:telegram:55")
    eraser(NOW)(tx, "person:nobody")


def test_who_left_longer_ago_than_the_term_is_up_for_purging(tx: Transaction) -> None:
    stage = set_stage(tx)
    held = find_held(tx, stage.specialist, stage.justice, TODAY)
    assert held is not None
    end_designation(tx, held, DECEMBER, put_basis(tx, AWAITED))
    never = new_person(tx, "Chưa Bao Giờ")
    assert departed(tx, date(2027, 11, 30)) == [never]
    assert departed(tx, date(2027, 12, 1)) == [stage.specialist, never]
    assert departed(tx, TODAY) == []


def test_a_sound_roster_gives_the_doctor_nothing_to_say(tx: Transaction) -> None:
    set_stage(tx)
    assert inspect_roster(tx, TODAY) == []


def test_the_doctor_finds_what_is_wrong(tx: Transaction) -> None:
    stage = set_stage(tx)
    tx.execute("DROP TRIGGER audit_is_never_deleted")
    rows = tx.all("SELECT id FROM audit ORDER BY id")
    tx.execute("DELETE FROM audit WHERE id = ?", (rows[1]["id"],))
    tx.execute("DELETE FROM audit WHERE id = ?", (rows[-1]["id"],))
    loose = new_person(tx, "Ai Đó")
    link_up(tx, loose)
    tx.execute("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    audit.note(tx, actor="x", action="leak", subject="person:1", now=NOW, detail={"phone": PHONE})
    tx.execute("UPDATE person SET erased_at = '2026' WHERE id = ?", (stage.leader,))
    put_in(tx, stage.stranger, stage.justice, on=date(2026, 2, 1))
    tx.execute(
        "INSERT INTO designation (person_id, agency_id, starts_on, ends_on, start_basis_id) SELECT person_id, agency_id,"
        " '2026-03-01', '2026-04-01', start_basis_id FROM designation WHERE person_id = ? AND agency_id = ?",
        (stage.stranger, stage.justice),
    )
    findings = inspect_roster(tx, TODAY)
    assert "the trigger audit_is_never_deleted is gone" in findings
    for part in (
        f"person {stage.stranger} holds two designations",
        f"erased person {stage.leader} still has a name",
        f"person {loose} is linked without post or role",
        "has lost its predecessor",
        "names somebody",
    ):
        assert [one for one in findings if part in one], part
    assert not [one for one in findings if NAME in one or PHONE in one]


def test_the_doctor_finds_a_change_that_was_not_applied_and_a_cut_tail_of_the_audit(tx: Transaction) -> None:
    stage = set_stage(tx)
    say_name_everywhere(tx, stage)
    assert inspect_roster(tx, date(2026, 12, 2)) == [
        "change 1 is overdue: its day has come and it was not applied"
    ]
    tx.execute("DROP TRIGGER audit_is_never_deleted")
    tx.execute("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    assert any("the audit ends at row" in one for one in inspect_roster(tx, TODAY))


def test_moments_of_the_audit_are_those_of_the_act(tx: Transaction) -> None:
    stage = set_stage(tx)
    later = datetime(2026, 11, 21, tzinfo=UTC)
    erase_person(tx, stage.specialist, "console", later)
    assert audit.history(tx, f"person:{stage.specialist}")[-1].at == later
