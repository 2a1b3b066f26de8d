"""Telegram against the strict server: what is accepted, and what every kind of failure means for a message."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from botapi.client import TOKEN, BotApi
from telegram.error import InvalidToken

from bot.channels.contract import NotSent, RetryAfter, Sent, Uncertain, Unreachable
from bot.channels.message import OWN_CONTACT, Button
from bot.channels.part import Part
from bot.channels.telegram import Telegram


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with BotApi(tmp_path_factory.mktemp("botapi") / "record.jsonl") as server:
        server.act("text", chat=1, text="chào")
        yield server


@pytest.fixture
async def telegram(api: BotApi) -> AsyncIterator[Telegram]:
    async with Telegram(TOKEN, api.base_url) as connected:
        yield connected
    api.fail()


async def test_a_part_arrives_with_its_styles_buttons_and_protection(api: BotApi, telegram: Telegram) -> None:
    part = Part("<b>Điều 7</b> &lt;x&gt;", html=True, buttons=((Button("Xem", "Điều 7"),),), protect=True)
    outcome = await telegram.send("1", part, 5)
    event = api.sent(1)[-1]
    assert outcome == Sent(str(event["message_id"]))
    assert event["text"] == "<b>Điều 7</b> &lt;x&gt;"
    assert json.loads(event["buttons"]) == {
        "inline_keyboard": [[{"text": "Xem", "callback_data": "~w:Điều 7"}]]
    }


async def test_ones_own_number_is_asked_for_by_a_key_that_can_hand_it_over(
    api: BotApi, telegram: Telegram
) -> None:
    part = Part("Còn một bước", buttons=((Button("Chia sẻ số điện thoại", "x", OWN_CONTACT),),))
    assert isinstance(await telegram.send("1", part, 6), Sent)
    markup = json.loads(api.sent(1)[-1]["buttons"])
    assert markup["keyboard"] == [[{"text": "Chia sẻ số điện thoại", "request_contact": True}]]
    assert markup["one_time_keyboard"]


async def test_a_file_arrives_with_its_caption(api: BotApi, telegram: Telegram, tmp_path: Path) -> None:
    file = tmp_path / "du-thao.docx"
    file.write_bytes(b"PK")
    outcome = await telegram.send("1", Part("<i>Dự thảo</i>", html=True, document=file), 1)
    assert isinstance(outcome, Sent)
    assert api.sent(1)[-1]["text"] == "<i>Dự thảo</i>"


async def test_a_file_that_is_gone_is_not_sent_for_good(telegram: Telegram, tmp_path: Path) -> None:
    outcome = await telegram.send("1", Part("", document=tmp_path / "gone.docx"), 1)
    assert outcome == NotSent("FileNotFoundError", final=True)


FAILURES: dict[str, tuple[dict[str, Any], Any, int]] = {
    "flood": ({"kind": "retry_after", "seconds": 7}, RetryAfter(7.0), 0),
    "blocked": ({"kind": "forbidden"}, Unreachable("forbidden"), 0),
    "server error in its own words": ({"kind": "status", "code": 500}, NotSent("server error"), 0),
    "a gateway answers for the server": ({"kind": "gateway"}, Uncertain("TelegramError"), 0),
    "cut before it was read": ({"kind": "cut_before"}, Uncertain("ReadError"), 0),
    "the reply is lost": ({"kind": "cut_after"}, Uncertain("ReadError"), 1),
    "half a reply": ({"kind": "cut_half"}, Uncertain("ReadError"), 1),
}


@pytest.mark.parametrize(("fault", "meaning", "arrived"), FAILURES.values(), ids=FAILURES.keys())
async def test_every_failure_says_whether_the_message_may_have_arrived(
    api: BotApi, telegram: Telegram, fault: dict[str, Any], meaning: Any, arrived: int
) -> None:
    before = len(api.sent(1))
    api.fail({"method": "sendMessage", **fault})
    outcome = await telegram.send("1", Part("x"), 1)
    assert type(outcome) is type(meaning)
    if not isinstance(outcome, Uncertain):
        assert outcome == meaning
    assert len(api.sent(1)) == before + arrived


async def test_a_refused_connection_is_not_sent_and_may_be_tried_again(
    api: BotApi, telegram: Telegram
) -> None:
    api.control("offline", offline=True)
    try:
        # The first may still find a connection from before, torn down while it is used.
        await telegram.send("1", Part("x"), 1)
        outcome = await telegram.send("1", Part("x"), 1)
    finally:
        api.control("offline", offline=False)
    assert outcome == NotSent("ConnectError")


async def test_a_chat_that_never_started_the_bot_is_unreachable(telegram: Telegram) -> None:
    assert await telegram.send("404", Part("x"), 1) == Unreachable("chat not found")


async def test_what_telegram_refuses_is_not_sent_for_good(telegram: Telegram) -> None:
    outcome = await telegram.send("1", Part("x" * 5000), 1)
    assert isinstance(outcome, NotSent)
    assert outcome.final


async def test_a_group_that_became_a_supergroup_is_followed(api: BotApi, telegram: Telegram) -> None:
    api.act("text", chat=-5, chat_type="group", user=1, text="/han")
    api.control("set", migrate=[-5, -10005])
    assert isinstance(await telegram.send("-5", Part("x"), 1), Sent)
    assert len(api.sent(-10005)) == 1


async def test_a_wrong_token_is_known_at_once(api: BotApi) -> None:
    telegram = Telegram("7000000001:another", api.base_url)
    with pytest.raises(InvalidToken):
        await telegram.connect()
    await telegram.close()


async def test_typing_is_shown_and_a_failure_to_show_it_is_of_no_matter(
    api: BotApi, telegram: Telegram
) -> None:
    await telegram.show_typing("1")
    assert api.record()[-1]["method"] == "sendchataction"
    await telegram.show_typing("404")
    await telegram.acknowledge("never asked")


async def test_updates_come_as_they_were_sent_and_again_until_confirmed(
    api: BotApi, telegram: Telegram
) -> None:
    update_id = api.act("text", chat=1, text="một")["update_id"]
    for _ in range(2):
        updates = await telegram.bot.fetch(None, 0)
        assert updates[-1]["message"]["text"] == "một"
    assert await telegram.bot.fetch(update_id + 1, 0) == []


async def test_a_proxy_that_does_not_answer_is_not_sent(api: BotApi) -> None:
    telegram = Telegram(TOKEN, api.base_url, proxy="http://127.0.0.1:9")
    await telegram.bot._request[1].initialize()
    assert await telegram.send("1", Part("x"), 1) == NotSent("ConnectError")
    await telegram.bot._request[1].shutdown()
    await asyncio.sleep(0)
