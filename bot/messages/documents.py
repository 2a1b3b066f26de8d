"""The Vietnamese of administrative documents and of what the bot says when it hands one over.

The law's words come in from corpus; these are the fixed forms of Nghị định 30/2020/NĐ-CP around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.dates import full_date

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TO = "Kính gửi: "
RECIPIENTS = "Nơi nhận:"
RESOLVES = "QUYẾT ĐỊNH:"
_GAP = "\u00a0" * 7  # room for a hand or a stamp

FORMS = {
    "thong-bao": "THÔNG BÁO",
    "danh-sach": "DANH SÁCH",
    "to-trinh": "TỜ TRÌNH",
    "quyet-dinh": "QUYẾT ĐỊNH",
}
SYMBOLS = {"thong-bao": "TB", "danh-sach": "DS", "to-trinh": "TTr", "quyet-dinh": "QĐ"}
HEADS = {
    "so-nganh": "Giám đốc",
    "vp-ubnd": "Chánh Văn phòng",
    "ubnd-huyen": "Chủ tịch",
    "ubnd-xa": "Chủ tịch",
}
COMMITTEE = "Ủy ban nhân dân"
COUNCIL_AND_COMMITTEE = "Hội đồng nhân dân và Ủy ban nhân dân"
OFFICE = "Văn phòng"
DISTRICT_LEVEL = "cấp huyện"
ON_BEHALF = "TM. ỦY BAN NHÂN DÂN"
_SPELLED = {"Uỷ ban": "Ủy ban", "UBND": COMMITTEE, "HĐND": "Hội đồng nhân dân", "TTHC": "thủ tục hành chính"}

LEAVERS_HEADINGS = ("TT", "Họ và tên", "Chức vụ", "Vai trò\ntheo Quy chế", "Đến\nhết ngày")
OFFICERS_HEADINGS = (
    "TT",
    "Họ và tên",
    "Chức vụ",
    "Vai trò\ntheo Quy chế",
    "Điện thoại,\nemail công vụ",
    "Từ ngày",
)
REPLACES_HEADING = "Thay cho"


def spell_out(text: str) -> str:
    """Abbreviations of legal texts as documents write them."""
    for short, long in _SPELLED.items():
        text = text.replace(short, long)
    return text


def shorten(unit: str) -> str:
    """The name of a unit as tables and lists write it: "UBND xã Mẫu"."""
    return unit.replace("Uỷ ban", "Ủy ban").replace(COMMITTEE, "UBND")


def capitalised(text: str) -> str:
    """The first letter a capital, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def in_full(recipient: str, province: str) -> str:
    """A recipient with the name of its province: "Chủ tịch Ủy ban nhân dân tỉnh Sơn La"."""
    return f"{recipient} {province}" if recipient.endswith(("tỉnh", "thành phố")) else recipient


def number_line(form: str, symbol: str) -> str:
    """The number left blank: "Số:        /TB-SCT"."""
    return f"Số:{_GAP}/{SYMBOLS[form]}-{symbol or _GAP}"


def place_and_date(place: str) -> str:
    """The date left blank: "Huế, ngày      tháng      năm      "."""
    return f"{place}, ngày{_GAP}tháng{_GAP}năm{_GAP}"


def day(value: date | None) -> str:
    """A day as tables show it: "01/12/2026"."""
    return full_date(value) if value else ""


def subject(form: str, *, is_change: bool, officers: str, task: str, whose: str) -> str:
    """Trích yếu."""
    if form == "quyet-dinh":
        verb = "điều chỉnh danh sách" if is_change else "công nhận"
        return f"Về việc {verb} {officers} {task} cấp huyện, cấp xã trên địa bàn {whose}"
    if form == "to-trinh":
        return f"Về việc phê duyệt danh sách {officers} {task} của {whose}"
    if is_change:
        lead = "Về việc thay đổi" if form == "thong-bao" else "Thay đổi"
        return f"{lead} {officers} {task} của {whose}"
    return f"{capitalised(officers)} {task} của {whose}"


