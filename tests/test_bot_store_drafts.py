"""Drafts and what else a conversation keeps: revisions, rights, second presses, profiles, questions."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Writer, conversation_state, drafts, profiles, unanswered
from bot.store.conversation_state import ConversationState
from bot.store.drafts import Draft, DraftState, Refusal, Refused
from bot.store.profiles import Profile

NOW = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)
MINE = frozenset({"user:telegram:17"})


@pytest.fixture
def writer(tmp_path: Path):
    with Writer(tmp_path / "d.db", NOW) as opened:
        yield opened


def new_draft(writer: Writer, chat: str = "17") -> Draft:
    return writer.call(
        lambda tx: drafts.open_draft(
            tx,
            kind="change",
            channel="telegram",
            chat=chat,
            payload={"in": "Nguyễn Thị Mẫu"},
            may_act=MINE | {"role:coordinator"},
            now=NOW,
            expires_at=NOW + timedelta(hours=72),
        )
    )


def check(writer: Writer, draft: Draft, revision: int = 1, keys: frozenset[str] = MINE, at: datetime = NOW):
    return writer.call(lambda tx: drafts.check_act(tx, draft.id, revision, keys, at))


def test_whoever_holds_one_of_the_keys_may_act_on_the_revision_shown(writer: Writer) -> None:
    draft = new_draft(writer)
    assert check(writer, draft) == draft
    assert check(writer, draft, keys=frozenset({"role:coordinator"})) == draft
    assert draft.payload == {"in": "Nguyễn Thị Mẫu"}


def test_a_stranger_learns_nothing_of_the_draft(writer: Writer) -> None:
    refused = check(writer, new_draft(writer), keys=frozenset({"user:telegram:99"}))
    assert refused == Refused(Refusal.NOT_YOURS, None)


def test_a_button_of_an_older_revision_is_stale(writer: Writer) -> None:
    draft = new_draft(writer)
    revised = writer.call(lambda tx: drafts.revise(tx, draft, {"in": "Trần Văn Mẫu"}, NOW))
    assert revised.revision == 2
    assert check(writer, draft, 1) == Refused(Refusal.STALE, revised)
    assert check(writer, draft, 2) == revised


def test_a_second_press_is_told_what_already_happened(writer: Writer) -> None:
    draft = new_draft(writer)
    writer.call(
        lambda tx: drafts.close_draft(tx, draft, DraftState.DONE, "user:telegram:17", NOW, {"designation": 4})
    )
    refused = check(writer, draft)
    assert isinstance(refused, Refused)
    assert refused.reason is Refusal.CLOSED
    assert refused.draft is not None
    assert (refused.draft.outcome, refused.draft.closed_by) == ({"designation": 4}, "user:telegram:17")


def test_two_that_hold_the_same_revision_cannot_both_close_it(writer: Writer) -> None:
    draft = new_draft(writer)
    writer.call(lambda tx: drafts.close_draft(tx, draft, DraftState.DONE, "a", NOW))
    with pytest.raises(LookupError, match="not open at revision 1"):
        writer.call(lambda tx: drafts.close_draft(tx, draft, DraftState.CANCELLED, "b", NOW))
    with pytest.raises(LookupError, match="not open at revision 1"):
        writer.call(lambda tx: drafts.revise(tx, draft, {}, NOW))


def test_a_draft_whose_time_is_over_is_expired_whether_or_not_it_was_swept(writer: Writer) -> None:
    draft = new_draft(writer)
    late = NOW + timedelta(hours=73)
    assert check(writer, draft, at=late) == Refused(Refusal.EXPIRED, draft)
    [swept] = writer.call(lambda tx: drafts.expire_drafts(tx, late))
    assert swept.state is DraftState.EXPIRED
    assert check(writer, draft, at=late) == Refused(Refusal.EXPIRED, swept)


def test_an_unknown_draft_is_unknown(writer: Writer) -> None:
    assert writer.call(lambda tx: drafts.check_act(tx, 404, 1, MINE, NOW)) == Refused(Refusal.UNKNOWN, None)


def test_a_code_finds_its_draft_in_any_case_and_with_look_alike_letters(writer: Writer) -> None:
    draft = new_draft(writer)
    typed = draft.code.lower().replace("0", "o").replace("1", "l")
    assert writer.call(lambda tx: drafts.find_by_code(tx, f" {typed} ")) == draft
    assert writer.call(lambda tx: drafts.find_by_code(tx, "....")) is None


def test_only_the_open_drafts_of_a_chat_are_listed(writer: Writer) -> None:
    first, second, _ = new_draft(writer), new_draft(writer), new_draft(writer, chat="18")
    writer.call(lambda tx: drafts.close_draft(tx, first, DraftState.CANCELLED, "a", NOW))
    assert writer.call(lambda tx: drafts.open_drafts(tx, "telegram", "17", NOW)) == [second]


def test_a_profile_is_empty_until_it_is_set_and_replaced_as_a_whole(writer: Writer) -> None:
    assert writer.call(lambda tx: profiles.get_profile(tx, "telegram", "17")) == Profile()
    for profile in (Profile("hue-109-2025", "COMMUNE"), Profile("son-la-2025", None)):
        writer.call(lambda tx, p=profile: profiles.set_profile(tx, "telegram", "17", p, NOW))
        assert writer.call(lambda tx: profiles.get_profile(tx, "telegram", "17")) == profile


def test_a_conversation_remembers_its_last_question_and_forgets_it_after_thirty_days(writer: Writer) -> None:
    draft = new_draft(writer)
    state = ConversationState("hạn nộp báo cáo quý", ("hue-109-2025/quy-che/dieu-6/khoan-3",), draft.id)
    writer.call(lambda tx: conversation_state.set_state(tx, "telegram", "17", "17", state, NOW))
    kept = writer.call(lambda tx: conversation_state.get_state(tx, "telegram", "17", "17"))
    assert (kept.question, kept.units, kept.card, kept.updated_at) == (
        state.question,
        state.units,
        draft.id,
        NOW,
    )
    assert (
        writer.call(lambda tx: conversation_state.get_state(tx, "telegram", "17", "18"))
        == ConversationState()
    )
    assert writer.call(lambda tx: conversation_state.purge(tx, NOW + timedelta(days=31))) == 1


def test_an_unanswered_question_waits_until_it_is_closed_once(writer: Writer) -> None:
    key = writer.call(
        lambda tx: unanswered.add_question(tx, "telegram", "17", "17", "hue-109-2025", "Ai ký?", NOW)
    )
    [waiting] = writer.call(unanswered.list_open)
    assert (waiting.id, waiting.question, waiting.asked_at) == (key, "Ai ký?", NOW)
    assert writer.call(lambda tx: unanswered.close_question(tx, key, answered=True, now=NOW))
    assert not writer.call(lambda tx: unanswered.close_question(tx, key, answered=True, now=NOW))
    assert writer.call(unanswered.list_open) == []
