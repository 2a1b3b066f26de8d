"""How a text becomes units: numbering, wraps, quotations, scans, headings; the document is the test's docstring."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Callable

import pytest

from corpus import Document, Part, account, parse_document


def read(text: str) -> Document:
    document = parse_document(text, "x", "x.txt")
    ledger = account(document, text)
    assert ledger.lost == ()
    assert ledger.doubled == ()
    return document


def parsed(test: Callable[..., None]) -> Document:
    return read(inspect.cleandoc(test.__doc__ or ""))


def labels(document: Document, part: Part | None = None) -> str:
    """The paths in short: "1 1/1 1/1/a 2"; the annexed regulation's articles begin with "Q"."""
    found = [unit.path for unit in document.units() if part is None or unit.path.part is part]
    return " ".join(
        ("Q" if path.part is Part.REGULATION else "")
        + "/".join(
            label
            for label in (path.article, path.clause or ("-" if path.point else None), path.point)
            if label
        )
        for path in found
    )


def text(document: Document, place: str) -> str:
    for unit in document.units():
        if str(unit.path).split("/", 2)[2] == place:
            return unit.text
    raise AssertionError(f"no {place} in {labels(document)}")


def test_an_inserted_article_and_clause_and_point_keep_their_labels() -> None:
    """Điều 35. Lưu trữ
    1. Hồ sơ được lưu tại kho.
    1a. Hồ sơ số được lưu riêng:
    a) Bản gốc;
    a1) Bản ký số;
    b) Bản sao.
    2. Kho mở cửa hằng ngày.
    Điều 35a. Kho số
    Kho số do Văn phòng quản lý.
    Điều 35b. Sao lưu
    Điều 36. Hủy hồ sơ
    Hồ sơ hết hạn được hủy.
    """
    document = parsed(test_an_inserted_article_and_clause_and_point_keep_their_labels)
    assert labels(document) == "35 35/1 35/1a 35/1a/a 35/1a/a1 35/1a/b 35/2 35a 35b 36"
    assert any("begins with Điều 35" in problem.message for problem in document.problems)


def test_quoted_amendments_open_no_articles_of_the_law_that_amends() -> None:
    """LUẬT
    SỬA ĐỔI MỘT SỐ ĐIỀU
    Điều 1. Sửa đổi, bổ sung một số điều của Luật Kho số
    1. Sửa đổi Điều 1 như sau:
    “Điều 1. Phạm vi
    1. Luật này quy định về kho.
    2. Kho gồm:
    a) Kho giấy;
    b) Kho số.”.
    2. Bổ sung Điều 5a vào sau Điều 5 như sau:
    “Điều 5a. Người giữ kho
    1. Người giữ kho do “Thủ trưởng” cử.
    3. Việc cử được thông báo.”;
    3. Sửa đổi khoản 2 Điều 7 như sau: “2. Kho mở cửa từ 8 giờ.
    3. Kho đóng cửa lúc 17 giờ.”.
    Điều 2. Hiệu lực
    Luật này có hiệu lực từ ngày ký.
    Luật này được Quốc hội khóa XX thông qua ngày 01 tháng 01 năm 2030.
    CHỦ TỊCH QUỐC HỘI
    """
    document = parsed(test_quoted_amendments_open_no_articles_of_the_law_that_amends)
    assert labels(document) == "1 1/1 1/2 1/3 2"
    assert text(document, "dieu-1/khoan-1").endswith("b) Kho số.”.")
    assert text(document, "dieu-1/khoan-3").endswith("17 giờ.”.")
    assert text(document, "dieu-2").endswith("kể từ ngày ký.") or text(document, "dieu-2").endswith(
        "từ ngày ký."
    )


def test_a_quotation_in_straight_marks_opens_nothing_either() -> None:
    """Điều 1. Sửa đổi
    1. Điều 4 được sửa như sau:
    "Điều 4. Giờ mở cửa
    1. Sáng từ 7 giờ.
    2. Chiều từ 13 giờ."
    2. Bãi bỏ Điều 9.
    Điều 2. Thi hành
    """
    document = parsed(test_a_quotation_in_straight_marks_opens_nothing_either)
    assert labels(document) == "1 1/1 1/2 2"


