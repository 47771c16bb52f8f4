-- The lists of users: an index for each order, with and without a status, so that no list sorts or scans.
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

-- The few who have any role besides "user": whoever asks for such a role looks at them alone.
CREATE INDEX user_with_special_role ON grain_state (
    (payload ->> 'created_at') COLLATE "C", grain_key)
WHERE grain_type = 'user' AND state_name = 'user' AND payload -> 'roles' <> '[]' AND payload -> 'roles' <> '["user"]';

-- What the planner knows of these values it takes from here, not from indexes on a part of the table.
CREATE STATISTICS user_created ON ((payload ->> 'created_at') COLLATE "C") FROM grain_state;
CREATE STATISTICS user_email ON ((payload ->> 'email_normalized') COLLATE "C") FROM grain_state;
CREATE STATISTICS user_status ON ((payload ->> 'status') COLLATE "C") FROM grain_state;
ANALYZE grain_state;
