"""Telegram's buttons: words on the way out, words again when one is pressed.

A press brings back at most 64 bytes. A button without data of its own carries its words ("~w:Điều 7"); words
too long for that stay in the outbox, and the button says where ("~r:<row>:<place>").
"""

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.channels.message import OWN_CONTACT, Button, Incoming
from bot.channels.part import Part
from bot.store import Transaction, outbox

DATA_BYTES = 64
# No data of a conversation begins like this.
WORDS = "~w:"
ROW = "~r:"


def make_keyboard(part: Part, row: int) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """The keyboard of a part that stands in this row of the outbox.

    Only a key of the phone's own keyboard can hand over its owner's number, so one such button makes it that kind.
    """
    if not part.buttons:
        return None
    asking = [one for line in part.buttons for one in line if one.data == OWN_CONTACT]
    if asking:
        keys = [[KeyboardButton(one.label, request_contact=True)] for one in asking]
        return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
    places = iter(range(sum(len(line) for line in part.buttons)))
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(one.label, callback_data=_data(one, row, next(places))) for one in line]
            for line in part.buttons
        ]
    )


def _data(button: Button, row: int, place: int) -> str:
    data = button.data or f"{WORDS}{button.words}"
    return data if len(data.encode()) <= DATA_BYTES else f"{ROW}{row}:{place}"


def put_words(press: Incoming, tx: Transaction) -> Incoming:
    """The press with the words and the data of its button.

    What a press brings back is no more to be believed than a text: only rows that went to the same chat are
    looked at, and where none is kept any more the label stands in for the words.
    """
    data = press.data or ""
    if data.startswith(WORDS):
        return replace(press, text=data.removeprefix(WORDS), data=None)
    label = press.extra.get("label", "")
    if data.startswith(ROW):
        row, _, place = data.removeprefix(ROW).partition(":")
        if row.isdecimal() and place.isdecimal():
            buttons = _buttons(outbox.find_body(tx, int(row), press.channel, press.chat))
            if int(place) < len(buttons):
                return replace(press, text=buttons[int(place)].words, data=buttons[int(place)].data)
        return replace(press, text=label, data=None)
    buttons = _buttons(outbox.find_sent(tx, press.channel, press.chat, press.message_id or ""))
    return replace(press, text=next((one.words for one in buttons if one.data == data), label))


def _buttons(body: str | None) -> list[Button]:
    return [one for line in Part.from_json(body).buttons for one in line] if body else []
