"""A question as understood: which regulations, for whom, in which words, with what it continues; and the units ranked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.assistant.history import ELLIPTICAL, continue_query, inheritance
from bot.assistant.levels import asked_levels, names_level, without_levels
from bot.assistant.question import Question
from bot.assistant.scope import Scope, resolve_scope, without_names
from corpus import AgencyLevel, Library, Reference, UnitPath
from index import Query, UnitHit, UnitSearch

_CANDIDATES = 12
_SURE = 0.7
_GENERAL_TOPICS = frozenset(
    {"overview", "duties-all", "who-is", "committee-head", "committee-deputy", "committee-members"}
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What answers stand on: the regulations and their index."""

    library: Library
    search: UnitSearch


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as understood: where to look, for whom, in which words."""

    question: Question
    scope: Scope
    levels: tuple[AgencyLevel, ...]
    query: Query
    text: str  # without the references
    restored: str  # as typed, with marks restored


def read(question: Question, knowledge: Knowledge, references: Sequence[Reference] = ()) -> Reading:
    """Understand a question: its scope, levels and words, with what it inherits from the message before."""
    restored = knowledge.search.restored(question.text)
    scope = resolve_scope(question, knowledge.library, restored)
    levels = _levels(question, knowledge)
    text = _without(without_names(question.text, knowledge.library), references)
    query = knowledge.search.understand(text)
    if question.history:
        share = 0.0 if query.outside else inheritance(question.text, has_subject=bool(query.topics))
        before = _words_before(message_before(question), knowledge, other_level=names_level(restored))
        query = continue_query(query, before, share)
    return Reading(question, scope, levels, query, text, restored)


def _levels(question: Question, knowledge: Knowledge) -> tuple[AgencyLevel, ...]:
    """The levels that the message is about.

    Where it names none, those of the message before: however that came by them if this one has no subject of its own
    ("thế ai ký"), else only if that one named them ("báo cáo quý thì sao").
    """
    text = knowledge.search.restored(question.text)
    levels = asked_levels(replace(question, text=text))
    if not question.history or (levels and names_level(text)):
        return levels
    share = inheritance(question.text, has_subject=bool(knowledge.search.understand(text).topics))
    before = message_before(question)
    if share >= ELLIPTICAL:
        return _levels(before, knowledge) or levels
    said = knowledge.search.restored(before.text)
    return (asked_levels(replace(before, text=said)) or levels) if names_level(said) else levels


def message_before(question: Question) -> Question:
    """The message before, as it was asked."""
    return Question(question.history[-1], question.regulation, question.level, question.history[:-1])


def _words_before(before: Question, knowledge: Knowledge, *, other_level: bool) -> Query:
    """The message's words; where it continued the one before it, with that one's. Without its level if that is asked anew."""
    text = without_names(before.text, knowledge.library)
    query = knowledge.search.understand(
        without_levels(knowledge.search.restored(text)) if other_level else text
    )
    if not before.history or query.outside or query.topics:
        return query
    share = inheritance(before.text, has_subject=False)
    return continue_query(
        query, _words_before(message_before(before), knowledge, other_level=other_level), share
    )


def _without(text: str, references: Sequence[Reference]) -> str:
    for reference in sorted(references, key=lambda one: -one.span[0]):
        start, end = reference.span
        text = f"{text[:start]} {text[end:]}"
    return text


def rank(
    reading: Reading,
    knowledge: Knowledge,
    *,
    query: Query | None = None,
    regulations: Sequence[str] = (),
    within: UnitPath | None = None,
) -> list[UnitHit]:
    """The units of the scope for the asker's levels, best first."""
    return knowledge.search.rank(
        query or reading.query,
        regulations=regulations or reading.scope.regulations,
        levels=reading.levels,
        within=within,
        whole=wants_whole(reading.query),
        k=_CANDIDATES,
    )


def rank_each(reading: Reading, knowledge: Knowledge) -> dict[str, list[UnitHit]]:
    """For each regulation of the scope its units, best first."""
    return knowledge.search.rank_each(
        reading.query,
        regulations=reading.scope.regulations,
        levels=reading.levels,
        whole=wants_whole(reading.query),
        k=_CANDIDATES,
    )


def wants_whole(query: Query) -> bool:
    """Whether the question asks for all of a duty ("nhiệm vụ của đầu mối") and nothing in particular."""
    others = sum(strength for name, strength in query.topics.items() if name not in _GENERAL_TOPICS)
    return query.topics.get("overview", 0.0) >= _SURE and others < _SURE
