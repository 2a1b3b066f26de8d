"""A question in the conversation: answered for the asker's profile, remembered, continued by "chưa đúng ý" and others."""

from __future__ import annotations

from bot.assistant import Answer as AnswerValue
from bot.assistant import Knowledge, Outcome, Question, answer, cite_whole, present
from bot.channels.message import OutMessage, plain, rich
from bot.channels.message import Rich as RichText
from bot.conversation.turn import Turn
from bot.messages import conversation as say
from bot.store.unanswered import add_question
from corpus import AgencyLevel, UnitPath

_CANDIDATES_SHOWN = 2


def _question(turn: Turn, text: str, *, anew: bool = True) -> Question:
    """The text as a question after what was said and shown; not `anew` where it is the last one once more."""
    level = AgencyLevel(turn.profile.level) if turn.profile.level else None
    earlier = (*turn.state.history, turn.state.question) if turn.state.question else ()
    shown = UnitPath.parse(turn.state.units[0]) if anew and turn.state.units else None
    history = tuple(one for one in earlier if one and one != text)
    return Question(text, turn.profile.regulation, level, history, shown)


def find(turn: Turn, text: str, knowledge: Knowledge) -> AnswerValue:
    """The answer as a value; nothing is remembered."""
    return answer(_question(turn, text), knowledge)


def ask(turn: Turn, text: str, knowledge: Knowledge) -> list[OutMessage]:
    """Answer a question and remember what a follow-up needs."""
    found = find(turn, text, knowledge)
    if found.outcome is not Outcome.SMALL_TALK:
        turn.remember_question(text)
        turn.remember(units=tuple(str(one.path) for one in found.cited), more=tuple(map(str, found.more)))
    return [present(found, turn.shelf)]


def again(turn: Turn, knowledge: Knowledge) -> list[OutMessage]:
    """Answer the last question once more, after the profile changed."""
    text = turn.state.question
    if text is None:
        return []
    found = answer(_question(turn, text, anew=False), knowledge)
    turn.remember(units=tuple(str(one.path) for one in found.cited), more=tuple(map(str, found.more)))
    return [present(found, turn.shelf)]


def more(turn: Turn) -> list[OutMessage]:
    """The answer to “chưa đúng ý”: the next candidates, and the question goes on the coordinator's list."""
    if turn.state.question is None:
        return [OutMessage(rich(say.NOTHING_TO_PASS))]
    _keep_unanswered(turn, turn.state.question)
    paths = [UnitPath.parse(one) for one in turn.state.more]
    shown = [path for path in paths[:_CANDIDATES_SHOWN] if turn.shelf.library.find(path)]
    if not shown:
        return [OutMessage(rich(say.NO_MORE))]
    turn.remember(more=tuple(map(str, paths[_CANDIDATES_SHOWN:])), units=tuple(map(str, shown)))
    cited = tuple(cite_whole(turn.shelf.library.unit(path), shortened=True) for path in shown)
    regulations = tuple(dict.fromkeys(path.regulation for path in shown))
    message = present(AnswerValue(Outcome.QUOTED, cited, regulations=regulations), turn.shelf)
    return [OutMessage(RichText((plain(say.MORE), *message.text.paragraphs)), message.buttons)]


def others(turn: Turn, knowledge: Knowledge) -> list[OutMessage]:
    """The answer to “tỉnh khác quy định sao?”: the last question over all regulations."""
    text = turn.state.question
    if text is None:
        return [OutMessage(rich(say.ASK_FIRST))]
    found = answer(_question(turn, text, anew=False), knowledge, everywhere=True)
    turn.remember(units=tuple(str(one.path) for one in found.cited))
    return [present(found, turn.shelf)]


def pass_on(turn: Turn) -> list[OutMessage]:
    """Hand the last question to the coordinator."""
    if turn.state.question is None:
        return [OutMessage(rich(say.NOTHING_TO_PASS))]
    _keep_unanswered(turn, turn.state.question)
    return [OutMessage(rich(say.PASSED_ON))]


def _keep_unanswered(turn: Turn, text: str) -> None:
    incoming = turn.incoming
    add_question(
        turn.tx, incoming.channel, incoming.chat, incoming.user, turn.profile.regulation, text, turn.now
    )
