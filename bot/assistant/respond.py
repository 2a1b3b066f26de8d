"""From a question to an answer: scope, level, reference or search, choice, gaps, or silence. Pure: no clock, no store.

The order is the promise: an explicit reference is shown, a known subject is quoted, an unknown one is withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant.answer import Answer, Cited, Outcome
from bot.assistant.asked_dates import asked_dues
from bot.assistant.choose import Choice, choose
from bot.assistant.citing import cite_hit
from bot.assistant.history import continue_query
from bot.assistant.instruments import asks_another_instrument
from bot.assistant.lookup import look_up
from bot.assistant.parts import compares, split_parties, split_parts
from bot.assistant.question import Question
from bot.assistant.reading import Knowledge, Reading, message_before, rank, rank_each, read
from bot.assistant.scope import all_officers, spell_initials, without_names
from bot.assistant.sidebyside import SideBySide, set_side_by_side
from bot.assistant.smalltalk import find_small_talk
from bot.assistant.steps import find_step, take_step
from bot.assistant.withhold import features, likelihood
from corpus import UnitPath, find_references
from index import UnitHit

ANSWERS_FROM = 0.38  # likelihood that something answers, from which on we quote
_FEW = 3  # up to so many provinces leave room for a second unit of the one where two come close
_MORE = 5
_UNSURE = Choice(
    tie=0.4
)  # without known ways of asking the second and third are often the one that was meant
_BESIDE = 0.5  # of the best score, from which on a clause for another level is compared
_LOOKS_BACK = 3  # messages: thanks and missing places may stand between


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
    steps = find_step(question.text) is not None
    before = _shown_before(question, knowledge) if references or steps else None
    stepped = take_step(reading, references, before, knowledge) if steps else None
    if stepped is not None:
        return stepped
    looked_up = look_up(reading, references, before, knowledge) if references else None
    if looked_up is not None:
        return looked_up
    if reading.scope.compare:
        return _compare(reading, knowledge)
    if reading.scope.home is None and len(reading.scope.regulations) > 1:
        return _grouped(reading, knowledge)
    return _quoted(reading, knowledge)


def _near(hits: Sequence[UnitHit]) -> tuple[UnitPath, ...]:
    return tuple(hit.path for hit in hits[:1])


def _parts(reading: Reading, knowledge: Knowledge) -> list[list[UnitHit]]:
    """The rankings of a message's single questions, each with the whole message behind it at a share; and of its levels."""
    pieces = split_parts(reading.text)
    rankings = []
    for piece in pieces if len(pieces) > 1 else ():
        query = continue_query(knowledge.search.understand(piece), reading.query, 0.3)
        rankings.append(rank(reading, knowledge, query=query))
    return rankings


def _by_level(reading: Reading, hits: Sequence[UnitHit], knowledge: Knowledge) -> list[list[UnitHit]]:
    """For each level that the message speaks of its own clause: rather beside the best unit, rather for it alone."""
    article = hits[0].path.article_path
    rankings = []
    for level in reading.levels if len(reading.levels) > 1 else ():
        addressed = [
            hit
            for hit in rank(replace(reading, levels=(level,)), knowledge)
            if level in hit.audience and hit.score >= _BESIDE * hits[0].score
        ]
        rankings.append(
            sorted(addressed, key=lambda hit: (not article.contains(hit.path), len(hit.audience)))[:1]
        )
    return rankings


def _is_hinted(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether ways of asking are known for any of the regulations that are searched."""
    return any(knowledge.search.is_hinted(one) for one in reading.scope.regulations)


def _chosen(reading: Reading, hits: Sequence[UnitHit], knowledge: Knowledge) -> list[UnitHit]:
    """The units to quote: what is compared, each side first; else the best with those for the message's other parts."""
    levels = _by_level(reading, hits, knowledge)
    sides = levels if compares(reading.text) else []
    if not levels:
        asked = [knowledge.search.understand(side) for side in split_parties(reading.text)]
        sides = [rank(reading, knowledge, query=side) for side in asked]
    if sides and all(sides):
        return choose(sides[0], sides, levels=reading.levels)
    choice = Choice() if _is_hinted(reading, knowledge) else _UNSURE
    return choose(hits, [*_parts(reading, knowledge), *levels], levels=reading.levels, choice=choice)


def likelihood_of(reading: Reading, hits: Sequence[UnitHit], knowledge: Knowledge) -> float:
    """How likely something answers, given what was found."""
    return likelihood(_features(reading, hits, knowledge), hinted=_is_hinted(reading, knowledge))


def _features(reading: Reading, hits: Sequence[UnitHit], knowledge: Knowledge) -> dict[str, float]:
    return features(
        reading.query,
        hits,
        knowledge.search,
        named=bool(reading.scope.named),
        continued=bool(reading.question.history),
    )


def evidence(question: Question, knowledge: Knowledge) -> dict[str, float] | None:
    """What decides whether the question is answered; None where it names a place or a province without a regulation."""
    if find_references(without_names(question.text, knowledge.library)):
        return None
    reading = read(replace(question, text=spell_initials(question.text, knowledge.library)), knowledge)
    scope = reading.scope
    if scope.uncovered and not scope.named:
        return None
    together = scope.compare or (scope.home is None and len(scope.regulations) > 1)
    hits = side_by_side(reading, knowledge).firsts if together else rank(reading, knowledge)
    return _features(reading, hits, knowledge)


def _quoted(reading: Reading, knowledge: Knowledge) -> Answer:
    hits = rank(reading, knowledge)
    regulations = reading.scope.regulations
    if not hits or likelihood_of(reading, hits, knowledge) < ANSWERS_FROM:
        return Answer(Outcome.WITHHELD, near=_near(hits), regulations=regulations)
    chosen = _chosen(reading, hits, knowledge)
    cited = tuple(cite_hit(hit, reading, knowledge) for hit in chosen)
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
    return set_side_by_side(rank_each(reading, knowledge), reading.scope.named, knowledge.search)


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
    return tuple(cite_hit(hit, reading, knowledge, brief=brief) for hit in chosen)


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


def _shown_before(question: Question, knowledge: Knowledge) -> UnitPath | None:
    """The unit shown last: "còn khoản 5?" continues it. Where a place was missing, the unit that should have held it."""
    shown = question.shown
    if shown and question.regulation in (None, shown.regulation) and knowledge.library.find(shown):
        return shown
    earlier = question
    for _ in question.history[-_LOOKS_BACK:]:
        earlier = message_before(earlier)
        last = answer(earlier, knowledge)
        if last.cited:
            return last.cited[0].path
        if last.lacks and last.lacks[0].above:
            return last.lacks[0].above
    return None
