"""What people do: write, press, forward, share, join, block; each becomes the update Telegram makes."""

import base64
import re
from typing import Any

from botapi.errors import bad_request
from botapi.markup import utf16_length
from botapi.world import BOT, World

NOBODY_REAL = ("Thử", "Mẫu", "Ví Dụ")


def user_of(identity: int) -> dict[str, Any]:
    return {
        "id": identity,
        "is_bot": False,
        "first_name": NOBODY_REAL[identity % len(NOBODY_REAL)],
        "language_code": "vi",
    }


def content_of(world: World, kind: str, action: dict[str, Any]) -> dict[str, Any]:
    """The fields that make a message of this kind ("Message")."""
    user = int(action["user"])
    file = {"file_id": "f1", "file_unique_id": "u1"}
    if kind == "contact":
        contact = {"phone_number": action.get("phone", "+84900000000"), "first_name": "Mẫu"}
        if (owner := action.get("contact_user", user)) is not None:
            contact["user_id"] = owner
        return {"contact": contact}
    if kind == "sticker":
        return {
            "sticker": file
            | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
        }
    if kind == "voice":
        return {"voice": file | {"duration": 3}}
    if kind == "photo":
        return {"photo": [file | {"width": 1, "height": 1}], "caption": action.get("text", "")}
    if kind == "document":
        name = action.get("file_name", "danh-sach.xlsx")
        about = file | {"file_name": name}
        if "content" in action:
            content = base64.b64decode(action["content"])
            about |= {"file_id": f"f{len(world.files) + 2}", "file_size": len(content)}
            world.files[about["file_id"]] = content
        return {"document": about, "caption": action.get("text", "")}
    if kind == "location":
        return {"location": {"latitude": 16.0, "longitude": 107.0}}
    text = action.get("text", "")
    entities = [
        {
            "type": "bot_command" if found[0][0] == "/" else "mention",
            "offset": utf16_length(text[: found.start()]),
            "length": len(found[0]),
        }
        for found in re.finditer(r"(?<!\S)(?:/[a-z0-9_]+(?:@\w+)?|@\w+)", text)
    ]
    return {"text": text} | ({"entities": entities} if entities else {})


async def act(world: World, action: dict[str, Any]) -> dict[str, Any]:
    """Do one thing; returns the ids it got."""
    kind = action.get("kind", "text")
    chat = world.open_chat(int(action["chat"]), action.get("chat_type", "private"))
    user = int(action.setdefault("user", action["chat"]))
    sender = user_of(user)
    update_id = action.get("update_id")
    if kind == "press":
        return await press(world, chat, sender, action)
    if kind in ("block", "unblock", "kick", "join"):
        return await membership(world, chat, sender, kind)
    if kind == "channel_post":
        post = world.new_message(chat, None, sender_chat=chat["about"], **content_of(world, "text", action))
        return {"update_id": await world.add_update("channel_post", post), "message_id": post["message_id"]}
    if kind == "edit":
        message = world.messages[chat["about"]["id"], int(action["message_id"])]
        message |= {"text": action["text"], "edit_date": int(world.now())}
        return {"update_id": await world.add_update("edited_message", dict(message))}
    extra: dict[str, Any] = {}
    if kind == "forward":
        extra["forward_origin"] = {"type": "user", "date": int(world.now()), "sender_user": user_of(user + 1)}
    if kind == "via_bot":
        extra["via_bot"] = {"id": 99, "is_bot": True, "first_name": "Other", "username": "other_bot"}
    if kind == "as_channel":
        extra["sender_chat"] = {"id": -1005, "type": "channel", "title": "Kênh"}
    if "reply_to" in action:
        extra["reply_to_message"] = world.messages[chat["about"]["id"], int(action["reply_to"])]
    message = world.new_message(chat, sender, **content_of(world, kind, action), **extra)
    taken = await world.add_update("message", message, update_id=update_id)
    return {"update_id": taken, "message_id": message["message_id"]}


async def press(
    world: World, chat: dict[str, Any], sender: dict[str, Any], action: dict[str, Any]
) -> dict[str, Any]:
    """Press a button that is really there, by its label or its data ("CallbackQuery")."""
    message = world.messages.get((chat["about"]["id"], int(action["message_id"])))
    if message is None:
        raise bad_request("there is no such message")
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    wanted = str(action["button"])
    for button in (one for row in rows for one in row):
        if wanted in (button["text"], button.get("callback_data")):
            break
    else:
        raise bad_request(f"message {action['message_id']} has no button {wanted}")
    identity = f"cb{len(world.callbacks) + 1}"
    world.callbacks[identity] = world.now() - float(action.get("age", 0))
    query = {
        "id": identity,
        "from": sender,
        "chat_instance": "1",
        "message": message,
        "data": button["callback_data"],
    }
    return {"update_id": await world.add_update("callback_query", query), "callback": identity}


async def membership(world: World, chat: dict[str, Any], sender: dict[str, Any], kind: str) -> dict[str, Any]:
    """Block, unblock, add or remove the bot ("ChatMemberUpdated")."""
    left = kind in ("block", "kick")
    private = chat["about"]["type"] == "private"
    chat["blocked"] = None
    if left:
        chat["blocked"] = "bot was blocked by the user" if private else "bot was kicked from the group chat"
    states = [{"user": BOT, "status": "member"}, {"user": BOT, "status": "kicked", "until_date": 0}]
    old, new = states if left else reversed(states)
    update = {
        "chat": chat["about"],
        "from": sender,
        "date": int(world.now()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return {"update_id": await world.add_update("my_chat_member", update)}
