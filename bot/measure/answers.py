"""The assistant beside plain engines on the same questions: how many right, how precise, how fast, with marks and without.

The plain engines search the asker's regulation (all, if none is known), quote their best three and never stay silent.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from bot.assistant import Knowledge, Question, Shelf, answer, present
from bot.measure.cases import Case
from bot.measure.judge import Given, Verdict, judge
from corpus import Library, Unit
from index import ENGINES, Article, fold

_QUOTED = 3
Answerer = Callable[[Question], Given]


@dataclass(frozen=True, slots=True)
class Row:
    """One way of answering over all cases; shares in percent, times in milliseconds a question."""

    engine: str
    cases: int
    right: float
    right_from: float  # 95% Wilson interval
    right_to: float
    unit_at_1: float
    precision: float
    true: float  # quotes and spoken passages
    withheld_when_no_answer: float | None
    wrongly_withheld: float
    right_without_marks: float
    ms_median: float
    ms_p95: float

    def as_json(self) -> dict[str, object]:
        """The row as one JSON object."""
        return asdict(self)


def bench_answers(cases: Sequence[Case], knowledge: Knowledge, shelf: Shelf) -> list[Row]:
    """One row for the assistant and one for each plain engine, the assistant first."""
    library = knowledge.library
    ways: list[tuple[str, Answerer]] = [
        ("daumoi", _assistant(knowledge, shelf)),
        ("rank-bm25 over units", _plain("rank-bm25", library, _leaves)),
        ("rank-bm25 over articles", _plain("rank-bm25", library, _articles)),
        ("sqlite fts5 over units", _plain("sqlite-fts5", library, _leaves)),
    ]
    return [_row(name, way, cases, library) for name, way in ways]


def _assistant(knowledge: Knowledge, shelf: Shelf) -> Answerer:
    def respond(question: Question) -> Given:
        found = answer(question, knowledge)
        cited = tuple((str(one.path), one.quote) for one in found.cited)
        return Given(found.answered, found.asks, cited, present(found, shelf).text.text)

    return respond


def _leaves(units: Sequence[Unit]) -> list[Unit]:
    return [one for unit in units for one in unit.walk() if not one.children]


def _articles(units: Sequence[Unit]) -> list[Unit]:
    return list(units)


def _plain(engine: str, library: Library, choose: Callable[[Sequence[Unit]], list[Unit]]) -> Answerer:
    searches = {}
    for regulation in library.regulations.values():
        units = choose([unit for part in regulation.document.components for unit in part.articles])
        articles = [Article(str(unit.path), unit.title or "", unit.text) for unit in units]
        searches[regulation.id] = ENGINES[engine](articles)

    def respond(question: Question) -> Given:
        names = [question.regulation] if question.regulation else list(searches)
        paths = [path for name in names for path in searches[name](question.text, _QUOTED)][:_QUOTED]
        cited = tuple((path, library.unit(path).text) for path in paths)
        return Given(
            bool(cited), asks=False, citations=cited, text=" ".join(f"“{quote}”" for _, quote in cited)
        )

    return respond


def _bare(question: Question) -> Question:
    def bare(text: str) -> str:
        return "".join(fold(char) for char in text)

    return replace(question, text=bare(question.text), history=tuple(bare(one) for one in question.history))


def _row(name: str, way: Answerer, cases: Sequence[Case], library: Library) -> Row:
    verdicts: list[Verdict] = []
    times: list[float] = []
    for case in cases:
        began = time.perf_counter()
        given = way(case.question)
        times.append((time.perf_counter() - began) * 1000)
        verdicts.append(judge(case, given, library))
    without = [judge(case, way(_bare(case.question)), library).right for case in cases]
    low, high = _interval([verdict.right for verdict in verdicts])
    return Row(
        engine=name,
        cases=len(cases),
        right=_percent([verdict.right for verdict in verdicts]),
        right_from=low,
        right_to=high,
        unit_at_1=_percent([verdict.unit_at_1 for verdict in verdicts]),
        precision=_percent([verdict.precision for verdict in verdicts]),
        true=_percent([verdict.true for verdict in verdicts]),
        withheld_when_no_answer=_percent([verdict.withheld for verdict in verdicts]),
        wrongly_withheld=_percent([verdict.wrongly_withheld for verdict in verdicts]),
        right_without_marks=_percent(without),
        ms_median=round(statistics.median(times), 1),
        ms_p95=round(sorted(times)[int(0.95 * (len(times) - 1))], 1),
    )


def _percent(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return round(100 * sum(known) / len(known), 1) if known else 0.0


def _interval(values: Sequence[bool]) -> tuple[float, float]:
    """95% Wilson interval of a share, in percent."""
    count, z = len(values), 1.96
    if not count:
        return 0.0, 0.0
    share = sum(values) / count
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    low, high = (middle - half) / (1 + z * z / count), (middle + half) / (1 + z * z / count)
    return round(100 * low, 1), round(100 * high, 1)
