-- All users' documents of one persona, in the order of their users. The key is user/persona and never changes.
CREATE INDEX settings_by_persona ON grain_state ((split_part(grain_key, '/', 2)), grain_key)
WHERE grain_type = 'settings' AND state_name = 'settings';
