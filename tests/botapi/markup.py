"""HTML as the Bot API reads it ("Formatting options", "HTML style"): text and entities, or a refusal.

"Only the tags mentioned above are currently supported"; "all <, > and & symbols that are not a part of a
tag or an HTML entity must be replaced"; the named entities are &lt; &gt; &amp; &quot;. Offsets of entities
count UTF-16 code units ("MessageEntity").
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from botapi.errors import bad_request

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}

TAG = re.compile(
    r"""
    <
    (?P<end>/)?
    (?P<name>[a-zA-Z][a-zA-Z0-9-]*)
    (?P<attributes>(?:\s+[a-zA-Z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[a-zA-Z0-9.-]+))?)*)
    \s*
    >
    """,
    re.VERBOSE,
)
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")


@dataclass
class Open:
    """A tag whose end has not come yet."""

    name: str
    start: int


def utf16_length(text: str) -> int:
    """How Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without tags and its entities; raises ApiError where Telegram says "can't parse entities"."""
    text: list[str] = []
    length = 0
    stack: list[Open] = []
    entities: list[dict[str, Any]] = []
    at = 0
    while at < len(source):
        char = source[at]
        if char == "<":
            tag = TAG.match(source, at)
            where = len(source[:at].encode())
            if tag is None:
                raise bad_request(f"can't parse entities: Unsupported start tag at byte offset {where}")
            name = tag["name"].lower()
            if tag["end"]:
                entities.extend(_close(stack, name, length, where))
            else:
                _open(stack, name, tag["attributes"], length, where)
            at = tag.end()
            continue
        piece = char
        entity = ENTITY.match(source, at) if char == "&" else None
        if entity:
            piece = html.unescape(entity[0])
        text.append(piece)
        length += utf16_length(piece)
        at = entity.end() if entity else at + 1
    if stack:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{stack[-1].name}\""
        )
    entities.sort(key=lambda found: (found["offset"], -found["length"]))
    return "".join(text), entities


def _open(stack: list[Open], name: str, attributes: str, length: int, where: int) -> None:
    if name not in TYPES:
        raise bad_request(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {where}')
    if name == "span" and 'class="tg-spoiler"' not in attributes:
        raise bad_request(
            f'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset {where}'
        )
    # "Formatting options": code and others can't contain each other, blockquotes can't be nested.
    open_types = {TYPES[tag.name] for tag in stack}
    if TYPES[name] == "blockquote" and "blockquote" in open_types:
        raise bad_request(f"can't parse entities: blockquotes can't be nested, at byte offset {where}")
    if open_types & {"code"} or (TYPES[name] == "code" and open_types - {"pre", "blockquote"}):
        raise bad_request(f"can't parse entities: code can't be nested, at byte offset {where}")
    stack.append(Open(name, length))


def _close(stack: list[Open], name: str, length: int, where: int) -> list[dict[str, Any]]:
    if not stack:
        raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {where}")
    opened = stack.pop()
    if opened.name != name:
        raise bad_request(
            f"can't parse entities: Unmatched end tag at byte offset {where},"
            f' expected "</{opened.name}>", found "</{name}>"'
        )
    if length == opened.start:
        return []
    return [{"type": TYPES[name], "offset": opened.start, "length": length - opened.start}]