def place_of(article: str, clause: str | None, point: str | None) -> str:
    """A unit as documents cite it: "điểm a khoản 3 Điều 2"."""
    parts = [f"điểm {point}" if point else "", f"khoản {clause}" if clause else "", f"Điều {article}"]
    return " ".join(part for part in parts if part)


def carrying_out(places: Sequence[str], title: str, instrument: str) -> str:
    """What a document says it does: "Thực hiện khoản 3 Điều 2 Quy chế … ban hành kèm theo …"."""
    return f"Thực hiện {' và '.join(places)} {title} ban hành kèm theo {instrument}"


def decision_basis(places: Sequence[str], title: str, instrument: str) -> str:
    """A line of legal basis."""
    return f"Căn cứ {' và '.join(places)} {title} ban hành kèm theo {instrument};"


def proposed(proposer: str) -> str:
    """The last line of legal basis."""
    return f"Theo đề nghị của {proposer}."


def announce_change(basis: str, unit: str, act: str, officers: str, task: str) -> str:
    """The opening of a notice or list of changes; `act` is the law's verb."""
    verb = f"{act} việc thay đổi" if act == "thông báo" else act
    verb = verb if "thay đổi" in verb else f"{verb} thay đổi"
    return f"{basis}, {unit} {verb} {officers} {task} như sau:"


def name_list(basis: str, actor: str, act: str, officers: str, task: str, count: int) -> str:
    """The opening of a list; `act` is the law's verb: cử, phê duyệt (danh sách)."""
    if act == "cử":
        return f"{basis}, {actor} cử {count:02} {officers} {task}, gồm:"
    verb = act if "danh sách" in act else f"{act} danh sách"
    return f"{basis}, {actor} {verb} {officers} {task}, gồm {count:02} người:"


def submit_list(basis: str, unit: str, recipient: str, officers: str, task: str, count: int) -> str:
    """The opening of a submission."""
    return (
        f"{basis}, {unit} kính trình {recipient} phê duyệt danh sách {officers} {task} "
        f"của {unit}, gồm {count:02} người:"
    )


def leavers_heading(number: int, officers: str) -> str:
    """Who leaves."""
    return f"{number}. Thôi làm {officers}"


def joiners_heading(number: int, officers: str) -> str:
    """Who comes."""
    return f"{number}. Được cử làm {officers}"


def whole_list_heading(number: int, officers: str, count: int) -> str:
    """Who it is then."""
    return f"{number}. Danh sách {officers} sau khi thay đổi, gồm {count:02} người"


def resting_on(document: str) -> str:
    """The unit's own document that designates."""
    return f"Việc cử, thay đổi nêu trên thực hiện theo {document}."


def closing(unit: str, act: str, recipient: str, purposes: Sequence[str]) -> str:
    """The last sentence of a notice or list; `purposes` are the law's words."""
    words = ", ".join(purposes)
    words = words if words.startswith("để ") else f"để {words}"
    verb = "thông báo đến" if act == "thông báo" else "gửi"
    return f"{unit} {verb} {recipient} {words}./."


def submission_closing(recipient: str, purposes: Sequence[str]) -> str:
    """The last sentence of a submission."""
    return f"Kính trình {recipient} xem xét, {', '.join(purposes)}./."


def article(number: int) -> str:
    """The lead of an article."""
    return f"Điều {number}."


def recognise(officers: str, task: str, area: str, count: int) -> str:
    """Article 1 of a decision on a list."""
    return (
        f"Công nhận {count:02} {officers} {task} cấp huyện, cấp xã trên địa bàn {area} "
        "(có danh sách kèm theo)."
    )


def adjust(officers: str, task: str, area: str) -> str:
    """Article 1 of a decision on a change."""
    return (
        f"Điều chỉnh danh sách {officers} {task} cấp huyện, cấp xã trên địa bàn {area} như sau "
        "(danh sách sau điều chỉnh kèm theo):"
    )


