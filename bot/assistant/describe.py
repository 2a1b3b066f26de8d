"""How an answer came about, for a reader: scope, level, words, topics, scores and their parts, the decision."""

from __future__ import annotations

from collections.abc import Mapping

from bot.assistant.question import Question
from bot.assistant.reading import Knowledge, rank, read
from bot.assistant.respond import ANSWERS_FROM, likelihood_of
from bot.assistant.scope import without_names
from corpus import find_references

_SHOWN = 6


def describe(question: Question, knowledge: Knowledge) -> str:
    """A page of plain text: what was understood and how the units were ranked."""
    references = find_references(without_names(question.text, knowledge.library))
    reading = read(question, knowledge, references)
    query = reading.query
    hits = rank(reading, knowledge)
    expanded = sorted(set(query.law) - set(query.own))
    rows = [
        f"scope     {', '.join(reading.scope.regulations) or '-'}{' (compare)' if reading.scope.compare else ''}",
        f"level     {', '.join(reading.levels) or '-'}",
        f"places    {'; '.join(question.text[one.span[0] : one.span[1]] for one in references) or '-'}",
        f"words     {' '.join(word.typed for word in query.words)}",
        f"topics    {_weighted(query.topics)}",
        f"outside   {_weighted(query.outside)}",
        f"added     {' '.join(token for token in expanded if ' ' not in token)}",
        f"answers   {likelihood_of(reading, hits, knowledge):.2f} (quoted from {ANSWERS_FROM:.2f})",
        "",
        "  score  " + "".join(f"{name:>9}" for name in (hits[0].parts if hits else ())) + "  unit",
    ]
    for hit in hits[:_SHOWN]:
        parts = "".join(f"{value:9.2f}" for value in hit.parts.values())
        rows.append(f"{hit.score:7.2f}  {parts}  {hit.path}{' (lead)' if hit.whole else ''}")
    return "\n".join(rows)


def _weighted(weights: Mapping[str, float]) -> str:
    return " ".join(f"{name} {value:.2f}" for name, value in weights.items()) or "-"
