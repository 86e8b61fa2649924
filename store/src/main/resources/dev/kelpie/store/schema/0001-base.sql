-- The log. Rows are only ever added; the one exception is a usage that a later one stands for.
CREATE TABLE events (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL, -- microseconds since 1970
    agent   TEXT NOT NULL,
    session TEXT,
    kind    TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;

CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER events_stay BEFORE DELETE ON events WHEN old.kind <> 'usage-seen'
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE INDEX events_usage ON events (agent, session, seq) WHERE kind = 'usage-seen';

-- The events after which an earlier usage may have been copied into another session or list.
CREATE INDEX events_copying ON events (agent, seq)
    WHERE kind IN ('session-requested', 'agent-removed', 'agent-restored');

CREATE TABLE requests (
    id      TEXT PRIMARY KEY,
    at      INTEGER NOT NULL,
    outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_at ON requests (at);

-- What the log adds up to, written with it.
CREATE TABLE agents (
    id      TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;

CREATE TABLE messages (
    id    TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    body  TEXT NOT NULL
) STRICT;

CREATE TABLE removed (
    place INTEGER PRIMARY KEY,
    body  TEXT NOT NULL
) STRICT;

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES ('seq', 0);
