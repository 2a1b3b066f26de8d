"""What the console says around the conversation."""

PROMPT = "Anh/chị: "
GOODBYE = "Tạm biệt anh/chị."
ABOUT = "Trợ lý của cán bộ đầu mối kiểm soát thủ tục hành chính: trả lời bằng nguyên văn quy chế, kèm điều, khoản."
