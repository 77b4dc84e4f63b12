-- One row per feed that was ever loaded; names no person.
CREATE TABLE {int_freshness}
(
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'now',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    days UInt32 COMMENT 'Dagar från källans senaste inlästa leverans till beräkningsdagen',
    feeds UInt8 COMMENT 'Alltid 1'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per källa som någon gång lästs in; ingen person';

INSERT INTO {int_freshness}
SELECT
    'now',
    'now',
    feed,
    toUInt32(greatest(0, dateDiff('day', max(toDate(assumeNotNull(finished_at), 'Europe/Stockholm')), (SELECT as_of_on FROM {int_setting})))),
    1
FROM ops.delivery FINAL
-- A retry of rejected records is no sign that the source is alive.
WHERE isNotNull(finished_at) AND NOT startsWith(scope, 'retry of ') AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
GROUP BY feed
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
