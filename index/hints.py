"""The known ways of asking that are shipped: one file a regulation in asked/, one line `unit path<TAB>question`.

Written by people who knew the texts and no test question; outside.tsv holds what no unit may answer.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from index.errors import InvalidHint
from index.known import Hints


@cache
def load_hints() -> Hints:
    """Read every shipped line once per process. Raises InvalidHint with file and line."""
    lines: list[tuple[str, str]] = []
    folder = resources.files("index") / "asked"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".tsv"):
            continue
        for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            path, tab, question = row.partition("\t")
            if not tab or not question.strip():
                raise InvalidHint(file.name, number)
            lines.append((path, question))
    return Hints(tuple(lines))
