"""Finds the phrases of the lexicon in a message, longest first, with accents or without.

In lexicon.toml "(a |b |)c" lists the alternatives of one place; an empty one makes the place optional.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.roster.reading.tokens import Token, fold_of, key_of, tokenize

_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the lexicon at tokens `start` … `end` (exclusive)."""

    kind: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class _Node:
    kinds: set[str] = field(default_factory=set)
    by_key: dict[str, list["_Node"]] = field(default_factory=dict)
    by_fold: dict[str, list["_Node"]] = field(default_factory=dict)

    def link(self, word: tuple[str, str], target: "_Node") -> None:
        """Let a word lead from this node to another."""
        self.by_key.setdefault(word[0], []).append(target)
        self.by_fold.setdefault(word[1], []).append(target)


@cache
def _words(text: str) -> tuple[tuple[str, str], ...]:
    """Keys and folds of the words of a phrase; "đ/c" is one word, "vhtt&dl" three."""
    return tuple((token.key, token.fold) for token in tokenize(text).tokens)


class PhraseTable:
    """Phrases of several kinds as one graph of words: a place with ten alternatives costs ten edges, not ten phrases."""

    def __init__(self, patterns: Mapping[str, Iterable[str]], *, loose: bool = False) -> None:
        self._root = _Node()
        self._loose = loose
        self._known: set[str] = set()
        for kind, lines in patterns.items():
            for line in lines:
                self._add(kind, line)

    def _add(self, kind: str, pattern: str) -> None:
        ends = [self._root]
        for number, piece in enumerate(_CHOICE.split(pattern)):
            alternatives = [_words(text) for text in (piece.split("|") if number % 2 else [piece])]
            join = _Node()
            for words in alternatives:
                self._chain(ends, words, join)
            if any(alternatives):
                ends = [join, *(ends if () in alternatives else ())]
        for end in ends:
            if end is not self._root:
                end.kinds.add(kind)

    def _chain(self, starts: list[_Node], words: tuple[tuple[str, str], ...], join: _Node) -> None:
        for position, word in enumerate(words):
            self._known.add(word[0])
            target = join if position == len(words) - 1 else _Node()
            for start in starts:
                start.link(word, target)
            starts = [target]

    def at(self, tokens: tuple[Token, ...], start: int) -> list[Match]:
        """All phrases that begin at a token, the longest first.

        A `loose` table reads through one word with wrong accents, as in "chuyển công tac", where that makes no other word
        of the table and another word of the phrase stands as it should.
        """
        if start >= len(tokens) or tokens[start].fold not in self._root.by_fold:
            return []
        opens = start == 0 or not tokens[start - 1].is_word
        frontier = self._steps((self._root, 0, 0), tokens[start], opens=opens)
        if frontier and self._is_half_of_a_pair(tokens, start):
            return []
        found: set[Match] = set()
        end = start
        while frontier:
            end += 1
            found.update(
                Match(kind, start, end)
                for node, exact, slips in frontier
                if not slips or exact
                for kind in node.kinds
            )
            if end == len(tokens):
                break
            frontier = [step for at in frontier for step in self._steps(at, tokens[end], opens=False)]
        return sorted(found, key=lambda match: (-match.end, match.kind)) if found else []

    def _is_half_of_a_pair(self, tokens: tuple[Token, ...], start: int) -> bool:
        """As in "… Lâm làm đầu mối": a word of no phrase before one that only its accents tell from it."""
        token = tokens[start]
        followed = start + 1 < len(tokens) and tokens[start + 1].fold == token.fold
        return followed and not token.bare and token.key not in self._known

    def _steps(
        self, at: tuple[_Node, int, int], token: Token, *, opens: bool
    ) -> list[tuple[_Node, int, int]]:
        node, exact, slips = at
        if token.bare:
            return [(target, exact + 1, slips) for target in node.by_fold.get(token.fold, ())]
        targets = node.by_key.get(token.key)
        if targets:
            return [(target, exact + 1, slips) for target in targets]
        if not self._loose or slips or token.key in self._known or (token.capital and not opens):
            return []
        return [(target, exact, 1) for target in node.by_fold.get(token.fold, ())]

    def longest(self, tokens: tuple[Token, ...], start: int) -> Match | None:
        """The longest phrase that begins at a token."""
        matches = self.at(tokens, start)
        return matches[0] if matches else None


class WordSet:
    """Single words, found with accents or, in a message without them, by their letters."""

    def __init__(self, words: Iterable[str]) -> None:
        words = list(words)
        self._keys = frozenset(key_of(word) for word in words)
        self._folds = frozenset(fold_of(word) for word in words)

    def has(self, token: Token) -> bool:
        """Whether a token is one of the words."""
        return token.fold in self._folds if token.bare else token.key in self._keys
