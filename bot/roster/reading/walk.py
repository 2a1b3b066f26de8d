"""Finds whom a cue governs: the people just before it and the people just after it in the row of items."""

from collections.abc import Iterator

from bot.roster.reading.items import Item, Row
from bot.roster.reading.people import Cast, Individual
from bot.roster.reading.tokens import fold_of

BLOCKING = (
    "leave",
    "drop",
    "drop_post",
    "swap",
    "come",
    "bring",
    "by",
    "open_name",
    "no_successor",
    "passing",
    "old",
    "new",
    "old_unnamed",
)
_ATTACHED = {"title", "date", "phone", "email", "unit", "number"}
_JOINING = {"va", "cung", "voi", "&", "vs", "lan", "+", "/"}
_LABEL_WORDS = {
    "sdt",
    "dt",
    "so",
    "dien",
    "thoai",
    "email",
    "mail",
    "chuc",
    "vu",
    "danh",
    "dtdd",
    "tel",
    "zalo",
    "hien",
    "la",
    "dang",
    "nguyen",
    "gmail",
    "phone",
    "di",
    "dong",
    "lien",
    "he",
    "sn",
    "sinh",
    "nam",
}
_NEUTRAL_FILLERS = frozenset(
    (
        "dau moi",
        "can bo",
        "nhan su",
        "doi voi",
        "ho va ten",
        "ho ten",
        "cu the",
        "kiem soat",
        "ban chi dao",
        "de nghi",
        "bo phan",
        "cong chuc",
        "chuc vu",
    )
)
_MOST_WORDS = 9
_LONGEST_POST = 6

Group = list[tuple[Individual, float]]


