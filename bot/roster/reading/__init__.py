"""Reads what an officer writes about a change of people: who leaves, who comes, from when. Pure."""

from bot.roster.reading.asking import asks_something
from bot.roster.reading.batch import parse_batch, parse_row
from bot.roster.reading.change import Action, Doubt, Missing, ParsedChange, Person, Reporter
from bot.roster.reading.message import parse_message
from bot.roster.reading.proposals import load_tagger

__all__ = [
    "Action",
    "Doubt",
    "Missing",
    "ParsedChange",
    "Person",
    "Reporter",
    "asks_something",
    "load_tagger",
    "parse_batch",
    "parse_message",
    "parse_row",
]
