"""obligations.toml: every unit resolves, every quoted word stands there, only Sóc Trăng has days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus import (
    Audience,
    Bound,
    Caveat,
    Due,
    InvalidData,
    Library,
    Obligation,
    ObligationKind,
    Period,
    load_obligations,
)

OBLIGATIONS = load_obligations()
EACH = pytest.mark.parametrize("one", OBLIGATIONS, ids=lambda one: one.id)
SOC_TRANG = "soc-trang-246-2024/quy-che/dieu-7/khoan-3"


def stands_in(words: str, text: str) -> bool:
    """The pieces between … stand in the text, in order."""
    at = 0
    for piece in words.split("…"):
        at = text.find(piece.strip(), at)
        if at < 0:
            return False
        at += len(piece.strip())
    return True


@EACH
def test_unit_resolves_and_rule_and_recipient_stand_in_it_word_for_word(
    library: Library, one: Obligation
) -> None:
    text = library.unit(one.citation).text
    assert one.rule is None or stands_in(one.rule, text), one.rule
    assert one.recipient is None or stands_in(one.recipient, text), one.recipient


@EACH
def test_who_owes_it_stands_in_the_article(library: Library, one: Obligation) -> None:
    assert stands_in(one.who, library.unit(one.citation.article_path).text)


@EACH
def test_a_clause_that_repeats_points_to_the_one_that_orders(library: Library, one: Obligation) -> None:
    if one.see is not None:
        library.unit(one.see)
        assert one.see in {other.citation for other in OBLIGATIONS if other.kind is one.kind}
        assert one.see != one.citation


@EACH
def test_levels_are_levels_of_the_regulation(library: Library, one: Obligation) -> None:
    metadata = library.get(one.regulation).metadata
    assert set(one.levels) <= set(metadata.levels)
    assert bool(one.levels) is (metadata.audience is Audience.FOCAL_OFFICERS)


@EACH
def test_what_a_merged_province_demands_is_marked_as_such(library: Library, one: Obligation) -> None:
    merged = library.get(one.regulation).metadata.merged_on is not None
    assert (Caveat.MERGED_PROVINCE in one.caveats) is merged


@EACH
def test_what_names_the_district_is_marked_where_the_district_has_ended(
    library: Library, one: Obligation
) -> None:
    if one.recipient and "cấp huyện" in one.recipient and "tỉnh" not in one.recipient:
        assert Caveat.ENDED_LEVEL in one.caveats_for(one.levels[0])
    if "district" in one.levels:
        assert Caveat.ENDED_LEVEL in one.caveats_for("district")


def test_only_the_three_cycles_of_soc_trang_have_a_day() -> None:
    assert {(str(one.citation), one.period): one.due for one in OBLIGATIONS if one.due} == {
        (SOC_TRANG, Period.MONTHLY): Due(Bound.BEFORE, 22, 1),
        (SOC_TRANG, Period.QUARTERLY): Due(Bound.BEFORE, 19, 3),
        (SOC_TRANG, Period.YEARLY): Due(Bound.BEFORE, 20, 12),
    }


@EACH
def test_a_day_is_printed_in_its_own_rule_and_lies_within_its_period(one: Obligation) -> None:
    if one.due is None:
        return
    assert one.rule is not None
    assert one.period is not None
    assert one.period.months is not None
    word = "trước ngày" if one.due.bound is Bound.BEFORE else "chậm nhất ngày"
    assert f"{word} {one.due.day} " in one.rule
    assert 1 <= one.due.month <= one.period.months


def test_only_meetings_have_months_without_a_day() -> None:
    assert {(one.id, one.months) for one in OBLIGATIONS if one.months} == {
        ("hue-109-2025/giao-ban/nua-nam", (6, 12)),
        ("hcm-118-2022/hop/thang", tuple(range(1, 13))),
    }
    assert all(one.kind is ObligationKind.MEETING for one in OBLIGATIONS if one.months)


# regulation, clause → level → cycles, read from the five texts
REPORTING = [
    ("hue-109-2025/quy-che/dieu-6/khoan-3", "province", {"quarterly", "yearly", "ad-hoc"}),
    ("hue-109-2025/quy-che/dieu-6/khoan-3", "commune", {"quarterly", "yearly", "ad-hoc"}),
    ("hue-109-2025/quy-che/dieu-5", "province", {"half-yearly"}),
    ("hue-109-2025/quy-che/dieu-5", "commune", {"half-yearly"}),
    (SOC_TRANG, "province", {"monthly", "quarterly", "yearly", "ad-hoc"}),
    (SOC_TRANG, "district", {"monthly", "quarterly", "yearly", "ad-hoc"}),
    (SOC_TRANG, "commune", set()),
    ("soc-trang-246-2024/quy-che/dieu-7/khoan-4", "commune", {None}),
    ("soc-trang-246-2024/quy-che/dieu-7/khoan-4", "district", set()),
    ("son-la-2025/quy-che/dieu-5/khoan-3", "province", {"quarterly", "yearly", "ad-hoc"}),
    ("son-la-2025/quy-che/dieu-5/khoan-3", "commune", {"quarterly", "yearly", "ad-hoc"}),
    ("bac-giang-2021/quy-che/dieu-7/khoan-3", "province", {"quarterly", "yearly", "ad-hoc"}),
    ("bac-giang-2021/quy-che/dieu-7/khoan-3", "district", {"quarterly", "yearly", "ad-hoc"}),
    ("bac-giang-2021/quy-che/dieu-7/khoan-3", "commune", set()),
    ("bac-giang-2021/quy-che/dieu-7/khoan-4", "commune", {None}),
    ("hcm-118-2022/quy-che/dieu-7/khoan-2", None, {"monthly", "ad-hoc"}),
    ("hcm-118-2022/quy-che/dieu-9/khoan-1", None, {"quarterly", "ad-hoc"}),
    ("hcm-118-2022/quy-che/dieu-9/khoan-2", None, {"quarterly", "ad-hoc"}),
    ("hcm-118-2022/quy-che/dieu-9/khoan-3", None, {"quarterly", "ad-hoc"}),
]


@pytest.mark.parametrize(("clause", "level", "cycles"), REPORTING, ids=[f"{a}@{b}" for a, b, _ in REPORTING])
def test_each_reporting_clause_has_its_cycles_for_each_level(
    clause: str, level: str | None, cycles: set[str | None]
) -> None:
    assert {
        one.period for one in OBLIGATIONS if str(one.citation) == clause and one.falls_on(level)
    } == cycles


# words that mark a duty: a unit that has them must be in the file, or be named here with the reason
DUTY_WORDS = (
    "báo cáo",
    "danh sách",
    "thông báo",
    "thông tin cho",
    "giao ban",
    "họp định kỳ",
    "phản ánh về Văn phòng",
)
NO_DUTY = {
    "bac-giang-2021/quy-che/dieu-1": "scope",
    "bac-giang-2021/quy-che/dieu-4/khoan-1": "who approves",
    "bac-giang-2021/quy-che/dieu-4/khoan-2": "who approves",
    "hcm-118-2022/quy-che/dieu-1": "scope",
}


def test_every_smallest_unit_that_speaks_of_reports_lists_or_notices_is_in_the_file(library: Library) -> None:
    cited = {one.citation for one in OBLIGATIONS}
    uncited = {
        str(unit.path)
        for unit in library.units()
        if unit.path not in cited
        and not unit.children
        and any(word.casefold() in unit.text.casefold() for word in DUTY_WORDS)
    }
    assert uncited == set(NO_DUTY)


def test_ids_do_not_change_between_loads() -> None:
    assert [one.id for one in load_obligations()] == [one.id for one in OBLIGATIONS]
    assert len({one.id for one in OBLIGATIONS}) == len(OBLIGATIONS)


BROKEN = {
    "a kind that is none": ('kind = "report"', 'kind = "gift"', "gift"),
    "a cycle that is none": ('period = "monthly"', 'period = "weekly"', "weekly"),
    "a day that is no number": ("before = 22", 'before = "22"', "whole number"),
    "two bounds": ("before = 22", "before = 22, no_later_than = 21", "must have one of"),
    "an id twice": ('id = "hue-109-2025/bao-cao-viec-cu"', 'id = "hue-109-2025/bao-cao"', "have this id"),
}


@pytest.mark.parametrize(("there", "instead", "said"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(
    tmp_path: Path, there: str, instead: str, said: str
) -> None:
    text = Path("corpus/obligations.toml").read_text("utf-8")
    if said == "have this id":
        text = text.replace('id = "khi-cu"', 'id = "quy"', 1)
    changed = tmp_path / "obligations.toml"
    changed.write_text(text.replace(there, instead), "utf-8")
    with pytest.raises(InvalidData, match=said):
        load_obligations(changed)


def test_district_duties_rest_on_the_day_the_level_ended(library: Library) -> None:
    assert library.get("soc-trang-246-2024").metadata.levels["district"].ended_on == date(2025, 7, 1)  # type: ignore[index]
