"""Staffing rules: one line a case, as the four regulations read. L unit leader, O office leader, S specialist, C centre's
leader, c centre's specialist, V Văn phòng – Thống kê, U leader of the UBND, x a position that no regulation names.
"""

from __future__ import annotations

import json

import pytest

from bot.roster.rules import Member, check, check_batch
from corpus import Library, Position, StaffedUnit

LETTERS = {
    "L": Position.UNIT_LEADER,
    "O": Position.OFFICE_LEADER,
    "S": Position.SPECIALIST,
    "C": Position.CENTRE_LEADER,
    "c": Position.CENTRE_SPECIALIST,
    "V": Position.OFFICE_STATISTICS,
    "U": Position.COMMITTEE_LEADER,
    "x": None,
}
REGULATIONS = {"hue": "hue-109-2025", "st": "soc-trang-246-2024", "sl": "son-la-2025", "bg": "bac-giang-2021"}
KINDS = {"so": "so-nganh", "vp": "vp-ubnd", "huyen": "ubnd-huyen", "xa": "ubnd-xa"}

# regulation, kind, procedures (? unknown), members -> what is violated
CASES = """
hue so 120 LOS ->
hue so 120 LO ->
hue so 120 LOO ->
hue so 120 LLO ->
hue so 120 LOx ->
hue so 120 LOSS -> too-many
hue so 120 LS -> missing O
hue so 120 OS -> missing L
hue so 120 SSS -> missing L, missing O
hue so 120 SSSS -> too-many, missing L, missing O
hue so 120 - -> missing L, missing O
hue so 120 L -> missing O
hue so 299 LOSS -> too-many
hue so 299 LOS ->
hue so 301 LOSS ->
hue so 301 LOSSS -> too-many
hue so 301 LO ->
hue so 301 LSSS -> missing O
hue so 301 OSSS -> missing L
hue so 450 LLLL -> missing O
hue so 450 LOOO ->
hue so 300 LOS ->
hue so 300 LOSS -> undetermined
hue so 300 LOSSS -> too-many
hue so 300 LSSS -> undetermined, missing O
hue so ? LOS ->
hue so ? LOSS -> undetermined
hue so ? LOSSS -> too-many
hue so ? SS -> missing L, missing O
hue so 0 LOS ->
hue vp ? LOCcccc ->
hue vp ? LO ->
hue vp ? LCc -> missing O
hue vp ? OCc -> missing L
hue vp ? cccc -> missing L, missing O
hue vp 500 LOOcc ->
hue xa ? UCc ->
hue xa ? UC -> missing c
hue xa ? Uc -> missing C
hue xa ? Cc -> missing U
hue xa ? UUC -> missing c
hue xa ? UCS -> missing c
hue xa ? UCcc -> too-many
hue xa ? LCc ->
hue xa ? UUU -> missing C, missing c
hue xa 400 UCcc -> too-many
hue xa ? - -> missing U, missing C, missing c
st so ? LO ->
st so ? L -> too-few, missing O
st so ? O -> too-few, missing L
st so ? LOS -> too-many
st so ? LL -> missing O
st so ? LS -> missing O
st so ? OO -> missing L
st so ? SS -> missing L, missing O
st so ? - -> too-few, missing L, missing O
st so 700 LOS -> too-many
st so ? LLS -> too-many, missing O
st vp ? O ->
st vp ? Occcc ->
st vp ? cc -> missing O
st vp ? - -> missing O
st huyen ? UO ->
st huyen ? U -> too-few, missing O
st huyen ? US -> missing O
st huyen ? UOS -> too-many
st huyen ? LO ->
st huyen ? SO -> missing U
st xa ? V ->
st xa ? VV -> too-many
st xa ? U -> missing V
st xa ? UV -> too-many
st xa ? - -> too-few, missing V
st xa ? UU -> too-many, missing V
sl so ? LOS ->
sl so ? LO -> missing S
sl so ? LS -> missing O
sl so ? OS -> missing L
sl so ? LOO -> missing S
sl so ? LOSS -> too-many
sl so 300 LOSS -> too-many
sl so ? LLL -> missing O, missing S
sl vp ? - ->
sl vp ? LOSSSSS ->
sl xa ? UCc ->
sl xa ? UC -> missing c
sl xa ? UCS -> missing c
sl xa ? UCcU -> too-many
sl xa ? V -> missing U, missing C, missing c
bg so ? LOS ->
bg so ? LO -> missing S
bg so ? LOSS -> too-many
bg so ? LLS -> missing O
bg so 900 LOS ->
bg vp ? OSSSS ->
bg vp ? O ->
bg vp ? SSSS -> missing O
bg huyen ? UOS ->
bg huyen ? LOS ->
bg huyen ? UO -> missing S
bg huyen ? UOSS -> too-many
bg huyen ? OSS -> missing U
bg xa ? UV ->
bg xa ? LV ->
bg xa ? U -> too-few, missing V
bg xa ? V -> too-few, missing U
bg xa ? UU -> missing V
bg xa ? UVS -> too-many
bg xa ? - -> too-few, missing U, missing V
hue huyen ? USS ->
sl huyen ? - ->
"""


def read(line: str) -> tuple[str, str, int | None, list[Member], set[str]]:
    given, _, expected = line.partition("->")
    regulation, kind, procedures, letters = given.split()
    members = [Member(f"Người {n}", LETTERS[letter]) for n, letter in enumerate(letters.replace("-", ""))]
    violations = set()
    for word in filter(None, (part.strip() for part in expected.split(","))):
        position = LETTERS[word.split()[1]] if word.startswith("missing ") else None
        violations.add(f"missing-position:{position.value}" if position else word)
    return (
        REGULATIONS[regulation],
        KINDS[kind],
        None if procedures == "?" else int(procedures),
        members,
        violations,
    )


@pytest.mark.parametrize("line", [line.strip() for line in CASES.strip().splitlines()])
def test_a_roster_is_judged_as_its_clause_reads(line: str, library: Library) -> None:
    regulation, kind, procedures, members, expected = read(line)
    verdict = check(regulation, StaffedUnit(kind), procedures, members)
    assert set(verdict.violations) == expected
    assert verdict.ok is (not expected)
    for path in verdict.citations:
        assert library.find(path) is not None


def test_a_kind_of_unit_that_the_text_does_not_know_breaks_no_rule_and_cites_nothing() -> None:
    verdict = check("hcm-118-2022", StaffedUnit.DEPARTMENT, None, [])
    assert (verdict.ok, verdict.violations, verdict.citations) == (True, (), ())


def test_a_batch_answers_line_for_line_and_skips_blank_lines() -> None:
    case = {
        "id": "q1",
        "regulation": "soc-trang-246-2024",
        "unit_kind": "ubnd-xa",
        "procedures": None,
        "members": [{"name": "Danh Út", "position": "lanh-dao-ubnd"}],
    }
    answers = [
        json.loads(line) for line in check_batch([json.dumps(case), "", json.dumps({**case, "id": "q2"})])
    ]
    assert [answer["id"] for answer in answers] == ["q1", "q2"]
    assert answers[0] == {
        "id": "q1",
        "ok": False,
        "violations": ["missing-position:cong-chuc-vp-thong-ke"],
        "citations": ["soc-trang-246-2024/quy-che/dieu-2/khoan-2/diem-b"],
    }
