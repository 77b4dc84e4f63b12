-- One row per delivery that was loaded whole when the refresh began, of feeds that a legal basis lets figures read.
-- Why a table: all models of one refresh read the same list, although deliveries come in meanwhile.
CREATE TABLE {int_loaded_delivery}
(
    delivery_id UUID COMMENT 'The delivery',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    written_at DateTime64(6, 'UTC') COMMENT 'When its last state was written: another where it was loaded again'
)
ENGINE = MergeTree
ORDER BY delivery_id
COMMENT 'One row per delivery that was loaded whole when the refresh began, of feeds that figures may read';

INSERT INTO {int_loaded_delivery}
SELECT delivery_id, feed, written_at
FROM ops.delivery FINAL
WHERE status = 'loaded' AND NOT has({setting-feeds-left-out}, feed);