IN_FORCE = "Quyết định này có hiệu lực kể từ ngày ký."


def carried_out_by(proposer: str) -> str:
    """The last article of a decision."""
    return (
        f"{proposer}, Chủ tịch {COMMITTEE} các xã, phường, thị trấn, các cơ quan, đơn vị có liên quan "
        "và những người có tên trong danh sách chịu trách nhiệm thi hành Quyết định này./."
    )


def area_list(officers: str, task: str, area: str) -> str:
    """The subject of a list that goes with a decision."""
    return f"{capitalised(officers)} {task} cấp huyện, cấp xã trên địa bàn {area}"


def annex_reference(head: str) -> str:
    """Under the title of a list that goes with a decision."""
    return f"(Kèm theo Quyết định số{_GAP}/QĐ-UBND ngày{_GAP}tháng{_GAP}năm{_GAP}\ncủa {head})"


def copy_to(recipient: str) -> str:
    """A line of Nơi nhận."""
    return f"- {recipient};"


COPY_AS_ABOVE = "- Như trên;"
COPY_AS_ARTICLE_3 = "- Như Điều 3;"


def kept(drafter: str) -> str:
    """The last line of Nơi nhận."""
    return f"- Lưu: VT, {drafter}." if drafter else "- Lưu: VT."


READY = "Đây là dự thảo văn bản của đơn vị; số, ngày và chữ ký để trống cho anh/chị."

_CAUTIONS = {
    "blank-instrument": "Bản sao quy chế của {name} không có số, ngày: anh/chị điền vào chỗ “……”.",
    "level-ended": "Cấp huyện không còn từ {value}; anh/chị hỏi Văn phòng UBND trước khi gửi văn bản này.",
    "province-merged": "{name} đã hợp nhất vào {value}; anh/chị kiểm tra tên cơ quan và nơi nhận.",
    "no-symbol": "Chưa biết ký hiệu của đơn vị; anh/chị điền sau dấu gạch ở dòng “Số”.",
}


def caution(kind: str, name: str, value: str) -> str:
    """What to look at before signing; `name` is the short name of the regulation."""
    return _CAUTIONS[kind].format(name=name, value=value)


def no_document(reason: str, places: Sequence[str], name: str) -> str:
    """The text names no document of this unit."""
    return f"{reason} ({', '.join(places)} Quy chế, {name})"


INVITATION_FORM = "PHIẾU KẾT NỐI TRỢ LÝ CÁN BỘ ĐẦU MỐI"
INVITATION_CODE = "Mã của anh/chị"
INVITATION_STEPS_HEADING = "Ba bước kết nối"


_SHARE_NUMBER = (
    "Bấm “Chia sẻ số điện thoại” để trợ lý nhận ra anh/chị; nếu số khác số đã đăng ký, "
    "Văn phòng UBND sẽ xác nhận."
)


def invitation_for(name: str, title: str, unit: str) -> str:
    """Whom the sheet is for."""
    return ", ".join(part for part in (name, title, unit) if part)


def invitation_steps(bot: str, link: str) -> tuple[str, str, str]:
    """Three steps."""
    opened = f"Mở Telegram, tìm {bot}" + (f" hoặc mở {link}" if link else "")
    return (
        f"{opened}, bấm “Bắt đầu”.",
        "Nhắn mã ở trên cho trợ lý, viết hoa hay viết thường đều được.",
        _SHARE_NUMBER,
    )


def invitation_validity(valid_until: str) -> str:
    """How long the code lives."""
    return f"Mã dùng một lần, đến hết {valid_until}." if valid_until else "Mã dùng một lần."


INVITATION_CARE = (
    "Mã chỉ dành cho người có tên trên phiếu; không chuyển tiếp, không đăng lên nhóm. "
    "Hết hạn hoặc gặp trục trặc, anh/chị báo Văn phòng UBND để nhận mã mới."
)
