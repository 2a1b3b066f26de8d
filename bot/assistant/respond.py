"""From a question to an answer: scope, level, reference or search, choice, gaps, or silence. Pure: no clock, no store.

The order is the promise: an explicit reference is shown, a known subject is quoted, an unknown one is withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.assistant.answer import Answer, Cited, Outcome
from bot.assistant.asked_dates import asked_dues
from bot.assistant.choose import choose
from bot.assistant.gaps import find_gap
from bot.assistant.history import continue_query, inheritance
from bot.assistant.instruments import asks_another_instrument
from bot.assistant.levels import asked_levels, names_level, without_levels
from bot.assistant.parts import split_parts
from bot.assistant.places import asks_neighbour, complete, narrowed, neighbour
from bot.assistant.question import Question
from bot.assistant.quoting import quote_of
from bot.assistant.scope import Scope, all_officers, resolve_scope, spell_initials, without_names
from bot.assistant.sidebyside import SideBySide, set_side_by_side
from bot.assistant.smalltalk import find_small_talk
from bot.assistant.withhold import features, likelihood
from corpus import AgencyLevel, Library, Reference, Unit, UnitPath, find_references, resolve_all
from index import Query, UnitHit, UnitSearch

ANSWERS_FROM = 0.3  # likelihood that something answers, from which on we quote
_CANDIDATES = 12
_FEW = 3  # up to so many provinces leave room for a second unit of the one where two come close
_SURE = 0.7
_GENERAL_TOPICS = frozenset(
    {"overview", "duties-all", "who-is", "committee-head", "committee-deputy", "committee-members"}
)
_MORE = 5


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
        before = _words_before(_before(question), knowledge, other_level=names_level(restored))
        query = continue_query(query, before, share)
    return Reading(question, scope, levels, query, text, restored)


def _levels(question: Question, knowledge: Knowledge) -> tuple[AgencyLevel, ...]:
    """The levels that the message is about; those of the message before where it names none."""
    text = knowledge.search.restored(question.text)
    levels = asked_levels(replace(question, text=text))
    if not question.history or (levels and names_level(text)):
        return levels
    return _levels(_before(question), knowledge) or levels


def _before(question: Question) -> Question:
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
    return continue_query(query, _words_before(_before(before), knowledge, other_level=other_level), share)


def _without(text: str, references: Sequence[Reference]) -> str:
    for reference in sorted(references, key=lambda one: -one.span[0]):
        start, end = reference.span
        text = f"{text[:start]} {text[end:]}"
    return text


def answer(question: Question, knowledge: Knowledge, *, everywhere: bool = False) -> Answer:
    """Answer a question; never raises on any text. `everywhere` compares all regulations for officers, the asker's first."""
    question = replace(question, text=spell_initials(question.text, knowledge.library))
    references = find_references(without_names(question.text, knowledge.library))
    reading = read(question, knowledge, references)
    if everywhere:
        scope = all_officers(question.regulation, knowledge.library)
        return _compare(replace(reading, scope=scope), knowledge)
    small_talk = find_small_talk(question.text, dict(reading.query.outside))
    if small_talk and not references:
        return Answer(Outcome.SMALL_TALK, small_talk=small_talk)
    if reading.scope.uncovered and not reading.scope.named:
        return Answer(
            Outcome.NOT_COVERED, uncovered=reading.scope.uncovered, near=_near(rank(reading, knowledge))
        )
    own = tuple(
        one.metadata.number.split("/Q")[0]
        for one in knowledge.library.regulations.values()
        if one.metadata.number
    )
    if not references and asks_another_instrument(question.text, own):
        return Answer(
            Outcome.WITHHELD, near=_near(rank(reading, knowledge)), regulations=reading.scope.regulations
        )
    before = _shown_before(question, knowledge) if references or asks_neighbour(question.text) else None
    stepped = neighbour(question.text, before, knowledge.library) if before and not references else None
    if stepped is not None:
        cited = (_cite(stepped, reading, knowledge, named=True),)
        return Answer(Outcome.LOOKED_UP, cited, regulations=(stepped.regulation,))
    looked_up = _look_up(reading, references, before, knowledge) if references else None
    if looked_up is not None:
        return looked_up
    if reading.scope.compare:
        return _compare(reading, knowledge)
    if reading.scope.home is None and len(reading.scope.regulations) > 1:
        return _grouped(reading, knowledge)
    return _quoted(reading, knowledge)


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


