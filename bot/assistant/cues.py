"""The phrases of cues.toml by section and name, read once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((resources.files("bot") / "assistant" / "cues.toml").read_text(encoding="utf-8"))


@cache
def cues(section: str, name: str) -> tuple[str, ...]:
    """The phrases of one list. Raises KeyError for a list that cues.toml does not have."""
    return tuple(_cues()[section][name])