def test_a_forgotten_closing_mark_does_not_swallow_the_rest() -> None:
    """Điều 1. Sửa đổi
    1. Điều 4 được sửa như sau:
    “Điều 4. Giờ mở cửa
    Kho mở cửa hằng ngày.
    2. Bãi bỏ Điều 9.
    Điều 2. Thi hành
    Thủ kho thi hành.
    Điều 3. Hiệu lực
    Từ ngày ký.
    """
    document = parsed(test_a_forgotten_closing_mark_does_not_swallow_the_rest)
    assert labels(document) == "1 1/1 1/2 2 3"
    assert any("never closed" in problem.message for problem in document.problems)


@pytest.mark.parametrize(
    "line",
    [
        "Điêu 2: Giờ mở cửa",
        "Ðiều 2. Giờ mở cửa",
        "Diều 2. Giờ mở cửa",
        "ĐIỀU 2. Giờ mở cửa",
        "Điều2. Giờ mở cửa",
        "Điều 2 . Giờ mở cửa",
        "Điều 2.Giờ mở cửa",
        "Điều 2 Giờ mở cửa",
        "**Điều 2.** Giờ mở cửa",
        "## Điều 2. Giờ mở cửa",
        "Điều 2\\. Giờ mở cửa",
        "\ufeff  Điều\u00a02.\tGiờ mở cửa",
        "\fĐiều 2. Giờ mở cửa",
        "Điểu 2. Giờ mở cửa",
        "Điều thứ 2. Giờ mở cửa",
        "Điều 2 - Giờ mở cửa",
        unicodedata.normalize("NFD", "Điều 2. Giờ mở cửa"),
    ],
)
def test_an_article_is_recognised_however_it_was_scanned(line: str) -> None:
    document = read(
        f"Điều 1. Kho\nKho ở tầng một.\n{line}\n1. Sáng từ 7 giờ.\n2. Chiều từ 13 giờ.\nĐiều 3. Thi hành\n"
    )
    assert labels(document) == "1 2 2/1 2/2 3"
    assert "Giờ mở cửa" in (document.components[0].articles[1].heading or "")


def test_a_wrapped_line_that_begins_with_a_citation_continues_its_unit() -> None:
    """Điều 1. Kho
    1. Kho được mở theo quy định tại khoản 4
    Điều 27 Luật Kho số và theo
    Điều 4. Thủ kho giữ chìa khóa theo khoản
    2. Điều này không áp dụng cho kho tạm, trước ngày
    12. Kho tạm do Văn phòng mở.
    2. Thủ kho do Chánh Văn phòng cử.
    Điều 2. Thủ kho
    Điều 3. Hiệu lực
    """
    document = parsed(test_a_wrapped_line_that_begins_with_a_citation_continues_its_unit)
    assert labels(document) == "1 1/1 1/2 2 3"


def test_a_wrapped_chapter_citation_is_no_chapter() -> None:
    """Chương I
    KHO
    Điều 1. Kho
    1. Kho được mở theo quy định tại
    Chương V Nghị định số 63/2010/NĐ-CP.
    2. Kho đóng cửa theo
    Mục 2 Chương III của Quy chế.
    Chương II
    THỦ KHO
    Điều 2. Thủ kho
    """
    document = parsed(test_a_wrapped_chapter_citation_is_no_chapter)
    assert [chapter.label for chapter in document.components[0].chapters] == ["I", "II"]
    assert text(document, "dieu-1/khoan-2").endswith("của Quy chế.")


def test_hard_wraps_with_blank_lines_make_whole_paragraphs() -> None:
    """Điều 1. Phạm vi điều chỉnh, đối tượng áp dụng của quy chế về kho lưu trữ hồ sơ

    1. Quy chế này quy định việc mở kho, giữ kho, kiểm kê kho và trách nhiệm của

    những người có liên quan đến kho lưu trữ hồ sơ của các cơ quan trên địa bàn.

    2. Quy chế này áp dụng đối với thủ kho, người giúp việc của thủ kho và những

    người khác:

    a) Người gửi hồ sơ vào kho, người rút hồ sơ ra khỏi kho, người kiểm kê hồ sơ

    trong kho;

    b) Người bảo vệ.

    Riêng người bảo vệ làm việc theo ca thì áp dụng quy định của cơ quan bảo vệ

    chuyên trách.

    Điều 2. Thủ kho

    Thủ kho do Chánh Văn phòng cử trong số công chức của phòng Hành chính, báo

    cáo Chủ tịch biết.

    """
    document = parsed(test_hard_wraps_with_blank_lines_make_whole_paragraphs)
    assert labels(document) == "1 1/1 1/2 1/2/a 1/2/b 2"
    point = document.components[0].articles[0].children[1].children[1]
    assert point.paragraphs == (
        "b) Người bảo vệ.",
        "Riêng người bảo vệ làm việc theo ca thì áp dụng quy định của cơ quan bảo vệ chuyên trách.",
    )
    assert document.components[0].articles[1].title == "Thủ kho"
    assert document.components[0].articles[1].heading is None


