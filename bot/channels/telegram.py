"""Telegram through python-telegram-bot: sending parts, fetching updates as they come, retrying nothing.

The library's own polling confirms updates once they are in its queue, committed or not; here the next fetch
confirms them, and `polling` makes it only after they were committed.
"""

import asyncio
import contextlib
import json
import os
from typing import Any, Self

from telegram import InputFile, LinkPreviewOptions, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.channels.contract import NotSent, Outcome, Sent
from bot.channels.known import CAPABILITIES
from bot.channels.message import Incoming, IncomingKind
from bot.channels.part import Part
from bot.channels.telegram_buttons import make_keyboard, put_words
from bot.channels.telegram_outcomes import outcome_of
from bot.channels.telegram_updates import ALLOWED, CHANNEL, Identity, read_update
from bot.store import Transaction
from bot.store.inbox import InboxRow

OFFICIAL = "https://api.telegram.org/bot"
ANSWER_SECONDS = 15.0


class FetchingBot(ExtBot[None]):
    """The library's bot with one more way to fetch: updates as JSON, so that they are stored as they came.

    Its own `get_updates` parses the whole batch first; one update that it cannot parse would stop all others.
    """

    async def fetch(self, offset: int | None, seconds: float) -> list[dict[str, Any]]:
        """Updates from `offset` on, waiting so long for the first; earlier ones are thereby confirmed."""
        wanted = {"offset": offset, "timeout": seconds, "allowed_updates": list(ALLOWED)}
        result: list[dict[str, Any]] = await self._post(
            "getUpdates",
            {name: value for name, value in wanted.items() if value is not None},
            read_timeout=seconds + ANSWER_SECONDS,
        )
        return result


class Telegram:
    """The channel; use it as an asynchronous context, inside which `identity` is known."""

    name = CHANNEL
    capabilities = CAPABILITIES[CHANNEL]

    def __init__(self, token: str, base_url: str | None = None, proxy: str | None = None) -> None:
        # The library's own switch to its coming type; without it every flood control error warns of the change.
        os.environ.setdefault("PTB_TIMEDELTA", "true")

        def request(connections: int) -> HTTPXRequest:
            return HTTPXRequest(
                connection_pool_size=connections,
                connect_timeout=10.0,
                read_timeout=ANSWER_SECONDS,
                write_timeout=ANSWER_SECONDS,
                pool_timeout=ANSWER_SECONDS,
                proxy=proxy,
                # Only the proxy that the settings name: a token must not travel by a stray variable.
                httpx_kwargs={"trust_env": False},
            )

        self.bot = FetchingBot(
            token,
            base_url=base_url or OFFICIAL,
            base_file_url=_file_url(base_url or OFFICIAL),
            request=request(128),
            get_updates_request=request(2),
        )
        self.identity = Identity(0, "")

    async def connect(self) -> None:
        """Ask Telegram who we are, and take back a webhook that an earlier run may have set."""
        await self.bot.initialize()
        me = self.bot.bot
        self.identity = Identity(me.id, me.username or "")
        await self.bot.delete_webhook(drop_pending_updates=False)

    async def close(self) -> None:
        """Let the connections go."""
        await self.bot.shutdown()

    async def __aenter__(self) -> Self:
        if not self.identity.id:
            await self.connect()
        return self

    async def __aexit__(self, *about: object) -> None:
        await self.close()

    def is_group(self, chat: str) -> bool:
        """Groups have negative ids, and slower limits."""
        return chat.startswith("-")

    async def send(self, chat: str, part: Part, row: int) -> Outcome:
        """Send one part, once."""
        try:
            try:
                message = await self._send(int(chat), part, row)
            except ChatMigrated as moved:
                message = await self._send(moved.new_chat_id, part, row)
        except TelegramError as error:
            return outcome_of(error)
        except (OSError, ValueError) as fault:
            return NotSent(type(fault).__name__, final=True)
        return Sent(str(message.message_id))

    async def _send(self, chat: int, part: Part, row: int) -> Message:
        markup = make_keyboard(part, row)
        mode = ParseMode.HTML if part.html else None
        if part.document is None:
            said: Message = await self.bot.send_message(
                chat,
                part.text,
                parse_mode=mode,
                reply_markup=markup,
                protect_content=part.protect,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            return said
        content = await asyncio.to_thread(part.document.read_bytes)
        sent: Message = await self.bot.send_document(
            chat,
            InputFile(content, filename=part.document.name),
            caption=part.text or None,
            parse_mode=mode,
            reply_markup=markup,
            protect_content=part.protect,
        )
        return sent

    def peek(self, row: InboxRow) -> Incoming | None:
        """What a stored update says, the words of pressed buttons aside; for a look before its turn."""
        return read_update(json.loads(row.payload), self.identity)

    async def fetch_file(self, file_id: str, most: int) -> bytes:
        """A file that somebody sent, if it has no more bytes than that. Raises TelegramError, ValueError."""
        file = await self.bot.get_file(file_id)
        if file.file_size is not None and file.file_size > most:
            raise ValueError(f"a file of {file.file_size} bytes is too large")
        content = bytes(await file.download_as_bytearray())
        if len(content) > most:
            raise ValueError(f"a file of {len(content)} bytes is too large")
        return content

    async def show_typing(self, chat: str) -> None:
        """Show "typing" for some seconds."""
        with contextlib.suppress(TelegramError, ValueError):
            await self.bot.send_chat_action(int(chat), ChatAction.TYPING)

    async def acknowledge(self, query: str) -> None:
        """Tell the presser's app that the press arrived; too late is as good as never."""
        with contextlib.suppress(TelegramError):
            await self.bot.answer_callback_query(query)

    def read(self, row: InboxRow, tx: Transaction) -> Incoming | None:
        """What a stored update says, a press with the words its button stands for."""
        incoming = read_update(json.loads(row.payload), self.identity)
        if incoming is None or incoming.kind is not IncomingKind.PRESS:
            return incoming
        return put_words(incoming, tx)


def _file_url(base_url: str) -> str:
    """Where files are fetched from: the API's own address with "file" before the bot."""
    return base_url.removesuffix("/bot") + "/file/bot" if base_url.endswith("/bot") else base_url
