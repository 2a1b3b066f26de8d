"""The program as people run it: a process of its own, data on standard output, words on standard error, exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.answering import Answering
from bot.cli import app
from bot.cli.lines import run_batch
from bot.failures import Failure
from bot.settings import Settings
from corpus import Library

ROOT = Path(__file__).resolve().parent.parent
MADE_UP = ROOT / "tests" / "made_up" / "lam-ho-2026.txt"
SOC_TRANG, HUE = "soc-trang-246-2024", "hue-109-2025"
REPORT = "báo cáo tháng của sở em hạn chót nộp ngày nào"


@dataclass(frozen=True)
class Ran:
    """A finished run."""

    status: int
    out: str
    told: str  # standard error

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that run in this process see no more of the developer's home than the others."""
    monkeypatch.setenv("DAUMOI_HOME", str(tmp_path / "home"))


@pytest.fixture
def daumoi(tmp_path: Path) -> Run:
    """Run `daumoi` in an empty folder with a home of its own; `given` goes to standard input."""

    def run(*arguments: str, given: str | bytes = b"", **environment: str) -> Ran:
        data = given.encode("utf-8", "surrogateescape") if isinstance(given, str) else given
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DAUMOI_")}
        finished = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=data,
            capture_output=True,
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": str(ROOT), "DAUMOI_HOME": str(tmp_path / "home"), **environment},
            timeout=30,
            check=False,
        )
        return Ran(finished.returncode, finished.stdout.decode("utf-8"), finished.stderr.decode("utf-8"))

    return run


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    home = tmp_path_factory.mktemp("home")
    return Answering(Settings(home=home), datetime(2026, 12, 1, tzinfo=UTC))


def one_sentence(ran: Ran) -> str:
    """What a clear error says: one line for a person, no trace of the program's insides."""
    assert ran.status == 1
    assert ran.told.startswith("daumoi: ")
    assert ran.told.count("\n") == 1
    return ran.told.removeprefix("daumoi: ").strip()


# --- ask ---


def test_a_question_is_answered_in_plain_lines_with_numbered_choices(daumoi: Run) -> None:
    ran = daumoi("ask", REPORT, "--regulation", SOC_TRANG, "--level", "province", "--explain")
    assert ran.status == 0
    assert ran.out.startswith("Báo cáo tháng: trước ngày 22 của tháng — hạn cuối an toàn ")
    assert "— khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)\n" in ran.out
    assert "  1. Xem cả Điều 7\n" in ran.out
    assert "\x1b" not in ran.out, "no colours where no terminal is"
    assert f"scope     {SOC_TRANG}" in ran.told, "how it came about is for people: on standard error"
    assert "scope" not in ran.out


def test_an_answer_as_data_is_one_object_with_quotes_that_stand_in_their_units(
    daumoi: Run, library: Library
) -> None:
    ran = daumoi("ask", REPORT, "--regulation", SOC_TRANG, "--level", "province", "--json")
    [row] = ran.rows
    assert (ran.status, row["answered"]) == (0, True)
    assert row["citations"][0]["path"] == f"{SOC_TRANG}/quy-che/dieu-7/khoan-3"
    for cited in row["citations"]:
        text, at = " ".join(library.unit(cited["path"]).text.split()), 0
        for piece in cited["quote"].split("…"):
            at = text.index(piece.strip(), at)
        assert cited["quote"].split("…")[0].strip() in " ".join(row["text"].split())


def test_a_batch_answers_every_row_in_order_under_its_id_and_prints_nothing_else(daumoi: Run) -> None:
    asked = [
        {"id": "a", "regulation": SOC_TRANG, "level": "province", "history": [], "question": REPORT},
        {"id": 7, "regulation": SOC_TRANG, "level": "province", "history": [REPORT], "question": "bao cao quy thi sao"},
        {"id": None, "regulation": None, "level": None, "question": "mỗi xã được cử mấy người làm đầu mối"},
        {"id": "d", "regulation": HUE, "question": "giá vàng hôm nay bao nhiêu", "gold": [["không đọc"]]},
        {"id": "\ud83d", "question": "điều 1\u2028điều 2 \x85", "regulation": HUE},
        {"id": "f"},
    ]  # fmt: skip
    text = "\ufeff" + "".join(json.dumps(row, ensure_ascii=row["id"] == "\ud83d") + "\r\n\n" for row in asked)
    text = text.replace("\\u2028", "\u2028")
    ran = daumoi("ask", "--batch", "-", given=text)
    assert (ran.status, ran.told) == (0, "")
    assert [row["id"] for row in ran.rows] == [row["id"] for row in asked]
    monthly, quarterly, grouped, withheld, odd, empty = ran.rows
    assert "trước ngày 22" in monthly["text"].splitlines()[0]
    assert "trước ngày 19" in quarterly["text"].splitlines()[0]
    assert grouped["asks"] is True
    assert len({one["path"].split("/")[0] for one in grouped["citations"]}) == 4
    assert (withheld["answered"], "asks" in withheld) == (False, False)
    assert [one["path"] for one in odd["citations"]] == [f"{HUE}/quy-che/dieu-1", f"{HUE}/quy-che/dieu-2"]
    assert empty["answered"] is False


