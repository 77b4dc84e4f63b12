-- Attempts at a release that gave none: a code and a number, never what the command said, for that names cells
-- (docs/releases.md, What a refused attempt leaves).
CREATE TABLE IF NOT EXISTS ops.release_attempt
(
    period LowCardinality(String) COMMENT 'Perioden som skulle publiceras',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year eller year',
    attempted_at DateTime64(3, 'UTC') COMMENT 'När försöket stoppades',
    made_by String COMMENT 'Vem som försökte',
    reason LowCardinality(String) COMMENT 'Varför inget publicerades, som kod: auditor, data-test, not-over …',
    findings UInt32 COMMENT 'Celler som granskaren kunde räkna ut, där den stoppade; annars 0'
)
ENGINE = MergeTree
ORDER BY attempted_at
COMMENT 'En rad per försök att publicera som stoppades; ingen cell, inget tal ur den och ingen person';
