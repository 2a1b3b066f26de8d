"""What holds for every document: the five, three national texts, and made-up ones."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Document, Library, Part, account, load_library, outline, parse_document

TEXTS = Path(__file__).parent / "texts"
NATIONAL = {
    "nghi-dinh-191-2026-nd-cp-quy-che-lam-viec-chinh-phu": (3, 28),
    "nghi-dinh-63-2010-nd-cp": (37, 0),
    "thong-tu-25-2014-tt-btp": (29, 0),
}


def check(document: Document, text: str) -> None:
    """Nothing lost or twice; units in order, inside their parents, found by their paths; words as in the source."""
    ledger = account(document, text)
    assert (ledger.lost, ledger.doubled) == ((), ())
    units = list(document.units())
    paths = [unit.path for unit in units]
    assert sorted(set(paths)) == paths
    for unit in units:
        assert document.find(unit.path) is unit
        assert unit.lead == " ".join(unit.paragraphs)
        assert unit.text == " ".join([unit.lead, *(child.text for child in unit.children)])
        assert unit.lead == " ".join(line.text for line in unit.source)
        assert unit.line == unit.source[0].number
        assert all(child.path.parent == unit.path for child in unit.children)
        assert unit.heading is None or (unit.children and unit.heading in unit.lead)
    assert [row["path"] for row in outline(document)] == [str(path) for path in paths]


@pytest.mark.parametrize("name", sorted(load_library().regulations))
def test_the_five_regulations_keep_every_line(name: str, library: Library) -> None:
    directory = Path(load_library.__globals__["resources"].files("corpus")) / "regulations"
    check(library.get(name).document, (directory / f"{name}.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", NATIONAL)
def test_the_national_texts_have_all_their_articles_and_keep_every_line(name: str) -> None:
    text = (TEXTS / f"{name}.txt").read_text("utf-8")
    document = parse_document(text, "x", name)
    check(document, text)
    counts = {component.part: len(component.articles) for component in document.components}
    assert (counts.get(Part.DECISION, 0), counts.get(Part.REGULATION, 0)) == NATIONAL[name]
    for component in document.components:
        assert [article.label for article in component.articles] == [
            str(number + 1) for number in range(len(component.articles))
        ]


@pytest.mark.parametrize("name", NATIONAL)
def test_a_text_with_carriage_returns_and_decomposed_letters_reads_the_same(name: str) -> None:
    import unicodedata

    text = (TEXTS / f"{name}.txt").read_text("utf-8")
    other = "\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    assert outline(parse_document(other, "x", name)) == outline(parse_document(text, "x", name))


SCRAPS = [
    "Điều 1. Kho", "Điều 2. Thủ kho", "Điều 3", "Điêu 4: Giờ", "“Điều 5. Sửa", "đóng.”", "1. Một", "2. Hai;", "2.1. Hai một",
    "3) Ba", "l. Một", "a) chữ a", "b. chữ b", "đ) chữ đ", "- gạch", "khoản 4 Điều 27 Luật", "Chương I", "Chương II - KHO",
    "Mục 1. MỞ", "QUY CHẾ", "(Ban hành kèm theo Quyết định)", "Nơi nhận:", "KT. CHỦ TỊCH", "PHỤ LỤC I", "7", "---", "| a | b |",
    "vụ1 và", "1 Công văn", "hết./.", "QUYẾT ĐỊNH:", "", "câu dài chưa hết và", "**đậm**", "\f", "\ufeff", "* mục",
]  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=12)), max_size=40).map("\n".join))
def test_any_soup_of_lines_is_read_without_loss(text: str) -> None:
    document = parse_document(text, "x", "soup.txt")
    check(document, text)
    assert document == parse_document(text, "x", "soup.txt")


WORDS = [
    "thủ kho",
    "giữ",
    "chìa khóa",
    "theo",
    "khoản 4",
    "của",
    "Điều 27 Luật Kho",
    "số 12",
    "và",
    "điểm a",
    "quy định tại",
]
WORDS += ["Chương V", "Nghị định này", "Mục 2", "ngày 01/7/2025", "2.1 triệu đồng"]
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=20).map(
    lambda words: f"Việc {' '.join(words)}."
)
titles = st.lists(st.sampled_from(WORDS[:4]), min_size=1, max_size=4).map(
    lambda words: f"Về {' '.join(words)}"
)
clauses = st.lists(st.tuples(sentences, st.lists(sentences, max_size=7)), max_size=13)
articles = st.lists(st.tuples(titles, clauses), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(articles, st.sampled_from([None, 45, 80]), st.booleans())
def test_a_made_regulation_reads_back_as_it_was_made_even_wrapped(
    made: list[tuple[str, list[tuple[str, list[str]]]]], width: int | None, spaced: bool
) -> None:
    lines: list[str] = []
    expected: list[str] = []
    for number, (title, parts) in enumerate(made, start=1):
        lines.append(f"Điều {number}. {title}")
        expected.append(f"dieu-{number}")
        if not parts:
            lines.append("Nội dung của điều này.")
        for clause, (sentence, points) in enumerate(parts, start=1):
            lines.append(f"{clause}. {sentence}")
            expected.append(f"dieu-{number}/khoan-{clause}")
            for letter, point in zip("abcdđeg", points, strict=False):
                lines.append(f"{letter}) {point}")
                expected.append(f"dieu-{number}/khoan-{clause}/diem-{letter}")
    if width:
        lines = [piece for line in lines for piece in textwrap.wrap(line, width, break_on_hyphens=False)]
    document = parse_document(("\n\n" if spaced else "\n").join(lines), "x", "made.txt")
    assert [str(unit.path).removeprefix("x/quyet-dinh/") for unit in document.units()] == expected


def test_a_law_of_ninety_two_articles_with_quoted_amendments_keeps_its_count() -> None:
    lines = ["QUỐC HỘI", "LUẬT", "KHO LƯU TRỮ"]
    for number in range(1, 93):
        if number in (1, 30, 60):
            lines += [f"Chương {'I' if number == 1 else 'II' if number == 30 else 'III'}", "KHO VÀ THỦ KHO"]
        lines.append(f"Điều {number}. Việc thứ {number}")
        if number % 9 == 0:
            lines += [
                f"1. Sửa đổi Điều {number - 3} như sau:",
                f"“Điều {number - 3}. Việc đã sửa",
                "1. Kho mở cửa.",
                "a) Buổi sáng;",
                "2. Kho đóng cửa.”.",
                "2. Bãi bỏ khoản 2",
                f"Điều {number + 1} Luật Kho năm 2000.",
            ]
        else:
            lines += ["1. Kho mở cửa.", "2. Kho gồm:", "a) Kho giấy;", "b) Kho số."]
    lines += ["Luật này được Quốc hội thông qua ngày 01 tháng 01 năm 2030.", "CHỦ TỊCH QUỐC HỘI"]
    text = "\n".join(lines)
    document = parse_document(text, "x", "law.txt")
    check(document, text)
    (law,) = document.components
    assert [article.label for article in law.articles] == [str(number) for number in range(1, 93)]
    assert [len(chapter.articles) for chapter in law.chapters] == [29, 30, 33]
    assert all(len(article.children) == 2 for article in law.articles)


def test_a_huge_text_without_articles_is_read_in_seconds() -> None:
    text = "Trăm năm trong cõi người ta, chữ tài chữ mệnh khéo là ghét nhau\n" * 20_000
    document = parse_document(text, "x", "poem.txt")
    assert len(document.front_matter) == 20_000
