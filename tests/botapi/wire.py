"""HTTP/1.1 as far as a bot needs it: keep-alive, forms, multipart, JSON, and connections cut on purpose."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_BODY = 64 * 1024 * 1024


@dataclass
class Request:
    """One request with its parameters decoded; uploaded files are (name, bytes)."""

    path: str
    parameters: dict[str, Any]


class Cut(Exception):
    """Close the connection without an answer, or (`half`) in the middle of one."""

    def __init__(self, half: bytes = b"") -> None:
        super().__init__("cut")
        self.half = half


Handler = Callable[[Request], Awaitable[tuple[int, dict[str, Any] | bytes]]]


async def answer_connection(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handle: Handler
) -> None:
    """Serve one connection until it closes or is cut."""
    try:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            line, _, rest = head.partition(b"\r\n")
            _, target, _ = line.decode("latin-1").split(" ", 2)
            headers = {
                name.strip().lower(): value.strip()
                for name, _, value in (field.partition(":") for field in rest.decode("latin-1").split("\r\n"))
            }
            length = min(int(headers.get("content-length", "0")), MAX_BODY)
            body = await reader.readexactly(length)
            parameters = dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
            parameters |= decode(headers.get("content-type", ""), body)
            status, answer = await handle(Request(unquote(urlsplit(target).path), parameters))
            writer.write(encode(status, answer))
            await writer.drain()
    except Cut as cut:
        writer.write(cut.half)
        writer.transport.abort()
    except (ConnectionError, asyncio.IncompleteReadError):
        writer.transport.abort()
    finally:
        writer.close()


def encode(status: int, answer: dict[str, Any] | bytes) -> bytes:
    """A JSON answer, or a file, with its length; a status of 599 stands for a gateway that answers in HTML."""
    if status == 599:
        status, body, kind = 502, b"<html><body>502 Bad Gateway</body></html>", "text/html"
    elif isinstance(answer, bytes):
        body, kind = answer, "application/octet-stream"
    else:
        body, kind = json.dumps(answer).encode(), "application/json"
    return (
        f"HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )


def decode(kind: str, body: bytes) -> dict[str, Any]:
    """Parameters of a body ("Making requests" names the four ways to send them)."""
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if kind.startswith("multipart/form-data"):
        message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        fields: dict[str, Any] = {}
        for part in message.iter_parts():  # type: ignore[attr-defined]
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            fields[name] = (part.get_filename(), content) if part.get_filename() else content.decode()
        return fields
    return dict(parse_qsl(body.decode(), keep_blank_values=True))
