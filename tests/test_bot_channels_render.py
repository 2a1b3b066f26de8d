"""The renderer: every part fits and is accepted, nothing is lost, tags close, breaks fall at sentences."""

import html
import re
from pathlib import Path

import pytest
from botapi.markup import parse_html
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import Capabilities
from bot.channels.message import Button, OutMessage, Paragraph, Rich, Span, Style, bold, plain, rich
from bot.channels.part import Part
from bot.channels.render import SPARE, render, utf16_length

TELEGRAM = Capabilities(4096, 1024, html=True, buttons=True, document=True, groups=True)
ZALO = Capabilities(2000)


def words(text: str) -> str:
    return "".join(text.split())


letters = st.text(
    st.one_of(
        st.sampled_from("đặc biệt. Thủ tục; hành chính, <b>&amp;</b> “trích” 1.\n"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=400,
)
spans = st.builds(Span, letters, st.sampled_from(Style))
paragraphs = st.builds(Paragraph, st.lists(spans, max_size=4).map(tuple), st.booleans())
riches = st.builds(Rich, st.lists(paragraphs, max_size=8).map(tuple))
limits = st.integers(SPARE + 20, SPARE + 400)


@given(riches, limits)
def test_every_part_is_html_that_telegram_takes_and_fits(text: Rich, limit: int) -> None:
    if not text.text.strip():
        return
    for part in render(OutMessage(text), Capabilities(limit, html=True)):
        seen, _ = parse_html(part.text)
        assert seen.strip()
        assert utf16_length(seen) <= limit - SPARE


@given(riches, limits)
def test_the_parts_together_say_every_word_in_order(text: Rich, limit: int) -> None:
    if not text.text.strip():
        return
    for capabilities in (Capabilities(limit, html=True), Capabilities(limit)):
        parts = render(OutMessage(text), capabilities)
        seen = "".join(parse_html(part.text)[0] if part.html else part.text for part in parts)
        assert words(seen) == words(text.text)


@given(riches, limits)
def test_a_style_covers_the_same_letters_whether_or_not_it_was_split(text: Rich, limit: int) -> None:
    wanted = words(
        "".join(span.text for one in text.paragraphs for span in one.spans if span.style is Style.BOLD)
    )
    if not text.text.strip():
        return
    shown = ""
    for part in render(OutMessage(text), Capabilities(limit, html=True)):
        shown += "".join(html.unescape(found) for found in re.findall(r"<b>(.*?)</b>", part.text, re.DOTALL))
    assert words(shown) == wanted


@given(st.builds(OutMessage, riches, st.just(((Button("Xem", "xem", "d:1:x:1"), Button("Thôi", "thôi")),))))
def test_a_part_comes_back_from_the_database_as_it_was(message: OutMessage) -> None:
    if not message.text.text.strip():
        return
    for part in render(message, TELEGRAM):
        assert Part.from_json(part.to_json()) == part


def test_a_short_message_is_one_part() -> None:
    message = OutMessage(
        rich(bold("Báo cáo tháng: trước ngày 22"), Paragraph((Span("“… trước ngày 22 …” <1>"),), quote=True))
    )
    [part] = render(message, TELEGRAM)
    assert part.text == (
        "<b>Báo cáo tháng: trước ngày 22</b>\n<blockquote>“… trước ngày 22 …” &lt;1&gt;</blockquote>"
    )


def test_neighbouring_quoted_paragraphs_are_one_quotation() -> None:
    quote = [Paragraph((Span(letter),), quote=True) for letter in "ab"]
    [part] = render(OutMessage(rich(*quote, plain("c"))), TELEGRAM)
    assert part.text == "<blockquote>a\nb</blockquote>\nc"


def test_a_long_text_breaks_between_paragraphs_before_it_breaks_one() -> None:
    text = rich(plain("a" * 3000), plain("b" * 3000))
    assert [part.text[0] + str(len(part.text)) for part in render(OutMessage(text), TELEGRAM)] == [
        "a3000",
        "b3000",
    ]


def test_a_long_paragraph_breaks_after_a_sentence() -> None:
    sentence = "Cơ quan thực hiện gửi báo cáo đúng hạn. "
    parts = render(OutMessage(rich(plain(sentence * 200))), TELEGRAM)
    assert len(parts) == 2
    assert all(part.text.endswith("đúng hạn.") for part in parts)


def test_an_endless_word_is_never_cut_inside_a_letter_and_its_marks() -> None:
    parts = render(OutMessage(rich(plain("e\u0302\u0301" * 3000))), TELEGRAM)
    assert all(part.text.startswith("e") for part in parts)
    assert "".join(part.text for part in parts) == "e\u0302\u0301" * 3000


def test_buttons_go_with_the_last_part() -> None:
    buttons = ((Button("Xem cả Điều 7", "Điều 7"),),)
    parts = render(OutMessage(rich(plain("a" * 4000), plain("b" * 4000)), buttons), TELEGRAM)
    assert [part.buttons for part in parts] == [(), buttons]


def test_where_there_are_no_buttons_they_become_numbered_lines() -> None:
    message = OutMessage(rich("Chọn:"), ((Button("Xem", "xem"),), (Button("Thôi", "thôi"),)))
    [part] = render(message, ZALO)
    assert (part.text, part.buttons) == ("Chọn:\n1. Xem\n2. Thôi", ())


def test_a_short_text_is_the_caption_of_its_file_and_a_long_one_goes_before_it() -> None:
    file = Path("thong-bao.docx")
    [part] = render(OutMessage(rich("Dự thảo"), document=file), TELEGRAM)
    assert (part.text, part.document) == ("Dự thảo", file)
    before, after = render(OutMessage(rich("x" * 1500), document=file, protect=True), TELEGRAM)
    assert (before.document, after.document, after.text) == (None, file, "")
    assert before.protect
    assert after.protect


def test_nothing_to_say_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="needs words or a file"):
        render(OutMessage(rich(" ", "")), TELEGRAM)


def test_a_line_can_stand_over_and_under_a_part() -> None:
    part = Part("<b>x</b>", html=True)
    assert part.headed("trên").text == "trên\n<b>x</b>"
    assert part.footed("dưới").text == "<b>x</b>\ndưới"
    assert Part("").headed("trên").text == "trên"
