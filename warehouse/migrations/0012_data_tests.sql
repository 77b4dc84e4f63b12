-- What the data tests of each refresh found: a test that found bad rows, or could not be run, holds back a release.
CREATE TABLE IF NOT EXISTS ops.data_test
(
    run_number UInt64 COMMENT 'First, second … run of the tests; the highest is the one that counts',
    run_at DateTime64(3, 'UTC') COMMENT 'When the run ended',
    test_name LowCardinality(String) COMMENT 'File in warehouse/tests, without .sql',
    bad_row_count Nullable(UInt64) COMMENT 'Rows that it found; NULL where the test itself failed'
)
ENGINE = MergeTree
ORDER BY (run_number, test_name)
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'One row per data test and run; names no person';
