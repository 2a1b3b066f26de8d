"""The sending journal: what a killed process leaves behind is read back, what cannot be believed is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import journal
from bot.store.journal import End, SendingJournal, Told, journal_path


@pytest.fixture
def kept(tmp_path: Path):
    made = SendingJournal(tmp_path / "d.db")
    made.forget()
    yield made
    made.close()


def read(tmp_path: Path) -> Told | None:
    return SendingJournal(tmp_path / "d.db").read()


def test_what_began_and_never_ended_is_in_doubt(tmp_path: Path, kept: SendingJournal) -> None:
    kept.begin(1)
    kept.end(1, End.SENT, "77")
    kept.begin(2)
    kept.end(2, End.NOT_SENT)
    kept.begin(3)
    kept.end(3, End.UNCERTAIN)
    kept.begin(4)
    assert read(tmp_path) == Told({1: "77"}, frozenset({3, 4}))


def test_the_last_word_on_a_row_counts(tmp_path: Path, kept: SendingJournal) -> None:
    kept.begin(1)
    kept.end(1, End.NOT_SENT)
    kept.begin(1)
    assert read(tmp_path) == Told({}, frozenset({1}))


def test_what_was_forgotten_is_gone(tmp_path: Path, kept: SendingJournal) -> None:
    kept.begin(1)
    kept.forget()
    kept.begin(2)
    assert read(tmp_path) == Told({}, frozenset({2}))


def test_a_torn_line_leaves_its_row_in_doubt(tmp_path: Path, kept: SendingJournal) -> None:
    kept.begin(12)
    kept.end(12, End.SENT, "77")
    path = journal_path(tmp_path / "d.db")
    whole = path.read_bytes()
    for length in range(len(whole) - len(b"S 12 77\n"), len(whole)):
        path.write_bytes(whole[:length])
        assert read(tmp_path) == Told({}, frozenset({12}))


def test_after_another_boot_or_without_a_journal_nothing_is_believed(
    tmp_path: Path, kept: SendingJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.begin(1)
    boot = tmp_path / "boot"
    boot.write_text("another\n")
    monkeypatch.setattr(journal, "BOOT", boot)
    assert read(tmp_path) is None
    monkeypatch.setattr(journal, "BOOT", tmp_path / "none")
    assert read(tmp_path) is None
    assert SendingJournal(tmp_path / "other.db").read() is None


FULL = """
import resource, sys
from pathlib import Path
from bot.store.journal import End, SendingJournal, journal_path

FREE = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
for room in range(5, 24):
    database = Path(sys.argv[1]) / str(room) / "d.db"
    database.parent.mkdir()
    kept = SendingJournal(database)
    kept.forget()
    size = journal_path(database).stat().st_size
    kept.begin(12)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    for write in (lambda: kept.end(12, End.SENT, "345"), lambda: kept.begin(13), lambda: kept.begin(14)):
        try:
            write()
        except OSError:
            resource.setrlimit(resource.RLIMIT_FSIZE, FREE)
    kept.begin(15)
    kept.close()
"""


def test_half_a_line_on_a_full_disk_says_nothing_of_another_row(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], check=True, cwd=Path(__file__).parent.parent)
    for folder in tmp_path.iterdir():
        told = read(folder)
        assert told is not None
        assert 15 in told.doubtful, folder.name
        assert told.sent.keys() | told.doubtful <= {12, 13, 14, 15}, folder.name
        assert 12 in told.sent or 12 in told.doubtful, folder.name
