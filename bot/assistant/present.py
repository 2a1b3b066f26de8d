"""An answer as a message: a first line that answers, the words of the law, their place, notes, and the next steps as buttons.

Every legal statement stands between “ ” with its place below; everything else comes from bot.messages or from data.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.assistant.answer import Answer, Cited, Gap, Outcome
from bot.assistant.lacking import lack_sentences, other_part
from bot.assistant.quoting import CUT
from bot.channels.message import Button, OutMessage, Paragraph, Rich, Span, Style, bold, italic, plain
from bot.deadlines import CalendarPeriod, DueLine, due_lines
from bot.messages import answers as say
from bot.messages.deadlines import forecast
from corpus import (
    AgencyLevel,
    Audience,
    Form,
    LaterLaw,
    Library,
    Part,
    Regulation,
    UnitPath,
    find_later_law,
    format_citation,
)

_MOST_NOTES = 2
_LONGEST_HEADLINE = 150


@dataclass(frozen=True, slots=True)
class Shelf:
    """What presenting needs beside the answer."""

    library: Library
    later_law: Sequence[LaterLaw]
    today: date


def quote_paragraphs(cited: Cited, shelf: Shelf) -> list[Paragraph]:
    """A passage of law between quotation marks, set off; a whole unit in the lines of its text, an outline cut by cut."""
    unit = shelf.library.unit(cited.path)
    lines = [line for one in unit.walk() for line in one.paragraphs if line]
    if cited.quote != unit.text or " ".join(lines) != unit.text:
        lines = cited.quote.split(f" {CUT} ") if unit.children else [cited.quote]
        lines = [f"{line} {CUT}" for line in lines[:-1]] + lines[-1:]
    lines[0] = f"“{lines[0]}"
    lines[-1] = f"{lines[-1]}”"
    return [Paragraph((Span(line),), quote=True) for line in lines]


def place_paragraph(path: UnitPath, shelf: Shelf) -> Paragraph:
    """Where the passage stands: "— khoản 3 Điều 7 Quy chế, Quyết định 246/QĐ-UBND (Sóc Trăng)"."""
    return plain(f"— {format_citation(path, shelf.library, form=Form.SHORT)}")


def headline(cited: Cited, shelf: Shelf) -> str:
    """What the quoted unit is called: the heading of the nearest unit above it that has one."""
    path: UnitPath | None = cited.path
    while path is not None:
        unit = shelf.library.unit(path)
        if unit.title and len(unit.title) <= _LONGEST_HEADLINE:
            return unit.title.rstrip(" .:;")
        path = path.parent
    return format_citation(cited.path.article_path, shelf.library, form=Form.PLACE)


def _block(
    cited: Cited,
    shelf: Shelf,
    *,
    title: str | None,
    due: Sequence[DueLine] = (),
    told: Collection[Gap] = (),
) -> list[Paragraph]:
    """A quotation under its headline; a gap in `told` was named above already."""
    rows: list[Paragraph] = [_due_paragraph(line, shelf.today) for line in due]
    gap = None if due or cited.gap in told else cited.gap
    if title and not due:
        rows.append(bold(title))
    if gap:
        rows.append(bold(say.GAPS[gap]))
    if cited.other_levels:
        rows.append(italic(say.other_levels(cited.other_levels)))
    rows += quote_paragraphs(cited, shelf)
    rows.append(place_paragraph(cited.path, shelf))
    if gap:
        rows.append(plain(say.GAP_ADVICE[gap]))
    return rows


def _due_paragraph(line: DueLine, today: date) -> Paragraph:
    """As “Báo cáo tháng: trước ngày 22 — hạn cuối an toàn thứ Hai, 21/12/2026”."""
    early = line.remind_day if today <= line.remind_day < line.last_day else None
    return Paragraph(
        (
            Span(say.due_rule(line.name, line.rule), Style.BOLD),
            Span(say.due_day(line.last_day, early, forecast(line.last_day.year) if line.forecast else None)),
        )
    )


def _due(cited: Cited, answer: Answer, shelf: Shelf) -> list[DueLine]:
    """The due days that the quoted unit fixes for the asker's level, of the cycles and the period asked for."""
    asked = answer.dues
    if asked is None or cited.other_levels:
        return []
    today = shelf.today

    def fits(period: CalendarPeriod) -> bool:
        if period.cycle not in asked.cycles:
            return False
        if asked.following and period.first_month <= today.year * 12 + today.month - 1:
            return False
        return asked.number in (None, period.number) and asked.year in (None, period.year)

    narrowed = asked.following or asked.number is not None or asked.year is not None
    lines = due_lines(cited.path.regulation, answer.level, cited.path, today, fits=fits if narrowed else None)
    return [line for line in lines if line.period in asked.cycles]


