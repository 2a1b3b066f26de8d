"""What the bot says about changes of the roster: cards, questions, what was recorded, returned, applied.

The bot records ("ghi nhận"); deciding is the business of whoever signs the document, and no sentence here blurs that.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.linking import POSITIONS

KINDS = {
    "replace": "thay người",
    "add": "thêm người",
    "remove": "thôi làm đầu mối",
    "update": "sửa thông tin",
}

DOCUMENTS = {"QĐ": "Quyết định", "TB": "Thông báo", "CV": "Công văn", "TTR": "Tờ trình", "KH": "Kế hoạch"}
AWAITED_NOTE = "chờ văn bản cử"
ALONE_MARK = "một người"
# What a button says when it is pressed, and what one types instead.
WORDS = {"ok": "xác nhận", "rec": "ghi nhận", "ret": "trả lại", "edit": "sửa", "x": "huỷ"}

SEND = "Gửi Văn phòng UBND"
RECORD = "Ghi nhận"
RETURN = "Trả lại"
EDIT = "Sửa"
CANCEL = "Huỷ"
AWAIT_DOCUMENT = "Chờ văn bản"

QUESTIONS = {
    "unit": "Việc này của đơn vị nào? Anh/chị nhắn tên đơn vị.",
    "leaver": "Ai thôi làm đầu mối? Anh/chị chọn hoặc nhắn tên.",
    "newcomer": "Ai vào thay? Anh/chị nhắn họ tên, chức vụ, số điện thoại công vụ.",
    "who-changes": "Sửa thông tin của ai? Anh/chị chọn hoặc nhắn tên.",
    "what-changes": "Sửa thành gì? Anh/chị nhắn số điện thoại, email hoặc chức vụ mới.",
    "effective": "Từ ngày nào? Ví dụ: 01/12/2026, thứ Hai tới, đầu tháng sau.",
    "phone": "Chưa có số điện thoại công vụ của người mới; có thì nhắn thêm, không thì gửi luôn cũng được.",
}
LACKS = {
    "unit": "đơn vị",
    "leaver": "người thôi",
    "newcomer": "người vào",
    "who-changes": "người cần sửa",
    "what-changes": "nội dung sửa",
    "effective": "ngày bắt đầu",
    "phone": "số điện thoại người vào",
}
DOUBTS = {
    "name-guessed": "Tên tôi đoán từ tin nhắn; anh/chị xem lại.",
    "given-name-only": "Tin nhắn chỉ có tên gọi; anh/chị xem có đúng người không.",
    "role-guessed": "Ai vào, ai ra là tôi đoán; anh/chị xem lại.",
    "date-unclear": "Ngày trong tin chưa rõ; anh/chị xem lại.",
    "date-in-the-past": "Ngày này đã qua; anh/chị xem có đúng không.",
    "question-beside": "Trong tin có câu hỏi; thẻ này chỉ giữ phần thay đổi.",
    "only-planned": "Tin nhắn nói như dự kiến; chắc chắn rồi hãy gửi.",
    "perhaps-passing": "Có thể đây chỉ là nhắc tới, chưa phải thay đổi; anh/chị xem lại.",
    "not-on-roster": "Tên người thôi không có trong danh sách của đơn vị.",
}
FINDINGS = {
    "too-many": "Vượt số người Quy chế cho phép",
    "too-few": "Thiếu người so với Quy chế",
    "undetermined": "Quy chế không đủ để xác định số người trong trường hợp này",
}
NO_RULE = "Chưa đối chiếu được với Quy chế (chưa biết quy chế của đơn vị)."

NEEDS_LINK = (
    "Việc đổi người đầu mối cần biết chắc ai nhắn. Anh/chị nhập mã mời của Văn phòng UBND để liên kết tài khoản trước; "
    "chưa có mã thì liên hệ Văn phòng UBND."
)
NEEDS_CONFIRMING = (
    "Tài khoản đang chờ xác nhận. Anh/chị gửi liên hệ của chính mình, xong rồi nhắn lại giúp tôi."
)
TOO_MANY_DRAFTS = "Anh/chị đang có nhiều thẻ chưa gửi. Gửi hoặc huỷ bớt rồi nhắn lại giúp tôi."
NOTHING_ADDED = "Tôi chưa thấy thông tin nào cho thẻ này trong tin vừa rồi."
NO_COORDINATOR = (
    "Hiện chưa có người phụ trách nào của Văn phòng UBND nhận được thẻ này ở đây. Tôi giữ lại và báo ngay khi có; "
    "việc gấp thì anh/chị gọi Văn phòng UBND."
)
OWN_MATTER = (
    "Thẻ này có tên anh/chị, nên cần người phụ trách khác ghi nhận. Không ai tự ghi nhận việc của mình."
)
NO_RIGHT = "Anh/chị không có quyền làm việc này trên thẻ."
NOT_YOURS = "Thẻ này không phải của anh/chị."
SOMEBODY = "Văn phòng UBND"
UNKNOWN_CARD = "Tôi không tìm thấy thẻ này."
EXPIRED = "Thẻ này đã hết hạn. Anh/chị nhắn lại nội dung để mở thẻ mới."
CANCELLED = "Đã huỷ thẻ. Danh sách không thay đổi."
STALE = "Thẻ đã được sửa sau nút này. Bản hiện tại:"
NOT_READY = "Thẻ còn thiếu, chưa gửi được."
LONG_PAST = "Ngày bắt đầu đã qua hơn nửa năm. Nếu đúng là ngày đó thì nhắn “lý do: …” rồi ghi nhận."
NOT_AT_DESK = "Thẻ này chưa được gửi tới Văn phòng UBND."
ALREADY_SENT = "Thẻ này đã gửi Văn phòng UBND rồi, đang chờ ghi nhận."
UNIT_CLOSED = "Đơn vị này đã giải thể hoặc sáp nhập; anh/chị xem lại tên đơn vị."
PERSON_GONE = "Người này không còn trong danh sách của đơn vị, nên không chọn được nữa."
NOTHING_WAITS = "Không có thẻ nào đang chờ ghi nhận."
CANNOT_UNDO = "Thay đổi này không hoàn tác được nữa: đã rút lại, đã dừng hoặc đã được hoàn tác."
HOW_TO_EDIT = "Anh/chị nhắn phần cần sửa, ví dụ: “từ 01/12”, “0912 345 678”, “người vào: Nguyễn Văn A”, “vai trò: chuyên viên”, “QĐ 45/QĐ-STP”."
ALONE_NEEDS = "Anh/chị nhập thay đơn vị, nên cần nêu văn bản hoặc lý do. Nhắn số văn bản, hoặc “lý do: …”."
OTHER_UNIT_CLEAR = "Tôi chưa rõ đơn vị nào. Anh/chị chọn hoặc nhắn đủ tên:"
NO_SUCH_UNIT = "Tôi không thấy đơn vị này trong danh sách."


def title(kind: str, agency: str | None) -> str:
    """The head of a card."""
    return f"Đề nghị {KINDS[kind]}: {agency}" if agency else f"Đề nghị {KINDS[kind]}"


def undo_title(kind: str, agency: str) -> str:
    """The head of a card that takes a change back."""
    return f"Hoàn tác bằng thay đổi ngược lại ({KINDS[kind]}): {agency}"


def leaver(name: str, known: bool) -> str:  # noqa: FBT001  one word of data, read aloud
    """Who leaves."""
    return f"Thôi: {name}" if known else f"Thôi: {name} (chưa rõ là ai trong danh sách)"


def comer(
    name: str | None,
    title_: str | None,
    phone: str | None,
    email: str | None,
    position: str | None,
    *,
    stays: bool,
) -> str:
    """Who comes, or whose details change."""
    details = [one for one in (title_, phone, email) if one]
    role = f" (vai trò: {POSITIONS[position]})" if position else ""
    return f"{'Sửa' if stays else 'Vào'}: {', '.join([name or '…', *details])}{role}"


def from_day(day: str) -> str:
    """When it takes effect."""
    return f"Từ ngày: {day}"


def basis(kind: str | None, number: str | None, day: str | None, signer: str | None) -> str:
    """The document, or that it is awaited."""
    if number is None:
        return "Căn cứ: chờ văn bản"
    words = f"Căn cứ: {DOCUMENTS.get(kind or '', 'văn bản')} số {number}"
    return words + (f" ngày {day}" if day else "") + (f", {signer} ký" if signer else "")


def basis_in_full(kind: str | None, number: str, day: str | None, signer: str | None) -> str:
    """The document as another document names it."""
    words = f"{DOCUMENTS.get(kind or '', 'Văn bản')} số {number}"
    return words + (f" ngày {day}" if day else "") + (f" của {signer}" if signer else "")


def by_whom(name: str) -> str:
    """Whose card it is."""
    return f"Người gửi: {name}"


def alone() -> str:
    """The mark of a card that one person enters and records."""
    return "Do một người nhập và ghi nhận thay đơn vị."


def reason(words: str) -> str:
    """A reason given."""
    return f"Lý do: {words}"


def lacks(names: Sequence[str]) -> str:
    """What is still missing."""
    return f"Còn thiếu: {', '.join(LACKS[name] for name in names)}."


def finding(code: str, citation: str) -> str:
    """What the unit's staffing would break, with its place."""
    kind, _, position = code.partition(":")
    words = f"Thiếu {POSITIONS.get(position, position)}" if kind == "missing-position" else FINDINGS[kind]
    return f"Lưu ý: {words} — {citation}"


