"""How good the answers are: cases with gold, a judge, and plain engines answering the same questions."""

from bot.measure.answers import Row, bench_answers
from bot.measure.cases import Case, InvalidCaseError, read_cases
from bot.measure.judge import Given, Verdict, judge
from bot.measure.withholding import Fit, Silence, as_toml, fit_models

__all__ = [
    "Case",
    "Fit",
    "Given",
    "InvalidCaseError",
    "Row",
    "Silence",
    "Verdict",
    "as_toml",
    "bench_answers",
    "fit_models",
    "judge",
    "read_cases",
]
