"""The units as passages: what stands above them, whom they address, their topics, in a regulation nobody tuned for."""

from __future__ import annotations

import pytest

from corpus import AgencyLevel, Library
from index import UnitSearch, load_lexicon, syllables
from index.units import (
    UnitPassage,
    bare_syllables,
    folded_syllables,
    searchable,
    unit_passages,
    vocabulary,
)

PROVINCE, DISTRICT, COMMUNE = AgencyLevel.PROVINCE, AgencyLevel.DISTRICT, AgencyLevel.COMMUNE


@pytest.fixture(scope="module")
def passages(made_up: Library) -> dict[str, UnitPassage]:
    rows = unit_passages(made_up.get("lam-ho-2026"), load_lexicon())
    return {str(row.path).removeprefix("lam-ho-2026/"): row for row in rows}


def test_every_unit_of_a_regulation_is_one_passage_in_document_order(
    passages: dict[str, UnitPassage], made_up: Library
) -> None:
    assert [row.path for row in passages.values()] == [unit.path for unit in made_up.units()]


@pytest.mark.parametrize(
    ("path", "topics"),
    [
        ("quyet-dinh/dieu-2", {"validity"}),
        ("quyet-dinh/dieu-3", {"enforce"}),
        ("quy-che/dieu-1", {"scope"}),
        ("quy-che/dieu-2/khoan-1", {"quota"}),
        ("quy-che/dieu-2/khoan-2", {"quota"}),
        ("quy-che/dieu-2/khoan-3", {"change"}),
        ("quy-che/dieu-3/khoan-1", {"report", "date", "frequency", "recipient"}),
        ("quy-che/dieu-4/khoan-1", {"meeting"}),
        ("quy-che/dieu-4/khoan-2", {"channel"}),
        ("quy-che/dieu-5/khoan-1", {"post"}),
        ("quy-che/dieu-5/khoan-2/diem-a", set()),
        ("quy-che/dieu-5/khoan-2/diem-b", {"training-attend"}),
    ],
)
def test_topics_are_recognised_in_a_regulation_that_is_not_one_of_the_five(
    passages: dict[str, UnitPassage], path: str, topics: set[str]
) -> None:
    assert {name for name, sure in passages[path].topics.items() if sure == 1.0} == topics


def test_a_topic_that_only_the_headings_name_counts_less(passages: dict[str, UnitPassage]) -> None:
    # "Điều 4. Chế độ giao ban, thông tin" stands above the clause on telephone and mail.
    assert passages["quy-che/dieu-4/khoan-2"].topics["meeting"] == 0.4


@pytest.mark.parametrize(
    ("path", "audience"),
    [
        ("quy-che/dieu-2/khoan-1", {PROVINCE}),
        ("quy-che/dieu-2/khoan-2", {COMMUNE}),
        ("quy-che/dieu-2/khoan-3", set()),
        ("quy-che/dieu-3/khoan-1", {PROVINCE}),
        ("quy-che/dieu-3/khoan-2", {COMMUNE}),
        ("quy-che/dieu-4/khoan-1", set()),
        ("quy-che/dieu-5/khoan-2/diem-a", set()),
    ],
)
def test_whom_a_unit_addresses_is_read_from_its_opening_words(
    passages: dict[str, UnitPassage], path: str, audience: set[str]
) -> None:
    assert passages[path].audience == audience


@pytest.mark.parametrize(
    ("path", "audience"),
    [
        ("soc-trang-246-2024/quy-che/dieu-7/khoan-4", {COMMUNE}),
        ("bac-giang-2021/quy-che/dieu-5/khoan-1/diem-c", {COMMUNE}),
        ("bac-giang-2021/quy-che/dieu-5/khoan-1/diem-b", {DISTRICT}),
        ("hue-109-2025/quy-che/dieu-2/khoan-1/diem-b", {COMMUNE}),
        ("hue-109-2025/quy-che/dieu-6/khoan-2", set()),
    ],
)
def test_the_five_regulations_name_their_levels_in_several_ways(
    search: UnitSearch, path: str, audience: set[str]
) -> None:
    row = next(row for row in search.passages if str(row.path) == path)
    assert row.audience == audience


def test_a_clause_for_several_levels_addresses_them_all(search: UnitSearch) -> None:
    row = next(row for row in search.passages if str(row.path) == "soc-trang-246-2024/quy-che/dieu-7/khoan-3")
    assert row.audience == {PROVINCE, DISTRICT}


def test_a_point_inherits_the_audience_of_the_clause_above_it(search: UnitSearch, library: Library) -> None:
    by_path = {str(row.path): row for row in search.passages}
    inherited = [
        row
        for row in search.passages
        if row.path.point and row.audience and not row.mentions and row.path.parent is not None
    ]
    assert inherited
    assert all(row.audience == by_path[str(row.path.parent)].mentions for row in inherited)


def test_a_unit_with_sub_units_stands_for_itself_by_its_lead_only(passages: dict[str, UnitPassage]) -> None:
    lead = passages["quy-che/dieu-5/khoan-2"]
    assert lead.whole
    assert lead.text == "huong dan, ho tro:"
    leaf = passages["quy-che/dieu-5/khoan-2/diem-a"]
    assert not leaf.whole
    assert leaf.text == "giup xa trong kiem ke tre truc va ho ao;"


def test_what_stands_above_a_unit_is_its_heading_from_the_chapter_down(
    passages: dict[str, UnitPassage],
) -> None:
    above = passages["quy-che/dieu-5/khoan-2/diem-b"].heading
    assert above == "che do lam viec dieu 5. nhiem vu cua can bo dau moi 2. huong dan, ho tro:"
    assert passages["quyet-dinh/dieu-2"].heading == "quyet dinh ban hanh quy che"


def test_every_passage_knows_whose_regulation_it_is_from(passages: dict[str, UnitPassage]) -> None:
    assert {row.context for row in passages.values()} == {"lam ho lam ho"}


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Kiểm soát TTHC, UBND tỉnh;", "kiem soat thu tuc hanh chinh, uy ban nhan dan tinh;"),
        ("Nghị định 61/2018/NĐ-CP", "nghi dinh 61/2018/nghi dinh-cp"),
        ("a) k, đ", "a) k, d"),
        ("", ""),
    ],
    ids=["abbreviations", "number of a decree", "labels stay letters", "empty"],
)
def test_a_text_is_searched_folded_with_abbreviations_written_out(text: str, searched: str) -> None:
    assert searchable(text, load_lexicon()) == searched


def test_the_vocabulary_counts_syllables_and_pairs_of_passages_and_further_lines(
    passages: dict[str, UnitPassage],
) -> None:
    counts = vocabulary([passages["quy-che/dieu-5/khoan-2/diem-a"]], [syllables("tre trúc, tre")])
    assert counts["tre"] == 3
    assert counts["tre truc"] == 2
    assert "báo" not in counts
    assert vocabulary([], []) == {}
    assert folded_syllables("Đầu mối") == ["dau", "moi"]


def test_syllables_that_marked_lines_write_bare_more_than_once_are_bare_on_purpose() -> None:
    lines = ["quy chế", "báo cáo theo quy chế", "đổi theo", "doi người"]
    assert bare_syllables(map(syllables, lines)) == {"quy", "theo"}
