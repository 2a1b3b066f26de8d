"""Whether two telephone numbers are the same line: "+84 912 345 678" and "0912.345.678" are."""

import re


def same_number(one: str, other: str) -> bool:
    """Compare in national form; an empty number equals none."""
    first, second = _national(one), _national(other)
    return bool(first) and first == second


def _national(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    digits = re.sub(r"^(?:00)?84(?=[2-9]\d{8,9}$)", "0", digits)
    return digits if digits.startswith("0") else f"0{digits}" if digits else ""
