"""Which unit answers: BM25 over the articles and the units in them. Stands on the door of corpus."""

from index.accents import canonical, fold, has_marks, may_stand_for
from index.passages import Contribution, Field, Hit, Passage, PassageIndex, best
from index.tokens import QUESTION_SYLLABLES, pairs, query_tokens, syllables, tokens

__all__ = [
    "QUESTION_SYLLABLES",
    "Contribution",
    "Field",
    "Hit",
    "Passage",
    "PassageIndex",
    "best",
    "canonical",
    "fold",
    "has_marks",
    "may_stand_for",
    "pairs",
    "query_tokens",
    "syllables",
    "tokens",
]
