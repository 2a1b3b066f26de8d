"""The tables of the roster: agencies, people, designations; invitations and links; recorded changes."""

PEOPLE = """
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
    """

LINKS = """
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
    """

CHANGES = """
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
    """
