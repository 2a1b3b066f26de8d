"""What the search text mends, and what it leaves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus import Library, normalize_tones, repaired

MENDED = [
    ("điện tử hoá, uỷ quyền, khoẻ", "điện tử hóa, ủy quyền, khỏe"),
    ("UỶ BAN, Uỷ ban", "ỦY BAN, Ủy ban"),
    ("hoàn thành, quý, quỹ, thuyền, loại", "hoàn thành, quý, quỹ, thuyền, loại"),
    ("công chức đầu môi", "công chức đầu mối"),
    ("Bru điện", "Bưu điện"),
    ("Sở Nội vụ1 và báo cáo2.", "Sở Nội vụ và báo cáo."),
    ("hàng Quý4 hoặc", "hàng Quý hoặc"),
    (
        "điều7, ISO9001, 64/2025/QH15, x1@hue.gov.vn, 1022",
        "điều7, ISO9001, 64/2025/QH15, x1@hue.gov.vn, 1022",
    ),
    ("câu bị\n\nngắt  dòng", "câu bị ngắt dòng"),
    ("**Căn cứ** Luật", "Căn cứ Luật"),
    ("Điêu 5 và Diều 6", "Điều 5 và Điều 6"),
    (unicodedata.normalize("NFD", "uỷ ban"), "ủy ban"),
]


@pytest.mark.parametrize(("issued", "searched"), MENDED)
def test_the_search_text_is_mended(issued: str, searched: str) -> None:
    assert repaired(issued) == searched


def test_units_keep_what_was_issued(library: Library) -> None:
    assert "đầu môi" in library.unit("soc-trang-246-2024/quy-che/dieu-5/khoan-3/diem-a").text
    assert "Quý4" in library.unit("hcm-118-2022/quy-che/dieu-9/khoan-1").text


def test_no_digit_stays_glued_in_the_search_text_of_the_steering_committee(library: Library) -> None:
    text = " ".join(repaired(unit.text) for unit in library.get("hcm-118-2022").units())
    assert "Quý4" not in text
    assert "Phụ lục 2A" in text


@given(st.text(alphabet="uUoOyaeỷỳúáàhqQ k1.\n", max_size=40))
@example("Uỳ1")
def test_a_second_repair_changes_nothing(text: str) -> None:
    assert repaired(repaired(text)) == repaired(text)
    assert normalize_tones(normalize_tones(text)) == normalize_tones(text)