def notes(answer: Answer, shelf: Shelf) -> list[Paragraph]:
    """What the asker must know of the regulations' state and of later law; a sentence appears once."""
    rows: list[str] = []
    for regulation_id in dict.fromkeys(one.path.regulation for one in answer.cited):
        mine = [one for one in answer.cited if one.path.regulation == regulation_id]
        rows += _status_notes(shelf.library.get(regulation_id), mine, answer.level)
    quoted = " ".join(one.quote for one in answer.cited)
    rows += [entry.note for entry in find_later_law(quoted, shelf.later_law, shelf.today)][:_MOST_NOTES]
    return [italic(say.note(list(dict.fromkeys(rows))))] if rows else []


def _status_notes(regulation: Regulation, cited: Sequence[Cited], level: AgencyLevel | None) -> list[str]:
    """What is known of a text that is merged, unverified or for others; on a sound one only where its validity is quoted.

    That a level ended is told where the quotation names it or the asker works there.
    """
    metadata = regulation.metadata
    shown = [one.text for one in metadata.status if one.shown]
    doubtful = (
        metadata.merged_on is not None
        or metadata.number is None
        or metadata.audience is not Audience.FOCAL_OFFICERS
    )
    validity = any(one.path.part is Part.DECISION for one in cited)
    if validity:
        return shown
    ended = [row for row in shown if "huyện" in row]
    rows = [row for row in shown if row not in ended] if doubtful else []
    if level is AgencyLevel.DISTRICT or any("huyện" in one.quote for one in cited):
        rows += ended
    return rows


def province(regulation_id: str, shelf: Shelf) -> str:
    """The short name of a regulation's province."""
    return shelf.library.get(regulation_id).metadata.short


def _join_provinces(ids: Sequence[str], shelf: Shelf) -> list[str]:
    return [province(one, shelf) for one in ids]


def _quoted(answer: Answer, shelf: Shelf) -> list[Paragraph]:
    rows: list[Paragraph] = []
    told: set[Gap] = set()
    last: str | None = None
    for cited in answer.cited:
        title = headline(cited, shelf)
        due = _due(cited, answer, shelf)
        rows += _block(cited, shelf, title=None if title == last else title, due=due, told=told)
        told |= {cited.gap} if cited.gap else set()
        last = title
    return rows


def _side_by_side(answer: Answer, shelf: Shelf) -> list[Paragraph]:
    rows: list[Paragraph] = []
    last: str | None = None
    for cited in answer.cited:
        title = province(cited.path.regulation, shelf)
        rows += _block(cited, shelf, title=None if title == last else title)
        last = title
    if answer.silent and answer.outcome is Outcome.COMPARED:
        rows.append(plain(say.silent(_join_provinces(answer.silent, shelf))))
    return rows


def _withheld(answer: Answer, shelf: Shelf) -> list[Paragraph]:
    home = answer.regulations[0] if len(answer.regulations) == 1 else None
    rows = [plain(say.withheld(province(home, shelf) if home else None))]
    if answer.near and home:
        rows.append(plain(say.nearest(format_citation(answer.near[0], shelf.library, form=Form.PLACE))))
    rows.append(plain(say.offer_coordinator()))
    return rows


def _lacking(answer: Answer, shelf: Shelf) -> list[Paragraph]:
    everywhere = len(answer.regulations) > 1
    return [plain(lack_sentences(one, shelf.library, everywhere=everywhere)) for one in answer.lacks]


