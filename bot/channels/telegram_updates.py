"""Telegram's updates as they arrive: which are kept, and what a kept one says. JSON in, values out.

Updates are read from the JSON that was stored, not through a library's classes: what one version has stored
the next must be able to read. In groups only commands, mentions and replies to the bot are kept, of channels
nothing.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.message import Incoming, IncomingKind
from bot.store.inbox import Arrival

CHANNEL = "telegram"

# The types the bot asks for; the last tells who has blocked or added it.
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")

KINDS = {
    "text": IncomingKind.TEXT,
    "contact": IncomingKind.CONTACT,
    "document": IncomingKind.DOCUMENT,
    "voice": IncomingKind.VOICE,
    "audio": IncomingKind.VOICE,
    "video_note": IncomingKind.VOICE,
    "sticker": IncomingKind.STICKER,
    "photo": IncomingKind.PHOTO,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is; its name is what mentions are compared with."""

    id: int
    username: str


def make_arrival(update: dict[str, Any], bot: Identity) -> Arrival | None:
    """The inbox row for an update; None for what is not for the bot and must not be stored."""
    kind = next((name for name in ALLOWED if name in update), None)
    if kind is None:
        return None
    content = update[kind]
    holder = content.get("message", {}) if kind == "callback_query" else content
    chat = holder.get("chat", {})
    if chat.get("type") == "channel" or (kind == "callback_query" and not chat):
        return None
    in_group = chat.get("type") in ("group", "supergroup")
    if in_group and kind in ("message", "edited_message") and not _is_addressed(content, bot):
        return None
    return Arrival(
        channel=CHANNEL,
        bot=str(bot.id),
        update_id=str(update["update_id"]),
        chat=str(chat.get("id", "")),
        user=str(content.get("from", {}).get("id", "")) or None,
        payload=json.dumps(update, ensure_ascii=False),
    )


def read_update(update: dict[str, Any], bot: Identity) -> Incoming | None:
    """What a kept update says; raises KeyError or the like when it is not what Telegram promises.

    The text of a press is empty here: its words stand in the outbox.
    """
    if "callback_query" in update:
        return _read_press(update, bot)
    if "my_chat_member" in update:
        return _read_membership(update, bot)
    message = update.get("edited_message") or update["message"]
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    return Incoming(
        channel=CHANNEL,
        bot=str(bot.id),
        update_id=str(update["update_id"]),
        chat=str(message["chat"]["id"]),
        user=str((message.get("from") or message.get("sender_chat") or message["chat"])["id"]),
        kind=next((kind for field, kind in KINDS.items() if field in message), IncomingKind.OTHER),
        text=_without_mention(text, bot),
        private=message["chat"]["type"] == "private",
        mentioned=_is_mentioned(text, entities, bot),
        reply_to_bot=_is_reply_to(message, bot),
        forwarded="forward_origin" in message or "forward_date" in message,
        via_bot="via_bot" in message,
        edited="edited_message" in update,
        from_channel="sender_chat" in message,
        sent_at=datetime.fromtimestamp(message["date"], UTC),
        message_id=str(message["message_id"]),
        extra=_read_extra(message),
    )


def _read_press(update: dict[str, Any], bot: Identity) -> Incoming:
    query = update["callback_query"]
    message = query["message"]
    return Incoming(
        channel=CHANNEL,
        bot=str(bot.id),
        update_id=str(update["update_id"]),
        chat=str(message["chat"]["id"]),
        user=str(query["from"]["id"]),
        kind=IncomingKind.PRESS,
        data=query.get("data"),
        private=message["chat"]["type"] == "private",
        message_id=str(message["message_id"]),
        extra={"query": query["id"], "label": _pressed_label(message, query.get("data"))},
    )


def _read_membership(update: dict[str, Any], bot: Identity) -> Incoming:
    change = update["my_chat_member"]
    return Incoming(
        channel=CHANNEL,
        bot=str(bot.id),
        update_id=str(update["update_id"]),
        chat=str(change["chat"]["id"]),
        user=str(change["from"]["id"]),
        kind=IncomingKind.MEMBERSHIP,
        private=change["chat"]["type"] == "private",
        sent_at=datetime.fromtimestamp(change["date"], UTC),
        extra={"status": change["new_chat_member"]["status"], "before": change["old_chat_member"]["status"]},
    )


def _read_extra(message: dict[str, Any]) -> dict[str, str]:
    """What a shared contact or a file says of itself."""
    if contact := message.get("contact"):
        return {
            "phone": contact["phone_number"],
            "contact_user": str(contact.get("user_id", "")),
            "contact_name": " ".join(filter(None, (contact.get("last_name"), contact.get("first_name")))),
        }
    if document := message.get("document"):
        return {
            "file_id": document["file_id"],
            "file_name": document.get("file_name", ""),
            "file_size": str(document.get("file_size", "")),
        }
    return {}


def _pressed_label(message: dict[str, Any], data: str | None) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return next((one["text"] for row in rows for one in row if one.get("callback_data") == data), "")


def _is_addressed(message: dict[str, Any], bot: Identity) -> bool:
    """Whether a message in a group is for the bot: its command, its name, or a reply to it."""
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if first.startswith("/"):
        named = first.partition("@")[2]
        return not named or named.lower() == bot.username.lower()
    return _is_mentioned(text, entities, bot) or _is_reply_to(message, bot)


def _is_mentioned(text: str, entities: list[dict[str, Any]], bot: Identity) -> bool:
    """By name in the text, or by a mention that carries the bot's id. Offsets count UTF-16 units."""
    wide = text.encode("utf-16-le")
    for entity in entities:
        if entity["type"] == "text_mention" and entity["user"]["id"] == bot.id:
            return True
        said = wide[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        if entity["type"] in ("mention", "bot_command") and said.lower().endswith(f"@{bot.username}".lower()):
            return True
    return False


def _is_reply_to(message: dict[str, Any], bot: Identity) -> bool:
    author = (message.get("reply_to_message") or {}).get("from") or {}
    return bool(author.get("id") == bot.id)


def _without_mention(text: str, bot: Identity) -> str:
    """The text without the bot's own name, as it would have been written in private."""
    name = f"@{bot.username}".lower()
    pattern = rf"(?<!\S)(?P<command>/\w+)?{re.escape(name)}(?!\w)[,:]?"
    return re.sub(pattern, lambda found: found["command"] or "", text, flags=re.IGNORECASE).strip()
