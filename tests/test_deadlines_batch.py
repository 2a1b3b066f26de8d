"""The batch of deadlines, judged as the case sets judge it: the right clause, exact days, true words, none invented."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.deadlines import BatchLineError, answer_batch
from corpus import Library, load_obligations

OBLIGATIONS = load_obligations()
SPAN = {"from": "2026-12-01", "to": "2027-12-31"}
SOC_TRANG = "soc-trang-246-2024/quy-che/dieu-7/khoan-3"
DATED = {(SOC_TRANG, "monthly"), (SOC_TRANG, "quarterly"), (SOC_TRANG, "yearly")}
MONTHLY = ["2026-12-21", *(f"2027-{month:02}-21" for month in range(1, 13))]
QUARTERLY = ["2026-12-18", "2027-03-18", "2027-06-18", "2027-09-18", "2027-12-18"]
YEARLY = ["2026-12-19", "2027-12-19"]


def ask(library: Library, **fields: object) -> list[dict[str, object]]:
    (line,) = answer_batch([json.dumps({"id": "x", **SPAN, **fields})], OBLIGATIONS, library.regulations)
    answer = json.loads(line)
    assert set(answer) == {"id", "obligations"}
    rows = answer["obligations"]
    assert isinstance(rows, list)
    return rows


# regulation, level, clause, cycle, days in 12/2026 and 2027
CASES = [
    ("soc-trang-246-2024", "province", "dieu-7/khoan-3", "monthly", MONTHLY),
    ("soc-trang-246-2024", "province", "dieu-7/khoan-3", "quarterly", QUARTERLY),
    ("soc-trang-246-2024", "province", "dieu-7/khoan-3", "yearly", YEARLY),
    ("soc-trang-246-2024", "province", "dieu-7/khoan-3", "ad-hoc", []),
    ("soc-trang-246-2024", "district", "dieu-7/khoan-3", "monthly", MONTHLY),
    ("soc-trang-246-2024", "district", "dieu-7/khoan-3", "quarterly", QUARTERLY),
    ("soc-trang-246-2024", "district", "dieu-7/khoan-3", "yearly", YEARLY),
    ("soc-trang-246-2024", None, "dieu-7/khoan-3", "yearly", YEARLY),
    ("soc-trang-246-2024", "commune", "dieu-7/khoan-4", None, []),
    ("soc-trang-246-2024", "province", "dieu-2/khoan-4", None, []),
    ("soc-trang-246-2024", "district", "dieu-2/khoan-4", None, []),
    ("soc-trang-246-2024", "commune", "dieu-9/khoan-2", None, []),
    ("hue-109-2025", "province", "dieu-6/khoan-3", "quarterly", []),
    ("hue-109-2025", "commune", "dieu-6/khoan-3", "yearly", []),
    ("hue-109-2025", "commune", "dieu-6/khoan-3", "ad-hoc", []),
    ("hue-109-2025", "commune", "dieu-5", "half-yearly", []),
    ("hue-109-2025", "commune", "dieu-8/khoan-2", None, []),
    ("hue-109-2025", "province", "dieu-2/khoan-3", None, []),
    ("hue-109-2025", "province", "dieu-9/khoan-2", None, []),
    ("son-la-2025", "commune", "dieu-5/khoan-3", "quarterly", []),
    ("son-la-2025", "province", "dieu-7/khoan-1", None, []),
    ("bac-giang-2021", "district", "dieu-7/khoan-3", "yearly", []),
    ("bac-giang-2021", "commune", "dieu-7/khoan-4", None, []),
    ("bac-giang-2021", "district", "dieu-9/khoan-3", None, []),
    ("hcm-118-2022", None, "dieu-7/khoan-2", "monthly", []),
    ("hcm-118-2022", None, "dieu-9/khoan-2", "quarterly", []),
    ("hcm-118-2022", "province", "dieu-9/khoan-3", "ad-hoc", []),
    ("hcm-118-2022", None, "dieu-8/khoan-2", None, []),
]


@pytest.mark.parametrize(
    ("regulation", "level", "clause", "cycle", "days"),
    CASES,
    ids=[f"{c[0]}@{c[1]}:{c[2]}:{c[3]}" for c in CASES],
)
def test_an_obligation_is_listed_from_its_clause_with_exactly_the_days_of_the_text(
    library: Library, regulation: str, level: str | None, clause: str, cycle: str | None, days: list[str]
) -> None:
    gold = f"{regulation}/quy-che/{clause}"
    rows = ask(library, regulation=regulation, level=level)
    mine = [
        row
        for row in rows
        if row["period"] == cycle and (row["citation"] == gold or str(row["citation"]).startswith(f"{gold}/"))
    ]
    assert mine
    assert sorted({day for row in mine for day in row["last_days"]}) == days  # type: ignore[attr-defined]


@pytest.mark.parametrize("level", ["province", "district", "commune", None])
def test_no_day_is_invented_anywhere(library: Library, level: str | None) -> None:
    rows = ask(library, regulation=None, level=level, **{"from": "2024-01-01", "to": "2035-12-31"})
    assert len(rows) > 20
    assert {(row["citation"], row["period"]) for row in rows if row["last_days"]} == (
        set() if level == "commune" else DATED
    )


def test_the_words_of_every_row_stand_in_its_unit(library: Library) -> None:
    for row in ask(library, regulation=None, level=None):
        text = library.unit(str(row["citation"])).text
        for piece in f"{row['rule'] or ''}…{row['recipient'] or ''}".split("…"):
            assert piece.strip() in text


def test_the_briefing_is_listed_with_its_months(library: Library) -> None:
    (briefing,) = (
        row
        for row in ask(library, regulation="hue-109-2025", level="commune")
        if row["period"] == "half-yearly"
    )
    assert (briefing["last_days"], briefing["months"]) == ([], ["2026-12", "2027-06", "2027-12"])


def test_what_has_days_comes_first_and_what_only_repeats_comes_last(library: Library) -> None:
    rows = ask(library, regulation="soc-trang-246-2024", level="province")
    assert [row["period"] for row in rows[:4]] == ["monthly", "quarterly", "yearly", "ad-hoc"]
    repeated = {str(one.citation) for one in OBLIGATIONS if one.see}
    assert rows[-1]["citation"] in repeated
    assert all(bool(row["last_days"]) is (index < 3) for index, row in enumerate(rows))


def test_lines_are_answered_in_order_with_their_ids_and_blank_ones_skipped(library: Library) -> None:
    lines = [
        json.dumps({"id": 7, "regulation": "hue-109-2025", "level": None, **SPAN}),
        "\n",
        json.dumps({"id": "b", "regulation": "hue-109-2025", "level": "district", **SPAN, "gold": "ignored"}),
    ]
    answers = [json.loads(line) for line in answer_batch(lines, OBLIGATIONS, library.regulations)]
    assert [answer["id"] for answer in answers] == [7, "b"]
    assert answers[1]["obligations"] == [], "Huế has no district"


UNUSABLE = {
    "no json": ("{", "no JSON"),
    "no object": ("[]", "must be a JSON object"),
    "no id": (json.dumps(SPAN), "with an id"),
    "a regulation nobody knows": (json.dumps({"id": 1, "regulation": "ha-noi", **SPAN}), "ha-noi"),
    "a level that is none": (json.dumps({"id": 1, "level": "xã", **SPAN}), "xã"),
    "no span": (json.dumps({"id": 1}), "`from` must be a date"),
    "a day that does not exist": (json.dumps({"id": 1, "from": "2027-02-29", "to": "2027-03-01"}), "`from`"),
    "a span that runs backwards": (
        json.dumps({"id": 1, "from": "2027-02-02", "to": "2027-02-01"}),
        "lies before",
    ),
}


@pytest.mark.parametrize(("line", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_line_is_refused_with_its_number_and_reason(
    library: Library, line: str, said: str
) -> None:
    good = json.dumps({"id": 0, "regulation": None, "level": None, **SPAN})
    answers = answer_batch([good, line], OBLIGATIONS, library.regulations)
    assert json.loads(next(answers))["id"] == 0
    with pytest.raises(BatchLineError, match=said) as caught:
        next(answers)
    assert caught.value.line == 2


def test_a_regulation_without_obligations_owes_nothing() -> None:
    line = json.dumps({"id": 1, "regulation": "moi", "level": None, **SPAN})
    (answer,) = answer_batch([line], OBLIGATIONS, ["moi"])
    assert json.loads(answer) == {"id": 1, "obligations": []}


def test_the_span_includes_both_of_its_ends(library: Library) -> None:
    day = date(2027, 3, 18).isoformat()
    rows = ask(library, regulation="soc-trang-246-2024", level="province", **{"from": day, "to": day})
    assert [row["last_days"] for row in rows[:3]] == [[], [day], []]
