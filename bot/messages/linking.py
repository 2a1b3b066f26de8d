"""What the bot says about invitations and links: how to prove who one is, what ended, what a newcomer takes over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.dates import full_date

POSITIONS = {
    "lanh-dao-don-vi": "lãnh đạo đơn vị",
    "lanh-dao-van-phong": "lãnh đạo văn phòng",
    "chuyen-vien": "chuyên viên",
    "lanh-dao-ttpvhcc": "lãnh đạo Trung tâm Phục vụ hành chính công",
    "chuyen-vien-ttpvhcc": "chuyên viên Trung tâm Phục vụ hành chính công",
    "cong-chuc-vp-thong-ke": "công chức Văn phòng – Thống kê",
    "lanh-dao-ubnd": "lãnh đạo UBND",
}
ROLES = {
    "officer": "cán bộ đầu mối",
    "unit-editor": "người cập nhật danh sách của đơn vị",
    "unit-head": "lãnh đạo đơn vị",
    "coordinator": "người phụ trách đầu mối của Văn phòng UBND",
    "auditor": "người theo dõi, kiểm tra",
    "admin": "quản trị viên",
}

PROVE_NUMBER = (
    "Đã nhận mã mời. Còn một bước để chắc đúng người: anh/chị bấm “Chia sẻ số điện thoại” ở dưới "
    "(hoặc gửi liên hệ của chính mình), không thì nhờ người phụ trách ở Văn phòng UBND xác nhận giúp."
)
SHARE_NUMBER = "Chia sẻ số điện thoại"
UNTIL_THEN = "Trong lúc chờ, anh/chị vẫn hỏi quy chế được như thường."
ALREADY_LINKED = "Tài khoản này đã liên kết rồi, anh/chị không cần nhập mã nữa."
STILL_TO_PROVE = "Mã này anh/chị đã dùng rồi; chỉ còn bước xác nhận số điện thoại."

REFUSED = {
    "unknown": "Mã không đúng. Anh/chị xem lại mã trên giấy mời (10 chữ và số, không phân biệt hoa thường).",
    "expired": "Mã đã hết hạn (mỗi mã dùng trong 72 giờ). Anh/chị nhờ Văn phòng UBND gửi mã mới.",
    "used": "Mã này đã có tài khoản khác dùng. Nếu không phải anh/chị, báo ngay cho Văn phòng UBND.",
    "ended": "Mã này không còn dùng được. Anh/chị nhờ Văn phòng UBND gửi mã mới.",
    "chat closed": "Đã nhập sai nhiều lần, nên hôm nay tôi không nhận mã ở đây nữa. Anh/chị liên hệ Văn phòng UBND.",
    "all closed": "Hiện tôi tạm ngừng nhận mã gõ tay. Anh/chị dùng đường dẫn trong thư mời, hoặc thử lại sau một giờ.",
    "account belongs to another person": (
        "Tài khoản này đang gắn với một người khác trong danh sách. Anh/chị liên hệ Văn phòng UBND để gỡ trước."
    ),
}
CODES_CLOSED = (
    "Có quá nhiều lần nhập mã sai trong một giờ qua, nên tôi tạm ngừng nhận mã gõ tay. "
    "Đường dẫn trong thư mời vẫn dùng được."
)

CONTACT = {
    "no link": "Tôi chưa cần số điện thoại của anh/chị. Nếu có mã mời thì anh/chị nhắn mã trước.",
    "not own": "Đây là liên hệ của người khác. Anh/chị gửi liên hệ của chính mình giúp tôi.",
    "other number": (
        "Số này không khớp với số công vụ trong danh sách. Tôi đã báo Văn phòng UBND; "
        "người phụ trách xác nhận xong tôi sẽ nhắn lại."
    ),
    "no number": (
        "Danh sách chưa có số điện thoại của anh/chị để đối chiếu. Tôi đã báo Văn phòng UBND xác nhận giúp."
    ),
    "already": "Tài khoản này đã được xác nhận rồi.",
}

LINKED = "Đã xác nhận. Từ giờ tôi nhắn việc của anh/chị ở đây."
LINK_ENDED = (
    "Tài khoản này không còn liên kết với danh sách đầu mối. Anh/chị vẫn hỏi quy chế được như thường."
)
LINK_MOVED = (
    "Vừa có một tài khoản khác dùng mã mời của anh/chị, nên liên kết ở đây đã ngừng. "
    "Nếu không phải anh/chị, báo ngay cho Văn phòng UBND."
)
OLD_LINK_ENDED = "Liên kết cũ của anh/chị ở tài khoản khác đã ngừng."
NOTHING_TO_CONFIRM = "Người này không có liên kết nào đang chờ xác nhận."
NO_RIGHT = "Việc này do người phụ trách ở Văn phòng UBND làm."
NOT_YOURSELF = "Không ai tự xác nhận liên kết của mình. Anh/chị nhờ người phụ trách khác."


def please_confirm(name: str, agencies: Sequence[str]) -> str:
    """To the coordinators: a number did not settle who writes."""
    return f"{name} ({', '.join(agencies) or 'chưa có đơn vị'}) đã dùng mã mời, nhưng số điện thoại chưa khớp danh sách."


def how_to_confirm(person: int) -> str:
    """The words that confirm a link."""
    return f"Gọi hỏi đúng người rồi thì nhắn: xác nhận liên kết {person}"


def link_confirmed(name: str) -> str:
    """To the coordinator who confirmed."""
    return f"Đã xác nhận liên kết của {name}."


def you_are(role: str, agency: str) -> str:
    """The first line of a newcomer's first message."""
    return f"Anh/chị là {role}, {agency}."


