"""Everything around one act of the flow: the transaction, who acts and from where, the moment, the hooks."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.roster.links import Address
from bot.roster.rights import Actor
from bot.roster.surroundings import ALONE, Surroundings
from bot.store import Transaction

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def day_in_vietnam(now: datetime) -> date:
    """The day on which a designation holds or ends at this moment."""
    return now.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True)
class Scene:
    """What every step of the flow is handed."""

    tx: Transaction
    actor: Actor
    address: Address
    now: datetime
    around: Surroundings = ALONE

    @property
    def today(self) -> date:
        """The day it is where the officers are."""
        return day_in_vietnam(self.now)