def test_page_numbers_and_form_feeds_between_halves_of_a_sentence_vanish_from_the_unit() -> None:
    """Điều 1. Kho
    1. Kho được mở theo yêu cầu của người gửi hồ sơ và

    2

    được đóng khi hết giờ.
    - 3 -
    2. Kho có khóa.
    Trang 4/9
    """
    document = parsed(test_page_numbers_and_form_feeds_between_halves_of_a_sentence_vanish_from_the_unit)
    assert (
        text(document, "dieu-1/khoan-1")
        == "1. Kho được mở theo yêu cầu của người gửi hồ sơ và được đóng khi hết giờ."
    )
    assert [line.text for line in document.front_matter] == ["2", "- 3 -", "Trang 4/9"]


def test_the_annexed_regulation_starts_again_at_article_1() -> None:
    """QUYẾT ĐỊNH
    Ban hành Quy chế kho
    Căn cứ Luật Kho số;
    QUYẾT ĐỊNH:
    Điều 1. Ban hành kèm theo Quyết định này Quy chế kho.
    Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
    Nơi nhận:
    - Như Điều 2;
    - Lưu: VT.
    KT. CHỦ TỊCH
    QUY CHẾ
    Kho lưu trữ
    (Ban hành kèm theo Quyết định số 1/QĐ-K)
    Điều 1. Kho
    Kho ở tầng một.
    Điều 2. Thủ kho
    Thủ kho giữ chìa khóa./.
    """
    document = parsed(test_the_annexed_regulation_starts_again_at_article_1)
    assert labels(document) == "1 2 Q1 Q2"
    assert [component.title for component in document.components] == [
        "QUYẾT ĐỊNH Ban hành Quy chế kho",
        "QUY CHẾ Kho lưu trữ",
    ]
    assert text(document, "dieu-2").endswith("kể từ ngày ký.")


def test_a_regulation_that_comes_without_its_decision_is_the_annexed_part() -> None:
    """QUY ĐỊNH
    Về kho lưu trữ
    (Ban hành kèm theo Quyết định số 1/QĐ-K)
    Điều 1. Kho
    Điều 2. Thủ kho
    """
    assert labels(parsed(test_a_regulation_that_comes_without_its_decision_is_the_annexed_part)) == "Q1 Q2"


def test_a_third_run_of_articles_is_left_out_and_said_so() -> None:
    """QUYẾT ĐỊNH
    Điều 1. Ban hành hai quy chế.
    QUY CHẾ
    KHO GIẤY
    Điều 1. Kho giấy
    QUY CHẾ
    KHO SỐ
    Điều 1. Kho số
    Điều 2. Sao lưu
    """
    document = parsed(test_a_third_run_of_articles_is_left_out_and_said_so)
    assert labels(document) == "1 Q1"
    assert [line.text for line in document.unplaced][-1] == "Điều 2. Sao lưu"
    assert [problem.line for problem in document.problems] == [6]


def test_points_follow_whatever_alphabet_is_printed() -> None:
    """Điều 1. Kho
    1. Không có đ:
    a) một;
    b) hai;
    c) ba;
    d) bốn;
    e) năm;
    f) sáu;
    g) bảy.
    2. Đủ chữ:
    a. một;
    b. hai;
    c. ba;
    d. bốn;
    đ. năm;
    e. sáu;
    g. bảy;
    h. tám;
    i. chín;
    k. mười.
    3. Mất dấu gạch khi quét:
    a) một;
    b) hai;
    c) ba;
    d) bốn;
    d) năm;
    e) sáu.
    """
    document = parsed(test_points_follow_whatever_alphabet_is_printed)
    clauses = document.components[0].articles[0].children
    assert ["".join(point.label for point in clause.children) for clause in clauses] == [
        "abcdefg",
        "abcdđeghik",
        "abcdđe",
    ]


