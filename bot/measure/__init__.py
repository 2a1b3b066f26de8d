"""How good the answers are: cases with gold, a judge, and plain engines answering the same questions."""

from bot.measure.answers import Row, bench_answers
from bot.measure.cases import Case, InvalidCaseError, read_cases
from bot.measure.judge import Given, Verdict, judge

__all__ = ["Case", "Given", "InvalidCaseError", "Row", "Verdict", "bench_answers", "judge", "read_cases"]
