"""Tells the number of an office or of a third person, which belongs to nobody who comes or leaves."""

import re

from bot.roster.reading.items import Row

_OFFICE = re.compile(
    r"""
    (?:\b(?P<call>goi|lien\she|lien\slac|alo|hoi|gap|so|sdt|dt|dien\sthoai|zalo)\b[^@]*
       \b(?P<office>van\sthu|van\sphong|phong\shanh\schinh|mot\scua|1\scua|bao\sve|le\stan|tiep\stan|thuong\struc))
    | (?:\b(?P<asked>goi|lien\she|lien\slac)\b[^@]*\bco\squan)
    | \b(?P<line>tong\sdai|duong\sday\snong|so\struc|truc\sban|may\struc)\b
    """,
    re.VERBOSE,
)


def belongs_to_office(row: Row, index: int) -> bool:
    """As in "cần gì gọi văn thư xã 0234…", "tổng đài sở 024…": nobody is named between the office and its number."""
    words: list[str] = []
    for item in reversed(row.items[:index]):
        if item.kind in {"stop", "phone", "email"} or row.text(item) == ",":
            break
        words.insert(0, "@" if item.kind == "person" else row.fold(item))
    return bool(_OFFICE.search(" ".join(words).rpartition("@")[2]))