def wants_whole(query: Query) -> bool:
    """Whether the question asks for all of a duty ("nhiệm vụ của đầu mối") and nothing in particular."""
    others = sum(strength for name, strength in query.topics.items() if name not in _GENERAL_TOPICS)
    return query.topics.get("overview", 0.0) >= _SURE and others < _SURE


def _near(hits: Sequence[UnitHit]) -> tuple[UnitPath, ...]:
    return tuple(hit.path for hit in hits[:1])


def _cite(
    path: UnitPath, reading: Reading, knowledge: Knowledge, *, named: bool = False, brief: bool = False
) -> Cited:
    unit = knowledge.library.unit(path)
    wanted = {*reading.query.own, *reading.query.law}
    quote = quote_of(unit, wanted, named=named, brief=brief)
    return Cited(path, quote, None if named else find_gap(reading.restored, unit.text))


def cite_whole(unit: Unit, *, shortened: bool = False) -> Cited:
    """A unit cited for its own sake, as fully as a chat bears."""
    return Cited(unit.path, quote_of(unit, (), named=not shortened))


def _cite_hit(hit: UnitHit, reading: Reading, knowledge: Knowledge, *, brief: bool = False) -> Cited:
    cited = _cite(hit.path, reading, knowledge, brief=brief)
    mine = set(reading.levels)
    if mine and hit.audience and not (hit.audience | hit.mentions) & mine:
        cited = replace(
            cited, other_levels=tuple(AgencyLevel(level) for level in AgencyLevel if level in hit.audience)
        )
    return cited


def _parts(reading: Reading, knowledge: Knowledge) -> list[list[UnitHit]]:
    """The rankings of a message's single questions, each with the whole message behind it at a share."""
    pieces = split_parts(reading.text)
    if len(pieces) < 2:
        return []
    rankings = []
    for piece in pieces:
        query = continue_query(knowledge.search.understand(piece), reading.query, 0.3)
        rankings.append(rank(reading, knowledge, query=query))
    return rankings


def likelihood_of(reading: Reading, hits: Sequence[UnitHit], knowledge: Knowledge) -> float:
    """How likely something answers, given what was found."""
    hinted = any(knowledge.search.is_hinted(one) for one in reading.scope.regulations)
    return likelihood(features(reading.query, hits, knowledge.search), hinted=hinted)


def _quoted(reading: Reading, knowledge: Knowledge) -> Answer:
    hits = rank(reading, knowledge)
    regulations = reading.scope.regulations
    if not hits or likelihood_of(reading, hits, knowledge) < ANSWERS_FROM:
        return Answer(Outcome.WITHHELD, near=_near(hits), regulations=regulations)
    chosen = choose(hits, _parts(reading, knowledge), levels=reading.levels)
    cited = tuple(_cite_hit(hit, reading, knowledge) for hit in chosen)
    shown = {hit.path for hit in chosen}
    more = tuple(hit.path for hit in hits if hit.path not in shown)[:_MORE]
    return Answer(
        Outcome.QUOTED,
        cited,
        more=more,
        regulations=regulations,
        uncovered=reading.scope.uncovered,
        dues=asked_dues(reading.restored, reading.query),
        level=reading.levels[0] if reading.levels else None,
    )


def side_by_side(reading: Reading, knowledge: Knowledge) -> SideBySide:
    """The regulations of the scope side by side."""
    ranked = {one: rank(reading, knowledge, regulations=[one]) for one in reading.scope.regulations}
    return set_side_by_side(ranked, reading.scope.named, knowledge.search)