def test_points_may_stand_right_under_an_article() -> None:
    """Điều 6. Thủ kho có trách nhiệm:
    a) Giữ chìa khóa;
    b) Ghi sổ.
    """
    document = parsed(test_points_may_stand_right_under_an_article)
    assert labels(document) == "6 6/-/a 6/-/b"


def test_items_of_a_third_level_and_lists_inside_them() -> None:
    """Điều 6. Nhiệm vụ
    1. Nhiệm vụ chung
    1.1. Giữ kho.
    1.2. Ghi sổ, gồm:
    a) Sổ giấy;
    b) Sổ số.
    2. Nhiệm vụ riêng
    2.1 Thủ kho
    Giữ chìa khóa.
    2.2 Người giúp việc
    2.10 Bảo vệ
    """
    document = parsed(test_items_of_a_third_level_and_lists_inside_them)
    assert labels(document).startswith("6 6/1 6/1/1.1 6/1/1.2 6/2 6/2/2.1 6/2/2.2")
    assert text(document, "dieu-6/khoan-1/diem-1.2") == "1.2. Ghi sổ, gồm: a) Sổ giấy; b) Sổ số."


def test_one_label_lost_in_scanning_is_bridged_and_reported() -> None:
    """Điều 1. Kho
    1. Một.
    Hai mất số.
    3. Ba.
    4. Bốn.
    """
    document = parsed(test_one_label_lost_in_scanning_is_bridged_and_reported)
    assert labels(document) == "1 1/1 1/3 1/4"
    assert [(problem.line, "khoản 2 missing" in problem.message) for problem in document.problems] == [
        (4, True)
    ]


def test_a_misread_label_between_two_good_ones_takes_the_missing_place() -> None:
    """Điều 1. Kho
    Kho ở tầng một.
    Điều 8. Thủ kho
    Thủ kho giữ chìa khóa.
    Điều 3. Bảo vệ
    l. Bảo vệ trực đêm.
    2. Bảo vệ ghi sổ.
    8. Bảo vệ giao ca.
    4. Bảo vệ khóa cửa.
    """
    document = parsed(test_a_misread_label_between_two_good_ones_takes_the_missing_place)
    assert labels(document) == "1 2 3 3/1 3/2 3/3 3/4"
    assert len(document.problems) >= 3


def test_headings_of_every_kind_are_kept_and_open_no_text() -> None:
    """LUẬT KHO
    PHẦN THỨ NHẤT
    NHỮNG QUY ĐỊNH CHUNG
    Chương I - KHO GIẤY
    Mục 1. MỞ KHO
    Điều 1. Giờ mở
    Mở lúc 7 giờ.
    Điều 2. Người mở
    Mục 2
    ĐÓNG KHO
    Tiểu mục 1. ĐÓNG THƯỜNG NGÀY
    Điều 3. Giờ đóng
    Tiểu mục 2. ĐÓNG NGÀY LỄ
    Điều 4. Ngày lễ
    PHẦN THỨ HAI
    Chương II
    KHO SỐ
    Điều 5. Máy chủ
    """
    document = parsed(test_headings_of_every_kind_are_kept_and_open_no_text)
    first, second = document.components[0].chapters
    assert (first.label, first.title, first.division) == (
        "I",
        "KHO GIẤY",
        "PHẦN THỨ NHẤT NHỮNG QUY ĐỊNH CHUNG",
    )
    assert [(section.label, section.title, len(section.articles)) for section in first.sections] == [
        ("1", "MỞ KHO", 2),
        ("2", "ĐÓNG KHO", 2),
    ]
    assert [inner.title for inner in first.sections[1].sections] == ["ĐÓNG THƯỜNG NGÀY", "ĐÓNG NGÀY LỄ"]
    assert (second.label, second.title, second.division) == ("II", "KHO SỐ", "PHẦN THỨ HAI")
    assert [len(chapter.articles) for chapter in (first, second)] == [4, 1]
    assert text(document, "dieu-2") == "Điều 2. Người mở"


