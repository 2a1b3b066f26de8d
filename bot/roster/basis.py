"""The legal basis of a designation: a document with number, date, signer, or one awaited ("chờ văn bản")."""

import re
from dataclasses import dataclass
from datetime import date

from bot.store import Transaction
from index import fold


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document; `kind` is the letters of its kind ("QĐ"); one without a number is awaited."""

    kind: str | None = None
    number: str | None = None
    issued_on: date | None = None
    signer: str | None = None

    @property
    def pending(self) -> bool:
        """Whether the document is still awaited."""
        return self.number is None


AWAITED = LegalBasis()

# Kinds of document by the letters of their number; `messages` has their names.
_KINDS = {"qd": "QĐ", "tb": "TB", "cv": "CV", "ttr": "TTR", "kh": "KH"}
_DOCUMENT = re.compile(
    r"""
    (?: \b (?P<kind> quy[ếe]t\ [đd][ịi]nh | q[đd] | th[ôo]ng\ b[áa]o | c[ôo]ng\ v[ăa]n | cv | t[ờo]\ tr[ìi]nh )
        [\s:]* )?
    (?: \b s[ốo] [\s:]* )?
    (?P<number> \d+ (?: /\d{4} )? / [A-ZĐ][\w&.-]* )
    (?: [\s,]* (?: k[ýy]\ )? ng[àa]y [\s:]*
        (?P<day>\d{1,2}) [/.-] (?P<month>\d{1,2}) [/.-] (?P<year>\d{4}) )?
    (?: [\s,]* (?:do\ )? (?P<signer> [^\n,;.]{3,80}? ) \s+ k[ýy] \b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = {"quyet dinh": "QĐ", "thong bao": "TB", "cong van": "CV", "to trinh": "TTR", **_KINDS}
# A number by itself is a letter's: "310/UBND-VP".
_OTHERWISE = "CV"


def find_basis(text: str) -> LegalBasis | None:
    """The document that a message names: "QĐ số 45/QĐ-STP ngày 20/11/2026 do Giám đốc ký"."""
    match = _DOCUMENT.search(text)
    return _basis(match) if match else None


def without_basis(text: str) -> str:
    """The message without the document it names, whose number and date are not the change's."""
    return _DOCUMENT.sub(" ", text)


def _basis(match: re.Match[str]) -> LegalBasis:
    number = match["number"].upper() if match["number"].islower() else match["number"]
    letters = re.search(r"/([A-ZĐa-zđ]+)[-.]?", re.sub(r"/\d{4}/", "/", number))
    printed = _KINDS.get(fold(letters[1].lower())) if letters else None
    named = _NAMED.get(" ".join(fold((match["kind"] or "").lower()).split()))
    kind = printed or named or _OTHERWISE
    issued = None
    if match["day"]:
        try:
            issued = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            issued = None
    return LegalBasis(kind, number, issued, match["signer"])


def put_basis(tx: Transaction, basis: LegalBasis) -> int:
    """Write a basis; returns its id."""
    row = tx.one(
        "INSERT INTO legal_basis (kind, number, issued_on, signer) VALUES (?, ?, ?, ?) RETURNING id",
        (
            basis.kind,
            basis.number,
            basis.issued_on.isoformat() if basis.issued_on else None,
            basis.signer,
        ),
    )
    return int(row["id"]) if row else 0


def settle_basis(tx: Transaction, basis_id: int, basis: LegalBasis) -> bool:
    """Fill in the document that was awaited; False when there is one already."""
    return (
        tx.execute(
            "UPDATE legal_basis SET kind = ?, number = ?, issued_on = ?, signer = ?"
            " WHERE id = ? AND number IS NULL",
            (
                basis.kind,
                basis.number,
                basis.issued_on.isoformat() if basis.issued_on else None,
                basis.signer,
                basis_id,
            ),
        ).rowcount
        == 1
    )


def get_basis(tx: Transaction, basis_id: int) -> LegalBasis:
    """The basis. Raises LookupError."""
    row = tx.one("SELECT * FROM legal_basis WHERE id = ?", (basis_id,))
    if row is None:
        raise LookupError(f"there is no legal basis {basis_id}")
    issued = date.fromisoformat(row["issued_on"]) if row["issued_on"] else None
    return LegalBasis(row["kind"], row["number"], issued, row["signer"])
