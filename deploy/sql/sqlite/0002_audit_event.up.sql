-- The audit log. (chain, sequence) is unique, so no entry can be written twice or over another.
-- at: UTC, text of one width down to 100 ns, because the entry's hash covers it exactly.
CREATE TABLE audit_event (
    position      INTEGER NOT NULL PRIMARY KEY, -- the order of writing; settles the order of equal times
    chain         TEXT    NOT NULL,
    sequence      INTEGER NOT NULL,
    id            TEXT    NOT NULL,
    at            TEXT    NOT NULL,
    type          TEXT    NOT NULL,
    outcome       TEXT    NOT NULL,
    user_id       TEXT    NOT NULL,
    actor_id      TEXT,
    request_id    TEXT,
    has_personal  INTEGER NOT NULL, -- 0 also once it was erased
    ip            TEXT,
    user_agent    TEXT,
    detail        TEXT,
    personal_hash TEXT    NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL,
    UNIQUE (chain, sequence)
);

-- One for each filter of the list, all in the list's order: SQLite ends each entry of an index with the position.
CREATE INDEX audit_event_by_time ON audit_event (at);
CREATE INDEX audit_event_by_user ON audit_event (user_id, at);
CREATE INDEX audit_event_by_type ON audit_event (type, at);
CREATE INDEX audit_event_by_actor ON audit_event (actor_id, at) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_event_by_ip ON audit_event (ip, at) WHERE ip IS NOT NULL;
