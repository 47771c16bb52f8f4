-- Mails to be sent. A sender takes one by moving due_at past its lease; one that was given up has no due_at.
CREATE TABLE outbox (
    id         text COLLATE "C" NOT NULL PRIMARY KEY,
    recipient  text             NOT NULL,
    subject    text             NOT NULL,
    text       text             NOT NULL,
    html       text             NOT NULL,
    created_at timestamptz      NOT NULL,
    due_at     timestamptz,
    attempts   integer          NOT NULL DEFAULT 0,
    last_error text
);

CREATE INDEX outbox_by_due ON outbox (due_at, id) WHERE due_at IS NOT NULL;
