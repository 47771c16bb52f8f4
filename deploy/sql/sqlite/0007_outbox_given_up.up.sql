-- The mails that were given up, so that they are counted, and erased for an account or for their age, without a look at the others.
-- due_at is in it although it is always null: else SQLite would look for it in every row, behind the mail's text.
CREATE INDEX outbox_given_up ON outbox (recipient, created_at, due_at) WHERE due_at IS NULL;
