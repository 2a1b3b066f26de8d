"""What people do on Telegram, and what of it the bot keeps and reads: made by the far side, read by ours."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from botapi.people import act
from botapi.rules import check_markup
from botapi.world import BOT, World
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.message import Button, Incoming, IncomingKind
from bot.channels.part import Part
from bot.channels.telegram_buttons import make_keyboard, put_words
from bot.channels.telegram_updates import ALLOWED, Identity, make_arrival, read_update
from bot.store import Writer, delivery, outbox
from bot.store.outbox import Letter

ME = Identity(BOT["id"], BOT["username"])
NOW = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path):
    made = World(tmp_path / "record.jsonl")
    made.allowed = list(ALLOWED)
    yield made
    made.record_file.close()


def do(world: World, kind: str = "text", chat: int = 1, **more: Any) -> dict[str, Any]:
    """The update that one thing makes; empty when Telegram would not send it."""
    before = len(world.updates)
    asyncio.run(act(world, {"kind": kind, "chat": chat, **more}))
    return world.updates[-1][1] if len(world.updates) > before else {}


def keep(world: World, *given: Any, **more: Any) -> Incoming | None:
    """What the bot reads of it after it went through the inbox's JSON; None when it is not kept."""
    update = do(world, *given, **more)
    arrival = make_arrival(update, ME)
    if arrival is None:
        return None
    incoming = read_update(json.loads(arrival.payload), ME)
    assert incoming is not None
    assert (arrival.chat, arrival.user) == (incoming.chat, incoming.user)
    assert arrival.update_id == incoming.update_id == str(update["update_id"])
    return incoming


def test_a_text_in_private_is_read_with_its_author_and_moment(world: World) -> None:
    incoming = keep(world, text="Hạn nộp báo cáo quý?", chat=17)
    assert incoming is not None
    assert (incoming.channel, incoming.bot, incoming.chat, incoming.user) == (
        "telegram",
        str(ME.id),
        "17",
        "17",
    )
    assert (incoming.text, incoming.kind, incoming.private) == (
        "Hạn nộp báo cáo quý?",
        IncomingKind.TEXT,
        True,
    )
    assert incoming.sent_at is not None
    assert incoming.sent_at.tzinfo is not None


KINDS = ["contact", "document", "voice", "sticker", "photo"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_text_is_read_as_what_it_is(world: World, kind: str) -> None:
    incoming = keep(world, kind)
    assert incoming is not None
    assert incoming.kind == IncomingKind(kind)


def test_what_has_no_name_here_is_other(world: World) -> None:
    incoming = keep(world, "location")
    assert incoming is not None
    assert incoming.kind is IncomingKind.OTHER


def test_a_contact_says_whose_number_it_is(world: World) -> None:
    mine = keep(world, "contact", chat=17, phone="+84900000001")
    foreign = keep(world, "contact", chat=17, phone="+84900000002", contact_user=99)
    nobody = keep(world, "contact", chat=17, phone="+84900000003", contact_user=None)
    assert mine is not None
    assert (mine.extra["phone"], mine.extra["contact_user"]) == ("+84900000001", "17")
    assert [foreign and foreign.extra["contact_user"], nobody and nobody.extra["contact_user"]] == ["99", ""]


def test_a_file_says_its_name_and_its_caption_is_the_text(world: World) -> None:
    incoming = keep(world, "document", text="danh sách mới", file_name="ds.xlsx")
    assert incoming is not None
    assert (incoming.text, incoming.extra["file_name"]) == ("danh sách mới", "ds.xlsx")


FLAGS = ["forwarded", "via_bot", "from_channel", "edited"]


@pytest.mark.parametrize(
    ("kind", "flag"),
    [("forward", "forwarded"), ("via_bot", "via_bot"), ("as_channel", "from_channel"), ("text", "")],
    ids=str,
)
def test_a_message_says_that_it_is_not_its_senders_own_word(world: World, kind: str, flag: str) -> None:
    incoming = keep(world, kind, text="đồng ý")
    assert incoming is not None
    assert [name for name in FLAGS if getattr(incoming, name)] == ([flag] if flag else [])


def test_an_edited_message_is_marked_and_keeps_its_id(world: World) -> None:
    first = keep(world, text="đồng y")
    assert first is not None
    again = keep(world, "edit", message_id=first.message_id, text="đồng ý")
    assert again is not None
    assert (again.edited, again.text, again.message_id) == (True, "đồng ý", first.message_id)
    assert again.update_id != first.update_id


GROUP = {"chat": -100, "chat_type": "supergroup", "user": 5}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("mấy giờ họp ạ", None),
        ("gửi a@b.vn nhé", None),
        ("@other_bot hạn nộp?", None),
        ("/han@other_bot", None),
        ("@daumoi_test_bot_2 hạn nộp?", None),
        ("/han", "/han"),
        ("/han@daumoi_test_bot quý 4", "/han quý 4"),
        ("@Daumoi_Test_Bot, hạn nộp báo cáo?", "hạn nộp báo cáo?"),
        ("🇻🇳 chào @daumoi_test_bot hạn?", "🇻🇳 chào  hạn?"),
    ],
)
def test_in_a_group_only_what_is_said_to_the_bot_is_kept(world: World, text: str, read: str | None) -> None:
    incoming = keep(world, text=text, **GROUP)
    assert (incoming.text if incoming else None) == read
    assert incoming is None or not incoming.private


