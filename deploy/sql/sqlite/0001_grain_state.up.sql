-- One row a grain state. Keys compare byte by byte (BINARY): what differs in case or in Unicode form is another grain.
-- A table with rowids, because payloads may be long: the key's index stays small and an update leaves it alone.
CREATE TABLE grain_state (
    grain_type  TEXT    NOT NULL,
    grain_key   TEXT    NOT NULL,
    state_name  TEXT    NOT NULL,
    payload     TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    modified_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
    PRIMARY KEY (grain_type, grain_key, state_name)
);
