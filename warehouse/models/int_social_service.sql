-- One row per service (insats), and period of its first day.
CREATE TABLE {int_social_service}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    category String COMMENT 'Ur kommunens egen korta lista i mappningen',
    was_assessed Nullable(Bool) COMMENT '1 = en individuell prövning ligger bakom; NULL där källsystemet inte uppger det'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per insats, och period för dess första dag';

INSERT INTO {int_social_service}
SELECT
    events.person_pseudonym,
    periods.period_kind,
    periods.period,
    events.kept_category,
    events.was_assessed
FROM
(
    SELECT person_pseudonym, toString(category) AS kept_category, was_assessed, started_on
    FROM core.social_event FINAL
    WHERE kind = 'service' AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
) AS events
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(events.started_on)
WHERE periods.period_kind != 'year' AND true
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
