"""What the bot says around the roster in a conversation: which of two is meant, codes that are needed, lists, roles, documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

WHICH = "Tin này tôi hiểu được hai cách. Anh/chị muốn làm việc nào?"
CHANGE_ROSTER = "Đổi người trong danh sách"
ASK_RULES = "Hỏi quy chế"
ASKED_EARLIER = "Câu hỏi lại này đã qua. Anh/chị nhắn lại nội dung giúp tôi."
HOW_TO_CHANGE = (
    "Anh/chị nhắn việc thay đổi như nhắn tin thường, ví dụ:",
    "• Sở em thay anh Trần Văn Mẫu bằng chị Lê Thị Mẫu, Phó Chánh Văn phòng, từ 1/12, sđt 0912 345 678",
    "• bổ sung anh Nguyễn Văn Mẫu, chuyên viên, từ đầu tháng sau",
    "• chị Lê Thị Mẫu đổi số điện thoại thành 0912 345 678",
    "Tôi lập thẻ cho anh/chị xem lại, rồi mới gửi Văn phòng UBND ghi nhận.",
)
PRIVATE_ONLY = (
    "Việc về người trong danh sách tôi chỉ làm ở trò chuyện riêng. Anh/chị nhắn riêng cho tôi giúp nhé."
)
LIST_NEEDS_LINK = (
    "Danh sách đầu mối chỉ xem được khi tài khoản đã liên kết. Anh/chị nhập mã mời của Văn phòng UBND; "
    "chưa có mã thì liên hệ Văn phòng UBND."
)
NAME_A_UNIT = "Xem một đơn vị: nhắn “danh sách” kèm tên đơn vị, ví dụ “danh sách Sở Tư pháp”."
NOTHING_OPEN = "Ở đây không có thẻ nào đang chờ anh/chị."
UNDO = "Hoàn tác"
UNDO_WORDS = "hoàn tác"
AGREE = "Đồng ý"

WHICH_UNIT = "Quyền này gắn với một đơn vị. Anh/chị ghi thêm tên đơn vị sau tên người, trong ngoặc."
NO_SUCH_PERSON = "Tôi không thấy người này trong danh sách. Anh/chị ghi đủ họ tên."
TWO_OF_THAT_NAME = "Có hơn một người cùng tên. Anh/chị ghi thêm tên đơn vị sau tên người, trong ngoặc."
HAS_IT_ALREADY = "Người này đã có quyền đó rồi."
HAS_IT_NOT = "Người này không có quyền đó."
DONE_EARLIER = "Việc này đã làm xong hoặc đã huỷ trước đó."
NOT_GIVEN = "Đã huỷ. Không có gì thay đổi."
NOT_INVITED = "Người này đã liên kết rồi, hoặc hôm nay đã nhận đủ số mã cho phép."

WHICH_UNIT_FOR_DOCUMENT = "Anh/chị ghi thêm tên đơn vị, ví dụ “soạn thông báo Sở Tư pháp”."
NO_DOCUMENT = "Quy chế của đơn vị này không nói tới văn bản nào cho việc đó."
NOBODY_TO_LIST = "Đơn vị chưa có ai trong danh sách, nên chưa lập được văn bản."
NO_FILES_HERE = "Ở đây tôi không gửi được tệp. Anh/chị nhờ Văn phòng UBND xuất giúp."
WRITE_DOCUMENT = "Soạn văn bản"
WHOLE_LIST = "Soạn cả danh sách"


_YOUR_RIGHTS = (
    "Cần sửa thì nhắn, ví dụ “đổi số điện thoại của tôi thành 0912 345 678”; cần bản đầy đủ hoặc xoá "
    "thì liên hệ Văn phòng UBND, trong hai ngày làm việc sẽ được trả lời."
)


def needs_code(words: str) -> str:
    """A bare word or number is not enough for this."""
    return f"Để chắc chắn, anh/chị nhắn đủ cả mã: {words}"


def type_this(label: str, words: str) -> str:
    """A button where there are none."""
    return f"• {label}: nhắn “{words}”"


def not_reached(names: Sequence[str]) -> str:
    """To the coordinator: who has no account to be told at."""
    return f"Chưa liên kết tài khoản nên tôi chưa nhắn được cho: {', '.join(names)}. Anh/chị báo giúp."


def list_words(unit: str) -> str:
    """The words for a unit's roster."""
    return f"danh sách {unit}"


def document_words(code: str) -> str:
    """The words for the document of a recorded change."""
    return f"soạn văn bản {code}"


def list_document_words(unit: str) -> str:
    """The words for the document that lists a unit's officers."""
    return f"soạn danh sách {unit}"


def document_ready(form: str, unit: str, places: Sequence[str]) -> str:
    """Under the file."""
    cited = f" (theo {', '.join(places)} Quy chế)" if places else ""
    return (
        f"Dự thảo {form.lower()} của {unit}{cited}. Số, ngày, chữ ký để trống; "
        "anh/chị xem lại rồi trình ký. Tệp có tên người, chỉ dùng trong công việc."
    )


def role_of(role: str, unit: str | None) -> str:
    """A role with its unit."""
    return f"{role} ({unit})" if unit else role


def ask_role(what: str, name: str, *, given: bool) -> str:
    """Before a role is given or taken."""
    return f"Giao quyền {what} cho {name}?" if given else f"Thu hồi quyền {what} của {name}?"


def ask_report(name: str, unit: str) -> str:
    """Before somebody is named who reports for a unit."""
    return f"Giao {name} gửi báo cáo cho {unit}? Từ đó tôi nhắc hạn cho người này."


def role_moved(what: str, name: str, *, given: bool) -> str:
    """A role was given or taken."""
    return f"Đã giao quyền {what} cho {name}." if given else f"Đã thu hồi quyền {what} của {name}."


def your_role_moved(what: str, *, given: bool) -> str:
    """To whom it was given or taken from."""
    return f"Anh/chị được giao quyền: {what}." if given else f"Anh/chị không còn quyền: {what}."


def reports_now(name: str, unit: str) -> str:
    """Somebody reports for a unit from now on."""
    return f"Từ giờ {name} gửi báo cáo cho {unit}; tôi nhắc hạn cho người này."


def you_report(unit: str) -> str:
    """To who reports from now on."""
    return f"Anh/chị được giao gửi báo cáo của {unit}; tôi nhắc hạn cho anh/chị."


def until(moment: datetime) -> str:
    """How long a code is good."""
    return f"{moment.astimezone(_VIETNAM):%H:%M, %d/%m/%Y}"


def post_held(unit: str, role: str, since: str, ended: str | None) -> str:
    """One designation, as its holder reads it."""
    what = f"{role}, {unit}" if role else unit
    return f"• {what}: từ {since}" + (f" đến trước {ended}" if ended else "")


def own_data(
    name: str,
    title: str | None,
    phone: str | None,
    email: str | None,
    posts: Sequence[str],
    roles: Sequence[str],
) -> tuple[str, ...]:
    """Everything that is kept about whoever asks, and how to have it changed."""
    given = [
        f"chức vụ: {title or 'chưa có'}",
        f"điện thoại: {phone or 'chưa có'}",
        f"email: {email or 'chưa có'}",
    ]
    rows = [f"Dữ liệu tôi giữ về anh/chị: {name}", *(f"• {one}" for one in given), "Vai trò đầu mối:"]
    rows += posts or ["• chưa có"]
    rows += [f"Quyền: {', '.join(roles)}"] if roles else []
    return (*rows, _YOUR_RIGHTS)
