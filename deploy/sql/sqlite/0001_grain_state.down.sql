DROP TABLE grain_state;