def since(day: str, predecessor: str | None) -> str:
    """From when, and in whose place."""
    return f"Từ ngày {day}, thay {predecessor}." if predecessor else f"Từ ngày {day}."


REPORTS = "Anh/chị là người gửi báo cáo của đơn vị; tôi nhắc hạn cho anh/chị."
DUES = "Việc đến hạn sắp tới của đơn vị:"
LEFT = "Việc người trước để lại:"
NOTHING_LEFT = "Không có việc nào người trước để dở trong hệ thống."
AWAITED_DOCUMENT = "Văn bản cử anh/chị: đang chờ."


def cards_wait(count: int) -> str:
    """To a coordinator who has just been linked."""
    return f"Có {count} thẻ chờ ghi nhận từ trước; nhắn /ghinhan để xem."


def due_line(what: str, last_day: date) -> str:
    """One of the unit's coming duties."""
    return f"{what}: hạn {full_date(last_day)}"


def item(text: str) -> str:
    """One line of a list."""
    return f"• {text}"


def invitation(name: str, agency: str | None, code: str, link: str | None, until: str) -> tuple[str, ...]:
    """A person's invitation, to be handed over by the coordinator."""
    who = f"{name}, {agency}" if agency else name
    rows = [f"Mã mời của {who}: {code}", f"Dùng một lần, đến {until}. Chỉ đưa cho đúng người này."]
    return (*rows, f"Hoặc đường dẫn: {link}") if link else tuple(rows)


def progress(
    total: int, linked: int, provisional: int, waiting: int, expired: int, never: int
) -> tuple[str, ...]:
    """How far the linking of everybody has come."""
    return (
        f"Liên kết: {linked}/{total} người.",
        f"Chờ xác nhận: {provisional}. Đã mời, chưa dùng mã: {waiting}. Mã hết hạn: {expired}. Chưa mời: {never}.",
    )


OUR_BOT = "trợ lý cán bộ đầu mối"
NOTHING_TO_END = "Người này không có liên kết nào."
LINK_ENDED_DONE = "Đã ngừng liên kết của người này; tài khoản đó không còn quyền gì trên danh sách."


def your_role(role: str) -> str:
    """A granted role, told on linking."""
    return f"Vai trò của anh/chị: {role}."
