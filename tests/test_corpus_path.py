"""Unit paths: read, printed, ordered, one inside another."""

from __future__ import annotations

import pytest

from corpus import InvalidPath, Library, UnitKind, UnitPath

GOOD = [
    ("hue-109-2025/quy-che/dieu-4", UnitKind.ARTICLE, None),
    ("hue-109-2025/quyet-dinh/dieu-35a", UnitKind.ARTICLE, None),
    ("x/quy-che/dieu-4/khoan-1a", UnitKind.CLAUSE, "x/quy-che/dieu-4"),
    ("hue-109-2025/quy-che/dieu-4/khoan-2/diem-đ", UnitKind.POINT, "hue-109-2025/quy-che/dieu-4/khoan-2"),
    ("hcm-118-2022/quy-che/dieu-6/khoan-2/diem-2.8", UnitKind.POINT, "hcm-118-2022/quy-che/dieu-6/khoan-2"),
    ("x/quy-che/dieu-6/diem-a", UnitKind.POINT, "x/quy-che/dieu-6"),
]


@pytest.mark.parametrize(("text", "kind", "parent"), GOOD)
def test_a_path_reads_back_as_printed(text: str, kind: UnitKind, parent: str | None) -> None:
    path = UnitPath.parse(text)
    assert str(path) == text
    assert path.kind is kind
    assert (str(path.parent) if path.parent else None) == parent
    assert str(path.article_path) == "/".join(text.split("/")[:3])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hue-109-2025",
        "hue-109-2025/quy-che",
        "hue-109-2025/phu-luc/dieu-1",
        "hue-109-2025/quy-che/dieu-",
        "hue-109-2025/quy-che/dieu-1/",
        "hue-109-2025/quy-che/dieu-1/diem-a/khoan-1",
        "hue-109-2025/quy-che/dieu-1/khoan-a",
        "hue-109-2025/quy-che/dieu-١",
        "../quy-che/dieu-1",
    ],
)
def test_anything_else_is_refused_with_the_form_expected(text: str) -> None:
    with pytest.raises(InvalidPath, match="dieu-<n>"):
        UnitPath.parse(text)


def test_paths_sort_as_the_units_stand_in_the_text(library: Library) -> None:
    for regulation in library.regulations.values():
        paths = [unit.path for unit in regulation.units()]
        shuffled = [*paths[1::2], *paths[::2]]
        assert sorted(shuffled) == paths


def test_labels_sort_by_value_and_by_the_vietnamese_alphabet() -> None:
    order = [
        "dieu-2",
        "dieu-2/khoan-1/diem-d",
        "dieu-2/khoan-1/diem-đ",
        "dieu-2/khoan-1/diem-e",
        "dieu-2/khoan-2/diem-2.9",
    ]
    order += ["dieu-2/khoan-2/diem-2.10", "dieu-2/khoan-10", "dieu-10", "dieu-10a", "dieu-11"]
    paths = [UnitPath.parse(f"x/quy-che/{place}") for place in order]
    assert sorted([*paths[1::2], *paths[::2]]) == paths


def test_a_unit_contains_itself_and_what_stands_below_it(library: Library) -> None:
    for unit in library.units():
        for other in library.get(unit.path.regulation).units():
            below = str(other.path) == str(unit.path) or str(other.path).startswith(f"{unit.path}/")
            assert unit.path.contains(other.path) == below
