-- What deliveries took back by its key or group, whether a row was there or not. A row that is there carries its tombstone
-- itself; one that was rejected when it came left nothing to carry it, and must not stand up when it is retried later.
CREATE TABLE IF NOT EXISTS ops.removal
(
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    table_name LowCardinality(String) COMMENT 'Table of database core',
    removed_key UUID COMMENT 'Token of the row, or of the meeting, lesson or pupil''s grades that were replaced or taken back',
    position UInt64 COMMENT 'Place in the order of all records of the feed: delivery, batch, line',
    delivery_id UUID COMMENT 'The delivery that took it back',
    written_at DateTime64(6, 'UTC') DEFAULT now64(6) COMMENT 'When it was written'
)
ENGINE = ReplacingMergeTree(position)
ORDER BY (feed, table_name, removed_key)
COMMENT 'One row per row or group that a delivery took back by its key, the last time that one did';