def test_vietnamese_goes_out_whatever_the_locale_says(daumoi: Run) -> None:
    foreign = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}
    ran = daumoi("corpus", "show", f"{HUE}/quy-che/dieu-5", **foreign)
    assert ran.out.startswith("Điều 5. Chế độ giao ban\n")
    assert ran.told.startswith("Điều 5 Quy chế")


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (b'{"id": 2, "question":', "line 2: no JSON"),
        (b"[1, 2]", "line 2: expected one JSON object"),
        (b'{"id": "\xff"}', "line 2: this is no UTF-8 text"),
        (b'{"id": 2, "question": "x", "regulation": "cu-2019"}', "line 2: no regulation 'cu-2019' is loaded; known are"),
        (b'{"id": 2, "question": "x", "regulation": ["a"]}', "line 2: no regulation"),
        (b'{"id": 2, "question": "x", "level": "king"}', "line 2: no level 'king'; known are province"),
        (b'{"id": 2, "question": "x", "history": "y"}', "line 2: history must be a list"),
    ],
    ids=["broken", "a list", "not UTF-8", "unknown regulation", "no id of one", "unknown level", "no history"],
)  # fmt: skip
def test_a_bad_line_is_told_by_its_number(
    answering: Answering, tmp_path: Path, second: bytes, told: str
) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_bytes(b'{"id": 1, "question": "x"}\n' + second + b"\n")
    with pytest.raises(Failure) as failure:
        run_batch(file, answering.answer_row)
    assert str(failure.value).startswith(f"{file}, {told}")


def test_a_bad_line_ends_the_program_with_one_sentence_and_status_1(daumoi: Run) -> None:
    ran = daumoi("ask", "--batch", "-", given='{"id": 1, "question": "x"}\nnope\n')
    assert one_sentence(ran) == "-, line 2: no JSON (Expecting value)"
    assert ran.out == ""


def test_what_is_not_there_is_told_by_its_name(daumoi: Run) -> None:
    assert "no regulation 'cu-2019'" in one_sentence(daumoi("ask", "x", "--regulation", "cu-2019"))
    assert one_sentence(daumoi("ask", "--batch", "missing.jsonl")).startswith("missing.jsonl: ")


