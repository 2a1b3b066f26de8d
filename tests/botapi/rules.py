"""What a message must be before it is accepted: its text, its buttons, its commands."""

import json
import re
from typing import Any

from botapi.errors import bad_request
from botapi.markup import parse_html, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_BYTES = 64
DOCUMENT_BYTES = 50 * 1024 * 1024

CHAT_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}

BUTTON_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}


def check_text(parameters: dict[str, Any], field: str = "text") -> tuple[str, list[dict[str, Any]]]:
    """The text as it will be shown, and its entities.

    "sendMessage", text: "1-4096 characters after entities parsing"; "sendDocument", caption: "0-1024".
    Counted in UTF-16 units, as Telegram counts offsets: the strictest reading.
    """
    source = str(parameters.get(field, ""))
    mode = parameters.get("parse_mode")
    if mode is None:
        text, entities = source, []
    elif str(mode).upper() == "HTML":
        text, entities = parse_html(source)
    else:
        raise bad_request("unsupported parse_mode")
    text = text.strip()
    if field == "text" and not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > (TEXT_LIMIT if field == "text" else CAPTION_LIMIT):
        raise bad_request("message is too long" if field == "text" else "message caption is too long")
    return text, entities


def check_markup(parameters: dict[str, Any], chat_type: str) -> dict[str, Any] | None:
    """The keyboard, if one was sent: "InlineKeyboardMarkup", "ReplyKeyboardMarkup", "ReplyKeyboardRemove"."""
    source = parameters.get("reply_markup")
    if source in (None, ""):
        return None
    try:
        markup = json.loads(source) if isinstance(source, str) else source
    except ValueError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        for button in _buttons(markup["inline_keyboard"]):
            _check_inline_button(button)
    elif "keyboard" in markup:
        for button in _buttons(markup["keyboard"]):
            # "KeyboardButton", request_contact: "Available in private chats only."
            if button.get("request_contact") and chat_type != "private":
                raise bad_request("phone number can be requested in private chats only")
    elif not {"remove_keyboard", "force_reply"} & set(markup):
        raise bad_request("object expected as reply markup")
    return markup


def _buttons(rows: object) -> list[dict[str, Any]]:
    """ "InlineKeyboardMarkup": "Array of button rows, each represented by an Array of … objects"."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup: field must be an Array of Arrays")
    buttons = []
    for row in rows:
        for button in row:
            shown = {"text": button} if isinstance(button, str) else button
            if not isinstance(shown, dict) or not isinstance(shown.get("text"), str):
                raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
            if not shown["text"].strip():
                raise bad_request("can't parse keyboard button: text can't be empty")
            buttons.append(shown)
    return buttons


def _check_inline_button(button: dict[str, Any]) -> None:
    """ "InlineKeyboardButton": exactly one field besides text says what the button does."""
    actions = BUTTON_ACTIONS & set(button)
    if len(actions) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button:
        # "InlineKeyboardButton", callback_data: "1-64 bytes".
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"(https?|tg)://\S+", str(button["url"])):
        raise bad_request("BUTTON_URL_INVALID")


def check_commands(parameters: dict[str, Any]) -> list[dict[str, str]]:
    """ "setMyCommands": at most 100; "BotCommand": 1-32 of a-z, 0-9, _; description of 1-256."""
    try:
        commands = json.loads(parameters.get("commands", ""))
    except ValueError:
        raise bad_request("can't parse commands list JSON object") from None
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands
