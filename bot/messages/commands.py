"""The command menu, in the order shown: name without its slash, what it does."""

MENU = (
    ("start", "Bắt đầu, chọn tỉnh và cấp"),
    ("hoso", "Đổi tỉnh, cấp để tra cứu"),
    ("quyche", "Đọc quy chế theo chương, điều, khoản"),
    ("trogiup", "Cách hỏi và các lệnh"),
)
