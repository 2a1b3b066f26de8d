"""An administrative document as values, before it is set: letterhead, title, body, signature, recipients.

Lines are as they are printed, capitals included; what the clerk fills in is left blank.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the body: `lead` before it in bold ("Điều 1."), a `heading` bold throughout."""

    text: str
    lead: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings, rows of the same length, the share of the width that each column takes."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Block = Text | Grid


@dataclass(frozen=True, slots=True)
class Annex:
    """A list on a page of its own that goes with the document."""

    form: str
    subject: str
    reference: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document.

    `superior` stands above the issuing body, `authority` above the legal basis of a decision, `resolves`
    between basis and articles; each may be empty. `signature` has the lines of authority and title, `signer`
    the name.
    """

    superior: str
    issuer: tuple[str, ...]
    number: str
    place_and_date: str
    form: str
    subject: str
    body: tuple[Block, ...]
    signature: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    addressee: str = ""
    authority: str = ""
    basis: tuple[str, ...] = ()
    resolves: str = ""
    annex: Annex | None = None
