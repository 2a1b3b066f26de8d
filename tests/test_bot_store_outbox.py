"""The outbox: keys, claims and leases, order in a chat, kinds, holds, ends."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store import Transaction, Writer, delivery, outbox, reach
from bot.store.journal import Told
from bot.store.outbox import Kind, Letter, OutboxRow

NOW = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def writer(tmp_path: Path):
    with Writer(tmp_path / "d.db", NOW) as opened:
        yield opened


def letter(key: str, chat: str = "c1", kind: Kind = Kind.INTERACTIVE, **more: object) -> Letter:
    return Letter(key=key, channel="telegram", chat=chat, kind=kind, **more)


def put(writer: Writer, what: Letter, *bodies: str) -> int | None:
    return writer.call(lambda tx: outbox.put(tx, what, bodies or ("text",), NOW))


def claim(
    writer: Writer, at: datetime = NOW, owner: str = "me", resting: Sequence[str] = (), **more: bool
) -> OutboxRow | None:
    rows = writer.call(
        lambda tx: outbox.claim(
            tx, channel="telegram", owner=owner, now=at, lease=LEASE, limit=1, resting=resting, **more
        )
    )
    return rows[0] if rows else None


def must_claim(writer: Writer, at: datetime = NOW, owner: str = "me") -> OutboxRow:
    row = claim(writer, at, owner)
    assert row is not None
    return row


def claim_all(writer: Writer, at: datetime = NOW) -> list[str]:
    """The keys of everything that can be claimed one after another while nothing is finished."""
    keys = []
    while (row := claim(writer, at)) is not None:
        keys.append(row.key)
    return keys


def states(writer: Writer) -> dict[str, str]:
    return writer.call(
        lambda tx: {row["key"]: row["state"] for row in tx.all("SELECT key, state FROM outbox")}
    )


def test_a_key_is_written_once_however_often_it_is_put(writer: Writer) -> None:
    assert put(writer, letter("in:1"), "one", "two") is not None
    assert put(writer, letter("in:1"), "one", "two", "three") is None
    assert set(states(writer)) == {"in:1:0", "in:1:1"}


def test_every_part_is_its_own_row_under_one_number(writer: Writer) -> None:
    put(writer, letter("a", chat="c0"))
    number = put(writer, letter("b"), "one", "two")
    rows = writer.call(lambda tx: tx.all("SELECT key, number, body FROM outbox WHERE chat = 'c1'"))
    assert [tuple(row) for row in rows] == [("b:0", number, "one"), ("b:1", number, "two")]


def test_the_parts_of_a_chat_leave_one_after_another(writer: Writer) -> None:
    put(writer, letter("a"), "one", "two")
    put(writer, letter("b", chat="c2"))
    first = must_claim(writer)
    assert [first.key, *claim_all(writer)] == ["a:0", "b:0"]
    writer.call(lambda tx: delivery.mark_sent(tx, first, "77", NOW))
    assert claim_all(writer) == ["a:1"]


def test_a_part_that_waits_to_be_tried_again_holds_back_those_behind_it(writer: Writer) -> None:
    put(writer, letter("a"), "one", "two")
    first = must_claim(writer)
    writer.call(lambda tx: delivery.mark_not_sent(tx, first, after(30), "ConnectError"))
    assert claim_all(writer, after(10)) == []
    assert claim_all(writer, after(31)) == ["a:0"]


def test_a_message_scheduled_for_later_holds_nobody_back(writer: Writer) -> None:
    put(writer, letter("later", not_before=after(3600)))
    put(writer, letter("now"))
    assert claim_all(writer) == ["now:0"]


def test_a_reminder_does_not_hold_back_an_answer_in_the_same_chat(writer: Writer) -> None:
    put(writer, letter("due", kind=Kind.REMINDER))
    assert claim_all(writer) == ["due:0"]
    put(writer, letter("answer"))
    assert claim_all(writer) == ["answer:0"]


def test_answers_are_claimed_before_reminders_and_otherwise_first_come_first(writer: Writer) -> None:
    for n in range(3):
        put(writer, letter(f"r{n}", chat=f"c{n}", kind=Kind.REMINDER))
        put(writer, letter(f"a{n}", chat=f"c{n}"))
    assert claim_all(writer) == ["a0:0", "a1:0", "a2:0", "r0:0", "r1:0", "r2:0"]


def test_a_chat_that_must_rest_is_passed_over(writer: Writer) -> None:
    put(writer, letter("a"))
    put(writer, letter("b", chat="c2"))
    row = claim(writer, resting=["c1", "c9"])
    assert row is not None
    assert row.key == "b:0"


def test_before_stopping_only_answers_are_claimed(writer: Writer) -> None:
    put(writer, letter("r", kind=Kind.REMINDER))
    assert claim(writer, answers_only=True) is None
    put(writer, letter("a"))
    row = claim(writer, answers_only=True)
    assert row is not None
    assert row.key == "a:0"


def test_a_claim_reads_the_open_rows_alone_however_many_were_sent(writer: Writer) -> None:
    plan = writer.call(
        lambda tx: [
            row["detail"]
            for row in tx.all(
                "EXPLAIN QUERY PLAN " + outbox._CLAIM.replace("RETURNING *", ""),
                ("me", "z", "telegram", 1, "z", "z", "-", "-", "[]", "z", 9),
            )
        ]
    )
    assert [line for line in plan if "outbox" in line or "due" in line or "earlier" in line]
    assert not [
        line for line in plan if line.startswith("SCAN") and "USING INDEX" not in line and "json" not in line
    ]


def test_a_lapsed_lease_goes_out_again_as_a_repeat_and_the_first_owner_has_lost_it(writer: Writer) -> None:
    put(writer, letter("a"))
    mine = must_claim(writer, owner="slow")
    assert claim(writer, after(59), owner="other") is None
    theirs = must_claim(writer, after(61), owner="other")
    assert (mine.repeats, theirs.repeats) == (0, 1)
    assert not writer.call(lambda tx: delivery.mark_sent(tx, mine, "1", after(62)))
    assert states(writer) == {"a:0": "claimed"}
    assert writer.call(lambda tx: delivery.mark_sent(tx, theirs, "2", after(62)))
    assert states(writer) == {"a:0": "sent"}


def test_a_lapsed_lease_of_ones_own_is_left_alone_however_far_the_clock_jumps(writer: Writer) -> None:
    put(writer, letter("a"))
    mine = must_claim(writer, owner="me-1")
    year = timedelta(days=365)
    assert (
        writer.call(
            lambda tx: outbox.claim(
                tx, channel="telegram", owner="me-2", now=NOW + year, lease=LEASE, limit=9, mine="me"
            )
        )
        == []
    )
    assert writer.call(lambda tx: delivery.mark_sent(tx, mine, "1", NOW))


def test_what_is_put_to_go_at_once_goes_even_when_the_clock_was_set_back(writer: Writer) -> None:
    put(writer, letter("a"))
    assert claim(writer, NOW - timedelta(days=1)) is not None


@pytest.mark.parametrize(
    ("mark", "state", "repeats"),
    [
        (lambda tx, row: delivery.mark_sent(tx, row, "5", NOW), "sent", 0),
        (lambda tx, row: delivery.mark_refused(tx, row, "BadRequest", NOW), "refused", 0),
        (lambda tx, row: delivery.mark_withdrawn(tx, row, "submitted", NOW), "withdrawn", 0),
        (lambda tx, row: delivery.mark_expired(tx, row, NOW), "expired", 0),
        (lambda tx, row: delivery.mark_unreachable(tx, row, "blocked", NOW), "unreachable", 0),
        (lambda tx, row: delivery.mark_not_sent(tx, row, after(5), "ConnectError"), "ready", 0),
        (lambda tx, row: delivery.mark_uncertain(tx, row, after(5), "ReadTimeout"), "ready", 1),
    ],
    ids=["sent", "refused", "withdrawn", "expired", "unreachable", "not sent", "uncertain"],
)
def test_every_end_is_written_by_the_owner_alone(
    writer: Writer, mark: Callable[[Transaction, OutboxRow], bool], state: str, repeats: int
) -> None:
    put(writer, letter("a"))
    row = must_claim(writer)
    assert not writer.call(lambda tx: mark(tx, replace(row, owner="somebody else")))
    assert states(writer) == {"a:0": "claimed"}
    assert writer.call(lambda tx: mark(tx, row))
    assert states(writer) == {"a:0": state}
    assert writer.call(lambda tx: tx.one("SELECT repeats FROM outbox")["repeats"]) == repeats
    assert not writer.call(lambda tx: mark(tx, row))


def settle(writer: Writer, told: Told | None) -> dict[str, tuple[str, int]]:
    """The state and the repeats of every row after a start that was told so much."""
    writer.call(lambda tx: outbox.settle_claims(tx, "telegram", told, NOW))
    rows = writer.call(lambda tx: tx.all("SELECT key, state, repeats FROM outbox"))
    return {row["key"]: (row["state"], row["repeats"]) for row in rows}


def test_at_start_the_journal_tells_what_arrived_what_is_in_doubt_and_what_never_left(writer: Writer) -> None:
    for n in range(4):
        put(writer, letter(f"k{n}", chat=f"c{n}"))
    ids = [must_claim(writer, owner="dead").id for _ in range(3)]
    assert settle(writer, Told({ids[0]: "77"}, frozenset({ids[1], 999}))) == {
        "k0:0": ("sent", 0),
        "k1:0": ("ready", 1),
        "k2:0": ("ready", 0),
        "k3:0": ("ready", 0),
    }
    assert writer.call(lambda tx: outbox.find_sent(tx, "telegram", "c0", "77")) == "text"


def test_at_start_without_a_journal_everything_that_was_claimed_is_in_doubt(writer: Writer) -> None:
    put(writer, letter("a"))
    put(writer, letter("b", chat="c2"))
    must_claim(writer, owner="dead")
    assert settle(writer, None) == {"a:0": ("ready", 1), "b:0": ("ready", 0)}


def test_a_message_nobody_needs_any_more_expires(writer: Writer) -> None:
    put(writer, letter("a", expires_at=after(60)))
    put(writer, letter("b", chat="c2"))
    assert writer.call(lambda tx: outbox.expire(tx, after(59))) == 0
    assert writer.call(lambda tx: outbox.expire(tx, after(61))) == 1
    assert states(writer) == {"a:0": "expired", "b:0": "ready"}


def test_a_message_on_its_way_does_not_expire_under_its_owner(writer: Writer) -> None:
    put(writer, letter("a", expires_at=after(10)))
    claim(writer)
    assert writer.call(lambda tx: outbox.expire(tx, after(20))) == 0
    assert writer.call(lambda tx: outbox.expire(tx, after(61))) == 1


def test_nothing_leaves_while_sending_is_on_hold(writer: Writer) -> None:
    put(writer, letter("a"))
    writer.call(lambda tx: outbox.hold_sending(tx, hold=True))
    assert claim(writer) is None
    assert writer.call(outbox.on_hold)
    writer.call(lambda tx: outbox.hold_sending(tx, hold=False))
    assert claim(writer) is not None


def test_a_chat_that_blocked_the_bot_is_remembered_until_it_writes_again(writer: Writer) -> None:
    put(writer, letter("a"), "one", "two")
    first = must_claim(writer)
    writer.call(lambda tx: delivery.mark_unreachable(tx, first, "blocked", NOW))
    assert writer.call(lambda tx: reach.unreachable_since(tx, "telegram", "c1")) == NOW
    assert writer.call(lambda tx: reach.set_reachable(tx, "telegram", "c1"))
    assert not writer.call(lambda tx: reach.set_reachable(tx, "telegram", "c1"))
    assert writer.call(lambda tx: reach.unreachable_since(tx, "telegram", "c1")) is None


def test_the_next_moment_worth_waking_for_is_known(writer: Writer) -> None:
    assert writer.call(lambda tx: outbox.next_due(tx, "telegram", NOW)) is None
    put(writer, letter("a", not_before=after(40)))
    put(writer, letter("b", not_before=after(20)))
    assert writer.call(lambda tx: outbox.next_due(tx, "telegram", NOW)) == after(20)
    put(writer, letter("c"))
    assert writer.call(lambda tx: outbox.next_due(tx, "telegram", after(21))) == after(40)


def test_a_text_is_erased_thirty_days_after_it_went_and_its_key_stays(writer: Writer) -> None:
    put(writer, letter("a"))
    row = must_claim(writer)
    writer.call(lambda tx: delivery.mark_sent(tx, row, "1", NOW))
    assert writer.call(lambda tx: outbox.purge(tx, NOW + timedelta(days=31))) == 1
    assert put(writer, letter("a")) is None


def test_an_unknown_kind_never_gets_in(writer: Writer) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        put(writer, replace(letter("a"), kind="advertisement"))


def test_what_every_message_asks_of_the_outbox_stands_on_an_index(writer: Writer) -> None:
    """A year of rows and a morning of thousands must not slow down each single send."""
    asked: list[str] = []

    class Watched:
        """A transaction that keeps the statements."""

        def __init__(self, tx: Transaction) -> None:
            self.tx = tx

        def all(self, sql: str, values: object = ()) -> object:
            asked.extend(row["detail"] for row in self.tx.all(f"EXPLAIN QUERY PLAN {sql}", values))  # type: ignore[arg-type]
            return self.tx.all(sql, values)  # type: ignore[arg-type]

        def one(self, sql: str, values: object = ()) -> object:
            asked.extend(row["detail"] for row in self.tx.all(f"EXPLAIN QUERY PLAN {sql}", values))  # type: ignore[arg-type]
            return self.tx.one(sql, values)  # type: ignore[arg-type]

    def ask(tx: Transaction) -> None:
        watched: Any = Watched(tx)
        outbox.claim(watched, channel="telegram", owner="me", now=NOW, lease=LEASE, limit=9)
        outbox.next_due(watched, "telegram", NOW)
        outbox.has_due_answers(watched, "telegram", NOW)

    writer.call(ask)
    assert len(asked) > 3
    slow = [
        detail
        for detail in asked
        if "TEMP B-TREE" in detail or detail.startswith(("SCAN outbox", "SCAN due"))
    ]
    assert slow == []