def test_footnotes_leave_the_units_wherever_they_stand() -> None:
    """Điều 1. Kho
    1. Kho mở theo hướng dẫn của Sở Nội vụ1 và
    1 Công văn số 5/SNV ngày 01 tháng 01 năm 2030.
    đóng theo giờ làm việc2.
    2. Kho có khóa./.
    2 Theo Công văn số 6/SNV của Sở Nội vụ
    về giờ làm việc
    """
    document = parsed(test_footnotes_leave_the_units_wherever_they_stand)
    assert (
        text(document, "dieu-1/khoan-1")
        == "1. Kho mở theo hướng dẫn của Sở Nội vụ1 và đóng theo giờ làm việc2."
    )
    assert [(note.label, note.line) for note in document.footnotes] == [("1", 3), ("2", 6)]
    assert document.footnotes[1].text.endswith("về giờ làm việc")


def test_an_annex_after_the_articles_is_left_out_and_said_so() -> None:
    """Điều 1. Kho
    Điều 2. Biểu mẫu
    Biểu mẫu theo
    Phụ lục kèm theo Quyết định này.
    TM. ỦY BAN NHÂN DÂN
    PHỤ LỤC I
    1. Tên kho
    2. Tên thủ kho
    """
    document = parsed(test_an_annex_after_the_articles_is_left_out_and_said_so)
    assert labels(document) == "1 2"
    assert text(document, "dieu-2").endswith("kèm theo Quyết định này.")
    assert [problem.line for problem in document.problems] == [6]


def test_addressees_in_a_table_row_close_the_articles() -> None:
    """| BỘ KHO ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
    | --- | --- |
    Điều 1. Kho
    1. Kho có khóa.
    | Nơi nhận: - Như trên; - Lưu: VT. | BỘ TRƯỞNG |
    """
    document = parsed(test_addressees_in_a_table_row_close_the_articles)
    assert text(document, "dieu-1") == "Điều 1. Kho 1. Kho có khóa."


def test_a_heading_is_the_first_line_only_when_nothing_but_sub_units_follows() -> None:
    """Điều 1. Kho
    1. Mở kho:
    a) Mở lúc 7 giờ;
    b) Mở ngày lễ.
    2. Đóng kho
    Kho đóng khi hết giờ, cụ thể:
    a) Mùa hè lúc 17 giờ.
    Điều 2. Thủ kho
    Thủ kho giữ chìa khóa.
    Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
    """
    document = parsed(test_a_heading_is_the_first_line_only_when_nothing_but_sub_units_follows)
    shown = {str(unit.path).split("/", 2)[2]: (unit.heading, unit.title) for unit in document.units()}
    assert shown["dieu-1"] == ("Kho", "Kho")
    assert shown["dieu-1/khoan-1"] == ("Mở kho", "Mở kho")
    assert shown["dieu-1/khoan-2"] == (None, "Đóng kho")
    assert shown["dieu-2"] == (None, "Thủ kho")
    assert shown["dieu-3"] == (None, None)


def test_an_article_label_alone_on_its_line_takes_the_next_line_as_its_title() -> None:
    """Điều 1.
    Kho
    1. Kho có khóa.
    Điều 2.
    Kho mở hằng ngày.
    """
    document = parsed(test_an_article_label_alone_on_its_line_takes_the_next_line_as_its_title)
    assert document.components[0].articles[0].heading == "Kho"
    assert document.components[0].articles[1].words == "Kho mở hằng ngày."


def test_carriage_returns_do_not_change_the_lines() -> None:
    document = read("Điều 1. Kho\r\n\r\n1. Một.\r\n2. Hai.\rĐiều 2. Thủ kho\r\n")
    assert [(str(unit.path).split("/", 2)[2], unit.line) for unit in document.units()] == [
        ("dieu-1", 1),
        ("dieu-1/khoan-1", 3),
        ("dieu-1/khoan-2", 4),
        ("dieu-2", 5),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "\x00\x01\x89PNG\r\n\x1a\n",
        "Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.",
        "“" * 500,
    ],
    ids=["empty", "blank", "binary", "poem", "quotation marks"],
)
def test_a_file_that_is_no_regulation_gets_a_problem_and_no_exception(text: str) -> None:
    document = read(text)
    assert list(document.units()) == []
    assert len(document.problems) == (1 if text.strip() else 0)
