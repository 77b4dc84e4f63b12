-- One row per district, year, kind, effort and target group of the resource inventory; names no person.
CREATE TABLE {int_resource}
(
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'Calendar year',
    district String COMMENT 'Stadsdel',
    resource_kind LowCardinality(String) COMMENT 'effort, student_health, special_group or state_grant',
    kronor Nullable(Int64) COMMENT 'Whole kronor',
    posts Nullable(Decimal(9, 2)) COMMENT 'Full-time posts',
    places Nullable(UInt32) COMMENT 'Places in a group'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per district, year, kind, effort and target group of the resource inventory; names no person';

INSERT INTO {int_resource}
SELECT 'year', toString(budget_year), toString(district), toString(resource_kind), kronor, posts, places
FROM core.resource FINAL
WHERE delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
