"""The tables of due days: what an office fixes and asks for, what was submitted, who was reminded of what.

Occurrences themselves have no rows: they are computed, and every row names one by its key.
"""

OFFICE_DATES = """
    CREATE TABLE office_rule (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        regulation TEXT NOT NULL,
        name TEXT NOT NULL,
        period TEXT NOT NULL CHECK (period IN ('monthly', 'quarterly', 'half-yearly', 'yearly')),
        bound TEXT NOT NULL CHECK (bound IN ('before', 'no_later_than')),
        day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
        month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 24),
        letter TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        valid_until TEXT,
        kinds TEXT NOT NULL DEFAULT '[]',
        obligation TEXT,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        end_letter TEXT,
        ended_at TEXT,
        ended_by TEXT
    ) STRICT;
    CREATE INDEX office_rule_by_regulation ON office_rule (regulation);

    CREATE TABLE adoption (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        obligation TEXT NOT NULL,
        letter TEXT NOT NULL,
        adopted_at TEXT NOT NULL,
        adopted_by TEXT NOT NULL,
        ended_at TEXT,
        ended_by TEXT
    ) STRICT;
    CREATE UNIQUE INDEX adoption_now ON adoption (obligation) WHERE ended_at IS NULL;

    CREATE TABLE report_request (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        regulation TEXT NOT NULL,
        title TEXT NOT NULL,
        note TEXT,
        last_day TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        draft_id INTEGER REFERENCES draft (id),
        withdrawn_at TEXT,
        withdrawn_by TEXT
    ) STRICT;
    CREATE INDEX report_request_by_day ON report_request (last_day);

    CREATE TABLE report_request_agency (
        request_id INTEGER NOT NULL REFERENCES report_request (id),
        agency_id INTEGER NOT NULL REFERENCES agency (id),
        PRIMARY KEY (request_id, agency_id)
    ) STRICT, WITHOUT ROWID;
"""

SUBMISSIONS = """
    CREATE TABLE submission (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        agency_id INTEGER NOT NULL REFERENCES agency (id),
        occurrence TEXT NOT NULL,
        name TEXT NOT NULL,
        last_day TEXT NOT NULL,
        act TEXT NOT NULL CHECK (act IN ('submitted', 'received', 'returned')),
        number TEXT,
        sent_on TEXT,
        reason TEXT,
        batch INTEGER,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        undone_at TEXT,
        undone_by TEXT
    ) STRICT;
    CREATE INDEX submission_by_occurrence ON submission (occurrence, agency_id, id) WHERE undone_at IS NULL;
    CREATE INDEX submission_by_agency ON submission (agency_id, id) WHERE undone_at IS NULL;
    CREATE INDEX submission_by_batch ON submission (batch) WHERE batch IS NOT NULL;
"""

REMINDERS = """
    CREATE TABLE prompt (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        agency_id INTEGER NOT NULL REFERENCES agency (id),
        occurrence TEXT NOT NULL,
        last_day TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('asked', 'nudge', 'returned', 'snooze')),
        at TEXT NOT NULL,
        person_id INTEGER REFERENCES person (id),
        actor TEXT NOT NULL,
        created_at TEXT NOT NULL,
        dropped_at TEXT
    ) STRICT;
    CREATE INDEX prompt_by_day ON prompt (last_day) WHERE dropped_at IS NULL;
    CREATE INDEX prompt_by_occurrence ON prompt (occurrence, agency_id);

    CREATE TABLE reminder (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        agency_id INTEGER NOT NULL REFERENCES agency (id),
        occurrence TEXT NOT NULL,
        step TEXT NOT NULL,
        person_id INTEGER NOT NULL REFERENCES person (id),
        channel TEXT NOT NULL,
        last_day TEXT NOT NULL,
        message TEXT NOT NULL,
        late INTEGER NOT NULL DEFAULT 0,
        issued_at TEXT NOT NULL,
        UNIQUE (occurrence, step, agency_id, person_id, channel)
    ) STRICT;
    CREATE INDEX reminder_by_message ON reminder (message);
"""

# What every claim asks, however many rows have piled up: what runs out, what comes next.
OUTBOX_INDEXES = """
    CREATE INDEX outbox_expiring ON outbox (expires_at)
        WHERE state IN ('ready', 'claimed') AND expires_at IS NOT NULL;
    CREATE INDEX outbox_coming ON outbox (channel, not_before) WHERE state = 'ready';
    CREATE INDEX outbox_leases ON outbox (channel, lease_until) WHERE state = 'claimed';
"""
