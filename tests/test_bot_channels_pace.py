"""The pace: the limits hold in any second, answers pass reminders, a rest where one was asked for."""

import asyncio
import itertools

import pytest
from virtual_time import run

from bot.channels.pace import Limits, Pace
from bot.store.outbox import Kind


async def send_all(pace: Pace, sends: list[tuple[str, Kind]]) -> list[tuple[float, str, Kind]]:
    """When each send got its turn, in the order of the turns."""
    loop = asyncio.get_running_loop()
    done: list[tuple[float, str, Kind]] = []

    async def one(chat: str, kind: Kind) -> None:
        await pace.take(chat, kind)
        done.append((loop.time(), chat, kind))

    await asyncio.gather(*(one(chat, kind) for chat, kind in sends))
    return done


def new_pace(limits: Limits) -> Pace:
    return Pace(limits, lambda chat: chat.startswith("-"), asyncio.get_running_loop().time)


def test_in_no_second_do_more_than_thirty_messages_leave() -> None:
    async def main() -> list[float]:
        return [
            at
            for at, *_ in await send_all(new_pace(Limits()), [(str(n), Kind.INTERACTIVE) for n in range(300)])
        ]

    times = run(main())
    assert len(times) == 300
    assert all(times[n + 30] - times[n] >= 1.0 for n in range(len(times) - 30))
    assert times[-1] - times[0] < 300 / 20


@pytest.mark.parametrize(("chat", "seconds"), [("1", 1.0), ("-1", 3.0)], ids=["chat", "group"])
def test_messages_to_one_chat_keep_their_distance(chat: str, seconds: float) -> None:
    async def main() -> list[float]:
        return [at for at, *_ in await send_all(new_pace(Limits()), [(chat, Kind.INTERACTIVE)] * 5)]

    times = run(main())
    assert all(later - earlier >= seconds for earlier, later in itertools.pairwise(times))


def test_an_answer_passes_the_reminders_that_wait_for_a_token() -> None:
    async def main() -> list[Kind]:
        reminders = [(f"r{n}", Kind.REMINDER) for n in range(50)]
        answers = [(f"a{n}", Kind.INTERACTIVE) for n in range(10)]
        return [kind for *_, kind in await send_all(new_pace(Limits(rate=10, burst=1)), reminders + answers)]

    kinds = run(main())
    assert kinds[1:11] == [Kind.INTERACTIVE] * 10


def test_a_chat_that_was_refused_rests_as_long_as_asked_and_the_others_a_second() -> None:
    async def main() -> dict[str, float]:
        pace = new_pace(Limits())
        began = asyncio.get_running_loop().time()
        pace.rest("1", 20.0)
        done = await send_all(pace, [("1", Kind.INTERACTIVE), ("2", Kind.INTERACTIVE)])
        return {chat: at - began for at, chat, _ in done}

    waited = run(main())
    assert waited["1"] >= 20.0
    assert 1.0 <= waited["2"] < 2.0


def test_whoever_gave_up_waiting_takes_no_token() -> None:
    async def main() -> float:
        pace = new_pace(Limits(rate=1, burst=1))
        loop = asyncio.get_running_loop()
        await pace.take("0", Kind.INTERACTIVE)
        impatient = asyncio.create_task(pace.take("1", Kind.INTERACTIVE))
        await asyncio.sleep(0.1)
        impatient.cancel()
        began = loop.time()
        await pace.take("2", Kind.INTERACTIVE)
        return loop.time() - began

    assert run(main()) <= 1.0
