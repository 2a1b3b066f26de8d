"""What the console says around the conversation."""

PROMPT = "Anh/chị: "
GOODBYE = "Tạm biệt anh/chị."
