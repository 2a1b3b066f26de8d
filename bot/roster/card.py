"""A draft card: what a change says so far, what it still lacks, and its stored form in a draft's payload.

Two stages: the author completes and confirms, then the desk (the coordinators) records, returns or edits.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.roster.basis import AWAITED, LegalBasis
from bot.roster.recorded import ChangeKind
from corpus import Position


class Stage(StrEnum):
    """Whose turn it is."""

    AUTHOR = "author"
    DESK = "desk"


class Lack(StrEnum):
    """What a card still needs; only PHONE may stay open."""

    UNIT = "unit"
    LEAVER = "leaver"
    NEWCOMER = "newcomer"
    WHO_CHANGES = "who-changes"
    WHAT_CHANGES = "what-changes"
    EFFECTIVE = "effective"
    PHONE = "phone"

    @property
    def blocks(self) -> bool:
        """Whether nothing can be confirmed before it is there."""
        return self is not Lack.PHONE


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who leaves, as named; `person` is None until it is clear which member of the unit is meant."""

    name: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Comer:
    """Who comes, or stays with new details. `person` is set when the roster knows them."""

    name: str | None
    title: str | None = None
    phone: str | None = None
    email: str | None = None
    position: str | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a change says. `alone`: entered by a coordinator for the unit; `sent`: revision the desk was shown."""

    kind: ChangeKind
    author: str
    agency: int | None = None
    unit: str | None = None
    leaving: tuple[Leaver, ...] = ()
    coming: tuple[Comer, ...] = ()
    effective: date | None = None
    basis: LegalBasis = AWAITED
    stage: Stage = Stage.AUTHOR
    alone: bool = False
    reason: str | None = None
    returned: str | None = None
    undoes: int | None = None
    doubts: tuple[str, ...] = ()
    sent: int | None = None

    @property
    def author_person(self) -> int | None:
        """The author, if a person."""
        kind, _, number = self.author.partition(":")
        return int(number) if kind == "person" else None

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody on the card whom the roster knows."""
        named = (*(one.person for one in self.leaving), *(one.person for one in self.coming))
        return tuple(person for person in named if person is not None)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is missing, the most urgent first."""
        found = [Lack.UNIT] if self.agency is None else []
        if self.kind in {ChangeKind.REPLACE, ChangeKind.REMOVE}:
            clear = bool(self.leaving) and all(one.person is not None for one in self.leaving)
            found += [] if clear else [Lack.LEAVER]
        if self.kind in {ChangeKind.REPLACE, ChangeKind.ADD}:
            found += [] if self.coming and all(one.name for one in self.coming) else [Lack.NEWCOMER]
        if self.kind is ChangeKind.UPDATE:
            found += self._lacks_of_update()
        elif self.effective is None:
            found.append(Lack.EFFECTIVE)
        if self.kind in {ChangeKind.REPLACE, ChangeKind.ADD} and any(
            one.phone is None for one in self.coming
        ):
            found.append(Lack.PHONE)
        return tuple(found)

    def _lacks_of_update(self) -> list[Lack]:
        if not self.coming or any(one.person is None for one in self.coming):
            return [Lack.WHO_CHANGES]
        changes = all(one.title or one.phone or one.email or one.position for one in self.coming)
        return [] if changes or self.undoes else [Lack.WHAT_CHANGES]

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed."""
        return not any(lack.blocks for lack in self.lacks)

    def to_payload(self) -> dict[str, Any]:
        """The stored form."""
        return {
            **asdict(self),
            "effective": self.effective.isoformat() if self.effective else None,
            "basis": {
                **asdict(self.basis),
                "issued_on": self.basis.issued_on.isoformat() if self.basis.issued_on else None,
            },
        }


def from_payload(payload: dict[str, Any]) -> Card:
    """What `to_payload` gave, after its way through JSON."""
    basis = payload["basis"]
    issued = date.fromisoformat(basis["issued_on"]) if basis["issued_on"] else None
    return Card(
        **{
            **payload,
            "kind": ChangeKind(payload["kind"]),
            "stage": Stage(payload["stage"]),
            "leaving": tuple(Leaver(**one) for one in payload["leaving"]),
            "coming": tuple(Comer(**one) for one in payload["coming"]),
            "effective": date.fromisoformat(payload["effective"]) if payload["effective"] else None,
            "basis": LegalBasis(**{**basis, "issued_on": issued}),
            "doubts": tuple(payload["doubts"]),
        }
    )


def position_of(comer: Comer) -> Position | None:
    """The role under the regulation, as a value."""
    return Position(comer.position) if comer.position else None


def with_position(comer: Comer, position: Position | None) -> Comer:
    """The same person in this role."""
    return replace(comer, position=str(position) if position else None)
