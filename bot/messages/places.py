"""What the bot says of places that a regulation does not have, and of what stands nearest to them."""

from __future__ import annotations

from collections.abc import Sequence

_WORDS = {"article": "Điều", "clause": "khoản", "point": "điểm"}
_MOST_LISTED = 5


def no_such_place(place: str, province: str) -> str:
    """A place named that the text does not have: "điểm đ khoản 1 Điều 6 Quy chế"."""
    return f"Không có {place} của {province}."


def no_such_place_anywhere(place: str) -> str:
    """A place that none of the regulations asked about has."""
    return f"Không có {place} ở các tỉnh, thành phố đang hỏi."


def has(holder: str, kind: str, labels: Sequence[str]) -> str:
    """What stands in the nearest unit: "Khoản 1 Điều 6 Quy chế có các điểm a, b, c, d, e."."""
    word = _WORDS[kind]
    if len(labels) == 1:
        return f"{_capital(holder)} chỉ có {word} {labels[0]}."
    listed = f"{labels[0]} đến {labels[-1]}" if _is_long_row(labels) else ", ".join(labels)
    return f"{_capital(holder)} có các {word} {listed}."


def has_none(holder: str, kind: str) -> str:
    """An article without clauses, a clause without points."""
    return f"{_capital(holder)} không chia {_WORDS[kind]}."


def first_of(unit: str, kind: str, holder: str) -> str:
    """Nothing stands before the unit: "Khoản 1 là khoản đầu của Điều 7 Quy chế."."""
    return f"{_capital(unit)} là {_WORDS[kind].lower()} đầu của {holder}."


def last_of(unit: str, kind: str, holder: str) -> str:
    """Nothing stands after the unit."""
    return f"{_capital(unit)} là {_WORDS[kind].lower()} cuối của {holder}."


def stands_in_other_part(place: str) -> str:
    """The same article of the other part, which was not asked for."""
    return f"{_capital(place)} thì có."


def _is_long_row(labels: Sequence[str]) -> bool:
    """Whether labels are numbers that count up ("1", "2"; "2.1", "2.2"), too many to list."""
    rows = [one.rpartition(".") for one in labels]
    numbers = [int(last) for _, _, last in rows if last.isdigit()]
    is_row = len(numbers) == len(rows) and len({before for before, _, _ in rows}) == 1
    return is_row and len(rows) > _MOST_LISTED and numbers == list(range(numbers[0], numbers[-1] + 1))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
