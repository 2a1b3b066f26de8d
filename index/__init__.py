"""Which unit answers: BM25 over the articles and the units in them. Stands on the door of corpus."""

from index.accents import canonical, fold, has_marks, may_stand_for
from index.articles import Article, ArticleIndex
from index.bench import Row, bench_retrieval
from index.errors import IndexingError, UnknownEngineError, UnreadableSetError
from index.hints import load_hints
from index.known import OUTSIDE, Hints
from index.lexicon import Lexicon, load_lexicon
from index.passages import Contribution, Field, Hit, Passage, PassageIndex, best
from index.query import Query
from index.rivals import ENGINES
from index.search import UnitHit, UnitSearch
from index.tokens import QUESTION_SYLLABLES, pairs, query_tokens, syllables, tokens
from index.typical import TypicalClause, load_typical

__all__ = [
    "ENGINES",
    "OUTSIDE",
    "QUESTION_SYLLABLES",
    "Article",
    "ArticleIndex",
    "Contribution",
    "Field",
    "Hints",
    "Hit",
    "IndexingError",
    "Lexicon",
    "Passage",
    "PassageIndex",
    "Query",
    "Row",
    "TypicalClause",
    "UnitHit",
    "UnitSearch",
    "UnknownEngineError",
    "UnreadableSetError",
    "bench_retrieval",
    "best",
    "canonical",
    "fold",
    "has_marks",
    "load_hints",
    "load_lexicon",
    "load_typical",
    "may_stand_for",
    "pairs",
    "query_tokens",
    "syllables",
    "tokens",
]
