"""Gathers the mentions of one person: "chị Hà" after "chị Lê Thị Thu Hà" is the same, "anh ấy" is whoever came before."""

from dataclasses import dataclass, field

from bot.roster.reading.items import Item, Row
from bot.roster.reading.mention import NameMention
from bot.roster.reading.tokens import fold_of, key_of


@dataclass(slots=True, eq=False)
class Individual:
    """Somebody in a message, with all places where they are named and what speaks for each role."""

    name: str | None
    honorific: str | None = None
    mentions: list[int] = field(default_factory=list)
    leaves: float = 0.0
    comes: float = 0.0
    stays: float = 0.0
    soft: bool = False
    apart: bool = False
    guessed: bool = False

    @property
    def first(self) -> int:
        """Item where they first appear."""
        return self.mentions[0]

    @property
    def syllables(self) -> tuple[str, ...]:
        """Of the name, without accents."""
        return tuple(fold_of(self.name or "").split())


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in a message; `at` gives the person whom an item names."""

    people: tuple[Individual, ...]
    at: dict[int, Individual]
    speaker: Individual | None = None


_LETTERS = frozenset(("y", "h", "h'", "h’"))


def gather(row: Row) -> Cast:
    """Who is who."""
    people: list[Individual] = []
    at: dict[int, Individual] = {}
    speaker: Individual | None = None
    for index, item in enumerate(row.items):
        if item.kind != "person" or item.name is None:
            continue
        person = _same(item, row, at)
        if person is None:
            if item.name.pronoun:
                continue
            person = Individual(
                item.name.text(row.message.tokens), item.name.honorific, guessed=item.name.guessed
            )
            people.append(person)
        person.mentions.append(index)
        at[index] = person
        if _introduces(row, index):
            speaker = person
    return Cast(tuple(people), at, speaker)


def _same(item: Item, row: Row, at: dict[int, Individual]) -> Individual | None:
    mention = item.name
    if mention is None or not at:
        return None
    recent = [at[index] for index in sorted(at, reverse=True)]
    if mention.pronoun:
        before = row.items[max(0, row.items.index(item) - 1)]
        others = [person for person in recent if person is not recent[0]]
        if others and before.is_cue("swap") and mention.start == mention.before:
            return others[0]  # "ông A về hưu, cô B thay bác": not B
        alike = [person for person in recent if person.honorific == mention.honorific]
        return (alike or recent)[0]
    typed = mention.text(row.message.tokens)
    fitting = [person for person in dict.fromkeys(recent) if _fits(person, mention, typed, row)]
    if not fitting:
        return None
    length = len(typed.split())
    person = fitting[0]
    if length > 1 and all(len(known.syllables) == 1 for known in fitting):
        person = fitting[-1]  # "a Hoàn nghỉ, c Hoàn thay (Nguyễn Thế Hoàn -> Lương Thị Hoàn)": in their order
    if length > len(person.syllables):
        person.name = typed
    if mention.honorific and not person.honorific:
        person.honorific = mention.honorific
    return person


def _fits(person: Individual, mention: NameMention, typed: str, row: Row) -> bool:
    """Whether a name may be that of somebody named before: the same end, the same accents, no other sex."""
    shorter, longer = sorted((tuple(fold_of(typed).split()), person.syllables), key=len)
    if len(shorter) == 1 and len(longer) > 2 and longer[0] in _LETTERS and longer[1:2] == shorter:
        return True  # "H Loan Niê … em Loan": the clan stands last
    if longer[-len(shorter) :] != shorter or (len(shorter) > 2 and len(shorter) != len(longer)):
        return False
    if row.message.accented and person.name:  # Nga and Ngà are two people where accents are typed
        short, long = sorted((_keys(typed), _keys(person.name)), key=len)
        if short != long[-len(short) :]:
            return False
    sexes = _sex(person.honorific or "") or _sex_by_name(person.name or "")
    return sexes * (_sex(mention.honorific or "") or _sex_by_name(typed)) >= 0


def _sex_by_name(name: str) -> int:
    """By the middle name: "Thị" is a woman's, "Văn" a man's."""
    middles = [fold_of(word) for word in name.split()][1:-1]
    return -1 if "thi" in middles else 1 if middles[:1] == ["van"] else 0


def _keys(name: str) -> list[str]:
    return [key_of(word) for word in name.split()]


def _sex(honorific: str) -> int:
    word = fold_of(honorific)[:3]
    return (
        1 if word in {"anh", "ong", "chu", "a", "o"} else -1 if word in {"chi", "ba", "co", "c", "b"} else 0
    )


def _introduces(row: Row, index: int) -> bool:
    """As in "em là Bùi Gia Huy", "tên em là …", "Dạ em Lan, …": the writer names themselves."""
    words: list[str] = []
    for item in reversed(row.items[max(0, index - 5) : index]):
        if item.kind == "stop" or (item.kind == "mark" and row.text(item) != ":"):
            break
        words.insert(0, row.fold(item))
    phrase = " " + " ".join(words).replace(":", "").strip()
    subjects = ("em", "e", "mk", "minh", "toi", "tui", "chau", "con")
    return any(
        phrase.endswith(
            (f" {me} la", f" {me} ten la", f" {me} ten", f" ten {me} la", f" ten {me}", f" ho ten {me} la")
        )
        and not phrase.endswith(
            (
                f" cua {me} la",
                f" ben {me} la",
                f" so {me} la",
                f" xa {me} la",
                f" phong {me} la",
                f" phuong {me} la",
            )
        )
        for me in subjects
    )
