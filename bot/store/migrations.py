"""The schema as its history: numbered steps, each in one transaction, only ever appended to.

A step that has been released is never edited; what it got wrong, a later one mends. Moments are text as in
`moments`; ids that come from a channel are text, since each channel counts in its own way.
"""

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.store import deadline_tables
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
    database.executescript("""
        CREATE TABLE agency (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            regulation TEXT,
            kind TEXT NOT NULL CHECK (kind IN ('so-nganh', 'vp-ubnd', 'ubnd-huyen', 'ubnd-xa')),
            procedures INTEGER CHECK (procedures >= 0),
            created_at TEXT NOT NULL,
            closed_on TEXT,
            successor_id INTEGER REFERENCES agency (id)
        ) STRICT;

        CREATE TABLE agency_name (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            agency_id INTEGER NOT NULL REFERENCES agency (id),
            name TEXT NOT NULL,
            key TEXT NOT NULL,
            alias INTEGER NOT NULL DEFAULT 0,
            starts_on TEXT,
            ends_on TEXT
        ) STRICT;
        CREATE INDEX agency_name_by_key ON agency_name (key);
        CREATE INDEX agency_name_by_agency ON agency_name (agency_id);
        CREATE UNIQUE INDEX agency_name_last ON agency_name (agency_id) WHERE alias = 0 AND ends_on IS NULL;

        CREATE TABLE person (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL,
            erased_at TEXT
        ) STRICT;

        CREATE TABLE person_contact (
            person_id INTEGER PRIMARY KEY REFERENCES person (id),
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            title TEXT,
            phone TEXT,
            email TEXT,
            updated_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX person_contact_by_name ON person_contact (name_key);
        CREATE INDEX person_contact_by_phone ON person_contact (phone) WHERE phone IS NOT NULL;

        CREATE TABLE legal_basis (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT,
            number TEXT,
            issued_on TEXT,
            signer TEXT
        ) STRICT;

        CREATE TABLE designation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES person (id),
            agency_id INTEGER NOT NULL REFERENCES agency (id),
            position TEXT,
            starts_on TEXT NOT NULL,
            ends_on TEXT,
            start_basis_id INTEGER NOT NULL REFERENCES legal_basis (id),
            end_basis_id INTEGER REFERENCES legal_basis (id),
            replaces_id INTEGER REFERENCES designation (id),
            CHECK (ends_on IS NULL OR ends_on >= starts_on)
        ) STRICT;
        CREATE INDEX designation_by_agency ON designation (agency_id, starts_on);
        CREATE INDEX designation_by_person ON designation (person_id, starts_on);
        CREATE UNIQUE INDEX designation_open ON designation (person_id, agency_id) WHERE ends_on IS NULL;
        CREATE TRIGGER designation_is_never_deleted BEFORE DELETE ON designation
        BEGIN
            SELECT RAISE(ABORT, 'designations are ended, never deleted');
        END;

        CREATE TABLE role_grant (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES person (id),
            role TEXT NOT NULL CHECK (role IN
                ('unit-editor', 'unit-head', 'coordinator', 'auditor', 'admin')),
            agency_id INTEGER REFERENCES agency (id),
            regulation TEXT,
            granted_at TEXT NOT NULL,
            granted_by TEXT NOT NULL,
            ended_at TEXT,
            ended_by TEXT,
            CHECK ((agency_id IS NOT NULL) = (role IN ('unit-editor', 'unit-head')))
        ) STRICT;
        CREATE UNIQUE INDEX role_grant_open
            ON role_grant (person_id, role, coalesce(agency_id, 0), coalesce(regulation, ''))
            WHERE ended_at IS NULL;

        CREATE TABLE reporting_officer (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            agency_id INTEGER NOT NULL REFERENCES agency (id),
            person_id INTEGER NOT NULL REFERENCES person (id),
            named_at TEXT NOT NULL,
            named_by TEXT NOT NULL,
            ended_at TEXT
        ) STRICT;
        CREATE UNIQUE INDEX reporting_officer_now ON reporting_officer (agency_id) WHERE ended_at IS NULL;
    """)


@steps(name="0006 invitations and links")
def _linking(database: Database) -> None:
    database.executescript("""
        CREATE TABLE invitation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES person (id),
            token_hash TEXT NOT NULL UNIQUE,
            code_hash TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            used_at TEXT,
            link_id INTEGER REFERENCES link (id),
            ended_at TEXT
        ) STRICT;
        CREATE INDEX invitation_by_person ON invitation (person_id, id);

        CREATE TABLE invitation_failure (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            chat TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX invitation_failure_at ON invitation_failure (at);

        CREATE TABLE link (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES person (id),
            channel TEXT NOT NULL,
            user TEXT,
            chat TEXT,
            state TEXT NOT NULL DEFAULT 'provisional' CHECK (state IN ('provisional', 'confirmed', 'ended')),
            linked_at TEXT NOT NULL,
            confirmed_at TEXT,
            confirmed_by TEXT,
            ended_at TEXT,
            ended_by TEXT
        ) STRICT;
        CREATE UNIQUE INDEX link_of_person ON link (person_id, channel) WHERE state <> 'ended';
        CREATE UNIQUE INDEX link_of_user ON link (channel, user) WHERE state <> 'ended';
    """)


@steps(name="0007 recorded changes")
def _changes(database: Database) -> None:
    database.executescript("""
        CREATE TABLE roster_change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('replace', 'add', 'remove', 'update')),
            agency_id INTEGER NOT NULL REFERENCES agency (id),
            effective_on TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'recorded'
                CHECK (state IN ('recorded', 'applied', 'withdrawn', 'stopped')),
            author TEXT NOT NULL,
            recorder TEXT NOT NULL,
            alone INTEGER NOT NULL DEFAULT 0,
            basis_id INTEGER NOT NULL REFERENCES legal_basis (id),
            undoes_id INTEGER REFERENCES roster_change (id),
            draft_id INTEGER REFERENCES draft (id),
            recorded_at TEXT NOT NULL,
            settled_at TEXT
        ) STRICT;
        CREATE INDEX roster_change_due ON roster_change (effective_on) WHERE state = 'recorded';
        CREATE INDEX roster_change_by_agency ON roster_change (agency_id, id);
        CREATE UNIQUE INDEX roster_change_undone ON roster_change (undoes_id)
            WHERE undoes_id IS NOT NULL AND state IN ('recorded', 'applied');

        CREATE TABLE change_person (
            change_id INTEGER NOT NULL REFERENCES roster_change (id),
            person_id INTEGER NOT NULL REFERENCES person (id),
            side TEXT NOT NULL CHECK (side IN ('leaving', 'coming')),
            position TEXT,
            PRIMARY KEY (change_id, person_id, side)
        ) STRICT;
        CREATE INDEX change_person_by_person ON change_person (person_id);

        CREATE TABLE change_value (
            change_id INTEGER NOT NULL REFERENCES roster_change (id),
            person_id INTEGER NOT NULL REFERENCES person (id),
            field TEXT NOT NULL CHECK (field IN ('name', 'title', 'phone', 'email')),
            before TEXT,
            after TEXT,
            PRIMARY KEY (change_id, person_id, field)
        ) STRICT;
        CREATE INDEX change_value_by_person ON change_value (person_id);

        CREATE TABLE change_reason (
            change_id INTEGER PRIMARY KEY REFERENCES roster_change (id),
            reason TEXT NOT NULL
        ) STRICT;
    """)


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


def known_steps() -> list[str]:
    """The names of every step this program knows, in order."""
    return [step.name for step in steps.pending(Database(memory=True))]
