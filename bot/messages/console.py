"""What the console says around the conversation."""

PROMPT = "Anh/chị: "
LETTERS = "Tin gửi anh/chị:"
DECISION = "Quyết định"
GOODBYE = "Tạm biệt anh/chị."
ABOUT = "Trợ lý của cán bộ đầu mối kiểm soát thủ tục hành chính: trả lời bằng nguyên văn quy chế, kèm điều, khoản."


def file_at(path: str) -> str:
    """Where a file that came with a message lies."""
    return f"Tệp: {path}"
