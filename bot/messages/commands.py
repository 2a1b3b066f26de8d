"""The command menu, in the order shown: name without its slash, what it does."""

MENU = (
    ("start", "Bắt đầu, chọn tỉnh và cấp"),
    ("hoso", "Đổi tỉnh, cấp để tra cứu"),
    ("quyche", "Đọc quy chế theo chương, điều, khoản"),
    ("danhsach", "Xem danh sách đầu mối"),
    ("doinguoi", "Báo đổi người đầu mối"),
    ("vanban", "Soạn văn bản của đơn vị"),
    ("ghinhan", "Thẻ chờ ghi nhận (Văn phòng UBND)"),
    ("trogiup", "Cách hỏi và các lệnh"),
)
