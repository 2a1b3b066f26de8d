"""What an outcome means for the row in the outbox, and how a part shows that it may have come before."""

from datetime import datetime, timedelta

from bot.channels.contract import NotSent, Outcome, RetryAfter, Sent, Uncertain, Unreachable
from bot.channels.part import Part
from bot.messages import delivery as words
from bot.store import Transaction, delivery
from bot.store.journal import End
from bot.store.outbox import Kind, OutboxRow

FIRST_BACKOFF = 1.0
LONGEST_BACKOFF = 60.0


def write_down(tx: Transaction, row: OutboxRow, outcome: Outcome, now: datetime) -> bool:
    """Write the end of a claimed row; False when it had passed to another owner."""
    again = now + timedelta(seconds=min(FIRST_BACKOFF * 2 ** min(row.tries - 1, 10), LONGEST_BACKOFF))
    match outcome:
        case Sent(remote_id):
            return delivery.mark_sent(tx, row, remote_id, now)
        case Unreachable(reason):
            return delivery.mark_unreachable(tx, row, reason, now)
        case RetryAfter(seconds):
            return delivery.mark_not_sent(tx, row, now + timedelta(seconds=seconds), "retry after")
        case Uncertain(reason):
            return delivery.mark_uncertain(tx, row, again, reason)
        case NotSent(reason, final=True):
            return delivery.mark_refused(tx, row, reason, now)
        case NotSent(reason):
            return delivery.mark_not_sent(tx, row, again, reason)


def end_of(outcome: Outcome) -> End:
    """What the journal is told."""
    match outcome:
        case Sent():
            return End.SENT
        case Uncertain():
            return End.UNCERTAIN
    return End.NOT_SENT


def decorate(part: Part, row: OutboxRow) -> Part:
    """The part with its number: over it when it may have arrived before, under it when it is a reminder."""
    if row.repeats > 0:
        return part.headed(words.repeat_mark(row.number))
    if row.kind is Kind.REMINDER:
        return part.footed(words.reminder_number(row.number))
    return part
