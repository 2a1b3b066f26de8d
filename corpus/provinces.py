"""The names of Viet Nam's provinces, present and merged: to recognise that a question names one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Provinces:
    """Names as printed: the current ones, and former ones with the province that each is part of now."""

    current: tuple[str, ...]
    merged: Mapping[str, str]

    def names(self) -> tuple[str, ...]:
        """Every name, current and former."""
        return (*self.current, *self.merged)


@cache
def load_provinces() -> Provinces:
    """Read the shipped list once per process."""
    data = tomllib.loads((resources.files("corpus") / "provinces.toml").read_text(encoding="utf-8"))
    return Provinces(tuple(data["current"]), dict(data["merged"]))
