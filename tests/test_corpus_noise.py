"""The five regulations and the national texts, spoilt as files get spoilt: the units stay the same."""

from __future__ import annotations

import functools
import random
import re
import textwrap
import unicodedata
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from corpus import UnitPath, account, parse_document

HERE = Path(__file__).parent / "texts"
SOURCES = {
    file.name.removesuffix(".txt"): file.read_text("utf-8")
    for directory in (resources.files("corpus") / "regulations", HERE)
    for file in directory.iterdir()
    if file.name.endswith(".txt")
}
SLIPS = ["Điêu ", "Diều ", "Ðiều ", "ĐIỀU ", "Điều", "Điểu ", "Đieu "]


@functools.cache
def paths_of(name: str) -> list[UnitPath]:
    return [unit.path for unit in parse_document(SOURCES[name], "x", name).units()]


def wrapped(text: str, width: int, page: int) -> str:
    """Wrapped lines with page numbers and form feeds between pages."""
    lines = [
        piece
        for line in text.split("\n")
        for piece in textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    ]
    pages = [lines[at : at + page] for at in range(0, len(lines), page)]
    return "\n\f".join("\n".join([*rows, "", str(number)]) for number, rows in enumerate(pages, start=2))


def without_marks(text: str) -> str:
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in plain)


def misread(text: str) -> str:
    choose = random.Random(7).choice
    return re.sub(r"(?m)^(\W*)Điều (?=\d)", lambda match: match[1] + choose(SLIPS), text)


SPOILT: dict[str, Callable[[str], str]] = {
    "without blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "with a blank line after each": lambda text: text.replace("\n", "\n\n"),
    "decomposed, with carriage returns": lambda text: (
        "\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    ),
    "wrapped at 70, paged": lambda text: wrapped(text, 70, 30),
    "wrapped at 100, paged": lambda text: wrapped(text, 100, 45),
    "wrapped at 75 with blank lines": lambda text: wrapped(text, 75, 40).replace("\n", "\n\n"),
    "without any mark": without_marks,
    "scanned": misread,
    "with colons": lambda text: re.sub(r"(?m)^(\W*Điều \d+)\.", r"\1:", text),
    "with full stops after letters": lambda text: re.sub(r"(?m)^(\W*[a-zđ])\)", r"\1.", text),
    "with spaces before brackets": lambda text: re.sub(r"(?m)^(\W*[a-zđ])\)", r"\1 )", text),
    "with brackets after numbers": lambda text: re.sub(r"(?m)^(\W*\d+)\. ", r"\1) ", text),
    "without spaces after numbers": lambda text: re.sub(r"(?m)^(\W*\d+)\. ", r"\1.", text),
    "with an l for each 1": lambda text: re.sub(r"(?m)^(\W*)1\. ", r"\1l. ", text),
    "in markdown": lambda text: re.sub(r"(?m)^\W*(Điều \d+\.|Chương)", r"### **\1**", text).replace(
        ") ", "\\) "
    ),
    "with tabs and indents": lambda text: re.sub(r"(?m)^", "\t   ", text.replace(". ", ".\t")),
    "with d for đ": lambda text: re.sub(r"(?m)^(\W*)đ\)", r"\1d)", text),
    "without chapters": lambda text: re.sub(r"(?m)^\W*Chương.*$", "", text),
}


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("name", SOURCES)
def test_a_spoilt_file_has_the_same_units(name: str, how: str) -> None:
    spoilt = SPOILT[how](SOURCES[name])
    document = parse_document(spoilt, "x", name)
    assert [unit.path for unit in document.units()] == paths_of(name)
    ledger = account(document, spoilt)
    assert (ledger.lost, ledger.doubled) == ((), ())
