"""What officers type to name a place, and what only looks like it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import (
    Form,
    Library,
    Part,
    Reference,
    find_chapters,
    find_references,
    format_citation,
    resolve,
    resolve_all,
)


def short(reference: Reference) -> str:
    """ "Đ4 k2 a", with QC or QĐ for a part that was named and № for a number."""
    pieces = [
        {Part.REGULATION: "QC", Part.DECISION: "QĐ", None: ""}[reference.part],
        f"C{reference.chapter}" if reference.chapter else "",
        f"Đ{reference.article}" if reference.article else "",
        f"k{reference.clause}" if reference.clause else "",
        reference.point or "",
        f"№{reference.decision_number}" if reference.decision_number else "",
    ]
    return " ".join(piece for piece in pieces if piece)


NAMED = {
    "điểm a khoản 2 điều 4": "Đ4 k2 a",
    "diem a khoan 2 dieu 4": "Đ4 k2 a",
    "ĐIỂM A KHOẢN 2 ĐIỀU 4": "Đ4 k2 a",
    "điều 4, khoản 2, điểm a": "Đ4 k2 a",
    "điều 4 (khoản 2)": "Đ4 k2",
    "khoản 1, Điều 2": "Đ2 k1",
    "khoản 2 của điều 4": "Đ4 k2",
    "khoản 2 nằm trong điều 4": "Đ4 k2",
    "Đ4 k2 a": "Đ4 k2 a",
    "đ4, k2, a": "Đ4 k2 a",
    "điểm a, k2, đ4": "Đ4 k2 a",
    "d4k2": "Đ4 k2",
    "D4K2A": "Đ4 k2 a",
    "d4.k2.a": "Đ4 k2 a",
    "d4-k2": "Đ4 k2",
    "d4 k2 da": "Đ4 k2 a",
    "đ4 k2 điểm đ": "Đ4 k2 đ",
    "k2d4": "Đ4 k2",
    "đ 4 k 2": "Đ4 k2",
    "đ.7 k.3": "Đ7 k3",
    "khoản 3 đ 7": "Đ7 k3",
    "khoan3dieu7": "Đ7 k3",
    "khoản 3/điều 7": "Đ7 k3",
    "k2 Đ2 với k8 Đ4 QC": "QC Đ2 k2 | QC Đ4 k8",
    "khoan 5": "k5",
    "điểm đ": "đ",
    "diem dd khoan 2 dieu 4": "Đ4 k2 đ",
    "đièu 7": "Đ7",
    "dieu7": "Đ7",
    "Điêu 7": "Đ7",
    "ddieeuf 7": "Đ7",
    "điều 07": "Đ7",
    "khỏan 2 dieu 4": "Đ4 k2",
    "khoảng 2 điều 4": "Đ4 k2",
    "2.8": "2.8",
    "đ6 k2, 2.8": "Đ6 k2 2.8",
    "mục 2.8 khoản 2 điều 6": "Đ6 k2 2.8",
    "điều 7.3": "Đ7 k3",
    "Điều 35a": "Đ35a",
    "điều năm": "Đ5",
    "điều mười một": "Đ11",
    "điều thứ 3": "Đ3",
    "khoản một": "k1",
    "khoản thứ hai điều bảy": "Đ7 k2",
    "điều 3 của chính quyết định": "QĐ Đ3",
    "dieu 2 quyet dinh": "QĐ Đ2",
    "trong quyết định, điều 3": "QĐ Đ3",
    "điều 2 quy chế và điều 2 quyết định": "QC Đ2 | QĐ Đ2",
    "QĐ 246 khoản 3 điều 7": "Đ7 k3 №246",
    "Điều 1 QĐ109/2025": "QĐ Đ1 №109/2025",
    "điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo Quyết định số 109/2025/QĐ-UBND": "QC Đ4 k2 a №109/2025",
    "khoản 3 và 4 Điều 7": "Đ7 k3 | Đ7 k4",
    "k2,3 đ4": "Đ4 k2 | Đ4 k3",
    "Điều 5, 6 và 7": "Đ5 | Đ6 | Đ7",
    "khoản 1 đến 3": "k1 | k2 | k3",
    "từ khoản 1 đến khoản 3 điều 7": "Đ7 k1 | Đ7 k2 | Đ7 k3",
    "điều 3 đến điều 5": "Đ3 | Đ4 | Đ5",
    "các điểm a, b, đ khoản 2 Điều 8": "Đ8 k2 a | Đ8 k2 b | Đ8 k2 đ",
    "khoản 2, khoản 3 điều 4": "Đ4 k2 | Đ4 k3",
    "điều 4 khoản 2, khoản 3": "Đ4 k2 | Đ4 k3",
    "điều 2, khoản 1 điều 3": "Đ2 | Đ3 k1",
    "khoản 1 và điểm a khoản 2 Điều 4": "Đ4 k1 | Đ4 k2 a",
    "Cho xem khoản 8 Điều 5 và khoản 1 Điều 6 của quy chế.": "QC Đ5 k8 | QC Đ6 k1",
    "Nhờ trích giúp Điều 3 và khoản 6 Điều 4 của quy chế.": "QC Đ3 | QC Đ4 k6",
    "điểm a khoản 2 Điều này": "k2 a",
    "chuong 3 qc": "QC C3",
    "khoan 2 da het hieu luc chua": "k2",
    "khoan 2 a?": "k2",
    "e hỏi điểm a, e chưa rõ": "a",
    "theo Nghị định 61 thì điều 7 nói gì": "Đ7",
    "k1 đ6 điểm c": "Đ6 k1 c",
    "k7 d4 diem b": "Đ4 k7 b",
    "khoản 1 điều 6, điểm c khoản 2 điều 4": "Đ6 k1 | Đ4 k2 c",
    "k1 đ6, k2 đ4 điểm a": "Đ6 k1 | Đ4 k2 a",
    "Đ6.K4.c": "Đ6 k4 c",
    "D4.K3.b Huế": "Đ4 k3 b",
    "đ4 k5 b nghen": "Đ4 k5 b",
    "đ6 k1 đ ghi gì vậy": "Đ6 k1 đ",
    "đ4 k2 d ạ": "Đ4 k2 d",
    "đ4 k2 e hỏi chút": "Đ4 k2",
    "đ4 k2 a Nam ơi cho e hỏi": "Đ4 k2",
    "đ4 k2 c cho e xem với": "Đ4 k2",
    "d4 k2 k co": "Đ4 k2",
    "đ4 k2 r ạ": "Đ4 k2",
    "d4 k2 đ/c Lan hỏi": "Đ4 k2",
    "điều số 8": "Đ8",
    "khoản số 2": "k2",
    "dieu so 5": "Đ5",
    "khoản 2 điều 6 mục 2.6": "Đ6 k2 2.6",
    "khoản 2 mục 2.6 điều 6": "Đ6 k2 2.6",
    "2.5 k2 d6 cua quy che": "QC Đ6 k2 2.5",
    "em hỏi 2.5 k2 đ6": "Đ6 k2 2.5",
    "đ6 k2 2.5 nhé": "Đ6 k2 2.5",
    "mục 2.6 quy chế": "QC 2.6",
    "điều 2 của quyết định thế nào": "QĐ Đ2",
    "điều 2 quyết định thế nào": "Đ2",
    "khản 3 Điều 9": "Đ9 k3",
    "kohản 10": "k10",
    "kohản 3 đều 9": "Đ9 k3",
    "điểm b khaon 3 đều 9": "Đ9 k3 b",
    "khoản 3 điều 9quy chế": "QC Đ9 k3",
    "dieu 9qc": "QC Đ9",
    "khonả 2": "k2",
    "koản 2": "k2",
    "khhoản 7": "k7",
    "khoảng 2 của điều 4": "Đ4 k2",
    "khoa 2 d7": "Đ7 k2",
    "điuề 5": "Đ5",
    "đều 7, khoản 1": "Đ7 k1",
    "đểm c, khoản 7": "k7 c",
    "đimể e": "e",
    "đim b": "b",
    "điiểm a": "a",
    "điểmm a khoản 2 điều 4": "Đ4 k2 a",
    "điểma khoản 2 điều 4": "Đ4 k2 a",
    "dim d": "d",
    "mcụ 2.6": "2.6",
}
NOT_NAMED = [
    "Nghị định 118/2025",
    "Quyết định số 246/QĐ-UBND có hiệu lực khi nào",
    "Điều 27 Luật Ban hành văn bản quy phạm pháp luật",
    "khoản 1 Điều 11 của Nghị định số 61/2018/NĐ-CP",
    "khoản 1 và khoản 2 Điều 11 Thông tư 01/2020/TT-VPCP",
    "theo nd 61 dieu 11",
    "Luật Tổ chức chính quyền địa phương điều 5",
    "Điều 2 Quyết định số 31/2021/QĐ-TTg",
    "Theo Điều 5: Áp dụng tập quán, trong Bộ luật dân sự 2015, tập quán là gì?",
    "liên hệ d4@gmail.com, k2.d4@hue.gov.vn hoặc 0912 345 678",
    "https://hue.gov.vn/d4/k2",
    "ngày 2.8.2024 và 2.8 triệu, tăng 2.8%",
    "200k, 5đ, k có",
    "1 điều",
    "quy chế có 9 điều 3 chương",
    "mấy khoản",
    "điểm số 5",
    "thời điểm e nộp",
    "tài khoản 2",
    "điều khoản 3",
    "khoản 5 triệu đồng",
    "khoảng 3 người",
    "khoản một cửa",
    "điều sau đây",
    "2 điều kiện 3",
    "chương trình 2",
    "phòng D4",
    "Ai quyết định điều động",
    "đ/c Lan thay đ/c Hùng từ 01/7",
    "danh mục 2.1",
    "NĐ 61/2018 k1 đ11",
    "điểm số",
    "điểm số 8.5",
    "điều số",
    "điều kiện 2",
    "tài khoảnn 2",
    "thời điiểm e nộp",
    "3 điều",
    "mục tiêu 5",
    "muc 5",
    "mức 2.34",
    "khoảng 5",
    "khoảng 2 ngày",
    "khoảng 2 quy chế",
    "hôm qua có khoảng 3, 4 đ/c",
    "khoa 2 tầng",
    "khoanh 2 số",
    "hoàn 2 bộ hồ sơ",
    "đêm 5/12",
    "đêm 2.9",
    "đem c qua",
    "đều 3 người",
    "cả 2 đều 5 sao",
    "đi 2 xe",
    "đi 2.5 km",
    "theo luật đều 5",
    "khoản số tiền 5 triệu",
]


@pytest.mark.parametrize(("typed", "meant"), NAMED.items(), ids=NAMED)
def test_a_typed_place_is_found(typed: str, meant: str) -> None:
    assert " | ".join(short(reference) for reference in find_references(typed)) == meant


@pytest.mark.parametrize("typed", NOT_NAMED)
def test_what_only_looks_like_a_place_is_not_found(typed: str) -> None:
    assert [short(reference) for reference in find_references(typed)] == []


def test_the_span_is_in_the_text_as_given() -> None:
    typed = "cho xem " + unicodedata.normalize("NFD", "khoản 3 Điều 7") + " với ạ"
    (reference,) = find_references(typed)
    assert unicodedata.normalize("NFC", typed[slice(*reference.span)]) == "khoản 3 Điều 7"


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        ("diem d khoan 5 dieu 4", ["khoan-5/diem-d"]),
        ("D4 K7 D NOI GI", ["khoan-7/diem-d"]),
        ("diem d khoan 2 dieu 4", ["khoan-2/diem-d", "khoan-2/diem-đ"]),
        ("d4 k2 d nha", ["khoan-2/diem-d", "khoan-2/diem-đ"]),
        ("điểm d khoản 2 điều 4", ["khoan-2/diem-d"]),
        ("diem dd khoan 2 dieu 4", ["khoan-2/diem-đ"]),
        ("d4k2 a", ["khoan-2/diem-a"]),
        ("d4k6 a", ["khoan-6"]),
        ("đ4 k6 a", ["khoan-6"]),
    ],
)
def test_a_letter_may_be_another_for_want_of_marks(typed: str, paths: list[str], library: Library) -> None:
    (reference,) = find_references(typed)
    units = resolve_all(reference, library.get("hue-109-2025"))
    assert [str(unit.path) for unit in units] == [f"hue-109-2025/quy-che/dieu-4/{path}" for path in paths]


RESOLVED = [
    ("hue-109-2025", "điều 2", "quy-che/dieu-2"),
    ("hue-109-2025", "điều 2 quyết định", "quyet-dinh/dieu-2"),
    ("hue-109-2025", "điều 7 quyết định 109", "quy-che/dieu-7"),
    ("hue-109-2025", "điểm đ khoản 2 điều 4", "quy-che/dieu-4/khoan-2/diem-đ"),
    ("hue-109-2025", "khoản 1 điều 5", "quy-che/dieu-5"),
    ("hue-109-2025", "khoản 2 điều 5", None),
    ("hue-109-2025", "điểm đ điều 4", "quy-che/dieu-4/khoan-2/diem-đ"),
    ("hue-109-2025", "điểm a điều 4", "quy-che/dieu-4"),
    ("hue-109-2025", "điểm h điều 4", None),
    ("hue-109-2025", "điều 40", None),
    ("hcm-118-2022", "điều 3 của quyết định", None),
    ("hcm-118-2022", "điều 2 của quyết định", "quyet-dinh/dieu-2"),
    ("hcm-118-2022", "điều 3 quyết định 118", "quy-che/dieu-3"),
    ("bac-giang-2021", "khoản 2 điều 3 quyết định", None),
    ("bac-giang-2021", "điểm đ khoản 1 Điều 6", None),
    ("bac-giang-2021", "khoản 9 điều 7", None),
    ("hue-109-2025", "khoản 3", None),
    ("hue-109-2025", "QĐ 246 điều 7", None),
    ("hue-109-2025", "QĐ 109 điều 7", "quy-che/dieu-7"),
    ("hcm-118-2022", "2.8", "quy-che/dieu-6/khoan-2/diem-2.8"),
    ("hcm-118-2022", "khoản 2.6 điều 6", "quy-che/dieu-6/khoan-2/diem-2.6"),
    ("hcm-118-2022", "2.8 điều 6", "quy-che/dieu-6/khoan-2/diem-2.8"),
    ("bac-giang-2021", "d6k1e", "quy-che/dieu-6/khoan-1/diem-e"),
    ("son-la-2025", "đ2k1a", "quy-che/dieu-2/khoan-1/diem-a"),
]


@pytest.mark.parametrize(
    ("name", "typed", "path"), RESOLVED, ids=[f"{name} {typed}" for name, typed, _ in RESOLVED]
)
def test_a_reference_means_a_unit_of_the_regulation(
    name: str, typed: str, path: str | None, library: Library
) -> None:
    (reference,) = find_references(typed)
    unit = resolve(reference, library.get(name))
    assert (str(unit.path) if unit else None) == (f"{name}/{path}" if path else None)


def test_a_chapter_that_stands_twice_is_found_twice(library: Library) -> None:
    (reference,) = find_references("chương 3")
    titles = [chapter.title for chapter in find_chapters(reference, library.get("hcm-118-2022"))]
    assert titles == ["CHẾ ĐỘ LÀM VIỆC CỦA BAN CHỈ ĐẠO", "ĐIỀU KHOẢN THI HÀNH"]


def test_every_unit_is_found_by_its_own_citation_in_every_form(library: Library) -> None:
    for unit in library.units():
        for form in Form:
            (reference,) = find_references(f"Cho xem {format_citation(unit.path, library, form=form)} với ạ")
            assert resolve(reference, library.get(unit.path.regulation)) is unit


PIECES = [
    "điều",
    "khoản",
    "điểm",
    "dieu",
    "khoan",
    "diem",
    "đ",
    "k",
    "d4",
    "k2",
    "a",
    "5",
    "2.8",
    ",",
    ";",
    "và",
    "đến",
    "với",
]
PIECES += [
    "của",
    "quy chế",
    "quyết định",
    "số",
    "246/QĐ-UBND",
    "Luật",
    "Nghị định 61",
    "chương II",
    "mục",
    "thứ",
    "năm",
    "này\n",
]
soup = st.lists(st.sampled_from(PIECES), max_size=25)


@given(st.one_of(st.text(max_size=80), soup.map(" ".join), soup.map("".join)))
def test_any_text_has_references_within_it_or_none(typed: str) -> None:
    for reference in find_references(typed):
        start, end = reference.span
        assert 0 <= start < end <= len(typed)
        assert any((reference.article, reference.clause, reference.point, reference.chapter))
