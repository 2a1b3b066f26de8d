"""The administrator's commands, run as people run them: a roster from nothing, beside the bot, and safe again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import typer

from bot.cli import app
from bot.store.database import connect
from bot.store.lock import ProcessLock

ROOT = Path(__file__).resolve().parent.parent
ROWS = (
    ("Hoàng Văn Lãnh", "Phó Giám đốc", "Sở Tư pháp", "", "0912000003", "01/01/2026"),
    ("Vũ Thị Văn", "Chánh Văn phòng", "Sở Tư pháp", "", "0912000004", "01/01/2026"),
    ("Trần Quốc Bảo", "Chuyên viên", "Sở Tư pháp", "", "0912000005", "01/01/2026"),
)
HEADINGS = ("TT", "Họ và tên", "Chức vụ", "Đơn vị", "Vai trò theo Quy chế", "Điện thoại công vụ", "Từ ngày")


class Machine:
    """A folder as DAUMOI_HOME and the program to be called."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DAUMOI_")}
        return subprocess.run(  # noqa: PLW1510  its status is what is looked at
            [sys.executable, "-m", "bot", *words],
            input=said,
            capture_output=True,
            text=True,
            cwd=self.home,
            timeout=120,
            env=kept | {"DAUMOI_HOME": str(self.home), "PYTHONPATH": str(ROOT)},
        )

    def do(self, *words: str, said: str = "") -> str:
        """A command that must succeed; what it printed."""
        done = self.run(*words, said=said)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuse(self, *words: str) -> str:
        """A command that must end with one clear sentence and status 1."""
        done = self.run(*words)
        assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
        assert done.stderr.startswith("daumoi: ")
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def sheet(file: Path, *rows: tuple[str, ...]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(HEADINGS)
    for number, row in enumerate(rows, 1):
        page.append((number, *row))
    book.save(file)
    return file


def test_a_province_is_set_up_and_spoken_to_from_nothing(machine: Machine) -> None:
    """First coordinator, roster, invitations, two people at the console, one change from message to roster."""
    first = machine.do(
        "admin", "first-coordinator", "--name", "Phạm Thị Điều Phối", "--phone", "0912 000 001",
        "--regulation", "hue-109-2025",
    )  # fmt: skip
    coordinator = first.split("\t")[2]
    assert "coordinator already" in machine.refuse("admin", "first-coordinator", "--name", "Lê Thị Hai")
    table = sheet(machine.home / "ds.xlsx", *ROWS)
    machine.do("roster", "import", str(table), "--regulation", "hue-109-2025", "--new-units")
    listed = machine.do("roster", "list")
    assert "Sở Tư pháp\tTrần Quốc Bảo\tChuyên viên\tCông chức, chuyên viên\t091••••005" in listed
    invited = machine.do("admin", "invite", "Vũ Thị Văn", "--docx", "giay.docx", "--xlsx", "ma.xlsx")
    officer = invited.split("\t")[2]
    assert (machine.home / "giay.docx").exists()
    assert (machine.home / "ma.xlsx").exists()
    words = (
        "Sở em thay anh Trần Quốc Bảo bằng chị Lê Thị Thu Hà, chuyên viên, 0912345678, từ hôm nay\nđồng ý\n"
    )
    said = machine.do("chat", "--as", officer, said=words)
    assert "Anh/chị là lãnh đạo văn phòng, Sở Tư pháp." in said
    assert "Tôi giữ lại và báo ngay khi có" in said
    waiting = machine.do("chat", "--as", coordinator, said="/ghinhan\n")
    assert "Có 1 thẻ chờ ghi nhận" in waiting
    code = waiting.partition("Mã thẻ: ")[2][:4]
    recorded = machine.do("chat", "--as", coordinator, said=f"ghi nhận {code}\n")
    assert "Đã ghi nhận" in recorded
    assert "Mã mời của Lê Thị Thu Hà" in recorded
    assert "vào: Lê Thị Thu Hà" in machine.do("chat", "--as", officer)
    listed = machine.do("roster", "list")
    assert "Lê Thị Thu Hà" in listed
    assert "Trần Quốc Bảo" not in listed
    assert "Mã không đúng" in machine.refuse("chat", "--as", "7KQ2M-X40RT")


def test_a_roster_with_a_bad_cell_is_not_taken_in_at_all(machine: Machine) -> None:
    bad = sheet(
        machine.home / "xau.xlsx", ROWS[0], ("Trần Quốc Bảo", "", "Sở Tư pháp", "", "12", "32/1/2026")
    )
    done = machine.run("roster", "import", str(bad), "--regulation", "hue-109-2025", "--new-units")
    assert done.returncode == 1
    assert "Ô F3 – Điện thoại công vụ" in done.stdout
    assert "Ô G3 – Từ ngày" in done.stdout
    assert machine.do("roster", "list") == ""
    good = sheet(machine.home / "tot.xlsx", *ROWS)
    unknown = machine.run("roster", "import", str(good), "--regulation", "hue-109-2025")
    assert unknown.returncode == 1
    assert "Không có đơn vị này" in unknown.stdout
    assert machine.run("roster", "import", str(good), "--new-units").returncode == 2
    assert "no such file" in machine.refuse("roster", "import", "khongco.xlsx")


def test_what_is_exported_can_be_imported_again_unchanged(machine: Machine) -> None:
    machine.do("roster", "template", "mau.xlsx")
    table = sheet(machine.home / "ds.xlsx", *ROWS)
    machine.do("roster", "import", str(table), "--regulation", "hue-109-2025", "--new-units")
    machine.do("roster", "export", "ra.xlsx")
    again = machine.run("roster", "import", "ra.xlsx", "--regulation", "hue-109-2025")
    assert "giữ nguyên 3" in again.stderr
    assert machine.run("roster", "import", "mau.xlsx").returncode == 1


def test_units_and_roles_are_kept_beside_a_running_bot(machine: Machine) -> None:
    machine.do("admin", "agency", "add", "Sở Tư pháp", "--kind", "so-nganh", "--regulation", "hue-109-2025")
    with ProcessLock(machine.home / "daumoi.db", _moment()):
        number = machine.do(
            "admin", "person", "add", "--name", "Đỗ Văn Trưởng", "--phone", "0912000002"
        ).strip()
        machine.do("admin", "grant", number, "unit-head", "--agency", "sở tư pháp")
        assert "already" in machine.refuse("admin", "grant", number, "unit-head", "--agency", "Sở Tư pháp")
        assert "give --agency" in machine.refuse("admin", "grant", number, "unit-head")
        machine.do("admin", "agency", "rename", "Sở Tư pháp", "Sở Tư pháp và Hộ tịch")
        assert "Sở Tư pháp và Hộ tịch\tso-nganh" in machine.do("admin", "agency", "list")
        machine.do("admin", "revoke", number, "unit-head")
        machine.do("backup", "ban-sao.db")
        assert "in use" in machine.refuse("restore", "ban-sao.db")
        assert "no agency is called" in machine.refuse("admin", "agency", "close", "Sở Nào")


def test_a_person_is_seen_corrected_and_erased_and_stays_erased_after_a_restore(machine: Machine) -> None:
    table = sheet(machine.home / "ds.xlsx", *ROWS)
    machine.do("roster", "import", str(table), "--regulation", "hue-109-2025", "--new-units")
    person = machine.do("admin", "person", "list").splitlines()[2].split("\t")[0]
    machine.do("admin", "person", "correct", person, "--email", "tqbao@mau.gov.vn")
    seen = json.loads(machine.do("admin", "person", "export", person))
    assert seen["contact"]["email"] == "tqbao@mau.gov.vn"
    assert [one["action"] for one in seen["audit"]] == ["take in", "correct person"]
    copy = machine.do("backup").strip()
    machine.do("admin", "person", "erase", person, "--yes")
    assert "Bảo" not in machine.do("roster", "list")
    machine.do("restore", copy)
    assert "Bảo" not in machine.do("roster", "list")
    found = machine.run("doctor").stdout
    assert "look  outbox: sending is on hold" in found
    machine.do("admin", "release", "--drop")
    assert "on hold" not in machine.run("doctor").stdout


def test_the_doctor_finds_what_is_wrong_and_says_so_by_its_status(machine: Machine) -> None:
    assert machine.run("doctor").returncode == 0
    machine.do("admin", "first-coordinator", "--name", "Phạm Thị Điều Phối")
    assert machine.run("doctor").returncode == 0
    database = connect(machine.home / "daumoi.db")
    database.execute("DROP TRIGGER audit_is_never_deleted")
    database.execute("DELETE FROM audit WHERE id = 1")
    database.conn.close()
    done = machine.run("doctor", "--json")
    assert done.returncode == 1
    bad = [row["sentence"] for row in map(json.loads, done.stdout.splitlines()) if row["verdict"] == "BAD"]
    assert "the trigger audit_is_never_deleted is gone" in bad
    assert any("lost its predecessor" in sentence for sentence in bad)
    assert "Điều Phối" not in done.stdout


def test_a_damaged_database_is_a_finding_and_not_a_crash(machine: Machine) -> None:
    (machine.home / "daumoi.db").write_bytes(b"SQLite format 3\x00" + b"rubbish" * 400)
    done = machine.run("doctor")
    assert done.returncode == 1
    assert "restore the last backup" in done.stdout
    assert "not a database" in machine.refuse("roster", "list")


def test_every_command_has_help_with_an_example() -> None:
    def walk(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        inner = getattr(command, "commands", None)
        for name, one in (inner or {}).items():
            yield from walk(one, (*words, name))
        if inner is None:
            yield " ".join(words), str(getattr(command, "help", ""))

    silent = [name for name, words in walk(typer.main.get_command(app), ()) if "Example: " not in words]
    assert not silent, silent


def _moment() -> datetime:
    return datetime.now(UTC)
