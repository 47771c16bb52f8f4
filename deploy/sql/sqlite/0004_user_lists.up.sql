-- The lists of users: an index for each order, with and without a status, so that no list sorts or scans.
-- The other column of the two is in each, so that a filter on it is answered from the index alone.
CREATE INDEX user_by_created ON grain_state (
    json_extract(payload, '$.created_at'), grain_key, json_extract(payload, '$.email_normalized'))
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_email ON grain_state (
    json_extract(payload, '$.email_normalized'), grain_key, json_extract(payload, '$.created_at'))
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_status_and_created ON grain_state (
    json_extract(payload, '$.status'), json_extract(payload, '$.created_at'), grain_key, json_extract(payload, '$.email_normalized'))
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_status_and_email ON grain_state (
    json_extract(payload, '$.status'), json_extract(payload, '$.email_normalized'), grain_key, json_extract(payload, '$.created_at'))
WHERE grain_type = 'user' AND state_name = 'user';

-- The few who have any role besides "user": whoever asks for such a role looks at them alone.
CREATE INDEX user_with_special_role ON grain_state (
    json_extract(payload, '$.created_at'), grain_key)
WHERE grain_type = 'user' AND state_name = 'user' AND json_extract(payload, '$.roles') NOT IN ('[]', '["user"]');
