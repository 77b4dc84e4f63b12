-- One row per loaded delivery, and period in which it was loaded; names no person.
CREATE TABLE {int_delivery}
(
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'The period',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    read_count UInt64 COMMENT 'Records read',
    accepted_count UInt64 COMMENT 'Passed mapping and validation',
    rejected_count UInt64 COMMENT 'Quarantined with a reason',
    protected_count UInt64 COMMENT 'Left out because the identity is protected',
    unlinked_count UInt64 COMMENT 'Of the accepted: persons that cannot be joined',
    unmapped_unit_count UInt64 COMMENT 'Of the accepted: without skolenhetskod'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per loaded delivery, and period in which it was loaded; names no person';

INSERT INTO {int_delivery}
SELECT
    periods.period_kind,
    periods.period,
    deliveries.feed,
    deliveries.read_count,
    deliveries.accepted_count,
    deliveries.rejected_count,
    deliveries.protected_count,
    deliveries.unlinked_count,
    deliveries.unmapped_unit_count
FROM
(
    SELECT *, toStartOfMonth(toDate(assumeNotNull(finished_at), 'Europe/Stockholm')) AS month_on
    FROM ops.delivery FINAL
    WHERE isNotNull(finished_at) AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
) AS deliveries
INNER JOIN {int_month_period} AS periods ON periods.month_on = deliveries.month_on
WHERE periods.period_kind != 'year'
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
