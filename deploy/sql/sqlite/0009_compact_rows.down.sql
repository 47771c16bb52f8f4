-- UNREADABLE grain_state; histories, digests and addresses are stored in a form that programs of the schema before do not know.
DROP INDEX user_with_special_role;
DROP INDEX user_by_status_and_email;
DROP INDEX user_by_status_and_created;

CREATE INDEX user_by_status_and_created ON grain_state (
    json_extract(payload, '$.status'), json_extract(payload, '$.created_at'), grain_key, json_extract(payload, '$.email_normalized'))
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_status_and_email ON grain_state (
    json_extract(payload, '$.status'), json_extract(payload, '$.email_normalized'), grain_key, json_extract(payload, '$.created_at'))
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_with_special_role ON grain_state (
    json_extract(payload, '$.created_at'), grain_key)
WHERE grain_type = 'user' AND state_name = 'user' AND json_extract(payload, '$.roles') NOT IN ('[]', '["user"]');

DROP INDEX audit_event_by_ip;
DROP INDEX audit_event_by_actor;
DROP INDEX audit_event_by_type;
DROP INDEX audit_event_by_user;
DROP INDEX audit_event_by_time;
ALTER TABLE audit_event RENAME TO audit_event_after;

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

INSERT INTO audit_event
SELECT position, chain, sequence, id,
       strftime('%Y-%m-%dT%H:%M:%S', at / 10000000, 'unixepoch') || printf('.%07dZ', at % 10000000),
       type, outcome, user_id, actor_id,
       CASE typeof(request_id) WHEN 'blob' THEN lower(hex(request_id)) ELSE request_id END,
       has_personal, ip, user_agent, detail,
       CASE typeof(personal_hash) WHEN 'blob' THEN lower(hex(personal_hash)) ELSE personal_hash END,
       CASE typeof(previous_hash) WHEN 'blob' THEN lower(hex(previous_hash)) ELSE previous_hash END,
       CASE typeof(hash) WHEN 'blob' THEN lower(hex(hash)) ELSE hash END
FROM audit_event_after ORDER BY position;
DROP TABLE audit_event_after;

CREATE INDEX audit_event_by_time ON audit_event (at);
CREATE INDEX audit_event_by_user ON audit_event (user_id, at);
CREATE INDEX audit_event_by_type ON audit_event (type, at);
CREATE INDEX audit_event_by_actor ON audit_event (actor_id, at) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_event_by_ip ON audit_event (ip, at) WHERE ip IS NOT NULL;
