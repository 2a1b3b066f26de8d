"""A question that nothing answered, once paired with a unit, is found from the next start on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.assistant import Question, answer
from bot.knowledge import build_shelves
from bot.store import Writer
from bot.store.hints import accept_hint, list_hints, read_hints
from corpus import AgencyLevel

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ASKED = "cây xương rồng ngoài sân nở hoa thì tính sao"
UNIT = "hue-109-2025/quy-che/dieu-5"


def test_an_accepted_pairing_leads_to_its_unit_after_a_restart(tmp_path: Path) -> None:
    database = tmp_path / "daumoi.db"
    question = Question(ASKED, "hue-109-2025", AgencyLevel.COMMUNE)
    assert not answer(question, build_shelves().knowledge).answered
    with Writer(database, NOW) as writer:
        writer.call(lambda tx: accept_hint(tx, UNIT, ASKED, "nobody", NOW))
        writer.call(lambda tx: accept_hint(tx, UNIT, ASKED, "somebody", NOW))
        assert [hint.unit for hint in writer.call(list_hints)] == [UNIT]
    accepted = [(hint.unit, hint.question) for hint in read_hints(database)]
    found = answer(question, build_shelves(accepted=accepted).knowledge)
    assert [str(one.path) for one in found.cited][:1] == [UNIT]


def test_no_database_and_a_file_that_is_none_hold_no_hints(tmp_path: Path) -> None:
    assert read_hints(tmp_path / "missing.db") == []
    (tmp_path / "poem.db").write_text("không phải cơ sở dữ liệu" * 100, encoding="utf-8")
    assert read_hints(tmp_path / "poem.db") == []
