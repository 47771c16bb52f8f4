-- What an account has besides its state took more room than the state. Times of the audit log are numbers, in the row and in five indexes; its
-- digests and request ids are bytes from now on (those of earlier entries stay text: SQLite before 3.41 cannot turn hexadecimal digits into bytes).
DROP INDEX audit_event_by_ip;
DROP INDEX audit_event_by_actor;
DROP INDEX audit_event_by_type;
DROP INDEX audit_event_by_user;
DROP INDEX audit_event_by_time;
ALTER TABLE audit_event RENAME TO audit_event_before;

-- at: 100 ns since 1970, UTC. What is BLOB: bytes for hexadecimal digits, TEXT for any other text and for all of an earlier schema.
CREATE TABLE audit_event (
    position      INTEGER NOT NULL PRIMARY KEY, -- the order of writing; settles the order of equal times
    chain         TEXT    NOT NULL,
    sequence      INTEGER NOT NULL,
    id            TEXT    NOT NULL,
    at            INTEGER NOT NULL,
    type          TEXT    NOT NULL,
    outcome       TEXT    NOT NULL,
    user_id       TEXT    NOT NULL,
    actor_id      TEXT,
    request_id    BLOB,
    has_personal  INTEGER NOT NULL, -- 0 also once it was erased
    ip            TEXT,
    user_agent    TEXT,
    detail        TEXT,
    personal_hash BLOB    NOT NULL,
    previous_hash BLOB    NOT NULL,
    hash          BLOB    NOT NULL,
    UNIQUE (chain, sequence)
);

-- An entry whose time nobody can read was tampered with: it is to be found by whoever verifies the log, not to stop this step.
INSERT INTO audit_event
SELECT position, chain, sequence, id,
       coalesce(CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER) * 10000000 + CAST(substr(at, 21, 7) AS INTEGER), 0),
       type, outcome, user_id, actor_id, request_id, has_personal, ip, user_agent, detail, personal_hash, previous_hash, hash
FROM audit_event_before ORDER BY position;
DROP TABLE audit_event_before;

CREATE INDEX audit_event_by_time ON audit_event (at);
CREATE INDEX audit_event_by_user ON audit_event (user_id, at);
CREATE INDEX audit_event_by_type ON audit_event (type, at);
CREATE INDEX audit_event_by_actor ON audit_event (actor_id, at) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_event_by_ip ON audit_event (ip, at) WHERE ip IS NOT NULL;

-- The lists of users: SQLite ends each entry of an index with the rowid, which settles the order of equals as well as the key.
DROP INDEX user_with_special_role;
DROP INDEX user_by_status_and_email;
DROP INDEX user_by_status_and_created;

CREATE INDEX user_by_status_and_created ON grain_state (
    json_extract(payload, '$.status'), json_extract(payload, '$.created_at'))
WHERE grain_type = 'user' AND state_name = 'user' AND json_extract(payload, '$.email_normalized') IS NOT NULL;

CREATE INDEX user_by_status_and_email ON grain_state (
    json_extract(payload, '$.status'), json_extract(payload, '$.email_normalized'), json_extract(payload, '$.created_at'))
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_with_special_role ON grain_state (
    json_extract(payload, '$.created_at'))
WHERE grain_type = 'user' AND state_name = 'user' AND json_extract(payload, '$.roles') NOT IN ('[]', '["user"]');
