-- One row per feed that was ever loaded; names no person.
CREATE TABLE {int_freshness}
(
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'now',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    days UInt32 COMMENT 'Days from its last loaded delivery to the day of the refresh',
    feeds UInt8 COMMENT '1'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per feed that was ever loaded; names no person';

INSERT INTO {int_freshness}
SELECT
    'now',
    'now',
    feed,
    toUInt32(greatest(0, dateDiff('day', max(toDate(assumeNotNull(finished_at), 'Europe/Stockholm')), (SELECT as_of_on FROM {int_setting})))),
    1
FROM ops.delivery FINAL
WHERE isNotNull(finished_at) AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
GROUP BY feed
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
