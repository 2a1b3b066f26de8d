"""Who is written to about a unit's dues, and where: its reporting officer, its heads, the desk.

An address counts only over a confirmed link to a chat that can be written to unasked (nobody waits at a console);
the newest link comes first.
"""

from __future__ import annotations

from datetime import date

from bot.channels.known import CAPABILITIES
from bot.roster.grants import coordinators_for, heads_of
from bot.roster.links import Address, addresses
from bot.roster.reporting import find_reporting_officer
from bot.store import Transaction, reach

__all__ = ["find_address", "find_escalated", "find_officer", "find_officer_address"]


def find_officer(tx: Transaction, agency: int, day: date) -> int | None:
    """The person who alone gets the ladder."""
    return find_reporting_officer(tx, agency, day)


def find_escalated(tx: Transaction, agency: int, regulation: str | None) -> list[int]:
    """Who hears of what stays undone: the unit's heads and the coordinators."""
    return list(dict.fromkeys([*heads_of(tx, agency), *coordinators_for(tx, regulation)]))


def find_address(tx: Transaction, person: int) -> Address | None:
    """Where the person can be written to now, if anywhere."""
    for address in reversed(addresses(tx, person)):
        known = address.channel in CAPABILITIES and bool(address.chat)
        if known and reach.unreachable_since(tx, address.channel, address.chat) is None:
            return address
    return None


def find_officer_address(tx: Transaction, agency: int, day: date) -> Address | None:
    """Where the unit's reporting officer can be written to; None: the unit is unlinked."""
    officer = find_officer(tx, agency, day)
    return find_address(tx, officer) if officer is not None else None
