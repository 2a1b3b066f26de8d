"""How names of people and agencies are compared: without marks, case and surplus spaces, short forms alike.

What people typed is stored as typed; these keys are only ever compared.
"""

import re

from index import fold

# "Uỷ ban nhân dân xã Ea Tu" and "UBND xã Ea Tu" are one agency; written folded because keys are.
_SHORT = (
    (re.compile(r"\buy ban nhan dan\b"), "ubnd"),
    (re.compile(r"\bvan phong\b"), "vp"),
    (re.compile(r"\bthanh pho\b|\btp\b\.?"), "tp"),
    (re.compile(r"\bthi xa\b|\btx\b\.?"), "tx"),
    (re.compile(r"\bthi tran\b|\btt\b\.?"), "tt"),
)
_APART = re.compile(r"[^\w]+")


def name_key(name: str) -> str:
    """A person's name as it is compared: "Nguyễn  Thị Mẫu" and "nguyen thi mau" are one."""
    return " ".join(_APART.sub(" ", fold(name.casefold())).split())


def given_name(name: str) -> str:
    """The last syllable's key: people are called by it ("anh Bảo")."""
    return name_key(name).rpartition(" ")[2]


def agency_key(name: str) -> str:
    """An agency's name as it is compared."""
    key = name_key(name)
    for pattern, short in _SHORT:
        key = pattern.sub(short, key)
    return " ".join(key.split())