# --- usage and help ---


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that does something, as typed."""
    if not hasattr(command, "list_commands"):
        yield path
    else:
        for name in command.list_commands(None):
            yield from commands(command.get_command(None, name), (*path, name))


COMMANDS = list(commands(typer.main.get_command(app)))


def test_the_program_has_commands() -> None:
    assert {("ask",), ("chat",), ("corpus", "outline")} <= set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "x", "--batch", "y"),
        ("ask", "x", "--level", "king"),
        ("no-such-command",),
        ("corpus", "show"),
        ("chat", "--nothing"),
        ("bench", "retrieval"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_with_the_way_to_the_help(arguments: tuple[str, ...]) -> None:
    finished = CliRunner().invoke(app, arguments)
    assert finished.exit_code == 2
    assert finished.stdout == ""
    assert "--help" in finished.stderr


def test_wrong_usage_of_the_program_itself_is_status_2_as_well(daumoi: Run) -> None:
    ran = daumoi("ask", "x", "--nothing")
    assert (ran.status, ran.out) == (2, "")
    assert "--nothing" in ran.told


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_s_help_has_an_example_that_names_it(path: tuple[str, ...]) -> None:
    finished = CliRunner().invoke(app, [*path, "--help"])
    assert finished.exit_code == 0
    example = " ".join(finished.stdout.partition("Example:")[2].split())
    assert f"daumoi {' '.join(path)}" in example


def test_the_help_of_the_program_names_every_command(daumoi: Run) -> None:
    ran = daumoi("--help")
    assert ran.status == 0
    for path in COMMANDS:
        assert f"  {path[0]} " in ran.out


# --- chat ---


def test_the_exchange_of_the_readme_over_a_pipe_and_another_day(daumoi: Run) -> None:
    said = "em làm ở sở ở Sóc Trăng\nbáo cáo tháng của sở em hạn chót nộp ngày nào\nbao cao quy thi sao\n"
    ran = daumoi("chat", given=said)
    assert (ran.status, ran.told) == (0, "Tạm biệt anh/chị.\n")
    welcome, profile, monthly, quarterly = ran.out.strip().split("\n\n")
    assert welcome.endswith("  5. Sơn La")
    assert (
        profile
        == "Hồ sơ tra cứu: Sóc Trăng, sở, ngành cấp tỉnh. Tôi sẽ trả lời theo nơi này; đổi bằng /hoso."
    )
    assert monthly.startswith("Báo cáo tháng: trước ngày 22 của tháng — hạn cuối an toàn thứ ")
    assert "\n  “3. Định kỳ hàng tháng, quý và năm" in monthly
    assert quarterly.startswith("Báo cáo quý: trước ngày 19 của tháng cuối quý — hạn cuối an toàn thứ ")
    assert (ROOT / "README.md").read_text("utf-8").count(profile) == 1

    again = daumoi("chat", given="bao cao thang?\nquy chế\n1\n\xff\udcff\x00\n\nnever read\n")
    assert again.status == 0
    assert "trước ngày 22" in again.out, "province and level are remembered on disk"
    assert "Chương I. QUY ĐỊNH CHUNG\nChọn điều:\n  1. Điều 1." in again.out, "numbers stand for buttons"
    assert "never read" not in again.out, "an empty line ends"


# --- corpus ---


def test_corpus_check_reads_every_regulation() -> None:
    finished = CliRunner().invoke(app, ["corpus", "check"])
    assert finished.exit_code == 0
    assert "hue-109-2025: 3 + 9 articles, 76 units, 0 problems\n" in finished.stderr
    assert len(finished.stderr.splitlines()) == 5


def test_corpus_check_takes_ids_and_files_and_fails_on_what_is_no_regulation(
    daumoi: Run, tmp_path: Path
) -> None:
    (tmp_path / "thư.txt").write_text("Kính gửi các anh chị,\nhôm nay trời đẹp.\n", "utf-8")
    unfit = daumoi("corpus", "check", HUE, str(MADE_UP), "thư.txt")
    assert unfit.status == 1
    assert f"{MADE_UP}: 3 + 5 articles, " in unfit.told
    assert unfit.out.startswith("thư.txt:1: no article was found")
    assert "thư.txt: 0 articles, 0 units" in unfit.told


@pytest.mark.parametrize("name", ["quy-che/dieu-5", "quy-che/dieu-4/khoan-7", "quyet-dinh/dieu-2"])
def test_corpus_show_prints_one_unit_as_issued_and_its_place_beside(library: Library, name: str) -> None:
    finished = CliRunner().invoke(app, ["corpus", "show", f"{HUE}/{name}"])
    assert finished.exit_code == 0
    assert " ".join(finished.stdout.split()) == library.unit(f"{HUE}/{name}").text
    assert finished.stderr.endswith("Quyết định số 109/2025/QĐ-UBND\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", f"{HUE}/quy-che/dieu-99"), "no unit hue-109-2025/quy-che/dieu-99"),
        (("show", "điều 5"), "is no unit path"),
        (("outline", "nowhere.txt"), "neither a regulation"),
        (("check", "."), "neither a regulation"),
    ],
    ids=["no such unit", "no path", "no file", "a folder"],
)
def test_corpus_tells_what_it_cannot_find(arguments: tuple[str, ...], told: str) -> None:
    finished = CliRunner().invoke(app, ["corpus", *arguments])
    assert isinstance(finished.exception, Failure)
    assert told in str(finished.exception)
    assert finished.stdout == ""


def test_the_outline_of_an_id_is_the_golden_one(daumoi: Run) -> None:
    golden = (ROOT / "tests" / "golden" / f"{SOC_TRANG}.jsonl").read_text("utf-8")
    ran = daumoi("corpus", "outline", SOC_TRANG, "--json")
    assert json.loads(ran.out) == [json.loads(line) for line in golden.splitlines()]


def test_the_outline_of_a_file_lists_its_units_by_depth(daumoi: Run) -> None:
    ran = daumoi("corpus", "outline", str(MADE_UP))
    assert ran.status == 0
    assert "quy-che/dieu-3  Chế độ báo cáo\n  quy-che/dieu-3/khoan-1  1. Các sở" in ran.out
    assert "\n    quy-che/dieu-5/khoan-2/diem-a  a) Giúp xã" in ran.out


def test_the_outline_of_what_is_no_regulation_is_empty_and_an_error(daumoi: Run, tmp_path: Path) -> None:
    (tmp_path / "thư.txt").write_text("Kính gửi", "utf-8")
    ran = daumoi("corpus", "outline", "thư.txt", "--json")
    assert json.loads(ran.out) == []
    assert "thư.txt: no article was found" in one_sentence(ran)


# --- settings ---


def test_settings_are_listed_with_where_they_come_from_and_secrets_are_not(daumoi: Run) -> None:
    given = "12345:never-shown"
    ran = daumoi("settings", DAUMOI_TELEGRAM_TOKEN=given)
    assert ran.status == 0
    assert "DAUMOI_TELEGRAM_TOKEN=**********\n" in ran.out
    assert given not in ran.out + ran.told
    assert "DAUMOI_TELEGRAM_BASE_URL=https://api.telegram.org/bot  (default)" in ran.out
