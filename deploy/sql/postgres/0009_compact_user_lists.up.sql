-- What lists ask of an account, as columns that the server works out of its payload. An index on an expression of the payload makes every change of
-- any state an entry in each index of the table; a change that leaves these columns alone needs none (a heap-only update).
-- A list of every status takes the first of each: so two indexes do for four.
DROP INDEX user_with_sessions_behind;
DROP STATISTICS user_status;
DROP STATISTICS user_email;
DROP STATISTICS user_created;
DROP INDEX user_with_special_role;
DROP INDEX user_by_status_and_email;
DROP INDEX user_by_status_and_created;
DROP INDEX user_by_email;
DROP INDEX user_by_created;

ALTER TABLE grain_state
    ADD COLUMN user_status text COLLATE "C" GENERATED ALWAYS AS (
        CASE WHEN grain_type = 'user' AND state_name = 'user' THEN payload ->> 'status' END) STORED,
    ADD COLUMN user_created text COLLATE "C" GENERATED ALWAYS AS (
        CASE WHEN grain_type = 'user' AND state_name = 'user' THEN payload ->> 'created_at' END) STORED,
    ADD COLUMN user_email text COLLATE "C" GENERATED ALWAYS AS (
        CASE WHEN grain_type = 'user' AND state_name = 'user' THEN payload ->> 'email_normalized' END) STORED,
    -- Any role besides "user": whoever asks for such a role looks at them alone.
    ADD COLUMN user_has_special_role boolean GENERATED ALWAYS AS (
        CASE WHEN grain_type = 'user' AND state_name = 'user' AND payload -> 'roles' <> '[]' AND payload -> 'roles' <> '["user"]' THEN true END) STORED,
    -- The sessions were not told of a change: after a crash these are few, and else there are none.
    ADD COLUMN user_is_behind boolean GENERATED ALWAYS AS (
        CASE WHEN grain_type = 'user' AND state_name = 'user' AND payload -> 'sessions_behind' = 'true' THEN true END) STORED;

CREATE INDEX user_by_status_and_created ON grain_state (user_status, user_created, grain_key) WHERE user_status IS NOT NULL;
CREATE INDEX user_by_status_and_email ON grain_state (user_status, user_email, grain_key) WHERE user_status IS NOT NULL;
CREATE INDEX user_with_special_role ON grain_state (user_created, grain_key) WHERE user_has_special_role;
CREATE INDEX user_with_sessions_behind ON grain_state (grain_key) WHERE user_is_behind;
ANALYZE grain_state;
