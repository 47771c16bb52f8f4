DROP INDEX user_with_sessions_behind;
