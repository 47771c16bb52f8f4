-- One row a grain state. Keys compare byte by byte (collation C): what differs in case or in Unicode form is another grain.
CREATE TABLE grain_state (
    grain_type  text COLLATE "C" NOT NULL,
    grain_key   text COLLATE "C" NOT NULL,
    state_name  text COLLATE "C" NOT NULL,
    payload     jsonb            NOT NULL,
    version     bigint           NOT NULL,
    modified_at timestamptz      NOT NULL,
    PRIMARY KEY (grain_type, grain_key, state_name)
);
