"""staffing.toml: every clause resolves, every quoted word stands there, every kind of unit is read as the text says."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import InvalidData, Library, Position, Quota, StaffedUnit, load_staffing

QUOTAS = load_staffing()
EACH = pytest.mark.parametrize("quota", QUOTAS, ids=lambda quota: f"{quota.regulation}-{quota.unit_kind}")


@EACH
def test_every_quoted_word_stands_in_the_cited_clause(library: Library, quota: Quota) -> None:
    text = library.unit(quota.citation).text
    for words in (quota.words, *(size.words for size in quota.sizes), *(post.words for post in quota.posts)):
        assert words in text, words


@EACH
def test_the_number_is_the_one_that_is_quoted(quota: Quota) -> None:
    for size in quota.sizes:
        printed = f"{size.number:02d}"
        added_up = size.words.count("01 (một)") == size.number  # Sóc Trăng counts its two officers one by one
        assert printed in size.words or added_up
        assert ("không quá" in size.words.lower()) is not size.exact


def test_four_regulations_have_quotas_and_the_steering_committee_has_none() -> None:
    kinds = {
        regulation: {quota.unit_kind for quota in QUOTAS if quota.regulation == regulation}
        for regulation in {quota.regulation for quota in QUOTAS}
    }
    two_tiers = {StaffedUnit.DEPARTMENT, StaffedUnit.PROVINCE_OFFICE, StaffedUnit.COMMUNE}
    assert kinds == {
        "hue-109-2025": two_tiers,
        "son-la-2025": two_tiers,
        "soc-trang-246-2024": {*two_tiers, StaffedUnit.DISTRICT},
        "bac-giang-2021": {*two_tiers, StaffedUnit.DISTRICT},
    }


@pytest.mark.parametrize(
    ("procedures", "holds"),
    [(299, [True, False]), (300, [False, False]), (301, [False, True]), (None, [None, None])],
)
def test_no_size_holds_at_exactly_300_procedures(procedures: int | None, holds: list[bool | None]) -> None:
    hue = next(q for q in QUOTAS if q.regulation == "hue-109-2025" and q.unit_kind is StaffedUnit.DEPARTMENT)
    assert [size.holds_for(procedures) for size in hue.sizes] == holds
    assert [size.number for size in hue.sizes] == [3, 4]


def test_only_bare_numbers_are_exact() -> None:
    exact = {
        (quota.regulation, quota.unit_kind.value) for quota in QUOTAS for size in quota.sizes if size.exact
    }
    assert exact == {
        ("soc-trang-246-2024", "so-nganh"),
        ("soc-trang-246-2024", "ubnd-huyen"),
        ("soc-trang-246-2024", "ubnd-xa"),
        ("bac-giang-2021", "ubnd-xa"),
    }


def test_every_position_is_asked_for_somewhere() -> None:
    assert {holder for quota in QUOTAS for post in quota.posts for holder in post.holders} == set(Position)


@pytest.mark.parametrize(
    "broken",
    [
        'sizes = [{ words = "không quá 03" }]',
        'sizes = [{ at_most = 3, exactly = 3, words = "x" }]',
        'sizes = [{ at_most = "3", words = "x" }]',
        'posts = [{ holders = ["giam-doc"], words = "x" }]',
        'posts = [{ holders = [], words = "x" }]',
    ],
)
def test_a_broken_quota_names_the_file(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "staffing.toml"
    head = '[[quota]]\ncitation = "x/quy-che/dieu-2"\nunit_kind = "so-nganh"\nwords = "w"\n'
    file.write_text(head + broken, encoding="utf-8")
    with pytest.raises(InvalidData, match=r"staffing\.toml"):
        load_staffing(file)


def test_two_quotas_for_one_kind_of_unit_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "staffing.toml"
    file.write_text(
        '[[quota]]\ncitation = "x/quy-che/dieu-2"\nunit_kind = "so-nganh"\nwords = "w"\n' * 2,
        encoding="utf-8",
    )
    with pytest.raises(InvalidData, match="two quotas"):
        load_staffing(file)
