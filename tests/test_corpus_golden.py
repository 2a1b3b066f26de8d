"""The outlines of the five regulations, unit by unit, against tests/golden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Library, Part, outline

GOLDEN = Path(__file__).parent / "golden"
ARTICLES = {
    "bac-giang-2021": (3, 11),
    "hcm-118-2022": (2, 10),
    "hue-109-2025": (3, 9),
    "soc-trang-246-2024": (3, 9),
    "son-la-2025": (3, 8),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_outline_is_the_golden_one(name: str, library: Library, rewrite_golden: bool) -> None:
    found = outline(library.get(name).document)
    file = GOLDEN / f"{name}.jsonl"
    if rewrite_golden:
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf-8")
    golden = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert found == golden


@pytest.mark.parametrize("name", ARTICLES)
def test_both_components_have_all_their_articles(name: str, library: Library) -> None:
    document = library.get(name).document
    counts = {component.part: len(component.articles) for component in document.components}
    decision, regulation = ARTICLES[name]
    assert counts == {Part.DECISION: decision, Part.REGULATION: regulation}


def test_the_five_have_366_units(library: Library) -> None:
    assert sum(1 for _ in library.units()) == 366
