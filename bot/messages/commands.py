"""The command menu, in the order shown: name without its slash, what it does."""

MENU = (
    ("start", "Bắt đầu, chọn tỉnh và cấp"),
    ("hoso", "Đổi tỉnh, cấp để tra cứu"),
    ("quyche", "Đọc quy chế theo chương, điều, khoản"),
    ("han", "Việc đơn vị phải nộp, hạn gần nhất trước"),
    ("lich", "Tệp lịch hạn nộp (.ics)"),
    ("danhsach", "Xem danh sách đầu mối"),
    ("doinguoi", "Báo đổi người đầu mối"),
    ("vanban", "Soạn văn bản của đơn vị"),
    ("xuat", "Tải danh sách dạng .xlsx (Văn phòng UBND)"),
    ("ghinhan", "Thẻ chờ ghi nhận (Văn phòng UBND)"),
    ("tinhhinh", "Tình hình nộp báo cáo (Văn phòng UBND)"),
    ("giaobaocao", "Giao một báo cáo đột xuất (Văn phòng UBND)"),
    ("trogiup", "Cách hỏi và các lệnh"),
)
