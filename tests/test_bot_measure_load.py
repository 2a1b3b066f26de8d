"""The load measurement, short in every run, and the promise of throughput in the slow one."""

import json
import sys
from pathlib import Path

import pytest

from bot.measure.load import bench_load, measure_fsync

QUESTIONS = (
    "Hạn nộp báo cáo quý là khi nào?",
    "so luong can bo dau moi o xa",
    "Ai phê duyệt danh sách cán bộ đầu mối?",
    "khoản 2 Điều 4 quy định gì",
    "thay đổi người thì báo cho ai",
    "hôm nay trời đẹp quá",
)


def test_under_a_light_load_every_question_is_answered_and_timed() -> None:
    row = bench_load(QUESTIONS, rate=40, seconds=1.0, chats=20, engine="echo")
    assert row.asked == row.answered > 30
    assert 0 < row.ms_median <= row.ms_p95 <= row.ms_p99


def test_the_price_of_a_sync_is_measured_beside_it(tmp_path: Path) -> None:
    with (tmp_path / "page").open("wb") as page:
        assert 0 < measure_fsync(page) < 60
        assert page.tell() == 4096


@pytest.mark.slow
@pytest.mark.parametrize("run", [1, 2, 3])
def test_a_hundred_questions_a_second_are_answered_within_three_tenths_of_a_second(run: int) -> None:
    """All the kept questions, not a few easy ones."""
    lines = (Path(__file__).parent / "cases" / "questions.jsonl").read_text("utf-8").splitlines()
    row = bench_load([json.loads(line)["question"] for line in lines], rate=105, seconds=30, chats=400)
    sys.stdout.write(f"\n{row}\n")
    assert row.answered == row.asked
    assert row.per_second >= 100
    assert row.ms_p95 <= 300