class Walk:
    """Walks over the items of one message."""

    def __init__(self, row: Row, cast: Cast) -> None:
        self.row, self.cast, self.items = row, cast, row.items

    def blocks(self, item: Item) -> bool:
        """Whether a cue ends the reach of another."""
        if item.kind != "cue" or not item.kinds or item.kinds[0] not in BLOCKING:
            return False
        return self.row.fold(item) not in {"la", "lam", "nhan", "vao", "qua", "sang"} or item.kinds[
            0
        ] not in {"by", "come"}

    def before(self, index: int, *, blind: tuple[str, ...] = ()) -> Group:
        """The people who are the subject of the cue at `index`: the nearest, and those joined to them."""
        position, words = index - 1, 0
        while position >= 0:
            item = self.items[position]
            if item.kind == "person" and position in self.cast.at:
                return self._joined_before(position)
            if item.kind == "stop" or (self.blocks(item) and not item.is_cue(*blind)):
                return []
            if item.kind == "mark" and self.row.text(item) == ")":
                position = self._opening(position)
            elif item.kind in {"word", "self", "cue"}:
                words += item.end - item.start
                if words > _MOST_WORDS:
                    return []
            position -= 1
        return []

    def _opening(self, position: int) -> int:
        while position >= 0 and self.row.text(self.items[position]) != "(":
            position -= 1
        return position

    def _joined_before(self, position: int) -> Group:
        group: Group = [(self.cast.at[position], 3.0)]
        joined = 0.0
        back = position - 1
        while back >= 0:
            item = self.items[back]
            text = self.row.fold(item)
            if item.kind == "person" and back in self.cast.at:
                if not joined:
                    break
                group.append((self.cast.at[back], joined))
                joined = 0.0
            elif item.kind == "mark" and text == ")":
                opening = self._opening(back)
                if any(self.blocks(inner) for inner in self.items[max(opening, 0) : back]):
                    break
                back = opening
            elif text in _JOINING:
                joined = max(joined, 2.6)
            elif item.kind == "mark" and text == ",":
                joined = joined or 1.0
            elif (
                item.kind not in _ATTACHED
                and not (item.kind == "mark" and text in {"-", "("})
                and text not in _LABEL_WORDS
            ):
                break
            back -= 1
        return group

    def after(self, index: int, *, most: int = _MOST_WORDS, colon: bool = True) -> Group:
        """The people who are the object of the cue at `index`: only words that lead to a name may lie between."""
        position, words = index + 1, 0
        while position < len(self.items):
            item = self.items[position]
            text = self.row.fold(item)
            if item.kind == "person" and position in self.cast.at:
                return self._joined_after(position)
            if self._bullet(position):
                pass
            elif self._worded_filler(item, text):
                words += 1
            elif not self._transparent(position, colon=colon):
                return []
            if words > most:
                return []
            position += 1
        return []

    def listed(self, index: int, *, entering: bool = False) -> Group:
        r"""As in "Sở rút 2 đầu mối vì sáp nhập phòng:\n1) A\n2) B": whoever stands behind the colon of the same sentence."""
        for position in range(index + 1, len(self.items)):
            item = self.items[position]
            enters = entering and item.is_cue("new") and self.row.fold(item).endswith((" vao", " vo"))
            leads = enters or item.is_cue("drop_post")  # "thêm 2 đc vào BCĐ: A, B"
            if item.kind in {"person", "stop"} or (self.blocks(item) and not leads):
                return []
            if self.row.text(item) == ":":
                return self.after(position)
        return []

    def _bullet(self, position: int) -> bool:
        """Whether a letter or number opens a line of a list: "a) …", "1/ …", "2. …"."""
        item = self.items[position]
        if item.kind != "word" or position + 1 >= len(self.items):
            return False
        text, sign = self.row.text(item), self.row.text(self.items[position + 1])
        opens = position == 0 or self.items[position - 1].kind in {"stop", "mark"}
        return opens and sign in {")", "/", "."} and (text.isdigit() or len(text) == 1)

    def _transparent(self, position: int, *, colon: bool) -> bool:
        """Whether an item may lie between a verb and its object without a word being said."""
        item, text = self.items[position], self.row.fold(self.items[position])
        if item.kind == "mark":
            return text in {"-", "(", ")", "*", "+", "•", "|", "/"} or (colon and text == ":")
        if item.kind == "stop":
            return self._leads_on(position)
        return item.kind in {"title", "unit", "date"} or (item.kind == "word" and text.isdigit())

    def _worded_filler(self, item: Item, text: str) -> bool:
        if item.kind in {"word", "self"}:
            return not text.isdigit() and self._filler(item)
        return item.kind == "cue" and (
            item.kinds[0] in {"past", "come_post"}
            or text in _NEUTRAL_FILLERS
            or text in {"la", "sang", "moi", "bang"}
            or (item.is_cue("new") and not item.is_cue("by"))
        )

    def _filler(self, item: Item) -> bool:
        return all(
            self.row.landmarks.lexicon.fillers.has(token)
            for token in self.row.message.tokens[item.start : item.end]
        )

    def _leads_on(self, position: int) -> bool:
        """Whether a list begins behind this stop: ":" and a line break, or the dot of "1."."""
        before = self.row.text(self.items[position - 1]) if position else ""
        return (
            before.isdigit()
            or self._bullet(position - 1)
            or before in {":", "-", "*", "\n", "•"}
            or (before == "." and self.row.text(self.items[position]) == "\n")
        )

    def _joined_after(self, position: int) -> Group:
        group: Group = [(self.cast.at[position], 3.0)]
        for following, weight in self._list(position):
            if all(following is not person for person, _ in group):
                group.append((following, weight))
        return group

    def _list(self, position: int) -> Iterator[tuple[Individual, float]]:
        """The rest of an enumeration that begins with the person at `position`."""
        joined = 0.0
        forward = position + 1
        while forward < len(self.items):
            item = self.items[forward]
            text = self.row.fold(item)
            if item.kind == "person" and forward in self.cast.at:
                if not joined:
                    return
                yield self.cast.at[forward], joined
                joined = 0.0
            elif self._bullet(forward):
                pass
            elif text in _JOINING and item.kind in {"word", "mark"}:
                joined = max(joined, 2.6)
            elif item.kind == "mark" and text == ",":
                joined = joined or 1.6
            elif item.kind == "stop":
                if (
                    text == "."
                    and not self.row.text(self.items[forward - 1]).isdigit()
                    and not self._numbered(forward + 1)
                ):
                    return
                joined = joined or 1.6
            elif item.kind == "word" and (
                text.isdigit() or text in _LABEL_WORDS or text in {"dong", "chi", "1", "2"}
            ):
                pass
            elif item.kind in {"word", "cue"} and joined and self._apposition(forward):
                joined = min(joined, 1.4)
            elif item.kind not in _ATTACHED and not (
                item.kind == "mark" and text in {"-", "(", ")", ":", "*", "•", "+", "/", "|"}
            ):
                return
            forward += 1

    def _apposition(self, position: int) -> bool:
        """Whether a post that no list of titles has stands here, a mark or number behind it: "A, chủ quỹ, 0905…; B"."""
        for item in self.items[position : position + _LONGEST_POST]:
            if item.kind in {"mark", "stop", "phone", "email"}:
                return True
            if item.kind not in {"word", "title", "unit"} and not item.is_cue("neutral"):
                return False
        return False

    def _numbered(self, position: int) -> bool:
        """Whether "2." or "2)" follows."""
        return position < len(self.items) and self.row.text(self.items[position]).isdigit()

    def next_item(self, index: int) -> Item | None:
        """The item after one, fillers such as "giúp em" skipped."""
        for item in self.items[index + 1 :]:
            if (
                item.kind in {"word", "self"}
                and self._filler(item)
                and fold_of(self.row.text(item)) not in {"so", "sdt"}
            ):
                continue
            return item
        return None
