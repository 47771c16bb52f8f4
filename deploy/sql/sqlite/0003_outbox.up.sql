-- Mails to be sent. A sender takes one by moving due_at past its lease; one that was given up has no due_at.
CREATE TABLE outbox (
    id         TEXT    NOT NULL PRIMARY KEY,
    recipient  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    html       TEXT    NOT NULL,
    created_at TEXT    NOT NULL,
    due_at     TEXT,
    attempts   INTEGER NOT NULL DEFAULT 0,
    last_error TEXT
);

CREATE INDEX outbox_by_due ON outbox (due_at, id) WHERE due_at IS NOT NULL;
