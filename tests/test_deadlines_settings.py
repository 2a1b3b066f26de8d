"""When reminders come is set by the administrator, and nonsense is refused with a reason."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.deadlines.book import configured_book
from bot.deadlines.calendar import load_calendar
from bot.failures import Failure
from bot.settings import Settings


def test_the_ladder_is_as_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DAUMOI_HOME", str(tmp_path))
    monkeypatch.setenv("DAUMOI_REMINDER_DAYS_AHEAD", "10, 2")
    monkeypatch.setenv("DAUMOI_REMINDER_AT", "09:30")
    book = configured_book(Settings())
    assert (book.settings.days_ahead, book.settings.at) == ((10, 2), time(9, 30))
    assert book.exports == tmp_path / "exports"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("REMINDER_DAYS_AHEAD", "7,soon", "such as 7,3,1"),
        ("REMINDER_DAYS_AHEAD", "0", "from 1 to 60"),
        ("REMINDER_DAYS_OVERDUE", "-1", "greater than or equal to 0"),
        ("REMINDER_AT", "21:00", "outside the quiet hours"),
        ("QUIET_FROM", "05:00", "run over midnight"),
    ],
)
def test_nonsense_is_refused_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(f"DAUMOI_{name}", value)
    with pytest.raises(ValidationError, match=reason):
        Settings()


def test_the_administrators_days_win_over_those_shipped(tmp_path: Path) -> None:
    own = tmp_path / "days.toml"
    own.write_text(
        'announced_years = [2027]\n[[day]]\nday = 2027-01-04\nworking = false\nname = "nghỉ bù"\n'
        '[[day]]\nday = 2026-01-02\nworking = true\nname = "x"\n'
    )
    calendar = load_calendar(own)
    assert not calendar.is_working_day(date(2027, 1, 4))
    assert calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 1, 10))
    assert not calendar.is_forecast(date(2027, 5, 5))


@pytest.mark.parametrize("text", ["[[day]]\nday = 3\nworking = true\nname = 'x'\n", "[[day]]\n", "day ="])
def test_a_table_of_days_that_cannot_be_read_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    own = tmp_path / "days.toml"
    own.write_text(text)
    with pytest.raises(Failure, match=r"days\.toml"):
        load_calendar(own)
