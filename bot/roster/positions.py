"""Which role under the regulation a post in an agency means: "Phó Chánh Văn phòng" leads the office.

A guess from the words of the title, shown on the card, where it can be corrected; data first, no province's rule.
"""

from bot.roster.spelling import name_key
from corpus import Position, StaffedUnit

# Words of a title (as compared), the most telling first, by kind of agency.
_BY_KIND: dict[StaffedUnit, tuple[tuple[str, Position], ...]] = {
    StaffedUnit.DEPARTMENT: (
        ("chuyen vien", Position.SPECIALIST),
        ("chanh van phong", Position.OFFICE_LEADER),
        ("truong phong", Position.OFFICE_LEADER),
        ("pho phong", Position.OFFICE_LEADER),
        ("can bo", Position.SPECIALIST),
        ("cong chuc", Position.SPECIALIST),
        ("giam doc", Position.UNIT_LEADER),
        ("truong ban", Position.UNIT_LEADER),
        ("pho ban", Position.UNIT_LEADER),
        ("chanh thanh tra", Position.UNIT_LEADER),
    ),
    StaffedUnit.PROVINCE_OFFICE: (
        ("giam doc", Position.CENTRE_LEADER),
        ("pho chanh van phong", Position.OFFICE_LEADER),
        ("chanh van phong", Position.UNIT_LEADER),
        ("chuyen vien", Position.CENTRE_SPECIALIST),
    ),
    StaffedUnit.DISTRICT: (
        ("chuyen vien", Position.SPECIALIST),
        ("chu tich", Position.COMMITTEE_LEADER),
        ("van phong", Position.OFFICE_LEADER),
    ),
    StaffedUnit.COMMUNE: (
        ("thong ke", Position.OFFICE_STATISTICS),
        ("giam doc", Position.CENTRE_LEADER),
        ("chu tich", Position.COMMITTEE_LEADER),
        ("chuyen vien", Position.CENTRE_SPECIALIST),
        ("cong chuc", Position.CENTRE_SPECIALIST),
    ),
}


def guess_position(title: str | None, kind: StaffedUnit) -> Position | None:
    """The role that a title means in an agency of this kind; None when the words do not tell."""
    key = name_key(title or "")
    for words, position in _BY_KIND[kind]:
        if words in key:
            return position
    return None
