"""Documents about focal officers: the law behind each, the layout of Nghị định 30/2020/NĐ-CP, the pages as printed."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bot.messages import documents as words
from bot.messages.positions import POSITIONS
from bot.roster.documents import (
    CautionKind,
    DocumentUnit,
    RosterState,
    Signer,
    draft_document,
    find_cautions,
    places,
)
from bot.roster.invitation_pages import write_invitation_pages
from bot.roster.lettering import balance, bold_width
from bot.roster.paper import Grid, Paper, Text
from bot.roster.rows import InvitationSlip, Leaver, RosterRow
from bot.roster.typesetting import LEFT_HEAD, MOTTO_SIZE, RIGHT_HEAD, write_document
from corpus import (
    Audience,
    DocumentDuty,
    DocumentForm,
    Library,
    NoDocument,
    Position,
    RosterEvent,
    find_document,
    load_documents,
)

ENTRIES = load_documents()
DUTIES = [(duty, kind) for duty in ENTRIES if isinstance(duty, DocumentDuty) for kind in duty.kinds]
NAMES = {
    "so-nganh": "Sở Công Thương",
    "vp-ubnd": "Văn phòng Ủy ban nhân dân tỉnh",
    "ubnd-huyen": "UBND huyện Kế Mẫu",
    "ubnd-xa": "UBND xã Phú Mẫu",
}
LAN = RosterRow(
    "Nguyễn Thị Mẫu",
    "Phó Giám đốc",
    "",
    "lanh-dao-don-vi",
    "0912345678",
    "ntmau@mau.gov.vn",
    date(2026, 1, 1),
)
THU = RosterRow(
    "Lò Văn Thử",
    "Phó Chánh Văn phòng",
    "",
    "lanh-dao-van-phong",
    "0987654321",
    "",
    date(2026, 12, 1),
    "Trần Văn Cũ",
)
OLD = Leaver("Trần Văn Cũ", "Phó Chánh Văn phòng", "lanh-dao-van-phong", date(2026, 11, 30))
CHANGE = RosterState((LAN, THU), (OLD,), (THU,))
LIST = RosterState((LAN, THU))


def name_of(case: object) -> str:
    if isinstance(case, DocumentDuty):
        return f"{case.regulation}-{case.event}"
    return str(case)


def draft(duty: DocumentDuty, kind: str, signer: Signer | None = None) -> Paper:
    unit = DocumentUnit(kind, NAMES[kind], symbol="SCT" if kind == "so-nganh" else "")
    return draft_document(duty, unit, CHANGE if duty.event is RosterEvent.CHANGE else LIST, signer)


def duty_of(regulation: str, kind: str, event: str) -> DocumentDuty:
    found = find_document(ENTRIES, regulation, kind, RosterEvent(event))
    assert isinstance(found, DocumentDuty)
    return found


def everything(paper: Paper) -> str:
    """All words of the paper."""
    blocks = [*paper.body, *(paper.annex.blocks if paper.annex else ())]
    texts = [f"{block.lead} {block.text}" for block in blocks if isinstance(block, Text)]
    cells = [cell for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row]
    return "\n".join([paper.subject, *paper.basis, *texts, *cells, *paper.recipients])


# The law


def test_every_regulation_kind_and_event_has_exactly_one_entry(library: Library) -> None:
    wanted = [
        (regulation.id, kind, event)
        for regulation in library.regulations.values()
        if regulation.metadata.audience is Audience.FOCAL_OFFICERS
        for level in regulation.metadata.levels.values()
        for kind in level.kinds
        for event in RosterEvent
    ]
    found = [(entry.regulation, kind, entry.event) for entry in ENTRIES for kind in entry.kinds]
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_every_citation_resolves_and_its_words_stand_there(
    entry: DocumentDuty | NoDocument, library: Library
) -> None:
    texts = [library.unit(basis.unit).text for basis in entry.citations]
    for basis, text in zip(entry.citations, texts, strict=True):
        assert basis.words in text
    if isinstance(entry, DocumentDuty):
        for said in (entry.act, entry.recipient, *entry.purpose, entry.proposed_by):
            assert any(said in text for text in texts), said


@pytest.mark.parametrize("regulation", sorted({duty.regulation for duty, _ in DUTIES}))
def test_the_instrument_is_named_as_the_regulation_names_itself(regulation: str, library: Library) -> None:
    law = next(duty.instrument for duty, _ in DUTIES if duty.regulation == regulation)
    known = library.get(regulation)
    assert law.title in library.unit(f"{regulation}/quyet-dinh/dieu-1").text
    whole = " ".join(unit.text for unit in known.units())
    assert law.officers in whole.casefold()
    assert law.task in whole.casefold()
    front = " ".join(line.text for line in known.document.front_matter)
    assert all(power in front for power in law.powers)
    assert words.spell_out(known.metadata.issuer) in law.instrument
    if known.metadata.number is None:
        assert law.is_blank
    else:
        signed = known.metadata.signed
        assert signed is not None
        assert (
            f"số {known.metadata.number} ngày {signed:%d} tháng {signed:%m} năm {signed.year}"
            in law.instrument
        )


def test_only_the_districts_own_chairman_decides_in_a_draft() -> None:
    deciding = {(duty.regulation, kind) for duty, kind in DUTIES if duty.form is DocumentForm.DECISION}
    assert deciding == {("soc-trang-246-2024", "ubnd-huyen")}
    for duty, kind in DUTIES:
        assert not [line for line in draft(duty, kind).signature if "TỈNH" in line or "THÀNH PHỐ" in line]


# The words


@pytest.mark.parametrize(("duty", "kind"), DUTIES, ids=name_of)
def test_every_document_names_its_clause_its_people_and_its_recipient(duty: DocumentDuty, kind: str) -> None:
    paper = draft(duty, kind)
    text = everything(paper)
    for place in places([basis.unit for basis in duty.citations]):
        assert f"{place} " in text
    assert duty.instrument.title in text
    assert words.spell_out(duty.recipient).casefold() in f"{text}{paper.addressee}".casefold()
    assert LAN.name in text
    assert LAN.phone in text
    assert "None" not in text
    assert text.count("./.") == 1
    if duty.event is RosterEvent.CHANGE:
        assert OLD.name in text
        assert "30/11/2026" in text


@pytest.mark.parametrize(("duty", "kind"), DUTIES, ids=name_of)
def test_number_date_and_signature_stay_blank(duty: DocumentDuty, kind: str) -> None:
    paper = draft(duty, kind)
    before, _, symbol = paper.number.partition("/")
    assert before.replace("\u00a0", " ").split() == ["Số:"]
    assert symbol.split("-")[0] == words.SYMBOLS[duty.form]
    assert paper.place_and_date.replace("\u00a0", " ").split(", ")[1].split() == ["ngày", "tháng", "năm"]
    assert paper.signer == ""


def test_a_department_in_hue_gives_notice_of_a_change() -> None:
    paper = draft(duty_of("hue-109-2025", "so-nganh", "change"), "so-nganh")
    assert (paper.superior, paper.issuer) == ("UBND THÀNH PHỐ HUẾ", ("SỞ CÔNG THƯƠNG",))
    assert (paper.form, paper.number[-7:]) == ("THÔNG BÁO", "/TB-SCT")
    assert paper.subject == (
        "Về việc thay đổi cán bộ đầu mối thực hiện nhiệm vụ kiểm soát thủ tục hành chính của Sở Công Thương"
    )
    assert paper.body[0] == Text(
        "Thực hiện khoản 3 Điều 2 Quy chế hoạt động của hệ thống cán bộ, công chức làm đầu mối thực hiện nhiệm vụ "
        "kiểm soát thủ tục hành chính trên địa bàn thành phố Huế ban hành kèm theo Quyết định số 109/2025/QĐ-UBND "
        "ngày 23 tháng 10 năm 2025 của Ủy ban nhân dân thành phố Huế, Sở Công Thương thông báo việc thay đổi "
        "cán bộ đầu mối thực hiện nhiệm vụ kiểm soát thủ tục hành chính như sau:"
    )
    assert [block.text for block in paper.body if isinstance(block, Text) and block.heading] == [
        "1. Thôi làm cán bộ đầu mối",
        "2. Được cử làm cán bộ đầu mối",
        "3. Danh sách cán bộ đầu mối sau khi thay đổi, gồm 02 người",
    ]
    assert paper.body[-1] == Text(
        "Sở Công Thương thông báo đến Văn phòng Ủy ban nhân dân thành phố để theo dõi./."
    )
    assert paper.signature == ("GIÁM ĐỐC",)
    assert paper.recipients == ("- Văn phòng Ủy ban nhân dân thành phố;", "- Lưu: VT.")


def test_a_commune_in_hue_lists_what_its_chairman_approves_and_gives_notice_as_a_committee() -> None:
    listed = draft(duty_of("hue-109-2025", "ubnd-xa", "list"), "ubnd-xa")
    assert (listed.superior, listed.issuer) == ("", ("ỦY BAN NHÂN DÂN", "XÃ PHÚ MẪU"))
    assert listed.place_and_date.startswith("Phú Mẫu, ngày")
    assert isinstance(listed.body[0], Text)
    assert "Chủ tịch Ủy ban nhân dân xã Phú Mẫu phê duyệt danh sách cán bộ đầu mối" in listed.body[0].text
    assert listed.signature == ("CHỦ TỊCH",)
    notice = draft(
        duty_of("hue-109-2025", "ubnd-xa", "change"), "ubnd-xa", Signer("Nguyễn Văn Ký", "Phó Chủ tịch")
    )
    assert notice.signature == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert notice.signer == "Nguyễn Văn Ký"


def test_a_department_in_son_la_submits_to_the_chairman() -> None:
    paper = draft(duty_of("son-la-2025", "so-nganh", "list"), "so-nganh")
    assert (paper.form, paper.addressee) == ("TỜ TRÌNH", "Chủ tịch Ủy ban nhân dân tỉnh Sơn La")
    assert paper.recipients[0] == "- Như trên;"
    assert "Quyết định số ……/QĐ-UBND ngày …… tháng …… năm ……" in everything(paper)


def test_a_district_in_soc_trang_decides_with_the_list_on_a_page_of_its_own() -> None:
    paper = draft(duty_of("soc-trang-246-2024", "ubnd-huyen", "change"), "ubnd-huyen")
    assert paper.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN KẾ MẪU"
    assert paper.basis[-1] == (
        "Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Kế Mẫu."
    )
    assert [block.lead for block in paper.body if isinstance(block, Text) and block.lead] == [
        "Điều 1.",
        "Điều 2.",
        "Điều 3.",
    ]
    assert paper.annex is not None
    assert paper.annex.form == "DANH SÁCH"
    assert paper.signature == ("CHỦ TỊCH",)


@pytest.mark.parametrize(
    ("kind", "name", "head", "expected"),
    [
        ("so-nganh", "Thanh tra tỉnh", "Chánh Thanh tra", "Chánh Thanh tra tỉnh cử"),
        ("so-nganh", "Ban Quản lý Khu kinh tế", "Trưởng Ban", "Trưởng Ban Quản lý Khu kinh tế cử"),
        ("so-nganh", "Sở Nội vụ", "", "Giám đốc Sở Nội vụ cử"),
        ("vp-ubnd", "Văn phòng UBND thành phố Huế", "", "Chánh Văn phòng Ủy ban nhân dân thành phố Huế cử"),
    ],
)
def test_heads_are_called_by_title_and_unit_without_repeating_words(
    kind: str, name: str, head: str, expected: str
) -> None:
    unit = DocumentUnit(kind, name, head=head)
    assert expected in everything(draft_document(duty_of("hue-109-2025", kind, "list"), unit, LIST))


def test_a_list_of_nobody_and_a_change_of_nobody_are_refused() -> None:
    unit = DocumentUnit("so-nganh", "Sở Nội vụ")
    with pytest.raises(ValueError, match="no officer to list for Sở Nội vụ"):
        draft_document(duty_of("hue-109-2025", "so-nganh", "list"), unit, RosterState(()))
    with pytest.raises(ValueError, match="nobody leaves or comes at Sở Nội vụ"):
        draft_document(duty_of("hue-109-2025", "so-nganh", "change"), unit, LIST)


@pytest.mark.parametrize(
    ("regulation", "kind", "event", "today", "expected"),
    [
        ("hue-109-2025", "ubnd-xa", "change", date(2026, 12, 1), set()),
        ("hue-109-2025", "so-nganh", "change", date(2026, 12, 1), {CautionKind.NO_SYMBOL}),
        ("son-la-2025", "ubnd-xa", "list", date(2026, 12, 1), {CautionKind.BLANK_INSTRUMENT}),
        ("soc-trang-246-2024", "ubnd-huyen", "list", date(2025, 6, 30), set()),
        (
            "soc-trang-246-2024",
            "ubnd-xa",
            "list",
            date(2025, 7, 1),
            {CautionKind.LEVEL_ENDED, CautionKind.PROVINCE_MERGED},
        ),
        (
            "bac-giang-2021",
            "so-nganh",
            "list",
            date(2026, 12, 1),
            {CautionKind.BLANK_INSTRUMENT, CautionKind.PROVINCE_MERGED, CautionKind.NO_SYMBOL},
        ),
    ],
)
def test_the_clerk_is_told_what_to_look_at_before_signing(
    library: Library, regulation: str, kind: str, event: str, today: date, expected: set[CautionKind]
) -> None:
    about = library.get(regulation).metadata
    unit = DocumentUnit(kind, NAMES[kind])
    cautions = find_cautions(duty_of(regulation, kind, event), unit, about, today)
    assert {caution for caution, _ in cautions} == expected
    for caution, value in cautions:
        sentence = words.caution(caution, about.short, value)
        assert value in sentence
        assert "{" not in sentence


def test_positions_have_a_name_each() -> None:
    assert set(POSITIONS) == {position.value for position in Position}


# The layout, read back from the file


def written(paper: Paper, tmp_path: Path) -> Document:
    write_document(paper, tmp_path / "van-ban.docx")
    return docx.Document(str(tmp_path / "van-ban.docx"))


def paragraphs_of(book: Document) -> list[Paragraph]:
    inside = [p for table in book.tables for cell in table._cells for p in cell.paragraphs]
    return [*book.paragraphs, *inside]


def find_line(book: Document, text: str) -> Paragraph:
    return next(p for p in paragraphs_of(book) if p.text.startswith(text))


def shape(paragraph: Paragraph) -> tuple[float, bool, bool]:
    font = paragraph.runs[0].font
    assert font.size is not None
    return font.size.pt, bool(font.bold), bool(font.italic)


@pytest.mark.parametrize(("duty", "kind"), DUTIES, ids=name_of)
def test_page_and_typeface_are_the_decrees(duty: DocumentDuty, kind: str, tmp_path: Path) -> None:
    book = written(draft(duty, kind), tmp_path)
    for section in book.sections:
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert Mm(20) <= section.top_margin <= Mm(25)
        assert Mm(20) <= section.bottom_margin <= Mm(25)
        assert Mm(30) <= section.left_margin <= Mm(35)
        assert Mm(15) <= section.right_margin <= Mm(20)
        assert section.different_first_page_header_footer
    runs = [run for paragraph in paragraphs_of(book) for run in paragraph.runs if run.text]
    assert {run.font.name for run in runs} == {"Times New Roman"}
    assert {str(run.font.color.rgb) for run in runs} == {"000000"}
    assert all(11 <= run.font.size.pt <= 14 for run in runs if run.font.size)


def test_each_part_has_its_size_and_weight(tmp_path: Path) -> None:
    book = written(
        draft(duty_of("hue-109-2025", "so-nganh", "change"), "so-nganh", Signer("Nguyễn Văn Ký")), tmp_path
    )
    assert {
        text: shape(find_line(book, text))
        for text in (
            "UBND THÀNH PHỐ HUẾ",
            "SỞ CÔNG THƯƠNG",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số:",
            "Huế, ngày",
            "THÔNG BÁO",
            "Về việc thay đổi",
            "Thực hiện khoản 3",
            "GIÁM ĐỐC",
            "Nguyễn Văn Ký",
            "Nơi nhận:",
            "- Văn phòng",
        )
    } == {
        "UBND THÀNH PHỐ HUẾ": (12, False, False),
        "SỞ CÔNG THƯƠNG": (12, True, False),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, True, False),
        "Độc lập - Tự do - Hạnh phúc": (13, True, False),
        "Số:": (13, False, False),
        "Huế, ngày": (13, False, True),
        "THÔNG BÁO": (14, True, False),
        "Về việc thay đổi": (14, True, False),
        "Thực hiện khoản 3": (14, False, False),
        "GIÁM ĐỐC": (14, True, False),
        "Nguyễn Văn Ký": (14, True, False),
        "Nơi nhận:": (12, True, True),
        "- Văn phòng": (11, False, False),
    }
    body = find_line(book, "Thực hiện khoản 3").paragraph_format
    assert body.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.first_line_indent is not None
    assert 10 <= body.first_line_indent.mm <= 12.7
    assert body.space_after is not None
    assert body.space_after >= Pt(6)


def test_rules_are_as_long_as_the_decree_wants(tmp_path: Path) -> None:
    book = written(draft(duty_of("hue-109-2025", "so-nganh", "change"), "so-nganh"), tmp_path)
    issuer, state = book.tables[0].rows[0].cells

    def length(cell_width: float, paragraph: Paragraph) -> float:
        indents = paragraph.paragraph_format
        assert paragraph._p.pPr.find(qn("w:pBdr")) is not None
        assert indents.left_indent is not None
        assert indents.left_indent == indents.right_indent
        return cell_width - 2 * indents.left_indent.pt

    motto = bold_width(words.MOTTO, MOTTO_SIZE)
    assert length(RIGHT_HEAD.pt, state.paragraphs[-1]) == pytest.approx(motto, abs=1)
    name = bold_width("SỞ CÔNG THƯƠNG", 12)
    assert name / 3 <= length(LEFT_HEAD.pt, issuer.paragraphs[-1]) <= name / 2


def test_tables_repeat_their_heading_and_do_not_break_rows(tmp_path: Path) -> None:
    book = written(draft(duty_of("hue-109-2025", "so-nganh", "list"), "so-nganh"), tmp_path)
    rows = book.tables[1].rows
    assert [cell.text for cell in rows[0].cells][:3] == ["TT", "Họ và tên", "Chức vụ"]
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_signature_keeps_the_last_sentence_with_it(tmp_path: Path) -> None:
    book = written(draft(duty_of("hue-109-2025", "so-nganh", "change"), "so-nganh"), tmp_path)
    assert find_line(book, "Sở Công Thương thông báo").paragraph_format.keep_with_next


def test_titles_break_into_lines_of_like_length() -> None:
    title = "Về việc thay đổi cán bộ đầu mối thực hiện nhiệm vụ kiểm soát thủ tục hành chính của Sở Nội vụ"
    lines = balance(title, 14, 467)
    assert " ".join(lines) == title
    assert len(lines) == 2
    assert abs(bold_width(lines[0], 14) - bold_width(lines[1], 14)) < 60
    assert balance("Sở Nội vụ", 12, 190) == ["Sở Nội vụ"]


SLIPS = [
    InvitationSlip(
        "Nguyễn Thị Mẫu", "Sở Công Thương", "7K2E9-QXT4M", "https://t.me/mau_bot?start=a", "Phó Giám đốc"
    ),
    InvitationSlip("Lò Văn Thử", "UBND xã Phú Mẫu", "00I1L-OO0O0", valid_until="08:00 thứ Sáu, 18/12/2026"),
]


def test_every_invitation_stands_on_a_page_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "phieu.docx"
    write_invitation_pages(SLIPS, path, "@mau_bot")
    book = docx.Document(str(path))
    titles = [p for p in book.paragraphs if p.text == words.INVITATION_FORM]
    assert [bool(p.paragraph_format.page_break_before) for p in titles] == [False, True]
    codes = [p.text for p in book.paragraphs if p.runs and p.runs[0].font.name == "Courier New"]
    assert codes == ["7K2E9-QXT4M", "00I1L-OO0O0"]
    steps = [p.text[:2] for p in book.paragraphs if p.text[:2] in {"1.", "2.", "3."}]
    assert steps == ["1.", "2.", "3."] * 2
    with pytest.raises(ValueError, match="no invitation"):
        write_invitation_pages([], path, "@mau_bot")


# The pages, as an office suite prints them


@pytest.mark.documents
@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice Writer) is not installed")
def test_every_document_prints_on_few_pages_with_its_signature_beside_the_last_words(tmp_path: Path) -> None:
    for number, (duty, kind) in enumerate(DUTIES):
        write_document(draft(duty, kind), tmp_path / f"{number:02}.docx")
    write_invitation_pages(SLIPS, tmp_path / "phieu.docx", "@mau_bot")
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    files = sorted(str(path) for path in tmp_path.glob("*.docx"))
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *files], check=True, timeout=240, capture_output=True
    )
    for number, (duty, kind) in enumerate(DUTIES):
        pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / f"{number:02}.pdf").pages]
        name = f"{duty.regulation} {kind} {duty.event}"
        annex = duty.form is DocumentForm.DECISION
        assert len(pages) - annex <= (1 if duty.event is RosterEvent.LIST else 2), name
        assert words.STATE in pages[0], name
        signed = pages[-2] if annex else pages[-1]
        assert "./." in signed, name
        assert draft(duty, kind).signature[-1] in signed, name
    assert len(pypdf.PdfReader(tmp_path / "phieu.pdf").pages) == len(SLIPS)
