"""What exists on the far side: chats, messages, updates that wait to be fetched, and the record of it all."""

import asyncio
import json
import time
from collections import deque
from pathlib import Path
from typing import Any

from botapi.errors import ApiError, bad_request, conflict, forbidden, too_many

BOT_ID = 7000000001
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Daumoi", "username": "daumoi_test_bot"}

# "Update": the types that are sent only when they are asked for by name.
ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
# "Getting updates": updates are stored on the server, "but they will not be kept longer than 24 hours".
KEPT = 24 * 3600
# No section gives a number; the public server refuses callback ids soon after, with this wording.
CALLBACK_LIFE = 15 * 60


class World:
    """The whole state; one process, one event loop, so nothing needs a lock."""

    def __init__(self, record: Path) -> None:
        self.record_file = record.open("a", encoding="utf-8")
        self.clock_ahead = 0.0
        self.chats: dict[int, dict[str, Any]] = {}
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.updates: deque[tuple[float, dict[str, Any]]] = deque()
        self.callbacks: dict[str, float] = {}
        self.allowed: list[str] | None = None
        self.commands: list[dict[str, str]] = []
        self.webhook: dict[str, str] | None = None
        self.poll = 0
        self.next_update = 5000
        self.next_message = 100
        self.accepted = 0
        self.confirmed = 0
        self.changed = asyncio.Condition()
        self.limits = False
        self.sends: deque[tuple[float, int]] = deque()

    def now(self) -> float:
        return time.time() + self.clock_ahead

    async def note(self, **event: Any) -> None:
        """Add a line to the record and wake whoever waits for something to happen."""
        self.record_file.write(json.dumps({"at": self.now(), **event}, ensure_ascii=False) + "\n")
        self.record_file.flush()
        async with self.changed:
            self.changed.notify_all()

    def open_chat(self, chat: int, kind: str = "private", title: str = "Phòng thử") -> dict[str, Any]:
        """The chat, made on first use; somebody has pressed Start or added the bot."""
        if chat not in self.chats:
            about: dict[str, Any] = {"id": chat, "type": kind}
            about["first_name" if kind == "private" else "title"] = title
            self.chats[chat] = {"about": about, "blocked": None}
        return self.chats[chat]

    def find_chat(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """ "sendMessage", chat_id: "Unique identifier for the target chat"; blocked chats refuse with 403."""
        source = parameters.get("chat_id")
        if source in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            chat = self.chats[int(source)]
        except (ValueError, KeyError):
            raise bad_request("chat not found") from None
        if chat["blocked"]:
            raise forbidden(chat["blocked"])
        if "migrated_to" in chat:
            # "ResponseParameters", migrate_to_chat_id: "The group has been migrated to a supergroup".
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat["migrated_to"]},
            )
        return chat

    def check_limits(self, chat: int) -> None:
        """The Bot FAQ, "My bot is hitting limits": one message a second in a chat, thirty a second in all.

        Windows are a fifth shorter than a second, since requests jitter on their way.
        """
        if not self.limits:
            return
        now = time.monotonic()
        while self.sends and now - self.sends[0][0] > 0.8:
            self.sends.popleft()
        if len(self.sends) >= 30 or any(to == chat for _, to in self.sends):
            raise too_many(1)
        self.sends.append((now, chat))

    def new_message(
        self, chat: dict[str, Any], sender: dict[str, Any] | None, **content: Any
    ) -> dict[str, Any]:
        """A message with its id, kept so that it can be edited, replied to and pressed."""
        self.next_message += 1
        message = {
            "message_id": self.next_message,
            "date": int(self.now()),
            "chat": chat["about"],
            **({"from": sender} if sender else {}),
            **content,
        }
        self.messages[chat["about"]["id"], self.next_message] = message
        return message

    async def add_update(self, kind: str, content: dict[str, Any], *, update_id: int | None = None) -> int:
        """Queue an update of one type; returns its id, or 0 when the bot did not ask for that type."""
        wanted = kind not in ONLY_WHEN_ASKED if not self.allowed else kind in self.allowed
        if not wanted:
            await self.note(event="unwanted", kind=kind)
            return 0
        self.next_update = update_id if update_id is not None else self.next_update + 1
        self.updates.append((self.now(), {"update_id": self.next_update, kind: content}))
        chat = content.get("chat", {}).get("id") or content.get("message", {}).get("chat", {}).get("id")
        await self.note(event="update", kind=kind, chat=chat, update_id=self.next_update)
        return self.next_update

    async def take_updates(self, offset: int, limit: int, patience: float) -> list[dict[str, Any]]:
        """ "getUpdates": those from `offset` on; earlier ones are confirmed and forgotten.

        "This method will not work if an outgoing webhook is set up"; a second poller ends the first with 409.
        """
        if self.webhook:
            raise conflict("can't use getUpdates method while webhook is active; use deleteWebhook first")
        self.poll += 1
        mine = self.poll
        async with self.changed:
            self.changed.notify_all()
        if offset < 0:
            # "The negative offset can be specified to retrieve updates starting from -offset update".
            while len(self.updates) > -offset:
                self.updates.popleft()
        while self.updates and offset > 0 and self.updates[0][1]["update_id"] < offset:
            self.updates.popleft()
            self.confirmed += 1
        deadline = time.monotonic() + patience
        while True:
            while self.updates and self.now() - self.updates[0][0] > KEPT:
                await self.note(event="forgotten", update_id=self.updates.popleft()[1]["update_id"])
            if self.poll != mine:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            remaining = deadline - time.monotonic()
            if self.updates or remaining <= 0:
                return [update for _, update in list(self.updates)[:limit]]
            async with self.changed:
                try:
                    await asyncio.wait_for(self.changed.wait(), remaining)
                except TimeoutError:
                    continue
