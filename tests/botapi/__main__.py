"""The server as a process: `python -m botapi RECORD [--token T]`; prints the two ports it listens on.

The first port is the Bot API, the second the controls: what people do, what goes wrong, what to wait for.
"""

import argparse
import asyncio
import json
import signal
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from botapi.errors import ApiError, forbidden, too_many
from botapi.faults import Fault, Faults
from botapi.methods import METHODS
from botapi.people import act
from botapi.wire import Cut, Request, answer_connection, encode
from botapi.world import World

SILENT = {"getupdates"}


class Server:
    """Two listeners over one world."""

    def __init__(self, record: Path, token: str) -> None:
        self.world = World(record)
        self.faults = Faults()
        self.token = token
        self.listener: asyncio.Server | None = None
        self.port = 0
        self.lines: set[asyncio.StreamWriter] = set()

    async def handle_bot(self, request: Request) -> tuple[int, dict[str, Any] | bytes]:
        """ "Making requests": /bot<token>/METHOD_NAME; methods are case-insensitive. "getFile": /file/bot<token>/<path>."""
        if request.path.startswith("/file/"):
            file = self.world.files.get(request.path.rpartition("/")[2])
            known = request.path.startswith(f"/file/bot{self.token}/documents/") and file is not None
            return (
                (200, file or b"")
                if known
                else (404, {"ok": False, "error_code": 404, "description": "Not Found"})
            )
        _, bot, method = [*request.path.split("/", 2), "", ""][:3]
        method = method.lower()
        try:
            return await self.answer(bot, method, request.parameters)
        except ApiError as refused:
            await self.tell(method, request.parameters, outcome="refused", why=refused.description)
            return refused.code, refused.body()

    async def answer(self, bot: str, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Run a method, with whatever goes wrong on the way."""
        if bot != f"bot{self.token}":
            raise ApiError(401, "Unauthorized")
        if method not in METHODS:
            raise ApiError(404, "Not Found")
        fault = self.faults.strike(method, parameters)
        if fault:
            await self.strike_before(method, parameters, fault)
        result = await METHODS[method](self.world, parameters)
        answer = {"ok": True, "result": result}
        got = result.get("message_id") if isinstance(result, dict) else None
        lost = fault.kind if fault and fault.kind in ("cut_after", "cut_half") else None
        await self.tell(
            method, parameters, outcome="accepted", message_id=got, **({"lost": lost} if lost else {})
        )
        if lost == "cut_after":
            raise Cut
        if lost == "cut_half":
            whole = encode(200, answer)
            raise Cut(whole[: len(whole) // 2])
        return 200, answer

    async def strike_before(self, method: str, parameters: dict[str, Any], fault: Fault) -> None:
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return
        if fault.kind in ("cut_after", "cut_half"):
            return
        if fault.kind == "cut_before":
            await self.tell(method, parameters, outcome="cut")
            raise Cut
        if fault.kind == "retry_after":
            raise too_many(int(fault.seconds))
        if fault.kind == "forbidden":
            raise forbidden("bot was blocked by the user")
        raise ApiError(599 if fault.kind == "gateway" else fault.code, "Internal Server Error")

    async def tell(self, method: str, parameters: dict[str, Any], **event: Any) -> None:
        if method in SILENT and event.get("outcome") == "accepted":
            return
        about = {
            "method": method,
            "chat": str(parameters.get("chat_id", "")),
            "text": parameters.get("text") or parameters.get("caption"),
            "buttons": parameters.get("reply_markup"),
            "callback": parameters.get("callback_query_id"),
            "edited": parameters.get("message_id"),
        }
        await self.world.note(event="call", **{key: value for key, value in about.items() if value}, **event)

    async def handle_control(self, request: Request) -> tuple[int, dict[str, Any]]:
        try:
            return 200, {
                "ok": True,
                "result": await self.control(request.path.strip("/"), request.parameters),
            }
        except ApiError as refused:
            return refused.code, refused.body()
        except (KeyError, ValueError, TypeError) as wrong:
            return 400, {"ok": False, "description": repr(wrong)}

    async def control(self, command: str, given: dict[str, Any]) -> object:
        world = self.world
        if command == "act":
            return [await act(world, action) for action in given["actions"]]
        if command == "faults":
            self.faults = Faults([Fault(**rule) for rule in given["rules"]])
            self.faults.dice.seed(given.get("seed", 0))
            return len(self.faults.rules)
        if command == "wait":
            return await self.wait(given)
        if command == "state":
            return {
                "accepted": world.accepted,
                "waiting": len(world.updates),
                "confirmed": world.confirmed,
                "commands": world.commands,
                "messages": len(world.messages),
            }
        if command == "set":
            world.limits = given.get("limits", world.limits)
            world.clock_ahead += given.get("advance", 0)
            if "migrate" in given:
                old, new = given["migrate"]
                world.open_chat(new, "supergroup")
                world.chats[old]["migrated_to"] = new
            return True
        if command == "offline":
            await (self.stop_listening() if given["offline"] else self.listen())
            return True
        if command == "webhook":
            return await self.push_webhook()
        raise KeyError(command)

    async def wait(self, given: dict[str, Any]) -> bool:
        """Until so many messages were accepted and so many updates confirmed; False when time ran out."""

        def reached() -> bool:
            return self.world.accepted >= given.get("accepted", 0) and self.world.confirmed >= given.get(
                "confirmed", 0
            )

        try:
            async with asyncio.timeout(given.get("timeout", 10)), self.world.changed:
                await self.world.changed.wait_for(reached)
        except TimeoutError:
            return False
        return True

    async def push_webhook(self) -> list[int]:
        """ "setWebhook": an HTTPS POST with a JSON-serialized Update; repeated unless the answer is 2XX.

        The secret token goes in the header "X-Telegram-Bot-Api-Secret-Token".
        """
        world = self.world
        statuses = []
        while world.webhook and world.updates:
            hook = urllib.request.Request(  # noqa: S310  loopback only
                world.webhook["url"],
                json.dumps(world.updates[0][1]).encode(),
                {"Content-Type": "application/json"}
                | (
                    {"X-Telegram-Bot-Api-Secret-Token": world.webhook["secret"]}
                    if world.webhook["secret"]
                    else {}
                ),
            )
            statuses.append(await asyncio.to_thread(_post, hook))
            if not 200 <= statuses[-1] < 300:
                break
            world.updates.popleft()
            world.confirmed += 1
        return statuses

    async def listen(self) -> None:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.lines.add(writer)
            try:
                await answer_connection(reader, writer, self.handle_bot)
            except asyncio.CancelledError:
                # The server is ending; nobody is left to be told.
                return
            finally:
                self.lines.discard(writer)

        self.listener = await asyncio.start_server(
            connected, "127.0.0.1", self.port, limit=2**17, reuse_address=True
        )
        self.port = self.listener.sockets[0].getsockname()[1]

    async def stop_listening(self) -> None:
        """Nobody answers any more: new connections are refused and those that stand are torn down."""
        if self.listener:
            self.listener.close()
            self.listener = None
        for writer in list(self.lines):
            writer.transport.abort()


def _post(request: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  loopback only
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("record", type=Path)
    parser.add_argument("--token", default="7000000001:test-token-of-nobody")
    options = parser.parse_args()
    server = Server(options.record, options.token)
    await server.listen()
    controls = await asyncio.start_server(
        lambda reader, writer: answer_connection(reader, writer, server.handle_control), "127.0.0.1", 0
    )
    sys.stdout.write(json.dumps([server.port, controls.sockets[0].getsockname()[1]]) + "\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(main())
