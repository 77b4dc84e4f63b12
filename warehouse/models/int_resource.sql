-- One row per district, year, kind, effort and target group of the resource inventory; names no person.
CREATE TABLE {int_resource}
(
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Kalenderår',
    district String COMMENT 'Stadsdel',
    resource_kind LowCardinality(String) COMMENT 'effort, student_health, special_group eller state_grant',
    kronor Nullable(Int64) COMMENT 'Hela kronor',
    posts Nullable(Decimal(9, 2)) COMMENT 'Heltidstjänster',
    places Nullable(UInt32) COMMENT 'Platser i en grupp'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per stadsdel, år, slag, insats och målgrupp i resursinventeringen; ingen person';

INSERT INTO {int_resource}
SELECT 'year', toString(budget_year), toString(district), toString(resource_kind), kronor, posts, places
FROM core.resource FINAL
WHERE delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
