"""What the positions of focal officers are called in tables, documents and lists."""

from __future__ import annotations

POSITIONS = {
    "lanh-dao-don-vi": "Lãnh đạo đơn vị",
    "lanh-dao-van-phong": "Lãnh đạo Văn phòng hoặc tương đương",
    "chuyen-vien": "Công chức, chuyên viên",
    "lanh-dao-ubnd": "Lãnh đạo UBND",
    "lanh-dao-ttpvhcc": "Lãnh đạo Trung tâm Phục vụ hành chính công",
    "chuyen-vien-ttpvhcc": "Chuyên viên Trung tâm Phục vụ hành chính công",
    "cong-chuc-vp-thong-ke": "Công chức Văn phòng – Thống kê",
}


def position_name(code: str | None) -> str:
    """The name of a position; empty where it is open."""
    return POSITIONS.get(code, code) if code else ""
