"""Who sits at the console: an account for each invitation that was redeemed there, so one machine can stand for several people.

The console belongs to whoever may read the database file; a link made there therefore counts at once.
"""

from __future__ import annotations

from datetime import datetime

from bot.conversation.posting import post_all
from bot.failures import Failure
from bot.messages.linking import REFUSED
from bot.roster import CONSOLE, Address, Linked, Scene, arrive, find_link, identify, vouch
from bot.roster.invitations import Refusal, find_invitation
from bot.roster.scene import day_in_vietnam
from bot.store import Transaction

CHANNEL = "console"


def enter(tx: Transaction, login: str, code: str, now: datetime) -> str:
    """Redeem a code at the console, or come back with one redeemed there; returns the account.

    Raises Failure with the sentence an officer would read when the code opens nothing.
    """
    found = find_invitation(tx, code, CHANNEL, login, now)
    if isinstance(found, Refusal):
        raise Failure(REFUSED[found])
    account = f"{login}#{found.id}"
    address = Address(CHANNEL, account, account)
    today = day_in_vietnam(now)
    reply = arrive(Scene(tx, identify(tx, CHANNEL, account, today), address, now), code)
    link = find_link(tx, CHANNEL, account)
    if link is None:
        raise Failure(reply.messages[0].text.text)
    if link.state is not Linked.CONFIRMED:
        post_all(tx, (*reply.notices, *vouch(Scene(tx, CONSOLE, address, now), link.person).notices), now)
    return account
