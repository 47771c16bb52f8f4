-- The mails that were given up, so that they are counted, and erased for an account or for their age, without a look at the others.
CREATE INDEX outbox_given_up ON outbox (recipient, created_at) WHERE due_at IS NULL;
