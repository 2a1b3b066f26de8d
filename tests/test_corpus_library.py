"""The library, what is known about each regulation, and later law."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from corpus import (
    AgencyLevel,
    Audience,
    Confidence,
    InvalidData,
    Library,
    UnknownRegulation,
    UnknownUnit,
    find_later_law,
    load_later_law,
    load_library,
    read_metadata,
)


def test_the_five_load_in_less_than_four_tenths_of_a_second() -> None:
    start = time.perf_counter()
    load_library()
    assert time.perf_counter() - start < 0.4


def test_every_replaced_number_and_date_in_force_stands_in_the_text(library: Library) -> None:
    for regulation in library.regulations.values():
        deciding = " ".join(unit.text for unit in regulation.document.components[0].articles)
        metadata = regulation.metadata
        assert metadata.replaces is None or metadata.replaces in deciding
        assert metadata.in_force_words is None or metadata.in_force_words in deciding


def test_every_number_stands_in_the_source(library: Library) -> None:
    for regulation in library.regulations.values():
        front = " ".join(line.text for line in regulation.document.front_matter).replace(" /", "/")
        assert regulation.metadata.number is None or regulation.metadata.number in front


def test_every_level_is_named_in_the_words_of_the_text(library: Library) -> None:
    for regulation in library.regulations.values():
        text = " ".join(unit.text for unit in regulation.units()).casefold()
        for level in regulation.metadata.levels.values():
            assert level.name.casefold() in text


def test_only_hue_and_son_la_have_no_district_and_no_district_is_active(library: Library) -> None:
    districts = {
        name: regulation.metadata.levels.get(AgencyLevel.DISTRICT)
        for name, regulation in library.regulations.items()
    }
    assert {name for name, level in districts.items() if level} == {"soc-trang-246-2024", "bac-giang-2021"}
    assert {(level.active, level.ended_on) for level in districts.values() if level} == {
        (False, date(2025, 7, 1))
    }


def test_only_the_steering_committee_is_not_for_focal_officers(library: Library) -> None:
    committees = [
        name
        for name, regulation in library.regulations.items()
        if regulation.metadata.audience is Audience.STEERING_COMMITTEE
    ]
    assert committees == ["hcm-118-2022"]


def test_an_unverified_sentence_is_hidden_or_says_that_it_is_unsure(library: Library) -> None:
    sentences = [
        (entry.text, entry.shown)
        for regulation in library.regulations.values()
        for entry in regulation.metadata.status
        if entry.confidence in (Confidence.UNVERIFIED, Confidence.SECONDARY)
    ]
    sentences += [
        (law.note, law.shown)
        for law in load_later_law()
        if law.confidence in (Confidence.UNVERIFIED, Confidence.SECONDARY)
    ]
    assert sentences
    for text, shown in sentences:
        assert not shown or "kiểm tra lại" in text or "Chưa xác định" in text


def test_every_regulation_shows_a_status_and_none_is_called_in_force(library: Library) -> None:
    for regulation in library.regulations.values():
        assert any(entry.shown for entry in regulation.metadata.status)
        assert not any("còn hiệu lực" in entry.text for entry in regulation.metadata.status)


def test_later_law_is_shown_where_the_text_names_the_old_and_from_its_day_on(library: Library) -> None:
    entries = load_later_law()
    report = library.unit("hue-109-2025/quy-che/dieu-6/khoan-3").text
    before = find_later_law(report, entries, date(2026, 1, 9))
    after = find_later_law(report, entries, date(2026, 3, 1))
    assert [entry.source for entry in before] == []
    assert [entry.source for entry in after] == ["Nghị định 09/2026/NĐ-CP", "Thông tư 05/2025/TT-VPCP"]


def test_every_mention_of_later_law_stands_in_some_regulation(library: Library) -> None:
    sources = [
        line.text for regulation in library.regulations.values() for line in regulation.document.front_matter
    ]
    everything = " ".join([*sources, *(unit.text for unit in library.units())])
    for entry in load_later_law():
        assert any(mention in everything for mention in entry.mentions)


def test_units_are_found_by_path_or_text_and_the_error_names_the_nearest(library: Library) -> None:
    unit = library.unit("hue-109-2025/quy-che/dieu-5")
    assert library.find(unit.path) is unit
    assert library.find("no path") is None
    assert library.get("hue-109-2025").find("hue-109-2025/quy-che/dieu-99") is None
    with pytest.raises(UnknownUnit, match="the nearest unit above it is hue-109-2025/quy-che/dieu-4/khoan-2"):
        library.unit("hue-109-2025/quy-che/dieu-4/khoan-2/diem-x")
    with pytest.raises(UnknownRegulation, match="known are bac-giang-2021, hcm-118-2022"):
        library.unit("ha-noi/quy-che/dieu-1")


def test_a_directory_of_ones_own_loads_with_and_without_metadata(tmp_path: Path) -> None:
    (tmp_path / "kho.txt").write_text("\ufeffĐiều 1. Kho\r\nKho ở tầng một.\r\n", "utf-8")
    library = load_library(tmp_path)
    assert [str(unit.path) for unit in library.units()] == ["kho/quyet-dinh/dieu-1"]
    assert library.get("kho").metadata.number is None


def test_bytes_that_are_no_utf8_are_read_with_marks_and_no_exception(tmp_path: Path) -> None:
    (tmp_path / "kho.txt").write_bytes(b"\xff\xfe\x00Kho")
    (problem,) = load_library(tmp_path).get("kho").document.problems
    assert (problem.path, problem.line) == ("kho.txt", 1)


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("id = 5", "x.toml: id: must be a text"),
        ("id = [", "x.toml: the file"),
        ("colour = 'red'", "x.toml: colour: no such field"),
        ("id = 'x'\nkind = 'Luật'\nissuer = 'K'\nsigned = 'hôm qua'", "x.toml: signed: must be a date"),
    ],
)
def test_unusable_metadata_is_refused_with_file_and_field(toml: str, complaint: str) -> None:
    with pytest.raises(InvalidData, match=complaint):
        read_metadata(toml, "x.toml")