def paragraphs(answer: Answer, shelf: Shelf) -> list[Paragraph]:
    """The whole text of an answer."""
    match answer.outcome:
        case Outcome.SMALL_TALK:
            return [plain(say.SMALL_TALK[answer.small_talk or "empty"])]
        case Outcome.WITHHELD:
            return _withheld(answer, shelf)
        case Outcome.NO_SUCH_UNIT:
            return _lacking(answer, shelf)
        case Outcome.NOT_COVERED:
            have = [one.metadata.short for one in shelf.library.regulations.values()]
            return [plain(say.not_covered(answer.uncovered, have))]
        case Outcome.COMPARED | Outcome.GROUPED:
            rows = _side_by_side(answer, shelf)
        case _:
            rows = _quoted(answer, shelf)
    rows += _lacking(answer, shelf)
    if answer.uncovered:
        rows.append(plain(say.no_regulation_for(answer.uncovered)))
    if answer.asks:
        rows.insert(0, plain(say.ASK_PROVINCE))
    return [*rows, *notes(answer, shelf)]


def buttons(answer: Answer, shelf: Shelf) -> tuple[tuple[Button, ...], ...]:
    """The next steps: the whole article, other provinces, not what was meant; or the nearest unit and a human."""
    rows: list[tuple[Button, ...]] = []
    match answer.outcome:
        case Outcome.QUOTED:
            articles = dict.fromkeys(one.path.article_path for one in answer.cited)
            rows.append(tuple(_see(path, shelf) for path in list(articles)[:2]))
            rows.append(
                (
                    Button(say.OTHER_PROVINCES, say.OTHER_PROVINCES, "x:others"),
                    Button(say.NOT_RIGHT, say.NOT_RIGHT, "x:more"),
                )
            )
        case Outcome.COMPARED:
            rows.append((Button(say.NOT_RIGHT, say.NOT_RIGHT, "x:more"),))
        case Outcome.GROUPED:
            rows += [(choice,) for choice in province_buttons(shelf, answer.regulations)]
        case Outcome.WITHHELD:
            rows += [
                (_see(path.article_path, shelf),) for path in answer.near if len(answer.regulations) == 1
            ]
            rows.append((Button(say.PASS_ON, say.PASS_ON, "x:pass"),))
        case Outcome.LOOKED_UP:
            rows.append(tuple(_neighbours(answer.cited[0].path, shelf)))
        case Outcome.NO_SUCH_UNIT if len(answer.regulations) == 1:
            near = [one.above or other_part(one, shelf.library) for one in answer.lacks]
            rows.append(
                tuple(_see(path.article_path, shelf) for path in dict.fromkeys(near) if path is not None)
            )
        case _:
            pass
    return tuple(row for row in rows if row)


def province_buttons(shelf: Shelf, ids: Sequence[str]) -> list[Button]:
    """One button a province: pressing it says the province's name."""
    return [Button(province(one, shelf), province(one, shelf), f"h:{one}") for one in ids]


def _see(path: UnitPath, shelf: Shelf) -> Button:
    place = format_citation(path, shelf.library, form=Form.PLACE)
    return Button(say.see_article(path.article), f"{place} {province(path.regulation, shelf)}", f"u:{path}")


def _step(path: UnitPath, label: Callable[[str], str], shelf: Shelf) -> Button:
    return replace(_see(path, shelf), label=label(path.article))


def _neighbours(path: UnitPath, shelf: Shelf) -> list[Button]:
    """The articles before and after, and the whole article when only a part of it is shown."""
    component = shelf.library.get(path.regulation).document.component(path.part)
    if component is None:
        return []
    articles = [unit.path for unit in component.articles]
    at = articles.index(path.article_path)
    found = [_see(path.article_path, shelf)] if path != path.article_path else []
    if at > 0:
        found.append(_step(articles[at - 1], say.previous_article, shelf))
    if at + 1 < len(articles):
        found.append(_step(articles[at + 1], say.next_article, shelf))
    return found


def present(answer: Answer, shelf: Shelf) -> OutMessage:
    """The answer as a message."""
    return OutMessage(Rich(tuple(paragraphs(answer, shelf))), buttons(answer, shelf))
