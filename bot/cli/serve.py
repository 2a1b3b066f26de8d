"""`daumoi serve`: the running bot."""

from __future__ import annotations

import asyncio

import typer

from bot.failures import Failure
from bot.messages.commands import MENU
from bot.settings import Settings


def serve() -> None:
    """Serve Telegram until SIGTERM: receive, answer, send; nothing is lost when it is killed.

    Example: DAUMOI_TELEGRAM_TOKEN=… daumoi serve
    """
    from bot.channels.logs import set_up_logging
    from bot.channels.received import Receiving
    from bot.channels.serve import ServeSettings, now_utc, serve
    from bot.knowledge import build_shelves
    from bot.rehearsal import rehearse
    from bot.store.hints import read_hints
    from bot.wiring import build_engine, build_eraser, build_recheck, build_tick, build_wanted

    settings = Settings()
    if settings.telegram_token is None:
        raise Failure(
            "DAUMOI_TELEGRAM_TOKEN is not set: get a token from BotFather and put it into the environment or .env"
        )
    set_up_logging()
    accepted = [(one.unit, one.question) for one in read_hints(settings.database)]
    shelves = build_shelves(settings.regulations, accepted)
    engine = build_engine(settings, shelves)
    rehearse(engine, now_utc())
    asyncio.run(
        serve(
            ServeSettings(
                settings.database,
                settings.telegram_token.get_secret_value(),
                settings.telegram_base_url,
                settings.telegram_proxy,
                commands=MENU,
                receiving=Receiving(settings.exports, build_wanted(settings)),
            ),
            lambda incoming, now, tx: engine.handle(incoming, tx, now),
            tick=build_tick(settings, engine),
            recheck=build_recheck(engine),
            erase=build_eraser(now_utc()),
        )
    )
    raise typer.Exit
