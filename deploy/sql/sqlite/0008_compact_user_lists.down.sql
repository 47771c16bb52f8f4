CREATE INDEX user_by_created ON grain_state (
    json_extract(payload, '$.created_at'), grain_key, json_extract(payload, '$.email_normalized'))
WHERE grain_type = 'user' AND state_name = 'user';

CREATE INDEX user_by_email ON grain_state (
    json_extract(payload, '$.email_normalized'), grain_key, json_extract(payload, '$.created_at'))
WHERE grain_type = 'user' AND state_name = 'user';