def test_in_a_group_a_reply_to_the_bot_is_kept_and_one_to_a_colleague_is_not(world: World) -> None:
    chat = world.open_chat(-100, "supergroup")
    ours = world.new_message(chat, BOT, text="Điều 7 …")["message_id"]
    theirs = world.new_message(chat, {"id": 6, "is_bot": False, "first_name": "Mẫu"}, text="?")["message_id"]
    said = keep(world, text="còn cấp xã?", reply_to=ours, **GROUP)
    assert said is not None
    assert said.reply_to_bot
    assert keep(world, text="còn cấp xã?", reply_to=theirs, **GROUP) is None
    assert keep(world, "sticker", **GROUP) is None


def test_a_channel_is_never_read_even_where_telegram_sends_it(world: World) -> None:
    assert do(world, "channel_post", chat=-200, chat_type="channel", text="/han") == {}
    world.allowed = None
    assert keep(world, "channel_post", chat=-200, chat_type="channel", text="/han") is None


def test_blocking_and_coming_back_are_read_as_membership(world: World) -> None:
    for kind, status in (("block", "kicked"), ("unblock", "member")):
        incoming = keep(world, kind, chat=17)
        assert incoming is not None
        assert (incoming.kind, incoming.extra["status"]) == (IncomingKind.MEMBERSHIP, status)


def test_an_update_of_a_type_nobody_asked_for_is_not_kept() -> None:
    assert make_arrival({"update_id": 1, "poll": {"id": "1"}}, ME) is None


def press(world: World, writer: Writer, buttons: tuple[tuple[Button, ...], ...], label: str) -> Incoming:
    """Send the buttons as the outbox would, press one, read what comes back."""
    part = Part("?", buttons=buttons)
    writer.call(lambda tx: outbox.put(tx, Letter("k", "telegram", "17"), [part.to_json()], NOW))
    [row] = writer.call(
        lambda tx: outbox.claim(tx, channel="telegram", owner="o", now=NOW, lease=NOW - NOW, limit=1)
    )
    keyboard = make_keyboard(part, row.id)
    assert keyboard is not None
    markup = check_markup({"reply_markup": keyboard.to_json()}, "private")
    sent = world.new_message(world.open_chat(17), BOT, text="?", reply_markup=markup)["message_id"]
    writer.call(lambda tx: delivery.mark_sent(tx, row, str(sent), NOW))
    incoming = keep(world, "press", chat=17, message_id=sent, button=label)
    assert incoming is not None
    return writer.call(lambda tx: put_words(incoming, tx))


LONG = "Thông báo thay đổi công chức đầu mối kiểm soát thủ tục hành chính"
BUTTONS = (
    (Button("Xem cả Điều 7", "Điều 7"), Button("Đồng ý", "đồng ý X7K2", "d:12:ok:3")),
    (Button("Dài", LONG), Button("Dài nữa", f"{LONG} lần nữa")),
)


@pytest.mark.parametrize(
    ("label", "words", "data"),
    [
        ("Xem cả Điều 7", "Điều 7", None),
        ("Đồng ý", "đồng ý X7K2", "d:12:ok:3"),
        ("Dài", LONG, None),
        ("Dài nữa", f"{LONG} lần nữa", None),
    ],
    ids=["short words", "a draft", "words too long", "words too long, second"],
)
def test_a_press_says_the_words_of_its_button(
    world: World, tmp_path: Path, label: str, words: str, data: str | None
) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        pressed = press(world, writer, BUTTONS, label)
    assert (pressed.kind, pressed.text, pressed.data) == (IncomingKind.PRESS, words, data)
    assert pressed.user == "17"


def test_a_press_of_an_erased_row_says_its_label_and_a_forged_one_reads_no_other_chat(
    world: World, tmp_path: Path
) -> None:
    with Writer(tmp_path / "d.db", NOW) as writer:
        pressed = press(world, writer, BUTTONS, "Dài")
        forged = Incoming(
            **{name: getattr(pressed, name) for name in Incoming.__slots__} | {"chat": "18", "data": "~r:1:2"}
        )
        assert writer.call(lambda tx: put_words(forged, tx)).text == "Dài"
        writer.call(lambda tx: tx.execute("UPDATE outbox SET body = NULL"))
        kept = Incoming(**{name: getattr(pressed, name) for name in Incoming.__slots__} | {"data": "~r:1:2"})
        assert writer.call(lambda tx: put_words(kept, tx)).text == "Dài"


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=120)), min_size=1, max_size=8
    )
)
def test_whatever_the_words_a_button_carries_at_most_64_bytes(said: list[tuple[str, str]]) -> None:
    part = Part("?", buttons=tuple((Button(label or "x", words),) for label, words in said))
    keyboard = make_keyboard(part, 123456789)
    assert keyboard is not None
    for line in keyboard.inline_keyboard:
        for key in line:
            assert 1 <= len(str(key.callback_data).encode()) <= 64
