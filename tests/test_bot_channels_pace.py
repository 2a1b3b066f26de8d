"""The pace: the limits hold in any second, chats rest after a message, a refused channel is left in peace."""

import itertools

import pytest

from bot.channels.pace import Limits, Pace


def simulate(pace: Pace, chats: list[str], now: float = 0.0) -> list[tuple[float, str]]:
    """When each message would leave if the sender were never the slow one; the first chat that may goes first."""
    left: list[tuple[float, str]] = []
    waiting = list(chats)
    while waiting:
        now += pace.ready_in(now)
        resting = set(pace.resting(now))
        chat = next((one for one in waiting if one not in resting), None)
        if chat is None:
            now += pace.next_free_in(now) or 0.0
            continue
        pace.spend(chat, now)
        waiting.remove(chat)
        left.append((now, chat))
    return left


def new_pace(limits: Limits) -> Pace:
    return Pace(limits, lambda chat: chat.startswith("-"), 0.0)


def test_in_no_second_do_more_than_thirty_messages_leave() -> None:
    times = [at for at, _ in simulate(new_pace(Limits()), [str(n) for n in range(300)])]
    assert all(later - earlier >= 1.0 for earlier, later in zip(times, times[30:], strict=False))
    assert times[-1] < 300 / 20


@pytest.mark.parametrize(("chat", "seconds"), [("1", 1.0), ("-1", 3.0)], ids=["chat", "group"])
def test_messages_to_one_chat_keep_their_distance(chat: str, seconds: float) -> None:
    times = [at for at, _ in simulate(new_pace(Limits()), [chat] * 5)]
    assert all(later - earlier >= seconds for earlier, later in itertools.pairwise(times))


def test_a_chat_that_rests_lets_the_others_pass() -> None:
    left = simulate(new_pace(Limits()), ["1", "1", "2", "3"])
    assert [chat for _, chat in left] == ["1", "2", "3", "1"]
    assert left[2][0] < 0.2


def test_a_refused_chat_rests_as_long_as_asked_and_the_others_a_second() -> None:
    pace = new_pace(Limits())
    pace.rest("1", 20.0, 0.0)
    left = {chat: at for at, chat in simulate(pace, ["1", "2"])}
    assert left["1"] >= 20.0
    assert 1.0 <= left["2"] < 2.0


def test_a_long_silence_saves_up_no_more_than_the_burst() -> None:
    pace = new_pace(Limits(rate=10.0, burst=3))
    times = [at for at, _ in simulate(pace, [str(n) for n in range(6)], now=3600.0)]
    assert times[:3] == [3600.0] * 3
    assert times[3] > 3600.0


def test_without_limits_on_chats_none_is_remembered() -> None:
    pace = new_pace(Limits(chat_seconds=0.0))
    pace.spend("1", 0.0)
    assert pace.resting(0.0) == []
    assert pace.next_free_in(0.0) is None