def code(words: str) -> str:
    """The card's code."""
    return f"Mã thẻ: {words}"


def as_addition(name: str) -> str:
    """An answer to "who comes?" as the whole sentence that the reader of messages knows."""
    return f"Bổ sung đồng chí {name}"


def no_right_for(agency: str) -> str:
    """Somebody speaks for a unit that is not theirs."""
    return f"Anh/chị chưa được giao cập nhật danh sách của {agency}. Việc này do đơn vị đó hoặc Văn phòng UBND gửi."


def sent(words: str) -> str:
    """To the author, once the card is with the coordinators."""
    return f"Đã gửi Văn phòng UBND, thẻ {words}. Khi được ghi nhận hoặc trả lại, tôi nhắn anh/chị."


def to_record(agency: str) -> str:
    """To the coordinators, above a card."""
    return f"{agency} gửi thay đổi, chờ ghi nhận:"


def recorded(words: str, day: str | None) -> str:
    """A card was recorded; its document is another matter."""
    when = f", áp dụng từ {day}" if day else ""
    return f"Đã ghi nhận thẻ {words}{when}. Danh sách đổi đúng ngày đó; ghi nhận không thay cho văn bản cử."


def recorded_now(words: str) -> str:
    """A card was recorded and holds from now on."""
    return f"Đã ghi nhận thẻ {words}, đã áp dụng vào danh sách."


