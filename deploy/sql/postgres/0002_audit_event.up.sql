-- The audit log. (chain, sequence) is unique, so no entry can be written twice or over another.
-- at and at_rest: a timestamptz ends at microseconds, and the entry's hash covers its time to 100 ns.
CREATE TABLE audit_event (
    position      bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- settles the order of equal times
    chain         text COLLATE "C" NOT NULL,
    sequence      bigint           NOT NULL,
    id            text COLLATE "C" NOT NULL,
    at            timestamptz      NOT NULL,
    at_rest       smallint         NOT NULL,
    type          text COLLATE "C" NOT NULL,
    outcome       text             NOT NULL,
    user_id       text COLLATE "C" NOT NULL,
    actor_id      text COLLATE "C",
    request_id    text,
    has_personal  boolean          NOT NULL, -- false also once it was erased
    ip            text COLLATE "C",
    user_agent    text,
    detail        text,
    personal_hash text             NOT NULL,
    previous_hash text             NOT NULL,
    hash          text             NOT NULL,
    UNIQUE (chain, sequence)
);

-- One for each filter of the list, all in the list's order.
CREATE INDEX audit_event_by_time ON audit_event (at, at_rest, position);
CREATE INDEX audit_event_by_user ON audit_event (user_id, at, at_rest, position);
CREATE INDEX audit_event_by_type ON audit_event (type, at, at_rest, position);
CREATE INDEX audit_event_by_actor ON audit_event (actor_id, at, at_rest, position) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_event_by_ip ON audit_event (ip, at, at_rest, position) WHERE ip IS NOT NULL;
