"""Ranking units: scope, level, hints, what speaks against an answer, parts that add up, indexes over nearly nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Library, UnitPath, load_library
from index import OUTSIDE, Hints, UnitHit, UnitSearch, load_lexicon

LAM_HO, HUE, SOC_TRANG = "lam-ho-2026", "hue-109-2025", "soc-trang-246-2024"
FIVE = ("bac-giang-2021", "hcm-118-2022", HUE, SOC_TRANG, "son-la-2025")
ARTICLE_5 = f"{LAM_HO}/quy-che/dieu-5"


def built(library: Library, *lines: tuple[str, str]) -> UnitSearch:
    return UnitSearch.build(library, load_lexicon(), Hints(lines))


@pytest.fixture(scope="module")
def small(made_up: Library) -> UnitSearch:
    """The made-up regulation, without any known way of asking."""
    return built(made_up)


def ranked(
    search: UnitSearch, text: str, regulation: str = LAM_HO, levels: tuple[str, ...] = (), k: int = 12
) -> list[UnitHit]:
    return search.rank(search.understand(text), regulations=[regulation], levels=levels, k=k)


def first(hits: list[UnitHit]) -> str:
    return str(hits[0].path).split("/", 1)[1]


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ("ai kiểm kê tre trúc", "quy-che/dieu-5/khoan-2/diem-a"),
        ("đổi người thì báo ai", "quy-che/dieu-2/khoan-3"),
        ("hop giao ban may lan", "quy-che/dieu-4/khoan-1"),
        ("quyết định có hiệu lực từ bao giờ", "quyet-dinh/dieu-2"),
        ("nhắn zalo trao đổi việc được không", "quy-che/dieu-4/khoan-2"),
    ],
)
def test_a_regulation_nobody_tuned_for_is_searched_at_once(small: UnitSearch, asked: str, unit: str) -> None:
    assert first(ranked(small, asked)) == unit


@settings(deadline=None)
@given(
    st.sampled_from(["báo cáo quý", "ai duyệt", "x", "", "đầu mối tỉnh khác"]), st.sets(st.sampled_from(FIVE))
)
def test_only_units_of_the_regulations_asked_for_come_out_best_first(
    search: UnitSearch, text: str, regulations: set[str]
) -> None:
    hits = search.rank(search.understand(text), regulations=regulations, k=40)
    assert {hit.path.regulation for hit in hits} <= regulations
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    assert len({hit.path for hit in hits}) == len(hits)


@pytest.mark.parametrize("k", [0, 1, 3])
def test_no_more_than_k_come_out(search: UnitSearch, k: int) -> None:
    assert len(ranked(search, "báo cáo", HUE, k=k)) == k


def test_within_keeps_to_one_unit_and_what_is_below_it(search: UnitSearch) -> None:
    home = UnitPath.parse(f"{HUE}/quy-che/dieu-4/khoan-7")
    hits = search.rank(search.understand("báo cáo danh sách"), regulations=[HUE], within=home, k=50)
    assert hits
    assert all(home.contains(hit.path) for hit in hits)


def test_a_general_question_prefers_units_that_hold_others(small: UnitSearch) -> None:
    query = small.understand("nhiệm vụ của cán bộ đầu mối")
    plain, whole = (
        {str(hit.path): hit for hit in small.rank(query, regulations=[LAM_HO], whole=wanted, k=99)}
        for wanted in (False, True)
    )
    for path, hit in plain.items():
        if hit.whole:
            assert whole[path].score > hit.score
        else:
            assert whole[path].score == hit.score


def test_one_s_own_level_is_lifted_and_another_s_lowered(small: UnitSearch) -> None:
    assert small.weights.other_level < 1.0 < small.weights.own_level
    asked = "báo cáo nộp trước ngày nào"
    province, commune = (f"{LAM_HO}/quy-che/dieu-3/khoan-{n}" for n in (1, 2))
    plain = {str(hit.path): hit.score for hit in ranked(small, asked)}
    for level, own, other in (("province", province, commune), ("commune", commune, province)):
        found = {str(hit.path): hit.score for hit in ranked(small, asked, levels=(level,))}
        assert found[own] == pytest.approx(plain[own] * small.weights.own_level)
        assert found[other] == pytest.approx(plain[other] * small.weights.other_level)
    both = {str(hit.path): hit.score for hit in ranked(small, asked, levels=("province", "commune"))}
    assert both[province] / plain[province] == pytest.approx(both[commune] / plain[commune])


def test_a_unit_for_everybody_is_the_same_for_every_level(small: UnitSearch) -> None:
    scores = {
        ranked(small, "họp giao ban mấy lần", levels=levels)[0].score
        for levels in ((), ("province",), ("commune",))
    }
    assert len(scores) == 1


@settings(deadline=None)
@given(st.sampled_from(["báo cáo quý nộp ngày nào", "ai duyệt danh sách", "bao cao", "mấy người", "k"]))
def test_the_parts_of_a_score_add_up(search: UnitSearch, text: str) -> None:
    for hit in search.rank(search.understand(text), regulations=FIVE, k=60):
        factor = search.weights.whole if hit.whole else 1.0
        assert hit.score == pytest.approx(factor * sum(hit.parts.values()))
        assert all(part >= 0 for part in hit.parts.values())


def test_the_asker_s_own_words_outweigh_the_law_s_words_for_them(small: UnitSearch) -> None:
    query = small.understand("đôn đốc niêm yết")
    parts = ranked(small, "đôn đốc niêm yết")[0].parts
    assert query.law
    assert parts["own"] > parts["law"] > 0


def test_the_same_question_ranks_the_same_in_an_index_built_anew(
    search: UnitSearch, library: Library, made_up: Library
) -> None:
    query = search.understand("ai phê duyệt danh sách")
    assert search.rank(query, regulations=FIVE) == search.rank(query, regulations=FIVE)
    one, other = (built(made_up, (ARTICLE_5, "việc của tôi")) for _ in range(2))
    assert ranked(one, "việc của tôi là gì") == ranked(other, "việc của tôi là gì")


def test_a_known_way_of_asking_finds_the_unit_that_shares_no_word_with_it(made_up: Library) -> None:
    target = f"{LAM_HO}/quy-che/dieu-5/khoan-2/diem-a"
    asked = "măng rừng tính sao"
    without = built(made_up)
    assert target not in {str(hit.path) for hit in ranked(without, asked)}
    taught = built(made_up, (target, "măng rừng thì tính làm sao"))
    best = ranked(taught, asked)[0]
    assert str(best.path) == target
    assert best.parts["own"] == 0.0 < best.parts["hint"]


@pytest.mark.parametrize("levels", [(), ("commune",), ("province", "district")])
@pytest.mark.parametrize("whole", [False, True])
def test_ranked_together_each_regulation_has_the_units_it_has_alone(
    search: UnitSearch, levels: tuple[str, ...], whole: bool
) -> None:
    query = search.understand("nhiem vu cua dau moi va bao cao quy")
    together = search.rank_each(query, regulations=FIVE, levels=levels, whole=whole)
    alone = {one: search.rank(query, regulations=[one], levels=levels, whole=whole) for one in FIVE}
    assert together == alone
    assert all(together.values())


def test_a_line_for_a_unit_that_no_regulation_has_is_left_out(made_up: Library) -> None:
    lost = built(made_up, (f"{LAM_HO}/quy-che/dieu-77", "măng rừng tính sao"))
    assert ranked(lost, "măng rừng tính sao") == ranked(built(made_up), "măng rừng tính sao")


def test_units_that_say_the_same_in_two_regulations_share_their_ways_of_asking(
    library: Library, made_up: Library, tmp_path: Path
) -> None:
    text = (Path(__file__).parent / "made_up" / "lam-ho-2026.txt").read_text("utf-8")
    for name in ("one-1", "two-2"):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    twins = built(load_library(tmp_path), ("one-1/quy-che/dieu-5/khoan-2/diem-a", "măng rừng tính sao"))
    direct = ranked(twins, "măng rừng tính sao", "one-1")[0]
    shared = ranked(twins, "măng rừng tính sao", "two-2")[0]
    assert first([direct]) == first([shared]) == "quy-che/dieu-5/khoan-2/diem-a"
    assert shared.parts["hint"] == pytest.approx(direct.parts["hint"] * twins.weights.twin)
    assert twins.likeness(direct.place, shared.place) == pytest.approx(1.0)
    assert twins.likeness(direct.place, direct.place) == 0.0


def test_likeness_is_between_regulations_and_both_ways_the_same(search: UnitSearch) -> None:
    names = [row.path.regulation for row in search.passages]
    some = 0
    for one in range(len(names)):
        for other in range(0, len(names), 17):
            alike = search.likeness(one, other)
            assert alike == pytest.approx(search.likeness(other, one))
            assert alike == 0.0 or (0.4 <= alike <= 1.001 and names[one] != names[other])
            some += alike > 0
    assert some > 0


def test_the_outside_share_tells_known_outside_questions_from_known_inside_ones(made_up: Library) -> None:
    search = built(
        made_up,
        (ARTICLE_5, "đầu mối phải làm những gì"),
        (ARTICLE_5, "việc của đầu mối gồm gì"),
        (OUTSIDE, "giá cà phê hôm nay bao nhiêu"),
        (OUTSIDE, "giá vàng bao nhiêu"),
    )
    away, away_share = search.evidence.outside_share(search.understand("giá cà phê bao nhiêu"))
    home, home_share = search.evidence.outside_share(search.understand("đầu mối làm những gì"))
    assert 0 <= home < away <= 1
    assert home_share < 0.5 < away_share
    odds = [
        search.evidence.domain_odds(search.understand(text)).words
        for text in ("phải làm", "giá cà phê", "zzz")
    ]
    assert odds[0] > 0 > odds[1]
    assert odds[2] == 0.0


def test_the_shipped_lines_keep_officers_questions_and_others_apart(search: UnitSearch) -> None:
    def share(text: str) -> float:
        return search.evidence.outside_share(search.understand(text))[1]

    assert share("báo cáo quý nộp khi nào") < 0.5 < share("cách nấu phở bò ngon")


def test_known_share_is_the_part_of_the_words_that_stand_anywhere(small: UnitSearch) -> None:
    def known(text: str) -> float:
        return small.evidence.known_share(small.understand(text))

    assert known("niêm yết trụ sở") == 1.0
    assert known("niêm yết") > known("niêm yết blockchain") > known("blockchain") == 0.0
    assert known("") == 0.0


def test_a_word_that_no_unit_knows_speaks_against_every_unit(small: UnitSearch) -> None:
    sure, doubtful = (ranked(small, text)[0] for text in ("tre trúc", "tre trúc blockchain"))
    assert sure.path == doubtful.path
    assert 0 < doubtful.parts["own"] < sure.parts["own"]


@pytest.mark.parametrize("lines", [(), ((OUTSIDE, "giá vàng"),)], ids=["no hints", "only outside"])
@pytest.mark.parametrize("text", ["báo cáo quý nộp khi nào", "", "giá vàng"])
def test_an_index_over_an_empty_library_finds_nothing(lines: tuple[tuple[str, str], ...], text: str) -> None:
    search = built(Library({}), *lines)
    query = search.understand(text)
    assert search.rank(query, regulations=["any"]) == []
    assert search.evidence.known_share(query) == float(bool(lines) and text == "giá vàng")
    assert all(0 <= one <= 1 for one in search.evidence.outside_share(query))


def test_an_index_over_a_text_without_articles_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text("Không có điều nào ở đây.\n", "utf-8")
    assert ranked(built(load_library(tmp_path)), "điều nào", "blank") == []


def test_an_index_over_a_single_article_finds_it_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Điều 1. Họp giao ban\nCác xã họp giao ban mỗi quý một lần.\n", "utf-8")
    library = load_library(tmp_path)
    assert sum(1 for _ in library.units()) == 1
    search = built(library)
    assert first(ranked(search, "mấy lần họp giao ban", "one")).endswith("dieu-1")
    assert ranked(search, "blockchain", "one") == []


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80))
def test_any_text_is_ranked_with_finite_scores(search: UnitSearch, text: str) -> None:
    query = search.understand(text)
    hits = search.rank(query, regulations=FIVE, levels=("commune",), k=5)
    assert np.isfinite([hit.score for hit in hits]).all()
    assert 0.0 <= search.evidence.known_share(query) <= 1.0
    odds = search.evidence.domain_odds(query)
    assert all(-1.0 <= value <= 1.0 for value in (odds.words, odds.pairs, odds.lowest))
    assert 0.0 <= odds.unknown_pairs <= 1.0
