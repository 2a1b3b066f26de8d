"""Typical clauses: who borrows their ways of asking, who does not, and what is shipped."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus import Library
from index import Hints, TypicalClause, UnitSearch, load_lexicon, load_typical
from index.errors import InvalidClause
from index.typical import _read

LAM_HO = "lam-ho-2026"
MEETING = f"{LAM_HO}/quy-che/dieu-4/khoan-1"
RIDDLE = "bao lâu thì cả nhà ngồi lại một bận"
CLAUSE = TypicalClause(
    ("Định kỳ 6 tháng một lần, Văn phòng tổ chức họp giao ban cán bộ đầu mối.",),
    (RIDDLE, "ngồi lại với nhau"),
)


def scores(search: UnitSearch, text: str) -> dict[str, float]:
    hits = search.rank(search.understand(text), regulations=[LAM_HO], k=50)
    return {str(hit.path): hit.parts["hint"] + hit.parts["asked"] for hit in hits}


def test_a_new_regulation_borrows_the_ways_of_asking_of_clauses_it_is_like(made_up: Library) -> None:
    plain = UnitSearch.build(made_up, load_lexicon())
    taught = UnitSearch.build(made_up, load_lexicon(), typical=[CLAUSE])
    assert scores(plain, RIDDLE).get(MEETING, 0.0) == 0.0
    lent = scores(taught, RIDDLE)
    assert max(lent, key=lambda path: lent[path]) == MEETING


def test_a_regulation_with_ways_of_asking_of_its_own_borrows_nothing(made_up: Library) -> None:
    own = Hints(((MEETING, "mấy tháng họp một lần"),))
    with_clauses = UnitSearch.build(made_up, load_lexicon(), own, [CLAUSE])
    without = UnitSearch.build(made_up, load_lexicon(), own)
    assert scores(with_clauses, RIDDLE) == scores(without, RIDDLE)


def test_a_block_without_a_clause_or_without_a_question_is_named_by_its_line() -> None:
    with pytest.raises(InvalidClause, match=r"x\.txt, line 4"):
        _read("x.txt", "= một điều\nhỏi gì\n\nhỏi mà không có điều\n")
    with pytest.raises(InvalidClause, match="line 1"):
        _read("x.txt", "= một điều\n")
    assert _read("x.txt", "\n\n= một điều\n= nói cách khác\nhỏi gì\n\n\n") == [
        TypicalClause(("một điều", "nói cách khác"), ("hỏi gì",))
    ]


def test_every_shipped_clause_is_asked_for_in_several_ways_and_no_line_stands_twice() -> None:
    clauses = load_typical()
    assert len(clauses) > 50
    assert min(len(clause.asked) for clause in clauses) >= 5
    lines = sorted(line.casefold() for clause in clauses for line in clause.asked)
    assert not [one for one, other in pairwise(lines) if one == other]
