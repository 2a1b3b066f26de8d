"""From the title that people write to the role under the regulation."""

import pytest

from bot.roster.positions import guess_position
from corpus import Position, StaffedUnit


@pytest.mark.parametrize(
    ("title", "kind", "position"),
    [
        ("Phó Giám đốc", StaffedUnit.DEPARTMENT, Position.UNIT_LEADER),
        ("pho chanh van phong", StaffedUnit.DEPARTMENT, Position.OFFICE_LEADER),
        ("Phó Chánh Văn phòng Sở", StaffedUnit.DEPARTMENT, Position.OFFICE_LEADER),
        ("Trưởng phòng Hành chính", StaffedUnit.DEPARTMENT, Position.OFFICE_LEADER),
        ("Chuyên viên Văn phòng", StaffedUnit.DEPARTMENT, Position.SPECIALIST),
        ("Chánh Văn phòng", StaffedUnit.PROVINCE_OFFICE, Position.UNIT_LEADER),
        ("Phó Chánh Văn phòng", StaffedUnit.PROVINCE_OFFICE, Position.OFFICE_LEADER),
        ("Giám đốc Trung tâm PVHCC", StaffedUnit.PROVINCE_OFFICE, Position.CENTRE_LEADER),
        ("Phó Chủ tịch UBND", StaffedUnit.DISTRICT, Position.COMMITTEE_LEADER),
        ("Chánh Văn phòng HĐND và UBND", StaffedUnit.DISTRICT, Position.OFFICE_LEADER),
        ("Chuyên viên Văn phòng HĐND và UBND", StaffedUnit.DISTRICT, Position.SPECIALIST),
        ("Công chức Văn phòng – Thống kê", StaffedUnit.COMMUNE, Position.OFFICE_STATISTICS),
        ("Phó Giám đốc Trung tâm", StaffedUnit.COMMUNE, Position.CENTRE_LEADER),
        ("Chủ tịch UBND xã", StaffedUnit.COMMUNE, Position.COMMITTEE_LEADER),
        ("Chuyên viên", StaffedUnit.COMMUNE, Position.CENTRE_SPECIALIST),
        ("Kế toán", StaffedUnit.COMMUNE, None),
        (None, StaffedUnit.DEPARTMENT, None),
    ],
)
def test_a_title_means_a_role(title: str | None, kind: StaffedUnit, position: Position | None) -> None:
    assert guess_position(title, kind) is position
