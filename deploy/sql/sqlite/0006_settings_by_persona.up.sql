-- All users' documents of one persona, in the order of their users. The key is user/persona and never changes, so a write leaves this alone.
CREATE INDEX settings_by_persona ON grain_state (substr(grain_key, instr(grain_key, '/') + 1), grain_key)
WHERE grain_type = 'settings' AND state_name = 'settings';
