"""Roster rows as tables and documents hold them: one officer, one invitation; values only.

Names and titles are as typed; phones are national digits ("0912345678"); an empty text means "not given".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One officer of a unit.

    `role` is a position code of bot.messages.positions, None where the table leaves it open; `replaces`
    names whom the officer follows. `line` is the row of the sheet it was read from.
    """

    name: str
    title: str = ""
    unit: str = ""
    role: str | None = None
    phone: str = ""
    email: str = ""
    starts_on: date | None = None
    replaces: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Leaver:
    """An officer who leaves the roster; `last_day` is the last day in the duty."""

    name: str
    title: str = ""
    role: str | None = None
    last_day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class InvitationSlip:
    """What one person needs to link a chat; `valid_until` as people read it, `state` how far it is."""

    name: str
    unit: str
    code: str
    link: str = ""
    title: str = ""
    valid_until: str = ""
    state: str = ""
