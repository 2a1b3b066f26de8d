"""Printing a citation and reading it back."""

from __future__ import annotations

import pytest

from corpus import Form, Library, UnitPath, format_citation, parse_citation

PRINTED = [
    (
        "hue-109-2025/quy-che/dieu-4/khoan-2/diem-a",
        Form.FULL,
        "điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo Quyết định số 109/2025/QĐ-UBND",
    ),
    (
        "soc-trang-246-2024/quy-che/dieu-7/khoan-3",
        Form.SHORT,
        "khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)",
    ),
    ("soc-trang-246-2024/quy-che/dieu-7/khoan-3", Form.PLACE, "khoản 3 Điều 7 Quy chế"),
    ("hue-109-2025/quyet-dinh/dieu-2", Form.FULL, "Điều 2 Quyết định số 109/2025/QĐ-UBND"),
    ("hue-109-2025/quyet-dinh/dieu-2", Form.PLACE, "Điều 2 Quyết định"),
    (
        "son-la-2025/quy-che/dieu-5/khoan-3",
        Form.SHORT,
        "khoản 3 Điều 5 Quy chế, Quyết định của Chủ tịch UBND tỉnh Sơn La (bản sao chưa có số)",
    ),
    (
        "bac-giang-2021/quy-che/dieu-4",
        Form.FULL,
        "Điều 4 Quy chế ban hành kèm theo Quyết định của UBND tỉnh Bắc Giang (bản sao chưa có số)",
    ),
]


@pytest.mark.parametrize(("path", "form", "printed"), PRINTED)
def test_a_citation_reads_as_lawyers_write_it(path: str, form: Form, printed: str, library: Library) -> None:
    assert format_citation(UnitPath.parse(path), library, form=form) == printed


def test_a_regulation_and_its_metadata_cite_like_the_library(library: Library) -> None:
    regulation = library.get("hue-109-2025")
    path = UnitPath.parse("hue-109-2025/quy-che/dieu-5")
    assert (
        format_citation(path, regulation)
        == format_citation(path, regulation.metadata)
        == format_citation(path, library)
    )


@pytest.mark.parametrize("form", [Form.FULL, Form.SHORT])
def test_printing_and_parsing_is_the_identity_over_all_units(form: Form, library: Library) -> None:
    for unit in library.units():
        assert parse_citation(format_citation(unit.path, library, form=form), library) == unit.path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "khoản 3 Điều 7 Quy chế",
        "khoản 30 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)",
        "theo khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)",
        "khoản 3 Điều 7 Quy chế ban hành kèm theo Quyết định số 999/QĐ-UBND",
    ],
)
def test_what_names_no_unit_of_the_library_is_no_citation(text: str, library: Library) -> None:
    assert parse_citation(text, library) is None


def test_a_citation_may_differ_in_spaces_and_capitals(library: Library) -> None:
    typed = "  Khoản 3  điều 7 quy chế, quyết định 246/QĐ-UBND (sóc trăng). "
    assert str(parse_citation(typed, library)) == "soc-trang-246-2024/quy-che/dieu-7/khoan-3"
