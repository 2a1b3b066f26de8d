"""The methods of the Bot API that the bot uses, each as strict as its section."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from botapi.errors import ApiError, bad_request
from botapi.rules import CHAT_ACTIONS, DOCUMENT_BYTES, check_commands, check_markup, check_text
from botapi.world import BOT, CALLBACK_LIFE, World

Parameters = dict[str, Any]


async def get_me(world: World, parameters: Parameters) -> object:
    """ "getMe": "Returns basic information about the bot in form of a User object." """
    return BOT | {"can_join_groups": True, "can_read_all_group_messages": False}


async def get_updates(world: World, parameters: Parameters) -> object:
    """ "getUpdates": limit 1-100, timeout in seconds; allowed_updates stays until it is named again."""
    if "allowed_updates" in parameters:
        world.allowed = _list(parameters["allowed_updates"]) or None
    limit = min(max(int(parameters.get("limit", 100)), 1), 100)
    patience = min(max(float(parameters.get("timeout", 0)), 0), 50)
    return await world.take_updates(int(parameters.get("offset", 0)), limit, patience)


async def send_message(world: World, parameters: Parameters) -> object:
    """ "sendMessage": "On success, the sent Message is returned." """
    chat = world.find_chat(parameters)
    text, entities = check_text(parameters)
    markup = check_markup(parameters, chat["about"]["type"])
    world.check_limits(chat["about"]["id"])
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    if parameters.get("protect_content") in ("true", "True", True):
        content["has_protected_content"] = True
    message = world.new_message(chat, BOT, **content)
    world.accepted += 1
    return message


async def edit_message_text(world: World, parameters: Parameters) -> object:
    """ "editMessageText": own messages only; the same content and markup again is refused."""
    chat = world.find_chat(parameters)
    text, entities = check_text(parameters)
    markup = check_markup(parameters, chat["about"]["type"])
    message = world.messages.get((chat["about"]["id"], int(parameters.get("message_id") or 0)))
    if message is None:
        raise bad_request("message to edit not found")
    if message.get("from") != BOT:
        raise bad_request("message can't be edited")
    before = (message.get("text"), message.get("entities", []), message.get("reply_markup"))
    if before == (text, entities, markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    message |= {"text": text, "entities": entities, "edit_date": int(world.now())}
    message.pop("reply_markup", None)
    if markup:
        message["reply_markup"] = markup
    return message


async def answer_callback_query(world: World, parameters: Parameters) -> object:
    """ "answerCallbackQuery": text of 0-200 characters; an id that is unknown or too old is refused."""
    asked = world.callbacks.get(str(parameters.get("callback_query_id", "")))
    if asked is None or world.now() - asked > CALLBACK_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(str(parameters.get("text", ""))) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    return True


async def send_chat_action(world: World, parameters: Parameters) -> object:
    """ "sendChatAction": one of the named actions."""
    world.find_chat(parameters)
    if parameters.get("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


async def send_document(world: World, parameters: Parameters) -> object:
    """ "sendDocument": a file of up to 50 MB, caption of 0-1024 characters after entities parsing."""
    chat = world.find_chat(parameters)
    caption, entities = check_text(parameters, "caption")
    markup = check_markup(parameters, chat["about"]["type"])
    upload = parameters.get("document")
    if isinstance(upload, str) and upload.startswith("attach://"):
        # "Sending files": 'Pass "attach://<file_attach_name>" to upload a new one'.
        upload = parameters.get(upload.removeprefix("attach://"))
    if not isinstance(upload, tuple):
        raise bad_request("there is no document in the request")
    name, content = upload
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > DOCUMENT_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    world.check_limits(chat["about"]["id"])
    document = {"file_id": f"file{world.next_message}", "file_unique_id": f"u{world.next_message}"}
    message: dict[str, Any] = {"document": document | {"file_name": name, "file_size": len(content)}}
    if caption:
        message |= {"caption": caption, "caption_entities": entities}
    if markup and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    world.accepted += 1
    return world.new_message(chat, BOT, **message)


async def get_file(world: World, parameters: Parameters) -> object:
    """ "getFile": a File with its file_path, to be fetched under /file/bot<token>/<file_path>; 20 MB at most."""
    file_id = str(parameters.get("file_id", ""))
    if file_id not in world.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    size = len(world.files[file_id])
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_size": size,
        "file_path": f"documents/{file_id}",
    }


async def set_my_commands(world: World, parameters: Parameters) -> object:
    world.commands = check_commands(parameters)
    return True


async def set_webhook(world: World, parameters: Parameters) -> object:
    """ "setWebhook": secret_token of 1-256 characters A-Z, a-z, 0-9, _ and -.

    Plain http is taken, as "Using a Local Bot API Server" allows.
    """
    url = str(parameters.get("url", ""))
    secret = str(parameters.get("secret_token", ""))
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if url and not re.match(r"https?://", url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = {"url": url, "secret": secret} if url else None
    if "allowed_updates" in parameters:
        world.allowed = _list(parameters["allowed_updates"]) or None
    await world.note(event="webhook", url=url)
    return True


async def delete_webhook(world: World, parameters: Parameters) -> object:
    """ "deleteWebhook", drop_pending_updates: recorded, since this bot must never ask for it."""
    if parameters.get("drop_pending_updates") in ("true", "True", True):
        world.updates.clear()
        await world.note(event="dropped")
    world.webhook = None
    return True


def _list(source: Any) -> list[str]:
    """ "Making requests": complex parameters of a form are JSON-serialized."""
    try:
        value = json.loads(source) if isinstance(source, str) else source
    except ValueError:
        value = None
    if not isinstance(value, list):
        raise bad_request("can't parse allowed updates JSON object")
    return value


METHODS: dict[str, Callable[[World, Parameters], Awaitable[object]]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "sendmessage": send_message,
    "editmessagetext": edit_message_text,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "senddocument": send_document,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
}