def _cite_each(
    found: SideBySide, reading: Reading, knowledge: Knowledge, *, brief: bool = False
) -> tuple[Cited, ...]:
    choices = [choose(hits, levels=reading.levels) for hits in found.found.values()]
    chosen = [choice[0] for choice in choices]
    doubtful = [choice[1] for choice in choices if len(choice) > 1]
    if doubtful and len(chosen) <= _FEW:
        closest = max(doubtful, key=lambda hit: hit.score)
        at = next(
            number for number, first in enumerate(chosen) if first.path.regulation == closest.path.regulation
        )
        chosen = (
            [*chosen, closest] if at == len(chosen) - 1 else [*chosen[: at + 1], closest, *chosen[at + 1 :]]
        )
    return tuple(_cite_hit(hit, reading, knowledge, brief=brief) for hit in chosen)


def _compare(reading: Reading, knowledge: Knowledge) -> Answer:
    """Each regulation's unit under its name; a province asked about in passing is quoted too."""
    found, scope = side_by_side(reading, knowledge), reading.scope
    if not found.firsts or likelihood_of(reading, found.firsts, knowledge) < ANSWERS_FROM:
        return Answer(Outcome.WITHHELD, near=_near(found.firsts), regulations=scope.regulations)
    return Answer(
        Outcome.COMPARED,
        _cite_each(found, reading, knowledge),
        regulations=scope.regulations,
        silent=found.silent,
        uncovered=scope.uncovered,
    )


def _grouped(reading: Reading, knowledge: Knowledge) -> Answer:
    """Nobody said whose regulation: the best unit of each, and the question which province."""
    found, regulations = side_by_side(reading, knowledge), reading.scope.regulations
    if not found.firsts or likelihood_of(reading, found.firsts, knowledge) < ANSWERS_FROM:
        return Answer(Outcome.WITHHELD, near=_near(found.firsts), regulations=regulations)
    cited = _cite_each(found, reading, knowledge, brief=True)
    return Answer(Outcome.GROUPED, cited, regulations=regulations, silent=found.silent, asks=True)


def _look_up(
    reading: Reading, references: Sequence[Reference], before: UnitPath | None, knowledge: Knowledge
) -> Answer | None:
    """The units that the question names; None if it names none after all."""
    found: list[UnitPath] = []
    missing: str | None = None
    scope = reading.scope
    unknown = scope.home is None and not scope.named and len(scope.regulations) > 1
    where = scope.regulations if unknown or scope.compare else scope.regulations[: len(scope.named) or 1]
    for reference, whole in zip(references, complete(references, before), strict=True):
        if reference.article is None and reference.clause is None and reference.point is None:
            continue
        is_item = "." in (reference.point or "")  # "mục 2.6" may stand once in the regulation
        if whole.article is None and not is_item:
            continue
        for regulation_id in where:
            regulation = knowledge.library.get(regulation_id)
            units = resolve_all(whole, regulation)
            if not units and is_item:
                units = resolve_all(reference, regulation)
            if not units and whole.clause != reference.clause:
                units = resolve_all(replace(whole, clause=reference.clause), regulation)
            found.extend(unit.path for unit in units)
            if not units and whole.article is not None:
                missing = reading.question.text[reference.span[0] : reference.span[1]]
    found = narrowed(found)
    if found:
        if unknown or len({path.regulation for path in found}) > 1:
            firsts = {path.regulation: path for path in reversed(found)}
            cited = tuple(
                _cite(firsts[one], reading, knowledge, named=True, brief=unknown)
                for one in where
                if one in firsts
            )
            outcome = Outcome.GROUPED if unknown else Outcome.COMPARED
            return Answer(outcome, cited, regulations=scope.regulations, asks=unknown)
        cited = tuple(_cite(path, reading, knowledge, named=True) for path in found[:4])
        level = reading.levels[0] if reading.levels else None
        return Answer(Outcome.LOOKED_UP, cited, regulations=scope.regulations, level=level)
    if missing is not None:
        return Answer(Outcome.NO_SUCH_UNIT, regulations=reading.scope.regulations, asked_unit=missing)
    return None


def _shown_before(question: Question, knowledge: Knowledge) -> UnitPath | None:
    """The unit that the previous message was about: "còn khoản 5?" continues it."""
    if not question.history:
        return None
    last = answer(_before(question), knowledge)
    return last.cited[0].path if last.cited else None
