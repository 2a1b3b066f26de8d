"""What the bot says around quoted law: headlines, gaps, notes, silence. Values come in; nothing legal is composed here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.dates import long_date

LEVELS = {"province": "cấp tỉnh (sở, ngành)", "district": "cấp huyện", "commune": "cấp xã"}

GAPS = {
    "no-date": "Đoạn này không ấn định ngày cụ thể cho việc này.",
    "no-period": "Đoạn này không ấn định số ngày cho việc này.",
    "no-amount": "Đoạn này không nêu mức tiền.",
    "boundary": "Đoạn này chỉ nêu mức dưới và trên con số này, không nêu trường hợp đúng bằng.",
    "no-cycle": "Đoạn này không nêu riêng kỳ báo cáo anh/chị hỏi.",
    "blank": "Bản lưu để trống ngày tháng ở chỗ này.",
}
GAP_ADVICE = {
    "no-date": "Ngày nộp cụ thể: hỏi Văn phòng UBND hoặc văn bản đôn đốc của từng kỳ.",
    "no-period": "Nên báo ngay khi có việc; cần số ngày cụ thể thì hỏi Văn phòng UBND.",
    "no-amount": "Mức cụ thể nằm ở văn bản khác; hỏi bộ phận tài chính hoặc Văn phòng UBND.",
    "boundary": "Trường hợp này cần hỏi Văn phòng UBND trước khi bố trí.",
    "no-cycle": "Kỳ và ngày nộp cụ thể: hỏi Văn phòng UBND hoặc văn bản đôn đốc của từng kỳ.",
    "blank": "Cần bản chính thức để biết ngày; hỏi Văn phòng UBND.",
}

SMALL_TALK = {
    "greeting": "Chào anh/chị! Anh/chị cứ hỏi về quy chế cán bộ đầu mối kiểm soát thủ tục hành chính: báo cáo, danh sách, nhiệm vụ…",
    "thanks": "Không có gì ạ. Anh/chị cần tra thêm điều nào thì cứ nhắn.",
    "about": "Tôi là trợ lý tra cứu quy chế của cán bộ đầu mối kiểm soát thủ tục hành chính: trả lời bằng nguyên văn, kèm điều, khoản. Anh/chị hỏi bằng lời thường, có dấu hay không dấu đều được.",
    "abuse": "Xin lỗi nếu tôi chưa giúp được anh/chị. Anh/chị cứ hỏi lại về quy chế, tôi sẽ tìm đúng điều khoản.",
    "prompt": "Tôi chỉ trích nguyên văn các quy chế có trong máy, không làm được việc khác. Anh/chị hỏi về quy chế thì tôi tra ngay.",
    "empty": "Anh/chị nhắn câu hỏi bằng chữ giúp tôi nhé, ví dụ: báo cáo quý nộp khi nào.",
}

ASK_PROVINCE = "Anh/chị làm ở tỉnh, thành phố nào? Mỗi nơi quy định một khác:"
OTHER_PROVINCES = "Tỉnh khác quy định sao?"
NOT_RIGHT = "Chưa đúng ý"
PASS_ON = "Chuyển câu hỏi cho Văn phòng UBND"


def withheld(regulation: str | None) -> str:
    """Nothing in the text answers."""
    if regulation is None:
        return "Tôi không tìm thấy đoạn nào trả lời câu này trong các quy chế tôi có."
    return f"Tôi không tìm thấy đoạn nào trả lời câu này trong quy chế của {regulation}."


def nearest(place: str) -> str:
    """The nearest unit, offered and not claimed."""
    return f"Chỗ gần nhất là {place}, có thể không trả lời câu này."


def offer_coordinator() -> str:
    """The way to a human."""
    return "Anh/chị có thể chuyển câu hỏi cho người phụ trách ở Văn phòng UBND."


def not_covered(names: Sequence[str], have: Sequence[str]) -> str:
    """A province whose regulation is not in the library."""
    return f"Tôi không có quy chế của {join(names)}. Hiện có: {join(have)}."


def silent(names: Sequence[str]) -> str:
    """Regulations of a comparison that do not settle the matter."""
    return f"{join(names)}: tôi không tìm thấy đoạn nào về việc này trong quy chế."


def other_levels(levels: Sequence[str]) -> str:
    """The quoted unit is for other levels than the one asked about."""
    return f"Đoạn này dành cho {join([LEVELS[level] for level in levels])}, không phải cấp đang hỏi."


def note(sentences: Sequence[str]) -> str:
    """What to know about the regulation and later law, in one line."""
    return f"Lưu ý: {' '.join(sentences)}"


def due_rule(name: str, rule: str) -> str:
    """What is owed and the words that fix its day."""
    return f"{name}: {rule}"


def due_day(last_day: date, working_day: date | None, unsure: str | None) -> str:
    """The last safe day, computed; before a day off the working day to hand in on; `unsure` where days off are a forecast."""
    rows = [f"là ngày nghỉ, nên nộp chậm nhất {long_date(working_day)}"] if working_day else []
    rows += [unsure] if unsure else []
    why = f" ({'; '.join(rows)})" if rows else ""
    return f" — hạn cuối an toàn {long_date(last_day)}{why}."


def see_article(article: str) -> str:
    """A button that shows the whole article."""
    return f"Xem cả Điều {article}"


def previous_article(article: str) -> str:
    """A button back."""
    return f"‹ Điều {article}"


def next_article(article: str) -> str:
    """A button onward."""
    return f"Điều {article} ›"


def no_regulation_for(names: Sequence[str]) -> str:
    """Named beside covered provinces: we have nothing for these."""
    return f"Tôi không có quy chế của {join(names)}."


def join(names: Sequence[str]) -> str:
    """Names as a list in a sentence: a, b và c."""
    rows = list(names)
    return " và ".join([", ".join(rows[:-1]), rows[-1]]) if len(rows) > 1 else "".join(rows)
