"""Who writes: an account's person, how sure the link is, and the roles held on that day."""

from datetime import date

from bot.roster.designations import held_by
from bot.roster.grants import grants_of
from bot.roster.links import find_link
from bot.roster.rights import Actor, Holding, Linked, Role
from bot.store import Transaction


def identify(tx: Transaction, channel: str, user: str, today: date) -> Actor:
    """The person behind an account; somebody without a link has no roles, nor has a provisional one."""
    link = find_link(tx, channel, user)
    if link is None:
        return Actor(f"user:{channel}:{user}")
    if link.state is not Linked.CONFIRMED:
        return Actor(f"user:{channel}:{user}", link.person, link.state)
    return as_person(tx, link.person, today)


def as_person(tx: Transaction, person: int, today: date) -> Actor:
    """A person as they act over a confirmed link, with the roles of that day."""
    holdings = [Holding(Role.OFFICER, agency=one.agency) for one in held_by(tx, person, today)]
    holdings += [grant.holding for grant in grants_of(tx, person)]
    return Actor(f"person:{person}", person, Linked.CONFIRMED, tuple(dict.fromkeys(holdings)))


def keys_of(actor: Actor) -> frozenset[str]:
    """The keys under which drafts know who may act: the person, and the desks the person sits at."""
    keys = {actor.name}
    for held in actor.holdings:
        if held.role is Role.COORDINATOR:
            keys.add(desk_key(held.regulation))
    return frozenset(keys)


def desk_key(regulation: str | None) -> str:
    """The key of the coordinators who look after a regulation; None: of those who look after all."""
    return f"desk:{regulation or '*'}"


def desk_keys(regulation: str | None) -> frozenset[str]:
    """Every key of a coordinator who may act on this regulation's matters."""
    return frozenset({desk_key(None), desk_key(regulation)})
