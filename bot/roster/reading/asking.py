"""Whether a message asks something: told by the same gates that keep questions from changing the roster."""

import datetime as dt
from collections.abc import Sequence

from bot.roster.reading.gates import find_gates
from bot.roster.reading.items import read_items
from bot.roster.reading.lexicon import load_lexicon
from bot.roster.reading.tokens import tokenize


def asks_something(text: str, *, today: dt.date, unit_roster: Sequence[str] = ()) -> bool:
    """Whether any sentence is a question, a polite request in the form of one aside."""
    gates = find_gates(read_items(tokenize(text), load_lexicon(), today, unit_roster))
    return gates.question and not gates.polite
