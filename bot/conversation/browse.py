"""/quyche: a regulation by its chapters, articles and clauses, with the way to the neighbours."""

from __future__ import annotations

import re

from bot.assistant import Answer, Outcome, cite_whole, present, province_buttons
from bot.channels.message import Button, OutMessage, bold, rich
from bot.conversation.turn import Turn
from bot.messages import conversation as say
from corpus import Chapter, Part, Regulation, Unit, UnitPath

_CLAUSES_A_ROW = 4
_ROMAN = {
    str(at): label
    for at, label in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), 1)
}
_NUMBER = re.compile(r"[0-9]{1,3}")


def _chapters(regulation: Regulation) -> tuple[Chapter, ...]:
    component = regulation.document.component(Part.REGULATION) or regulation.document.components[0]
    return component.chapters


def contents(turn: Turn, regulation_id: str | None) -> list[OutMessage]:
    """The chapters of a regulation, or the regulations to choose from."""
    regulation = turn.shelf.library.regulations.get(regulation_id or "")
    if regulation is None:
        choices = [
            Button(choice.label, choice.words, (choice.data or "").replace("h:", "r:"))
            for choice in province_buttons(turn.shelf, tuple(turn.shelf.library.regulations))
        ]
        return [OutMessage(rich(say.ASK_REGULATION), tuple((choice,) for choice in choices))]
    metadata = regulation.metadata
    rows: list[tuple[Button, ...]] = [
        (Button(say.chapter(chapter.label, chapter.title), chapter.title, f"c:{regulation.id}:{number}"),)
        for number, chapter in enumerate(_chapters(regulation))
    ]
    if not rows:
        rows = _article_rows(regulation.document.components[-1].articles)
    decision = regulation.document.component(Part.DECISION)
    if decision and decision.articles and len(regulation.document.components) > 1:
        rows.append((Button(say.DECISION_ARTICLES, say.DECISION_ARTICLES, f"c:{regulation.id}:d"),))
    title = say.regulation_title(metadata.annex, metadata.number, metadata.short)
    return [OutMessage(rich(bold(title), say.CHOOSE_CHAPTER), tuple(rows))]


def _article_rows(articles: tuple[Unit, ...]) -> list[tuple[Button, ...]]:
    return [
        (Button(say.article(unit.label, unit.title), say.article(unit.label, None), f"u:{unit.path}"),)
        for unit in articles
    ]


def chapter(turn: Turn, regulation_id: str, number: str) -> list[OutMessage]:
    """The articles of a chapter ("d": of the decision itself)."""
    regulation = turn.shelf.library.regulations.get(regulation_id)
    if regulation is None:
        return [OutMessage(rich(say.STALE))]
    if number == "d":
        decision = regulation.document.component(Part.DECISION)
        articles, title = (decision.articles if decision else ()), say.DECISION_ARTICLES
    else:
        chapters = _chapters(regulation)
        if not _NUMBER.fullmatch(number) or int(number) >= len(chapters):
            return [OutMessage(rich(say.STALE))]
        one = chapters[int(number)]
        articles, title = one.articles, say.chapter(one.label, one.title)
    return [OutMessage(rich(bold(title), say.CHOOSE_ARTICLE), tuple(_article_rows(articles)))]


def chapter_labelled(turn: Turn, regulation_id: str, label: str) -> list[OutMessage] | None:
    """The chapter with this label, "III" or "3"; None if the regulation has none such."""
    regulation = turn.shelf.library.regulations.get(regulation_id)
    if regulation is None:
        return None
    wanted = {label.upper(), _ROMAN.get(label, "")} - {""}
    for number, one in enumerate(_chapters(regulation)):
        if one.label.upper() in wanted:
            return chapter(turn, regulation_id, str(number))
    return None


def step(turn: Turn, path: UnitPath, by: int) -> list[OutMessage]:
    """The article `by` places after the one shown last; itself for 0."""
    component = turn.shelf.library.get(path.regulation).document.component(path.part)
    articles = [one.path for one in component.articles] if component else []
    if path.article_path not in articles:
        return [OutMessage(rich(say.STALE))]
    at = articles.index(path.article_path) + by
    if not 0 <= at < len(articles):
        return [OutMessage(rich(say.NO_FURTHER_ARTICLE))]
    return unit(turn, articles[at])


def unit(turn: Turn, path: UnitPath) -> list[OutMessage]:
    """One unit whole, with its clauses and its neighbours as buttons."""
    found = turn.shelf.library.find(path)
    if found is None:
        return [OutMessage(rich(say.STALE))]
    turn.remember(units=(str(path),))
    answer = Answer(Outcome.LOOKED_UP, (cite_whole(found),), regulations=(path.regulation,))
    message = present(answer, turn.shelf)
    children = [
        Button(say.clause(child.label), say.clause(child.label), f"u:{child.path}")
        for child in found.children
        if child.path.clause and not child.path.point
    ]
    rows = [tuple(children[at : at + _CLAUSES_A_ROW]) for at in range(0, len(children), _CLAUSES_A_ROW)]
    return [OutMessage(message.text, (*rows, *message.buttons))]
