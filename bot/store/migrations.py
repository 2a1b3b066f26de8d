"""The schema as its history: numbered steps, each in one transaction, only ever appended to.

A step that has been released is never edited; what it got wrong, a later one mends. Moments are text as in
`moments`; ids that come from a channel are text, since each channel counts in its own way.
"""

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.store import deadline_tables, roster_tables
from bot.store.errors import DatabaseTooNew

steps = Migrations("daumoi")


def migrate(database: Database, path: Path) -> None:
    """Bring the schema up to date; raises DatabaseTooNew, touching nothing, when the file is ahead of us."""
    taken = applied(database)
    unknown = [name for name in taken if name not in known_steps()]
    if unknown:
        raise DatabaseTooNew(path, unknown)
    if len(taken) < len(known_steps()):
        steps.apply(database)


def applied(database: Database) -> list[str]:
    """The names of the steps that this database has taken, oldest first."""
    return [step.name for step in steps.applied(database)]


@steps(name="0001 messages in and out")
def _messages(database: Database) -> None:
    database.executescript("""
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT;

        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            bot TEXT NOT NULL,
            update_id TEXT NOT NULL,
            chat TEXT NOT NULL,
            user TEXT,
            state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'aside')),
            payload TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            replays INTEGER NOT NULL DEFAULT 0,
            fault TEXT,
            received_at TEXT NOT NULL,
            finished_at TEXT,
            UNIQUE (channel, bot, update_id)
        ) STRICT;
        CREATE INDEX inbox_new ON inbox (id) WHERE state = 'new';
        CREATE INDEX inbox_payloads ON inbox (finished_at) WHERE payload IS NOT NULL;

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            number INTEGER NOT NULL,
            channel TEXT NOT NULL,
            chat TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('interactive', 'reminder')),
            rank INTEGER NOT NULL GENERATED ALWAYS AS (kind = 'reminder') STORED,
            subject TEXT,
            body TEXT,
            state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN
                ('ready', 'claimed', 'sent', 'refused', 'unreachable', 'expired', 'withdrawn')),
            not_before TEXT NOT NULL,
            expires_at TEXT,
            owner TEXT,
            lease_until TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            repeats INTEGER NOT NULL DEFAULT 0,
            remote_id TEXT,
            fault TEXT,
            created_at TEXT NOT NULL,
            finished_at TEXT
        ) STRICT;
        CREATE INDEX outbox_open ON outbox (rank, id) WHERE state IN ('ready', 'claimed');
        CREATE INDEX outbox_open_by_chat ON outbox (channel, chat, rank, id)
            WHERE state IN ('ready', 'claimed');
        CREATE INDEX outbox_bodies ON outbox (finished_at) WHERE body IS NOT NULL;
        CREATE INDEX outbox_sent_as ON outbox (channel, chat, remote_id) WHERE remote_id IS NOT NULL;

        CREATE TABLE unreachable (
            channel TEXT NOT NULL,
            chat TEXT NOT NULL,
            since TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (channel, chat)
        ) STRICT;
    """)


@steps(name="0002 audit")
def _audit(database: Database) -> None:
    database.executescript("""
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL DEFAULT '{}'
        ) STRICT;
        CREATE INDEX audit_by_subject ON audit (subject, id);
        CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
        BEGIN
            SELECT RAISE(ABORT, 'audit rows are never changed');
        END;
        CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
        BEGIN
            SELECT RAISE(ABORT, 'audit rows are never deleted');
        END;
    """)


@steps(name="0003 conversation")
def _conversation(database: Database) -> None:
    database.executescript("""
        CREATE TABLE profile (
            channel TEXT NOT NULL,
            user TEXT NOT NULL,
            regulation TEXT,
            level TEXT,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (channel, user)
        ) STRICT;

        CREATE TABLE draft (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            code TEXT NOT NULL,
            channel TEXT NOT NULL,
            chat TEXT NOT NULL,
            payload TEXT NOT NULL,
            revision INTEGER NOT NULL DEFAULT 1,
            may_act TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled', 'expired')),
            outcome TEXT,
            created_at TEXT NOT NULL,
            card_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            closed_at TEXT,
            closed_by TEXT
        ) STRICT;
        CREATE UNIQUE INDEX draft_code ON draft (code) WHERE state = 'open';
        CREATE INDEX draft_open ON draft (channel, chat) WHERE state = 'open';

        CREATE TABLE conversation_state (
            channel TEXT NOT NULL,
            chat TEXT NOT NULL,
            user TEXT NOT NULL,
            question TEXT,
            units TEXT NOT NULL DEFAULT '[]',
            card INTEGER REFERENCES draft (id),
            updated_at TEXT NOT NULL,
            PRIMARY KEY (channel, chat, user)
        ) STRICT;

        CREATE TABLE unanswered (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            chat TEXT NOT NULL,
            user TEXT NOT NULL,
            regulation TEXT,
            question TEXT,
            asked_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'dropped')),
            closed_at TEXT
        ) STRICT;
        CREATE INDEX unanswered_open ON unanswered (id) WHERE state = 'open';
    """)


@steps(name="0004 menus and candidates of a conversation")
def _menus(database: Database) -> None:
    database.executescript("""
        ALTER TABLE conversation_state ADD COLUMN history TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE conversation_state ADD COLUMN menu TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE conversation_state ADD COLUMN more TEXT NOT NULL DEFAULT '[]';
    """)


@steps(name="0005 agencies, people and who holds which post")
def _people(database: Database) -> None:
    database.executescript(roster_tables.PEOPLE)


@steps(name="0006 invitations and links")
def _linking(database: Database) -> None:
    database.executescript(roster_tables.LINKS)


@steps(name="0007 recorded changes")
def _changes(database: Database) -> None:
    database.executescript(roster_tables.CHANGES)


@steps(name="0008 office dates, requests, submissions and reminders")
def _deadlines(database: Database) -> None:
    database.executescript(deadline_tables.OFFICE_DATES)
    database.executescript(deadline_tables.SUBMISSIONS)
    database.executescript(deadline_tables.REMINDERS)
    database.executescript(deadline_tables.OUTBOX_INDEXES)


@steps(name="0009 accepted ways of asking")
def _hints(database: Database) -> None:
    database.executescript("""
        CREATE TABLE hint (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            unit TEXT NOT NULL,
            question TEXT NOT NULL,
            accepted_by TEXT NOT NULL,
            accepted_at TEXT NOT NULL,
            UNIQUE (unit, question)
        ) STRICT;
    """)


@steps(name="0010 what was sent to a chat, by time")
def _sent_by_chat(database: Database) -> None:
    database.executescript("CREATE INDEX outbox_finished_by_chat ON outbox (channel, chat, finished_at);")


def known_steps() -> list[str]:
    """The names of every step this program knows, in order."""
    return [step.name for step in steps.pending(Database(memory=True))]
