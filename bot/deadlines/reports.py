"""/tinhhinh: how each report stands over all units; the nudge, with one press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.channels.message import Button, bold, plain
from bot.deadlines.hearing import Hearing, answer
from bot.deadlines.overview import ReportState, find_report, find_reports
from bot.deadlines.prompts import PromptKind, add_prompts, nudged_since
from bot.deadlines.reading.report_words import matching, read_report
from bot.deadlines.reminder_text import full_name
from bot.messages import desk_dates as say
from bot.roster.agencies import list_agencies
from bot.roster.notices import Reply
from bot.roster.rights import Right, Role, may
from bot.store import audit

_MOST_REPORTS = 10
_MOST_NAMES = 25


def desk_regulations(hearing: Hearing, right: Right = Right.SEE_OVERVIEW) -> tuple[str | None, ...]:
    """The regulations the asker looks after; (None,) for all of them, () without the right."""
    if not may(hearing.actor, right):
        return ()
    held = [one for one in hearing.actor.holdings if not one.role.of_unit and one.role is not Role.OFFICER]
    found = tuple(dict.fromkeys(one.regulation for one in held))
    return (None,) if None in found else found


def reports_for(hearing: Hearing, right: Right = Right.SEE_OVERVIEW) -> list[ReportState]:
    """Every report around today that the asker looks after."""
    return [
        state
        for regulation in desk_regulations(hearing, right)
        for state in find_reports(hearing.tx, regulation, hearing.today, hearing.book)
    ]


def show_reports(hearing: Hearing, rest: str = "") -> Reply:
    """All of them in lines; one of them in full when the words name it."""
    if not desk_regulations(hearing):
        return answer(say.NO_RIGHT)
    states = reports_for(hearing)
    if not states:
        return answer(say.NOTHING_DUE)
    meant = pick(states, rest) if rest.strip() else []
    if len(meant) == 1:
        return _show(hearing, meant[0])
    shown = (meant or _nearest(states, hearing))[:_MOST_REPORTS]
    rows, buttons = [], []
    for number, state in enumerate(shown, 1):
        name = full_name(state.entry.occurrence)
        last_day = state.entry.occurrence.last_day
        rows.append(bold(say.report_line(number, name, last_day, len(state.submitted), state.units)))
        rows.append(
            plain(
                say.report_counts(
                    len(state.late), len(state.silent), len(state.unlinked), len(state.returned)
                )
            )
        )
        buttons.append((Button(name, f"/tinhhinh {name}", f"n:o:{state.entry.key}"),))
    return answer(*rows, buttons=tuple(buttons))


def show_report(hearing: Hearing, key: str) -> Reply:
    """One report in full: which units, by how they stand."""
    state = find_report(reports_for(hearing), key)
    return _show(hearing, state) if state is not None else answer(say.NO_SUCH_REPORT)


def nudge(hearing: Hearing, key: str) -> Reply:
    """Remind the late now, or, while nobody is late, those who still owe it; once a day."""
    state = find_report(reports_for(hearing, Right.REQUEST_REPORT), key)
    if state is None:
        return answer(say.NO_RIGHT if not may(hearing.actor, Right.REQUEST_REPORT) else say.NO_SUCH_REPORT)
    midnight = datetime.combine(hearing.today, time(), hearing.book.settings.zone)
    before = nudged_since(hearing.tx, key, midnight)
    if before is not None:
        return answer(say.nudged_before(f"{hearing.book.local(before):%H:%M}"))
    open_ones = state.late or state.silent
    if not open_ones:
        return answer(say.NOTHING_OPEN)
    reached = [one for one in open_ones if one not in state.unlinked]
    add_prompts(
        hearing.tx,
        PromptKind.NUDGE,
        state.entry.occurrence,
        open_ones,
        hearing.now,
        hearing.actor.name,
        hearing.now,
    )
    audit.note(
        hearing.tx,
        actor=hearing.actor.name,
        action="nudge",
        subject=f"occurrence:{key}",
        now=hearing.now,
        detail={"units": len(open_ones)},
    )
    return answer(say.nudged(len(reached), len(open_ones) - len(reached)))


def nudge_said(hearing: Hearing, text: str) -> Reply:
    """The words: "đôn đốc báo cáo quý"."""
    if not hearing.firm:
        return answer(say.NOT_FIRM)
    meant = pick(reports_for(hearing, Right.REQUEST_REPORT), text)
    if not meant:
        return answer(say.NO_SUCH_REPORT if may(hearing.actor, Right.REQUEST_REPORT) else say.NO_RIGHT)
    late = [one for one in meant if one.late] or meant
    if len(late) > 1:
        return choose(late, "n", say.WHICH_REPORT)
    return nudge(hearing, late[0].entry.key)


def pick(states: Sequence[ReportState], text: str) -> list[ReportState]:
    """The reports that the words may mean."""
    fitting = set(matching(read_report(text), [one.entry.occurrence for one in states]))
    return [one for one in states if one.entry.occurrence in fitting]


def choose(states: Sequence[ReportState], verb: str, question: str) -> Reply:
    """Ask which of several reports."""
    rows = []
    for state in states[:_MOST_REPORTS]:
        name = full_name(state.entry.occurrence)
        label = say.dated(name, state.entry.occurrence.last_day)
        rows.append((Button(label, label, f"n:{verb}:{state.entry.key}"),))
    return answer(question, buttons=tuple(rows))


def _show(hearing: Hearing, state: ReportState) -> Reply:
    names = {one.id: one.name for one in list_agencies(hearing.tx, hearing.today)}
    occurrence = state.entry.occurrence
    rows = [
        bold(
            say.report_line(1, full_name(occurrence), occurrence.last_day, len(state.submitted), state.units)
        ),
        plain(
            say.report_counts(len(state.late), len(state.silent), len(state.unlinked), len(state.returned))
        ),
    ]
    groups = {
        "late": state.late,
        "silent": state.silent,
        "returned": state.returned,
        "unlinked": state.unlinked,
    }
    for group, units in groups.items():
        if units:
            shown = [names[one] for one in units[:_MOST_NAMES] if one in names]
            rows.append(plain(say.group_line(say.GROUPS[group], shown, max(len(units) - _MOST_NAMES, 0))))
    buttons: list[tuple[Button, ...]] = []
    if state.open and may(hearing.actor, Right.REQUEST_REPORT):
        buttons.append(
            (
                Button(say.NUDGE, say.NUDGE, f"n:n:{state.entry.key}"),
                Button(say.MARK_MANY, say.MARK_MANY, f"n:m:{state.entry.key}"),
            )
        )
        if state.entry.agencies is not None:
            label = say.withdraw(occurrence.name)
            buttons.append((Button(label, label, f"n:w:{state.entry.key}"),))
    return answer(*rows, buttons=tuple(buttons))


def _nearest(states: Sequence[ReportState], hearing: Hearing) -> list[ReportState]:
    """Overdue with something open first, then what comes next."""
    wanted = [one for one in states if one.open or one.entry.occurrence.last_day >= hearing.today]
    return sorted(wanted, key=lambda one: (not one.late, one.entry.occurrence.last_day))
