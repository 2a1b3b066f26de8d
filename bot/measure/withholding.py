"""Fits the weights by which the assistant stays silent: a logistic regression over cases with and without an answer.

Cross-validated figures say what to expect of questions that the fit has not seen; the weights go to withhold.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.assistant import ANSWERS_FROM, Knowledge, evidence
from bot.measure.cases import Case
from corpus import load_library
from index import OUTSIDE, Hints, UnitSearch, load_hints, load_lexicon, load_typical

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FOLDS = 5
_STEPS = 8000
_RATE = 1.0
_RIDGE = 1e-4  # on every weight but the bias
# What a regulation without known ways of asking offers; the rest would only repeat what is not there.
UNHINTED = (
    "bias",
    "score",
    "beyond",
    "own",
    "law",
    "topic",
    "known",
    "apart",
    "outside",
    "topics",
    "named",
    "continued",
)


@dataclass(frozen=True, slots=True)
class Silence:
    """How well a model of one kind tells the answerable cases from the others; shares in percent."""

    model: str
    cases: int
    unanswerable: int
    withheld_when_no_answer: float
    wrongly_withheld: float

    def as_json(self) -> dict[str, object]:
        """The row as one JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights by feature, and what to expect of them: every case judged by a fit that left its fold out."""

    weights: Mapping[str, float]
    expected: Silence


def fit_models(cases: Sequence[Case]) -> dict[str, Fit]:
    """The two models of withhold.toml: for regulations with known ways of asking, and for those without (all five taken so)."""
    library, lexicon, hints = load_library(), load_lexicon(), load_hints()
    outside = Hints(tuple(line for line in hints.lines if line[0] == OUTSIDE))
    asked = Knowledge(library, UnitSearch.build(library, lexicon, hints))
    unasked = Knowledge(library, UnitSearch.build(library, lexicon, outside, load_typical()))
    return {
        "weights": fit_silence("weights", cases, asked),
        "unhinted": fit_silence("unhinted", cases, unasked, features=UNHINTED),
    }


def fit_silence(
    model: str, cases: Sequence[Case], knowledge: Knowledge, *, features: Sequence[str] = ()
) -> Fit:
    """Fit the weights of `features` (all if none are named) on those cases whose answer the search decides."""
    rows: list[Mapping[str, float]] = []
    answerable: list[bool] = []
    for case in cases:
        found = evidence(case.question, knowledge)
        if found is not None:
            rows.append(found)
            answerable.append(case.answerable)
    names = [name for name in (rows[0] if rows else {}) if not features or name in features]
    given = np.array([[row[name] for name in names] for row in rows])
    wanted = np.array(answerable, dtype=np.float64)
    return Fit(
        {name: round(float(weight), 3) for name, weight in zip(names, _fitted(given, wanted), strict=True)},
        _expected(model, given, wanted),
    )


def _expected(model: str, given: NDArray[np.float64], wanted: NDArray[np.float64]) -> Silence:
    folds = np.random.default_rng(1).permutation(len(wanted)) % _FOLDS
    likely = np.zeros(len(wanted))
    for fold in range(_FOLDS):
        weights = _fitted(given[folds != fold], wanted[folds != fold])
        likely[folds == fold] = _likelihood(given[folds == fold], weights)
    silent = likely < ANSWERS_FROM
    return Silence(
        model,
        len(wanted),
        int((wanted == 0).sum()),
        round(100 * float(silent[wanted == 0].mean()), 1),
        round(100 * float(silent[wanted == 1].mean()), 1),
    )


def _fitted(given: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gradient descent from zero; `given` has one row a case, its first column the bias."""
    weights = np.zeros(given.shape[1])
    ridge = np.full(given.shape[1], _RIDGE)
    ridge[0] = 0.0
    for _ in range(_STEPS):
        slope = given.T @ (_likelihood(given, weights) - wanted) / len(wanted)
        weights -= _RATE * (slope + ridge * weights)
    return weights


def _likelihood(given: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(given @ weights, -30, 30))))


def as_toml(fits: Mapping[str, Fit]) -> str:
    """The weights as withhold.toml holds them, one table a model."""
    tables = (
        "\n".join([f"[{name}]", *(f"{key} = {value:.3f}" for key, value in fit.weights.items()), ""])
        for name, fit in fits.items()
    )
    return "\n".join(tables)
