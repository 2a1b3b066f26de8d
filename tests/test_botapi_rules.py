"""Our strict Bot API server: each rule refuses and accepts, faults strike, offsets confirm updates."""

import asyncio
import http.client
import http.server
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from botapi.client import BotApi
from botapi.markup import parse_html, utf16_length


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with BotApi(tmp_path_factory.mktemp("botapi") / "record.jsonl") as server:
        server.act("text", chat=1, text="chào")
        server.act("text", chat=-100, chat_type="supergroup", user=5, text="chào nhóm")
        yield server


@pytest.fixture(autouse=True)
def clean(api: BotApi) -> Iterator[None]:
    yield
    api.fail()
    api.call("deleteWebhook")
    waiting = api.call("getUpdates")["result"]
    if waiting:
        api.call("getUpdates", offset=waiting[-1]["update_id"] + 1)


def keyboard(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


REFUSED = {
    "no text": ({"text": ""}, "message text is empty"),
    "only spaces": ({"text": "  \n "}, "message text is empty"),
    "only tags": ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    "4,097 units": ({"text": "x" * 4097}, "message is too long"),
    "4,097 units of surrogates": ({"text": "x" + "𝄞" * 2048}, "message is too long"),
    "no chat": ({"chat_id": "", "text": "x"}, "chat_id is empty"),
    "unknown chat": ({"chat_id": 404, "text": "x"}, "chat not found"),
    "unknown mode": ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    "unknown tag": ({"text": "<p>x</p>", "parse_mode": "HTML"}, 'Unsupported start tag "p"'),
    "bare angle": ({"text": "1 < 2", "parse_mode": "HTML"}, "Unsupported start tag"),
    "unclosed": ({"text": "<b>x", "parse_mode": "HTML"}, "Can't find end tag"),
    "crossed": ({"text": "<b><i>x</b></i>", "parse_mode": "HTML"}, "Unmatched end tag"),
    "end alone": ({"text": "x</b>", "parse_mode": "HTML"}, "Unexpected end tag"),
    "nested quote": (
        {"text": "<blockquote>a<blockquote>b</blockquote></blockquote>", "parse_mode": "HTML"},
        "blockquotes can't be nested",
    ),
    "bold code": ({"text": "<b><code>x</code></b>", "parse_mode": "HTML"}, "code can't be nested"),
    "markup no JSON": ({"text": "x", "reply_markup": "[["}, "can't parse reply keyboard markup"),
    "markup no keyboard": ({"text": "x", "reply_markup": {"rows": []}}, "object expected as reply markup"),
    "flat keyboard": ({"text": "x", "reply_markup": {"inline_keyboard": [{"text": "a"}]}}, "Array of Arrays"),
    "button without text": ({"text": "x", "reply_markup": keyboard({"callback_data": "a"})}, 'Field "text"'),
    "button without action": ({"text": "x", "reply_markup": keyboard({"text": "a"})}, "Text buttons"),
    "button with two actions": (
        {
            "text": "x",
            "reply_markup": keyboard({"text": "a", "callback_data": "b", "url": "https://example.org"}),
        },
        "Text buttons",
    ),
    "65 bytes of data": (
        {"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "d" * 65})},
        "BUTTON_DATA_INVALID",
    ),
    "65 bytes in 22 letters": (
        {"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "ồ" * 21 + "dd"})},
        "BUTTON_DATA_INVALID",
    ),
    "empty data": (
        {"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": ""})},
        "BUTTON_DATA",
    ),
    "bad address": ({"text": "x", "reply_markup": keyboard({"text": "a", "url": "nowhere"})}, "BUTTON_URL"),
    "number asked in a group": (
        {
            "chat_id": -100,
            "text": "x",
            "reply_markup": {"keyboard": [[{"text": "Gửi số", "request_contact": True}]]},
        },
        "private chats only",
    ),
}


@pytest.mark.parametrize(("parameters", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_message_that_telegram_refuses_is_refused(api: BotApi, parameters: dict, why: str) -> None:
    answer = api.call("sendMessage", **{"chat_id": 1, **parameters})
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert why in answer["description"]


ACCEPTED = {
    "plain": {"text": "1 < 2 & 3 > 2"},
    "4,096 units": {"text": "x" * 4096},
    "4,096 units of surrogates": {"text": "𝄞" * 2048},
    "4,096 units after parsing": {"text": "<b>" + "&lt;" * 4096 + "</b>", "parse_mode": "HTML"},
    "every style": {
        "text": "<b>a<i>b<u>c</u></i></b> <code>d</code> <blockquote>e <b>f</b></blockquote>",
        "parse_mode": "HTML",
    },
    "64 bytes of data": {
        "text": "x",
        "reply_markup": keyboard({"text": "a", "callback_data": "ồ" * 21 + "d"}),
    },
    "an address": {"text": "x", "reply_markup": keyboard({"text": "a", "url": "https://example.org/a"})},
    "number asked in private": {
        "text": "x",
        "reply_markup": {"keyboard": [[{"text": "Gửi số", "request_contact": True}]]},
    },
    "keyboard taken away": {"text": "x", "reply_markup": {"remove_keyboard": True}},
}


@pytest.mark.parametrize("parameters", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_message_that_telegram_takes_is_taken(api: BotApi, parameters: dict) -> None:
    answer = api.call("sendMessage", **{"chat_id": 1, **parameters})
    assert answer["ok"], answer
    assert answer["result"]["chat"]["id"] == 1


def test_html_gives_the_text_and_entities_in_utf16_units() -> None:
    text, entities = parse_html("𝄞<b>đạt &amp; <i>rõ</i></b>&nbsp;")
    assert text == "𝄞đạt & rõ&nbsp;"
    assert entities == [
        {"type": "bold", "offset": 2, "length": 8},
        {"type": "italic", "offset": 8, "length": 2},
    ]
    assert utf16_length("𝄞đ") == 3


def test_a_wrong_token_and_an_unknown_method_are_told_apart(api: BotApi) -> None:
    assert api.call("getMe", "1:wrong")["error_code"] == 401
    assert api.call("sendCarrierPigeon")["error_code"] == 404
    assert api.call("GETME")["result"]["is_bot"]


def test_an_edit_changes_something_or_is_refused(api: BotApi) -> None:
    sent = api.call("sendMessage", chat_id=1, text="một")["result"]["message_id"]
    same = api.call("editMessageText", chat_id=1, message_id=sent, text="một")
    assert "message is not modified" in same["description"]
    assert api.call("editMessageText", chat_id=1, message_id=sent, text="<b>một</b>", parse_mode="HTML")["ok"]
    assert "not found" in api.call("editMessageText", chat_id=1, message_id=9, text="x")["description"]
    theirs = api.act("text", chat=1, text="hỏi")["message_id"]
    assert (
        "can't be edited"
        in api.call("editMessageText", chat_id=1, message_id=theirs, text="x")["description"]
    )


def test_only_a_button_that_is_there_can_be_pressed_and_its_id_goes_stale(api: BotApi) -> None:
    markup = keyboard({"text": "Đồng ý", "callback_data": "d:1:ok:1"})
    sent = api.call("sendMessage", chat_id=1, text="?", reply_markup=markup)["result"]["message_id"]
    with pytest.raises(ValueError, match="has no button"):
        api.act("press", chat=1, message_id=sent, button="Không")
    fresh = api.act("press", chat=1, message_id=sent, button="Đồng ý")["callback"]
    old = api.act("press", chat=1, message_id=sent, button="d:1:ok:1", age=3600)["callback"]
    assert api.call("answerCallbackQuery", callback_query_id=fresh)["ok"]
    assert not api.call("answerCallbackQuery", callback_query_id=fresh, text="x" * 201)["ok"]
    for stale in (old, "never asked"):
        assert "query is too old" in api.call("answerCallbackQuery", callback_query_id=stale)["description"]


def test_chat_actions_commands_and_documents_follow_their_rules(api: BotApi) -> None:
    assert api.call("sendChatAction", chat_id=1, action="typing")["ok"]
    assert not api.call("sendChatAction", chat_id=1, action="dancing")["ok"]
    commands = [{"command": "han", "description": "Việc sắp đến hạn"}]
    assert api.call("setMyCommands", commands=json.dumps(commands))["ok"]
    for wrong in ([{"command": "Hạn", "description": "x"}], [{"command": "han", "description": ""}], "x"):
        assert not api.call("setMyCommands", commands=json.dumps(wrong))["ok"]
    assert "no document" in api.call("sendDocument", chat_id=1)["description"]


def test_an_uploaded_document_must_have_content(api: BotApi) -> None:
    for content, accepted in ((b"abc", True), (b"", False)):
        lines = [
            b"--line",
            b'Content-Disposition: form-data; name="chat_id"\r\n\r\n1',
            b"--line",
            b'Content-Disposition: form-data; name="document"; filename="a.docx"\r\n\r\n' + content,
            b"--line--",
            b"",
        ]
        connection = http.client.HTTPConnection("127.0.0.1", api.port, timeout=10)
        connection.request(
            "POST",
            "/bot7000000001:test-token-of-nobody/sendDocument",
            b"\r\n".join(lines),
            {"Content-Type": "multipart/form-data; boundary=line"},
        )
        assert json.loads(connection.getresponse().read())["ok"] is accepted
        connection.close()


def test_updates_come_again_until_an_offset_confirms_them(api: BotApi) -> None:
    first, second = (api.act("text", chat=1, text=str(n))["update_id"] for n in range(2))
    assert [update["update_id"] for update in api.call("getUpdates")["result"]] == [first, second]
    assert [update["update_id"] for update in api.call("getUpdates", offset=first)["result"]] == [
        first,
        second,
    ]
    assert [update["update_id"] for update in api.call("getUpdates", offset=second)["result"]] == [second]
    assert api.call("getUpdates", limit=1, offset=second + 1)["result"] == []


def test_only_the_types_asked_for_are_queued(api: BotApi) -> None:
    api.call("getUpdates", allowed_updates=["callback_query"])
    assert api.act("text", chat=1, text="x")["update_id"] == 0
    api.call("getUpdates", allowed_updates=[])
    assert api.act("text", chat=1, text="x")["update_id"] > 0


def test_a_long_poll_returns_as_soon_as_something_comes(api: BotApi) -> None:
    with ThreadPoolExecutor() as pool:
        began = time.monotonic()
        poll = pool.submit(api.call, "getUpdates", timeout=20)
        api.act("text", chat=1, text="x")
        assert len(poll.result(10)["result"]) == 1
        assert time.monotonic() - began < 10


def test_a_second_poller_ends_the_first_with_a_conflict(api: BotApi) -> None:
    with ThreadPoolExecutor() as pool:
        first = pool.submit(api.call, "getUpdates", timeout=30)
        codes = set()
        for _ in range(100):
            api.call("getUpdates", timeout=0)
            if first.done():
                codes.add(first.result().get("error_code"))
                break
            threading.Event().wait(0.01)
        assert codes == {409}


def test_updates_are_forgotten_after_a_day(api: BotApi) -> None:
    api.act("text", chat=1, text="cũ")
    api.control("set", advance=25 * 3600)
    assert api.call("getUpdates")["result"] == []


def test_a_blocked_bot_may_not_write_until_it_is_unblocked(api: BotApi) -> None:
    api.act("text", chat=77, text="x")
    api.act("block", chat=77)
    answer = api.call("sendMessage", chat_id=77, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    api.act("unblock", chat=77)
    assert api.call("sendMessage", chat_id=77, text="x")["ok"]


def test_faults_strike_as_often_as_told_and_only_whom_they_name(api: BotApi) -> None:
    api.act("text", chat=8, text="x")
    api.fail(
        {"kind": "retry_after", "method": "sendMessage", "chat": "8", "seconds": 7},
        {"kind": "status", "method": "sendMessage", "chat": "8", "code": 500},
    )
    assert api.call("sendMessage", chat_id=1, text="x")["ok"]
    assert api.call("sendMessage", chat_id=8, text="x")["parameters"] == {"retry_after": 7}
    assert api.call("sendMessage", chat_id=8, text="x")["error_code"] == 500
    assert api.call("sendMessage", chat_id=8, text="x")["ok"]


@pytest.mark.parametrize(
    ("kind", "accepted"), [("cut_before", 0), ("cut_after", 1), ("cut_half", 1)], ids=str
)
def test_a_cut_connection_gives_no_answer_and_the_record_knows_whether_it_was_accepted(
    api: BotApi, kind: str, accepted: int
) -> None:
    before = len(api.sent(1))
    api.fail({"kind": kind, "method": "sendMessage"})
    with pytest.raises((http.client.HTTPException, OSError)):
        api.call("sendMessage", chat_id=1, text="x")
    assert len(api.sent(1)) == before + accepted


def test_while_it_is_offline_connections_are_refused(api: BotApi) -> None:
    api.control("offline", offline=True)
    with pytest.raises(ConnectionRefusedError):
        api.call("getMe")
    api.control("offline", offline=False)
    assert api.call("getMe")["ok"]


def test_more_than_one_message_a_second_in_a_chat_is_too_many_when_limits_are_on(api: BotApi) -> None:
    api.control("set", limits=True)
    codes = [api.call("sendMessage", chat_id=1, text="x").get("error_code") for _ in range(2)]
    api.control("set", limits=False)
    assert codes == [None, 429]


def test_a_webhook_gets_the_secret_and_is_asked_again_until_it_answers_well(api: BotApi) -> None:
    seen: list[tuple[str | None, int]] = []
    statuses = [500, 200]

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], update["update_id"]))
            self.send_response(statuses[len(seen) - 1])
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Hook) as hook:
        thread = threading.Thread(target=hook.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{hook.server_port}/hook"
        for secret, taken in (("not allowed!", False), ("kín_1", False), ("kin_1", True)):
            assert api.call("setWebhook", url=address, secret_token=secret)["ok"] is taken
        assert api.call("getUpdates")["error_code"] == 409
        update = api.act("text", chat=1, text="x")["update_id"]
        assert api.control("webhook") == [500]
        assert api.control("webhook") == [200]
        hook.shutdown()
        thread.join()
    assert seen == [("kin_1", update)] * 2


async def test_a_wait_ends_when_enough_was_accepted_or_time_is_over(api: BotApi) -> None:
    before = api.control("state")["accepted"]
    waiting = asyncio.create_task(asyncio.to_thread(api.wait, before + 1))
    await asyncio.to_thread(api.call, "sendMessage", chat_id=1, text="x")
    assert await waiting
    assert not api.wait(before + 2, timeout=0.01)


def test_the_record_keeps_every_call_with_what_became_of_it(tmp_path: Path) -> None:
    with BotApi(tmp_path / "r.jsonl") as server:
        server.act("contact", chat=3, phone="+84900000001")
        server.call("sendMessage", chat_id=3, text="<b>x</b>", parse_mode="HTML")
        server.call("sendMessage", chat_id=4, text="y")
        events = [(e["event"], e.get("outcome"), e.get("text")) for e in server.record()]
    assert events == [("update", None, None), ("call", "accepted", "<b>x</b>"), ("call", "refused", "y")]
