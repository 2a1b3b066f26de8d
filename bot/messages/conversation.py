"""What the bot says to lead a conversation: welcome, profile, browsing, what it can't take, handing on."""

from __future__ import annotations

WELCOME = (
    "Chào anh/chị! Tôi trả lời về quy chế cán bộ, công chức đầu mối kiểm soát thủ tục hành chính: "
    "trích nguyên văn, kèm điều, khoản, điểm. Tôi không tự đặt ra quy định."
)
HOW_TO_ASK = "Anh/chị cứ hỏi như nhắn tin, có dấu hay không dấu: “báo cáo quý nộp khi nào”, “d7k3”, “ai duyệt danh sách”."
HELP = (
    "Anh/chị có thể nhắn:",
    "• câu hỏi bằng lời thường: ai duyệt danh sách đầu mối, bao cao quy nop bao gio",
    "• điều khoản: khoản 3 Điều 7, d7k3, điểm a k2 đ4",
    "• tên tỉnh khác trong câu hỏi để xem nơi đó, hoặc “so với Huế thì sao”",
    "/hoso: chọn tỉnh và cấp của anh/chị",
    "/quyche: đọc quy chế theo chương, điều, khoản",
    "/han, /lich: việc đơn vị phải nộp và tệp lịch",
    "/danop, /hoantac, /lichsunop: báo đã nộp, rút lại, xem đã nộp những gì",
    "/danhsach, /doinguoi, /vanban: xem danh sách, báo đổi người, soạn văn bản (khi tài khoản đã liên kết)",
    "Văn phòng UBND: /tinhhinh, /giaobaocao, /dathan (hạn định kỳ), /apdung, /danhan, /tralai, /nguoibaocao, /ghinhan, /xuat",
    "/trogiup: xem lại phần này",
)
NO_FURTHER_ARTICLE = "Không còn điều nào ở phía đó."
ASK_REGULATION = "Anh/chị làm ở tỉnh, thành phố nào?"
ASK_LEVEL = "Anh/chị làm ở cấp nào?"
LEVEL_BUTTONS = {"province": "Sở, ban, ngành", "district": "UBND cấp huyện", "commune": "UBND xã, phường"}
LEVEL_NAMES = {"province": "sở, ngành cấp tỉnh", "district": "UBND cấp huyện", "commune": "UBND xã, phường"}
CHANGE_PROFILE = "Đổi tỉnh"
PASSED_ON = "Đã ghi câu hỏi vào danh sách chuyển Văn phòng UBND."
NOTHING_TO_PASS = "Chưa có câu hỏi nào để chuyển. Anh/chị nhắn câu hỏi trước nhé."
NO_MORE = (
    "Tôi không còn đoạn nào gần hơn. Anh/chị hỏi lại bằng lời khác, hoặc chuyển câu hỏi cho Văn phòng UBND."
)
MORE = "Có thể anh/chị tìm các đoạn sau:"
ASK_FIRST = "Anh/chị nhắn câu hỏi trước, tôi sẽ tra các nơi khác."
STALE = "Nút này không còn dùng được. Anh/chị nhắn lại câu hỏi giúp tôi."
UNKNOWN_COMMAND = "Tôi chưa có lệnh này. Nhắn /trogiup để xem các việc tôi làm được."
CHOOSE_CHAPTER = "Chọn chương:"
CHOOSE_ARTICLE = "Chọn điều:"
DECISION_ARTICLES = "Các điều của Quyết định"
NO_SUCH_CHOICE = "Số này không có trong các lựa chọn vừa rồi. Anh/chị chọn lại số, hoặc nhắn câu hỏi khác."

NOT_TEXT = {
    "contact": "Tôi chưa cần số điện thoại của anh/chị. Anh/chị nhắn câu hỏi bằng chữ nhé.",
    "document": "Tôi chưa đọc được tệp. Anh/chị nhắn nội dung cần hỏi bằng chữ giúp tôi.",
    "voice": "Tôi chưa nghe được tin thoại. Anh/chị nhắn bằng chữ giúp tôi, không dấu cũng được.",
    "sticker": "Anh/chị nhắn câu hỏi bằng chữ giúp tôi nhé.",
    "photo": "Tôi chưa đọc được ảnh. Anh/chị nhắn nội dung cần hỏi bằng chữ giúp tôi.",
    "other": "Tôi chưa đọc được loại tin này. Anh/chị nhắn câu hỏi bằng chữ giúp tôi.",
}


def profile_is(province: str | None, level: str | None) -> str:
    """The profile, as the bot keeps it."""
    where = province or "chưa chọn tỉnh"
    at = LEVEL_NAMES[level] if level else "chưa chọn cấp"
    return f"Hồ sơ tra cứu: {where}, {at}."


def profile_saved(province: str | None, level: str | None) -> str:
    """The profile after a change, with the way to change it again."""
    return f"{profile_is(province, level)} Tôi sẽ trả lời theo nơi này; đổi bằng /hoso."


def regulation_title(title: str, number: str | None, province: str) -> str:
    """A regulation's name at the head of its table of contents."""
    return f"{province}: {title} (Quyết định {number})" if number else f"{province}: {title}"


def chapter(label: str, title: str) -> str:
    """A chapter as a button."""
    return f"Chương {label}. {title}" if title else f"Chương {label}"


def article(label: str, title: str | None) -> str:
    """An article as a button."""
    return f"Điều {label}. {title}" if title else f"Điều {label}"


def clause(label: str) -> str:
    """A clause as a button."""
    return f"Khoản {label}"


def numbered(number: int, label: str) -> str:
    """A choice where there are no buttons."""
    return f"{number}. {label}"