def recorded_earlier(words: str, by: str, when: str) -> str:
    """To a second press."""
    return f"Thẻ {words} đã được {by} ghi nhận lúc {when}. Không ghi thêm lần nữa."


def cancelled_earlier(words: str) -> str:
    """To a press on a cancelled card."""
    return f"Thẻ {words} đã huỷ trước đó."


def recorded_alone(agency: str, by: str) -> str:
    """To the head of a unit for which one person entered and recorded a change."""
    return f"{by} (Văn phòng UBND) vừa nhập và ghi nhận thay {agency}. Nếu không đúng, anh/chị báo lại giúp:"


def give_reason_to_return(words: str) -> str:
    """A return needs its reason."""
    return f"Trả lại vì sao? Nhắn: trả lại {words} <lý do>"


def give_reason_to_record(words: str) -> str:
    """Recording against a warning needs a reason."""
    return f"Thẻ có lưu ý theo Quy chế. Vẫn ghi nhận thì nhắn: ghi nhận {words} <lý do>"


def returned(words: str, why: str) -> str:
    """To the author of a returned card."""
    return f"Văn phòng UBND trả lại thẻ {words}. Lý do: {why}. Anh/chị sửa rồi gửi lại giúp tôi:"


def returned_done(words: str) -> str:
    """To the coordinator who returned it."""
    return f"Đã trả lại thẻ {words} cho người gửi."


def withdrawn(words: str) -> str:
    """To the coordinators, when the author took a card back."""
    return f"Người gửi đã rút thẻ {words}."


def expired(words: str) -> str:
    """To the author of a card whose time ran out."""
    return f"Thẻ {words} quá hạn nên tôi đã đóng; danh sách không đổi. Cần thì anh/chị nhắn lại."


def waits(words: str, kind: str, agency: str, since: str) -> str:
    """One line of the coordinator's list."""
    return f"• {words}: {KINDS[kind]}, {agency}, gửi {since}"


def name_document(words: str) -> str:
    """How to name the document that was awaited."""
    return f"Anh/chị nhắn số văn bản, ví dụ: văn bản {words} QĐ 45/QĐ-STP ngày 20/11/2026"


def document_named(words: str, line: str) -> str:
    """The awaited document is known now."""
    return f"Đã bổ sung văn bản cho thẻ {words}. {line}"


DOCUMENT_THERE = "Thay đổi này đã có văn bản rồi."
WAITING = "Thẻ chờ ghi nhận:"


INTAKE = {
    "unknown-unit": "Không có đơn vị này trong danh sách.",
    "two-units": "Có hai đơn vị cùng tên này; ghi rõ hơn.",
    "takes-a-place": "Người này đang giữ vai trò; việc thay người làm bằng thẻ thay đổi, không nhập qua bảng.",
    "not-yours": "Đơn vị này không thuộc phạm vi của anh/chị.",
    "own-matter": "Đây là chính anh/chị; việc của mình do người khác ghi nhận.",
    "two-of-that-name": "Đơn vị có hai người cùng tên này; sửa từng người trong trò chuyện.",
}


def intake_problem(line: int, code_: str, value: str) -> str:
    """A row of a table that could not be taken in."""
    return f"Dòng {line}: {value} – {INTAKE[code_]}"


def intake_done(added: int, corrected: int, unchanged: int, units: int) -> str:
    """What a table brought."""
    words = f"Thêm {added} người, sửa {corrected}, giữ nguyên {unchanged}."
    return f"{words} Thêm {units} đơn vị mới." if units else words
