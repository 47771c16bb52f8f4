-- The users whose sessions were not told of a change: after a crash they are few, and else there are none.
CREATE INDEX user_with_sessions_behind ON grain_state (grain_key)
WHERE grain_type = 'user' AND state_name = 'user' AND (payload -> 'sessions_behind') = 'true';
