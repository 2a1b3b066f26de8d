"""What roster tables say: headings, the page that explains, and what is wrong with a cell."""

from __future__ import annotations

HEADINGS = {
    "number": "TT",
    "name": "Họ và tên",
    "title": "Chức vụ",
    "unit": "Đơn vị",
    "role": "Vai trò theo Quy chế",
    "phone": "Điện thoại công vụ",
    "email": "Email công vụ",
    "starts_on": "Từ ngày",
    "replaces": "Thay cho ai",
    "note": "Ghi chú",
}

ROSTER_SHEET = "Danh sách"
GUIDE_SHEET = "Hướng dẫn"
LISTS_SHEET = "Danh mục"
INVITATIONS_SHEET = "Mã mời"
ROSTER_TITLE = "DANH SÁCH CÁN BỘ ĐẦU MỐI KIỂM SOÁT THỦ TỤC HÀNH CHÍNH"
INVITATIONS_TITLE = "MÃ MỜI KẾT NỐI TRỢ LÝ CÁN BỘ ĐẦU MỐI"
UNITS_LIST = "Đơn vị"
ROLES_LIST = "Vai trò theo Quy chế"
PICK_ROLE = "Chọn một vai trò trong danh sách; chưa rõ thì để trống."
PICK_UNIT = "Chọn hoặc ghi tên đơn vị."
BAD_ROLE_TITLE = "Vai trò chưa đúng"

GUIDE_TITLE = "Cách điền danh sách cán bộ đầu mối"
GUIDE_HEADINGS = ("Cột", "Cách ghi", "Ví dụ")
GUIDE = (
    ("TT", "Số thứ tự, có thể bỏ trống.", "1"),
    ("Họ và tên", "Bắt buộc. Ghi đủ họ, tên đệm và tên; không ghi “ông”, “bà”.", "Nguyễn Thị Mẫu"),
    ("Chức vụ", "Chức vụ hiện nay tại đơn vị.", "Phó Chánh Văn phòng"),
    ("Đơn vị", "Bắt buộc. Tên đơn vị như trong quyết định thành lập.", "Sở Công Thương"),
    ("Vai trò theo Quy chế", "Chọn trong danh sách; chưa rõ thì để trống.", "Lãnh đạo đơn vị"),
    ("Điện thoại công vụ", "Một số duy nhất, 10 hoặc 11 chữ số, bắt đầu bằng 0.", "0912 345 678"),
    ("Email công vụ", "Một địa chỉ duy nhất.", "ntmau@mau.gov.vn"),
    ("Từ ngày", "Ngày bắt đầu làm đầu mối, đủ ngày, tháng, năm; chưa rõ thì để trống.", "01/12/2026"),
    ("Thay cho ai", "Họ tên người được thay, nếu có.", "Trần Văn Mẫu"),
    ("Ghi chú", "Điều cần nói thêm.", ""),
)
GUIDE_NOTES = (
    "Mỗi người một dòng trong trang “Danh sách”; không gộp ô, không đổi tên cột.",
    "Chỉ ghi thông tin công vụ. Không ghi số căn cước, ngày sinh, địa chỉ nhà.",
    "Nếu có ô chưa đúng, tôi báo đúng ô đó và chưa nhập dòng nào; sửa xong gửi lại cả tệp.",
)

INVITATION_HEADINGS = (
    "TT",
    "Họ và tên",
    "Chức vụ",
    "Đơn vị",
    "Mã mời",
    "Đường dẫn",
    "Dùng được đến",
    "Tình trạng",
)

NOT_A_WORKBOOK = (
    "Tệp này không mở được như một tệp .xlsx (tệp .xls cũ, tệp hỏng hoặc có mật khẩu). "
    "Anh/chị mở bằng Excel, lưu lại dạng .xlsx không mật khẩu rồi gửi lại."
)
TOO_BIG = "Tệp quá lớn so với một danh sách. Anh/chị bỏ ảnh, trang thừa và dòng trống rồi gửi lại."
NO_TABLE = (
    "Không thấy bảng danh sách: cần một dòng tiêu đề có ít nhất cột “Họ và tên” và hai cột khác, "
    "như trong tệp mẫu."
)
NO_ROWS = "Bảng chưa có người nào."
NO_UNIT_COLUMN = "Bảng không có cột “Đơn vị”."

_FAULTS = {
    "no-name": "thiếu họ tên",
    "short-name": "cần ghi đủ họ và tên",
    "odd-name": "họ tên có chữ số hoặc ký hiệu lạ",
    "no-unit": "thiếu tên đơn vị",
    "role": "không có trong danh sách vai trò theo Quy chế",
    "phone": "không phải số điện thoại gọi được",
    "old-phone": "là số di động 11 chữ số cũ; ghi số 10 chữ số hiện nay",
    "two-phones": "có nhiều hơn một số điện thoại; chỉ ghi một số",
    "email": "không phải địa chỉ email",
    "date": "không phải ngày có thật; ghi như 01/12/2026",
    "date-without-year": "thiếu năm; ghi như 01/12/2026",
    "date-far": "có năm không hợp lý",
    "error-value": "là ô báo lỗi của Excel",
    "formula": "là công thức chưa được tính; ghi giá trị vào ô",
    "too-long": "quá dài",
}


def cell_fault(column: str, fault: str, shown: str) -> str:
    """What is wrong with one cell, with what stands in it."""
    heading = HEADINGS[column]
    return f"{heading}: “{shown}” {_FAULTS[fault]}." if shown else f"{heading}: {_FAULTS[fault]}."


def duplicate_heading(heading: str, first: str) -> str:
    """Two columns bear the same heading."""
    return f"Cột “{heading}” trùng với cột ở ô {first}; chỉ giữ một cột."


def same_person(name: str, first: str) -> str:
    """A person stands in the table twice."""
    return f"Họ và tên: “{name}” đã có ở ô {first} của cùng đơn vị."


def same_phone(phone: str, first: str) -> str:
    """Two people share a mobile number."""
    return f"Điện thoại công vụ: số {phone} đã ghi cho người ở ô {first}."


def second_table(sheet: str) -> str:
    """Another visible sheet holds a table too."""
    return f"Trang “{sheet}” cũng có một bảng danh sách; mỗi tệp chỉ để một bảng."


def after_the_end(row: int) -> str:
    """People below the signatures."""
    return f"Từ dòng {row}, sau phần ký hoặc dòng tổng cộng, vẫn còn người; chuyển lên trên phần đó."


def too_many_rows(limit: int) -> str:
    """More rows than a roster can have."""
    return f"Bảng dài quá {limit} dòng; anh/chị xóa các dòng trống ở cuối hoặc tách tệp."


def refused(problems: int, people: int) -> str:
    """The sentence above the list of problems."""
    return f"Chưa nhập dòng nào: còn {problems} chỗ cần sửa ({people} dòng khác đọc được)."


def accepted(people: int, units: int) -> str:
    """Everything could be read."""
    return f"Đọc được {people} người của {units} đơn vị, không có chỗ sai."


def at_cell(cell: str, message: str) -> str:
    """One problem with its cell."""
    return f"Ô {cell} – {message}" if cell else message
