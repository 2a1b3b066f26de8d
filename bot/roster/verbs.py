"""Verbs that people type instead of pressing a button: "ghi nhận X7K2", "tra lai x7k2 thiếu ngày", "đồng ý"."""

import re
import unicodedata
from dataclasses import dataclass

from bot.store import Transaction, drafts
from bot.store.drafts import ALPHABET, CODE_LENGTH, Draft
from index import fold

# Verbs as compared, the longer first.
_VERBS = {
    "van ghi nhan": "rec",
    "ghi nhan": "rec",
    "tra lai": "ret",
    "xac nhan": "ok",
    "dong y": "ok",
    "gui di": "ok",
    "gui": "ok",
    "rut lai": "x",
    "huy bo": "x",
    "huy": "x",
    "rut": "x",
    "sua": "edit",
    "van ban": "doc",
    "can cu": "doc",
}
_BARE = {"dong y": "ok", "xac nhan": "ok", "gui di": "ok", "gui": "ok", "ok": "ok", "huy": "x", "huy bo": "x"}
_SAID = re.compile(
    rf"""
    ^\s*(?:/)?(?P<verb>{"|".join(re.escape(verb) for verb in sorted(_VERBS, key=len, reverse=True))})
    (?:\s+the)?(?:\s+ma)?\s+
    (?P<code>[0-9a-z]{{{CODE_LENGTH}}})
    (?:\.(?P<revision>\d{{1,4}}))?
    (?P<rest>$|[\s,:;.-].*)$
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A typed verb on a card; `words` are what follows, a reason for instance."""

    verb: str
    draft: Draft
    revision: int | None
    words: str


def find_said(tx: Transaction, text: str) -> Said | None:
    """The verb and card that a message names; None when no card has that code, so that plain words stay words."""
    text = unicodedata.normalize("NFC", text)
    folded = fold(text.lower())
    match = _SAID.match(folded) if len(folded) == len(text) else None
    if match is None:
        return None
    code = match["code"].upper().translate(str.maketrans("OIL", "011"))
    draft = drafts.find_by_code(tx, code) if set(code) <= set(ALPHABET) else None
    if draft is None:
        return None
    words = text[match.start("rest") :].strip(" \t\n,:;.-")
    return Said(_VERBS[match["verb"]], draft, int(match["revision"]) if match["revision"] else None, words)


def read_bare(text: str) -> str | None:
    """The verb of a message that is nothing but a verb."""
    return _BARE.get(" ".join(fold(text.lower()).split()).strip(" .!"))
