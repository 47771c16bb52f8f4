-- UNREADABLE grain_state; histories, digests and addresses are stored in a form that programs of the schema before do not know.
DROP INDEX user_with_sessions_behind;
DROP INDEX user_with_special_role;
DROP INDEX user_by_status_and_email;
DROP INDEX user_by_status_and_created;

ALTER TABLE grain_state
    DROP COLUMN user_is_behind,
    DROP COLUMN user_has_special_role,
    DROP COLUMN user_email,
    DROP COLUMN user_created,
    DROP COLUMN user_status;

CREATE INDEX user_by_created ON grain_state (
    (payload ->> 'created_at') COLLATE "C", grain_key)
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_email ON grain_state (
    (payload ->> 'email_normalized') COLLATE "C", grain_key)
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_status_and_created ON grain_state (
    (payload ->> 'status') COLLATE "C", (payload ->> 'created_at') COLLATE "C", grain_key)
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_status_and_email ON grain_state (
    (payload ->> 'status') COLLATE "C", (payload ->> 'email_normalized') COLLATE "C", grain_key)
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_with_special_role ON grain_state (
    (payload ->> 'created_at') COLLATE "C", grain_key)
WHERE grain_type = 'user' AND state_name = 'user' AND payload -> 'roles' <> '[]' AND payload -> 'roles' <> '["user"]';

CREATE STATISTICS user_created ON ((payload ->> 'created_at') COLLATE "C") FROM grain_state;
CREATE STATISTICS user_email ON ((payload ->> 'email_normalized') COLLATE "C") FROM grain_state;
CREATE STATISTICS user_status ON ((payload ->> 'status') COLLATE "C") FROM grain_state;
ANALYZE grain_state;
CREATE INDEX user_with_sessions_behind ON grain_state (grain_key)
WHERE grain_type = 'user' AND state_name = 'user' AND (payload -> 'sessions_behind') = 'true';
