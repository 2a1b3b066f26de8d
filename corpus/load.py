"""From the files beside this module to values: the regulations with what is known about them.

A regulation is <id>.txt with <id>.toml beside it. Files are data of the package; a directory of the same
shape can be given instead.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.errors import InvalidData
from corpus.fields import Fields
from corpus.parse import parse_document
from corpus.regulation import (
    AgencyLevel,
    Audience,
    Level,
    Library,
    Metadata,
    Regulation,
    Statement,
)

_FIELDS = {
    "id", "number", "kind", "issuer", "signed", "in_force", "in_force_words", "replaces", "annex", "province",
    "province_aliases", "province_now", "merged_on", "audience", "short", "levels", "status",
}  # fmt: skip


def load_library(directory: Path | None = None) -> Library:
    """Every regulation of the directory (by default those of the package), in the order of their ids.

    A text without <id>.toml is loaded under its file name with nothing known about it. Raises InvalidData.
    """
    root: Traversable = directory if directory is not None else resources.files("corpus") / "regulations"
    texts = sorted(
        (file for file in root.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name
    )
    regulations: dict[str, Regulation] = {}
    for file in texts:
        name = file.name.removesuffix(".txt")
        about = root / f"{name}.toml"
        metadata = (
            read_metadata(about.read_text("utf-8"), about.name) if about.is_file() else bare_metadata(name)
        )
        if metadata.id != name:
            raise InvalidData(about.name, "id", f"{metadata.id!r} is not the name of the file")
        text = file.read_bytes().decode("utf-8", errors="replace")
        regulations[name] = Regulation(metadata, parse_document(text, name, file.name))
    return Library(regulations)


def bare_metadata(name: str) -> Metadata:
    """What is known of a text that nobody has described yet."""
    return Metadata(
        id=name,
        number=None,
        kind="Quyết định",
        issuer="",
        signed=None,
        in_force=None,
        in_force_words=None,
        replaces=None,
        annex="Quy chế",
        province="",
        province_aliases=(),
        province_now="",
        merged_on=None,
        audience=Audience.FOCAL_OFFICERS,
        short=name,
        levels={},
        status=(),
    )


def read_metadata(text: str, source: str) -> Metadata:
    """Read an <id>.toml. Raises InvalidData naming the field."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidData(source, "the file", str(error)) from error
    unknown = sorted(set(data) - _FIELDS)
    if unknown:
        raise InvalidData(source, unknown[0], "no such field")
    fields = Fields(data, source)
    return Metadata(
        id=fields.text("id"),
        number=fields.text_or_none("number"),
        kind=fields.text("kind"),
        issuer=fields.text("issuer"),
        signed=fields.date_or_none("signed"),
        in_force=fields.date_or_none("in_force"),
        in_force_words=fields.text_or_none("in_force_words"),
        replaces=fields.text_or_none("replaces"),
        annex=fields.text_or_none("annex") or "Quy chế",
        province=fields.text("province"),
        province_aliases=fields.texts("province_aliases"),
        province_now=fields.text("province_now"),
        merged_on=fields.date_or_none("merged_on"),
        audience=_read_audience(fields),
        short=fields.text("short"),
        levels={
            _read_level_name(name, source): _read_level(Fields(level, f"{source}: levels.{name}"))
            for name, level in fields.tables("levels").items()
        },
        status=tuple(_read_statement(Fields(entry, f"{source}: status")) for entry in fields.rows("status")),
    )


def _read_audience(fields: Fields) -> Audience:
    value = fields.text("audience")
    if value not in tuple(Audience):
        raise fields.fail("audience", f"must be one of {', '.join(Audience)}, not {value!r}")
    return Audience(value)


def _read_level_name(name: str, source: str) -> AgencyLevel:
    if name not in tuple(AgencyLevel):
        raise InvalidData(source, f"levels.{name}", f"must be one of {', '.join(AgencyLevel)}")
    return AgencyLevel(name)


def _read_level(fields: Fields) -> Level:
    return Level(
        fields.text("name"),
        fields.texts("kinds"),
        fields.flag("active", default=True),
        fields.date_or_none("ended_on"),
    )


def _read_statement(fields: Fields) -> Statement:
    return Statement(fields.text("text"), fields.confidence(), fields.flag("shown", default=True))
