"""Loads lexicon.toml: the words and phrases by which officers report a change."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

from bot.roster.reading.phrases import PhraseTable, WordSet
from bot.roster.reading.tokens import fold_of, key_of


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon, ready to be searched; the sections are those of lexicon.toml."""

    cues: PhraseTable
    labels: PhraseTable
    fields: PhraseTable
    honorifics: PhraseTable
    short_honorifics: frozenset[str]
    accented_honorifics: frozenset[str]
    pronoun_tails: WordSet
    pronouns: PhraseTable
    self_words: WordSet
    self_intro: PhraseTable
    groups: WordSet
    strong_surnames: PhraseTable
    surnames: PhraseTable
    middles: WordSet
    clans: PhraseTable
    letter_clans: PhraseTable
    places: PhraseTable
    not_people: WordSet
    stops: WordSet
    stops_before: dict[str, tuple[WordSet, frozenset[str]]]
    fillers: WordSet
    errands: WordSet
    matters: PhraseTable
    units: PhraseTable
    unit_stops: WordSet
    titles: PhraseTable
    title_tails: WordSet
    title_departments: PhraseTable
    title_change: PhraseTable
    date_strong: tuple[str, ...]
    date_document: tuple[str, ...]
    date_elsewhere: tuple[str, ...]
    addressed: PhraseTable
    question_ends: WordSet
    particles: WordSet


_LABEL_KINDS = ("old_label", "new_label")
_PREFIX_KINDS = ("addressed", "question_ends", "particles")


def _folded(phrases: list[str]) -> tuple[str, ...]:
    """Longest first, without accents, for matching the end of what stands before a word."""
    return tuple(sorted({fold_of(phrase) for phrase in phrases}, key=len, reverse=True))


@cache
def load_lexicon() -> Lexicon:
    """The packaged lexicon; read once."""
    data = tomllib.loads((resources.files("bot.roster.reading") / "lexicon.toml").read_text(encoding="utf-8"))
    cues, names, units, titles, dates = (data[name] for name in ("cues", "names", "units", "titles", "dates"))
    stop = dict(names["stop"])
    always = stop.pop("always")
    conditions = {
        key_of(word.strip()): (
            WordSet(follower for follower in followers if not follower.startswith(("#", "*"))),
            frozenset(follower for follower in followers if follower.startswith(("#", "*"))),
        )
        for word, followers in stop.items()
    }
    return Lexicon(
        cues=PhraseTable(
            {
                kind: lines
                for kind, lines in cues.items()
                if kind not in (*_LABEL_KINDS, *_PREFIX_KINDS, "field")
            },
            loose=True,
        ),
        labels=PhraseTable(
            {"old": [*cues["old_label"], *cues["old"]], "new": [*cues["new_label"], *cues["new"]]},
            loose=True,
        ),
        fields=PhraseTable({"field": cues["field"]}),
        honorifics=PhraseTable({"honorific": names["honorifics"], "group": names["group_honorifics"]}),
        accented_honorifics=frozenset(map(fold_of, names["accented_honorifics"])),
        short_honorifics=frozenset(map(key_of, names["short_honorifics"])),
        pronoun_tails=WordSet(names["pronoun_tails"]),
        pronouns=PhraseTable({"pronoun": names["pronouns"]}),
        self_words=WordSet(names["self"]),
        self_intro=PhraseTable({"intro": names["self_intro"]}),
        groups=WordSet(names["groups"]),
        strong_surnames=PhraseTable({"surname": names["strong_surnames"]}),
        surnames=PhraseTable({"surname": [*names["strong_surnames"], *names["surnames"]]}),
        middles=WordSet(names["middles"]),
        clans=PhraseTable({"clan": names["clans"]}),
        letter_clans=PhraseTable({"clan": names["letter_clans"]}),
        not_people=WordSet(names["not_people"]),
        places=PhraseTable({"place": names["places"]}),
        stops=WordSet(always),
        stops_before=conditions,
        errands=WordSet(data["errands"]["words"]),
        matters=PhraseTable(data["matters"]),
        fillers=WordSet(data["fillers"]["words"]),
        units=PhraseTable(
            {
                "head": units["heads"],
                "body": chain(units["bodies"], (f"sở {name}" for name in units["departments"])),
            }
        ),
        unit_stops=WordSet(units["stop"]),
        titles=PhraseTable({"title": titles["heads"]}, loose=True),
        title_tails=WordSet(titles["tails"]),
        title_departments=PhraseTable({"department": titles["departments"]}),
        title_change=PhraseTable({"change": titles["change"]}),
        date_strong=_folded(dates["strong"]),
        date_document=_folded(dates["document"]),
        date_elsewhere=_folded(dates["elsewhere"]),
        question_ends=WordSet(cues["question_ends"]),
        particles=WordSet(cues["particles"]),
        addressed=PhraseTable({"addressed": cues["addressed"]}),
    )
