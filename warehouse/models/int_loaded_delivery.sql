-- One row per delivery that was loaded whole when the refresh began, of feeds that a legal basis lets figures read.
-- Why a table: all models of one refresh read the same list, although deliveries come in meanwhile.
CREATE TABLE {int_loaded_delivery}
(
    delivery_id UUID COMMENT 'Leveransen',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    written_at DateTime64(6, 'UTC') COMMENT 'När dess senaste tillstånd skrevs: ett annat där den lästs in igen'
)
ENGINE = MergeTree
ORDER BY delivery_id
COMMENT 'En rad per leverans som var helt inläst när beräkningen började, från källor som uppgifter får tas ur';

INSERT INTO {int_loaded_delivery}
SELECT delivery_id, feed, written_at
FROM ops.delivery FINAL
WHERE status = 'loaded' AND NOT has({setting-feeds-left-out}, feed);
