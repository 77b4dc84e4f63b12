-- One row per loaded delivery, and period in which it was loaded; names no person.
CREATE TABLE {int_delivery}
(
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    read_count UInt64 COMMENT 'Lästa poster',
    accepted_count UInt64 COMMENT 'Poster som klarade mappning och kontroll',
    rejected_count UInt64 COMMENT 'Avvisade poster, i karantän med en orsak',
    protected_count UInt64 COMMENT 'Poster som utelämnats för att identiteten är skyddad',
    unlinked_count UInt64 COMMENT 'Av de godtagna: personer som inte kan länkas',
    unmapped_unit_count UInt64 COMMENT 'Av de godtagna: utan skolenhetskod'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per inläst leverans, och period då den lästes in; ingen person';

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
    -- As each delivery came: a retry of its rejected records would count them twice.
    WHERE isNotNull(finished_at) AND NOT startsWith(scope, 'retry of ') AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
) AS deliveries
INNER JOIN {int_month_period} AS periods ON periods.month_on = deliveries.month_on
WHERE periods.period_kind != 'year'
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
