"""`daumoi bench retrieval`: the shipped recipe beside plain engines on questions with known answers.

Qualities are percentages. Every engine is built and asked in a fresh process, one after the other, so that
none is judged by what another left in memory.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.accents import fold
from index.articles import Article
from index.errors import UnknownEngineError
from index.metrics import ndcg, recall, reciprocal_rank
from index.question_sets import Question, load_articles, load_questions
from index.rivals import ENGINES

ALWAYS = ("daumoi", "rank-bm25")
_DEPTHS = (1, 3, 5, 10, 20)
_CHILD = "import sys; from index.bench import measure_files; measure_files(*sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Row:
    """What one engine achieved and what it cost.

    `qualities` are r@1 … r@20 (share of the right articles found), mrr@10 and ndcg@10. `build_s` is from
    articles in memory to ready, `resident_mib` what the process with the ready index holds in all,
    interpreter included (None where the system does not tell), the times are per question.
    """

    engine: str
    qualities: dict[str, float]
    build_s: float
    resident_mib: float | None
    ms_median: float
    ms_p95: float

    def as_json(self) -> dict[str, str | float | None]:
        """The row under the names of the `--json` format, in its order."""
        return {
            "engine": self.engine,
            **self.qualities,
            "build_s": self.build_s,
            "resident_mib": self.resident_mib,
            "ms_median": self.ms_median,
            "ms_p95": self.ms_p95,
        }


def bench_retrieval(
    articles_path: Path, questions_path: Path, engines: Sequence[str] = (), *, strip_accents: bool = False
) -> list[Row]:
    """One row an engine: the shipped recipe, plain rank-bm25, then whichever others are named.

    With `strip_accents` the questions are asked without marks. Raises UnreadableSetError for a file that
    breaks its format and UnknownEngineError for a name that is not in `index.rivals`.
    """
    for name in engines:
        if name not in ENGINES:
            raise UnknownEngineError(name, tuple(ENGINES))
    load_questions(questions_path, load_articles(articles_path))
    return [
        _in_fresh_process(name, articles_path, questions_path, strip_accents=strip_accents)
        for name in dict.fromkeys((*ALWAYS, *engines))
    ]


def measure_files(engine: str, articles_path: str, questions_path: str, marks: str) -> None:
    """What the fresh process does: measure one engine, write its row to standard output as JSON."""
    articles = load_articles(Path(articles_path))
    questions = load_questions(Path(questions_path), articles)
    if marks == "stripped":
        questions = [Question(fold(question.text), question.relevant) for question in questions]
    json.dump(asdict(measure(engine, articles, questions)), sys.stdout)


def measure(engine: str, articles: Sequence[Article], questions: Sequence[Question]) -> Row:
    """The row of one engine, measured in this very process."""
    started = time.perf_counter()
    search = ENGINES[engine](articles)
    build_s = time.perf_counter() - started
    del articles
    gc.collect()
    resident_mib = _resident_mib()
    rankings: list[list[str]] = []
    milliseconds: list[float] = []
    for question in questions:
        started = time.perf_counter()
        rankings.append(search(question.text, max(_DEPTHS)))
        milliseconds.append(1000 * (time.perf_counter() - started))

    def percent(quality: Callable[[Sequence[str], frozenset[str], int], float], depth: int) -> float:
        judged = zip(rankings, questions, strict=True)
        shares = [quality(ranked, question.relevant, depth) for ranked, question in judged]
        return round(100 * sum(shares) / len(shares), 2)

    return Row(
        engine=engine,
        qualities={
            **{f"r@{depth}": percent(recall, depth) for depth in _DEPTHS},
            "mrr@10": percent(reciprocal_rank, 10),
            "ndcg@10": percent(ndcg, 10),
        },
        build_s=round(build_s, 3),
        resident_mib=resident_mib,
        ms_median=round(float(np.median(milliseconds)), 3),
        ms_p95=round(float(np.percentile(milliseconds, 95)), 3),
    )


def _in_fresh_process(engine: str, articles_path: Path, questions_path: Path, *, strip_accents: bool) -> Row:
    # A new interpreter, not multiprocessing: a forked child counts its parent's memory, a spawned one runs
    # the caller's main module again.
    command = [sys.executable, "-c", _CHILD, engine, str(articles_path), str(questions_path)]
    row = subprocess.run(  # noqa: S603  # our own interpreter on our own module
        [*command, "stripped" if strip_accents else "typed"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        check=True,
    )
    return Row(**json.loads(row.stdout))


def _resident_mib() -> float | None:
    """Resident memory of this process as Linux tells it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return round(int(held.split()[1]) / 1024, 1)
